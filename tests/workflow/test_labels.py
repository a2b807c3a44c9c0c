"""Every state, role and verb has its words in both languages, and every state its place."""

from __future__ import annotations

import pytest

from workflow.authority import GIVEN_ROLES, ROLE_LABELS, Role
from workflow.process import ASIDE, EDGES, VERBS
from workflow.states import BEFORE_DECISION, DECIDED, ENDED, LABELS, OPEN, RUNNING, STAGES, State, label


@pytest.mark.parametrize("state", State)
def test_every_state_is_named_in_both_languages(state: State) -> None:
    assert state.name == state.value
    assert label(state) == label(state.value) == LABELS[state][0] != ""
    assert label(state, "en") == LABELS[state][1] != ""
    assert label(state) != label(state, "en")


def test_no_two_states_have_the_same_label() -> None:
    for language in ("id", "en"):
        assert len({label(state, language) for state in State}) == len(State)


def test_an_unknown_state_has_no_label() -> None:
    with pytest.raises(ValueError, match="limbo"):
        label("limbo")


def test_every_state_belongs_to_exactly_one_group() -> None:
    groups = [(State.draft,), BEFORE_DECISION, DECIDED, (State.suspended,), ENDED]
    assert sorted(state for group in groups for state in group) == sorted(State)


def test_the_groups_of_groups_follow_the_stages() -> None:
    assert (*BEFORE_DECISION, *DECIDED) == RUNNING
    assert (*RUNNING, State.suspended) == OPEN
    assert [state for state in RUNNING if state in STAGES] == list(STAGES)
    assert set(RUNNING) - set(STAGES) == {State.consent, State.advice}


def test_ended_states_are_those_that_no_row_leaves() -> None:
    assert set(State) - {edge.source for edge in EDGES} == set(ENDED)


@pytest.mark.parametrize("role", Role)
def test_every_role_is_named_in_both_languages(role: Role) -> None:
    id_, en = ROLE_LABELS[role]
    assert id_
    assert en


def test_the_proposer_is_a_role_that_no_account_is_given() -> None:
    assert set(Role) - set(GIVEN_ROLES) == {Role.proposer}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_words_its_form_and_a_row(verb: str) -> None:
    words = VERBS[verb]
    assert words.name == verb == words.form
    assert words.id
    assert words.en
    assert words.id != words.en
    assert verb in {edge.verb for edge in EDGES}


def test_the_note_is_the_reason_of_these_verbs() -> None:
    asking = {name for name, verb in VERBS.items() if verb.note_required}
    assert asking == {"send_back", "reject", "withdraw", "suspend", "resume", "annul"}
    assert asking - {"resume"} == ASIDE
