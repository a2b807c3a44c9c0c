"""Commands about the series of numbers: how each is printed, and which unit numbers for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.changing import Reason, by, outcome
from app.cli.face import As, Json, office, say, table, words
from workflow.numbering import GAPS

if TYPE_CHECKING:
    import sqlalchemy as sa

    from storage.changes import By

series = typer.Typer(help="Seri nomor keputusan dan bentuk nomornya.", no_args_is_help=True)

Code = Annotated[str, typer.Argument(metavar="KODE", help="Kode seri.")]
Format = Annotated[
    str, typer.Option("--format", metavar="BENTUK", help=f"Bentuk nomor, misalnya {{kode}}/{{n}}/SK/{{tahun}}: {GAPS}.")
]


def register(app: typer.Typer) -> None:
    app.add_typer(series, name="series")


@series.command("list")
def list_(json: Json = False) -> None:
    """Setiap seri: untuk apa, oleh siapa, bentuknya, nomor terakhir tahun ini dan nomor berikutnya."""
    from storage.series import listed

    with office() as here, here.database.reading() as connection:
        found = listed(connection, here.today)
    headers = words(
        ("Seri", "Untuk", "Unit", "Bentuk", "Nomor terakhir", "Berikutnya"),
        ("Series", "For", "Unit", "Format", "Last number", "Next"),
    )
    rows = [(one["code"], one["purpose"], one["unit"], one["format"], one["last"], one["next"]) for one in found]
    say(found, json, lambda: table(headers, rows))


@series.command("set")
def set_(code: Code, format: Format, account: As, reason: Reason, json: Json = False) -> None:
    """Ubah bentuk nomor sebuah seri sejak nomor berikutnya; nomor yang sudah diambil tetap."""
    from storage.series import set_format

    done = (f"Bentuk nomor seri {code} berlaku.", f"The format of the series {code} is in force.")
    _change(account, json, lambda connection, by: set_format(connection, code, format, reason, by), done)


@series.command()
def add(
    code: Code,
    unit: Annotated[str, typer.Option("--unit", metavar="KODE", help="Unit yang menomori sendiri.")],
    purpose: Annotated[str, typer.Option("--for", metavar="JENIS", help="sk (keputusan) atau penetapan.")],
    format: Format,
    account: As,
    reason: Reason,
    json: Json = False,
) -> None:
    """Beri sebuah unit seri sendiri: keputusan yang diambil akun unit itu dinomori di dalamnya, mulai dari 1."""
    from storage import series as kept

    def act(connection: sa.Connection, by: By) -> dict[str, Any]:
        return kept.add(connection, code, unit, purpose.upper(), format, reason, by)

    _change(account, json, act, (f"Seri {code} dibuat.", f"The series {code} was made."))


def _change(
    account: str, json: bool, act: Callable[[sa.Connection, By], dict[str, Any]], done: tuple[str, str]
) -> None:
    """Make a change of a series, and show the next number before the word that it is made or waits."""
    with office() as here:
        who = by(here, account)
        with here.database.transaction() as connection:
            said = act(connection, who)
    sample = words(f"Nomor berikutnya akan tercetak: {said['sample']}", f"The next number would be: {said['sample']}")
    say(said, json, lambda: [sample, outcome(said, done)])
