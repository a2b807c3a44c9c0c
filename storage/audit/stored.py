"""What the tables hold, taken as it is: a value that makes no sense is still a value, and never an exception.

SQLite keeps any type in any column, and both engines keep dates that Python has no word for. So dates and
instants are read as text, nothing is converted on the way, and the functions below answer None to nonsense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from workflow import canonical
from workflow.text import shown

UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What is raised by content that does not have the shape it should have."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6}|(\.\d{1,6})?\+00)", re.ASCII)
"""As SQLite keeps it, or as PostgreSQL says it: always in UTC, for SQLite compares instants as text."""


@contextmanager
def as_stored(connection: sa.Connection) -> Iterator[None]:
    """Read text of SQLite that is no UTF-8 as well."""
    if connection.dialect.name == "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    usual, driver.text_factory = driver.text_factory, lambda content: content.decode(errors="backslashreplace")
    try:
        yield
    finally:
        driver.text_factory = usual


def raw(column: sa.ColumnElement[Any], name: str | None = None) -> sa.Label[Any]:
    """A column without conversions; dates and instants as text."""
    kind = getattr(column.type, "impl", column.type)
    plain = (
        sa.cast(column, sa.Text)
        if isinstance(kind, sa.Date | sa.DateTime)
        else sa.type_coerce(column, sa.types.NullType())
    )
    return plain.label(name or str(column.key))


def columns(table: sa.Table, *names: str, prefix: str = "") -> Iterator[sa.Label[Any]]:
    """Columns of a table without conversions."""
    return (raw(table.c[name], prefix + name) for name in names)


def rows(connection: sa.Connection, query: sa.Select[Any], at_a_time: int = 500) -> Iterator[Any]:
    """The rows of a query, never more than a few in memory."""
    return iter(connection.execute(query, execution_options={"yield_per": at_a_time}))


def count(connection: sa.Connection, table: sa.FromClause) -> int:
    """How many rows a table has."""
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def whole(value: Any) -> int | None:
    """A whole number."""
    return value if type(value) is int else None


def binary(value: Any) -> bytes | None:
    """Bytes, where they are stored as bytes."""
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else None


def instant(value: Any) -> datetime | None:
    """An instant in UTC, as SQLite keeps it and as PostgreSQL says it; None where it is written in another way."""
    try:
        found = datetime.fromisoformat(value)
        if not _INSTANT.fullmatch(value):
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except UNREADABLE:
        return None


def to_the_second(value: Any) -> str | None:
    """An instant as payloads write it."""
    found = instant(value)
    return canonical.instant(found) if found else None


def differing(kept: Any, told: dict[str, Any], prefix: str = "") -> list[str]:
    """The columns of a row that are not what was told, by name; text is compared as canonical JSON writes it."""
    return [name for name, value in told.items() if not same(getattr(kept, prefix + name), value)]


def same(kept: Any, told: Any) -> bool:
    """Whether a column holds what was told; SQLite keeps true and false as 1 and 0.

    What was told is in NFC, and a column may spell it otherwise; but ASCII has one spelling only, and must be exactly that.
    """
    if isinstance(told, bool):
        return isinstance(kept, int) and kept == told
    if type(kept) is not type(told):
        return False
    return bool(kept == told or (isinstance(told, str) and not told.isascii() and canonical.plain(kept) == told))


def named(names: list[str]) -> str:
    """Columns as a sentence names them."""
    return shown(", ".join(names), 200)
