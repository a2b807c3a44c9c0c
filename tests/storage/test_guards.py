"""History can only be added to: the database itself refuses every other way of writing to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import guards
from storage.copy_tables import Copy
from storage.governance import Change, ChangeDecision, Mandate
from storage.log_tables import ChangeSalt, LogCheckpoint
from storage.own_tables import Artwork, Wording
from storage.tables import APPEND_ONLY, ERASABLE, Payload, Transition, table
from tests import world
from workflow.errors import Guarded

COLUMN = {
    **{"transition": "actor", "decree": "sha256", "process_version": "definition", "payload": "salt"},
    **{"change": "reason", "change_decision": "outcome"},
    **{"log_leaf": "content", "log_node": "hash", "log_checkpoint": "note", "change_salt": "salt"},
    **{"artwork": "sha256", "wording": "form", "copy": "kind"},
}


def stepped(url: str) -> Office:
    """An office with two entries of history, and a change of its own data."""
    office = world.build(url)
    world.carry(office, world.propose(office), "evaluation")
    asked = {
        "act": "basis end",
        "subject": "1",
        "new": "{}",
        "reason": "Dicabut.",
        "os_user": "penguji",
        "channel": "cli",
    }
    with office.database.transaction() as connection:
        world.insert(connection, Change, id=1, **asked, asked_by=world.ADMIN, asked_at=world.START)
        decided = {"outcome": "done", "decided_by": world.ADMIN, "decided_at": world.START, "alone": True}
        world.insert(connection, ChangeDecision, change=1, **decided)
        world.insert(connection, ChangeSalt, change=1, salt=b"garam")
        signed = {"origin": "mutasi/uji", "size": 2, "root": b"akar", "note": "catatan", "made_at": world.START}
        world.insert(connection, LogCheckpoint, **signed)
        copied = {"kind": "salinan", "sha256": "0" * 64, "content": b"%PDF", "made_at": world.START}
        world.insert(connection, Copy, number="800.1.3.1/1/BKPSDM/VI/2026", change=1, **copied)
        world.insert(connection, Artwork, sha256="0" * 64, content=b"<svg/>")
        world.insert(connection, Wording, form="submit", words=None, since=world.START)
    return office


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with stepped(database_url) as made:
        yield made


def refused(office: Office, statement: str) -> None:
    """The statement is refused, with the words of a guard, and nothing has changed."""
    tables = (Transition, Payload, Change, ChangeDecision)
    before = [world.rows(office, table) for table in tables]
    with pytest.raises(sa.exc.DBAPIError, match="is append-only"), office.database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert [world.rows(office, table) for table in tables] == before


@pytest.mark.parametrize("table", [*APPEND_ONLY, *ERASABLE])
def test_no_row_of_history_can_be_changed(office: Office, table: str) -> None:
    refused(office, f"UPDATE {table} SET {COLUMN[table]} = {COLUMN[table]}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_of_history_can_be_deleted(office: Office, table: str) -> None:
    if office.database.sqlite:
        with office.database.engine.begin() as connection:
            for erasable in ERASABLE:
                connection.exec_driver_sql(f"DELETE FROM {erasable}")
        refused(office, f"DELETE FROM {table}")
    else:
        refused(office, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_of_history_can_be_replaced(sqlite_url: str, table: str) -> None:
    with stepped(sqlite_url) as office:
        refused(office, f"REPLACE INTO {table} SELECT * FROM {table}")
        refused(
            office,
            f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET {COLUMN[table]} = 'x'",
        )


def test_no_payload_can_be_changed_by_inserting_it_again(database_url: str) -> None:
    with stepped(database_url) as office:
        again = "INSERT INTO payload SELECT * FROM payload WHERE true ON CONFLICT (transition) DO UPDATE SET salt = excluded.salt"
        refused(office, again)


@pytest.mark.parametrize("table", [*APPEND_ONLY, *ERASABLE, "proposal", "booking"])
def test_history_cannot_be_emptied_whole_or_through_another_table(postgresql_url: str, table: str) -> None:
    with stepped(postgresql_url) as office:
        refused(office, f"TRUNCATE {table} CASCADE")


def test_a_payload_may_be_deleted_as_the_law_of_erasure_asks(office: Office) -> None:
    with office.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM payload WHERE transition = 1")
    assert [row["transition"] for row in world.rows(office, Payload)] == [2]
    assert len(world.rows(office, Transition)) == 2


def test_a_mandate_is_never_deleted_and_nothing_of_it_changes_but_its_end(office: Office) -> None:
    told = {"office": "authority", "account": world.MAYOR, "capacity": "definitif", "starts": world.START}
    with office.database.transaction() as connection:
        world.insert(connection, Mandate, id=1, **told, number="821/7/2026", dated=world.START.date())
    for column in set(table(Mandate).columns.keys()) - {"ends"}:
        refused(office, f"UPDATE mandate SET {column} = {column}")
    refused(office, "DELETE FROM mandate")
    refused(office, "REPLACE INTO mandate SELECT * FROM mandate" if office.database.sqlite else "TRUNCATE mandate")
    with office.database.transaction() as connection:
        connection.execute(table(Mandate).update().values(ends=world.START))
    assert [row["ends"] for row in world.rows(office, Mandate)] == [world.START]


def test_a_guard_that_was_removed_is_named(office: Office) -> None:
    assert guards.missing(office.database) == []
    on = "" if office.database.sqlite else " ON transition"
    removed = sorted(["transition_no_update", *guards.DUTIES])
    with office.database.transaction() as connection:
        for name in removed:
            connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
    assert guards.missing(office.database) == removed


def test_who_writes_past_the_guards_through_this_program_is_told_in_a_sentence(office: Office) -> None:
    with (
        pytest.raises(Guarded, match=r"history can only be added to\. Nothing was changed"),
        office.database.transaction() as connection,
    ):
        connection.exec_driver_sql("UPDATE transition SET actor = 'siapa'")


def test_a_guard_that_was_switched_off_is_named(postgresql_url: str) -> None:
    with stepped(postgresql_url) as office:
        with office.database.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE decree DISABLE TRIGGER decree_no_truncate")
        assert guards.missing(office.database) == ["decree_no_truncate"]


def test_every_connection_to_sqlite_is_durable(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        for _ in range(3):
            assert set(guards.durability(office.database).values()) == {True}
            office.database.engine.dispose()


def test_a_server_that_may_lose_commits_is_noticed(postgresql_url: str) -> None:
    with world.build(postgresql_url) as office:
        # The server of these tests does without them, so all three are off here.
        assert set(guards.durability(office.database).values()) == {False}
