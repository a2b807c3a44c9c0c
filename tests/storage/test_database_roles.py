"""The PostgreSQL roles: the program works under `mutasi_app`, and history cannot be touched by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

import storage
from app.wiring import Office
from storage import checkpoints, guards
from storage.bases import set_basis
from storage.database import Database, migrate
from storage.tables import APPEND_ONLY, ERASABLE
from tests import world
from tests.engines import connect
from tests.log.worlds import assert_whole, signing
from tests.storage.administrators import do

SCRIPT = Path(storage.__file__).with_name("roles.sql")


def as_role(url: str, role: str) -> str:
    return sa.make_url(url).set(username=role).render_as_string(hide_password=False)


@pytest.fixture
def office(postgresql_url: str, tmp_path: Path) -> Iterator[Office]:
    """The office as `mutasi_app` opens it, after the script was run twice on a database with history."""
    with signing(postgresql_url, tmp_path / "kunci") as owner:
        world.carry(owner, world.propose(owner), "evaluation")
    with connect(sa.make_url(postgresql_url)) as connection:
        for _ in range(2):
            connection.execute(SCRIPT.read_text())
    with world.open_office(as_role(postgresql_url, "mutasi_app"), home=tmp_path / "kunci") as made:
        yield made


def test_the_whole_process_works_under_the_role_of_the_program(office: Office) -> None:
    office.open()
    proposal = world.propose(office, world.add_people(office, 1)[0])
    world.carry(office, proposal, "completed")
    do(office, set_basis, "Undang-Undang Nomor 5 Tahun 2014", 1, world.START.date(), None)
    with office.database.transaction() as connection:
        checkpoints.make(connection, office.key, office.clock.now())
    assert guards.missing(office.database) == []
    assert_whole(office)
    world.assert_sound(office)


def denied(office: Office, statement: str) -> None:
    with (
        pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be (able|owner)|must be superuser"),
        office.database.engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_can_neither_be_changed_nor_deleted(office: Office, table: str) -> None:
    with office.database.reading() as connection:
        first = sa.inspect(connection).get_columns(table)[0]["name"]
    denied(office, f'UPDATE "{table}" SET "{first}" = "{first}"')
    denied(office, f'DELETE FROM "{table}"')


@pytest.mark.parametrize("table", [*APPEND_ONLY, *ERASABLE, "log_tree", "log_head", "booking", "proposal"])
def test_no_table_of_history_can_be_emptied_unguarded_or_altered(office: Office, table: str) -> None:
    denied(office, f'TRUNCATE "{table}" CASCADE')
    denied(office, f'ALTER TABLE "{table}" DISABLE TRIGGER ALL')
    denied(office, f'ALTER TABLE "{table}" ADD COLUMN x text')
    denied(office, f'DROP TABLE "{table}"')


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER transition_no_update ON transition",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TABLE lain (x text)",
        "SET session_replication_role = replica",
        "SET ROLE mutasi_owner",
        "UPDATE payload SET salt = salt",
        "UPDATE change_salt SET salt = salt",
        "DELETE FROM log_tree",
        "UPDATE installation SET rehearsal = NOT rehearsal",
        "DELETE FROM booking",
    ],
)
def test_the_guards_cannot_be_gone_round(office: Office, statement: str) -> None:
    denied(office, statement)


def test_a_payload_can_be_erased(office: Office) -> None:
    with office.database.transaction() as connection:
        assert connection.exec_driver_sql("DELETE FROM payload").rowcount == 2


def test_the_owner_can_upgrade_the_schema_afterwards(office: Office) -> None:
    url = as_role(office.settings.database_url, "mutasi_owner")
    migrate(url)
    owner = Database(url)
    owner.check()
    owner.dispose()
