"""What the drawing order says beyond the dossier: remedy, date of effect, way back, what stood against the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import (
    JOKO,
    MELATI_ACTS,
    RATNA,
    TUTI,
    approved,
    dossier,
    own,
    seats,
    step,
    target,
    waiver,
)
from workflow.authority import Actor, Held
from workflow.data import Annul, Nothing
from workflow.desk import Request
from workflow.dossier import Dossier
from workflow.effect_date import effect_after
from workflow.judgement import Prepared, edge_for
from workflow.objections import OBJECTED
from workflow.order import case_in_order, remedy
from workflow.planning.working_days import WorkingDays
from workflow.process import VERBS

MONDAY = date(2026, 6, 15)


class Book:
    """As much of a ledger as an order asks."""

    def __init__(self, off: tuple[date, ...] = ()) -> None:
        self.off = dict.fromkeys(off, "Hari libur")

    def working_days(self) -> WorkingDays:
        return WorkingDays(self.off)

    def actor(self, account: str) -> Actor:
        return {"ratna": RATNA, "joko": JOKO, "tuti": TUTI, "melati": MELATI_ACTS}[account]

    def post_named(self, post: str) -> tuple[str, str]:
        return {"KOM-01": ("Pranata Komputer", "Sekretariat")}.get(post, ("Pustakawan Ahli Muda", "Dinas Perpustakaan"))


def prepared(verb: str, case: Dossier, told: Any = None) -> Prepared:
    edge = edge_for(verb, case)
    assert edge is not None
    return Prepared(case, edge, Held(edge.roles[0]), told or Nothing(), ())


def ordered(verb: str, case: Dossier, told: Any = None, account: str = "ratna", today: date = MONDAY) -> dict[str, Any]:
    request = Request(verb, account, (7,), {}, "Alasan.")
    return case_in_order(Book(), request, prepared(verb, case, told), today)  # type: ignore[arg-type]


def told(verb: str, *cases: Dossier, off: tuple[date, ...] = ()) -> dict[str, Any]:
    return remedy(Book(off), verb, [prepared(verb, case) for case in cases], MONDAY)  # type: ignore[arg-type]


READY = dossier(state="approval")


# The remedy


def test_the_remedy_ends_on_the_fourteenth_working_day() -> None:
    assert told("reject", READY) == {"remedy_until": date(2026, 7, 3), "remedy_days": 14}


def test_a_holiday_moves_the_end_of_the_remedy() -> None:
    assert told("reject", READY, off=(date(2026, 6, 16),))["remedy_until"] == date(2026, 7, 6)


def test_the_longest_remedy_of_a_collective_decree_holds_for_all() -> None:
    longer = replace(READY, parameters=(own("R-KBR-01", "days", 20),))
    assert told("approve", READY, longer) == {"remedy_until": date(2026, 7, 13), "remedy_days": 20}


def test_who_is_not_decided_about_has_no_remedy() -> None:
    assert told("send_back", READY) == {"remedy_until": None, "remedy_days": None}
    assert set(OBJECTED) == {"approve", "reject", "suspend", "annul"} <= set(VERBS)


# The date of effect


def story(*steps: tuple[str, int], state: str = "suspended") -> Dossier:
    """Approved on 10 June with effect from the 20th, then (verb, day of June)."""
    taken = [
        approved(date(2026, 6, 20)),
        *(step(verb, 6 + n, date(2026, 6, day)) for n, (verb, day) in enumerate(steps)),
    ]
    return dossier(state=state, suspended_from="implementation", version=5 + len(steps), steps=tuple(taken))


@pytest.mark.parametrize(
    ("verb", "today", "effect"), [("resume", 18, 20), ("resume", 20, 20), ("resume", 24, 24), ("annul", 24, 20)]
)
def test_a_resume_after_the_date_of_effect_is_the_date_of_effect(verb: str, today: int, effect: int) -> None:
    case = story(("suspend", 12))
    assert effect_after(verb, case, date(2026, 6, today)) == date(2026, 6, effect)


def test_before_an_approval_an_order_has_no_date_of_effect() -> None:
    order = ordered("suspend", READY)
    assert (order["effect"], order["in_effect"], order["returns"]) == (None, False, None)


def test_the_time_of_a_resumed_stage_runs_anew() -> None:
    order = ordered("resume", story(("suspend", 12)))
    assert (order["to"], order["stage_until"]) == ("implementation", "2026-07-27")
    assert ordered("suspend", READY)["stage_until"] is None


# The way back


def test_an_annulled_person_returns_to_a_named_post() -> None:
    moved = story(state="implementation")
    day = date(2026, 6, 22)
    left = ordered("annul", moved, Annul(), today=day)
    assert left["returns"] == {"post": "Pustakawan Ahli Muda", "unit": "Dinas Perpustakaan"}
    other = ordered("annul", moved, Annul(returns_to="KOM-01"), today=day)
    assert other["returns"] == {"post": "Pranata Komputer", "unit": "Sekretariat"}


def test_who_never_left_does_not_return() -> None:
    assert ordered("annul", story(state="implementation"), Annul())["returns"] is None


# What stood against the case


@pytest.mark.parametrize("verb", ["send_back", "reject"])
def test_a_refusal_tells_what_was_not_met_at_its_stage(verb: str) -> None:
    unfit = dossier(state="evaluation", target=target(rank_min="IV/a", rank_max="IV/b"), documents=())
    order = ordered(verb, unfit, account="joko")
    assert [one["rule"] for one in order["unmet"]] == ["R-ELG-06", "R-ELG-07"]
    assert [one["rule"] for one in ordered(verb, dossier(state="evaluation"), account="joko")["unmet"]] == []


def test_a_refusal_tells_that_no_seat_is_left() -> None:
    full = dossier(state="needs_analysis", occupancy=seats(holders=3))
    assert [one["rule"] for one in ordered("reject", full, account="tuti")["unmet"]] == ["R-KEB-02"]


def test_what_only_judges_the_signer_is_no_reason() -> None:
    """Melati may not decide about herself, but her case has only its own faults."""
    order = ordered("reject", replace(READY, documents=()), account="melati")
    assert {one["rule"] for one in order["unmet"]} == {"R-WEN-02", "R-EVA-01"}


def test_other_steps_tell_no_shortfall() -> None:
    assert ordered("suspend", replace(READY, documents=()))["unmet"] == []


def test_a_waived_rule_is_told_by_its_law() -> None:
    case = replace(READY, waivers=(waiver("R-ELG-01"), waiver("R-OLD-99")))
    assert ordered("suspend", case)["waived"] == {"R-ELG-01": "PP 11/2017 Pasal 190 ayat (3)"}
