"""The date of effect, and whether a move is in effect, over suspensions and what ends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.workflow.people import approved, dossier, step
from workflow.dossier import Dossier, StepFacts
from workflow.effect_date import date_of_effect, in_effect


def june(day: int) -> date:
    return date(2026, 6, day)


def story(*told: tuple[str, int], tmt: int = 20) -> Dossier:
    """Melati's proposal, approved on 10 June, and what came after: (verb, day of June)."""
    steps: list[StepFacts] = [approved(june(tmt))]
    state = "implementation"
    for verb, day in told:
        state = "suspended" if verb == "suspend" else "implementation"
        steps.append(step(verb, steps[-1].version + 1, june(day)))
    was = "implementation" if state == "suspended" else None
    return dossier(state=state, suspended_from=was, version=steps[-1].version, steps=tuple(steps))


def test_before_an_approval_there_is_no_date_of_effect() -> None:
    assert date_of_effect(dossier()) is None
    assert not in_effect(dossier(), june(30))


def test_the_approval_fixes_the_date_of_effect_and_the_day_brings_it() -> None:
    case = story()
    assert date_of_effect(case) == june(20)
    assert [in_effect(case, june(day)) for day in (19, 20, 21)] == [False, True, True]


@pytest.mark.parametrize(
    ("suspended", "resumed", "tmt"),
    [(12, 15, 20), (12, 19, 20), (12, 20, 20), (12, 21, 21), (12, 28, 28), (19, 25, 25), (20, 25, 20), (22, 25, 20)],
    ids=[
        "resumed days before",
        "resumed on the eve",
        "resumed on the day itself",
        "resumed a day late",
        "resumed a week late",
        "suspended on the eve",
        "suspended on the day itself, when the move was in effect",
        "suspended after it took effect",
    ],
)
def test_a_date_of_effect_that_passed_during_a_suspension_is_the_day_of_its_end(
    suspended: int, resumed: int, tmt: int
) -> None:
    case = story(("suspend", suspended), ("resume", resumed))
    assert date_of_effect(case) == june(tmt)
    assert not in_effect(case, june(tmt - 1))
    assert in_effect(case, june(tmt))


def test_while_suspended_no_date_of_effect_arrives() -> None:
    case = story(("suspend", 12))
    assert date_of_effect(case) == june(20)
    assert not any(in_effect(case, june(day)) for day in range(12, 31))


@pytest.mark.parametrize("suspended", [20, 25])
def test_a_move_in_effect_stays_in_effect_through_a_suspension(suspended: int) -> None:
    assert in_effect(story(("suspend", suspended)), june(28))


def test_a_second_suspension_can_hold_what_the_first_has_moved() -> None:
    once = story(("suspend", 12), ("resume", 15), ("suspend", 18))
    assert not in_effect(once, june(25))
    twice = story(("suspend", 12), ("resume", 15), ("suspend", 18), ("resume", 26))
    assert date_of_effect(twice) == june(26)


def test_a_second_suspension_after_a_moved_date_of_effect_changes_it_no_more() -> None:
    case = story(("suspend", 12), ("resume", 22), ("suspend", 24), ("resume", 28))
    assert date_of_effect(case) == june(22)
    still = story(("suspend", 12), ("resume", 22), ("suspend", 24))
    assert in_effect(still, june(28))


def test_a_suspension_before_the_approval_moves_nothing() -> None:
    early = (step("suspend", 2, june(1)), step("resume", 3, june(9)), approved(june(20)))
    assert date_of_effect(dossier(state="implementation", steps=early)) == june(20)


def test_the_newest_approval_counts() -> None:
    again = (approved(june(20)), approved(june(25), version=9, day=june(22)))
    assert date_of_effect(dossier(state="implementation", steps=again)) == june(25)


def test_a_resume_counts_whatever_came_between() -> None:
    case = story(("implement", 21), ("suspend", 22), ("resume", 29))
    assert date_of_effect(case) == june(20)
    assert in_effect(replace(case, proposal=replace(case.proposal, state="monitoring")), june(29))
