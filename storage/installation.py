"""What kind of database this is: written once, at its creation."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

_REHEARSAL = sa.text("SELECT rehearsal FROM installation").columns(rehearsal=sa.Boolean)


def rehearsal(connection: sa.Connection) -> bool:
    """Whether everything here is marked DEMO, and the calendar may be moved."""
    return bool(connection.execute(_REHEARSAL).scalar())


def found(connection: sa.Connection) -> bool | None:
    """Whether it is a rehearsal; None before it was written."""
    kind: bool | None = connection.execute(_REHEARSAL).scalar()
    return kind


def write(connection: sa.Connection, *, rehearsal: bool, now: datetime) -> None:
    """Write down what kind of database this is."""
    from storage.tables import Installation, table

    connection.execute(table(Installation).insert(), {"id": 1, "rehearsal": rehearsal, "created_at": now})
