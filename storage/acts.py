"""Every act that changes the agency's own data; importing this file enters them all in `changes.ACTS`."""

from __future__ import annotations

from storage import (
    agency_change,
    bases,
    erasure,
    freezes,
    holiday_table,
    mandates,
    origins,
    parameters,
    requirements,
    roles,
)

__all__ = [
    "agency_change",
    "bases",
    "erasure",
    "freezes",
    "holiday_table",
    "mandates",
    "origins",
    "parameters",
    "requirements",
    "roles",
]
