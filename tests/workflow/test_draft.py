"""The second beat: the decree is drawn while the lease lives, and whatever ends it leaves a void number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.workflow.office_in_memory import APPROVE, LEASE, PDF, REAL_NOON, World
from workflow.booking import book
from workflow.drafting import Drawn, draft
from workflow.errors import Busy, DrawingFailed, Stepping
from workflow.ports import LEASE_OVER
from workflow.step import take


def test_the_heartbeat_renews_the_lease_on_the_real_clock_three_times_in_its_span(world: World) -> None:
    booking = book(world.desk, APPROVE)
    assert not isinstance(booking, list)
    world.press.beats = 2
    world.clock.wall += timedelta(seconds=40)
    assert draft(world.desk, booking) == Drawn(PDF)
    assert world.press.beat_seconds == 20
    assert world.kept.leases == {1: REAL_NOON + timedelta(seconds=100)}


def test_a_renewed_booking_keeps_others_out(world: World) -> None:
    booking = book(world.desk, APPROVE)
    assert not isinstance(booking, list)
    world.press.beats = 1
    world.clock.wall += timedelta(seconds=59)
    draft(world.desk, booking)
    world.clock.wall += timedelta(seconds=59)
    with pytest.raises(Stepping):
        take(world.desk, APPROVE)


FAILURES: list[tuple[BaseException, str]] = [
    (
        DrawingFailed(problem="gambar rusak.", problem_en="a picture is broken."),
        "Keputusan tidak dapat dicetak: gambar rusak. Nomornya dibatalkan dengan alasan ini.",
    ),
    (KeyboardInterrupt(), "Dihentikan karena gangguan teknis."),
    (SystemExit(1), "Dihentikan karena gangguan teknis."),
    (MemoryError(), "Dihentikan karena gangguan teknis."),
    (ZeroDivisionError("secret detail"), "Dihentikan karena gangguan teknis."),
]


@pytest.mark.parametrize(("failure", "reason"), FAILURES, ids=lambda value: type(value).__name__)
def test_whatever_ends_the_drawing_leaves_a_void_number_with_its_reason_and_nothing_else(
    world: World, failure: BaseException, reason: str
) -> None:
    def fail() -> None:
        raise failure

    world.press.meanwhile = fail
    with pytest.raises(type(failure)) as caught:
        take(world.desk, APPROVE)
    assert caught.value is failure
    assert world.status() == [f"void: {reason}"]
    assert world.nothing_happened()


def test_after_a_void_number_the_same_step_can_be_taken_with_the_next(world: World) -> None:
    world.press.meanwhile = lambda: 1 // 0
    with pytest.raises(ZeroDivisionError):
        take(world.desk, APPROVE)
    world.press.meanwhile = lambda: None
    assert take(world.desk, APPROVE)[0]["decree"]["number"] == "approve-office/2/2026"


@pytest.mark.parametrize("again", [Busy, OSError, RuntimeError, ZeroDivisionError])
@pytest.mark.parametrize(
    "first",
    [DrawingFailed(problem="gambar rusak.", problem_en="a picture is broken."), MemoryError(), KeyboardInterrupt()],
    ids=lambda value: type(value).__name__,
)
def test_when_even_the_voiding_fails_the_first_failure_is_told_and_the_lease_ends_the_booking(
    world: World, first: BaseException, again: type[Exception]
) -> None:
    def fail() -> None:
        world.store.closed_from, world.store.closed_by = 0, again
        raise first

    world.press.meanwhile = fail
    with pytest.raises(type(first)) as caught:
        take(world.desk, APPROVE)
    assert caught.value is first
    assert world.status() == ["booked"]
    world.store.closed_from, world.press.meanwhile = 99, lambda: None
    world.clock.wall += LEASE
    assert take(world.desk, APPROVE)[0]["decree"]["number"] == "approve-office/2/2026"
    assert world.status() == [f"void: {LEASE_OVER}", "issued"]
