"""The holiday table: filled once with the national days, the truth from then on, and never with a forgotten year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import Office
from storage.holiday_table import remove_holiday, set_holidays
from storage.holidays import SEEDED, holidays, seed, working_days
from tests import world
from tests.storage.administrators import by, do, log, read
from workflow.errors import InvalidData, InvalidField, RoleMissing

INDEPENDENCE = date(2026, 8, 17)
LEAVE = {date(2026, 12, 24): "Cuti bersama Natal", date(2026, 3, 20): "Cuti bersama Nyepi"}


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        with made.database.transaction() as connection:
            seed(connection)
        yield made


def test_a_new_table_holds_the_national_holidays_of_every_year(office: Office) -> None:
    rows = read(office, holidays)
    assert {row["day"].year for row in rows} == set(SEEDED)
    assert {row["kind"] for row in rows} == {"national"}
    names = {row["day"]: row["name"] for row in rows}
    assert names[INDEPENDENCE] == "Hari Kemerdekaan Republik Indonesia"
    assert not read(office, working_days).is_working(INDEPENDENCE)


def test_the_table_is_filled_once(office: Office) -> None:
    do(office, remove_holiday, INDEPENDENCE)
    with office.database.transaction() as connection:
        seed(connection)
    assert read(office, working_days).is_working(INDEPENDENCE)


def test_init_fills_the_table(database_url: str, tmp_path: Path) -> None:
    with Office(Settings(database_url, tmp_path, "id", 60, None)) as made:
        made.create(rehearsal=False)
        assert INDEPENDENCE in {row["day"] for row in read(made, holidays, 2026)}


def test_collective_leave_is_no_working_day_from_then_on(office: Office) -> None:
    assert read(office, working_days).is_working(date(2026, 12, 24))
    said = do(office, set_holidays, LEAVE, "collective")
    assert (said["days"], said["new"], said["changed"]) == (2, 2, 0)
    assert not any(read(office, working_days).is_working(day) for day in LEAVE)
    again = do(office, set_holidays, {date(2026, 12, 24): "Cuti Natal"}, "collective")
    assert (again["new"], again["changed"]) == (0, 1)
    assert [row["old"] for row in log(office)] == [{"2026-12-24": "Cuti bersama Natal"}, {}]


def test_a_day_of_another_kind_is_not_overwritten_and_each_is_named(office: Office) -> None:
    taken = {INDEPENDENCE: "Cuti", date(2026, 12, 25): "Cuti", date(2026, 12, 24): "Cuti"}
    with pytest.raises(InvalidData) as refused:
        do(office, set_holidays, taken, "collective")
    assert [line.split(":")[0] for line in refused.value.sentence().split("\n")] == ["2026-08-17", "2026-12-25"]
    assert read(office, working_days).is_working(date(2026, 12, 24))
    assert log(office) == []


@pytest.mark.parametrize(("day", "named"), [(date(2040, 1, 2), "2037–2039"), (date(2013, 5, 1), "2014")])
def test_a_year_that_would_be_forgotten_is_named(office: Office, day: date, named: str) -> None:
    with pytest.raises(InvalidField, match=named):
        do(office, set_holidays, {day: "Tahun Baru"}, "national")


def test_the_last_holiday_of_a_year_between_others_stays(office: Office) -> None:
    days = [row["day"] for row in read(office, holidays, 2030)]
    for day in days[:-1]:
        do(office, remove_holiday, day)
    with pytest.raises(InvalidField, match="2030 would have no holiday"):
        do(office, remove_holiday, days[-1])


def test_a_day_that_is_no_holiday_is_not_removed(office: Office) -> None:
    with pytest.raises(InvalidField, match="is not in the table"):
        do(office, remove_holiday, date(2026, 6, 2))


@pytest.mark.parametrize("name", ["", "Cuti\x1b[31m", "C" * 301])
def test_a_holiday_has_a_name_that_can_be_read(office: Office, name: str) -> None:
    with pytest.raises(InvalidField, match="2026-12-24"):
        do(office, set_holidays, {date(2026, 12, 24): name}, "collective")


def test_only_an_administrator_changes_the_table(office: Office) -> None:
    with pytest.raises(RoleMissing):
        do(office, set_holidays, LEAVE, "collective", who=by(office, world.HEAD))
    with pytest.raises(RoleMissing):
        do(office, remove_holiday, INDEPENDENCE, who=by(office, world.HEAD))
