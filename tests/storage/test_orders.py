"""The order of an issued decree is put together again, byte for byte, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage import tables
from storage.erasure import erase
from storage.orders import drawing
from tests import world
from tests.storage.administrators import REASON, by
from workflow.errors import OrderAltered, OrderErased, UnknownDecree

SECOND = world.COLLEAGUES[1]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


@pytest.fixture
def orders(office: Office) -> list[bytes]:
    """Every order that the press is given."""
    found: list[bytes] = []
    office.press.during = found.append
    return found


def again(office: Office, number: str) -> bytes:
    with office.database.reading() as connection:
        return drawing(connection, number)


def test_every_order_of_a_case_comes_back_byte_for_byte(office: Office, orders: list[bytes]) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "completed")
    numbers = [row["number"] for row in world.rows(office, tables.Transition)]
    assert [again(office, number) for number in numbers] == orders
    assert len(orders) == len(world.PATH) - 3  # the case stays within the agency


def test_a_collective_order_comes_back_with_its_cases_in_their_order(office: Office, orders: list[bytes]) -> None:
    ids = [world.propose(office, nip) for nip in (world.SARI, SECOND)]
    for id in ids:
        world.carry(office, id, "approval")
    (first, second) = world.step_together(office, reversed(ids))
    assert first["decree"]["number"] == second["decree"]["number"]
    of_both = [order for order in orders if order.count(b'"dossier":{') == 2]
    assert [again(office, first["decree"]["number"])] == of_both


def test_a_number_that_was_never_issued_is_unknown(office: Office) -> None:
    with pytest.raises(UnknownDecree):
        again(office, "800/1/SK/2026")


def test_an_erased_order_names_the_entry_that_erased_it(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    number = world.step(office, proposal, "reject")["decree"]["number"]
    office.clock.forward(days=11 * 366)
    with office.database.transaction() as connection:
        told = erase(connection, world.SARI, "Jadwal retensi arsip 2026", REASON, by(office, world.ADMIN))
    with pytest.raises(OrderErased) as refused:
        again(office, number)
    assert refused.value.words == {"number": number, "index": told["index"]}


def collective(office: Office) -> str:
    """A decree of two cases; returns its number."""
    ids = [world.propose(office, nip) for nip in (world.SARI, SECOND)]
    for id in ids:
        world.carry(office, id, "approval")
    number: str = world.step_together(office, ids)[0]["decree"]["number"]
    return number


def test_an_order_that_was_altered_is_not_handed_out(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        number = collective(office)
        last = max(row["id"] for row in world.rows(office, tables.Transition))
        payload = tables.table(tables.Payload)
        with office.database.transaction() as connection:
            for (name,) in list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            mine = payload.c.transition == last
            salt, content = connection.execute(payload.select().where(mine)).one()[1:]
        for change in ({"content": content.replace(b"Sesuai", b"Sesua1")}, {"salt": salt[::-1]}, {"content": b"{"}):
            with office.database.transaction() as connection:
                connection.execute(payload.update().where(mine).values(**change))
            with pytest.raises(OrderAltered):
                again(office, number)
            with office.database.transaction() as connection:
                connection.execute(payload.update().where(mine).values(salt=salt, content=content))
            assert again(office, number)
        with office.database.transaction() as connection:
            connection.execute(payload.delete().where(mine))
        with pytest.raises(OrderAltered):
            again(office, number)
