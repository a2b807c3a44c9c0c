"""The schema: migrations give exactly the tables, whole or not at all; other versions are refused."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

from storage import database, guards, partial_indexes
from storage.database import Database, migrate, revision
from storage.tables import Row, TeamMember, table
from tests import world
from workflow.errors import NewerDatabase, NotInitialised, OlderDatabase

DIE_AT_STATEMENT = """
import os, signal, sys
import sqlalchemy as sa
from storage import database, partial_indexes
import alembic.command, storage.tables

def die_at(left):
    def count(*_):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return count

for pair in sys.argv[1:]:
    statement, url = pair.split(" ")
    child = os.fork()
    if child == 0:
        sa.event.listen(sa.Engine, "before_cursor_execute", die_at(int(statement)))
        database.migrate(url)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes databases without any schema; answers their URLs."""
    made = []

    def make() -> str:
        if request.param == "sqlite":
            return f"sqlite:///{tmp_path / f'kosong-{len(list(tmp_path.iterdir()))}.db'}"
        made.append(request.getfixturevalue("postgresql").database())
        return str(made[-1].render_as_string(hide_password=False))

    yield make
    for url in made:
        request.getfixturevalue("postgresql").drop(url)


@pytest.fixture
def empty_url(empty_database: Callable[[], str]) -> str:
    return empty_database()


def tables_of(url: str) -> set[str]:
    found = Database(url)
    with found.reading() as connection:
        names = set(sa.inspect(connection).get_table_names())
    found.dispose()
    return names


def test_migrations_give_exactly_the_tables_of_the_metadata(database_url: str) -> None:
    found = Database(database_url)
    with found.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert partial_indexes.LIVE_CLAIM.table.metadata is Row.metadata
        assert compare_metadata(context, Row.metadata) == []
    found.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    office = world.build(database_url)
    proposal = world.propose(office)
    before = world.show(office, proposal)
    migrate(database_url)
    office.database.check()
    assert world.show(office, proposal) == before
    office.database.dispose()


def test_a_migration_that_is_killed_leaves_nothing_and_can_be_repeated(empty_database: Callable[[], str]) -> None:
    urls = {}
    for statement in (12, 47):
        url = empty_database()
        urls[url] = statement
        assert tables_of(url) == set()
    pairs = [f"{statement} {url}" for url, statement in urls.items()]
    killed = subprocess.run([sys.executable, "-c", DIE_AT_STATEMENT, *pairs], capture_output=True, check=True)
    assert killed.stdout.split() == [b"-9"] * len(urls)
    for url in urls:
        assert tables_of(url) == set()
    migrate(url)
    assert tables_of(url) == {*Row.metadata.tables, "alembic_version"}


def test_a_migration_that_fails_late_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_connection: sa.Connection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sa.Connection, "commit", stop)
    monkeypatch.setattr(sa.RootTransaction, "commit", stop)
    with pytest.raises(KeyboardInterrupt):
        migrate(empty_url)
    monkeypatch.undo()
    assert tables_of(empty_url) == set()


def test_a_newer_database_is_refused_by_use_and_by_upgrade(database_url: str) -> None:
    found = Database(database_url)
    with found.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(NewerDatabase, match="0099"):
        found.check()
    with pytest.raises(NewerDatabase, match="0099"):
        migrate(database_url)
    with found.reading() as connection:
        assert revision(connection) == "0099"
    found.dispose()


def test_an_older_database_is_refused_until_it_is_upgraded(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    current = database.known_revisions()[-1]
    monkeypatch.setattr(database, "known_revisions", lambda: [current, "0099"])
    found = Database(database_url)
    with pytest.raises(OlderDatabase, match="mutasi init"):
        found.check()
    found.dispose()


def test_a_database_without_schema_says_that_it_must_be_created(empty_url: str) -> None:
    found = Database(empty_url)
    with pytest.raises(NotInitialised, match="mutasi init"):
        found.check()
    found.dispose()


def test_looking_for_a_sqlite_file_does_not_create_it(tmp_path: Path) -> None:
    path = tmp_path / "tidak-ada.db"
    found = Database(f"sqlite:///{path}")
    with pytest.raises(NotInitialised):
        found.check()
    found.dispose()
    assert not path.exists()


def test_an_upgrade_remembers_the_teams_of_earlier_assessments(database_url: str) -> None:
    with world.build(database_url) as office:
        world.carry(office, world.propose(office), "approval")
        kept = world.rows(office, TeamMember)
        assert len(kept) == 2
        with office.database.transaction() as connection:
            connection.execute(table(TeamMember).delete())
        assert world.audit(office).problems != []
        with office.database.transaction() as connection, Operations.context(MigrationContext.configure(connection)):
            governance().remember_teams()
        assert world.rows(office, TeamMember) == kept
        world.assert_sound(office)


def governance() -> Any:
    """The migration 0002, whose name is no name of a module."""
    path = database.MIGRATIONS / "versions" / "0002_governance.py"
    spec = importlib.util.spec_from_file_location("governance", path)
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_the_guards_that_the_program_expects_are_those_that_the_migrations_made(database_url: str) -> None:
    found = Database(database_url)
    with found.reading() as connection:
        query = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        }[connection.dialect.name]
        assert set(connection.exec_driver_sql(query).scalars()) == guards.expected(connection.dialect.name)
    found.dispose()
