"""Seats are asked for a day: who holds a post, who will, who is leaving, and who must be told that it is full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.wiring import Office
from storage import dossiers, seats
from storage.tables import Assignment, Booking, Person, table
from tests import world
from workflow.dossier import Dossier
from workflow.errors import InvalidField, Refused, StepRefused
from workflow.rules import RULES, Finding, Outcome, Question


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def free(office: Office, post: str, day: date | None = None) -> int:
    with office.database.reading() as connection:
        return seats.free_seats(connection, post, day or office.today)


def dossier(office: Office, proposal: int, day: date | None = None) -> Dossier:
    with office.database.reading() as connection:
        return dossiers.dossier(connection, proposal, day or office.today)


def home_of(office: Office, proposal: int, day: date | None = None) -> str:
    """Where the person of a proposal sits on a day."""
    with office.database.reading() as connection:
        return dossiers.sits(connection, world.show(office, proposal)["nip"], day or office.today).post


def floor(office: Office, proposal: int) -> Finding:
    """What the rule about the releasing unit's floor finds."""
    question = Question(dossier(office, proposal), None, "establish_need", office.today)  # type: ignore[arg-type]
    return RULES["R-KEB-03"].find(question)


def test_a_post_has_as_many_seats_as_its_workload_needs_people(office: Office) -> None:
    assert (free(office, world.TARGET), free(office, world.SINGLE), free(office, world.HOME)) == (3, 1, 0)


def test_a_move_reserves_until_its_day_and_holds_from_then_on(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    tmt = world.tmt_of(office, proposal)
    assert tmt == date(2026, 7, 1)
    before, on, after = tmt - timedelta(days=1), tmt, tmt + timedelta(days=1)
    assert [home_of(office, proposal, day) for day in (before, on, after)] == [world.HOME, world.TARGET, world.TARGET]
    counted = [dossier(office, proposal, day).occupancy for day in (before, on, after)]
    assert [(o.holders, o.reserved) for o in counted] == [(0, 1), (1, 0), (1, 0)]
    assert [free(office, world.TARGET, day) for day in (before, on, after)] == [2, 2, 2]
    assert [free(office, world.HOME, day) for day in (before, on, after)] == [1, 1, 1]


def test_who_is_about_to_leave_releases_a_seat_at_once(office: Office) -> None:
    leaving, coming = world.propose(office), world.propose(office, world.BUDI, world.HOME)
    world.step(office, coming, "submit")
    with pytest.raises(StepRefused, match="no place left"):
        world.step(office, coming, "establish_need")
    world.carry(office, leaving, "implementation")
    assert world.step(office, coming, "establish_need")["to"] == "evaluation"


def test_the_last_assignment_counts(office: Office) -> None:
    first = world.propose(office)
    world.carry(office, first, "completed")
    office.clock.forward(days=800)
    with office.database.transaction() as connection:
        seats.give(connection, first, world.SARI, world.SINGLE, office.today - timedelta(days=3), "800/lama")
        seats.give(connection, first, world.SARI, "PENATA-DIK", office.today, "800/baru")
    assert home_of(office, first, office.today - timedelta(days=4)) == world.TARGET
    assert home_of(office, first, office.today - timedelta(days=1)) == world.SINGLE
    assert home_of(office, first) == "PENATA-DIK"


def test_of_two_assignments_from_one_day_the_later_decree_counts(office: Office) -> None:
    proposal = world.propose(office)
    with office.database.transaction() as connection:
        for post in (world.SINGLE, world.TARGET):
            seats.give(connection, proposal, world.SARI, post, office.today, f"800/{post}")
    assert home_of(office, proposal) == world.TARGET
    assert (free(office, world.SINGLE), free(office, world.TARGET)) == (1, 2)


def test_a_workbook_that_is_newer_than_an_assignment_overrides_it(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "monitoring")
    with office.database.transaction() as connection:
        mine = table(Person).c.nip == world.SARI
        moved = {"post": world.SINGLE, "post_since": date(2026, 7, 2)}
        connection.execute(table(Person).update().where(mine).values(**moved))
    assert home_of(office, proposal, date(2026, 7, 2)) == world.SINGLE
    assert free(office, world.SINGLE, date(2026, 7, 2)) == 0


def test_while_a_move_is_suspended_its_day_does_not_come(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    world.step(office, proposal, "suspend")
    long_after = date(2026, 9, 1)
    assert home_of(office, proposal, long_after) == world.HOME
    assert free(office, world.TARGET, long_after) == 2


def test_a_resumption_moves_a_day_that_has_passed_and_no_other(office: Office) -> None:
    late, early = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    for proposal in (late, early):
        world.carry(office, proposal, "implementation")
        world.step(office, proposal, "suspend")
    office.clock.forward(days=10)
    world.step(office, early, "resume")
    assert world.tmt_of(office, early) == date(2026, 7, 1)
    office.clock.forward(days=40)
    world.step(office, late, "resume")
    assert world.tmt_of(office, late) == office.today == date(2026, 7, 22)
    assert home_of(office, late) == world.TARGET
    told = world.data_of(office, late, "implement")
    with pytest.raises(Exception, match="before the date of effect"):
        world.step(office, late, "implement", data=told | {"started": "2026-07-21"})
    assert world.step(office, late, "implement")["to"] == "monitoring"
    world.assert_sound(office)


def test_a_suspension_after_the_day_leaves_the_person_in_the_new_post(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "monitoring")
    world.step(office, proposal, "suspend")
    assert home_of(office, proposal) == world.TARGET
    world.step(office, proposal, "resume")
    assert world.tmt_of(office, proposal) == date(2026, 7, 1)


def test_an_annulment_before_the_day_gives_the_seat_back_and_nobody_moves(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    world.step(office, proposal, "annul")
    assert (free(office, world.TARGET), free(office, world.HOME)) == (3, 0)
    assert home_of(office, proposal, date(2026, 8, 1)) == world.HOME


def test_before_the_day_nobody_is_sent_anywhere(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    with pytest.raises(Exception, match="the move is not in effect"):
        world.step(office, proposal, "annul", data={"returns_to": world.SINGLE})


def test_an_annulment_after_the_day_returns_the_person_to_the_old_post(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "monitoring")
    office.clock.forward(days=3)
    world.step(office, proposal, "annul")
    assert home_of(office, proposal) == world.HOME
    assert home_of(office, proposal, office.today - timedelta(days=1)) == world.HOME
    assert (free(office, world.TARGET), free(office, world.HOME)) == (3, 0)
    world.assert_sound(office)


def test_a_person_whose_old_post_was_filled_returns_to_another_with_a_place(office: Office) -> None:
    proposal, successor = world.propose(office), world.propose(office, world.BUDI, world.HOME)
    world.carry(office, proposal, "implementation")
    world.carry(office, successor, "implementation")
    world.reach(office, world.tmt_of(office, proposal))
    before = len(world.rows(office, Booking))
    with pytest.raises(InvalidField, match="returns_to: the post ANALIS-KES has no place left"):
        world.step(office, proposal, "annul")
    assert len(world.rows(office, Booking)) == before
    world.step(office, proposal, "annul", data={"returns_to": world.SINGLE})
    assert home_of(office, proposal) == world.SINGLE
    assert (free(office, world.SINGLE), free(office, world.TARGET)) == (0, 3)
    world.assert_sound(office)


def test_a_person_suspended_before_the_day_has_nowhere_to_return_from(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    world.step(office, proposal, "suspend")
    office.clock.forward(days=90)
    world.step(office, proposal, "annul")
    assert home_of(office, proposal) == world.HOME
    assert [row["cancelled_by"] is not None for row in world.rows(office, Assignment)] == [True]
    world.assert_sound(office)


def test_a_unit_that_falls_below_its_floor_is_warned_about(office: Office) -> None:
    # The health department has seven people and a floor of four.
    moves = [world.propose(office, nip) for nip in world.COLLEAGUES[:4]]
    found = []
    for proposal in moves[:3]:
        found.append(floor(office, proposal))
        world.carry(office, proposal, "implementation")
    found.append(floor(office, moves[3]))
    assert [f.values["left"] for f in found] == [6, 5, 4, 3]
    assert [f.outcome for f in found] == [Outcome.met, Outcome.met, Outcome.met, Outcome.unmet]
    assert not found[3].blocks


def test_who_is_coming_to_a_unit_counts_for_its_floor(office: Office) -> None:
    leaving, coming = world.propose(office), world.propose(office, world.BUDI, world.HOME)
    world.carry(office, leaving, "implementation")
    world.carry(office, coming, "implementation")
    assert floor(office, world.propose(office, world.COLLEAGUES[1])).values["left"] == 6


def test_the_one_who_finds_a_post_full_is_told_who_took_it(office: Office) -> None:
    winner, loser = (world.propose(office, nip, world.SINGLE) for nip in world.COLLEAGUES[:2])
    for proposal in (winner, loser):
        world.carry(office, proposal, "approval")
    number = world.step(office, winner, "approve")["decree"]["number"]
    with pytest.raises(StepRefused) as refused:
        world.step(office, loser, "approve")
    assert refused.value.sentence("en") == (
        "The target post needs 1 and has no place left; the last was given to Sari Wulandari "
        f"by proposal {winner} with decree {number}. Choose another post."
    )


def test_a_collective_decree_gives_no_more_seats_than_there_are(office: Office) -> None:
    ids = [at_approval(office, nip) for nip in world.COLLEAGUES[:5]]
    before = len(world.rows(office, Booking))
    with pytest.raises(Refused):
        world.step_together(office, ids)
    assert world.rows(office, Assignment) == []
    assert len(world.rows(office, Booking)) == before
    assert len(world.step_together(office, ids[:3])) == 3
    assert free(office, world.TARGET) == 0
    world.assert_sound(office)


def test_of_32_approvals_for_3_seats_exactly_3_win_and_29_are_told_who_took_it(office: Office) -> None:
    rounds = world.ROUNDS
    nips = iter(world.add_people(office, 32 + 3 * rounds))
    waiting = [at_approval(office, next(nips)) for _ in range(32)]
    for turn in range(rounds):
        asked = [world.request(office, id, "approve") for id in waiting]
        results = world.together(32, lambda n, asked=asked: world.take(office.desk, asked[n]))  # type: ignore[misc]
        won = [r[0] for r in results if isinstance(r, list)]
        told = [r.sentence("en") for r in results if isinstance(r, StepRefused)]
        assert (len(won), len(told)) == (3, 29), f"round {turn}: {results}"
        numbers = [answer["decree"]["number"] for answer in won]
        assert all(any(f"with decree {number}." in sentence for number in numbers) for sentence in told)
        assert free(office, world.TARGET) == 0
        for answer in won:
            world.step(office, answer["proposal"], "annul")
            waiting.remove(answer["proposal"])
        waiting += [at_approval(office, next(nips)) for _ in range(3)]
    print(f"{rounds} rounds, {len(world.rows(office, Booking))} numbers")
    world.assert_sound(office)


def at_approval(office: Office, nip: str) -> int:
    proposal = world.propose(office, nip, world.TARGET)
    world.carry(office, proposal, "approval")
    return proposal
