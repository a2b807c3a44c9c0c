"""Two at once: keys, seats to return to, late enactments, migrations."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import seats
from storage.database import migrate
from storage.tables import Assignment
from tests import world
from workflow.booking import Booking, book
from workflow.drafting import draft
from workflow.enacting import enact
from workflow.errors import Busy, KeyBusy, KeyReused, Unreachable
from workflow.step import take


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def test_one_key_for_several_proposals_at_once_is_one_step_and_sentences(office: Office) -> None:
    ids = [world.propose(office, nip) for nip in world.add_people(office, 8)]
    results = world.together(8, lambda n: world.step(office, ids[n], "submit", key="sama"))
    assert sum(isinstance(result, dict) for result in results) == 1
    assert all(isinstance(result, dict | KeyReused | KeyBusy | Busy) for result in results), results
    world.assert_sound(office)


def race_of_a_late_enactment(office: Office, nip: str) -> list[Any]:
    """A booking whose lease has run out is enacted while the next one is made."""
    proposal = world.propose(office, nip)
    asked = world.request(office, proposal, "submit")
    booking = book(office.desk, asked)
    assert isinstance(booking, Booking)
    decree = draft(office.desk, booking)
    office.clock.skew += timedelta(seconds=61)
    acts = (
        lambda: world.step(office, proposal, "submit"),
        lambda: enact(office.desk, asked, booking, decree),
    )
    return world.together(2, lambda n: acts[n]())


def test_a_late_enactment_and_the_next_booking_do_not_block_each_other(office: Office) -> None:
    for nip in world.COLLEAGUES[:4]:
        results = race_of_a_late_enactment(office, nip)
        assert not any(isinstance(result, Busy) for result in results), results
    world.assert_sound(office)


def test_two_people_do_not_return_to_one_seat(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [
        world.propose(office, nip, post)
        for nip, post in zip(world.COLLEAGUES[1:3], (world.TARGET, "PENATA-DIK"), strict=True)
    ]
    for id in ids:
        world.carry(office, id, "implementation")
    world.reach(office, world.tmt_of(office, ids[0]))
    gate, cancel = threading.Barrier(2, timeout=2), seats.cancel

    def meet(connection: sa.Connection, proposal: int, decree: str) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            gate.wait()
        cancel(connection, proposal, decree)

    monkeypatch.setattr(seats, "cancel", meet)
    results = world.together(2, lambda n: world.step(office, ids[n], "annul", data={"returns_to": world.SINGLE}))
    rows = world.rows(office, Assignment)
    assert len([row for row in rows if row["post"] == world.SINGLE and not row["cancelled_by"]]) == 1, results


def test_the_answer_of_a_step_survives_a_lost_word_about_its_commit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = world.propose(office)
    store, calls = office.desk.store, []
    real = store.transaction

    def cut(*words: Any) -> Any:
        calls.append(words)
        return Cut(real()) if len(calls) == 2 else real()

    monkeypatch.setattr(store, "transaction", cut)
    [answer] = take(office.desk, world.request(office, proposal, "submit"))
    assert (answer["to"], answer["version"]) == ("needs_analysis", 1)
    monkeypatch.undo()
    world.assert_sound(office)


class Cut:
    """A transaction whose commit arrives, but whose answer does not."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __enter__(self) -> Any:
        return self.inner.__enter__()

    def __exit__(self, *problem: Any) -> None:
        self.inner.__exit__(*problem)
        raise Unreachable(problem="the connection was lost")


def test_two_migrations_at_once_make_one_schema(database_url: str) -> None:
    results = world.together(2, lambda n: migrate(database_url))
    assert results == [None, None]
