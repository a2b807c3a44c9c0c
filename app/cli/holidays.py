"""Commands about the holiday table, by which working days are counted."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.cli.changing import Reason, change
from app.cli.days import day
from app.cli.face import As, Json, office, read_file, say, table, words
from workflow.days import ISO_DATE, YEARS
from workflow.errors import InvalidData, InvalidField
from workflow.text import SHORT, filled, shown

holidays = typer.Typer(help="Hari libur dan cuti bersama.", no_args_is_help=True)

LARGEST_TABLE = 256 * 1024
"""Bytes of a CSV file of holidays."""

HEADER = ("tanggal", "nama")


def register(app: typer.Typer) -> None:
    app.add_typer(holidays, name="holiday")


@holidays.command("list")
def list_(
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="TAHUN", min=YEARS[0], max=YEARS[-1], help="Tanpa ini tahun berjalan."),
    ] = None,
    json: Json = False,
) -> None:
    """Hari libur dalam satu tahun."""
    from storage.holidays import KINDS
    from storage.holidays import holidays as of_year

    with office() as here, here.database.reading() as connection:
        wanted = year or here.today.year
        found = of_year(connection, wanted)
    headers = words(("Tanggal", "Nama", "Jenis"), ("Day", "Name", "Kind"))
    rows = [(one["day"], one["name"], words(*KINDS[one["kind"]])) for one in found]
    empty = words(
        f"Tidak ada hari libur tahun {wanted}. Isi dengan `mutasi holiday set`.",
        f"There are no holidays in {wanted}. Enter them with `mutasi holiday set`.",
    )
    say(found, json, lambda: table(headers, rows) if rows else [empty])


@holidays.command("set")
def set_(
    what: Annotated[
        str, typer.Argument(metavar="BERKAS.csv|TTTT-BB-HH", help="Berkas CSV (tanggal, nama), atau satu hari.")
    ],
    account: As,
    reason: Reason,
    name: Annotated[str | None, typer.Argument(metavar="NAMA", help="Nama hari itu.")] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="JENIS", help="collective, local atau national.")
    ] = "collective",
    json: Json = False,
) -> None:
    """Masukkan cuti bersama atau hari libur: satu hari, atau semua baris suatu berkas."""
    from storage.holiday_table import set_holidays

    days = {day("TANGGAL", what): filled("NAMA", name or "")} if ISO_DATE.fullmatch(what) else read_days(Path(what))
    done = (f"{len(days)} hari dicatat.", f"{len(days)} days were entered.")
    known = _kind(kind)
    change(account, json, lambda connection, by: set_holidays(connection, days, known, reason, by), done)


def _kind(kind: str) -> str:
    from storage.holidays import KINDS

    if kind not in KINDS:
        raise InvalidField(
            field="--kind",
            problem=f"“{shown(kind)}” tidak dikenal. Pilih salah satu: {', '.join(KINDS)}.",
            problem_en=f"“{shown(kind)}” is not known. Choose one of: {', '.join(KINDS)}.",
        )
    return kind


def read_days(path: Path) -> dict[date, str]:
    """The days of a CSV file with the columns tanggal, nama.

    Raises:
        InvalidField, TooLarge: it cannot be read, is no such table, or is empty.
        InvalidData: some of its lines are wrong; each has a sentence with its number.
    """
    rows = _rows(path)
    days: dict[date, str] = {}
    problems: list[InvalidField] = []
    for number, row in rows:
        try:
            found, name = _line(row)
            if found in days:
                raise _problem(
                    f"{found} sudah ada di atasnya. Hapus salah satunya.",
                    f"{found} stands above already. Remove one of them.",
                )
            days[found] = name
        except InvalidField as problem:
            at = words(f"{path.name} baris {number}, {problem.words['field']}", f"{path.name} line {number}")
            problems.append(InvalidField(**problem.words | {"field": at}))
    if problems:
        raise InvalidData(problems)
    if not days:
        raise _problem(
            f"{path.name} tidak berisi baris. Isi tanggal dan nama.", f"{path.name} has no lines. Enter day and name."
        )
    return days


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The lines below the header, with their numbers; empty ones are left out."""
    try:
        text = read_file(path, LARGEST_TABLE, "BERKAS").decode("utf-8-sig")
        first = text.partition("\n")[0]
        reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",", strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error):
        rows = []
    if not rows or tuple(cell.strip().lower() for cell in rows[0][1]) != HEADER:
        raise _problem(
            f"{path.name} bukan tabel CSV (UTF-8) dengan baris judul tanggal,nama. Simpan ulang dalam bentuk itu.",
            f"{path.name} is no CSV table (UTF-8) with the header tanggal,nama. Save it again in this form.",
        )
    return [(number, row) for number, row in rows[1:] if any(cell.strip() for cell in row)]


def _line(row: list[str]) -> tuple[date, str]:
    if len(row) != len(HEADER):
        raise _problem(
            f"ada {len(row)} kolom. Tulis dua: tanggal dan nama.", f"has {len(row)} columns. Write two: day and name."
        )
    return day("tanggal", row[0].strip()), filled("nama", row[1], SHORT)


def _problem(problem: str, problem_en: str) -> InvalidField:
    return InvalidField(field="tanggal", problem=problem, problem_en=problem_en)


@holidays.command()
def remove(
    which: Annotated[str, typer.Argument(metavar="TTTT-BB-HH", help="Harinya.")],
    account: As,
    reason: Reason,
    json: Json = False,
) -> None:
    """Hapus satu hari dari tabel: pada hari itu kantor bekerja."""
    from storage.holiday_table import remove_holiday

    found = day("TANGGAL", which)
    done = (f"{found} dihapus dari tabel.", f"{found} was removed from the table.")
    change(account, json, lambda connection, by: remove_holiday(connection, found, reason, by), done)
