"""Need from workload (ABK): volume × minutes over the effective minutes of the same period."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

EFFECTIVE_MINUTES: dict[str, int] = {"tahun": 72_000, "bulan": 6_000, "minggu": 1_500, "hari": 300}
"""Effective working minutes of one person in a period (analisis beban kerja, PermenPANRB 1/2020)."""

HALF = Fraction(1, 2)


def load(volume: str, per: str, minutes: str) -> Fraction:
    """People that one task occupies; quantities are decimals as text. Exact: sums are rounded once."""
    return Fraction(volume) * Fraction(minutes) / EFFECTIVE_MINUTES[per]


def shown(load: Fraction) -> str:
    """A load as it is printed: to four places, rounded half up."""
    whole, rest = divmod(math.floor(load * 10_000 + HALF), 10_000)
    return f"{whole}.{rest:04}"


def need(loads: Iterable[Fraction]) -> int:
    """People that a post needs: the sum of its tasks' loads, rounded half up."""
    return math.floor(sum(loads, Fraction(0)) + HALF)
