"""Appraisals: the years that count on a day, and what their predicates are worth in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from workflow.personnel import Predicate

SCORES: dict[str, int] = {
    Predicate.SANGAT_BAIK: 100,
    Predicate.BAIK: 80,
    Predicate.BUTUH_PERBAIKAN: 60,
    Predicate.KURANG: 40,
    Predicate.SANGAT_KURANG: 20,
}
"""Predicate → its number in talent management, of 100."""


def appraised_years(today: date, years: int, found: set[int]) -> list[int]:
    """The years whose appraisal counts on `today`, newest first.

    Until 31 March a missing appraisal of last year is replaced by that of the year before.
    """
    newest = today.year - 1
    if newest not in found and today <= date(today.year, 3, 31):
        newest -= 1
    return [newest - back for back in range(years)]


def performance(predicates: Mapping[int, str], years: Sequence[int]) -> Decimal | None:
    """The mean of the predicates of these years, of 100, as far as they are known; None where none is."""
    known = [SCORES[predicates[year]] for year in years if predicates.get(year) in SCORES]
    return Decimal(sum(known)) / len(known) if known else None
