"""The register as a printed book: every number, what it was for, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from documents.catalogue import FORMS
from documents.paper import drawn
from documents.report import figure
from workflow.authority import AgencyFacts

STATUSES = {"issued": "terbit", "void": "batal", "booked": "dipesan"}


def draw(numbers: Sequence[Mapping[str, Any]], agency: AgencyFacts, made_at: str, *, rehearsal: bool) -> bytes:
    """The register as PDF/A.

    Args:
        numbers: the rows of storage.register, in its order.
        made_at: when, as a person reads it.
        rehearsal: mark every page DEMO.
    """
    told = {"books": list(books(numbers)), "made_at": made_at, "n": figure, "forms": FORMS, "statuses": STATUSES}
    return drawn("number_book", told, agency, rehearsal=rehearsal)


def books(numbers: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The numbers of each series and year, with how many of them are issued and void."""
    for (series, year), rows in groupby(numbers, lambda one: (one["series"], one["year"])):
        mine = list(rows)
        counts = {status: sum(one["status"] == status for one in mine) for status in STATUSES}
        yield {"series": series, "year": year, "rows": mine, "counts": counts}
