"""What an intake says: the counts of each sheet, each refused row with what to do, and what else deserves a look."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a spreadsheet gives for one cell; a blank one is the empty text."""

SHOWN = 60
"""How many characters of a cell a sentence may repeat."""

CELL_LIMIT = 32_767
"""How many characters a cell of a workbook can hold."""


def shown(cell: object) -> str:
    """The beginning of a cell for a sentence, without what would disturb a terminal or a page."""
    whole = isinstance(cell, float) and cell.is_integer()
    text = cell.isoformat() if isinstance(cell, date) else f"{cell:.0f}" if whole else str(cell)
    start = text[:SHOWN] if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in start)


class Problem(NamedTuple):
    """What is wrong and what to do, in Indonesian and in English."""

    id: str
    en: str


@dataclass(frozen=True)
class Remark:
    """Something that was taken in, or left aside, and deserves a look. `row` and `column` may be absent."""

    sheet: str
    row: int | None
    column: str | None
    problem_id: str
    problem_en: str


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken in.

    Attributes:
        row: as the spreadsheet counts, from 1.
        column: the first column that is wrong; empty when no single one is.
        value: the beginning of that cell.
        problem_id, problem_en: everything that is wrong with the row, and what to do.
    """

    sheet: str
    row: int
    column: str
    value: str
    problem_id: str
    problem_en: str


@dataclass
class SheetReport:
    """Rows of one sheet: read = new + changed + unchanged + refused."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass
class Report:
    """The answer of an intake.

    Attributes:
        taken: whether anything was written.
        sheets: by name, in the order in which they were taken in.
        raw: of each sheet its header and its refused rows as they were, by row number.
    """

    taken: bool = False
    sheets: dict[str, SheetReport] = field(default_factory=dict)
    refused: list[RefusedRow] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    raw: dict[str, tuple[list[str], dict[int, list[Cell]]]] = field(default_factory=dict)

    def as_json(self, language: str) -> dict[str, Any]:
        """Everything, with the sentences in `id` or `en`."""
        return {
            "taken": self.taken,
            "sheets": {name: asdict(counts) for name, counts in self.sheets.items()},
            "refused": [_spoken(row, language) for row in self.refused],
            "warnings": [_spoken(remark, language) for remark in self.warnings],
        }

    def counts(self) -> str:
        """The counts as JSON, without anything that a cell said."""
        sheets = {name: asdict(counts) for name, counts in self.sheets.items()}
        return json.dumps({"sheets": sheets, "warnings": len(self.warnings)})

    def write_refused(self, path: Path) -> None:
        """Write the refused rows as they were, with a column `masalah`, as a workbook of the same sheets."""
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sentences = {(row.sheet, row.row): row.problem_id for row in self.refused}
        for name, (header, rows) in self.raw.items():
            page = book.create_sheet(name)
            page.append([_cell(page, text) for text in (*header, "masalah")])
            for number, cells in rows.items():
                page.append([_cell(page, cell) for cell in (*cells, sentences[name, number])])
        if not self.raw:
            book.create_sheet("kosong")
        book.save(path)


def _spoken(said: RefusedRow | Remark, language: str) -> dict[str, Any]:
    fields = asdict(said)
    sentences = {"id": fields.pop("problem_id"), "en": fields.pop("problem_en")}
    return {**fields, "problem": sentences["en" if language == "en" else "id"]}


def _cell(page: Any, value: Cell) -> Any:
    """A cell that shows the value and is never a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:CELL_LIMIT])
    cell.data_type = "s"
    return cell
