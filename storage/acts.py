"""Every act that changes the agency's own data; importing this file enters them all in `changes.ACTS`."""

from __future__ import annotations

from storage import (
    agency_change,
    arms,
    authenticators,
    bases,
    erasure,
    freezes,
    holiday_table,
    mandates,
    origins,
    parameters,
    requirements,
    roles,
    series,
    wording,
)

__all__ = [
    "agency_change",
    "arms",
    "authenticators",
    "bases",
    "erasure",
    "freezes",
    "holiday_table",
    "mandates",
    "origins",
    "parameters",
    "requirements",
    "roles",
    "series",
    "wording",
]
