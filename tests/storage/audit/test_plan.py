"""Whatever was done to a proposal or to the seats it gave, the proposal is named."""

from __future__ import annotations

from typing import Any

import pytest

from app.wiring import Office
from storage.tables import Assignment, Proposal
from tests import world
from tests.storage.audit.tampering import after, entries, some


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("state = 'approval'", "Proposal 1 stands at approval version 8, but history says completed version 8."),
        ("version = 3", "Proposal 1 stands at completed version 3, but history says completed version 8."),
    ],
)
def test_an_altered_state_or_version_names_the_proposal(office: Office, change: str, said: str) -> None:
    assert after(office, f"UPDATE proposal SET {change} WHERE id = 1") == [said]


FACTS: dict[str, Any] = {
    "nip": world.BUDI,
    "post": "KEPALA-DINKES",
    "kind": "ANTAR_PROV",
    "reason": "palsu",
    "proposed_by": "admin",
    "proposed_on": "2020-02-02",
    "changed_at": "2020-02-02 00:00:00",
}


@pytest.mark.parametrize("column", FACTS)
def test_any_altered_fact_of_a_proposal_names_it(office: Office, column: str) -> None:
    for row in some(office, world.rows(office, Proposal)):
        problems = after(
            office, f"UPDATE proposal SET {column} = :wrong WHERE id = :id", wrong=FACTS[column], id=row["id"]
        )
        assert problems == [f"Proposal {row['id']}: its columns ({column}) are not what it was last decided on."]


def test_a_deleted_proposal_is_missed(office: Office) -> None:
    assert "Proposal 6 is in history, but missing." in after(office, "DELETE FROM proposal WHERE id = 6")


def test_a_proposal_that_stands_somewhere_without_history_is_noticed(office: Office) -> None:
    columns = "nip, post, kind, proposed_by, proposed_at, proposed_on, changed_at"
    problems = after(
        office,
        f"INSERT INTO proposal (id, state, version, {columns})"
        f" SELECT 77, 'approval', 4, {columns} FROM proposal WHERE id = 1",
    )
    assert problems == ["Proposal 77 stands at approval version 4, but history says draft version 0."]


PLACED: dict[str, Any] = {
    "nip": world.BUDI,
    "post": "KEPALA-DINKES",
    "starts": "2029-01-01",
    "held": True,
    "cancelled_by": "800/palsu",
}


@pytest.mark.parametrize("column", PLACED)
def test_any_altered_column_of_any_seat_names_its_proposal_and_decree(office: Office, column: str) -> None:
    for seat in world.rows(office, Assignment):
        problems = after(
            office, f"UPDATE assignment SET {column} = :wrong WHERE id = :id", wrong=PLACED[column], id=seat["id"]
        )
        said = f"the seat given by decree {seat['decree']} is altered ({column})."
        assert problems == [f"Proposal {seat['proposal']}: {said}"]


def test_a_cancelled_seat_that_lives_again_is_named(office: Office) -> None:
    for seat in [row for row in world.rows(office, Assignment) if row["cancelled_by"]]:
        problems = after(office, "UPDATE assignment SET cancelled_by = NULL WHERE id = :id", id=seat["id"])
        said = f"the seat given by decree {seat['decree']} is altered (cancelled_by)."
        assert problems == [f"Proposal {seat['proposal']}: {said}"]


@pytest.mark.parametrize(
    ("change", "extra"), [("proposal = 6", "Proposal 6"), ("decree = '1'", "without a decree (1)")]
)
def test_a_seat_moved_to_another_proposal_or_decree_is_missed_and_found(
    office: Office, change: str, extra: str
) -> None:
    for seat in world.rows(office, Assignment):
        problems = after(office, f"UPDATE assignment SET {change} WHERE id = :id", id=seat["id"])
        assert f"Proposal {seat['proposal']}: the seat given by decree {seat['decree']} is missing." in problems
        assert any(extra in problem for problem in problems)


def test_every_deleted_seat_is_missed(office: Office) -> None:
    for seat in world.rows(office, Assignment):
        problems = after(office, "DELETE FROM assignment WHERE id = :id", id=seat["id"])
        assert problems == [f"Proposal {seat['proposal']}: the seat given by decree {seat['decree']} is missing."]


def test_every_seat_that_is_there_twice_is_named(office: Office) -> None:
    columns = "proposal, nip, post, starts, decree, held, cancelled_by"
    for seat in world.rows(office, Assignment):
        copied = f"INSERT INTO assignment (id, {columns}) SELECT 900, {columns} FROM assignment WHERE id = :id"
        problems = after(office, copied, id=seat["id"])
        assert problems == [f"Proposal {seat['proposal']}: the seat given by decree {seat['decree']} is there twice."]


def test_the_seats_of_these_tests_are_of_every_kind(office: Office) -> None:
    seats = world.rows(office, Assignment)
    assert len([seat for seat in seats if seat["cancelled_by"]]) == 4
    assert len([seat for seat in seats if entry_of_number(office, seat["decree"])["verb"] == "annul"]) == 2
    assert {entry["verb"] for entry in entries(office)} >= {"suspend", "resume", "annul", "send_back", "reject"}


def entry_of_number(office: Office, number: str) -> dict[str, Any]:
    return next(entry for entry in entries(office) if entry["number"] == number)


def test_a_seat_that_no_decree_gave_is_named(office: Office) -> None:
    problems = after(
        office,
        "INSERT INTO assignment (id, proposal, nip, post, starts, decree, held)"
        " SELECT 900, 6, nip, post, starts, '800/palsu', held FROM assignment WHERE proposal = 1",
    )
    assert problems == ["Proposal 6: there is a seat without a decree (800/palsu)."]
