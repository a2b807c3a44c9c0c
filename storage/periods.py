"""Periods of the agency's own data: they begin before they end, and not in the past."""

from __future__ import annotations

from datetime import date

from workflow.errors import InvalidField
from workflow.text import spoken


def not_past(field: str, day: date, today: date) -> None:
    """Refuse a day before today: what was decided on earlier days stays as it was.

    Raises:
        InvalidField: the day has passed.
    """
    if day < today:
        raise InvalidField(
            field=field,
            problem=f"{spoken(day)} sudah lewat, dan yang sudah diputuskan tetap berlaku. Pilih {spoken(today)} atau sesudahnya.",
            problem_en=f"{spoken(day, 'en')} has passed, and what was decided stays. Choose {spoken(today, 'en')} or later.",
        )


def in_order(since: date, until: date | None) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        InvalidField: it does.
    """
    if until is not None and until < since:
        raise InvalidField(
            field="--until",
            problem=f"{spoken(until)} mendahului hari mulainya, {spoken(since)}. Periksa kedua tanggalnya.",
            problem_en=f"{spoken(until, 'en')} is before its first day, {spoken(since, 'en')}. Check both days.",
        )
