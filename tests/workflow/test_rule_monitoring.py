"""R-MON-01 and R-MON-02: a review of its own at each interval, and a step for whatever went wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from tests.workflow.people import TUTI, approved, dossier, find, step
from workflow.data import Conclude, Review
from workflow.parameters import ParameterFacts
from workflow.rules import Finding, Outcome

TMT = date(2025, 10, 1)
"""Its reviews are due from 31 October, 30 December and 30 March."""


def review(day: str, **facts: Any) -> Review:
    told = {"person": "Betah.", "unit": "Lancar.", "adverse": False, **facts}
    return Review(date=date.fromisoformat(day), **told)


def concluded(rule: str, *reviews: Review, **facts: Any) -> Finding:
    told = Conclude(reviews=list(reviews), conclusion="Berhasil.")
    case = dossier(state="monitoring", **{"steps": (approved(TMT, day=date(2025, 9, 15)),), **facts})
    return find(rule, case, TUTI, "conclude", told=told)


def held(*days: str, **facts: Any) -> Finding:
    return concluded("R-MON-01", *(review(day) for day in days), **facts)


# R-MON-01


def test_r_mon_01_a_review_on_the_first_day_of_each_interval_is_enough() -> None:
    finding = held("2025-10-31", "2025-12-30", "2026-03-30")
    assert finding.outcome is Outcome.met
    assert finding.id == "Pemantauan setelah 30, 90, 180 hari sudah dilaksanakan."
    assert finding.as_json()["values"] == {
        **{"tmt": "2025-10-01", "days": [30, 90, 180], "missing": []},
        "reviews": ["2025-10-31", "2025-12-30", "2026-03-30"],
    }


@pytest.mark.parametrize(
    ("days", "missing"),
    [
        (["2025-10-30", "2025-12-30", "2026-03-30"], [180]),
        (["2025-10-31", "2025-12-29", "2026-03-30"], [180]),
        (["2025-10-31", "2025-12-30", "2026-03-29"], [180]),
        (["2026-03-30"], [90, 180]),
        (["2025-10-31"], [90, 180]),
        (["2025-10-02"], [30, 90, 180]),
        (["2026-04-01", "2026-04-01", "2026-04-01"], []),
        (["2026-03-30", "2025-12-30", "2025-10-31"], []),
        (["2025-10-31", "2025-11-01", "2025-11-02", "2026-03-30"], [180]),
    ],
)
def test_r_mon_01_each_interval_takes_a_review_of_its_own_in_order(days: list[str], missing: list[int]) -> None:
    finding = held(*days)
    assert finding.values["missing"] == missing
    assert finding.blocks == bool(missing)


def test_r_mon_01_the_missing_interval_is_named_with_the_first_day_on_which_it_can_be_held() -> None:
    finding = held("2025-10-31")
    assert finding.id == (
        "reviews: pemantauan setelah 90 hari (paling cepat 30 Desember 2025), 180 hari (paling cepat 30 Maret 2026) "
        "belum ada. Laksanakan pemantauan itu, lalu tambahkan hasilnya."
    )
    assert finding.en == (
        "reviews: the review after 90 days (on 30 December 2025 or later), 180 days (on 30 March 2026 or later) "
        "is missing. Hold it, then add what it found."
    )


def test_r_mon_01_an_agency_may_set_other_intervals() -> None:
    own = ParameterFacts("R-MON-01", "days", None, "60", date(2026, 1, 1), None)
    assert held("2025-11-30", parameters=(own,)).outcome is Outcome.met
    assert held("2025-11-29", parameters=(own,)).values["missing"] == [60]


def test_r_mon_01_a_date_of_effect_that_a_suspension_moved_moves_the_reviews() -> None:
    steps = (
        approved(TMT, day=date(2025, 9, 15)),
        step("suspend", 6, date(2025, 9, 20), from_state="implementation", to_state="suspended"),
        step("resume", 7, date(2025, 10, 11), from_state="suspended", to_state="implementation"),
    )
    assert held("2025-11-10", "2026-01-09", "2026-04-09", steps=steps).outcome is Outcome.met
    assert held("2025-11-09", "2026-01-09", "2026-04-09", steps=steps).blocks


def test_r_mon_01_without_a_date_of_effect_nothing_is_concluded() -> None:
    finding = held("2025-10-31", steps=(step("approve", 5, date.min, data={}),))
    assert finding.blocks
    assert finding.id.startswith("TMT mutasi ini tidak tercatat lagi")


@EXAMPLES
@given(days=st.lists(st.dates(date(2025, 9, 1), date(2026, 12, 31)), min_size=1, max_size=8))
def test_r_mon_01_is_met_exactly_when_the_reviews_can_be_matched_to_the_intervals(days: list[date]) -> None:
    finding = held(*(day.isoformat() for day in days))
    enough = all(sum((day - TMT).days >= n for day in days) >= at_least for n, at_least in [(30, 3), (90, 2), (180, 1)])
    assert (finding.outcome is Outcome.met) == enough


# R-MON-02

STEP = {"step": "Bimbingan mingguan", "owner": "Wati Pertiwi", "due": date(2026, 7, 31)}


def test_r_mon_02_without_an_adverse_finding_nothing_is_asked() -> None:
    finding = concluded("R-MON-02", review("2025-10-31"), review("2025-12-30", step="Bimbingan"))
    assert (finding.outcome, finding.id) == (Outcome.met, "Tidak ada dampak merugikan.")
    assert finding.values == {"adverse": []}


def test_r_mon_02_an_adverse_finding_with_step_owner_and_date_is_in_order() -> None:
    finding = concluded("R-MON-02", review("2025-10-31", adverse=True, **STEP))
    assert (finding.outcome, finding.id) == (Outcome.met, "Setiap dampak merugikan memiliki tindakan perbaikan.")
    assert finding.values["adverse"] == [{"date": date(2025, 10, 31), "owner": "Wati Pertiwi", "due": STEP["due"]}]


@pytest.mark.parametrize("field", STEP)
def test_r_mon_02_what_is_not_given_is_named_with_its_review(field: str) -> None:
    told = {name: value for name, value in STEP.items() if name != field}
    finding = concluded("R-MON-02", review("2025-10-31"), review("2025-12-30", adverse=True, **told))
    assert finding.blocks
    assert finding.id == (
        f"reviews.1: pemantauan 30 Desember 2025 menemukan dampak merugikan, tetapi {field} belum diisi. "
        "Isi tindakan perbaikan, penanggung jawab dan batas waktunya."
    )
    assert finding.en.startswith("reviews.1: the review of 30 December 2025 found an adverse effect")
