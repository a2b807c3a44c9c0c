"""How fast the log is verified, against reading the same rows with a raw cursor and hashing them with hashlib."""

from __future__ import annotations

import random
import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from storage import audit, log, merkle
from storage.audit.helpers import Helpers, assemble
from storage.audit.log import Log
from storage.audit.outside import Outside
from storage.audit.quick import COLUMNS
from storage.audit.report import AuditReport
from storage.audit.stored import as_stored
from storage.database import Database, migrate
from tests.bench import log_decrees
from tests.bench.figures import Figure, paired, seconds
from tests.bench.log_entries import write
from tests.engines import NoPostgres, postgres_server

ENTRIES = 1_000_000
ROUNDS = 5
PROOFS = 200

DECREES, PROMISED = 20_000, 100_000
"""Entries whose decrees and payloads are verified, and those for which the time is promised."""

LEAVES = f"""
    SELECT l."index", l.kind, l.ref, l.content, t.id, {", ".join(f"t.{name}" for name in COLUMNS)}
    FROM log_leaf l JOIN transition t ON t.id = l.ref ORDER BY l."index"
"""
NODES = 'SELECT level, "index", hash FROM log_node'
LEAF = sa.text('SELECT content FROM log_leaf WHERE "index" = :index')


def measure(folder: Path, entries: int = ENTRIES) -> Iterator[Figure]:
    """The ratios on each engine that is to be had, the milliseconds of a proof, and a whole history with its decrees."""
    yield Figure("verify-decrees (s)", decrees(f"sqlite:///{folder / 'decrees.db'}"), 60)
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
    cores = paired(lambda: verify_log(database, entries, assemble), lambda: verify_log(database, entries, none), ROUNDS)
    yield Figure(f"verify-cores-{engine}", cores, 0.8)
    yield Figure(f"proof-{engine} (ms)", proof(database, entries), 5)
    database.dispose()


def decrees(url: str) -> float:
    """Seconds in which one process verifies as many whole entries as are promised, by a fifth of them."""
    written = log_decrees.write(url, DECREES)
    database = Database(url)
    took = statistics.median(seconds(lambda: _audit(database, written)) for _ in range(ROUNDS))
    database.dispose()
    return took * PROMISED / written


def _audit(database: Database, entries: int) -> None:
    report = audit.verify(database, datetime.now(UTC))
    assert (report.problems, report.counts["entries"], report.counts["decrees"]) == ([], entries, entries)


def verify_log(database: Database, entries: int, helpers: Callable[..., Helpers]) -> None:
    """What `mutasi audit verify` does with the log, the look at the indexes with it."""
    report = AuditReport()
    with ExitStack() as stack:
        connection = stack.enter_context(database.reading())
        stack.enter_context(as_stored(connection))
        audit.check_log(connection, report, Outside(), None, helpers(stack, database, connection))
    assert (report.problems, report.counts["leaves"]) == ([], entries)


def none(*_: Any) -> Helpers:
    """No helpers, as on one core."""
    return Helpers()


def verify(database: Database, entries: int) -> None:
    """The look at the log by one process, without the indexes."""
    report = AuditReport()
    with database.reading() as connection, as_stored(connection):
        log = Log(connection, report, Outside())
        log.look(None)
        log.conclude()
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
