"""Two who step at once, and one who asks twice with the same key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflow.office_in_memory import APPROVE, LEASE, PDF, World
from tests.workflow.people import account
from workflow.authority import Role
from workflow.booking import book
from workflow.desk import Request
from workflow.drafting import Drawn
from workflow.enacting import enact
from workflow.errors import KeyBusy, KeyReused, NoSuchStep, Stepping
from workflow.ports import LEASE_OVER
from workflow.step import take

# Two at once


def test_while_one_is_stepping_the_other_is_told_who_and_since_when(world: World) -> None:
    book(world.desk, APPROVE)
    with pytest.raises(Stepping) as caught:
        take(world.desk, APPROVE)
    assert caught.value.sentence("en") == (
        "ratna has been taking the step approve on proposal 7 since 2031-01-01 05:00 UTC. "
        "Wait a moment, then look at the proposal again."
    )
    assert world.status() == ["booked"]


def test_a_booking_whose_lease_has_run_out_is_void_and_the_next_number_is_taken(world: World) -> None:
    book(world.desk, APPROVE)
    world.clock.wall += LEASE
    [answer] = take(world.desk, APPROVE)
    assert answer["decree"]["number"] == "approve-office/2/2026"
    assert world.status() == [f"void: {LEASE_OVER}", "issued"]


def test_a_lease_that_still_runs_is_respected_to_the_last_second(world: World) -> None:
    book(world.desk, APPROVE)
    world.clock.wall += LEASE - timedelta(seconds=1)
    with pytest.raises(Stepping):
        take(world.desk, APPROVE)


def test_moving_the_calendar_of_a_rehearsal_ends_no_lease(world: World) -> None:
    book(world.desk, APPROVE)
    world.clock.calendar += timedelta(days=400)
    with pytest.raises(Stepping):
        take(world.desk, APPROVE)


def test_a_lease_that_ran_out_may_still_enact_while_nobody_voided_it(world: World) -> None:
    booking = book(world.desk, APPROVE)
    world.clock.wall += 10 * LEASE
    assert not isinstance(booking, list)
    assert enact(world.desk, APPROVE, booking, Drawn(PDF))[0]["to"] == "implementation"


# Keys


def test_the_same_request_with_the_same_key_gets_the_first_answer_and_changes_nothing(world: World) -> None:
    keyed = replace(APPROVE, key="kunci-1")
    first = take(world.desk, keyed)
    assert take(world.desk, keyed) == first
    assert len(world.kept.bookings) == len(world.press.orders) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(APPROVE, key="kunci-1", data={"tmt": "2026-08-01"}),
        replace(APPROVE, key="kunci-1", note="Lain."),
        replace(APPROVE, key="kunci-1", version=4),
        replace(APPROVE, key="kunci-1", verb="reject"),
    ],
    ids=["data", "note", "version", "verb"],
)
def test_another_request_with_the_same_key_is_refused(world: World, other: Request) -> None:
    take(world.desk, replace(APPROVE, key="kunci-1"))
    with pytest.raises(KeyReused, match="kunci-1"):
        take(world.desk, other)


def test_a_note_that_differs_in_blanks_only_is_the_same_request(world: World) -> None:
    first = take(world.desk, replace(APPROVE, key="kunci-1", note="Setuju."))
    assert take(world.desk, replace(APPROVE, key="kunci-1", note="  Setuju. ")) == first


def test_a_key_whose_request_is_being_worked_on_is_busy(world: World) -> None:
    keyed = replace(APPROVE, key="kunci-1")
    book(world.desk, keyed)
    with pytest.raises(KeyBusy, match="kunci-1"):
        take(world.desk, keyed)


def test_a_key_whose_booking_died_may_be_used_again(world: World) -> None:
    keyed = replace(APPROVE, key="kunci-1")
    book(world.desk, keyed)
    world.clock.wall += LEASE
    assert take(world.desk, keyed)[0]["decree"]["number"] == "approve-office/2/2026"


def test_a_key_belongs_to_its_account(world: World) -> None:
    world.kept.who["wakil"] = account("wakil", Role.authority)
    take(world.desk, replace(APPROVE, key="kunci-1"))
    with pytest.raises(NoSuchStep):
        take(world.desk, Request("submit", "wakil", (7,), key="kunci-1"))
