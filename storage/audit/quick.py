"""Rows straight from the driver, where a million of them must be read in the time it takes to hash them.

The one place of the audit that goes past SQLAlchemy: only whole numbers are written into the questions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
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

SAID = {*COLUMNS, "v", "type", "ref"}
"""All that such a leaf says."""

Row = tuple[Any, ...]

_ORDER = sorted(SAID)
_WITHOUT_COPY = [name for name in _ORDER if name != "copy_sha256"]
_NUMBERS = {"proposal", "ref", "v", "version"}
_AT = {
    "sqlite": "substr(t.at, 1, 10) || 'T' || substr(t.at, 12, 8) || 'Z'",
    "postgresql": "pg_catalog.to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
}

_FORM = "____-__-__ __:__:__.______"
"""An instant as SQLite keeps it, to the letter; its leaf has the digits."""


def _value(name: str, engine: str) -> str:
    """What a leaf says under a name, as SQL says it."""
    return {"at": _AT[engine], "ref": "l.ref", "type": "l.kind", "v": "1"}.get(name, f"t.{name}")


def _content(names: Iterable[str], engine: str) -> str:
    """The bytes of a leaf that says what has these names, as SQL makes them."""
    values = {name: _value(name, engine) for name in names}
    if engine == "sqlite":
        told = ", ".join(f"'{name}', {value}" for name, value in values.items())
        return f"CAST(json_object({told}) AS BLOB)"
    form = ",".join(f'"{name}":%s' if name in _NUMBERS else f'"{name}":"%s"' for name in names)
    return f"pg_catalog.convert_to(pg_catalog.format('{{{form}}}', {', '.join(values.values())}), 'UTF8')"


def _fitting(engine: str) -> str:
    quotes = 2 * (2 * len(_WITHOUT_COPY) - len(_NUMBERS))
    equals = "=" if engine == "sqlite" else "OPERATOR(pg_catalog.=)"
    fits = f"""CASE
        WHEN t.copy_sha256 IS NULL AND l.content {equals} {_content(_WITHOUT_COPY, engine)} THEN {quotes}
        WHEN t.copy_sha256 IS NOT NULL AND l.content {equals} {_content(_ORDER, engine)} THEN {quotes + 4}
    END"""
    if engine == "sqlite":  # bytes may stand in any column; they come after every number and text
        kept = (
            [f"t.at LIKE '{_FORM}'"]
            + [f"t.{name} < x''" for name in COLUMNS[:-1]]
            + ["coalesce(t.copy_sha256, '') < x''"]
        )
        fits = f"CASE WHEN {' AND '.join(kept)} THEN {fits} END"
    return f'SELECT l."index", l.ref, l.content, {fits}'


_FITTING = {engine: _fitting(engine) for engine in _AT}
_LEAVES = 'SELECT l."index", l.kind, l.ref, l.content, ' + ", ".join(f"t.{name}" for name in COLUMNS)


def leaves(connection: sa.Connection, start: int) -> list[Row]:
    """The next leaves from an index on, at most a block: index, kind, ref, content, and COLUMNS of the entry or None."""
    sqlite = connection.dialect.name == "sqlite"
    return _block(connection, _LEAVES if sqlite else _LEAVES.replace("t.at", "CAST(t.at AS TEXT)"), start)


def fitting(connection: sa.Connection, start: int) -> list[Row]:
    """The same leaves: index, ref, content, and how many quotes it has if it says what its entry's columns do.

    The last is None where the content is not, byte by byte, what the engine makes of the columns. SQLite escapes, in a way
    of its own; PostgreSQL, which would take too long, only puts the columns between quotes.
    """
    return _block(connection, _FITTING[connection.dialect.name], start)


def nodes(connection: sa.Connection, level: int, start: int, end: int) -> list[Row]:
    """Index and hash of the nodes `start` … `end` − 1 of a level, in order."""
    where = f'level = {level} AND "index" >= {start} AND "index" < {end}'
    return _ask(connection, f'SELECT "index", hash FROM log_node WHERE {where} ORDER BY "index"')


def _block(connection: sa.Connection, asked: str, start: int) -> list[Row]:
    joined = "log_leaf l LEFT JOIN transition t ON l.kind = 'transition' AND t.id = l.ref"
    return _ask(connection, f'{asked} FROM {joined} WHERE l."index" >= {start} ORDER BY l."index" LIMIT {BLOCK}')


def _ask(connection: sa.Connection, question: str) -> list[Row]:
    """The rows; what the drivers raise is raised as SQLAlchemy would."""
    driver: Any = connection.connection.driver_connection
    try:
        found: list[Row] = driver.execute(question).fetchall()
    except (sqlite3.Error, psycopg.Error) as problem:
        raise sa.exc.OperationalError(question, None, problem) from problem
    return found
