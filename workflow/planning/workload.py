"""Need from workload (ABK): volume × minutes over the effective minutes of the same period."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

EFFECTIVE_MINUTES: dict[str, int] = {"tahun": 72_000, "bulan": 6_000, "minggu": 1_500, "hari": 300}
"""Effective working minutes of one person in a period (analisis beban kerja, PermenPANRB 1/2020)."""

PLACES = Decimal("0.0001")


def load(volume: str, per: str, minutes: str) -> Decimal:
    """People that one task occupies; quantities are decimals as text. Not rounded: sums are rounded once."""
    return Decimal(volume) * Decimal(minutes) / EFFECTIVE_MINUTES[per]


def shown(load: Decimal) -> str:
    """A load as it is printed, to four places."""
    return format(load.quantize(PLACES, ROUND_HALF_UP), "f")


def need(loads: Iterable[Decimal]) -> int:
    """People that a post needs: the sum of its tasks' loads, rounded half up."""
    return int(sum(loads, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))
