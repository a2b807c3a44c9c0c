"""Commands that hand data to other programs: export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.days import day
from app.cli.face import Json, office, say, words
from app.cli.progress import progress
from app.whole import whole

if TYPE_CHECKING:
    import sqlalchemy as sa

    from app.wiring import Office

export = typer.Typer(help="Ekspor data untuk program lain.", no_args_is_help=True)

Output = Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Tempat menyimpannya.")]
Since = Annotated[str | None, typer.Option("--from", metavar="TANGGAL", help="Hari pertama, TTTT-BB-HH.")]
Until = Annotated[str | None, typer.Option("--until", metavar="TANGGAL", help="Hari terakhir, TTTT-BB-HH.")]


class Told(StrEnum):
    """How history can be written."""

    csv = "csv"
    jsonl = "jsonl"
    xes = "xes"


class Listed(StrEnum):
    """How the register can be written."""

    csv = "csv"
    pdf = "pdf"


def register(app: typer.Typer) -> None:
    app.add_typer(export, name="export")
    export.command("register")(register_)


@export.command()
def history(
    form: Annotated[Told, typer.Option("--format", help="csv: lembar kerja; jsonl: program; xes: penambangan proses.")],
    output: Output,
    since: Since = None,
    until: Until = None,
    people: Annotated[bool, typer.Option("--with-people", help="Sertakan NIP dan nama pegawai.")] = False,
    json: Json = False,
) -> None:
    """Semua entri riwayat, satu baris atau peristiwa untuk setiap langkah."""
    from storage.exports import HISTORY, wanted

    first, last = (day(field, text) if text else None for field, text in (("--from", since), ("--until", until)))
    with office() as here, progress() as moved, here.database.reading() as connection:
        asked = wanted(connection, first, last, people)
        size = _save(output, HISTORY[form](connection, asked, moved))
    _said(output, form, size, json)


def register_(
    form: Annotated[Listed, typer.Option("--format", help="csv: lembar kerja; pdf: daftar cetak.")],
    output: Output,
    series: Annotated[str | None, typer.Option("--series", metavar="SERI", help="Hanya seri ini.")] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="TAHUN", min=1900, max=9999, help="Hanya tahun ini.")
    ] = None,
    json: Json = False,
) -> None:
    """Buku register: semua nomor, dengan keadaan dan alasannya."""
    from storage.register import register as numbers

    with office() as here, here.database.reading() as connection:
        found = numbers(connection, here.clock.real(), series, year)
        size = _save(output, REGISTERS[form](here, connection, found))
    _said(output, form, size, json)


Numbers = list[dict[str, Any]]


def _register_csv(here: Office, connection: sa.Connection, found: Numbers) -> Iterator[bytes]:
    from storage.agency import agency
    from storage.exports import register_csv

    return register_csv(found, agency(connection).zone)


def _register_pdf(here: Office, connection: sa.Connection, found: Numbers) -> Iterator[bytes]:
    from documents.number_book import draw
    from storage.agency import agency

    here.hold_arms()
    yield draw(found, agency(connection), here.clock.shown(here.clock.now()), rehearsal=here.rehearsal)


REGISTERS: dict[str, Callable[[Office, sa.Connection, Numbers], Iterator[bytes]]] = {
    "csv": _register_csv,
    "pdf": _register_pdf,
}


def _save(output: Path, pieces: Iterator[bytes]) -> int:
    with whole(output) as file:
        return sum(map(file.write, pieces))


def _said(output: Path, form: str, size: int, json: bool) -> None:
    said = {"file": str(output), "format": form, "bytes": size}
    say(said, json, lambda: [words(f"Ekspor disimpan di {output}.", f"The export was saved to {output}.")])
