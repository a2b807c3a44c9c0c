"""Need from workload (ABK): volume × minutes over the effective minutes of the same period."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from workflow.personnel import Period
from workflow.planning.workload import EFFECTIVE_MINUTES, load, need, shown


def test_the_effective_minutes_of_a_person() -> None:
    assert EFFECTIVE_MINUTES == {"tahun": 72_000, "bulan": 6_000, "minggu": 1_500, "hari": 300}
    assert set(EFFECTIVE_MINUTES) == {period.value for period in Period}


def test_thirty_five_a_month_of_seven_minutes_occupy_a_twenty_fifth_of_a_person() -> None:
    assert shown(load("35", "bulan", "7")) == "0.0408"


@pytest.mark.parametrize(
    ("volume", "per", "minutes", "people"),
    [
        ("72000", "tahun", "1", "1.0000"),
        ("6000", "bulan", "1", "1.0000"),
        ("1500", "minggu", "1", "1.0000"),
        ("300", "hari", "1", "1.0000"),
        ("0", "hari", "30", "0.0000"),
        ("2.5", "hari", "30", "0.2500"),
        ("1", "bulan", "0.3", "0.0001"),
        ("1", "bulan", "0.29", "0.0000"),
        ("3", "bulan", "0.9", "0.0005"),
    ],
)
def test_a_task_occupies_volume_times_minutes_over_the_minutes_of_its_period(
    volume: str, per: str, minutes: str, people: str
) -> None:
    assert shown(load(volume, per, minutes)) == people


@pytest.mark.parametrize(
    ("volume", "per", "minutes", "people"),
    [
        ("3", "bulan", "0.9", "450.0000"),
        ("1", "bulan", "0.29", "48.3333"),
        ("2.5", "hari", "30", "250000.0000"),
        ("1", "tahun", "0.72", "10.0000"),
        ("35", "bulan", "7", "40833.3333"),
    ],
)
def test_a_load_is_not_rounded_before_it_is_printed(volume: str, per: str, minutes: str, people: str) -> None:
    assert shown(load(volume, per, minutes) * 1_000_000) == people


@pytest.mark.parametrize(
    ("people", "printed"),
    [
        ("0", "0.0000"),
        ("0.00005", "0.0001"),
        ("0.00004999", "0.0000"),
        ("2.6", "2.6000"),
        ("1E+3", "1000.0000"),
        ("1E-9", "0.0000"),
    ],
)
def test_a_load_is_printed_to_four_places_rounded_half_up(people: str, printed: str) -> None:
    assert shown(Fraction(people)) == printed


@pytest.mark.parametrize(
    ("volumes", "printed", "people"),
    [
        (["24000", "6000", "6000"], ["0.3333", "0.0833", "0.0833"], 1),
        (["24000.48", "6000.48", "6000.48"], ["0.3333", "0.0833", "0.0833"], 1),
        (["11999.52"] * 3, ["0.1667"] * 3, 0),
        (["24000"] * 3, ["0.3333"] * 3, 1),
        (["3.24"] * 10_000, ["0.0000"] * 10_000, 0),
        (["3.6"] * 10_000, ["0.0001"] * 10_000, 1),
    ],
    ids=[
        "exactly a half",
        "printed they miss the half",
        "printed they pass the half",
        "thirds",
        "dust",
        "enough dust for a half",
    ],
)
def test_the_need_is_rounded_once_from_the_exact_loads_and_not_from_the_printed_ones(
    volumes: list[str], printed: list[str], people: int
) -> None:
    loads = [load(volume, "tahun", "1") for volume in volumes]
    assert [shown(one) for one in loads] == printed
    assert need(loads) == people


@pytest.mark.parametrize(
    ("loads", "people"),
    [
        ([], 0),
        (["0.4999"], 0),
        (["0.5000"], 1),
        (["1.4999"], 1),
        (["1.5000"], 2),
        (["2.5000"], 3),
        (["0.2500", "0.2500"], 1),
        (["0.2500", "0.2499"], 0),
        (["0.3333"] * 3, 1),
    ],
)
def test_a_post_needs_the_sum_of_its_tasks_rounded_half_up(loads: list[str], people: int) -> None:
    assert need(Fraction(one) for one in loads) == people


@EXAMPLES
@given(st.lists(st.fractions(0, 50), max_size=20))
def test_the_need_is_never_more_than_half_a_person_away_and_does_not_depend_on_the_order(
    loads: list[Fraction],
) -> None:
    assert abs(need(loads) - sum(loads)) <= Fraction(1, 2)
    assert need(loads) == need(reversed(loads))


def test_a_period_that_nobody_knows_is_no_period() -> None:
    with pytest.raises(KeyError):
        load("1", "abad", "1")
