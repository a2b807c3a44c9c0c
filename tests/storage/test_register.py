"""The register: in each series and year the numbers are 1 to n, each once, and each is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.wiring import Office
from storage import pages, register
from storage.agency_change import change_agency
from storage.tables import Booking, Decree, Transition
from tests import world
from tests.storage.administrators import do, setting_up
from workflow.booking import Booking as Booked
from workflow.booking import book
from workflow.canonical import sha256
from workflow.drafting import Drawn, draft
from workflow.enacting import enact
from workflow.errors import Conflict, DayPassed, DrawingFailed, Refused, UnknownDecree
from workflow.ports import LEASE_OVER


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def numbers(office: Office) -> list[dict[str, object]]:
    with office.database.reading() as connection:
        return register.register(connection, office.clock.real())


def booked(office: Office, proposal: int, verb: str) -> Booked:
    """A step that was booked and goes no further, as when its process dies."""
    booking = book(office.desk, world.request(office, proposal, verb))
    assert isinstance(booking, Booked)
    return booking


def test_numbers_count_from_one_and_a_failed_drawing_keeps_its_number_as_void(office: Office) -> None:
    first, second = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    world.step(office, first, "submit")
    office.press.fails = DrawingFailed(problem="terlalu besar.", problem_en="too large.")
    with pytest.raises(DrawingFailed):
        world.step(office, second, "submit")
    office.press.fails = None
    world.step(office, second, "submit")
    assert [(e["n"], e["status"], e["proposals"]) for e in numbers(office)] == [
        (1, "issued", [first]),
        (2, "void", [second]),
        (3, "issued", [second]),
    ]
    assert numbers(office)[1]["reason"] == (
        "Keputusan tidak dapat dicetak: terlalu besar. Nomornya dibatalkan dengan alasan ini."
    )
    world.assert_sound(office)


def test_a_refused_step_takes_no_number(office: Office) -> None:
    proposal = world.propose(office)
    with pytest.raises(Refused):
        world.step(office, proposal, "submit", account=world.EMPLOYEE)
    with pytest.raises(Refused):
        world.step(office, proposal, "approve")
    assert numbers(office) == []
    world.step(office, proposal, "submit")
    assert [e["n"] for e in numbers(office)] == [1]


def test_decisions_of_the_mayor_and_of_the_agency_are_numbered_apart(office: Office) -> None:
    approved, rejected = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    world.carry(office, approved, "implementation")
    world.carry(office, rejected, "approval")
    world.step(office, rejected, "reject")
    found = [(e["series"], e["n"], e["number"], e["verb"]) for e in numbers(office) if e["series"] == "SK"]
    assert found == [
        ("SK", 1, "800.1.3.3/1/SK/2026", "approve"),
        ("SK", 2, "800.1.3.3/2/SK/2026", "reject"),
    ]
    others = [e for e in numbers(office) if e["series"] == "PENETAPAN"]
    assert [e["n"] for e in others] == list(range(1, 9))
    assert others[0]["number"] == "800.1.3.1/1/BKPSDM/VI/2026"
    world.assert_sound(office)


@pytest.mark.parametrize(
    ("zone", "last_minute"),
    [
        ("Asia/Jakarta", datetime(2026, 12, 31, 16, 59, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 12, 31, 15, 59, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 12, 31, 14, 59, tzinfo=UTC)),
    ],
)
def test_the_year_of_a_number_is_that_of_the_day_in_the_agency(
    office: Office, zone: str, last_minute: datetime
) -> None:
    do(office, change_agency, {"zone": zone}, who=setting_up(office))
    first, second = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    office.clock.moved = last_minute
    assert world.step(office, first, "submit")["decree"]["number"] == "800.1.3.1/1/BKPSDM/XII/2026"
    office.clock.forward(minutes=1)
    assert world.step(office, second, "submit")["decree"]["number"] == "800.1.3.1/1/BKPSDM/I/2027"
    world.assert_sound(office)


def test_a_step_that_midnight_overtakes_is_void_and_may_be_taken_again(office: Office) -> None:
    proposal = world.propose(office)
    office.clock.moved = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)
    office.press.during = lambda _: office.clock.forward(seconds=2)
    with pytest.raises(DayPassed, match="31 December 2026"):
        world.step(office, proposal, "submit")
    office.press.during = None
    again = world.step(office, proposal, "submit")
    assert again["decree"]["number"] == "800.1.3.1/1/BKPSDM/I/2027"
    assert [(e["year"], e["n"], e["status"]) for e in numbers(office)] == [(2026, 1, "void"), (2027, 1, "issued")]
    assert "31 Desember 2026" in str(numbers(office)[0]["reason"])
    world.assert_sound(office)


def test_a_booking_is_shown_as_booked_while_its_lease_runs_and_as_void_afterwards(office: Office) -> None:
    booked(office, world.propose(office), "submit")
    assert [(e["status"], e["reason"]) for e in numbers(office)] == [("booked", None)]
    office.clock.skew = timedelta(seconds=61)
    assert [(e["status"], e["reason"]) for e in numbers(office)] == [("void", LEASE_OVER)]


def test_an_annulment_and_a_resumption_are_named_beside_what_they_revoke(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    for verb in ("suspend", "resume", "annul"):
        world.step(office, proposal, verb)
    revoked = {e["verb"]: e["revoked_by"] for e in numbers(office) if e["series"] == "SK"}
    assert revoked == {
        "approve": "800.1.3.3/4/SK/2026",
        "suspend": "800.1.3.3/3/SK/2026",
        "resume": None,
        "annul": None,
    }


def test_a_decree_of_two_is_revoked_for_the_one_whose_move_was_annulled(office: Office) -> None:
    ids = [world.propose(office, nip, world.TARGET) for nip in world.COLLEAGUES[:2]]
    for one in ids:
        world.carry(office, one, "approval")
    world.step_together(office, ids)
    told = []
    for one in ids:
        world.step(office, one, "annul")
        told.append(next((e["revoked_by"], e["revoked"]) for e in numbers(office) if e["proposals"] == ids))
        with office.database.reading() as connection:
            page = pages.by_number(connection, "800.1.3.3/1/SK/2026", office.clock.real())
        assert page is not None
        assert (page["revoked_by"], page["revoked"]) == told[-1]
    first, second = ({"proposal": one, "by": f"800.1.3.3/{n}/SK/2026"} for n, one in enumerate(ids, 2))
    assert told == [(None, [first]), ("800.1.3.3/3/SK/2026", [first, second])]


def test_a_decree_is_stored_as_it_was_drawn_and_is_what_history_says(office: Office) -> None:
    proposal = world.propose(office)
    booking = booked(office, proposal, "submit")
    drawing = draft(office.desk, booking)
    assert drawing == draft(office.desk, booking) == Drawn(world.drawn(booking.order))
    (answer,) = enact(office.desk, world.request(office, proposal, "submit"), booking, drawing)
    with office.database.reading() as connection:
        digest, stored = register.decree(connection, booking.number)
    assert stored == drawing.decree
    assert digest == sha256(drawing.decree) == answer["decree"]["sha256"]
    assert [row["decree_sha256"] for row in world.rows(office, Transition)] == [digest]
    assert world.rows(office, Booking)[0]["drawing"] is None


def test_a_number_that_was_never_issued_has_no_decree(office: Office) -> None:
    booked(office, world.propose(office), "submit")
    with office.database.reading() as connection, pytest.raises(UnknownDecree, match="number 800"):
        register.decree(connection, "800.1.3.1/1/BKPSDM/VI/2026")


def test_24_simultaneous_first_numbers_of_a_series_are_1_to_24(office: Office) -> None:
    ids = [world.propose(office, nip, world.HOME) for nip in world.add_people(office, 24, world.TARGET)]
    failing = set(ids[::3])

    def fail_some(order: bytes) -> None:
        if any(f'"proposal":{id},'.encode() in order for id in failing):
            raise DrawingFailed(problem="habis kertas.", problem_en="out of paper.")

    office.press.during = fail_some
    results = world.together(24, lambda n: world.step(office, ids[n], "submit"))
    assert [isinstance(r, DrawingFailed) for r in results] == [id in failing for id in ids]
    assert not any(isinstance(r, Conflict) for r in results)
    found = numbers(office)
    assert [e["n"] for e in found] == list(range(1, 25))
    assert sum(e["status"] == "void" for e in found) == 8
    assert len(world.rows(office, Decree)) == 16
    world.assert_sound(office)
