"""Taking a workbook in: read it, check it, compare it, write it in one transaction."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from storage.database import Database
from storage.intake import links, rows
from storage.intake.bounds import Unfit, UnreadableFile
from storage.intake.cells import plain
from storage.intake.checks import check_rows, refuse_repeated
from storage.intake.files import Book, open_book
from storage.intake.report import RefusedRow, Remark, Report, SheetReport, shown
from storage.intake.sheets import SHEETS, Sheet
from storage.intake.table import Found, Progress, Table, blank, read_table

CACHE_KIB = 64 * 1024
"""So much of an SQLite file stays in memory, that the pages of 100,000 employees are written once."""

INTAKE = sa.table(
    "intake",
    sa.column("at", sa.DateTime),
    *(sa.column(name, sa.String) for name in ("os_user", "file", "sha256", "report")),
)


def take_in(
    database: Database,
    path: Path,
    *,
    today: date,
    at: datetime,
    os_user: str,
    check: bool = False,
    partial: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Take in a workbook (xlsx, ods) or a folder of CSV files, whole or not at all.

    Args:
        today: the office's day; an employee's data count as confirmed on it.
        at: the time of the intake, with zone.
        os_user: who ran it.
        check: write nothing, only report.
        partial: take the valid rows though others are refused; rows that depend on a refused one are refused too.
        progress: told after each batch of rows.

    Raises:
        UnreadableFile: it cannot be taken in at all.
        CannotRead: the file may not be read.
        Busy, DiskProblem, Unreachable: the database could not take it; nothing was changed.
    """
    with collector_resting():
        return _take_in(database, Path(path), today, at, os_user, check, partial, progress)


def _take_in(
    database: Database,
    path: Path,
    today: date,
    at: datetime,
    os_user: str,
    check: bool,
    partial: bool,
    progress: Progress | None,
) -> Report:
    report = Report()
    with readable(path):
        book = open_book(path)
        tables = read_tables(book, today, report.warnings, progress)
    writes = not check and (partial or not _refused(tables))
    with database.transaction() if writes else database.reading() as connection:
        settle(tables, connection, today, report.warnings)
        differences = {name: rows.difference(table, connection, today) for name, table in tables.items()}
        _count(report, tables, differences)
        if writes and (not report.refused or (partial and _accepted(report))):
            _write(connection, tables, differences)
            report.taken = True
            _remember(connection, report, path.name, book.sha256, at, os_user)
    with readable(path):
        _keep_refused(report, tables, book)
    return report


@contextmanager
def collector_resting() -> Iterator[None]:
    """Spare the garbage collector the millions of cells, which never form circles: a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Name the file in what is said about it."""
    try:
        yield
    except Unfit as unfit:
        raise UnreadableFile(file=shown(path.name), problem=unfit.indonesian, problem_en=unfit.english) from unfit


# Reading


def read_tables(book: Book, today: date, remarks: list[Remark], progress: Progress | None) -> dict[str, Table]:
    """Read and check every sheet that is known, in the order in which they refer to each other.

    Raises:
        Unfit: no sheet is known, or two mean the same.
    """
    names = _match_sheets(book, remarks)
    tables: dict[str, Table] = {}
    for sheet in SHEETS:
        if sheet.name in names:
            table = read_table(sheet, names[sheet.name], book, today, remarks, progress)
            if table.columns:
                check_rows(table, remarks)
                refuse_repeated(table)
            tables[sheet.name] = table
    return tables


def _match_sheets(book: Book, remarks: list[Remark]) -> dict[str, str]:
    """The name in the workbook of each known sheet; unknown sheets become remarks."""
    known = {plain(sheet.name): sheet for sheet in SHEETS}
    listed = ", ".join(sheet.name for sheet in SHEETS)
    names: dict[str, str] = {}
    for name in book.names:
        sheet: Sheet | None = known.get(plain(name))
        if sheet is None:
            remarks.append(_unknown_sheet(name, listed))
        elif sheet.name in names:
            raise _same_sheet(names[sheet.name], name)
        else:
            names[sheet.name] = name
    if not names:
        raise Unfit(f"tidak ada lembar yang dikenal; lembarnya: {listed}", f"no sheet is known; the sheets: {listed}")
    return names


def _unknown_sheet(name: str, listed: str) -> Remark:
    return Remark(
        shown(name),
        None,
        None,
        f"lembar {shown(name)} tidak dikenal dan diabaikan; lembar yang dikenal: {listed}",
        f"the sheet {shown(name)} is not known and was left aside; known sheets: {listed}",
    )


def _same_sheet(first: str, second: str) -> Unfit:
    return Unfit(
        f"lembar {shown(first)} dan {shown(second)} berarti sama; hapus salah satu",
        f"the sheets {shown(first)} and {shown(second)} mean the same; delete one of them",
    )


# Settling with the database


def settle(tables: dict[str, Table], connection: sa.Connection, today: date, remarks: list[Remark]) -> None:
    """Refuse rows that do not fit the rest of the file and the database; sheets come in order of reference."""
    known = links.Known(connection, tables)
    for name, table in tables.items():
        if name == "unit":
            links.settle_units(table, known, connection)
            continue
        links.refuse_unknown(table, known)
        if name == "pegawai":
            links.refuse_contradictions(table, connection, today)
    if "jabatan" in tables:
        remarks += links.ignore_stated_needs(tables["jabatan"], tables.get("beban_kerja"), connection)


def _refused(tables: dict[str, Table]) -> bool:
    return any(table.problems for table in tables.values())


def _accepted(report: Report) -> bool:
    return any(counts.read > counts.refused for counts in report.sheets.values())


def _write(connection: sa.Connection, tables: dict[str, Table], differences: dict[str, rows.Difference]) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
    for name, table in tables.items():
        rows.write(table, differences[name].write, connection)


def _remember(connection: sa.Connection, report: Report, file: str, sha256: str, at: datetime, os_user: str) -> None:
    """One row of `intake`: the counts, and nothing that a cell said."""
    values = {"at": at.astimezone(UTC).replace(tzinfo=None), "os_user": os_user, "file": file, "sha256": sha256}
    connection.execute(sa.insert(INTAKE).values(report=report.counts(), **values))


# Reporting


def _count(report: Report, tables: dict[str, Table], differences: dict[str, rows.Difference]) -> None:
    for name, table in tables.items():
        found = differences[name]
        counts = SheetReport(len(table.numbers), found.new, found.changed, found.unchanged, len(table.problems))
        report.sheets[name] = counts
        report.refused += [_refused_row(table, position) for position in sorted(table.problems)]


def _refused_row(table: Table, position: int) -> RefusedRow:
    """One entry for a row, whatever is wrong with it; the first problem gives column and value."""
    found = list(dict.fromkeys(table.problems[position]))
    first = found[0]
    sentences = ["; ".join(_sentence(one, language) for one in found) for language in (0, 1)]
    return RefusedRow(table.sheet.name, table.numbers[position], first.column, first.value, *sentences)


def _sentence(found: Found, language: int) -> str:
    return f"{found.column}: {found.problem[language]}" if found.column else found.problem[language]


def _keep_refused(report: Report, tables: dict[str, Table], book: Book) -> None:
    """Read the refused rows once more, as they were."""
    for name, table in tables.items():
        wanted = {table.numbers[position] for position in table.problems}
        if wanted:
            raw = {n: row for n, row in enumerate(book.rows(table.name), 1) if n in wanted and not blank(row)}
            report.raw[name] = (table.header, raw)
