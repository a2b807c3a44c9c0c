"""Commands about the legal bases that Mengingat cites."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.changing import Reason, change
from app.cli.days import day
from app.cli.face import As, Json, office, say, table, words
from app.cli.parameters import Until

bases = typer.Typer(help="Dasar hukum dalam Mengingat.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(bases, name="basis")


@bases.command("list")
def list_(json: Json = False) -> None:
    """Dasar hukum menurut urutannya dalam Mengingat."""
    from storage.bases import bases as all_bases

    with office() as here, here.database.reading() as connection:
        found = all_bases(connection)
    headers = words(("Urutan", "Judul", "Berlaku", "Sampai"), ("Position", "Title", "From", "Until"))
    rows = [(one["position"], one["title"], one["since"], one["until"]) for one in found]
    say(found, json, lambda: table(headers, rows))


@bases.command("set")
def set_(
    title: Annotated[str, typer.Argument(metavar="JUDUL", help="Judul peraturannya, seperti akan dicetak.")],
    position: Annotated[
        int, typer.Option("--position", metavar="URUTAN", help="Urutannya; yang mulai dari situ bergeser ke bawah.")
    ],
    since: Annotated[str, typer.Option("--from", metavar="TTTT-BB-HH", help="Hari pertama berlakunya.")],
    account: As,
    reason: Reason,
    until: Until = None,
    json: Json = False,
) -> None:
    """Cantumkan dasar hukum; judul yang sudah ada berpindah ke urutan itu. Keputusan yang sudah terbit tetap."""
    from storage.bases import set_basis

    period = (day("--from", since), day("--until", until) if until else None)
    done = (f"Dasar hukum dicantumkan pada urutan {position}.", f"The legal basis stands at position {position}.")
    change(account, json, lambda connection, by: set_basis(connection, title, position, *period, reason, by), done)


@bases.command()
def end(
    position: Annotated[int, typer.Argument(metavar="URUTAN", help="Urutannya.")],
    until: Annotated[str, typer.Option("--until", metavar="TTTT-BB-HH", help="Hari terakhir berlakunya.")],
    account: As,
    reason: Reason,
    json: Json = False,
) -> None:
    """Tetapkan hari terakhir suatu dasar hukum dikutip."""
    from storage.bases import end_basis

    last = day("--until", until)
    done = (f"Dasar hukum {position} dikutip sampai {last}.", f"Legal basis {position} is cited until {last}.")
    change(account, json, lambda connection, by: end_basis(connection, position, last, reason, by), done)
