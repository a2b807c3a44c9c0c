"""Rows straight from the driver, where a million of them must be read in the time it takes to hash them.

The one place of the audit that goes past SQLAlchemy: only whole numbers are written into the questions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa

BLOCK = 2048
"""Leaves that are read together: a power of two, so that a block is a subtree of the tree."""

COLUMNS = (
    *("proposal", "version", "verb", "from_state", "to_state", "actor", "capacity", "channel", "os_user"),
    *("at", "number", "decree_sha256", "process", "dossier", "commitment", "copy_sha256"),
)
"""The columns of an entry that its leaf says; the last one only where the entry has a copy."""

Row = tuple[Any, ...]

_CHOSEN = ", ".join(f"t.{name}" for name in COLUMNS)
_LEAVES = f"""
    SELECT l."index", l.kind, l.ref, l.content, {_CHOSEN}
    FROM log_leaf l LEFT JOIN transition t ON l.kind = 'transition' AND t.id = l.ref
    WHERE l."index" >= {{start}} ORDER BY l."index" LIMIT {BLOCK}
"""
_NODES = """
    SELECT "index", hash FROM log_node
    WHERE level = {level} AND "index" >= {start} AND "index" < {end} ORDER BY "index"
"""


@contextmanager
def leaves(connection: sa.Connection, start: int, *, strictly: bool = False) -> Iterator[Iterable[Row]]:
    """The next leaves from an index on, at most a block: index, kind, ref, content, and COLUMNS of the entry or None.

    Args:
        strictly: read text of SQLite in the quick way, which knows UTF-8 only.

    Raises:
        UnicodeError: some of it is no UTF-8.
    """
    driver: Any = connection.connection.driver_connection
    question = _LEAVES.format(start=start)
    with _spoken(question, strictly):
        if connection.dialect.name != "sqlite":
            yield driver.execute(question.replace("t.at", "CAST(t.at AS TEXT)"))
            return
        usual = driver.text_factory
        driver.text_factory = str if strictly else usual
        try:
            yield driver.execute(question)
        finally:
            driver.text_factory = usual


def nodes(connection: sa.Connection, level: int, start: int, end: int) -> list[Row]:
    """Index and hash of the nodes `start` … `end` − 1 of a level, in order."""
    driver: Any = connection.connection.driver_connection
    question = _NODES.format(level=level, start=start, end=end)
    with _spoken(question):
        found: list[Row] = driver.execute(question).fetchall()
    return found


@contextmanager
def _spoken(question: str, strictly: bool = False) -> Iterator[None]:
    """Turn what the drivers raise into what SQLAlchemy would have raised."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error) as problem:
        if strictly and "UTF-8" in str(problem):
            raise UnicodeError() from problem
        raise sa.exc.OperationalError(question, None, problem) from problem
