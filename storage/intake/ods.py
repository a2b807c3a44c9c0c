"""Looking through an ods before it is parsed: its bounds, its formulas and merged cells, all in one exact reading.

Cells and rows may be repeated by a number, blanks within a text too, so a small file can mean a large sheet.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from storage.intake import bounds
from storage.intake.bounds import pieces

REPEATED_COLUMNS, REPEATED_ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
SPANS = ("table:number-columns-spanned", "table:number-rows-spanned")
BARE = frozenset((REPEATED_COLUMNS, "table:style-name", "table:content-validation-name", *SPANS))
"""Attributes that a cell without content may have."""
BLANKS_LIMIT = 32_767


@dataclass
class Table:
    """What a sheet has: addresses are row and column from 1, a merge is its first and last address."""

    formulas: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def look_through(data: bytes, entries: list[zipfile.ZipInfo]) -> dict[str, Table]:
    """Inflate every entry once, hold it to its bounds, and note formulas and merged cells by sheet.

    Raises:
        Unfit: it is beyond a bound, locked, or not what a spreadsheet program writes.
    """
    reader, spent = _Reader(), 0
    for entry in entries:
        for piece in pieces(data, entry, spent):
            if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in piece:
                raise bounds.Unfit(*bounds.ENCRYPTED)
            if entry.filename == "content.xml":
                reader.feed(piece)
        spent += entry.file_size
    reader.close()
    return reader.tables


class _Reader:
    """Follows tables, rows and cells through content.xml."""

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self.table = Table()
        self.row, self.column, self.row_repeats, self.column_repeats = 0, 0, 1, 1
        self.cells, self.text = 0, 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes) -> None:
        """Read on."""
        try:
            self.parser.Parse(piece, False)
        except (expat.ExpatError, ValueError):
            raise bounds.Unfit(*bounds.DAMAGED) from None

    def close(self) -> None:
        """The entry has ended."""
        try:
            self.parser.Parse(b"", True)
        except expat.ExpatError:
            raise bounds.Unfit(*bounds.DAMAGED) from None

    def _doctype(self, *_: object) -> None:
        raise bounds.Unfit(*bounds.ODD_XML)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.row, self.cells, self.text, self.row_repeats = 0, 0, 0, 0
            self.table = self.tables.setdefault(attributes.get("table:name", ""), Table())
        elif tag == "table:table-row":
            self.row, self.column, self.column_repeats = self.row + self.row_repeats, 0, 1
            self.row_repeats = int(attributes.get(REPEATED_ROWS, "1"))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif tag == "text:s":
            self._hold_text(int(attributes.get("text:c", "1")), BLANKS_LIMIT)

    def _end(self, tag: str) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell"):
            self.column += self.column_repeats
            self.column_repeats = 1

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column_repeats = int(attributes.get(REPEATED_COLUMNS, "1"))
        if not BARE.issuperset(attributes):
            self.cells += self.column_repeats * self.row_repeats
            self._hold_bounds()
        here = (self.row + 1, self.column + 1)
        if "table:formula" in attributes:
            self.table.formulas.append(here)
        columns, rows = (int(attributes.get(name, "1")) for name in SPANS)
        if columns > 1 or rows > 1:
            self.table.merged.append((here, (here[0] + rows - 1, here[1] + columns - 1)))

    def _characters(self, text: str) -> None:
        if text.strip():
            self._hold_bounds()
        self._hold_text(len(text), bounds.TEXT_LIMIT)

    def _hold_bounds(self) -> None:
        """A cell with content stands here, as often as its repetitions say."""
        last_row, last_column = self.row + self.row_repeats, self.column + self.column_repeats
        wide = last_row > bounds.ROWS_LIMIT or last_column > bounds.COLUMNS_LIMIT
        if wide or self.cells > bounds.CELLS_LIMIT:
            raise bounds.Unfit(*bounds.TOO_WIDE)

    def _hold_text(self, length: int, limit: int) -> None:
        self.text += length * max(1, self.row_repeats) * self.column_repeats
        if length > limit or self.text > bounds.TEXT_LIMIT:
            raise bounds.Unfit(*bounds.TOO_MUCH_TEXT)
