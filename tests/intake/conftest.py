"""A database on SQLite, one on either engine, and the taking-in with the office's day fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from storage.intake import Report, take_in

TODAY = date(2026, 11, 21)
Take = Callable[..., Report]


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database."""
    opened = Database(sqlite_url)
    yield opened
    opened.dispose()


@pytest.fixture
def either(database_url: str) -> Iterator[Database]:
    """A fresh database; the test runs once on each engine."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def take(database: Database) -> Take:
    """Take a file into the SQLite database."""
    return lambda path, **options: take_into(database, path, **options)


def take_into(database: Database, path: Path, **options: Any) -> Report:
    """Take a file in on 21 November 2026."""
    settings = {"today": TODAY, "at": datetime(2026, 11, 21, 3, 0, tzinfo=UTC), "os_user": "dewi", **options}
    return take_in(database, path, **settings)


def stored(database: Database, question: str) -> list[tuple[Any, ...]]:
    """The answer of the database, as plain tuples."""
    with database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(question)]
