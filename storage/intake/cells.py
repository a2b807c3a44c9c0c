"""What a cell may hold, and what is stored for it.

A kind reads one cell into the value that is stored: text, a whole number, or nothing. Days are stored as ISO text,
quantities as decimal text. What cannot be read is refused with a sentence. Columns are read whole: distinct cells are
read once, and columns that look right as a whole are not read cell by cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
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

NUMBER_WORDS = dict(
    zip(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"],
        range(11),
        strict=True,
    )
)


class Bad(Exception):
    """A cell cannot be used; `problem` says why."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__()
        self.problem = Problem(indonesian, english)


class Kind:
    """What the cells of a column may hold.

    Attributes:
        words: the same for people, in Indonesian and English.
    """

    words: tuple[str, str] = ("teks", "text")

    def read(self, cell: Cell, today: date) -> Value:
        """The value of one cell that is not blank; `today` bounds days and years.

        Raises:
            Bad: the cell cannot be used.
        """
        raise NotImplementedError

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
        _refuse_number(cell)
        return clean(cell, CODE_LIMIT)

    def quick(self, cells: Sequence[str]) -> list[Value] | None:
        return Text(CODE_LIMIT).quick(cells)


def _refuse_number(cell: Cell) -> None:
    if isinstance(cell, int | float):
        number = f"{cell:.0f}" if float(cell).is_integer() else str(cell)
        raise Bad(
            f"kode berupa angka {shown(number)}, sehingga nol di depan atau digit terakhirnya dapat hilang;"
            " format kolom sebagai teks lalu tulis ulang kodenya",
            f"the code is the number {shown(number)}, so leading zeros or the last digits may be lost;"
            " format the column as text, then write the code again",
        )


# NIP

NIP_LENGTH = 18
SIXTEEN_DIGITS = 10**15


class Nip(Kind):
    """NIP or NI PPPK: 18 digits, birth date, start, sex, serial (domain.md 6.1, 6.2). Blanks are dropped.

    The month of the start depends on the employment, so it is looked at with the row.
    """

    words = ("NIP 18 angka, sebagai teks", "an 18-digit NIP, as text")

    def read(self, cell: Cell, today: date) -> Value:
        if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= SIXTEEN_DIGITS:
            raise Bad(
                f"NIP tersimpan sebagai angka {cell:.0f}, sehingga digit terakhirnya hilang;"
                " format kolom sebagai teks lalu tulis ulang NIP-nya",
                f"the NIP is stored as the number {cell:.0f}, so its last digits are lost;"
                " format the column as text, then write the NIP again",
            )
        _refuse_number(cell)
        nip = "".join(clean(cell, CODE_LIMIT).removeprefix("'").split())
        problem = nip_problem(nip)
        if problem:
            raise Bad(*problem)
        return nip

    def quick(self, cells: Sequence[str]) -> list[Value] | None:
        joined = "".join(cells)
        if not (joined.isascii() and joined.isdigit() and set(map(len, cells)) == {NIP_LENGTH}):
            return None
        parts = {nip[:8] for nip in cells}, {nip[14] for nip in cells}, {nip[15:] for nip in cells}
        right = all(map(real_day, parts[0])) and parts[1] <= {"1", "2"} and "000" not in parts[2]
        return list(cells) if right else None


@lru_cache(maxsize=100_000)
def real_day(digits: str) -> bool:
    """Whether YYYYMMDD is a day of the calendar, within the years that are believed."""
    try:
        return FIRST_YEAR <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year <= LAST_YEAR
    except ValueError:
        return False


def nip_problem(nip: str) -> Problem | None:
    """What is wrong with the digits of a NIP, as far as they alone can tell (domain.md 6.1)."""
    if not re.fullmatch(r"[0-9]{18}", nip):
        return Problem(
            f"NIP {shown(nip)} harus 18 angka, ini {len(nip)} karakter; periksa angkanya",
            f"the NIP {shown(nip)} must have 18 digits, this has {len(nip)} characters; check it",
        )
    if not real_day(nip[:8]):
        return Problem(
            f"delapan angka pertama NIP {nip} harus tanggal lahir (TTTTBBHH), {nip[:8]} bukan tanggal; periksa angkanya",
            f"the first eight digits of the NIP {nip} must be the birth date, {nip[:8]} is no date; check the digits",
        )
    if nip[14] not in "12":
        return Problem(
            f"angka ke-15 NIP {nip} harus 1 (laki-laki) atau 2 (perempuan), ini {nip[14]}; periksa angkanya",
            f"digit 15 of the NIP {nip} must be 1 (male) or 2 (female), this is {nip[14]}; check the digits",
        )
    if nip[15:] == "000":
        return Problem(
            f"nomor urut NIP {nip} harus 001 atau lebih, ini 000; periksa tiga angka terakhirnya",
            f"the serial of the NIP {nip} must be 001 or more, this is 000; check the last three digits",
        )
    return None


# Words from a list


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


# Numbers


@dataclass(frozen=True, eq=False)
class Whole(Kind):
    """A whole number between two bounds."""

    least: int
    most: int

    @property
    def words(self) -> tuple[str, str]:  # type: ignore[override]
        return f"angka bulat {self.least}–{self.most}", f"a whole number {self.least}–{self.most}"

    def read(self, cell: Cell, today: date) -> Value:
        number = _number(cell)
        if number is None or number != number.to_integral_value():
            raise _not_a_number(cell, "angka bulat", "a whole number")
        return self._bounded(int(number), self.most)

    def _bounded(self, number: int, most: int) -> int:
        if not self.least <= number <= most:
            raise Bad(
                f"{shown(number)} di luar batas {self.least} sampai {most}; periksa angkanya",
                f"{shown(number)} is not between {self.least} and {most}; check the number",
            )
        return number


class Year(Whole):
    """A year that has begun."""

    def read(self, cell: Cell, today: date) -> Value:
        return self._bounded(int(super().read(cell, today) or 0), today.year)


MOST_QUANTITY = 10**9


class Quantity(Kind):
    """A quantity of work above 0, stored as decimal text: no engine may round it."""

    words = ("angka lebih dari 0", "a number above 0")

    def read(self, cell: Cell, today: date) -> Value:
        number = _number(cell)
        if number is None:
            raise _not_a_number(cell, "angka", "a number")
        if not 0 < number <= MOST_QUANTITY:
            raise Bad(
                f"{shown(cell)} harus lebih dari 0 dan paling banyak {MOST_QUANTITY}; periksa angkanya",
                f"{shown(cell)} must be above 0 and at most {MOST_QUANTITY}; check the number",
            )
        return format(number.normalize(), "f")


NUMBER_SHAPE = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,10})?")
THOUSANDS_SHAPE = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


def _number(cell: Cell) -> Decimal | None:
    """The number of a cell: a number, or digits with at most one decimal sign.

    Raises:
        Bad: 1.250 may be a thousand and more, or one and a quarter.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = Decimal(format(cell, ".15g"))
        return number if number.is_finite() else None
    if not isinstance(cell, str):
        return None
    if THOUSANDS_SHAPE.fullmatch(cell):
        raise Bad(
            f"{shown(cell)} dapat berarti ribuan atau pecahan; tulis tanpa pemisah ribuan",
            f"{shown(cell)} may mean thousands or a fraction; write it without a separator of thousands",
        )
    return Decimal(cell.replace(",", ".")) if NUMBER_SHAPE.fullmatch(cell) else None


def _not_a_number(cell: Cell, indonesian: str, english: str) -> Bad:
    guess = NUMBER_WORDS.get(cell.casefold()) if isinstance(cell, str) else None
    hint = "" if guess is None else f" (mungkin {guess})"
    hint_en = "" if guess is None else f" (perhaps {guess})"
    return Bad(
        f"{shown(cell)} bukan {indonesian}{hint}; tulis dengan angka",
        f"{shown(cell)} is not {english}{hint_en}; write it in digits",
    )


# Days

ISO_LENGTH = 10
ISO_SHAPE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
LOCAL_SHAPE = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
EXCEL_EPOCH = date(1899, 12, 30)
LAST_SERIAL = 73_415
"""The number by which a spreadsheet knows 2100-12-31."""


@dataclass(frozen=True, eq=False)
class Day(Kind):
    """A day of the calendar, stored as ISO text. `past`: not after today."""

    past: bool = False

    words = ("tanggal, TTTT-BB-HH atau HH-BB-TTTT", "a day, YYYY-MM-DD or DD-MM-YYYY")

    def read(self, cell: Cell, today: date) -> Value:
        return self._bounded(_day(cell), today).isoformat()

    def _bounded(self, day: date, today: date) -> date:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Bad(
                f"tahun {day.year} di luar {FIRST_YEAR}–{LAST_YEAR}; periksa tanggalnya",
                f"the year {day.year} is not within {FIRST_YEAR}–{LAST_YEAR}; check the date",
            )
        if self.past and day > today:
            raise Bad(
                f"{day} belum terjadi (hari ini {today}); periksa tanggalnya",
                f"{day} has not come yet (today is {today}); check the date",
            )
        return day


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        if cell.time() != datetime.min.time():
            raise Bad(
                f"{shown(cell)} berisi jam; isi tanggalnya saja",
                f"{shown(cell)} has a time of day; give the date alone",
            )
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _written_day(cell)
    raise Bad(
        f"{shown(cell)} bukan tanggal{_likely_day(cell)[0]}; format sel sebagai tanggal, atau tulis TTTT-BB-HH",
        f"{shown(cell)} is not a date{_likely_day(cell)[1]}; format the cell as a date, or write YYYY-MM-DD",
    )


def _written_day(text: str) -> date:
    if len(text) == ISO_LENGTH and text[4] == text[7] == "-":
        with suppress(ValueError):
            return date.fromisoformat(text)
    iso, local = ISO_SHAPE.fullmatch(text), LOCAL_SHAPE.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if local:
            return date(int(local[4]), int(local[3]), int(local[1]))
    except ValueError:
        raise Bad(
            f"tanggal {shown(text)} tidak ada dalam kalender; periksa hari dan bulannya",
            f"there is no day {shown(text)} in the calendar; check day and month",
        ) from None
    raise Bad(
        f"{shown(text)} bukan tanggal; tulis TTTT-BB-HH (2026-01-31) atau HH-BB-TTTT (31-01-2026)",
        f"{shown(text)} is not a date; write YYYY-MM-DD (2026-01-31) or DD-MM-YYYY (31-01-2026)",
    )


def _likely_day(cell: Cell) -> tuple[str, str]:
    """What day a number probably is: eight digits, or a spreadsheet's count of days."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        return "", ""
    digits = str(int(cell))
    day: date | None = None
    if len(digits) == 8 and real_day(digits):
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    elif 0 < cell <= LAST_SERIAL:
        day = EXCEL_EPOCH + timedelta(days=int(cell))
    return (f" (mungkin {day})", f" (probably {day})") if day else ("", "")


# Text with a shape

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
