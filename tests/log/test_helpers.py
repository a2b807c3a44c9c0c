"""With helpers the audit finds what it finds alone, sentence by sentence."""

from __future__ import annotations

import os
import random
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
import sqlalchemy as sa

from storage.audit import helpers
from storage.audit.blocks import sound
from storage.audit.log import Log
from storage.audit.outside import Outside
from storage.audit.report import AuditReport
from storage.audit.stored import as_stored
from storage.database import Database, migrate
from tests import world
from tests.bench import log_decrees, log_entries

LEAVES = 9000
"""Four whole blocks, and some more."""

ALTERED = (
    'UPDATE log_leaf SET content = (SELECT content FROM log_leaf WHERE "index" = 7) WHERE "index" = 2500',
    "UPDATE transition SET actor = 'orang.lain' WHERE id = 4200",
    "UPDATE transition SET os_user = '\"' WHERE id = 4201",
    'UPDATE log_node SET hash = (SELECT hash FROM log_node WHERE level = 1 AND "index" = 3) WHERE level = 1 AND "index" = 9',
    'DELETE FROM log_leaf WHERE "index" IN (6500, 6501)',
)
PAYLOADS = (
    "DELETE FROM payload WHERE transition = 101",
    "UPDATE payload SET salt = content WHERE transition = 202",
    "UPDATE transition SET capacity = 'hr_head (plt)' WHERE id = 303",
    "UPDATE decree SET content = salt FROM payload WHERE transition = 1 AND decree.booking = 44",
)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Helpers for the smallest log; how many sets of them were started."""
    started: list[int] = []

    class Counted(ProcessPoolExecutor):
        def __init__(self, count: int, *told: Any) -> None:
            started.append(count)
            super().__init__(count, *told)

    monkeypatch.setattr(helpers, "LEAST", 1)
    monkeypatch.setattr(helpers, "ProcessPoolExecutor", Counted)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1})
    return started


def looked(database: Database, *, alone: bool) -> tuple[list[Any], dict[str, int], list[Any]]:
    """What a look at the log finds, and the roots that it asked for on its way."""
    report = AuditReport()
    with ExitStack() as stack:
        connection = stack.enter_context(database.reading())
        stack.enter_context(as_stored(connection))
        log = Log(connection, report, Outside())
        log.tree._wanted |= {1, 2048, 2049, 5000, LEAVES}
        log.look(None, None if alone else helpers.assemble(stack, database, connection))
        log.conclude()
        return report.problems, report.counts, sorted(log.tree.roots.items())


def execute(url: str, *statements: str) -> None:
    """Alter a database past its guards."""
    database = Database(url)
    with database.transaction() as connection:
        if database.sqlite:
            names = connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in names:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            assert connection.execute(sa.text(statement)).rowcount > 0, statement
    database.dispose()


def test_a_log_is_looked_at_together_as_it_is_alone(database_url: str, two_cores: list[int]) -> None:
    migrate(database_url)
    log_entries.write(database_url, LEAVES)
    database = Database(database_url)
    problems, counts, roots = looked(database, alone=True)
    assert (problems, counts["leaves"], len(roots)) == ([], LEAVES, 6)
    execute(database_url, *ALTERED)
    found = looked(database, alone=False)
    assert found == looked(database, alone=True)
    assert len(found[0]) > len(ALTERED)
    assert two_cores == [2]
    database.dispose()


def test_a_whole_history_is_audited_together_as_it_is_alone(
    sqlite_url: str, two_cores: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    log_decrees.write(sqlite_url, 500)
    execute(sqlite_url, *PAYLOADS)
    office = world.open_office(sqlite_url)
    together = world.audit(office)
    monkeypatch.setattr(helpers, "LEAST", 10**9)
    alone = world.audit(office)
    assert (together.problems, together.notes, together.counts) == (alone.problems, alone.notes, alone.counts)
    assert len(alone.problems) >= len(PAYLOADS)
    assert two_cores == [2]


def test_helpers_that_die_or_cannot_be_started_leave_it_to_the_audit(
    sqlite_url: str, two_cores: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    log_decrees.write(sqlite_url, 60)
    office = world.open_office(sqlite_url)
    monkeypatch.setattr(helpers, "_open", _dies)
    assert world.audit(office).problems == []
    assert two_cores == [2]
    monkeypatch.setattr(helpers, "ProcessPoolExecutor", _cannot)
    assert world.audit(office).problems == []


def _dies(url: str, snapshot: str | None) -> None:
    os._exit(7)


def _cannot(*told: Any) -> ProcessPoolExecutor:
    raise OSError("no semaphores")


def test_a_block_is_sound_only_when_each_bit_of_it_is(sqlite_url: str) -> None:
    """The planted alterations: every one of them makes its block unsound."""
    migrate(sqlite_url)
    log_entries.write(sqlite_url, 2048)
    office = world.open_office(sqlite_url)
    chance = random.Random(5)
    with office.database.reading() as connection, as_stored(connection):
        assert sound(connection, 0, ()) is not None
    for statement in (
        f"UPDATE log_leaf SET content = content || x'20' WHERE \"index\" = {chance.randrange(2048)}",
        f"UPDATE transition SET os_user = 'x' WHERE id = {1 + chance.randrange(2048)}",
        f"UPDATE log_leaf SET kind = 'change' WHERE \"index\" = {chance.randrange(2048)}",
        "UPDATE log_node SET hash = x'00' WHERE level = 10 AND \"index\" = 1",
        f'DELETE FROM log_leaf WHERE "index" = {chance.randrange(2048)}',
        f"DELETE FROM transition WHERE id = {1 + chance.randrange(2048)}",
    ):
        with office.database.engine.connect() as connection, as_stored(connection):
            assert connection.execute(sa.text(statement)).rowcount == 1
            assert sound(connection, 0, ()) is None, statement
