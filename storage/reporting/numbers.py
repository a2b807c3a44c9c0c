"""Numbers of a period's year: decrees issued by form, and numbers that are void with their reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.register import register
from workflow.process import VERBS


def numbers(connection: sa.Connection, year: int, real: datetime) -> dict[str, Any]:
    """`issued`: form → decrees, in the order of the process; `void`: number, verb and reason of each.

    Args:
        real: the real instant, for leases.
    """
    rows = register(connection, real, year=year)
    issued = [row["verb"] for row in rows if row["status"] == "issued"]
    counted = {verb.form: issued.count(verb.name) for verb in VERBS.values() if verb.name in issued}
    void = [{name: row[name] for name in ("number", "verb", "reason")} for row in rows if row["status"] == "void"]
    return {"issued": counted, "void": void}
