"""CSV (RFC 4180) that a spreadsheet shows and does not calculate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

BOM = b"\xef\xbb\xbf"
"""Without it a spreadsheet takes UTF-8 for the letters of its own system."""

FORMULA = re.compile(r"(\A\s*|[;\t\r\n]\s*)([=+\-@\t\r＝＋－＠])")
"""What a spreadsheet would calculate: at the beginning of a cell, and behind the signs at which another spreadsheet
begins a cell."""

Cell = str | int | None


def safe(value: Cell) -> Cell:
    """A cell that is not calculated: text that would begin a formula gets an apostrophe; numbers stay."""
    return FORMULA.sub(r"\1'\2", value) if isinstance(value, str) else value


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The bytes of a CSV file, a piece for each row."""
    yield BOM + line(headers)
    for row in rows:
        yield line(row)


def line(row: Sequence[Cell]) -> bytes:
    """One row."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow([safe(cell) for cell in row])
    return written.getvalue().encode("utf-8")
