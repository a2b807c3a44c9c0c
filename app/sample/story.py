"""What happens in the sample city: one proposal for every row of the process table, one on each route, and some cases.

The plan is computed from the table, so that a new row brings a new proposal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.authority import Kind
from workflow.machine import Case, fire
from workflow.planning.working_days import WorkingDays
from workflow.process import ASIDE, EDGES, Edge, verbs_from
from workflow.routes import ROUTES
from workflow.states import DECIDED, State

TODAY = date(2026, 11, 2)
"""The day on which the sample's people, workloads and appraisals were put together."""

SUSPENDED = "suspended_in_"

GAPS = {
    **{"submit": 2, "establish_need": 4, "assess": 6, "socialize": 8, "consent": 5, "advise": 8, "approve": 5},
    **{"implement": 12, "correct": 30, "conclude": 186},
}
"""Verb → days since the step before it; three for those that are not named."""

ADVERSE, ON_BEHALF, ACTING, DISMISSED, OPEN, WAIVED, INITIALS, BAD_PAPER = (
    *("adverse", "on_behalf", "acting", "dismissed", "open_objection"),
    *("waived", "initials", "bad_paper"),
)
"""The cases of the story: a review that found something, a signature a.n. and one by a Plh., an objection that was
dismissed and one that waits for its answer, a rule set aside, a chain of initials that is half done, and a document
that was refused."""

INTERNAL = Kind.INTERNAL
TO_APPROVAL = ("submit", "establish_need", "assess", "socialize")
BETWEEN_TO_APPROVAL = (*TO_APPROVAL, "consent", "advise")
TO_THE_END = ("approve", "implement", "conclude")

EXTRA: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
    *((INTERNAL, (), ""),) * 3,
    *((INTERNAL, ("submit",), ""),) * 2,
    *((INTERNAL, TO_APPROVAL, ""),) * 3,
    *((kind, (*BETWEEN_TO_APPROVAL, *TO_THE_END), "") for kind in ROUTES if kind.between_agencies),
    (INTERNAL, (*TO_APPROVAL, "approve"), ON_BEHALF),
    (INTERNAL, (*TO_APPROVAL, "approve"), ACTING),
    (INTERNAL, (*TO_APPROVAL, "approve", "implement"), DISMISSED),
    (INTERNAL, (*TO_APPROVAL, "approve", "suspend"), OPEN),
    (INTERNAL, (*TO_APPROVAL, "approve"), WAIVED),
    (INTERNAL, (*TO_APPROVAL, "approve", "implement", "correct", "conclude"), ADVERSE),
    (Kind.PROV_KE_KABKOTA, BETWEEN_TO_APPROVAL, INITIALS),
    (Kind.KABKOTA_SATU_PROV, BETWEEN_TO_APPROVAL, BAD_PAPER),
)
"""Further proposals: some work for every desk, one on each route between agencies to its end, and the cases."""

PROPOSER = "pengusul"
MAYOR, ORIGIN, REGIONAL_OFFICE = "Ratna Permadi", "Teuku Iskandar", "Bagus Hartono"
DEPUTY, ASSISTANT = "Hadi Sanjaya", "asisten"
"""Who signs for the mayor: the deputy mayor while she is away, and an assistant on her behalf."""

ACCOUNTS = {
    "submit": "analis",
    "establish_need": "kepala",
    "assess": "ketua",
    "socialize": "petugas",
    "consent": ORIGIN,
    "advise": REGIONAL_OFFICE,
    "approve": MAYOR,
    "implement": "kepala",
    "correct": "kepala",
    "conclude": "kepala",
    "withdraw": PROPOSER,
    "suspend": MAYOR,
    "resume": MAYOR,
    "annul": MAYOR,
}
"""Verb → the sample account that takes it; others go by the state."""

BY_STATE = {
    State.needs_analysis: "kepala",
    State.evaluation: "ketua",
    State.socialization: "petugas",
    State.consent: ORIGIN,
    State.advice: REGIONAL_OFFICE,
    State.approval: MAYOR,
}
"""Who sends back or rejects; at socialization the head rejects."""


@dataclass(frozen=True)
class Step:
    """One step of the story: the day, the verb, who takes it."""

    day: date
    verb: str
    account: str


@dataclass(frozen=True)
class Plan:
    """One proposal of the story; `started` is the day on which it is written, `case` what is special about it."""

    kind: Kind
    started: date
    steps: tuple[Step, ...]
    case: str = ""

    @property
    def tmt(self) -> date:
        """The date of effect that its approval will fix: a week after it, and not after the implementation."""
        implemented = self.day_of("implement")
        week = (self.day_of("approve") or self.started) + timedelta(days=7)
        return min(week, implemented) if implemented else week

    def day_of(self, verb: str) -> date | None:
        """The day on which a verb is taken, or None when it is not."""
        return next((step.day for step in self.steps if step.verb == verb), None)


def plans(calendar: WorkingDays) -> list[Plan]:
    """Every proposal of the story, by the day on which it is written."""
    wanted = [*((kind_of(edge), path_along(edge), "") for edge in EDGES if not told_elsewhere(edge)), *EXTRA]
    made = [_dated(one, last_day(place, one[1]), calendar) for place, one in enumerate(wanted)]
    return sorted(made, key=lambda plan: plan.started)


def told_elsewhere(edge: Edge) -> bool:
    """Whether a row needs no proposal of its own: a suspension before the decision is walked on the way to its end."""
    return edge.verb == "suspend" and edge.source not in DECIDED


def kind_of(edge: Edge) -> Kind:
    """The kind of transfer on which a row can be walked: one between agencies where consent or advice is taken."""
    names = {edge.source, edge.target, edge.condition.removeprefix(SUSPENDED)}
    if State.advice in names and edge.verb in ("advise", "suspend", "resume"):
        return Kind.KABKOTA_BEDA_PROV
    between = edge.condition == "between" or names & {State.consent, State.advice}
    return Kind.KABKOTA_SATU_PROV if between else INTERNAL


def path_along(edge: Edge) -> tuple[str, ...]:
    """The verbs from a draft along a row, that row's verb last."""
    between = kind_of(edge).between_agencies
    if edge.source is State.suspended:
        return (*path_to(State(edge.condition.removeprefix(SUSPENDED)), between), "suspend", edge.verb)
    return (*path_to(edge.source, between), edge.verb)


def path_to(goal: State, between: bool) -> tuple[str, ...]:
    """The shortest way from a draft to a state, by verbs that carry on."""
    ways: deque[tuple[State, tuple[str, ...]]] = deque([(State.draft, ())])
    while ways:
        state, verbs = ways.popleft()
        if state is goal:
            return verbs
        for verb in verbs_from(state):
            target = fire(verb, Case(state.value, between)) if verb not in ASIDE else None
            if target is not None and target is not state:
                ways.append((target, (*verbs, verb)))
    raise ValueError(f"no way to {goal}")


def last_day(place: int, verbs: tuple[str, ...]) -> date:
    """When a plan ends: spread over the five weeks before the sample's day, or two where the way was long."""
    return TODAY - timedelta(days=3 + place * 7 % (12 if "conclude" in verbs else 34))


def _dated(wanted: tuple[Kind, tuple[str, ...], str], end: date, calendar: WorkingDays) -> Plan:
    kind, verbs, case = wanted
    days = [end]
    for verb in reversed(verbs):
        days.insert(0, days[0] - timedelta(days=GAPS.get(verb, 3)))
    workdays = [_workday(day, calendar) for day in days]
    return Plan(kind, workdays[0], tuple(_steps(kind, verbs, workdays[1:], case)), case)


def _workday(day: date, calendar: WorkingDays) -> date:
    """The day itself, or the first working day after it."""
    return day if calendar.is_working(day) else calendar.after(day, 1)


def _steps(kind: Kind, verbs: tuple[str, ...], days: list[date], story_case: str) -> Iterator[Step]:
    case = Case(State.draft.value, kind.between_agencies)
    for verb, day in zip(verbs, days, strict=True):
        yield Step(day, verb, _taker(verb, State(case.state), story_case))
        case.suspended_from = case.state if verb == "suspend" else case.suspended_from
        fire(verb, case)


def _taker(verb: str, state: State, case: str) -> str:
    if verb == "approve" and case in SIGNERS:
        return SIGNERS[case]
    if (verb, state) == ("reject", State.socialization):
        return "kepala"
    return ACCOUNTS.get(verb) or BY_STATE[state]


SIGNERS = {ON_BEHALF: ASSISTANT, ACTING: DEPUTY}
"""Case → who approves for the mayor."""
