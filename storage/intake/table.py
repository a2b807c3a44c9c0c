"""The rows of one sheet, read column by column, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple

from storage.intake.cells import Memo, Value, plain, read_column
from storage.intake.files import Book, Faults, address
from storage.intake.report import Cell, Problem, Remark, shown
from storage.intake.sheets import Column, Sheet

BATCH = 5_000
"""How many rows are turned into columns at a time."""

Progress = Callable[[int, int, str], None]
"""Told after each batch: rows done, rows in all, the sheet."""


class Found(NamedTuple):
    """A problem of a row: the column, the beginning of its cell, and the sentence."""

    column: str
    value: str
    problem: Problem


@dataclass
class Table:
    """The rows of a sheet.

    Attributes:
        name: of the sheet, as the workbook writes it.
        numbers: the row numbers of the spreadsheet.
        columns: the values by column name; all as long as `numbers`. None at all when the sheet is unusable as a whole.
        problems: by position in `numbers`; a row with a problem is refused.
    """

    sheet: Sheet
    name: str
    header: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, list[Value]] = field(default_factory=dict)
    problems: dict[int, list[Found]] = field(default_factory=dict)

    def refuse(self, position: int, column: str, problem: Problem, value: str | None = None) -> None:
        """Refuse a row; `value` is the beginning of the cell when the column's value is not it."""
        if value is None:
            value = shown(self.columns[column][position] or "")
        self.problems.setdefault(position, []).append(Found(column, value, problem))

    def accepted(self) -> Iterable[int]:
        """The positions of the rows without a problem."""
        positions = range(len(self.numbers))
        return [n for n in positions if n not in self.problems] if self.problems else positions

    def keys(self) -> list[Value] | list[tuple[Value, ...]]:
        """The key of each row: a value, or a tuple where the key has several columns."""
        columns = [self.columns[name] for name in self.sheet.key]
        return columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))


def read_table(
    sheet: Sheet, name: str, book: Book, today: date, remarks: list[Remark], progress: Progress | None
) -> Table:
    """Read a sheet; what cannot be used is a problem of its row, what is left aside a remark."""
    table = Table(sheet, name)
    rows = enumerate(book.rows(name), 1)
    number, header = next(((n, row) for n, row in rows if not blank(row)), (0, []))
    if not number:
        remarks.append(Remark(name, None, None, "lembar ini kosong", "this sheet is empty"))
        return table
    table.header = [str(cell).strip() for cell in header]
    places, trouble = match_header(sheet, table.header, number, remarks, name)
    faults = book.faults(name)
    trouble = trouble or _merged_header(number, faults)
    reader = _Reader(table, places, trouble, today)
    for batch in _batches(rows):
        reader.take([n for n, _ in batch], [row for _, row in batch])
        if progress:
            progress(batch[-1][0], book.height(name), name)
    if not trouble:
        _refuse_faults(table, places, faults)
    return table


def blank(row: Sequence[Cell]) -> bool:
    """Whether no cell of the row says anything."""
    return all(cell == "" or (type(cell) is str and cell.isspace()) for cell in row)


def _batches(rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[list[tuple[int, list[Cell]]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


# The header

Places = dict[Column, int]
"""Where each column is, from 0."""


def match_header(
    sheet: Sheet, header: list[str], row: int, remarks: list[Remark], name: str
) -> tuple[Places, Found | None]:
    """Where the columns are, and what makes the whole sheet unusable; unknown headers become remarks."""
    places: Places = {}
    meaning = {text: column for column in sheet.columns for text in column.headers()}
    trouble: Found | None = None
    for place, text in enumerate(header):
        column = meaning.get(plain(text))
        if column is None:
            remarks.extend(_unknown_header(sheet, text, row, name))
        elif column in places:
            trouble = Found(column.name, shown(text), _twice(header[places[column]], text))
        else:
            places[column] = place
    return places, trouble or _missing(sheet, places, header)


def _unknown_header(sheet: Sheet, text: str, row: int, name: str) -> Iterator[Remark]:
    if text:
        known = ", ".join(column.name for column in sheet.columns)
        yield Remark(
            name,
            row,
            shown(text),
            f"kolom {shown(text)} tidak dikenal dan diabaikan; kolom lembar ini: {known}",
            f"the column {shown(text)} is not known and was left aside; the columns of this sheet: {known}",
        )


def _twice(first: str, second: str) -> Problem:
    return Problem(
        f"kolom {shown(first)} dan {shown(second)} berarti sama; hapus salah satu",
        f"the columns {shown(first)} and {shown(second)} mean the same; delete one of them",
    )


def _missing(sheet: Sheet, places: Places, header: list[str]) -> Found | None:
    missing = [column.name for column in sheet.columns if column.required and column not in places]
    if not missing:
        return None
    listed, seen = ", ".join(missing), shown(", ".join(text for text in header if text))
    return Found(
        missing[0],
        "",
        Problem(
            f"kolom wajib tidak ada: {listed}; tambahkan pada baris judul (yang terbaca: {seen})",
            f"required columns are missing: {listed}; add them to the header row (read: {seen})",
        ),
    )


def _merged_header(row: int, faults: Faults) -> Found | None:
    for first, last, written in faults.merged:
        if first <= row <= last:
            return Found("", "", _merged(written))
    return None


def _merged(written: str) -> Problem:
    return Problem(
        f"sel {written} digabung; pisahkan (unmerge) lalu isi tiap sel",
        f"the cells {written} are merged; unmerge them, then fill each cell",
    )


# The rows

REQUIRED = Problem("wajib diisi", "must be filled in")


class _Reader:
    """Turns batches of rows into columns."""

    def __init__(self, table: Table, places: Places, trouble: Found | None, today: date) -> None:
        self.table, self.places, self.trouble = table, places, trouble
        self.width = len(table.header)
        self.memos = {column: Memo(column.kind, today) for column in places}
        if not trouble:
            table.columns = {column.name: [] for column in places}

    def take(self, numbers: list[int], rows: list[list[Cell]]) -> None:
        """Take a batch; blank rows are not rows."""
        if not all(row and str(row[0]).strip() for row in rows):
            kept = [(n, row) for n, row in zip(numbers, rows, strict=True) if not blank(row)]
            numbers, rows = [n for n, _ in kept], [row for _, row in kept]
        base = len(self.table.numbers)
        self.table.numbers += numbers
        if self.trouble:
            self.table.problems.update((base + n, [self.trouble]) for n in range(len(numbers)))
        elif rows:
            self._columns(base, self._even(base, rows))

    def _even(self, base: int, rows: list[list[Cell]]) -> list[list[Cell]]:
        """Rows as wide as the header; a longer row has a separator too many."""
        if set(map(len, rows)) == {self.width}:
            return rows
        for n, row in enumerate(rows):
            if not blank(row[self.width :]):
                self.table.refuse(base + n, "", _too_long(len(row), self.width), shown(row[self.width]))
        return [(row + [""] * self.width)[: self.width] for row in rows]

    def _columns(self, base: int, rows: list[list[Cell]]) -> None:
        by_place = list(zip(*rows, strict=True))
        for column, place in self.places.items():
            cells = by_place[place]
            values, problems = read_column(self.memos[column], cells)
            if column.required and None in values:
                blanks = (n for n, value in enumerate(values) if value is None and n not in problems)
                problems |= dict.fromkeys(blanks, REQUIRED)
            for n, problem in problems.items():
                self.table.refuse(base + n, column.name, problem, shown(cells[n]))
            self.table.columns[column.name] += values


def _too_long(found: int, width: int) -> Problem:
    return Problem(
        f"baris ini berisi {found} isian, judulnya {width}; beri tanda kutip pada isian yang memuat pemisah",
        f"this row has {found} fields, the header {width}; quote the field that contains the separator",
    )


def _refuse_faults(table: Table, places: Places, faults: Faults) -> None:
    """Refuse rows with a formula or an error in a known column, and rows in a merged range."""
    by_place = {place + faults.first_column: column.name for column, place in places.items()}
    for found, problem in ((faults.formulas, _formula), (faults.errors, _error)):
        for position, number in enumerate(table.numbers) if found else ():
            for place in found.get(number, ()):
                if place in by_place:
                    table.refuse(position, by_place[place], problem(address(number, place)), "")
    for first, last, written in faults.merged:
        for position, number in enumerate(table.numbers):
            if first <= number <= last:
                table.refuse(position, "", _merged(written), "")


def _error(written: str) -> Problem:
    return Problem(
        f"sel {written} berisi galat rumus; tulis nilainya",
        f"the cell {written} shows the error of a formula; write its value",
    )


def _formula(written: str) -> Problem:
    return Problem(
        f"sel {written} berisi rumus; simpan nilainya (salin, lalu tempel sebagai nilai)",
        f"the cell {written} has a formula; save its value (copy, then paste as value)",
    )
