"""Every cell of the process: from each state, by each verb, for each role, on each route.

THE_PROMISE is written out by hand, so that a wrong row of the table cannot agree with itself.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from tests.workflow.people import TODAY, account, dossier
from workflow import machine as machinery
from workflow.authority import Actor, Role
from workflow.dossier import Dossier
from workflow.judgement import edge_for, role_for
from workflow.machine import BadDefinition, Case, build, fire
from workflow.process import EDGES, VERBS, Edge, next_roles, verbs_from
from workflow.rules import RULES
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


def holder_of(role: Role, case: Dossier) -> Actor:
    """Someone who has this role in this case and no other."""
    if role is Role.proposer:
        return account(case.proposal.proposed_by.account, nip=case.proposal.proposed_by.nip)
    return account("seseorang", role)


def place_name(place: tuple[str, str | None]) -> str:
    return place[0] if place[1] is None else f"{place[0]}, before that {place[1]}"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("place", PLACES, ids=place_name)
@pytest.mark.parametrize("route", ROUTES)
def test_a_verb_is_open_to_the_roles_that_the_promise_names_and_to_no_one_else(
    route: str, place: tuple[str, str | None], verb: str
) -> None:
    state, was = place
    case = dossier(state=state, suspended_from=was, kind=ROUTES[route])
    edge = edge_for(verb, case)
    taken = {
        (edge.target.value, role.value)
        for role in Role
        if edge is not None and role_for(edge, holder_of(role, case), case, TODAY)[0] is role
    }
    expected = promised(verb, state, was, route)
    assert taken == ({expected} if expected else set())


def test_the_promise_and_the_table_have_the_same_number_of_rows() -> None:
    assert len(EDGES) == len(ROWS)


def test_nobody_without_a_role_may_take_any_row() -> None:
    for edge in EDGES:
        role, reasons = role_for(edge, NOBODY, dossier(), TODAY)
        assert role is None
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
