"""Commands about proposals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from app.cli.face import As, Json, choice, language, office, required, say, table, words
from workflow.authority import Kind
from workflow.states import State, label
from workflow.text import LONG, clean

Id = Annotated[int, typer.Argument(metavar="USULAN", help="Nomor usulan.")]


def register(app: typer.Typer) -> None:
    app.command()(propose)
    app.command()(waive)
    app.command()(discard)
    app.command()(can)
    app.command()(show)
    app.command("list")(list_)
    app.command()(history)


def propose(
    nip: Annotated[str, typer.Option("--nip", help="NIP pegawai.")],
    post: Annotated[str, typer.Option("--post", metavar="KODE", help="Kode jabatan tujuan.")],
    account: As,
    kind: Annotated[str, typer.Option("--kind", metavar="JENIS", help="Jenis mutasi.")] = "INTERNAL",
    reason: Annotated[str | None, typer.Option("--reason", help="Alasan usulan.")] = None,
    own_request: Annotated[bool, typer.Option("--own-request", help="Atas permohonan pegawai sendiri.")] = False,
    json: Json = False,
) -> None:
    """Tulis usulan mutasi baru, sebagai konsep."""
    from storage import proposals

    told = clean("--reason", reason, LONG) if reason else None
    with office() as here:
        here.may_act_as(account)
        with here.database.transaction() as connection:
            id = proposals.propose(
                connection,
                nip=nip.replace(" ", ""),
                post=post,
                account=account,
                kind=choice(Kind, kind, "--kind"),
                reason=told,
                now=here.clock.now(),
                today=here.today,
                own_request=own_request,
            )
        said = _proposal(here, id)
    say(
        said,
        json,
        lambda: [
            words(
                f"Usulan {id} ditulis sebagai konsep. Ajukan dengan `mutasi step {id} submit`.",
                f"Proposal {id} was written as a draft. Submit it with `mutasi step {id} submit`.",
            )
        ],
    )


def waive(
    id: Id,
    rule: Annotated[str, typer.Argument(metavar="KETENTUAN", help="Ketentuan, misalnya R-ELG-01.")],
    document: Annotated[int, typer.Option("--document", metavar="NOMOR", help="Dokumen yang mengizinkannya.")],
    reason: Annotated[str, typer.Option("--reason", help="Alasan pengecualian.")],
    account: As,
    json: Json = False,
) -> None:
    """Kecualikan satu ketentuan bagi usulan ini, dengan dokumen."""
    from storage import proposals

    told = required("--reason", reason)
    with office() as here:
        here.may_act_as(account)
        with here.database.transaction() as connection:
            proposals.waive(connection, id, rule, document, told, account, here.clock.now(), here.today)
        dossier = _proposal(here, id)["dossier"]
    said = {"proposal": id, "rule": rule, "document": document, "dossier": dossier}
    say(
        said,
        json,
        lambda: [
            words(
                f"Ketentuan {rule} dikecualikan bagi usulan {id} dengan dokumen {document}.",
                f"The rule {rule} is waived for proposal {id} with document {document}.",
            )
        ],
    )


def discard(id: Id, account: As, json: Json = False) -> None:
    """Hapus konsep usulan."""
    from storage import proposals

    with office() as here:
        here.may_act_as(account)
        with here.database.transaction() as connection:
            proposals.discard(connection, id, account)
    say(
        {"proposal": id, "discarded": True},
        json,
        lambda: [words(f"Konsep usulan {id} dihapus.", f"Draft {id} was discarded.")],
    )


def can(id: Id, account: As, json: Json = False) -> None:
    """Langkah yang dapat diambil akun ini, dengan semua temuan ketentuan."""
    from storage.ledger import Ledger
    from workflow.data import fields_of
    from workflow.judgement import examine

    spoken = language()
    with office() as here, here.database.reading() as connection:
        _, found = examine(Ledger(connection), id, account, here.clock.now())
    said = [
        {
            "verb": e.verb,
            "allowed": e.allowed,
            "reasons": [line for reason in e.reasons for line in reason.sentence(spoken).split("\n")],
            "findings": [finding.as_json(spoken) for finding in e.findings],
            "data": fields_of(e.verb),
        }
        for e in found
    ]
    say(said, json, lambda: _can_lines(said))


def _can_lines(said: list[dict[str, Any]]) -> Iterable[str]:
    if not said:
        yield words("Usulan ini sudah berakhir; tidak ada langkah lagi.", "This proposal has ended; no step is left.")
    for verb in said:
        yield f"{'✓' if verb['allowed'] else '✗'} {verb['verb']}"
        yield from (f"    {reason}" for reason in verb["reasons"])
        for finding in verb["findings"]:
            if finding["outcome"] != "met" and finding["sentence"] not in verb["reasons"]:
                yield f"    {finding['rule']} ({finding['severity']}): {finding['sentence']}"


def show(id: Id, json: Json = False) -> None:
    """Satu usulan, dengan keadaan berkasnya."""
    with office() as here:
        said = _proposal(here, id)
    say(said, json, lambda: [f"{key}: {value}" for key, value in said.items() if not isinstance(value, dict)])


def _proposal(here: Any, id: int) -> dict[str, Any]:
    from storage.dossiers import dossier, sits

    with here.database.reading() as connection:
        found = dossier(connection, id, here.today)
        holds = sits(connection, found.person.nip, here.today)
    facts = found.proposal
    return {
        "id": id,
        "state": facts.state,
        "state_label": label(facts.state, here.settings.language),
        "version": facts.version,
        "dossier": found.sha256,
        "nip": found.person.nip,
        "name": found.person.full_name,
        "post": found.target.post.code,
        "post_name": found.target.post.name,
        "unit_name": found.target.unit.name,
        "origin_post": found.origin.post.code,
        "origin_name": found.origin.post.name,
        "origin_unit_name": found.origin.unit.name,
        "holds": {"post": holds.post, "since": holds.since, "decree": holds.decree},
        "kind": facts.kind,
        "reason": facts.reason,
        "own_request": facts.own_request,
        "proposed_by": facts.proposed_by.account,
        "proposed_on": facts.proposed_on,
        "suspended_from": facts.suspended_from,
        "facts": found.as_json,
    }


def list_(
    state: Annotated[str | None, typer.Option("--state", metavar="TAHAP", help="Hanya tahap ini.")] = None,
    mine: Annotated[str | None, typer.Option("--mine", metavar="AKUN", help="Yang menunggu akun ini.")] = None,
    json: Json = False,
) -> None:
    """Daftar kerja: semua usulan, yang paling lama menunggu lebih dahulu."""
    from storage.worklist import worklist

    wanted = choice(State, state, "--state") if state else None
    with office() as here, here.database.reading() as connection:
        found = worklist(connection, here.clock.now(), state=wanted, mine=mine, with_dossiers=json)
    spoken = language()
    rows = [
        (
            *(p["id"], label(p["state"], spoken), p["person"], p["origin_unit_name"]),
            *(f"{p['post_name']}, {p['unit_name']}", p["due"], p["late"] or ""),
        )
        for p in found
    ]
    headers = words(
        ("Usulan", "Tahap", "Pegawai", "Dari", "Ke", "Jatuh tempo", "Terlambat"),
        ("Proposal", "Stage", "Person", "From", "To", "Due", "Late"),
    )
    empty = words(
        "Tidak ada usulan. Tulis yang pertama dengan `mutasi propose`.",
        "There are no proposals. Write the first with `mutasi propose`.",
    )
    say(found, json, lambda: table(headers, rows) if rows else [empty])


def history(id: Id, json: Json = False) -> None:
    """Semua langkah sebuah usulan, yang tertua lebih dahulu."""
    from storage.history import history as entries
    from storage.proposals import state_of

    with office() as here:
        with here.database.reading() as connection:
            state_of(connection, id)
            found = list(entries(connection, id))
        clock = here.clock
        rows = [
            (e["index"], clock.shown(e["at"]), e["verb"], e["to"], e["actor"], e["capacity"], e["decree"]["number"])
            for e in found
        ]
    headers = words(
        ("Entri", "Waktu", "Langkah", "Ke", "Oleh", "Kapasitas", "Keputusan"),
        ("Entry", "Time", "Verb", "To", "By", "Capacity", "Decree"),
    )
    say(found, json, lambda: table(headers, rows))
