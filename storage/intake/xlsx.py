"""Looking through an xlsx before it is parsed: its bounds, its formulas."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from storage.intake import bounds
from storage.intake.bounds import pieces

REST = 4096
"""The longest tag that is not cut in two."""

INSIDE = rb"A?[A-Z]?(?:[1-9]\d{0,4}|[12]\d{5})"
"""The address of a cell, or the number of a row, within A1 to AZ299999."""
OUTSIDE = re.compile(rb' r *= *"(?!' + INSIDE + rb'")')
"""An address beyond that, where blanks and double quotes are the only signs used; much faster than the next."""
OUTSIDE_ODD = re.compile(rb"\sr\s*=\s*[\"'](?!" + INSIDE + rb"[\"'])")
ODD_SIGNS = (b"'", b"\n", b"\t", b"\r")
TAGS_PER_CELL = 3
"""A cell with content has at least so many tags."""
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
SHEET_END = re.compile(rb"</(?:[\w.-]+:)?sheetData")
TEXT_END = re.compile(rb"</(?:[\w.-]+:)?si\s*>")
TEXT_CELL = re.compile(rb"\st\s*=\s*[\"']s[\"'][^>]*>\s*<(?:[\w.-]+:)?v[^>]*>\s*(\d+)")

Address = tuple[int, int]
"""Row and column, both from 1."""


@dataclass
class Look:
    """What was seen on the way.

    Attributes:
        suspects: the entries of sheets in which there may be a formula, or a cell that shows an error.
        cells: of each entry that is a sheet, how many cells it has at most.
        longest: the bytes of the longest shared text.
        texts: the entry of the shared texts.
    """

    suspects: list[str] = field(default_factory=list)
    cells: dict[str, int] = field(default_factory=dict)
    longest: int = 0
    texts: str | None = None


def look_through(data: bytes, entries: list[zipfile.ZipInfo]) -> Look:
    """Inflate every entry once, hold it to its bounds, and note what needs a second look.

    Raises:
        Unfit: it is beyond a bound, or not what a spreadsheet program writes.
    """
    look, spent = Look(), 0
    for entry in entries:
        _look_at(look, entry.filename, windows(pieces(data, entry, spent)))
        spent += entry.file_size
    _bound_texts(look, data, {entry.filename: entry for entry in entries})
    return look


def windows(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end with a tag, so that nothing short is cut in two unseen."""
    rest = b""
    for part in parts:
        part = rest + part
        end = max(part.rfind(b">") + 1, len(part) - REST)
        yield part[:end]
        rest = part[end:]
    yield rest


def _look_at(look: Look, name: str, parts: Iterator[bytes]) -> None:
    in_sheet, in_texts, first, rest = False, False, True, 0
    for part in parts:
        if first:
            _refuse_other_encodings(name, part)
            in_texts = b"sst" in part[:2000]
            first = False
        _refuse_odd_xml(name, part)
        in_sheet = in_sheet or (name not in look.cells and b"sheetData" in part)
        if in_sheet:
            in_sheet = _look_at_cells(look, name, part)
        if in_texts:
            look.texts = name
            rest = _longest_text(look, part, rest)


def _refuse_other_encodings(name: str, piece: bytes) -> None:
    if name.endswith((".xml", ".rels")) and (piece[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in piece[:4]):
        raise bounds.Unfit(*bounds.ODD_XML)


def _refuse_odd_xml(name: str, window: bytes) -> None:
    """No declarations, no comments; asked by the rarest sign first, because that is fast."""
    if b"!" not in window or b"<!" not in window:
        return
    if name.startswith(("xl/w", "xl/s", "xl/_rels")) or b"sheetData" in window:
        raise bounds.Unfit(*bounds.ODD_XML)
    if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in window or b"<!ENTITY" in window):
        raise bounds.Unfit(*bounds.ODD_XML)


def _look_at_cells(look: Look, name: str, window: bytes) -> bool:
    """Count the cells, note formulas and errors; False when the cells of the sheet have ended."""
    prefixed = b":" in window
    end = SHEET_END.search(window) if prefixed or b"/sheetData" in window else None
    part = window[: end.start()] if end else window
    look.cells[name] = look.cells.get(name, 0) + part.count(b">") // TAGS_PER_CELL
    if look.cells[name] > bounds.CELLS_LIMIT or _outside(part):
        raise bounds.Unfit(*bounds.TOO_WIDE)
    if name not in look.suspects and _suspect(part, prefixed):
        look.suspects.append(name)
    return end is None


def _suspect(part: bytes, prefixed: bool) -> bool:
    """Whether there is a formula or an error; single letters are asked for first, because that is fast."""
    formula = prefixed or (b"f" in part and b"<f" in part)
    error = b"e" in part and (b'"e"' in part or b"'e'" in part)
    return bool((formula and FORMULA.search(part)) or (error and ERROR.search(part)))


def _outside(part: bytes) -> bool:
    odd = any(sign in part for sign in ODD_SIGNS)
    return (OUTSIDE_ODD if odd else OUTSIDE).search(part) is not None


def _longest_text(look: Look, piece: bytes, rest: int) -> int:
    """Measure shared texts, markup included; returns how much of the last one was seen."""
    parts = [*map(len, TEXT_END.split(piece) if b":si" in piece else piece.split(b"</si>"))]
    parts[0] += rest
    look.longest = max(look.longest, *parts)
    return parts[-1]


def _bound_texts(look: Look, data: bytes, entries: dict[str, zipfile.ZipInfo]) -> None:
    """Count the texts of each sheet exactly when they might be too much: cells repeat shared texts."""
    if look.texts is None or look.longest * max(look.cells.values(), default=0) <= bounds.TEXT_LIMIT:
        return
    content = b"".join(pieces(data, entries[look.texts]))
    lengths = [len(part) for part in TEXT_END.split(content)]
    for name in look.cells:
        total = 0
        for window in windows(pieces(data, entries[name])):
            total += sum(lengths[n] for n in map(int, TEXT_CELL.findall(window)) if n < len(lengths))
            if total > bounds.TEXT_LIMIT:
                raise bounds.Unfit(*bounds.TOO_MUCH_TEXT)


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def sheet_entries(data: bytes, entries: list[zipfile.ZipInfo]) -> dict[str, str]:
    """Which entry holds which sheet, by the name of the sheet."""
    by_name = {entry.filename: entry for entry in entries}
    try:
        book, links = (
            ElementTree.fromstring(b"".join(pieces(data, by_name[name])))
            for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
    except (KeyError, ElementTree.ParseError):
        raise bounds.Unfit(*bounds.DAMAGED) from None
    targets = {link.get("Id"): posixpath.join("/xl", link.get("Target", "")).lstrip("/") for link in links}
    sheets = [*book.iter(f"{MAIN}sheet"), *book.iter(f"{STRICT}sheet")]
    return {sheet.get("name", ""): targets.get(_relation(sheet), "") for sheet in sheets}


def _relation(sheet: ElementTree.Element) -> str | None:
    return sheet.get(RELATION) or sheet.get(STRICT_RELATION)


@dataclass
class Traps:
    """Cells that do not say what they seem to: formulas, and errors, which the reader would take for blank."""

    formulas: list[Address] = field(default_factory=list)
    errors: list[Address] = field(default_factory=list)


def traps(data: bytes, entry: zipfile.ZipInfo) -> Traps:
    """Where the formulas and errors of a sheet are, from a slow and exact reading."""
    seen = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = seen.start
    try:
        for piece in pieces(data, entry):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise bounds.Unfit(*bounds.DAMAGED) from None
    return seen.found


class _Reader:
    """Follows rows and cells; both may leave their address out and then come one after the other."""

    def __init__(self) -> None:
        self.row, self.column = 0, 0
        self.found = Traps()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "c":
            self._cell(attributes.get("r"))
            if attributes.get("t") == "e":
                self.found.errors.append((self.row, self.column))
        elif tag == "f" and self.column:
            self.found.formulas.append((self.row, self.column))
        elif tag in ("conditionalFormatting", "dataValidations", "extLst"):
            self.column = 0

    def _cell(self, address: str | None) -> None:
        match = re.fullmatch(r"([A-Za-z]+)([0-9]+)", address or "")
        if not match:
            self.column += 1
            return
        self.row, self.column = int(match[2]), column_number(match[1])


def column_number(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
