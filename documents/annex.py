"""The annex of a collective decree, in parts of bearable length whose numbers run on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

ROWS = 500
"""The people of one part."""

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """One part of the annex.

    Attributes:
        numeral: its Roman number; empty when it is the only one.
        first: the number of its first row.
    """

    numeral: str
    first: int
    cases: tuple[T, ...]


def parts(cases: Sequence[T]) -> tuple[Part[T], ...]:
    """Cases in parts; a decree about one person has none.

    Raises:
        IndexError: there are more parts than numerals.
    """
    if len(cases) < 2:
        return ()
    starts = range(0, len(cases), ROWS)
    named = NUMERALS if len(cases) > ROWS else ("",)
    return tuple(Part(named[n], start + 1, tuple(cases[start : start + ROWS])) for n, start in enumerate(starts))
