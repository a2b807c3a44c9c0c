"""Origins: the names under which the log was signed. Another one begins with a leaf that cites what was known before.

A log that was restored from an older copy, or whose key was lost, must never be signed under the old name again: whoever
holds one of its checkpoints could no longer tell the two histories apart.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from storage import changes, log
from storage.changes import By, act
from storage.log_tables import LogLeaf
from storage.tables import table
from workflow.canonical import instant

_leaf = table(LogLeaf)
_NEWEST = sa.select(_leaf.c.ref, _leaf.c.content).where(_leaf.c.kind == "origin").order_by(_leaf.c.ref.desc()).limit(1)


def current(connection: sa.Connection) -> str | None:
    """The name that the newest origin leaf gives the log; None while it has its first."""
    row = connection.execute(_NEWEST).one_or_none()
    return str(json.loads(row.content)["origin"]) if row else None


def reopen(connection: sa.Connection, origin: str, continues: str | None, reason: str, by: By) -> dict[str, Any]:
    """Begin a new origin.

    Args:
        continues: the note of the last known checkpoint.

    Raises:
        Refused: `by` may not, or there is no reason.
    """
    told = {"origin": origin, "continues": continues, "reason": reason}
    return changes.set_up(connection, "log reopen", origin, told, reason, by, old=current(connection), bound=True)


@act("log reopen")
def _reopen(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    row = connection.execute(_NEWEST).one_or_none()
    ref = row.ref + 1 if row else 1
    return {"origin": told["origin"], "index": log.append(connection, "origin", ref, {**told, "at": instant(by.at)})}
