"""What a cell may hold, and what is stored for it.

A kind reads one cell into the value that is stored: text, a whole number, or nothing. Days are stored as ISO text,
quantities as decimal text. What cannot be read is refused with a sentence. Columns are read whole: distinct cells are
read once, and columns that look right as a whole are not read cell by cell.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.intake.report import Cell, Problem, shown

Value = str | int | None
"""What is stored for a cell."""

NAME_LIMIT = 200
TEXT_LIMIT = 2_000
CODE_LIMIT = 100
MARKS_LIMIT = 4
"""At most so many combining marks in a row: more hang the layout of a page (faults.md E1)."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
"""What a spreadsheet shows where a formula failed."""


class Bad(Exception):
    """A cell cannot be used; `problem` says why."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__()
        self.problem = Problem(indonesian, english)


class Kind(ABC):
    """What the cells of a column may hold.

    Attributes:
        words: the same for people, in Indonesian and English.
    """

    words: tuple[str, str] = ("teks", "text")

    @abstractmethod
    def read(self, cell: Cell, today: date) -> Value:
        """The value of one cell that is not blank; `today` bounds days and years.

        Raises:
            Bad: the cell cannot be used.
        """

    def quick(self, cells: Sequence[str]) -> list[Value] | None:
        """The values of many cells at once when they all look right, else None."""
        return None


class Memo(dict[object, "Value | Problem"]):
    """What each distinct cell of a column became."""

    def __init__(self, kind: Kind, today: date) -> None:
        super().__init__()
        self.kind, self.today = kind, today
        self.troubled = False

    def __missing__(self, key: Any) -> Value | Problem:
        self[key] = found = self._read(key[1] if isinstance(key, tuple) else key)
        return found

    def _read(self, cell: Cell) -> Value | Problem:
        if isinstance(cell, str):
            cell = cell.strip()
            if not cell:
                return None
        try:
            if cell in ERRORS:
                raise Bad(
                    f"sel berisi galat {cell}; perbaiki rumusnya lalu simpan nilainya",
                    f"the cell shows the error {cell}; mend the formula, then save its value",
                )
            return self.kind.read(cell, self.today)
        except Bad as bad:
            self.troubled = True
            return bad.problem


def read_column(memo: Memo, cells: Sequence[Cell]) -> tuple[list[Value], dict[int, Problem]]:
    """The values of a column, and the problems by position; the value of a bad cell is None."""
    texts = set(map(type, cells)) <= {str}
    values = memo.kind.quick(cells) if texts else None  # type: ignore[arg-type]
    if values is not None:
        return values, {}
    keys = cells if texts else [cell if type(cell) is str else (type(cell), cell) for cell in cells]
    found = list(map(memo.__getitem__, keys))
    if not memo.troubled:
        return found, {}  # type: ignore[return-value]
    problems = {n: value for n, value in enumerate(found) if type(value) is Problem}
    return [None if type(value) is Problem else value for value in found], problems  # type: ignore[misc]


# Text


@dataclass(frozen=True, eq=False)
class Text(Kind):
    """Words, at most `limit` characters, as faults.md E1 bounds them."""

    limit: int = TEXT_LIMIT

    @property
    def words(self) -> tuple[str, str]:  # type: ignore[override]
        return f"teks, paling panjang {self.limit} karakter", f"text of at most {self.limit} characters"

    def read(self, cell: Cell, today: date) -> Value:
        return clean(cell, self.limit)

    def quick(self, cells: Sequence[str]) -> list[Value] | None:
        joined = "".join(cells)
        plain = joined.isascii() and joined.isprintable() and "#" not in joined
        if not plain or (cells and max(map(len, cells)) > self.limit):
            return None
        return [text or None for text in map(str.strip, cells)]


def clean(cell: Cell, limit: int) -> str:
    """The text of a cell: NFC, one line, bounded, nothing that cannot be printed.

    Raises:
        Bad: it is not text, or too long, or holds what must not be printed.
    """
    if not isinstance(cell, str):
        raise Bad(
            f"isi {shown(cell)} bukan teks; format kolom sebagai teks lalu tulis ulang isinya",
            f"{shown(cell)} is not text; format the column as text, then write its content again",
        )
    if len(cell) > limit:
        raise Bad(
            f"teks {len(cell)} karakter, paling panjang {limit}; persingkat",
            f"the text has {len(cell)} characters, at most {limit} are allowed; shorten it",
        )
    text = unicodedata.normalize("NFC", " ".join(re.split(r"[\r\n\t\u00a0]+", cell)).strip())
    _refuse_unprintable(text)
    _refuse_marks(text)
    return text


def _refuse_unprintable(text: str) -> None:
    """Control, direction, invisible and private characters (faults.md E1)."""
    if text.isprintable():
        return
    place, sign = next((n, sign) for n, sign in enumerate(text, 1) if not sign.isprintable())
    name = f"U+{ord(sign):04X}"
    raise Bad(
        f"karakter ke-{place} ({name}) tidak tampak atau mengubah arah tulisan; hapus karakter itu",
        f"character {place} ({name}) is invisible or turns the direction of writing; delete it",
    )


def _refuse_marks(text: str) -> None:
    run = 0
    for sign in "" if text.isascii() else text:
        run = run + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if run > MARKS_LIMIT:
            raise Bad(
                f"lebih dari {MARKS_LIMIT} tanda gabung berturut-turut; hapus tanda yang berlebih",
                f"more than {MARKS_LIMIT} combining marks in a row; delete the surplus",
            )


class Code(Kind):
    """An identifier; it stays text, because a number forgets leading zeros."""

    words = ("kode, sebagai teks", "a code, as text")

    def read(self, cell: Cell, today: date) -> Value:
        refuse_number(cell)
        return clean(cell, CODE_LIMIT)

    def quick(self, cells: Sequence[str]) -> list[Value] | None:
        return Text(CODE_LIMIT).quick(cells)


def refuse_number(cell: Cell) -> None:
    if isinstance(cell, int | float):
        number = f"{cell:.0f}" if float(cell).is_integer() else str(cell)
        raise Bad(
            f"kode berupa angka {shown(number)}, sehingga nol di depan atau digit terakhirnya dapat hilang;"
            " format kolom sebagai teks lalu tulis ulang kodenya",
            f"the code is the number {shown(number)}, so leading zeros or the last digits may be lost;"
            " format the column as text, then write the code again",
        )


def plain(text: str) -> str:
    """Letters and digits only, lower case: how words and headers are compared."""
    return re.sub(r"[^0-9a-z]+", "", text.casefold())


@dataclass(frozen=True, eq=False)
class Word(Kind):
    """One of the allowed words; other spellings that can only mean one of them are understood."""

    allowed: tuple[str, ...]
    spellings: Mapping[str, str]

    @property
    def words(self) -> tuple[str, str]:  # type: ignore[override]
        listed = ", ".join(self.allowed)
        return f"salah satu dari: {listed}", f"one of: {listed}"

    def read(self, cell: Cell, today: date) -> Value:
        whole = isinstance(cell, float) and cell.is_integer()
        text = str(int(cell)) if whole else str(cell)  # type: ignore[arg-type]
        word = self.spellings.get(plain(text)) if len(text) <= NAME_LIMIT else None
        if word is None:
            listed = ", ".join(self.allowed)
            raise Bad(
                f"{shown(cell)} tidak dikenal; tulis salah satu dari: {listed}",
                f"{shown(cell)} is not known; write one of: {listed}",
            )
        return word


def word(allowed: Sequence[str], **spellings: str) -> Word:
    """A list of words; each extra spelling, without signs and in lower case, names the word it means."""
    allowed = tuple(str(one) for one in allowed)
    return Word(allowed, {plain(one): one for one in allowed} | {plain(key): one for key, one in spellings.items()})


EMAIL_SHAPE = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
PLAIN_EMAILS = re.compile(r"(?:(?:[a-z0-9._-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)?\n)*")
"""Addresses without capitals or rare signs, each on a line of its own."""


class Email(Kind):
    """An electronic mail address."""

    words = ("alamat surel", "an e-mail address")

    def read(self, cell: Cell, today: date) -> Value:
        text = clean(cell, NAME_LIMIT)
        if not EMAIL_SHAPE.fullmatch(text):
            raise Bad(
                f"{shown(text)} bukan alamat surel; tulis seperti nama@kota.go.id, atau kosongkan",
                f"{shown(text)} is not an e-mail address; write it like nama@kota.go.id, or leave it blank",
            )
        return text

    def quick(self, cells: Sequence[str]) -> list[Value] | None:
        if not PLAIN_EMAILS.fullmatch("\n".join((*cells, ""))):
            return None
        return Text(NAME_LIMIT).quick(cells)


class Fields(Kind):
    """Several words, joined by `;`."""

    words = ("beberapa kata, dipisah ;", "words, separated by ;")

    def read(self, cell: Cell, today: date) -> Value:
        parts = [part.strip() for part in clean(cell, TEXT_LIMIT).split(";")]
        return ";".join(dict.fromkeys(part for part in parts if part)) or None


class Levels(Kind):
    """Competences with the level 1–5 that the post asks for: `name:level;…`."""

    words = ("nama:level 1–5, dipisah ;", "name:level 1–5, separated by ;")

    def read(self, cell: Cell, today: date) -> Value:
        found: dict[str, str] = {}
        for part in clean(cell, TEXT_LIMIT).split(";"):
            name, _, level = (piece.strip() for piece in part.rpartition(":"))
            if not part.strip():
                continue
            if not name or level not in ("1", "2", "3", "4", "5") or name in found:
                raise Bad(
                    f"{shown(part.strip())}: tulis nama:level, level 1 sampai 5, tiap nama satu kali, dipisah ;",
                    f"{shown(part.strip())}: write name:level, the level 1 to 5, each name once, separated by ;",
                )
            found[name] = level
        return ";".join(f"{name}:{level}" for name, level in found.items()) or None
