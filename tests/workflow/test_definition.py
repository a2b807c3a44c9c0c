"""A table that contradicts itself is refused before the program starts with it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import cast

import pytest

from workflow.authority import Role
from workflow.machine import BadDefinition, build, problems
from workflow.process import EDGES, VERBS, Edge, Verb
from workflow.rules import RULES
from workflow.states import State

SHELF = Edge("shelve", State.approval, State.rejected, (Role.authority,), ("R-KON-01",))
WITH_SHELVE = {**VERBS, "shelve": Verb("shelve", "Simpan", "Shelve", "shelve")}


class Elsewhere(StrEnum):
    limbo = "limbo"


def found(edges: list[Edge], verbs: dict[str, Verb] = WITH_SHELVE) -> list[str]:
    return list(problems(edges, verbs, RULES))


def test_the_table_as_it_stands_has_no_problem() -> None:
    assert list(problems(EDGES, VERBS, RULES)) == []
    assert set(build(EDGES, VERBS, RULES).events) == set(VERBS)


def test_a_sound_new_row_is_no_problem() -> None:
    assert found([*EDGES, SHELF]) == []


@pytest.mark.parametrize(
    ("planted", "problem"),
    [
        (replace(SHELF, source=Elsewhere.limbo), "unknown state limbo"),
        (replace(SHELF, target=Elsewhere.limbo), "unknown state limbo"),
        (replace(SHELF, source=cast(State, "limbo")), "unknown state limbo"),
        (replace(SHELF, target=cast(State, "limbo")), "unknown state limbo"),
        (replace(SHELF, target=cast(State, "")), "unknown state "),
        (replace(SHELF, verb="shelf"), "unknown verb"),
        (replace(SHELF, rules=("R-KON-01", "R-NIH-99")), "unknown rule R-NIH-99"),
        (replace(SHELF, condition="on_fridays"), "unknown condition on_fridays"),
        (replace(SHELF, condition="suspended_in_completed"), "unknown condition suspended_in_completed"),
        (replace(SHELF, roles=()), "no role"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_with_a_word_that_nobody_knows_is_named(planted: Edge, problem: str) -> None:
    assert found([*EDGES, planted]) == [f"{planted.verb}: {planted.source} → {planted.target}: {problem}"]


def test_a_row_between_two_states_that_nobody_knows_names_both() -> None:
    lost = replace(SHELF, source=cast(State, "limbo"), target=cast(State, "nirwana"))
    assert found([*EDGES, lost]) == [
        "shelve: limbo → nirwana: unknown state limbo",
        "shelve: limbo → nirwana: unknown state nirwana",
    ]
    with pytest.raises(BadDefinition, match="unknown state limbo"):
        build([*EDGES, lost], WITH_SHELVE, RULES)


def test_a_verb_without_a_decree_form_is_named() -> None:
    formless = {**VERBS, "shelve": Verb("shelve", "Simpan", "Shelve", "")}
    assert found([*EDGES, SHELF], formless) == ["shelve: approval → rejected: no decree form"]


def test_a_state_that_cannot_be_reached_is_named() -> None:
    without_advice = [edge for edge in EDGES if State.advice not in (edge.source, edge.target)]
    assert found(without_advice) == ["advice cannot be reached", "advice has no way to an end"]
    into_nothing = [edge for edge in EDGES if edge.target is not State.withdrawn]
    assert found(into_nothing) == ["withdrawn cannot be reached"]


def test_a_state_without_a_way_to_an_end_is_named() -> None:
    trap = [edge for edge in EDGES if edge.source is not State.consent]
    assert found(trap) == ["consent has no way to an end"]


def test_every_problem_is_named_at_once_and_the_first_stops_the_building() -> None:
    bad = [*EDGES, replace(SHELF, roles=(), condition="on_fridays")]
    assert len(found(bad)) == 2
    with pytest.raises(BadDefinition, match="no role"):
        build(bad, WITH_SHELVE, RULES)
