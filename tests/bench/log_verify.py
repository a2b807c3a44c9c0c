"""How fast the log is verified, against reading the same rows with a raw cursor and hashing them with hashlib."""

from __future__ import annotations

import random
import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from storage import log, merkle
from storage.audit.log import Log
from storage.audit.outside import Outside
from storage.audit.quick import COLUMNS
from storage.audit.report import AuditReport
from storage.audit.stored import as_stored
from storage.database import Database, migrate
from tests.bench.figures import Figure, paired, seconds
from tests.bench.log_entries import write
from tests.engines import NoPostgres, postgres_server

ENTRIES = 1_000_000
ROUNDS = 3
PROOFS = 200

LEAVES = f"""
    SELECT l."index", l.kind, l.ref, l.content, t.id, {", ".join(f"t.{name}" for name in COLUMNS)}
    FROM log_leaf l JOIN transition t ON t.id = l.ref ORDER BY l."index"
"""
NODES = 'SELECT level, "index", hash FROM log_node'
LEAF = sa.text('SELECT content FROM log_leaf WHERE "index" = :index')


def measure(folder: Path, entries: int = ENTRIES) -> Iterator[Figure]:
    """The ratio on each engine that is to be had, and the milliseconds of a proof."""
    yield from _measure("sqlite", f"sqlite:///{folder / 'log.db'}", entries)
    try:
        with postgres_server() as server:
            url = server.database().render_as_string(hide_password=False)
            yield from _measure("postgresql", url, entries)
    except NoPostgres as missing:
        print(missing)


def _measure(engine: str, url: str, entries: int) -> Iterator[Figure]:
    migrate(url)
    write(url, entries)
    database = Database(url)
    ratio = paired(lambda: verify(database, entries), lambda: read_and_hash(url, entries), ROUNDS)
    yield Figure(f"verify-{engine}", ratio, 1.5)
    yield Figure(f"proof-{engine} (ms)", proof(database, entries), 5)
    database.dispose()


def verify(database: Database, entries: int) -> None:
    """What `mutasi audit verify` does with the log."""
    report = AuditReport()
    with database.reading() as connection, as_stored(connection):
        Log(connection, report, Outside()).check(None)
    assert (report.problems, report.counts["leaves"]) == ([], entries)


def read_and_hash(url: str, entries: int) -> None:
    """The same rows from a raw cursor, each leaf and each node hashed."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(parsed.database))) as connection:
            _hash(connection.execute(LEAVES), connection.execute(NODES), entries)
    else:
        address = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as server, server.cursor("leaves") as leaves, server.cursor("nodes") as nodes:
            for cursor, question in ((leaves, LEAVES), (nodes, NODES)):
                cursor.itersize = 4096
                cursor.execute(question)
            _hash(leaves, nodes, entries)


def _hash(leaves: Any, nodes: Any, entries: int) -> None:
    hashes = 0
    for row in leaves:
        sha256(row[3]).digest()
        hashes += 1
    for row in nodes:
        sha256(row[2]).digest()
        hashes += 1
    assert hashes == 2 * entries - entries.bit_count()


def proof(database: Database, entries: int) -> float:
    """Milliseconds until one leaf is proved to be in the log, each in a view of its own."""
    chance = random.Random(1)

    def prove() -> None:
        with database.reading() as connection:
            index, head = chance.randrange(entries), log.head(connection)
            content = connection.execute(LEAF, {"index": index}).scalar_one()
            path = log.inclusion(connection, index, head.size)
            assert merkle.root_of_inclusion(merkle.leaf_hash(content), index, head.size, path) == head.root

    return statistics.median(seconds(prove) for _ in range(PROOFS)) * 1000
