"""`transaction()`: whole or not at all, and a lock that is held too long becomes a sentence."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import database, seats
from storage.database import Database
from storage.ledger import Ledger
from storage.tables import Assignment, Booking, Counter, Proposal, Transition, table
from tests import world
from workflow.errors import Busy, UnknownProposal


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def test_an_exception_takes_back_everything_that_was_written(office: Office) -> None:
    proposal = world.propose(office)

    def write_and_fail() -> None:
        with office.database.transaction() as connection:
            connection.execute(table(Proposal).update().values(state="approval", version=7))
            seats.give(connection, proposal, world.SARI, world.TARGET, office.today, "800/1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert world.show(office, proposal)["state"] == "draft"
    assert world.rows(office, Assignment) == []


def test_a_step_that_fails_in_its_last_write_leaves_only_a_void_number(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = world.propose(office)

    def fail(*_: object) -> None:
        raise RuntimeError("listrik padam")

    monkeypatch.setattr(Ledger, "remember_answer", fail)
    with pytest.raises(RuntimeError, match="listrik padam"):
        world.step(office, proposal, "submit")
    monkeypatch.undo()
    assert world.rows(office, Transition) == []
    (booking,) = world.rows(office, Booking)
    assert (booking["status"], booking["reason"]) == ("void", "Dihentikan karena gangguan teknis.")
    world.assert_sound(office)


def test_a_booking_that_fails_leaves_no_number(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = world.propose(office)

    def fail(*_: object) -> None:
        raise RuntimeError("listrik padam")

    monkeypatch.setattr(Ledger, "insert_booking", fail)
    with pytest.raises(RuntimeError, match="listrik padam"):
        world.step(office, proposal, "submit")
    monkeypatch.undo()
    assert world.rows(office, Booking) == world.rows(office, Counter) == []
    assert world.step(office, proposal, "submit")["decree"]["number"].startswith("800.1.3.1/1/")


def test_a_lock_that_is_held_too_long_is_said_to_be_busy(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 1)
    monkeypatch.setattr(database, "SQLITE_SETTINGS", (*database.SQLITE_SETTINGS[:-1], "PRAGMA busy_timeout=1000"))
    holder = world.build(database_url)
    waiter = world.open_office(database_url)
    proposal = world.propose(holder)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with holder.database.transaction() as connection:
            connection.execute(table(Proposal).update().values(reason="dipegang"))
            held.set()
            done.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(20)
    began = time.monotonic()
    with pytest.raises(Busy, match="Wait a moment"):
        world.step(waiter, proposal, "submit")
    assert 0.5 < time.monotonic() - began < 8
    done.set()
    thread.join()
    assert world.step(waiter, proposal, "submit")["to"] == "needs_analysis"
    world.assert_sound(waiter)
    for office in (holder, waiter):
        office.database.dispose()


def test_questions_do_not_wait_for_a_writer(database_url: str) -> None:
    writer, reader = world.build(database_url), world.open_office(database_url)
    proposal = world.propose(writer)
    with writer.database.transaction() as connection:
        connection.execute(table(Proposal).update().values(reason="sedang ditulis"))
        began = time.monotonic()
        assert world.show(reader, proposal)["reason"] == "Kebutuhan organisasi"
        assert world.audit(reader).problems == []
        assert time.monotonic() - began < 3
    for office in (writer, reader):
        office.database.dispose()


def test_reading_writes_nothing(office: Office) -> None:
    proposal = world.propose(office)
    with office.database.reading() as connection:
        connection.execute(sa.text("UPDATE proposal SET state = 'approval'"))
    assert world.show(office, proposal)["state"] == "draft"


def test_a_proposal_that_does_not_exist_locks_nothing(office: Office) -> None:
    proposal = world.propose(office)
    with pytest.raises(UnknownProposal, match="no proposal 99"), office.database.transaction() as connection:
        Ledger(connection).lock([proposal, 99])
    assert world.step(office, proposal, "submit")["version"] == 1


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_neither_a_role_nor_a_database_can_set_what_is_read_by_our_sessions(database_url: str) -> None:
    own = Database(database_url)
    with own.transaction() as connection:
        connection.exec_driver_sql('CREATE SCHEMA "Lain, lagi"')
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        for setting in (
            "constraint_exclusion = on",
            "datestyle = 'German'",
            'search_path = "Lain, lagi", pg_catalog, public',
        ):
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET {setting}")
    own.dispose()
    with own.reading() as connection:
        ask = connection.exec_driver_sql
        assert ask("SHOW constraint_exclusion").scalar() == "off"
        assert ask("SHOW datestyle").scalar() == "ISO, YMD"
        assert ask("SELECT current_schemas(true)").scalar() == ["pg_catalog", "Lain, lagi", "public"]
    own.dispose()
