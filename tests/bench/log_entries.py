"""A log of any number of invented entries, written straight into a database: leaves, nodes, head and history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

import psycopg
import sqlalchemy as sa

from storage import merkle
from storage.audit.quick import COLUMNS
from workflow.canonical import canonical

START = datetime(2026, 1, 5, 1, tzinfo=UTC)
STEPS = (("submit", "draft", "needs_analysis"), ("establish_need", "needs_analysis", "evaluation"))
AT_ONCE = 20_000
"""Rows that are written together."""

INTO = {
    "log_leaf": ("index", "kind", "ref", "content"),
    "transition": ("id", *COLUMNS),
    "log_node": ("level", "index", "hash"),
}


def entry(id: int) -> dict[str, Any]:
    """An entry of history; every proposal has two."""
    digest = sha256(id.to_bytes(8, "big")).hexdigest()
    verb, source, target = STEPS[(id - 1) % 2]
    return {
        **{"proposal": (id + 1) // 2, "version": (id - 1) % 2 + 1, "verb": verb},
        **{"from_state": source, "to_state": target, "actor": "surya.kepala", "capacity": "hr_head"},
        **{"channel": "cli", "os_user": "surya", "at": START + timedelta(seconds=id)},
        **{"number": f"800.1.3.1/{id}/BKPSDM/I/2026", "decree_sha256": digest, "process": digest[::-1]},
        **{"dossier": digest[32:] + digest[:32], "commitment": digest[16:] + digest[:16]},
    }


class Growing:
    """The rows of a log while it grows; the tree is its head at the end."""

    def __init__(self) -> None:
        self.frontier: list[bytes] = []

    def rows(self, count: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Table and values of every row but the head."""
        for id in range(1, count + 1):
            told = entry(id)
            content = canonical({**told, "v": 1, "type": "transition", "ref": id})
            yield "transition", (id, *(told.get(name) for name in COLUMNS))
            yield "log_leaf", (id - 1, "transition", id, content)
            for level, index, root in merkle.append(self.frontier, id - 1, merkle.leaf_hash(content))[1:]:
                yield "log_node", (level, index, root)


def write(url: str, count: int) -> None:
    """Write a log of so many entries into a migrated database that has none."""
    growing = Growing()
    rows = growing.rows(count)
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _write_sqlite(str(parsed.database), rows, growing, count)
    else:
        _write_postgresql(parsed, rows, growing, count)


def _tables(rows: Iterable[tuple[str, tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in INTO}
    for name, values in rows:
        found[name].append(values)
    return found


def _write_sqlite(path: str, rows: Iterator[tuple[str, tuple[Any, ...]]], growing: Growing, count: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("BEGIN")
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(triggers).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    while some := list(islice(rows, AT_ONCE)):
        for name, values in _tables(some).items():
            places = ", ".join("?" * len(INTO[name]))
            names = ", ".join(f'"{column}"' for column in INTO[name])
            kept = [tuple(map(_plain, one)) for one in values]
            connection.executemany(f"INSERT INTO {name} ({names}) VALUES ({places})", kept)
    connection.execute("UPDATE log_tree SET size = ?, frontier = ?", (count, b"".join(growing.frontier)))
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _plain(value: Any) -> Any:
    """A value as the product keeps it in SQLite."""
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def _write_postgresql(url: sa.URL, rows: Iterator[tuple[str, tuple[Any, ...]]], growing: Growing, count: int) -> None:
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        connection.execute("SET session_replication_role = replica")
        while some := list(islice(rows, AT_ONCE)):
            for name, values in _tables(some).items():
                names = ", ".join(f'"{column}"' for column in INTO[name])
                with connection.cursor().copy(f"COPY {name} ({names}) FROM STDIN") as copy:
                    for one in values:
                        copy.write_row(one)
        connection.execute("UPDATE log_tree SET size = %s, frontier = %s", (count, b"".join(growing.frontier)))
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")
