"""The courses of proposals: what became of them, and how long each stage took, in working days."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.reporting.period import Period
from storage.tables import Proposal, Transition, table
from workflow.authority import Kind
from workflow.planning.working_days import WorkingDays
from workflow.states import ENDED, State

_proposal, _t = table(Proposal), table(Transition)

PROPOSALS = sa.select(_proposal.c.id, _proposal.c.kind, _proposal.c.proposed_on).where(
    _proposal.c.proposed_on <= sa.bindparam("last")
)
CHANGES = (
    sa.select(_t.c.proposal, _t.c.from_state, _t.c.to_state, _t.c.at)
    .where(_t.c.at < sa.bindparam("ends"), _t.c.from_state != _t.c.to_state)
    .order_by(_t.c.proposal, _t.c.version)
)


@dataclass(frozen=True)
class Stay:
    """A proposal's stay in a state; `left` is None while it lasts."""

    proposal: int
    kind: Kind
    state: State
    entered: date
    left: date | None


def stays(connection: sa.Connection, period: Period) -> Iterator[Stay]:
    """Every stay of every proposal until the end of a period, each proposal's in order."""
    changes: dict[int, list[Any]] = {}
    for row in connection.execute(CHANGES, {"ends": period.ends}):
        changes.setdefault(row.proposal, []).append(row)
    for proposal in connection.execute(PROPOSALS, {"last": period.last}):
        state, entered, kind = State.draft, proposal.proposed_on, Kind(proposal.kind)
        for row in changes.get(proposal.id, ()):
            left = period.day(row.at)
            yield Stay(proposal.id, kind, state, entered, left)
            state, entered = State(row.to_state), left
        yield Stay(proposal.id, kind, state, entered, None)


def outcomes(stayed: list[Stay], period: Period) -> list[dict[str, Any]]:
    """By kind: how many were carried over from before, how many are new, and where they stand when the period ends."""
    first: dict[int, date] = {}
    for stay in stayed:
        first.setdefault(stay.proposal, stay.entered)
    found: dict[Kind, Counter[str]] = {}
    for stay in stayed:
        over = stay.state in ENDED and stay.entered < period.first
        if stay.left is None and not over:
            age = "carried" if first[stay.proposal] < period.first else "new"
            found.setdefault(stay.kind, Counter()).update((age, stay.state.value))
    return [_outcome(kind, found[kind]) for kind in Kind if kind in found]


def _outcome(kind: Kind, counted: Counter[str]) -> dict[str, Any]:
    states = {state.value: counted[state.value] for state in State if counted[state.value]}
    return {"kind": kind.value, "carried": counted["carried"], "new": counted["new"], "states": states}


def stages(stayed: list[Stay], period: Period, calendar: WorkingDays) -> list[dict[str, Any]]:
    """By state: the stays that ended in the period, their median (the lower of two) and longest working days, and whose was the longest."""
    took: dict[State, list[tuple[int, int]]] = {}
    for stay in stayed:
        if stay.left is not None and period.first <= stay.left <= period.last:
            took.setdefault(stay.state, []).append((calendar.between(stay.entered, stay.left), stay.proposal))
    return [_stage(state, took[state]) for state in State if state in took]


def _stage(state: State, took: list[tuple[int, int]]) -> dict[str, Any]:
    longest, proposal = max(took, key=lambda one: (one[0], -one[1]))
    median = statistics.median_low(days for days, _ in took)
    return {"state": state.value, "count": len(took), "median": median, "longest": longest, "proposal": proposal}
