"""Commands about objections (keberatan)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.days import past_day
from app.cli.documents import filing_of
from app.cli.face import As, Json, office, required, say, table, words
from app.cli.proposals import Id
from workflow.errors import InvalidField
from workflow.objections import OUTCOMES
from workflow.papers import OBJECTION
from workflow.text import shown, spoken

objection = typer.Typer(help="Keberatan atas keputusan.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.command("object")(object_)
    app.command()(answer)
    app.add_typer(objection, name="objection")


def object_(
    id: Id,
    reason: Annotated[str, typer.Option("--reason", help="Alasan keberatan.")],
    account: As,
    received: Annotated[
        str | None, typer.Option("--date", metavar="TTTT-BB-HH", help="Hari suratnya diterima; tanpa ini hari ini.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Surat keberatannya.")] = None,
    json: Json = False,
) -> None:
    """Catat keberatan pegawai atas keputusan mutasinya."""
    from storage.objections import object_to

    grounds = required("--reason", reason)
    with office() as here:
        here.may_act_as(account)
        day = past_day("--date", received, here.today) if received else None
        letter = filing_of(OBJECTION, file, dated=day) if file else None
        with here.database.transaction() as connection:
            found = object_to(connection, id, grounds, day, letter, account, here.clock.now(), here.today)
    say(found, json, lambda: _recorded(found))


def _recorded(found: dict[str, Any]) -> list[str]:
    """What was recorded, when its answer is due, and whether it came late."""
    id, decree, due, until = found["id"], found["decree"], found["due"], found["file_until"]
    lines = [
        words(
            f"Keberatan {id} atas keputusan {decree} dicatat. Jawabannya paling lambat {spoken(due)}.",
            f"Objection {id} to decree {decree} was recorded. Its answer is due on {spoken(due, 'en')}.",
        )
    ]
    if found["late"]:
        lines.append(
            words(
                f"Terlambat {found['late']} hari kerja: batasnya {spoken(until)}. Keberatan ini hanya dapat dinyatakan tidak dapat diterima.",
                f"It is {found['late']} working days late: the limit was {spoken(until, 'en')}. It can only be declared inadmissible.",
            )
        )
    return lines


def answer(
    objection: Annotated[int, typer.Argument(metavar="KEBERATAN", help="Nomor keberatan.")],
    outcome: Annotated[str, typer.Option("--outcome", metavar="HASIL", help=f"{', '.join(OUTCOMES)}.")],
    text: Annotated[str, typer.Option("--text", help="Isi jawaban.")],
    account: As,
    answered: Annotated[
        str | None, typer.Option("--date", metavar="TTTT-BB-HH", help="Tanggal jawaban; tanpa ini hari ini.")
    ] = None,
    json: Json = False,
) -> None:
    """Jawab keberatan, satu kali."""
    from storage.objections import answer as decide

    said, result = required("--text", text), known_outcome(outcome)
    with office() as here:
        here.may_act_as(account)
        day = past_day("--date", answered, here.today) if answered else None
        with here.database.transaction() as connection:
            found = decide(connection, objection, result, said, day, account, here.clock.now(), here.today)
    say(found, json, lambda: _answered(found))


def known_outcome(outcome: str) -> str:
    """The outcome itself, if objections have it.

    Raises:
        InvalidField: they have not.
    """
    if outcome not in OUTCOMES:
        allowed = ", ".join(OUTCOMES)
        raise InvalidField(
            field="--outcome",
            problem=f"“{shown(outcome)}” tidak dikenal. Pilih salah satu: {allowed}.",
            problem_en=f"“{shown(outcome)}” is not known. Choose one of: {allowed}.",
        )
    return outcome


def _answered(found: dict[str, Any]) -> list[str]:
    """What was answered, and by which step it takes effect when it was upheld."""
    id, en = OUTCOMES[found["outcome"]]
    lines = [words(f"Keberatan {found['id']} {id}.", f"Objection {found['id']} is {en}.")]
    if found["outcome"] == "upheld":
        steps = " / ".join(f"`mutasi step {found['proposal']} {verb}`" for verb in found["next"])
        lines.append(
            words(f"Tindak lanjuti dengan keputusan baru: {steps}.", f"Follow it up with a new decree: {steps}.")
            if steps
            else words(
                "Usulannya sudah berakhir; tindak lanjuti dengan usulan mutasi baru (`mutasi propose`).",
                "The proposal has ended; follow it up with a new proposal (`mutasi propose`).",
            )
        )
    return lines


@objection.command("list")
def list_(
    id: Annotated[int | None, typer.Argument(metavar="USULAN", help="Nomor usulan; tanpa ini semua.")] = None,
    waiting: Annotated[bool, typer.Option("--open", help="Hanya yang belum dijawab.")] = False,
    json: Json = False,
) -> None:
    """Keberatan dan jawabannya, dengan batas waktunya."""
    from storage.objection_list import objections

    with office() as here, here.database.reading() as connection:
        found = objections(connection, here.today, proposal=id, waiting=waiting)
    headers = words(
        ("Keberatan", "Usulan", "Pegawai", "Keputusan", "Diterima", "Terlambat", "Jawab sebelum", "Lewat", "Hasil"),
        ("Objection", "Proposal", "Person", "Decree", "Received", "Late", "Answer by", "Overdue", "Outcome"),
    )
    columns = ("id", "proposal", "name", "decree", "received", "late", "due", "overdue")
    rows = [[*(one[column] for column in columns), _outcome(one["outcome"])] for one in found]
    empty = words(
        "Tidak ada keberatan. Catat yang masuk dengan `mutasi object USULAN`.",
        "There are no objections. Record one that comes in with `mutasi object PROPOSAL`.",
    )
    say(found, json, lambda: table(headers, rows) if rows else [empty])


def _outcome(outcome: str | None) -> str:
    return words(*OUTCOMES[outcome]) if outcome else words("belum dijawab", "not answered")
