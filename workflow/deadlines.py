"""Deadlines: the day by which a proposal should leave its state, in working days, by state and route."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from workflow.authority import Kind
from workflow.parameters import Parameter, ParameterFacts
from workflow.planning.working_days import WorkingDays
from workflow.states import LABELS, State

DAYS: dict[State, int] = {
    State.draft: 10,
    State.needs_analysis: 10,
    State.evaluation: 15,
    State.socialization: 10,
    State.consent: 25,
    State.advice: 15,
    State.approval: 30,
    State.implementation: 30,
    State.suspended: 30,
}
"""State → working days that ship: for consent, advice and inauguration by Peraturan BKN 5/2019 and Perka BKN 7/2017,
for the others what an office can promise."""

WITHIN: dict[State, int] = {State.approval: 15}
"""State → working days inside one agency, where no other agency waits."""

LIMITS: dict[State, Parameter] = {
    state: Parameter(
        "deadline",
        state.value,
        days,
        (f"hari kerja pada tahap {LABELS[state][0]}", f"working days in {LABELS[state][1]}"),
        within=WITHIN.get(state),
        lowest=1,
    )
    for state, days in DAYS.items()
}
"""State → its limit, as a value that may be set."""

REVIEWS = Parameter("R-MON-01", "days", (30, 90, 180), ("hari", "days"))
"""Days after the date of effect on which a move is reviewed, as R-MON-01 asks for them at the conclusion."""

AFTER_REVIEWS = 10
"""Working days that the conclusion may take after the last review is due."""


def due(
    state: State,
    entered: date,
    kind: Kind,
    told: Iterable[ParameterFacts],
    calendar: WorkingDays,
    last_review: date | None,
) -> date | None:
    """The day by which the proposal should leave its state; None where nothing waits.

    Args:
        entered: the day on which it came into the state.
        last_review: while it is monitored, the day of the last review.
    """
    if state is State.monitoring and last_review is not None:
        return calendar.after(last_review, AFTER_REVIEWS)
    limit = LIMITS.get(state)
    if limit is None:
        return None
    days = limit.value(told, kind, entered)
    assert isinstance(days, int)
    return calendar.after(entered, days)


def reviews(tmt: date, kind: Kind, told: Iterable[ParameterFacts], day: date) -> dict[int, date]:
    """Interval in days → the day of that review of a move that took effect on `tmt`, as `day` has the intervals."""
    intervals = REVIEWS.value(told, kind, day)
    assert isinstance(intervals, tuple)
    return {int(days): tmt + timedelta(days=int(days)) for days in intervals}


def late(due: date, today: date, calendar: WorkingDays) -> int:
    """Working days that have passed since a deadline; 0 until it has passed."""
    return max(0, calendar.between(due, today))
