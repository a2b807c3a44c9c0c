"""Processes that look at parts of the log beside the audit, so that every core is used.

What a helper finds in order counts; whatever it finds odd, or does not answer, the audit looks at itself. So its findings
are the same, and in the same order, with helpers or without.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Any, TypeVar

import sqlalchemy as sa

from storage.audit.stored import as_stored
from storage.audit.stored import count as counted
from storage.database import Database
from storage.log_tables import LogLeaf
from storage.tables import table

LEAST = 50_000
"""Leaves for fewer of which helpers take longer to start than they save."""

MOST = 4
"""Helpers, however many cores there are."""

AHEAD = 4
"""Questions that wait for each helper."""

T = TypeVar("T")

_view: list[tuple[sa.Connection, ExitStack]] = []
"""In a helper: its view of the database, and what keeps it open for as long as the helper lives."""


class Helpers:
    """Some helpers, or none."""

    def __init__(self, pool: ProcessPoolExecutor | None = None, count: int = 0) -> None:
        self._pool, self._count = pool, count

    def ask(self, act: Callable[..., T], *told: Any) -> Callable[[], T | None]:
        """Begin with one question; the answer is None where no helper gives one."""
        if self._pool is None:
            return lambda: None
        answer = self._begin(act, told)
        return lambda: _answered(answer)

    def each(self, act: Callable[..., T], questions: Iterable[tuple[Any, ...]]) -> Iterator[T | None]:
        """The answers to questions in their order, a few ahead of whoever asks; None where no helper gives one."""
        waiting: deque[Future[T] | None] = deque()
        for told in questions:
            waiting.append(self._begin(act, told))
            if len(waiting) > AHEAD * self._count:
                yield _answered(waiting.popleft())
        while waiting:
            yield _answered(waiting.popleft())

    def __bool__(self) -> bool:
        return self._pool is not None

    def _begin(self, act: Callable[..., T], told: tuple[Any, ...]) -> Future[T] | None:
        try:
            return self._pool.submit(_in_view, act, told) if self._pool else None
        except (OSError, RuntimeError):  # no process could be started, or one has died
            return None


def assemble(stack: ExitStack, database: Database, connection: sa.Connection) -> Helpers:
    """Helpers with the view of a connection, until the stack ends; none where they would not help.

    A PostgreSQL helper has the very same view. On SQLite it may be a later one, in which all that was there still is.
    """
    count = min(len(os.sched_getaffinity(0)), MOST)
    if count < 2 or counted(connection, table(LogLeaf)) < LEAST:
        return Helpers()
    told = database.url, None if database.sqlite else connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar()
    try:
        pool = ProcessPoolExecutor(count, get_context("spawn"), _open, told)
    except OSError:
        return Helpers()
    stack.callback(pool.shutdown, cancel_futures=True)
    return Helpers(pool, count)


def _answered(answer: Future[T] | None) -> T | None:
    try:
        return answer.result() if answer else None
    except Exception:
        return None


def _open(url: str, snapshot: str | None) -> None:
    """In a helper: take the view in which everything is looked at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    stack = ExitStack()
    connection = stack.enter_context(Database(url).reading())
    if snapshot:
        connection.exec_driver_sql(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
    stack.enter_context(as_stored(connection))
    _view.append((connection, stack))


def _in_view(act: Callable[..., T], told: tuple[Any, ...]) -> T:
    return act(_view[0][0], *told)
