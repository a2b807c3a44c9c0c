"""Commands about the routes: who proposes, consents, advises and decides in each kind of transfer."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.changing import Reason
from app.cli.face import As, Json, office, say, table, words
from app.cli.parameters import From, Until, set_value
from workflow.authority import Kind
from workflow.text import filled

routes = typer.Typer(help="Jalur mutasi menurut jenisnya.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(routes, name="route")


@routes.command("list")
def list_(json: Json = False) -> None:
    """Setiap jenis mutasi: pejabatnya, dokumen wajib, tenggat, rantai paraf dan dasar hukumnya."""
    from storage.parameters import parameters
    from storage.requirements import facts
    from workflow.route_book import route_entry

    with office() as here, here.database.reading() as connection:
        told, own, today = parameters(connection), facts(connection), here.today
    found = [route_entry(kind, told, own, today, words("id", "en")) for kind in Kind]
    headers = words(
        ("Jenis", "Nama", "Pengusul", "Persetujuan", "Pertimbangan", "Penetap", "Dokumen", "Tenggat", "Paraf", "Dasar"),
        ("Kind", "Name", "Proposer", "Consent", "Advice", "Decider", "Documents", "Deadlines", "Endorsements", "Law"),
    )
    closed = words("ditolak sampai ketentuan hukumnya diketahui", "refused until its law is known")
    rows = [
        (
            *(one.kind.value, one.name if one.open else closed, one.proposer, one.consenter, one.adviser, one.decider),
            " ".join(one.documents),
            " ".join(f"{state}:{days}" for state, days in (one.deadlines or {}).items()),
            " ".join(f"{verb}:{'→'.join(offices)}" for verb, offices in (one.endorsements or {}).items()),
            one.law,
        )
        for one in found
    ]
    say(found, json, lambda: table(headers, rows))


@routes.command("set")
def set_(
    kind: Annotated[str, typer.Argument(metavar="JENIS", help="Jenis mutasi.")],
    part: Annotated[str, typer.Argument(metavar="BAGIAN", help="proposer, consenter, adviser atau decider.")],
    text: Annotated[str, typer.Argument(metavar="TEKS", help="Sebutan pejabatnya.")],
    account: As,
    reason: Reason,
    since: From = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Tetapkan sebutan pejabat dalam satu jalur, menurut ketentuan instansi sendiri."""
    set_value("route", part, text, filled("JENIS", kind), since, until, account, reason, json)
