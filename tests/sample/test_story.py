"""The sample city's story walks every row, carries someone to the end on each route, and is played on lawful days."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from app.sample.asides import asides
from app.sample.governing import COLLECTIVE_LEAVE
from app.sample.story import TODAY, Plan, plans
from app.sample.telling import REVIEWS, Scene, data_for
from workflow.machine import Case, fire
from workflow.planning.working_days import WorkingDays
from workflow.process import EDGES, Edge
from workflow.routes import ROUTES
from workflow.states import State

CALENDAR = WorkingDays(COLLECTIVE_LEAVE)
STORY = plans(CALENDAR)


def walked(plan: Plan) -> list[Edge]:
    """The rows that a plan walks."""
    case, rows = Case(State.draft.value, plan.kind.between_agencies), []
    for step in plan.steps:
        source = case.state
        case.suspended_from = source if step.verb == "suspend" else case.suspended_from
        target = fire(step.verb, case)
        rows += [e for e in EDGES if (e.verb, e.source, e.target) == (step.verb, State(source), target)]
    return rows


def ends(plan: Plan) -> State:
    rows = walked(plan)
    return rows[-1].target if rows else State.draft


def test_every_row_of_the_table_is_walked() -> None:
    assert {edge for plan in STORY for edge in walked(plan)} >= set(EDGES)


def test_somebody_travels_each_route_to_its_end() -> None:
    assert {plan.kind for plan in STORY if ends(plan) is State.completed} == set(ROUTES)


def test_every_state_has_a_proposal_that_stands_there() -> None:
    assert {ends(plan) for plan in STORY} == set(State)


def test_every_step_is_taken_on_a_working_day_before_the_samples_day() -> None:
    for plan in STORY:
        days = [step.day for step in plan.steps]
        assert days == sorted(days)
        assert all(CALENDAR.is_working(day) and day < TODAY for day in days)


def test_everything_beside_the_steps_happens_on_a_working_day() -> None:
    for plan in STORY:
        assert all(CALENDAR.is_working(one.day) and one.day <= TODAY for one in asides(plan, CALENDAR))


def test_a_conclusion_has_a_review_of_its_own_for_each_interval() -> None:
    concluded = [(plan, step) for plan in STORY for step in plan.steps if step.verb == "conclude"]
    assert len(concluded) > len(ROUTES)
    for plan, step in concluded:
        held = [review["date"] for review in data_for(step, Scene(plan, 0, "01-01"))["reviews"]]
        due = [(plan.tmt + timedelta(days=days)).isoformat() for days in REVIEWS]
        assert held == sorted(set(held))
        assert all(day >= first for day, first in zip(held, due, strict=True))


def test_each_case_is_told_once() -> None:
    told = Counter(plan.case for plan in STORY if plan.case)
    assert len(told) == 8
    assert set(told.values()) == {1}


def test_the_story_is_told_in_the_order_in_which_its_proposals_are_written() -> None:
    assert [plan.started for plan in STORY] == sorted(plan.started for plan in STORY)
