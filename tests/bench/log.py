"""What a leaf of the log costs in the transaction that it is about, in ms, on each engine."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage import log
from storage.database import Database, migrate
from tests.bench.can import address
from tests.bench.figures import Figure, seconds
from tests.engines import postgres_server

LEAVES, AT_ONCE = 2000, 20
TOLD = dict.fromkeys(("actor", "capacity", "at", "number", "decree_sha256", "process", "commitment"), "x" * 40)


def measure() -> Iterator[Figure]:
    """leaf-ms: the median of appending one leaf; commits are not counted, for the step commits anyway."""
    with postgres_server() as server, tempfile.TemporaryDirectory() as name:
        for engine in ("sqlite", "postgresql"):
            url = address(server, engine, Path(name) / "log.db")
            migrate(url)
            yield Figure(f"leaf-ms-{engine}", median(Database(url)), 1)


def median(database: Database) -> float:
    """Milliseconds for each of many leaves, of a log that grows."""
    took = []
    for first in range(1, LEAVES, AT_ONCE):
        with database.transaction() as connection:
            for ref in range(first, first + AT_ONCE):
                took.append(seconds(lambda: log.append(connection, "transition", ref, TOLD)))  # noqa: B023
    database.dispose()
    return statistics.median(took) * 1000
