"""The holiday table: national holidays, collective leave and local days on which the office rests."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.governance import Holiday
from storage.tables import table
from workflow.planning.working_days import WorkingDays

_h = table(Holiday)
_ALL = sa.select(_h.c.day, _h.c.name)

KINDS: dict[str, tuple[str, str]] = {
    "national": ("libur nasional", "national holiday"),
    "collective": ("cuti bersama", "collective leave"),
    "local": ("libur setempat", "local holiday"),
}
"""Kind of a holiday → (Indonesian, English) words."""

SEEDED = range(2015, 2037)
"""The years whose national holidays a new table holds; those of the moon are estimates in the years to come."""


def working_days(connection: sa.Connection) -> WorkingDays:
    """The calendar of working days that the table tells."""
    return WorkingDays(dict(connection.execute(_ALL).all()))


def holidays(connection: sa.Connection, year: int | None = None) -> list[dict[str, Any]]:
    """The holidays of a year, or all, by day."""
    query = sa.select(_h).order_by(_h.c.day)
    if year is not None:
        query = query.where(_h.c.day.between(date(year, 1, 1), date(year, 12, 31)))
    return [dict(row) for row in connection.execute(query).mappings()]


def seed(connection: sa.Connection) -> None:
    """Enter the national holidays of SEEDED, unless the table has national ones; it is the truth from then on."""
    if connection.execute(sa.select(_h.c.day).where(_h.c.kind == "national").limit(1)).first():
        return
    from holidays import country_holidays

    known = set(connection.execute(sa.select(_h.c.day)).scalars())
    national = country_holidays("ID", years=SEEDED, language="id")
    rows = [
        {"day": day, "name": name, "kind": "national"} for day, name in sorted(national.items()) if day not in known
    ]
    connection.execute(_h.insert(), rows)
