"""The arms of the letterhead: kept by hash, chosen by two persons, named in the order of every decree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import agency, arms
from storage.agency_change import change_agency
from storage.authenticators import designate
from storage.own_tables import Artwork
from tests import world
from tests.documents.test_svg import svg_of
from tests.storage.administrators import add_administrators, by, confirm, do, read, refuse, setting_up
from workflow.errors import Guarded, InvalidField, RoleMissing

SHIELD, STAR = svg_of('<path d="M0 0h9v9z"/>'), svg_of('<circle cx="9" cy="9" r="9"/>')
MINE, STATE = (hashlib.sha256(content).hexdigest() for content in (SHIELD, STAR))


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def chosen(office: Office) -> tuple[str | None, str | None]:
    facts = read(office, agency.agency)
    return facts.arms, facts.emblem


def test_arms_are_chosen_by_two_and_kept_whatever_becomes_of_the_change(office: Office) -> None:
    add_administrators(office)
    asked = do(office, arms.change_arms, {"arms": SHIELD})
    assert (asked["status"], chosen(office)) == ("asked", (None, None))
    refuse(office, asked["change"])
    confirm(office, do(office, arms.change_arms, {"arms": SHIELD, "emblem": STAR})["change"])
    assert chosen(office) == (MINE, STATE)
    assert {row["sha256"] for row in world.rows(office, Artwork)} == {MINE, STATE}
    assert read(office, arms.arms, MINE) == SHIELD
    assert read(office, arms.arms, "0" * 64) is None
    world.assert_sound(office)


def test_one_place_changes_without_the_other_and_without_the_rest(office: Office) -> None:
    do(office, change_agency, {"place": "Samudra", "contact": "Telepon 555-0100"})
    do(office, arms.change_arms, {"arms": SHIELD})
    do(office, arms.change_arms, {"emblem": STAR})
    do(office, arms.change_arms, {"arms": STAR})
    facts = read(office, agency.agency)
    assert (facts.arms, facts.emblem, facts.place, facts.contact) == (STATE, STATE, "Samudra", "Telepon 555-0100")
    world.assert_sound(office)


def test_every_order_names_the_arms_of_its_day(office: Office) -> None:
    orders: list[Any] = []
    office.press.during = lambda order: orders.append(json.loads(order)["agency"])
    first, second = (world.propose(office, nip) for nip in world.COLLEAGUES[:2])
    world.step(office, first, "submit")
    do(office, arms.change_arms, {"arms": SHIELD})
    world.step(office, second, "submit")
    assert [(one["arms"], one["emblem"]) for one in orders] == [(None, None), (MINE, None)]


def test_whoever_sets_the_installation_up_may_choose_arms_and_nobody_else_without_the_role(office: Office) -> None:
    do(office, arms.change_arms, {"arms": SHIELD}, who=setting_up(office))
    assert chosen(office) == (MINE, None)
    add_administrators(office)
    with pytest.raises(InvalidField):
        do(office, arms.change_arms, {"arms": STAR}, who=setting_up(office))
    with pytest.raises(RoleMissing):
        do(office, arms.change_arms, {"arms": STAR}, who=by(office, world.ANALYST))
    assert chosen(office) == (MINE, None)
    assert read(office, arms.arms, STATE) is None


def world_account(office: Office) -> Any:
    from tests.storage.administrators import by

    return by(office, world.ANALYST)


def test_files_are_added_and_nothing_else(office: Office) -> None:
    do(office, arms.change_arms, {"arms": SHIELD})
    for change in ("UPDATE artwork SET sha256 = 'x'", "DELETE FROM artwork"):
        with pytest.raises(Guarded), office.database.transaction() as connection:
            connection.execute(sa.text(change))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE agency SET arms = NULL", "The agency's data (arms) are not what the recorded changes have set last."),
        ("UPDATE agency SET contact = 'x'", "The agency's data (contact) are not"),
        ("DELETE FROM agency", "The agency's data (contact, arms) are not"),
        (f"INSERT INTO artwork (sha256, content) VALUES ('{'0' * 64}', '')", "Arms 0000000000000000…: they are not"),
    ],
)
def test_the_audit_names_a_letterhead_that_no_recorded_change_has_made_so(
    office: Office, change: str, says: str
) -> None:
    do(office, change_agency, {"contact": "Telepon 555-0100"})
    do(office, arms.change_arms, {"arms": SHIELD})
    assert world.audit(office).problems == []
    with office.database.transaction() as connection:
        connection.execute(sa.text(change))
    (problem,) = [en for _, en in world.audit(office).problems]
    assert problem.startswith(says)


@pytest.mark.parametrize("column", ["arms", "emblem", "address"])
def test_the_audit_names_what_was_slipped_into_a_letterhead_that_no_change_has_touched(
    office: Office, column: str
) -> None:
    do(office, change_agency, {"contact": "Telepon 555-0100"})
    with office.database.transaction() as connection:
        connection.execute(sa.text(f"UPDATE agency SET {column} = 'x'"))
    (problem,) = [en for _, en in world.audit(office).problems]
    assert problem == f"The agency's data ({column}) are not what the recorded changes have set last."


@pytest.mark.parametrize("change", ["UPDATE authenticator SET title = 'Calo'", "DELETE FROM authenticator"])
def test_the_audit_names_an_authenticator_whom_no_recorded_change_has_designated(office: Office, change: str) -> None:
    do(office, designate, world.UNIT_HEAD, "Sekretaris Daerah", True)
    assert world.audit(office).problems == []
    with office.database.transaction() as connection:
        connection.execute(sa.text(change))
    (problem,) = [en for _, en in world.audit(office).problems]
    assert problem == "The official who authenticates copies is not whom the recorded changes have designated."
