"""The words of personnel data and their orders."""

from __future__ import annotations

import pytest

from workflow.personnel import EDUCATION, GOOD_PREDICATES, PPPK_GRADES, PREDICATE_OF, RANKS, Predicate, Rating

MATRIX = {
    "diatas": {"diatas": "Sangat Baik", "sesuai": "Baik", "dibawah": "Kurang"},
    "sesuai": {"diatas": "Baik", "sesuai": "Baik", "dibawah": "Kurang"},
    "dibawah": {"diatas": "Butuh Perbaikan", "sesuai": "Butuh Perbaikan", "dibawah": "Sangat Kurang"},
}
"""Work result → behaviour → predicate (PermenPANRB 6/2022)."""


@pytest.mark.parametrize("result", Rating)
@pytest.mark.parametrize("behaviour", Rating)
def test_result_and_behaviour_make_the_predicate(result: Rating, behaviour: Rating) -> None:
    assert PREDICATE_OF[result, behaviour] == MATRIX[result][behaviour]


def test_the_matrix_is_whole_and_every_predicate_can_be_earned() -> None:
    assert len(PREDICATE_OF) == 9
    assert set(PREDICATE_OF.values()) == set(Predicate)


def test_good_is_baik_or_better() -> None:
    assert set(GOOD_PREDICATES) == {"Baik", "Sangat Baik"}


def test_bad_behaviour_is_never_good() -> None:
    assert not GOOD_PREDICATES & {PREDICATE_OF[result, Rating.DIBAWAH] for result in Rating}


def test_there_are_seventeen_ranks_the_lowest_first() -> None:
    assert (
        *("I/a", "I/b", "I/c", "I/d", "II/a", "II/b", "II/c", "II/d"),
        *("III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b", "IV/c", "IV/d", "IV/e"),
    ) == RANKS


def test_there_are_seventeen_grades_of_contract_employees() -> None:
    values = {"I": 1, "V": 5, "X": 10}
    numbers = [
        sum(
            -values[letter] if index + 1 < len(grade) and values[grade[index + 1]] > values[letter] else values[letter]
            for index, letter in enumerate(grade)
        )
        for grade in PPPK_GRADES
    ]
    assert numbers == list(range(1, 18))


def test_education_rises_and_a_diploma_of_four_years_equals_a_bachelor() -> None:
    ladder = ["SD", "SLTP", "SLTA/SMK", "D-I", "D-II", "D-III", "S-1", "Profesi", "S-2", "S-3"]
    assert sorted(ladder, key=EDUCATION.__getitem__) == ladder
    assert len({EDUCATION[level] for level in ladder}) == len(ladder)
    assert EDUCATION["D-IV"] == EDUCATION["S-1"]
    assert set(EDUCATION) == {*ladder, "D-IV"}
