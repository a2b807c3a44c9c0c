"""Every cell of the process: from each state, by each verb, for each role, on each route.

THE_PROMISE is written out by hand, so that a wrong row of the table cannot agree with itself.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from tests.workflow.people import LONG_AGO, TODAY, account, dossier, mandate
from workflow import machine as machinery
from workflow.authority import Actor, Capacity, Held, Kind, Role
from workflow.judgement import ask, edge_for, office_for
from workflow.machine import BadDefinition, Case, build, fire
from workflow.process import EDGES, VERBS, Edge, next_roles, verbs_from
from workflow.rules import RULES, Question
from workflow.states import State

THE_PROMISE = """
    submit          draft                         needs_analysis  analyst
    establish_need  needs_analysis                evaluation      hr_head
    assess          evaluation                    socialization   team_chair
    socialize       socialization/within          approval        hr_officer
    socialize       socialization/between         consent         hr_officer
    consent         consent                       advice          origin_authority
    advise          advice                        approval        bkn
    approve         approval                      implementation  authority
    implement       implementation                monitoring      hr_head
    correct         monitoring                    monitoring      hr_head
    conclude        monitoring                    completed       hr_head

    send_back       evaluation                    needs_analysis  team_chair
    send_back       socialization                 needs_analysis  hr_officer
    send_back       consent                       needs_analysis  origin_authority
    send_back       advice                        needs_analysis  bkn
    send_back       approval                      needs_analysis  authority

    reject          needs_analysis                rejected        hr_head
    reject          evaluation                    rejected        team_chair
    reject          socialization                 rejected        hr_head
    reject          consent                       rejected        origin_authority
    reject          advice                        rejected        bkn
    reject          approval                      rejected        authority

    withdraw        needs_analysis                withdrawn       proposer
    withdraw        evaluation                    withdrawn       proposer
    withdraw        socialization                 withdrawn       proposer
    withdraw        consent                       withdrawn       proposer
    withdraw        advice                        withdrawn       proposer
    withdraw        approval                      withdrawn       proposer

    suspend         needs_analysis                suspended       authority
    suspend         evaluation                    suspended       authority
    suspend         socialization                 suspended       authority
    suspend         consent                       suspended       authority
    suspend         advice                        suspended       authority
    suspend         approval                      suspended       authority
    suspend         implementation                suspended       authority
    suspend         monitoring                    suspended       authority

    resume          suspended/needs_analysis      needs_analysis  authority
    resume          suspended/evaluation          evaluation      authority
    resume          suspended/socialization       socialization   authority
    resume          suspended/consent             consent         authority
    resume          suspended/advice              advice          authority
    resume          suspended/approval            approval        authority
    resume          suspended/implementation      implementation  authority
    resume          suspended/monitoring          monitoring      authority

    annul           implementation                annulled        authority
    annul           monitoring                    annulled        authority
    annul           suspended/implementation      annulled        authority
    annul           suspended/monitoring          annulled        authority
"""

ROWS = [tuple(line.split()) for line in THE_PROMISE.splitlines() if line.strip()]

RUNNING = (
    *("needs_analysis", "evaluation", "socialization", "consent", "advice", "approval"),
    *("implementation", "monitoring"),
)
PLACES = [(state.value, None) for state in State if state != "suspended"] + [("suspended", was) for was in RUNNING]
ROUTES = {"within": "INTERNAL", "between": "KABKOTA_SATU_PROV"}
NOBODY = account("tamu")


def promised(verb: str, state: str, was: str | None, route: str) -> tuple[str, str] | None:
    """The (target, role) that the promise gives, if any."""
    here = {state, f"{state}/{route}", f"{state}/{was}"}
    found = [(to, role) for name, source, to, role in ROWS if name == verb and source in here]
    assert len(found) <= 1
    return found[0] if found else None


def place_name(place: tuple[str, str | None]) -> str:
    return place[0] if place[1] is None else f"{place[0]}, before that {place[1]}"


HOLDINGS = {
    "role": True,
    "role from today": True,
    "role from tomorrow": False,
    "role, while a mandate of another names the office": False,
    "role, before a mandate of another names it": True,
    **dict.fromkeys(("definitif", "plt", "plh", "an", "ub"), True),
    **dict.fromkeys(("definitif, over", "plt, over", "plh, over", "an, over", "ub, over"), False),
    **dict.fromkeys(("definitif, to come", "plt, to come", "plh, to come", "an, to come", "ub, to come"), False),
}
"""How an office can be held, and whether it then is. Who only acts is stopped by a rule, and at approve alone."""

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PERIODS = {
    "": {"starts": NOON, "ends": NOON + SECOND},
    "over": {"starts": NOON - SECOND, "ends": NOON},
    "to come": {"starts": NOON + SECOND, "ends": None},
}
DAYS = {"role from today": TODAY, "role from tomorrow": TODAY + timedelta(days=1)}


def holder(how: str, role: Role) -> Actor:
    """Someone who holds this office in this way, and no other."""
    if how.startswith("role"):
        begun = {
            "role, while a mandate of another names the office": NOON,
            "role, before a mandate of another names it": NOON + SECOND,
        }
        mandated = {role: begun[how]} if how in begun else {}
        return Actor("seseorang", roles={role: DAYS.get(how, LONG_AGO)}, mandated=mandated)
    capacity, _, when = how.partition(", ")
    one = mandate(role, Capacity(capacity), **PERIODS[when])
    return Actor("seseorang", mandates=(one,), mandated={role: NOON - timedelta(days=400)})


OFFICES = [role for role in Role if role is not Role.proposer]
ACTORS = [(how, role, holder(how, role)) for how in HOLDINGS for role in OFFICES]


@pytest.mark.parametrize("place", PLACES, ids=place_name)
@pytest.mark.parametrize("kind", Kind)
def test_a_verb_is_open_to_the_offices_that_the_promise_names_however_they_are_held_and_to_no_one_else(
    kind: Kind, place: tuple[str, str | None]
) -> None:
    state, was = place
    case = dossier(state=state, suspended_from=was, kind=kind.value)
    route = "within" if kind is Kind.INTERNAL else "between"
    for verb in VERBS:
        edge, expected = edge_for(verb, case), promised(verb, state, was, route)
        assert (edge and edge.target.value) == (expected and expected[0]), verb
        if edge is None or expected is None:
            continue
        for how, role, actor in ACTORS:
            office, reasons = office_for(edge, actor, case, NOON, TODAY)
            may = HOLDINGS[how] and role.value == expected[1]
            assert (office is not None and office.role is role) == may, (verb, role.value, how)
            assert (reasons == []) == may, (verb, role.value, how)


DECIDES = {"definitif": True, "plt": False, "plh": False, "an": True, "ub": True}
"""Capacity → whether it may decide a transfer without a written consent."""


@pytest.mark.parametrize("capacity", DECIDES)
@pytest.mark.parametrize("kind", Kind)
def test_whoever_only_acts_is_stopped_at_the_decision_and_nowhere_else(kind: Kind, capacity: str) -> None:
    case = dossier(kind=kind.value)
    for edge in EDGES:
        who = Held(edge.roles[0], mandate(edge.roles[0], Capacity(capacity)))
        question = Question(case, account("seseorang"), edge.verb, TODAY, held=who)
        stops = {finding.rule for finding in ask(edge, question) if finding.blocks} & {"R-WEN-01", "R-WEN-04"}
        stopped = edge.verb == "approve" and not DECIDES[capacity]
        assert stops == ({"R-WEN-04"} if stopped else set()), edge


@pytest.mark.parametrize("place", PLACES, ids=place_name)
@pytest.mark.parametrize("route", ROUTES)
def test_the_proposer_of_the_case_may_withdraw_it_and_nothing_else(route: str, place: tuple[str, str | None]) -> None:
    case = dossier(state=place[0], suspended_from=place[1], kind=ROUTES[route])
    facts = case.proposal.proposed_by
    for verb in VERBS:
        edge, expected = edge_for(verb, case), promised(verb, *place, route)
        if edge is not None and expected is not None:
            office, _ = office_for(edge, account(facts.account, nip=facts.nip), case, NOON, TODAY)
            assert (office is not None) == (expected[1] == "proposer"), verb
            assert office_for(edge, NOBODY, case, NOON, TODAY)[0] is None


def test_the_promise_and_the_table_have_the_same_number_of_rows() -> None:
    assert len(EDGES) == len(ROWS)


def test_nobody_without_a_role_may_take_any_row() -> None:
    for edge in EDGES:
        office, reasons = office_for(edge, NOBODY, dossier(), NOON, TODAY)
        assert office is None
        assert edge.verb in reasons[0].sentence("id")
        assert edge.verb in reasons[0].sentence("en")


@pytest.mark.parametrize("state", ["completed", "rejected", "withdrawn", "annulled"])
def test_no_verb_leaves_from_an_ended_proposal(state: str) -> None:
    assert verbs_from(State(state)) == ()
    assert next_roles(State(state)) == ()


def test_the_worklist_waits_for_those_who_carry_a_proposal_on() -> None:
    waits = {state.value: [role.value for role in next_roles(state)] for state in State if next_roles(state)}
    assert waits == {
        "draft": ["analyst"],
        "needs_analysis": ["hr_head"],
        "evaluation": ["team_chair"],
        "socialization": ["hr_officer"],
        "consent": ["origin_authority"],
        "advice": ["bkn"],
        "approval": ["authority"],
        "implementation": ["hr_head"],
        "monitoring": ["hr_head"],
        "suspended": ["authority"],
    }


def row_name(edge: Edge) -> str:
    return f"{edge.verb} from {edge.source} to {edge.target} {edge.condition}".strip()


INDISPENSABLE = ("submit", "conclude")
"""Without one of these some state cannot be reached, and the machine is not even built."""


@pytest.mark.parametrize("edge", EDGES, ids=row_name)
def test_a_row_that_is_taken_out_of_the_table_can_no_longer_be_taken(edge: Edge) -> None:
    rest = [other for other in EDGES if other != edge]
    was = edge.condition.removeprefix("suspended_in_")
    assert fire(edge.verb, Case(edge.source, edge.condition == "between", was)) == edge.target
    if edge.verb in INDISPENSABLE:
        with pytest.raises(BadDefinition, match="cannot be reached"):
            build(rest, VERBS, RULES)
        return
    case = Case(edge.source, edge.condition == "between", was)
    assert fire(edge.verb, case, on=build(rest, VERBS, RULES)) is None
    assert case.state == edge.source


def test_without_its_row_nobody_can_approve(monkeypatch: pytest.MonkeyPatch) -> None:
    case = dossier(state="approval")
    assert edge_for("approve", case) is not None
    without = build([edge for edge in EDGES if edge.verb != "approve"], VERBS, RULES)
    monkeypatch.setattr(machinery, "machine", lambda: without)
    assert edge_for("approve", case) is None


@EXAMPLES
@given(
    route=st.sampled_from(list(ROUTES)),
    verbs=st.lists(st.sampled_from([*VERBS, "to_completed", "trigger", "", "state"]), max_size=40),
)
def test_whatever_is_asked_a_proposal_moves_by_the_promise_only(route: str, verbs: list[str]) -> None:
    state, was = "draft", None
    for verb in verbs:
        case = Case(state, route == "between", was)
        moved = fire(verb, case)
        expected = promised(verb, state, was, route)
        assert moved == (expected[0] if expected else None)
        assert case.state == (expected[0] if expected else state)
        if moved is not None:
            was = state if moved == "suspended" else None
            state = moved.value


def test_the_machine_offers_no_way_to_jump_to_a_state() -> None:
    assert set(machinery.machine().events) == set(VERBS)


def test_firing_leaves_no_trace_in_the_machine() -> None:
    assert fire("submit", Case("draft", False)) == State.needs_analysis
    assert fire("submit", Case("draft", False)) == State.needs_analysis
    assert machinery.machine().models == []


def test_a_proposal_that_was_never_suspended_cannot_be_resumed() -> None:
    assert fire("resume", Case("suspended", False, None)) is None
    assert fire("annul", Case("suspended", False, "approval")) is None
