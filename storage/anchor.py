"""The anchor against the database: one that was restored from an older copy does not know the newest checkpoint.

Asked whenever a command begins, so it waits for no row classes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa

_BEGINNING = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n[^\n]+\n\n")
_NOTE = sa.text("SELECT note FROM log_checkpoint WHERE origin = :origin AND size = :size")
_SIZE = sa.text("SELECT size FROM log_tree")
_NAME = sa.text("SELECT name FROM log_tree")


@dataclass(frozen=True)
class Anchored:
    """A checkpoint that was made once, as the anchor keeps it."""

    origin: str
    size: int
    note: str


def read(note: str) -> Anchored | None:
    """The checkpoint of an anchor; None where the text is none. Its signature is not looked at."""
    found = _BEGINNING.match(note)
    return Anchored(found[1], int(found[2]), note) if found else None


def is_known(connection: sa.Connection, anchored: Anchored) -> bool:
    """Whether this database made that checkpoint."""
    asked = {"origin": anchored.origin, "size": anchored.size}
    return bool(connection.execute(_NOTE, asked).scalar() == anchored.note)


def name(connection: sa.Connection) -> str:
    """What tells this database's log from any other."""
    return str(connection.execute(_NAME).scalar_one())


def size(connection: sa.Connection) -> int:
    """How many leaves the log has."""
    return int(connection.execute(_SIZE).scalar_one())
