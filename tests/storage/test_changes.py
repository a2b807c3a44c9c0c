"""Changes of the agency's own data: one administrator acts alone, two must agree, and the log keeps it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import storage
from app.wiring import Office
from storage import acts, changes, roles
from storage.parameters import NewValue, parameters, set_parameter
from storage.roles import NewAccount
from tests import world
from tests.storage.administrators import (
    REASON,
    SECOND,
    add_administrators,
    by,
    confirm,
    do,
    log,
    read,
    refuse,
    setting_up,
)
from workflow.authority import Role
from workflow.errors import ChangeDecided, InvalidField, MutasiError, RoleMissing, SecondPerson, UnknownChange

TENURE = NewValue("R-ELG-01", "months", "36")


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def values(office: Office) -> list[str]:
    return [fact.value for fact in read(office, parameters)]


def test_a_single_administrator_acts_alone_and_the_log_says_so(office: Office) -> None:
    assert do(office, set_parameter, TENURE)["status"] == "done"
    (row,) = log(office)
    assert (row["act"], row["subject"], row["status"]) == ("parameter set", "R-ELG-01 months", "done")
    assert (row["asked_by"], row["decided_by"], row["alone"]) == (world.ADMIN, world.ADMIN, True)
    assert (row["reason"], row["asked_at"], row["os_user"]) == (REASON, world.START, "penguji")
    assert (row["old"]["value"], row["new"]["value"]) == ("24", "36")


def test_with_two_administrators_nothing_counts_before_the_other_agrees(office: Office) -> None:
    add_administrators(office)
    asked = do(office, set_parameter, TENURE)
    assert asked["status"] == "asked"
    assert values(office) == []
    assert [row["id"] for row in log(office, waiting=True)] == [asked["change"]]
    with pytest.raises(SecondPerson):
        confirm(office, asked["change"], world.ADMIN)
    assert values(office) == []
    assert confirm(office, asked["change"])["status"] == "done"
    assert values(office) == ["36"]
    (row,) = log(office)
    assert (row["asked_by"], row["decided_by"], row["alone"]) == (world.ADMIN, SECOND, False)
    assert log(office, waiting=True) == []


def test_another_account_of_the_same_person_is_not_a_second_person(office: Office) -> None:
    rini = "198203042006042001"
    add_administrators(office, "rini.satu", "rini.dua", nip=rini)
    asked = do(office, set_parameter, TENURE, who=by(office, "rini.satu"))
    with pytest.raises(SecondPerson):
        confirm(office, asked["change"], "rini.dua")
    assert confirm(office, asked["change"], world.ADMIN)["status"] == "done"


def test_two_accounts_of_one_person_do_not_wait_for_each_other_for_ever(office: Office) -> None:
    rini = "198203042006042001"
    add_administrators(office, "rini.satu", "rini.dua", nip=rini)
    revoked = do(office, roles.revoke, world.ADMIN, Role.admin, who=by(office, "rini.satu"))
    confirm(office, revoked["change"], world.ADMIN)
    assert do(office, set_parameter, TENURE, who=by(office, "rini.satu"))["status"] == "done"


def test_a_change_that_was_refused_or_taken_back_leaves_nothing(office: Office) -> None:
    add_administrators(office)
    for account in (SECOND, world.ADMIN):
        asked = do(office, set_parameter, TENURE)
        assert refuse(office, asked["change"], account)["status"] == "refused"
        with pytest.raises(ChangeDecided, match=account):
            confirm(office, asked["change"])
    assert values(office) == []
    assert [row["status"] for row in log(office)] == ["refused", "refused"]


def test_of_two_who_agree_at_once_one_makes_the_change_and_the_other_is_told(office: Office) -> None:
    others = ["admin.kedua", "admin.ketiga"]
    add_administrators(office, *others)
    for n in range(world.ROUNDS):
        asked = do(office, set_parameter, NewValue("R-ELG-01", "months", str(30 + n)))
        results = world.together(2, lambda n, id=asked["change"]: confirm(office, id, others[n]))
        assert [type(result) for result in results if isinstance(result, Exception)] == [ChangeDecided]
        assert [result["status"] for result in results if isinstance(result, dict)] == ["done"]
    assert len(values(office)) == world.ROUNDS


def test_of_agreeing_and_refusing_at_once_one_counts(office: Office) -> None:
    add_administrators(office)
    for _ in range(world.ROUNDS):
        before = len(values(office))
        asked = do(office, set_parameter, TENURE)
        results = world.together(2, lambda n, id=asked["change"]: (confirm, refuse)[n](office, id))
        (said,) = [result for result in results if isinstance(result, dict)]
        assert sum(isinstance(result, ChangeDecided) for result in results) == 1
        assert len(values(office)) - before == (said["status"] == "done")


def test_what_is_wrong_is_said_when_it_is_asked_for(office: Office) -> None:
    add_administrators(office)
    for wrong in (NewValue("R-ELG-01", "months", "x"), NewValue("R-ELG-01", "weeks", "3")):
        with pytest.raises(InvalidField):
            do(office, set_parameter, wrong)
    with pytest.raises(MutasiError):
        do(office, roles.add_account, NewAccount(world.MAYOR, (Role.authority,)))
    assert log(office) == []


@pytest.mark.parametrize("reason", ["", " \n ", "a\x00b", "x" * 5000])
def test_a_change_has_a_reason_that_can_be_read(office: Office, reason: str) -> None:
    with (
        pytest.raises(InvalidField, match="--reason"),
        office.database.transaction() as connection,
    ):
        set_parameter(connection, TENURE, reason, by(office))
    assert log(office) == []
    assert values(office) == []


def test_only_administrators_change_the_agencys_data(office: Office) -> None:
    add_administrators(office)
    with pytest.raises(RoleMissing):
        do(office, set_parameter, TENURE, who=by(office, world.MAYOR))
    asked = do(office, set_parameter, TENURE)
    for decide in (confirm, refuse):
        with pytest.raises(RoleMissing):
            decide(office, asked["change"], world.MAYOR)
    assert values(office) == []


def test_an_administrator_whose_role_was_revoked_cannot_agree(office: Office) -> None:
    add_administrators(office, SECOND, "admin.ketiga")
    asked = do(office, set_parameter, TENURE)
    revoked = do(office, roles.revoke, SECOND, Role.admin)
    confirm(office, revoked["change"], "admin.ketiga")
    with pytest.raises(RoleMissing):
        confirm(office, asked["change"])
    assert confirm(office, asked["change"], "admin.ketiga")["status"] == "done"


@pytest.mark.parametrize("id", [0, -1, 99, 2**31, 2**63, 10**30])
def test_a_change_that_is_not_there_is_said_to_be_unknown(office: Office, id: int) -> None:
    for decide in (confirm, refuse):
        with pytest.raises(UnknownChange, match=str(id)):
            decide(office, id, world.ADMIN)


def test_while_there_are_no_two_administrators_an_installation_is_set_up_without_an_account(office: Office) -> None:
    do(office, roles.add_account, NewAccount("tika", (Role.analyst,)), who=setting_up(office))
    (row,) = log(office)
    assert (row["asked_by"], row["decided_by"], row["alone"]) == ("os:penguji", "os:penguji", True)
    add_administrators(office)
    with pytest.raises(InvalidField, match="--as"):
        do(office, roles.add_account, NewAccount("dodo", (Role.analyst,)), who=setting_up(office))
    assert len(log(office)) == 1


def test_changes_that_weigh_on_every_decision_need_two_persons_and_the_others_one() -> None:
    assert acts.__all__
    two = {name for name, act in changes.ACTS.items() if act.two_persons}
    assert two == {
        *("parameter set", "mandate add", "mandate end"),
        *("account add", "account bind", "account grant", "account revoke"),
        *("agency set", "agency arms", "authenticator set"),
        *("series add", "series set", "wording set", "wording reset"),
        "erase",
    }


def test_every_file_that_enters_an_act_is_loaded_before_a_change_is_agreed_to() -> None:
    folder = Path(storage.__file__).parent
    entering = {path.stem for path in folder.glob("*.py") if re.search(r"^@act\(", path.read_text(), re.MULTILINE)}
    assert entering == set(acts.__all__)
