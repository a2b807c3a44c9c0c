"""Checkpoints: signed notes about the log, made only of a log that continues every checkpoint before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import log, origins
from storage.log_tables import LogCheckpoint
from storage.tables import table
from workflow.errors import LogInconsistent, OtherKey
from workflow.planning.calendar import local_day
from workflow.ports import Checkpoint, Signer

_c = table(LogCheckpoint)

_NEWEST = sa.select(_c).order_by(_c.c.size.desc(), _c.c.made_at.desc()).limit(1)
_ALL = sa.select(_c).order_by(_c.c.size, _c.c.made_at)


def newest(connection: sa.Connection) -> Any:
    """The row of the newest checkpoint, or None. The log only grows, so it is the largest."""
    return connection.execute(_NEWEST).one_or_none()


def checkpoints(connection: sa.Connection) -> list[Any]:
    """Every checkpoint, oldest first."""
    return list(connection.execute(_ALL))


def is_due(connection: sa.Connection, now: datetime, zone: str) -> bool:
    """Whether the log has grown, and its newest checkpoint is of an earlier day of the office."""
    last = newest(connection)
    if last is not None and local_day(last.made_at, zone) >= local_day(now, zone):
        return False
    return log.head(connection).size > (last.size if last else 0)


def latest(connection: sa.Connection) -> Checkpoint | None:
    """The newest checkpoint as a decree prints it."""
    last = newest(connection)
    return Checkpoint(last.origin, last.size, bytes(last.root).hex(), last.note) if last else None


def make(connection: sa.Connection, signer: Signer, at: datetime) -> Checkpoint:
    """A checkpoint of the log as it is: the newest one where it says so already, else a new one.

    Raises:
        LogInconsistent: the log does not continue its newest checkpoint; nothing is signed.
        OtherKey: the key is of another origin than the log.
    """
    head, last = log.head(connection, hold=True), newest(connection)
    _continues(connection, head, last)
    _is_of_this_log(connection, signer, last)
    if last is None or (last.origin, last.size) != (signer.origin, head.size):
        note = signer.sign(head.size, head.root)
        row = {"origin": signer.origin, "size": head.size, "root": head.root, "note": note, "made_at": at}
        connection.execute(_c.insert().values(**row))
        return Checkpoint(signer.origin, head.size, head.root.hex(), note)
    return Checkpoint(last.origin, last.size, bytes(last.root).hex(), last.note)


def _continues(connection: sa.Connection, head: log.Head, last: Any) -> None:
    if log.root_at(connection, head.size) != head.root:
        raise LogInconsistent(size=head.size)
    if last is not None and (last.size > head.size or log.root_at(connection, last.size) != bytes(last.root)):
        raise LogInconsistent(size=last.size)


def _is_of_this_log(connection: sa.Connection, signer: Signer, last: Any) -> None:
    expected = origins.current(connection) or (last.origin if last else signer.origin)
    if signer.origin != expected:
        raise OtherKey(found=signer.origin, expected=expected)
    if last is not None and last.origin == expected and not signer.signed(last.note):
        raise OtherKey(found=signer.origin, expected=expected)
