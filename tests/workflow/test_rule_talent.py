"""R-EVA-03: the nine boxes of talent management."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.workflow.people import TODAY, dossier, find, melati, rated, sanction, target
from workflow.dossier import CompetenceFacts, CompetenceNeed
from workflow.personnel import EDUCATION, Predicate
from workflow.planning import talent
from workflow.planning.appraisals import SCORES, performance
from workflow.planning.fit import fits, share
from workflow.planning.talent import box, grade, parts, potential
from workflow.rules import Outcome
from workflow.rules.talent_box import FOLLOW_UP, GRADES, PARTS

NEEDS = (CompetenceNeed("Digital", 4), CompetenceNeed("Pelayanan publik", 2))


def able(**levels: int) -> dict[str, Any]:
    """A post that asks for NEEDS, and Melati with these levels."""
    found = tuple(CompetenceFacts(name.replace("_", " "), level, TODAY) for name, level in levels.items())
    return {"target": target(competences=NEEDS), "competences": found}


def score(part: str, **facts: Any) -> Decimal | None:
    """One part of Melati's potential."""
    return next(one.score for one in parts(dossier(**facts), TODAY) if one.part == part)


# The scores


@pytest.mark.parametrize(
    ("predicates", "mean"),
    [
        ({"2025": "Sangat Baik", "2024": "Baik"}, 90),
        ({"2025": "Butuh Perbaikan", "2024": "Kurang"}, 50),
        ({"2025": "Sangat Kurang"}, 20),
        ({"2023": "Sangat Baik"}, None),
        ({}, None),
    ],
)
def test_performance_is_the_mean_of_the_years_that_are_known(predicates: dict[str, str], mean: int | None) -> None:
    assert performance({int(year): word for year, word in predicates.items()}, [2025, 2024]) == mean


def test_every_predicate_has_a_number_of_its_own() -> None:
    assert {predicate: SCORES[predicate] for predicate in Predicate} == {
        **{"Sangat Baik": 100, "Baik": 80, "Butuh Perbaikan": 60, "Kurang": 40, "Sangat Kurang": 20}
    }


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"Digital": 4, "Pelayanan_publik": 2}, 100),
        ({"Digital": 5, "Pelayanan_publik": 5}, 100),
        ({"Digital": 1, "Pelayanan_publik": 5}, Decimal("62.5")),
        ({"Digital": 3}, 75),
        ({}, None),
    ],
)
def test_competence_is_how_far_the_assessed_ones_reach_and_more_is_no_better(
    levels: dict[str, int], expected: Decimal | None
) -> None:
    facts = able(**levels)
    assert share(fits(NEEDS, facts["competences"])) == expected
    assert score("competence", **facts) == expected


def test_of_what_the_post_does_not_ask_there_is_no_part() -> None:
    names = [part.part for part in parts(dossier(target=target(education_fields=())), TODAY)]
    assert names == ["education", "discipline"]


def test_a_part_without_data_has_no_score() -> None:
    assert score("competence", **able()) is None
    assert score("education_field", person=melati(education_field=None)) is None


def test_education_counts_by_its_level() -> None:
    scores = {level: score("education", person=melati(education=level)) for level in EDUCATION}
    assert scores == {
        **{"SD": None, "SLTP": None, "SLTA/SMK": 60, "D-I": 60, "D-II": 60, "D-III": 70},
        **{"D-IV": 80, "S-1": 80, "Profesi": 80, "S-2": 90, "S-3": 100},
    }


def test_a_field_fits_or_it_does_not() -> None:
    assert score("education_field") == 100
    assert score("education_field", person=melati(education_field="Tata Boga")) == 0


@pytest.mark.parametrize(
    ("sanctions", "expected"),
    [
        ((), 100),
        ((sanction(date(2020, 1, 1), date(2020, 6, 1), "ringan"),), 75),
        ((sanction(date(2020, 1, 1), date(2020, 6, 1), "sedang"),), 50),
        ((sanction(date(2020, 1, 1), date(2020, 6, 1), "berat"),), 25),
        (
            (
                sanction(date(2018, 1, 1), date(2018, 6, 1), "berat"),
                sanction(date(2020, 1, 1), date(2020, 6, 1), "ringan"),
            ),
            25,
        ),
        ((sanction(date(2026, 1, 1), None, "ringan"),), 0),
        ((sanction(date(2027, 1, 1), None, "berat"),), 100),
    ],
    ids=["never", "light", "medium", "severe", "the hardest counts", "running", "yet to begin"],
)
def test_discipline_counts_by_the_hardest_sanction(sanctions: Any, expected: int) -> None:
    assert score("discipline", discipline=sanctions) == expected


def test_potential_is_scaled_to_the_parts_that_are_known() -> None:
    assert potential(parts(dossier(), TODAY)) == Decimal("94.29")
    assert potential(parts(dossier(**able(Digital=1, Pelayanan_publik=2)), TODAY)) == Decimal("82.73")
    assert potential([]) is None


# The boxes


@pytest.mark.parametrize(("value", "word"), [("80", "high"), ("79.99", "middle"), ("60", "middle"), ("59.99", "low")])
def test_high_begins_at_eighty_and_middle_at_sixty(value: str, word: str) -> None:
    assert grade(Decimal(value)) == word


@pytest.mark.parametrize(
    ("performs", "expected"), [(90, [4, 7, 9]), (70, [2, 5, 8]), (10, [1, 3, 6])], ids=["high", "middle", "low"]
)
def test_the_nine_boxes_stand_as_in_the_table(performs: int, expected: list[int]) -> None:
    assert [box(Decimal(performs), Decimal(reaches)) for reaches in (30, 60, 80)] == expected


def test_every_box_grade_and_part_has_its_words() -> None:
    assert (
        {box(Decimal(y), Decimal(x)) for y, x in product((0, 60, 80), repeat=2)} == set(FOLLOW_UP) == set(range(1, 10))
    )
    assert set(PARTS) == set(talent.WEIGHTS)
    assert set(GRADES) == {grade(Decimal(value)) for value in (0, 60, 80)}


# The finding


def test_the_box_is_told_with_both_scores_and_what_follows() -> None:
    finding = find("R-EVA-03", dossier(**able(Digital=1, Pelayanan_publik=2)))
    assert finding.outcome is Outcome.met
    assert finding.id == (
        "Kotak talenta 9: kinerja 90 (tinggi), potensi 82,73 (tinggi). Tindak lanjut: promosi atau penugasan khusus."
    )
    assert finding.en == (
        "Talent box 9: performance 90 (high), potential 82.73 (high). Follow-up: promotion or a special task."
    )
    assert finding.as_json()["values"] == {
        "box": 9,
        "performance": "90",
        "potential": "82.73",
        "weights": "Keputusan Kepala BKN 411/2025, versi 1",
        "predicates": {"2025": "Sangat Baik", "2024": "Baik"},
        "parts": [
            {"part": "competence", "score": "62.50", "weight": 20},
            {"part": "education", "score": "80.00", "weight": 10},
            {"part": "education_field", "score": "100.00", "weight": 10},
            {"part": "discipline", "score": "100.00", "weight": 15},
        ],
    }


def test_what_is_missing_is_named() -> None:
    unknown = melati(education="SD", education_field=None)
    case = dossier(appraisals=rated(y2025="Butuh Perbaikan"), person=unknown, **able())
    finding = find("R-EVA-03", case)
    assert finding.outcome is Outcome.met
    assert finding.id == (
        "Kotak talenta 8: kinerja 60 (sedang), potensi 100 (tinggi). Tindak lanjut: bimbingan atau pendidikan lanjutan. "
        "Tanpa data SKP 2024, kompetensi, pendidikan, bidang pendidikan; lengkapi bila ada."
    )
    assert finding.en.endswith(
        "Without data of appraisal of 2024, competence, education, field of education; complete them where there are any."
    )


def test_what_the_post_does_not_ask_is_not_missing() -> None:
    finding = find("R-EVA-03", dossier(target=target(education_fields=())))
    assert "Tanpa data" not in finding.id
    assert "Without data" not in finding.en


def test_without_any_appraisal_there_is_no_box() -> None:
    finding = find("R-EVA-03", dossier(appraisals=(), **able(Digital=4, Pelayanan_publik=2)))
    assert (finding.outcome, finding.values["box"]) == (Outcome.met, None)
    assert finding.id == (
        "Kotak talenta belum dapat ditentukan: tidak ada data SKP 2025, SKP 2024. Lengkapi data pegawai."
    )
    assert finding.en == (
        "The talent box cannot be told: there are no data of appraisal of 2025, appraisal of 2024. "
        "Complete the person's data."
    )


def test_until_the_end_of_march_the_years_before_count() -> None:
    finding = find("R-EVA-03", dossier(appraisals=rated(y2023="Baik", y2024="Baik")), today=date(2026, 3, 31))
    assert finding.values["predicates"] == {"2024": "Baik", "2023": "Baik"}


def test_the_worst_box_refuses_nobody() -> None:
    case = dossier(
        appraisals=rated(y2024="Sangat Kurang", y2025="Sangat Kurang"),
        discipline=(sanction(date(2026, 1, 1), None, "berat"),),
        **able(Digital=1, Pelayanan_publik=1),
    )
    finding = find("R-EVA-03", case)
    assert (finding.values["box"], finding.outcome, finding.blocks) == (1, Outcome.met, False)
