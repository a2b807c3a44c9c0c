"""Accounts and roles: given and taken by administrators, and never so that nobody administers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage import roles
from storage.accounts import accounts, actor
from storage.agency import agency
from storage.agency_change import change_agency
from storage.roles import NewAccount
from tests import world
from tests.storage.administrators import (
    SECOND,
    add_administrators,
    by,
    confirm,
    do,
    log,
    read,
    setting_up,
)
from workflow.authority import Role
from workflow.errors import AlreadyExists, InvalidField, MutasiError, UnknownAccount, UnknownPerson


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def roles_of(office: Office, account: str) -> set[Role]:
    return set(read(office, actor, account).roles)


def test_a_role_is_given_and_taken_and_the_log_keeps_both(office: Office) -> None:
    do(office, roles.grant, world.OFFICER, Role.analyst)
    assert roles_of(office, world.OFFICER) == {Role.hr_officer, Role.analyst}
    do(office, roles.revoke, world.OFFICER, Role.hr_officer)
    assert roles_of(office, world.OFFICER) == {Role.analyst}
    assert [(row["act"], row["old"]["roles"], row["new"]["role"]) for row in log(office)] == [
        ("account revoke", ["analyst", "hr_officer"], "hr_officer"),
        ("account grant", ["hr_officer"], "analyst"),
    ]


def test_a_role_holds_from_the_beginning_of_the_day_on_which_the_second_person_agrees(office: Office) -> None:
    add_administrators(office)
    asked = do(office, roles.grant, world.OFFICER, Role.analyst)
    office.clock.forward(days=2)
    assert confirm(office, asked["change"])["since"] == "2026-06-04"
    assert str(read(office, actor, world.OFFICER).roles[Role.analyst]) == "2026-06-04"


def test_a_role_is_not_given_twice_nor_taken_where_it_is_not(office: Office) -> None:
    with pytest.raises(InvalidField, match="has the role HR officer already"):
        do(office, roles.grant, world.OFFICER, Role.hr_officer)
    with pytest.raises(InvalidField, match="does not have the role HR analyst"):
        do(office, roles.revoke, world.OFFICER, Role.analyst)
    for change in (roles.grant, roles.revoke):
        with pytest.raises(UnknownAccount):
            do(office, change, "tidak.ada", Role.analyst)


def test_the_last_administrator_keeps_the_role(office: Office) -> None:
    with pytest.raises(InvalidField, match="last administrator"):
        do(office, roles.revoke, world.ADMIN, Role.admin)
    add_administrators(office)
    asked = do(office, roles.revoke, world.ADMIN, Role.admin)
    confirm(office, asked["change"])
    with pytest.raises(InvalidField, match="last administrator"):
        do(office, roles.revoke, SECOND, Role.admin, who=by(office, SECOND))


def test_two_revocations_at_once_leave_an_administrator(office: Office) -> None:
    add_administrators(office)
    asked = [
        do(office, roles.revoke, world.ADMIN, Role.admin, who=by(office, SECOND)),
        do(office, roles.revoke, SECOND, Role.admin),
    ]
    world.together(2, lambda n: confirm(office, asked[n]["change"], (world.ADMIN, SECOND)[n]))
    assert len([one for one in read(office, accounts) if "admin" in one["roles"]]) == 1


def test_a_role_that_is_taken_while_its_decree_is_drawn_takes_no_step(office: Office) -> None:
    proposal = world.propose(office)
    office.press.during = lambda _order: do(office, roles.revoke, world.ANALYST, Role.analyst)
    with pytest.raises(MutasiError):
        world.step(office, proposal, "submit")
    office.press.during = None
    assert world.show(office, proposal)["state"] == "draft"
    world.assert_sound(office)


def test_history_stays_sound_after_its_signer_lost_the_role(office: Office) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit")
    do(office, roles.revoke, world.ANALYST, Role.analyst)
    world.assert_sound(office)


def test_with_two_administrators_an_account_waits_for_the_second(office: Office) -> None:
    add_administrators(office)
    asked = do(office, roles.add_account, NewAccount("tika", (Role.analyst,), nip=world.BUDI))
    assert asked["status"] == "asked"
    with pytest.raises(UnknownAccount):
        read(office, actor, "tika")
    confirm(office, asked["change"])
    assert roles_of(office, "tika") == {Role.analyst}


def test_an_account_that_cannot_be_made_is_refused_and_not_recorded(office: Office) -> None:
    with pytest.raises(AlreadyExists):
        do(office, roles.add_account, NewAccount(world.MAYOR, (Role.authority,)), who=setting_up(office))
    with pytest.raises(UnknownPerson):
        do(office, roles.add_account, NewAccount("baru", (Role.analyst,), nip="1"), who=setting_up(office))
    assert log(office) == []


def test_no_account_can_be_taken_for_a_user_of_the_operating_system(office: Office) -> None:
    with pytest.raises(InvalidField, match="os:"):
        do(office, roles.add_account, NewAccount("os:root", (Role.analyst,)))


def test_an_account_that_was_made_meanwhile_is_not_made_again(office: Office) -> None:
    add_administrators(office)
    asked = [do(office, roles.add_account, NewAccount("tika", (Role.analyst,))) for _ in range(2)]
    confirm(office, asked[0]["change"])
    with pytest.raises(AlreadyExists):
        confirm(office, asked[1]["change"])
    assert len(log(office, waiting=True)) == 1


def test_whoever_sets_up_binds_accounts_until_two_administrators_can_act(office: Office) -> None:
    add_administrators(office)
    for account in (world.ADMIN, SECOND):
        do(office, roles.bind_account, account, f"pengguna.{account}", who=setting_up(office))
    with pytest.raises(InvalidField, match="--as"):
        do(office, roles.bind_account, world.MAYOR, "penyusup", who=setting_up(office))
    asked = do(office, roles.bind_account, world.MAYOR, "walikota")
    assert asked["status"] == "asked"
    confirm(office, asked["change"])
    bound = {one["name"]: one["os_user"] for one in read(office, accounts)}
    assert bound[world.MAYOR] == "walikota"


def test_the_letterhead_is_changed_by_two_administrators_with_old_and_new(office: Office) -> None:
    add_administrators(office)
    with pytest.raises(InvalidField, match="--as"):
        do(office, change_agency, {"place": "Teluk Biru"}, who=setting_up(office))
    asked = do(office, change_agency, {"place": "Teluk Biru"})
    assert (asked["status"], read(office, agency).place) == ("asked", "Samudra Jaya")
    confirm(office, asked["change"])
    assert read(office, agency).place == "Teluk Biru"
    (row,) = log(office)
    assert (row["old"], row["new"]) == ({"place": "Samudra Jaya"}, {"place": "Teluk Biru"})
