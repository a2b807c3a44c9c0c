"""Days as data writes them: YYYY-MM-DD, within the years of this work."""

from __future__ import annotations

import re
from datetime import date

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

YEARS = range(1945, 2201)
"""The years that a date of this work can fall in."""


def iso_date(value: object) -> date:
    """A date written as YYYY-MM-DD; a ValueError says which of PROBLEMS it has."""
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and ISO_DATE.fullmatch(value)):
        raise ValueError("date_form")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise ValueError("date_missing") from None
    if found.year not in YEARS:
        raise ValueError("date_far")
    return found
