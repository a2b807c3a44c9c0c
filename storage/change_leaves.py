"""The leaves of changes: who asked, who agreed and when; what was changed only as a salted hash that can be erased."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from storage import log
from storage.governance import Change, ChangeDecision
from storage.log_tables import ChangeSalt
from storage.tables import table
from workflow.canonical import canonical, commitment

_c, _d, _salt = table(Change), table(ChangeDecision), table(ChangeSalt)

TOLD = ("act", "asked_by", "asked_at", "outcome", "decided_by", "decided_at", "alone")
"""What a leaf says in the clear."""

COMMITTED = ("subject", "old", "new", "reason", "os_user", "channel")
"""What a leaf commits to: the columns as they are stored, old and new as JSON text."""

_DECIDED = (
    sa.select(_c, *(_d.c[name] for name in ("outcome", "decided_by", "decided_at", "alone")))
    .join(_d, _d.c.change == _c.c.id)
    .where(_c.c.id == sa.bindparam("change"))
)


def append(connection: sa.Connection, change: int) -> int:
    """Append the leaf of a change that was decided; returns its index in the log."""
    row = connection.execute(_DECIDED, {"change": change}).mappings().one()
    salt = secrets.token_bytes(32)
    connection.execute(_salt.insert(), {"change": change, "salt": salt})
    return log.append(connection, "change", change, told(row, salt))


def told(row: Mapping[Any, Any], salt: bytes) -> dict[str, Any]:
    """What the leaf of a decided change says."""
    hidden = canonical({name: row[name] for name in COMMITTED})
    return {**{name: row[name] for name in TOLD}, "commitment": commitment(salt, hidden)}
