"""Opening what was handed in: a workbook (xlsx, ods) or a folder of CSV files, held to its bounds."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from storage.intake import bounds, ods, xlsx
from storage.intake.bounds import Unfit
from storage.intake.report import Cell, shown
from workflow.errors import CannotWork


class CannotRead(CannotWork):
    id = "Berkas {file} tidak dapat dibuka: {problem}. Periksa izin bacanya."
    en = "The file {file} cannot be opened: {problem}. Check that it may be read."


@dataclass
class Faults:
    """What a sheet holds besides values; rows and columns count from 1.

    Attributes:
        formulas, errors: the columns with formulas, or with cells that show an error, by row.
        merged: ranges of merged cells: first row, last row, and the range as a spreadsheet writes it.
        first_column: the column of the spreadsheet at which rows begin.
    """

    formulas: dict[int, list[int]] = field(default_factory=dict)
    errors: dict[int, list[int]] = field(default_factory=dict)
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    first_column: int = 1


class Book(Protocol):
    """A workbook, or what stands for one."""

    names: list[str]
    sha256: str

    def height(self, name: str) -> int:
        """How many rows the sheet spans, blank ones included."""

    def rows(self, name: str) -> Iterator[list[Cell]]:
        """The rows of the sheet from its first, blank ones included."""

    def faults(self, name: str) -> Faults:
        """What the sheet holds besides values."""


def open_book(path: Path) -> Book:
    """Open a workbook or a folder of CSV files.

    Raises:
        Unfit: it is not there, not a spreadsheet, damaged, locked, or beyond the bounds.
        CannotRead: the file may not be read.
    """
    try:
        if path.is_dir():
            return CsvFolder(sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv"))
        return CsvFolder([path]) if path.suffix.lower() == ".csv" else open_workbook(path)
    except OSError as problem:
        raise CannotRead(file=shown(path.name), problem=problem.strerror or "") from problem


def read_file(path: Path) -> bytes:
    """The bytes of a file, when it is one and not too large."""
    if not path.is_file():
        raise Unfit("tidak ada berkas dengan nama itu; periksa namanya", "there is no such file; check its name")
    with path.open("rb") as stream:
        data = stream.read(bounds.FILE_LIMIT + 1)
    if not data:
        raise Unfit("berkas ini kosong; pilih berkas yang berisi data", "the file is empty; choose one with data")
    if len(data) > bounds.FILE_LIMIT:
        limit = bounds.FILE_LIMIT // bounds.MIB
        raise Unfit(f"lebih dari {limit} MiB; bagi menjadi beberapa berkas", f"more than {limit} MiB; split the file")
    return data


NOT_A_SPREADSHEET = (
    "pakai .xlsx, .ods, atau folder berkas .csv",
    "use .xlsx, .ods, or a folder of .csv files",
)


def open_workbook(path: Path) -> Book:
    """Open an xlsx or ods, by its content and not by its name."""
    data = read_file(path)
    if data[:4] != b"PK\x03\x04":
        raise _other_kind(data)
    entries = bounds.open_archive(data)
    names = {entry.filename for entry in entries}
    if "xl/vbaProject.bin" in names or path.suffix.lower() == ".xlsm":
        raise Unfit("berkas ini berisi makro; simpan ulang sebagai .xlsx", "it has macros; save it again as .xlsx")
    if "xl/workbook.xml" in names:
        return Xlsx(data, xlsx.look_through(data, entries))
    if "content.xml" in names and "mimetype" in names:
        return Ods(data, ods.look_through(data, entries))
    raise Unfit(f"bukan lembar kerja; {NOT_A_SPREADSHEET[0]}", f"it is not a spreadsheet; {NOT_A_SPREADSHEET[1]}")


def _other_kind(data: bytes) -> Unfit:
    """What a file is that is no zip archive."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return Unfit(*bounds.ENCRYPTED)
        return Unfit("format .xls yang lama; simpan ulang sebagai .xlsx", "the old .xls format; save it as .xlsx")
    kind = "PDF" if data.startswith(b"%PDF") else ""
    return Unfit(
        f"{f'ini berkas {kind}, ' if kind else ''}bukan lembar kerja; {NOT_A_SPREADSHEET[0]}",
        f"{f'a {kind} file, ' if kind else ''}not a spreadsheet; {NOT_A_SPREADSHEET[1]}",
    )


@contextmanager
def damage_told() -> Iterator[None]:
    """Whatever the reader of spreadsheets raises, its own panics included, means a damaged file."""
    try:
        yield
    except (CalamineError, OSError, ValueError, OverflowError):
        raise Unfit(*bounds.DAMAGED) from None
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise Unfit(*bounds.DAMAGED) from None


class _Workbook:
    """What xlsx and ods have in common: the reader, and the sheet that was read last."""

    def __init__(self, data: bytes) -> None:
        self.sha256 = hashlib.sha256(data).hexdigest()
        self._data = data
        with damage_told():
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self.names = [meta.name for meta in self._book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        self._last: tuple[str, CalamineSheet | None] = ("", None)

    def height(self, name: str) -> int:
        end = self._sheet(name).end
        return end[0] + 1 if end else 0

    def rows(self, name: str) -> Iterator[list[Cell]]:
        with damage_told():
            yield from self._sheet(name).iter_rows()

    def _sheet(self, name: str) -> CalamineSheet:
        """The sheet, read; the one before it is let go first."""
        known, sheet = self._last
        if sheet is None or known != name:
            sheet, self._last = None, ("", None)
            with damage_told():
                sheet = self._book.get_sheet_by_name(name)
            self._last = (name, sheet)
        return sheet

    def _first_column(self, name: str) -> int:
        start = self._sheet(name).start
        return start[1] + 1 if start else 1


class Xlsx(_Workbook):
    """An xlsx workbook."""

    def __init__(self, data: bytes, look: xlsx.Look) -> None:
        super().__init__(data)
        self._look = look

    def faults(self, name: str) -> Faults:
        traps = self._traps(name)
        faults = Faults(_by_row(traps.formulas), _by_row(traps.errors), first_column=self._first_column(name))
        for first, last in self._sheet(name).merged_cell_ranges or ():
            faults.merged.append(_range((first[0] + 1, first[1] + 1), (last[0] + 1, last[1] + 1)))
        return faults

    def _traps(self, name: str) -> xlsx.Traps:
        if not self._look.suspects:
            return xlsx.Traps()
        entries = bounds.open_archive(self._data)
        part = xlsx.sheet_entries(self._data, entries).get(name)
        entry = next((entry for entry in entries if entry.filename == part), None)
        if entry is None or part not in self._look.suspects:
            return xlsx.Traps()
        return xlsx.traps(self._data, entry)


class Ods(_Workbook):
    """An ods workbook."""

    def __init__(self, data: bytes, tables: dict[str, ods.Table]) -> None:
        super().__init__(data)
        self._tables = tables

    def faults(self, name: str) -> Faults:
        table = self._tables.get(name, ods.Table())
        merged = [_range(first, last) for first, last in table.merged]
        return Faults(_by_row(table.formulas), {}, merged, self._first_column(name))


def _by_row(addresses: list[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, column in addresses:
        found.setdefault(row, []).append(column)
    return found


def _range(first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int, str]:
    return first[0], last[0], f"{address(*first)}:{address(*last)}"


def address(row: int, column: int) -> str:
    """The address of a cell as a spreadsheet writes it."""
    return f"{xlsx.column_letters(column)}{row}"


class CsvFolder:
    """A folder of CSV files; each stands for a sheet, by its name. UTF-8, comma or semicolon."""

    def __init__(self, files: list[Path]) -> None:
        if not files:
            raise Unfit(
                "folder ini tidak berisi berkas .csv; pilih folder yang berisi data",
                "the folder has no .csv files; choose one with data",
            )
        self._texts: dict[str, str] = {}
        digest, size = hashlib.sha256(), 0
        for file in files:
            data = read_file(file)
            size += len(data)
            if size > bounds.INFLATED_LIMIT:
                raise Unfit(*bounds.BOMB)
            digest.update(file.name.encode() + b"\0" + data)
            self._texts[file.stem] = _decode(file.name, data)
        self.names = list(self._texts)
        self.sha256 = digest.hexdigest()

    def height(self, name: str) -> int:
        return self._texts[name].count("\n") + 1

    def rows(self, name: str) -> Iterator[list[Cell]]:
        text = self._texts[name]
        header = text.partition("\n")[0]
        sign = ";" if header.count(";") > header.count(",") else ","
        try:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
        except csv.Error:
            raise Unfit(
                f"{shown(name)}.csv: tanda kutipnya tidak berpasangan, atau satu isian terlalu panjang; simpan ulang"
                " dari lembar kerja",
                f"{shown(name)}.csv: its quotation marks do not match, or a field is too long; save it again from a"
                " spreadsheet",
            ) from None

    def faults(self, name: str) -> Faults:
        """Texts that a spreadsheet would take for formulas."""
        if "=" not in self._texts[name]:
            return Faults()
        rows = enumerate(self.rows(name), 1)
        found = {n: [k for k, cell in enumerate(row, 1) if str(cell).startswith("=")] for n, row in rows}
        return Faults({n: columns for n, columns in found.items() if columns})


def _decode(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unfit(
            f"{shown(name)} bukan teks UTF-8; simpan ulang sebagai CSV UTF-8",
            f"{shown(name)} is not UTF-8 text; save it again as CSV UTF-8",
        )
    return text
