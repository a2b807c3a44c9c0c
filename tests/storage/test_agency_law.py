"""The agency's own law: documents that it asks for, freezes, and the legal bases of Mengingat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.wiring import Office
from storage.bases import bases, end_basis, set_basis
from storage.freezes import NewFreeze, end_freeze, freezes, set_freeze
from storage.ledger import Ledger
from storage.requirements import NewRequirement, facts, require_document, requirements, unrequire_document
from storage.tables import Payload
from tests import world
from tests.storage.administrators import by, do, log, read
from workflow.authority import Kind
from workflow.errors import AlreadyExists, InvalidField, RoleMissing
from workflow.personnel import PostKind

TODAY = date(2026, 6, 2)
YESTERDAY = TODAY - timedelta(days=1)
PLEDGE = NewRequirement("L01", "Pakta integritas", (Kind.INTERNAL,), 12, names_post=True)
ELECTION = NewFreeze("Pemilihan Wali Kota", date(2026, 9, 1), date(2027, 2, 28), "UU 10/2016 Pasal 71", (PostKind.JPT,))


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


# Documents


def test_a_document_is_asked_for_until_it_is_no_longer(office: Office) -> None:
    do(office, require_document, PLEDGE)
    (asked,) = read(office, facts)
    assert asked.asked(Kind.INTERNAL, TODAY)
    assert not asked.asked(Kind.INTERNAL, YESTERDAY)
    assert not asked.asked(Kind.ANTAR_PROV, TODAY)
    do(office, unrequire_document, "L01", YESTERDAY)
    (ended,) = read(office, facts)
    assert not ended.asked(Kind.INTERNAL, TODAY)
    assert [(row["act"], row["old"] and row["old"]["name"]) for row in log(office)] == [
        ("document unrequire", "Pakta integritas"),
        ("document require", None),
    ]


@pytest.mark.parametrize("code", ["D05", "L1", "L001", "l01", "L０１", "", "L01\n", "L01;DROP"])
def test_a_code_that_is_not_the_agencys_own_is_refused(office: Office, code: str) -> None:
    with pytest.raises(InvalidField, match="L with two digits"):
        do(office, require_document, NewRequirement(code, "Pakta integritas"))


def test_a_code_is_taken_once_even_after_its_end(office: Office) -> None:
    do(office, require_document, PLEDGE)
    do(office, unrequire_document, "L01", TODAY)
    with pytest.raises(AlreadyExists, match="L01"):
        do(office, require_document, NewRequirement("L01", "Surat lain"))


@pytest.mark.parametrize("months", [0, -1, 1201, 10**30])
def test_a_validity_is_a_number_of_months(office: Office, months: int) -> None:
    with pytest.raises(InvalidField, match="--months"):
        do(office, require_document, NewRequirement("L01", "Pakta", valid_months=months))


def test_a_document_is_not_asked_for_in_the_past_and_has_a_name(office: Office) -> None:
    for wrong in (NewRequirement("L01", "Pakta", since=YESTERDAY), NewRequirement("L01", " ")):
        with pytest.raises(InvalidField):
            do(office, require_document, wrong)
    assert read(office, requirements) == []


def test_what_was_asked_for_earlier_is_not_taken_back(office: Office) -> None:
    do(office, require_document, PLEDGE)
    with pytest.raises(InvalidField, match="has passed"):
        do(office, unrequire_document, "L01", YESTERDAY - timedelta(days=1))
    with pytest.raises(InvalidField, match="asks for no document"):
        do(office, unrequire_document, "L02", TODAY)


# Freezes


def test_a_freeze_is_set_and_ended(office: Office) -> None:
    id = do(office, set_freeze, ELECTION)["freeze"]
    assert do(office, end_freeze, id, date(2026, 12, 31))["ends"] == "2026-12-31"
    (row,) = read(office, freezes)
    assert (row["starts"], row["ends"], row["post_kinds"]) == (date(2026, 9, 1), date(2026, 12, 31), ["jpt"])
    assert (row["lifted_by"], row["law"]) == ("D12", "UU 10/2016 Pasal 71")
    assert log(office)[0]["old"]["ends"] == "2027-02-28"


def test_a_freeze_does_not_end_before_it_begins(office: Office) -> None:
    with pytest.raises(InvalidField, match="before its first day"):
        do(office, set_freeze, NewFreeze("Pilkada", TODAY, YESTERDAY, "UU 10/2016"))
    id = do(office, set_freeze, ELECTION)["freeze"]
    with pytest.raises(InvalidField, match="before its first day"):
        do(office, end_freeze, id, date(2026, 8, 31))


def test_a_freeze_is_lifted_by_a_document_that_there_is(office: Office) -> None:
    with pytest.raises(InvalidField, match="--lifted-by"):
        do(office, set_freeze, NewFreeze("Pilkada", TODAY, TODAY, "UU 10/2016", lifted_by="L01"))
    do(office, require_document, PLEDGE)
    assert do(office, set_freeze, NewFreeze("Pilkada", TODAY, TODAY, "UU 10/2016", lifted_by="L01"))["freeze"] == 1


@pytest.mark.parametrize("id", [0, 7, 2**40, 10**30])
def test_a_freeze_that_is_not_there_is_not_ended(office: Office, id: int) -> None:
    with pytest.raises(InvalidField, match=str(id)):
        do(office, end_freeze, id, TODAY)


def test_only_an_administrator_freezes(office: Office) -> None:
    with pytest.raises(RoleMissing):
        do(office, set_freeze, ELECTION, who=by(office, world.MAYOR))
    assert read(office, freezes) == []


# Mengingat

NEW_LAW = "Peraturan Wali Kota Nomor 5 Tahun 2026"


def titles(office: Office) -> list[str]:
    return [row["title"] for row in read(office, bases)]


def cited(office: Office, day: date) -> list[str]:
    with office.database.reading() as connection:
        return Ledger(connection).bases(day)


def test_a_legal_basis_takes_its_place_and_those_after_it_move_down(office: Office) -> None:
    before = titles(office)
    do(office, set_basis, NEW_LAW, 2, TODAY, None)
    assert titles(office) == [before[0], NEW_LAW, *before[1:]]
    assert [row["position"] for row in read(office, bases)] == list(range(1, len(before) + 2))
    assert NEW_LAW in cited(office, TODAY)
    assert NEW_LAW not in cited(office, YESTERDAY)
    assert [row["title"] for row in log(office)[0]["old"]] == before


def test_a_legal_basis_that_is_cited_already_moves(office: Office) -> None:
    before = titles(office)
    do(office, set_basis, before[0], len(before), TODAY, None)
    assert titles(office) == [*before[1:], before[0]]


def test_a_legal_basis_that_ended_is_cited_no_longer(office: Office) -> None:
    first, *others = titles(office)
    do(office, end_basis, 1, YESTERDAY)
    assert cited(office, TODAY) == others
    assert cited(office, YESTERDAY) == [first, *others]


def test_mengingat_is_never_left_empty(office: Office) -> None:
    count = len(titles(office))
    for position in range(1, count):
        do(office, end_basis, position, TODAY)
    with pytest.raises(InvalidField, match="no legal basis would be left"):
        do(office, end_basis, count, TODAY)
    do(office, set_basis, NEW_LAW, 1, TODAY + timedelta(days=1), None)
    do(office, end_basis, count + 1, TODAY)
    assert cited(office, TODAY + timedelta(days=1)) == [NEW_LAW]


@pytest.mark.parametrize("position", [0, -1, 99, 10**30])
def test_a_place_that_is_not_there_is_refused(office: Office, position: int) -> None:
    with pytest.raises(InvalidField, match="there is no position"):
        do(office, set_basis, NEW_LAW, position, TODAY, None)
    with pytest.raises(InvalidField, match="no legal basis stands"):
        do(office, end_basis, position, TODAY)


@pytest.mark.parametrize("title", ["", "UU\x07 1/2026", "U" * 5000])
def test_a_title_is_a_line_that_can_be_printed(office: Office, title: str) -> None:
    with pytest.raises(InvalidField, match="JUDUL"):
        do(office, set_basis, title, 1, TODAY, None)


def test_a_decree_keeps_the_bases_that_it_cites(office: Office) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit")
    (before,) = [row["content"] for row in world.rows(office, Payload)]
    do(office, set_basis, NEW_LAW, 1, TODAY, None)
    world.step(office, proposal, "establish_need")
    first, second = [row["content"] for row in world.rows(office, Payload)]
    assert first == before
    assert NEW_LAW.encode() not in first
    assert NEW_LAW.encode() in second
    world.assert_sound(office)
