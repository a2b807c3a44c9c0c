"""Changes of the agency's own letterhead data, each with who and why; decrees that were issued keep what they say."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage import agency, changes, series
from storage.changes import By, act


def change_agency(connection: sa.Connection, values: dict[str, str], reason: str, by: By) -> dict[str, Any]:
    """Keep the agency's data; fields that are not given stay as they were. See `storage.changes.set_up`.

    Raises:
        InvalidField: an administrator must ask, or two series of numbers would print the same.
        RoleMissing: the account is no administrator.
    """
    before = agency.agency(connection)
    old = {name: getattr(before, name) for name in values}
    return changes.set_up(connection, "agency set", "agency", values, reason, by, old=old)


@act("agency set", two_persons=True)
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    agency.set_agency(connection, told)
    if "hr_code" in told:
        series.refuse_clashes(connection)
    return told
