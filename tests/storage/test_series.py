"""Series of numbers: formats change from the next number on, units number for themselves, nothing is printed twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import register, series
from storage.accounts import add_account
from storage.agency_change import change_agency
from storage.tables import Booking
from tests import world
from tests.storage.administrators import add_administrators, by, confirm, do, log, read, refuse
from workflow.authority import Role
from workflow.errors import AlreadyExists, InvalidField, RoleMissing, UnknownUnit
from workflow.numbering import Series

UNIT = "1.03"
MINE = "kepala.dinas"
SHIPPED = [
    Series("PENETAPAN", "800.1.3.1/{n}/{unit}/{romawi_bulan}/{tahun}", "PENETAPAN"),
    Series("SK", "800.1.3.3/{n}/SK/{tahun}", "SK"),
]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def printed(office: Office) -> list[tuple[str, int, str]]:
    """Series, place and text of every number, in the order in which they were taken."""
    return [(row["series"], row["n"], row["number"]) for row in world.rows(office, Booking)]


def own(
    office: Office, code: str = "DIK", purpose: str = "PENETAPAN", format: str = "{n}/DIK/{tahun}"
) -> dict[str, Any]:
    return do(office, series.add, code, UNIT, purpose, format)


def give_account(office: Office, role: Role = Role.analyst, unit: str = UNIT) -> None:
    with office.database.transaction() as connection:
        told = {"nip": None, "unit": unit, "os_user": None, "now": world.START, "today": world.START.date()}
        add_account(connection, MINE, (role,), **told)


def test_a_new_database_has_a_series_for_each_purpose(office: Office) -> None:
    assert read(office, series.series) == SHIPPED
    world.assert_sound(office)


def test_a_format_holds_from_the_next_number_on_and_old_numbers_keep_their_text(office: Office) -> None:
    proposals = [world.propose(office, nip) for nip in world.COLLEAGUES[:2]]
    world.step(office, proposals[0], "submit")
    said = do(office, series.set_format, "PENETAPAN", "{n:03} TAHUN {tahun}")
    assert (said["status"], said["sample"]) == ("done", "002 TAHUN 2026")
    world.step(office, proposals[1], "submit")
    assert printed(office) == [("PENETAPAN", 1, "800.1.3.1/1/BKPSDM/VI/2026"), ("PENETAPAN", 2, "002 TAHUN 2026")]
    (change,) = log(office)
    assert (change["old"]["format"], change["new"]["format"]) == (SHIPPED[0].format, "{n:03} TAHUN {tahun}")
    world.assert_sound(office)


def test_a_format_waits_for_the_second_administrator_and_a_refused_one_changes_nothing(office: Office) -> None:
    add_administrators(office)
    asked = do(office, series.set_format, "SK", "{n}/SK/{tahun}")
    assert (asked["status"], asked["sample"]) == ("asked", "1/SK/2026")
    assert read(office, series.series) == SHIPPED
    refuse(office, asked["change"])
    confirm(office, do(office, series.set_format, "SK", "{n}-SK/{tahun}")["change"])
    assert [one.format for one in read(office, series.series)] == [SHIPPED[0].format, "{n}-SK/{tahun}"]
    world.assert_sound(office)


def test_a_unit_numbers_the_decrees_of_its_own_accounts_from_one(office: Office) -> None:
    own(office)
    give_account(office)
    world.step(office, world.propose(office, world.COLLEAGUES[0]), "submit")
    theirs = world.propose(office, world.COLLEAGUES[1], account=MINE)
    world.step(office, theirs, "submit", account=MINE)
    world.step(office, theirs, "establish_need")
    assert printed(office) == [
        ("PENETAPAN", 1, "800.1.3.1/1/BKPSDM/VI/2026"),
        ("DIK", 1, "1/DIK/2026"),
        ("PENETAPAN", 2, "800.1.3.1/2/BKPSDM/VI/2026"),
    ]
    world.assert_sound(office)


def test_an_account_of_a_unit_without_a_series_of_that_purpose_numbers_with_everyone(office: Office) -> None:
    own(office, "SK-DIK", "SK", "{n}/SK-DIK/{tahun}")
    give_account(office)
    world.step(office, world.propose(office, account=MINE), "submit", account=MINE)
    assert [row[0] for row in printed(office)] == ["PENETAPAN"]


def test_the_order_and_the_register_tell_the_series(office: Office) -> None:
    own(office)
    give_account(office)
    orders: list[Any] = []
    office.press.during = lambda order: orders.append(json.loads(order))
    world.step(office, world.propose(office, account=MINE), "submit", account=MINE)
    assert (orders[0]["series"], orders[0]["n"], orders[0]["number"]) == ("DIK", 1, "1/DIK/2026")
    with office.database.reading() as connection:
        (row,) = register.register(connection, office.clock.real(), "DIK")
    assert (row["number"], row["status"]) == ("1/DIK/2026", "issued")


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (("dik", UNIT, "SK", "{n}/DIK/{tahun}"), InvalidField),
        (("D", UNIT, "SK", "{n}/DIK/{tahun}"), InvalidField),
        (("SK", UNIT, "SK", "{n}/DIK/{tahun}"), AlreadyExists),
        (("DIK", "9.99", "SK", "{n}/DIK/{tahun}"), UnknownUnit),
        (("DIK", UNIT, "NOTA", "{n}/DIK/{tahun}"), InvalidField),
        (("DIK", UNIT, "SK", "{n}/DIK"), InvalidField),
        (("DIK", UNIT, "SK", "800.1.3.3/{n}/SK/{tahun}"), InvalidField),
        (("DIK", UNIT, "SK", "{kode}/{n:03}/SK/{tahun}"), InvalidField),
    ],
)
def test_a_series_that_cannot_be_is_refused(office: Office, told: tuple[str, ...], error: type[Exception]) -> None:
    with pytest.raises(error):
        do(office, series.add, *told)
    assert read(office, series.series) == SHIPPED
    assert log(office) == []


def test_a_unit_has_one_series_of_a_purpose(office: Office) -> None:
    own(office)
    with pytest.raises(InvalidField, match="has the series DIK already"):
        own(office, "DIK2", format="{n}/DIK2/{tahun}")
    own(office, "DIK2", "SK", "{n}/DIK2/{tahun}")


def test_only_administrators_change_series(office: Office) -> None:
    with pytest.raises(RoleMissing):
        do(office, series.set_format, "SK", "{n}/X/{tahun}", who=by(office, world.ANALYST))
    with pytest.raises(InvalidField, match="there is no series"):
        do(office, series.set_format, "sk", "{n}/X/{tahun}")


def test_a_format_that_would_print_a_number_of_the_register_is_refused(office: Office) -> None:
    """A series comes back to texts that another one has printed only behind them."""
    do(office, series.set_format, "PENETAPAN", "{n}/X/{tahun}")
    world.step(office, world.propose(office, world.COLLEAGUES[0]), "submit")
    do(office, series.set_format, "PENETAPAN", "{n}/Y/{tahun}")
    with pytest.raises(InvalidField, match="the number 1/X/2026 of the register"):
        own(office, "DIK", format="{n}/X/{tahun}")
    said = do(office, series.set_format, "PENETAPAN", "{n}/X/{tahun}")
    assert said["sample"] == "2/X/2026"


def test_the_code_of_the_hr_unit_may_not_make_two_series_alike(office: Office) -> None:
    do(office, series.set_format, "PENETAPAN", "{n}/{unit}/{tahun}")
    own(office)
    with pytest.raises(InvalidField, match="could print the same number"):
        do(office, change_agency, {"hr_code": "DIK"})
    do(office, change_agency, {"hr_code": "BKD"})
    assert [one["next"] for one in read(office, series.listed, office.today)] == [
        *("1/DIK/2026", "1/BKD/2026", "800.1.3.3/1/SK/2026"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE series SET format = '{n}/PALSU/{tahun}' WHERE code = 'SK'",
        "UPDATE series SET unit = '1.02' WHERE code = 'DIK'",
        "INSERT INTO series (code, format, purpose) VALUES ('X', '{n}/X/{tahun}', 'SK')",
        "DELETE FROM series WHERE code = 'DIK'",
    ],
)
def test_the_audit_names_a_series_that_no_recorded_change_has_made_so(office: Office, change: str) -> None:
    own(office)
    do(office, series.set_format, "SK", "{n}/SK/{tahun}")
    assert world.audit(office).problems == []
    with office.database.transaction() as connection:
        connection.execute(sa.text(change))
    (problem,) = [en for _, en in world.audit(office).problems]
    assert "is not what the recorded changes have set" in problem
