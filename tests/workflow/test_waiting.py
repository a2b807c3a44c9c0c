"""Whom a proposal waits for, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from workflow import deadlines
from workflow.authority import Kind, Role
from workflow.parameters import ParameterFacts
from workflow.planning.working_days import WorkingDays
from workflow.process import next_roles
from workflow.rules import RULES
from workflow.states import ENDED, State
from workflow.waiting import onward, waits_for

DAY = date(2026, 6, 2)
"""A Tuesday."""


def told(subject: str, name: str, value: str, kind: str | None = None) -> tuple[ParameterFacts, ...]:
    return (ParameterFacts(subject, name, kind, value, date(2026, 1, 1), None),)


def due(state: State, kind: Kind = Kind.INTERNAL, parameters: tuple[ParameterFacts, ...] = ()) -> date | None:
    return deadlines.due(state, DAY, kind, parameters, WorkingDays(), None)


@pytest.mark.parametrize("state", State)
def test_one_verb_carries_on_from_every_state_that_has_not_ended(state: State) -> None:
    assert (onward(state) is None) == (state in ENDED)


def test_a_monitored_move_is_carried_on_by_its_conclusion_and_not_by_a_correction() -> None:
    assert onward(State.monitoring) == "conclude"


@pytest.mark.parametrize("state", State)
def test_without_a_chain_a_proposal_waits_for_those_who_take_the_step(state: State) -> None:
    assert waits_for(state, Kind.INTERNAL, (), (), DAY) == (next_roles(state), None)


def test_initials_are_waited_for_in_their_order_and_then_the_signature() -> None:
    chain = told("endorsement", "approve", "hr_officer,hr_head")
    given: list[tuple[str, str]] = []
    waited = []
    for office in ("hr_officer", "hr_head", ""):
        waited.append(waits_for(State.approval, Kind.INTERNAL, given, chain, DAY))
        given.append(("approve", office))
    assert waited == [((Role.hr_officer,), "approve"), ((Role.hr_head,), "approve"), ((Role.authority,), None)]


def test_a_chain_of_another_kind_or_another_verb_is_not_waited_for() -> None:
    for chain in (told("endorsement", "approve", "hr_head", "ANTAR_PUSAT"), told("endorsement", "reject", "hr_head")):
        assert waits_for(State.approval, Kind.INTERNAL, (), chain, DAY) == ((Role.authority,), None)


def test_a_deadline_is_counted_in_working_days_by_state_and_route() -> None:
    assert due(State.needs_analysis) == date(2026, 6, 16)
    assert due(State.approval) == date(2026, 6, 23)
    assert due(State.approval, Kind.ANTAR_PUSAT) == date(2026, 7, 14)
    assert due(State.consent, Kind.ANTAR_PUSAT) == date(2026, 7, 7)


def test_a_holiday_moves_a_deadline_by_a_day() -> None:
    calendar = WorkingDays({date(2026, 6, 16): "Tahun Baru Islam"})
    assert deadlines.due(State.evaluation, DAY, Kind.INTERNAL, (), calendar, None) == date(2026, 6, 24)
    assert due(State.evaluation) == date(2026, 6, 23)


def test_the_agency_may_set_another_limit() -> None:
    assert due(State.draft, parameters=told("deadline", "draft", "1")) == date(2026, 6, 3)


@pytest.mark.parametrize("state", [*ENDED, State.monitoring])
def test_nothing_is_due_of_what_has_ended_or_is_only_watched(state: State) -> None:
    assert due(state) is None


def test_a_monitored_move_is_due_ten_working_days_after_its_last_review() -> None:
    last = max(deadlines.reviews(date(2026, 7, 1), Kind.INTERNAL, (), DAY).values())
    assert last == date(2026, 12, 28)
    assert deadlines.due(State.monitoring, DAY, Kind.INTERNAL, (), WorkingDays(), last) == date(2027, 1, 11)


def test_the_reviews_are_those_that_the_rule_asks_for() -> None:
    asked = RULES["R-MON-01"].parameters["days"]
    assert (asked.subject, asked.name, asked.default) == ("R-MON-01", deadlines.REVIEWS.name, deadlines.REVIEWS.default)
    own = told("R-MON-01", "days", "10,20")
    assert deadlines.reviews(DAY, Kind.INTERNAL, own, DAY) == {10: date(2026, 6, 12), 20: date(2026, 6, 22)}


def test_a_day_is_late_by_the_working_days_since() -> None:
    friday, days = date(2026, 6, 5), (5, 6, 7, 8, 9)
    assert [deadlines.late(friday, date(2026, 6, day), WorkingDays()) for day in days] == [0, 0, 0, 1, 2]
    assert deadlines.late(friday, DAY, WorkingDays()) == 0
