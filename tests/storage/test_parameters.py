"""Values that the agency sets: periods that never overlap, and decisions that keep what they were taken on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.wiring import Office
from storage.parameters import NewValue, book, parameters, set_parameter
from storage.tables import Payload
from tests import world
from tests.storage.administrators import add_administrators, by, confirm, do, log, read
from workflow.authority import Kind
from workflow.errors import DossierChanged, InvalidField, StepRefused

TODAY = date(2026, 6, 2)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def tenure(office: Office, months: int, since: date | None = None, until: date | None = None, **more: Kind) -> None:
    do(office, set_parameter, NewValue("R-ELG-01", "months", str(months), since=since, until=until, **more))


def periods(office: Office) -> list[tuple[str, str | None, str, str | None]]:
    """Value, kind, first and last day of every row; those without a day are left out."""
    return [
        (fact.value, fact.kind, str(fact.since), fact.until and str(fact.until))
        for fact in read(office, parameters)
        if fact.until is None or fact.since <= fact.until
    ]


def in_force(office: Office, day: date, kind: Kind = Kind.INTERNAL) -> str:
    (one,) = [one for one in read(office, book, day, "R-ELG-01") if one["name"] == "months"]
    return str(one["in_force"][kind])


def test_a_value_counts_from_today_until_another_follows(office: Office) -> None:
    tenure(office, 36)
    tenure(office, 48, date(2027, 1, 1))
    assert periods(office) == [("36", None, "2026-06-02", "2026-12-31"), ("48", None, "2027-01-01", None)]
    days = (date(2026, 6, 1), TODAY, date(2026, 12, 31), date(2027, 1, 1))
    assert [in_force(office, day) for day in days] == ["24", "36", "36", "48"]


def test_a_value_that_is_set_again_on_the_same_day_replaces_the_first_and_both_rows_stay(office: Office) -> None:
    for months in (30, 31, 32):
        tenure(office, months)
    assert periods(office) == [("32", None, "2026-06-02", None)]
    assert len(read(office, parameters)) == 3
    assert in_force(office, TODAY) == "32"


def test_a_value_ends_before_one_that_was_set_for_later(office: Office) -> None:
    tenure(office, 48, date(2027, 1, 1))
    tenure(office, 36)
    assert periods(office) == [("36", None, "2026-06-02", "2026-12-31"), ("48", None, "2027-01-01", None)]


def test_after_its_last_day_what_ships_counts_again(office: Office) -> None:
    tenure(office, 36, until=date(2026, 6, 30))
    assert [in_force(office, day) for day in (date(2026, 6, 30), date(2026, 7, 1))] == ["36", "24"]


def test_a_value_for_one_kind_leaves_the_value_for_all_as_it_is(office: Office) -> None:
    tenure(office, 36)
    tenure(office, 60, kind=Kind.ANTAR_PROV)
    assert [in_force(office, TODAY, kind) for kind in (Kind.INTERNAL, Kind.ANTAR_PROV)] == ["36", "60"]
    assert [row[3] for row in periods(office)] == [None, None]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (TODAY - timedelta(days=1), None, "1 Juni 2026 sudah lewat"),
        (date(1, 1, 1), None, "sudah lewat"),
        (TODAY, TODAY - timedelta(days=1), "mendahului hari mulainya"),
        (None, TODAY - timedelta(days=1), "mendahului hari mulainya"),
    ],
)
def test_a_period_in_the_past_or_turned_round_is_refused(
    office: Office, since: date | None, until: date | None, said: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        tenure(office, 36, since, until)
    assert said in refused.value.sentence()
    assert read(office, parameters) == []
    assert log(office) == []


def test_a_change_that_waited_beyond_its_first_day_is_refused_and_still_waits(office: Office) -> None:
    add_administrators(office)
    dated = do(office, set_parameter, NewValue("R-ELG-01", "months", "36", since=TODAY))
    undated = do(office, set_parameter, NewValue("R-ELG-01", "months", "40"))
    office.clock.forward(days=3)
    with pytest.raises(InvalidField, match="has passed"):
        confirm(office, dated["change"])
    assert len(log(office, waiting=True)) == 2
    assert confirm(office, undated["change"])["since"] == "2026-06-05"


def test_values_set_at_once_do_not_overlap(office: Office) -> None:
    days = [TODAY + timedelta(days=n) for n in range(6)]
    world.together(6, lambda n: tenure(office, 30 + n, days[n]))
    assert [row[2:] for row in periods(office)] == [(str(day), str(day) if day != days[-1] else None) for day in days]


def test_a_step_is_judged_by_the_value_in_force_and_what_was_decided_keeps_its_own(office: Office) -> None:
    first, second = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    world.carry(office, first, "socialization")
    world.carry(office, second, "evaluation")
    before = [row["content"] for row in world.rows(office, Payload)]
    tenure(office, 120)
    with pytest.raises(StepRefused, match="120"):
        world.step(office, second, "assess")
    assert [row["content"] for row in world.rows(office, Payload)] == before
    assert not any(fact for payload in before for fact in json.loads(payload).get("parameters", ()))
    world.carry(office, first, "approval")
    world.assert_sound(office)


def test_a_value_that_changes_while_the_decree_is_drawn_stops_the_step(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    office.press.during = lambda _order: tenure(office, 36)
    with pytest.raises(DossierChanged):
        world.step(office, proposal, "assess")
    office.press.during = None
    assert world.step(office, proposal, "assess")["to"] == "socialization"
    world.assert_sound(office)


def test_the_book_tells_what_ships_what_counts_and_the_rows_of_the_agency(office: Office) -> None:
    tenure(office, 36)
    (one,) = [one for one in read(office, book, TODAY, "R-ELG-01") if one["name"] == "months"]
    assert set(one["shipped"].values()) == {"24"}
    assert set(one["in_force"].values()) == {"36"}
    assert [fact.value for fact in one["own"]] == ["36"]
    assert one["law"].startswith("PP 11/2017")
    assert read(office, book, TODAY, "R-TIDAK-ADA") == []


def test_a_route_is_worded_for_its_kind_only(office: Office) -> None:
    city = Kind.KABKOTA_SATU_PROV
    do(office, set_parameter, NewValue("route", "decider", "Gubernur Jaya Raya", kind=city), who=by(office))
    own = {one["kind"]: one["own"] for one in read(office, book, TODAY, "route") if one["name"] == "decider"}
    assert [fact.value for fact in own.pop(city)] == ["Gubernur Jaya Raya"]
    assert not any(own.values())
