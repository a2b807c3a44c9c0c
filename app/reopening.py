"""A new origin: how a log goes on after its database was restored from an older copy, or after its key was lost."""

from __future__ import annotations

from typing import Any

from app.keys import LogKey, new_name
from app.wiring import Office
from storage import checkpoints, origins
from storage.changes import By


def reopen(office: Office, reason: str, by: By) -> dict[str, Any]:
    """Let the log go on under a new name and a new key; its first leaf cites the last checkpoint that is known.

    Raises:
        Refused: `by` may not, or there is no reason; nothing is changed.
    """
    old, new = office.key, LogKey(office.key.home, "keys/next")
    office.database.refusal = None
    with office.database.transaction() as connection:
        before = checkpoints.latest(connection)
        continues = old.last_known() or (before.note if before else None)
        said = origins.reopen(connection, new_name(office.settings.origin), continues, reason, by)
        new.make(said["origin"])
        made = checkpoints.make(connection, new, by.at)
    old.replace(new)
    new.keep(made.note)
    return {**said, "continues": continues, "checkpoint": made}
