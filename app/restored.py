"""A restored backup: the anchor beside the database names a checkpoint that the database does not know."""

from __future__ import annotations

from collections.abc import Callable

from app.keys import LogKey
from storage import anchor
from storage.database import Database
from workflow.errors import AnchorUnreadable, LogRestored, MutasiError


def refusal(database: Database, key: LogKey) -> Callable[[], MutasiError] | None:
    """Why nothing may be written: an older copy stands in the database's place. None where all is well.

    A database that is newer than the anchor is well, and so is one without an anchor.
    """
    try:
        note = key.anchored()
    except AnchorUnreadable:
        return lambda: AnchorUnreadable(file=key.anchor)
    if note is None:
        return None
    anchored = anchor.read(note)
    if anchored is None:
        return lambda: AnchorUnreadable(file=key.anchor)
    with database.reading() as connection:
        known, size = anchor.is_known(connection, anchored), anchor.size(connection)
    return None if known else lambda: LogRestored(size=size, anchored=anchored.size)
