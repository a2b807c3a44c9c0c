"""Cells that hold numbers: whole ones, years, and quantities that no engine may round."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from storage.intake.cells import Bad, Kind, Value
from storage.intake.report import Cell, shown

NUMBER_WORDS = dict(
    zip(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"],
        range(11),
        strict=True,
    )
)


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


DECIMALS = 10
"""Decimal places of a quantity."""

NUMBER_SHAPE = re.compile(rf"[+-]?[0-9]{{1,15}}(?:[.,][0-9]{{1,{DECIMALS}}})?")
THOUSANDS_SHAPE = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


def _number(cell: Cell) -> Decimal | None:
    """The number of a cell: a number, or digits with at most one decimal sign.

    Raises:
        Bad: 1.250 may be a thousand and more, or one and a quarter.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = Decimal(format(cell, ".15g"))
        if not number.is_finite():
            return None
        return round(number, DECIMALS) if abs(number) <= MOST_QUANTITY else number
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
