"""Databases that cannot be used answer with a sentence, and numbers that no proposal has with another."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import guards
from storage.database import Database
from tests import world
from workflow.errors import CannotWork, MutasiError, UnknownProposal


def test_a_read_only_server_is_said_to_be_read_only(postgresql_url: str) -> None:
    with world.build(postgresql_url) as office:
        proposal = world.propose(office)
        name = office.database.engine.url.database
        with office.database.transaction() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        office.database.engine.dispose()
        with pytest.raises(CannotWork):
            world.step(office, proposal, "submit")


def test_a_trigger_that_sleeps_is_a_trigger_that_is_missing(postgresql_url: str) -> None:
    with world.build(postgresql_url) as office:
        with office.database.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE decree ENABLE REPLICA TRIGGER decree_no_update")
        assert guards.missing(office.database) == ["decree_no_update"]


def test_a_file_with_torn_pages_is_said_to_be_unreadable(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        world.carry(office, world.propose(office), "evaluation")
        with office.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    for page in range(4096 * 2, len(content), 4096):
        content[page : page + 8] = b"\xff" * 8
    path.write_bytes(content)
    with world.open_office(sqlite_url) as office, pytest.raises(MutasiError):
        world.audit(office)


@pytest.mark.parametrize("number", [-1, 0, 2**31, 2**63, 10**30])
def test_a_number_that_no_proposal_can_have_is_unknown(database_url: str, number: int) -> None:
    with world.build(database_url) as office, pytest.raises(UnknownProposal):
        world.step(office, number, "submit", account=world.ANALYST, data={})


@pytest.mark.parametrize("url", ["mysql://x/y", "foo://x", "postgresql+psycopg2://x/y", "postgresql://x/y", ""])
def test_an_address_that_is_none_of_ours_is_said_to_be_so(url: str) -> None:
    with pytest.raises(CannotWork):
        Database(url).check()
