"""Whatever was done to a number, its counter or its claims, the number is named."""

from __future__ import annotations

from typing import Any

import pytest

from app.wiring import Office
from storage.tables import Booking, Claim, Decree
from tests import world
from tests.storage.audit.tampering import after, bookings, entries, some


def test_an_issued_number_made_void_is_named(office: Office) -> None:
    for row in some(office, bookings(office, "issued")):
        problems = after(office, "UPDATE booking SET status = 'void', reason = 'x' WHERE id = :id", id=row["id"])
        assert f"Number {row['number']} is not issued, but has a decree." in problems


def test_a_void_number_made_issued_is_named(office: Office) -> None:
    (row,) = bookings(office, "void")
    problems = after(office, "UPDATE booking SET status = 'issued', reason = NULL WHERE id = :id", id=row["id"])
    assert problems == [f"Number {row['number']} is marked as issued, but its decree is missing."]


def test_an_altered_number_of_an_issued_booking_is_named(office: Office) -> None:
    for row in some(office, bookings(office, "issued")):
        problems = after(office, "UPDATE booking SET number = '800/palsu' WHERE id = :id", id=row["id"])
        assert "Number 800/palsu is marked as issued, but its decree is missing." in problems


@pytest.mark.parametrize("change", ["n = n + 500", "year = 2031", "series = 'LAIN'"])
def test_a_number_moved_out_of_its_place_leaves_a_gap_that_is_named(office: Office, change: str) -> None:
    for row in some(office, world.rows(office, Booking)):
        problems = after(office, f"UPDATE booking SET {change} WHERE id = :id", id=row["id"])
        assert f"Series {row['series']} {row['year']}: number {row['n']} is missing." in problems
        assert any("is beyond its counter" in problem for problem in problems)


def test_a_deleted_void_number_is_missed(office: Office) -> None:
    (row,) = bookings(office, "void")
    problems = after(office, "DELETE FROM booking WHERE id = :id", id=row["id"])
    assert problems == [
        f"Series {row['series']} {row['year']}: number {row['n']} is missing.",
        f"Proposal 6: it is claimed by booking {row['id']}, which is not there.",
    ]


@pytest.mark.parametrize(("change", "said"), [("last = last + 1", "is missing"), ("last = last - 1", "is beyond")])
def test_an_altered_counter_names_its_series(office: Office, change: str, said: str) -> None:
    (problem,) = after(office, f"UPDATE counter SET {change} WHERE series = 'SK'")
    assert problem.startswith("Series SK 2026: number ")
    assert said in problem


def test_a_deleted_counter_is_noticed(office: Office) -> None:
    problems = after(office, "DELETE FROM counter WHERE series = 'SK'")
    last = max(row["n"] for row in world.rows(office, Booking) if row["series"] == "SK")
    assert problems == [f"Series SK 2026: numbers 1–{last} are beyond its counter (0)."]


# What an issued number was issued for

KEPT: dict[str, Any] = {
    "code": "AAAA-AAAA-AAAA",
    "verb": "correct",
    "actor": "admin",
    "series": "LAIN",
    "year": 2031,
    "n": 7000,
    "number": "800/palsu",
}


@pytest.mark.parametrize("column", KEPT)
def test_any_altered_column_of_an_issued_number_names_the_number_and_its_entry(office: Office, column: str) -> None:
    for entry in some(office, [entry for entry in entries(office) if entry.get(column) != KEPT[column]]):
        problems = after(
            office,
            f"UPDATE booking SET {column} = :wrong WHERE id = (SELECT booking FROM decree WHERE number = :number)",
            wrong=KEPT[column],
            number=entry["number"],
        )
        said = f"Number {entry['number']}: its columns ({column}) are not what it was issued for (entry {entry['id']})."
        assert said in problems


@pytest.mark.parametrize("column", ["n", "code", "number"])
def test_two_numbers_that_swapped_a_column_are_both_named(office: Office, column: str) -> None:
    here, there = bookings(office, "issued")[1:3]
    assert here["series"] == there["series"]
    problems = after(
        office,
        f"UPDATE booking SET {column} = '-1' WHERE id = :here",
        f"UPDATE booking SET {column} = :mine WHERE id = :there",
        f"UPDATE booking SET {column} = :theirs WHERE id = :here",
        **{"here": here["id"], "there": there["id"], "mine": here[column], "theirs": there[column]},
    )
    for row in (here, there):
        assert any(p.startswith(f"Number {row['number']}: its columns ({column}) are not what") for p in problems)


@pytest.mark.parametrize("change", ["number = '800/palsu'", "number = 'palsu'", "n = n + 70"])
def test_a_void_number_that_does_not_hold_its_place_is_named(office: Office, change: str) -> None:
    (row,) = bookings(office, "void")
    problems = after(office, f"UPDATE booking SET {change} WHERE id = :id", id=row["id"])
    assert any("does not hold its place in the series" in problem for problem in problems)


# Claims


def claims(office: Office) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each claim of an issued number, with its entry."""
    booking_of = {row["number"]: row["booking"] for row in world.rows(office, Decree)}
    rows = {(row["booking"], row["proposal"]): row for row in world.rows(office, Claim)}
    return [(rows[booking_of[entry["number"]], entry["proposal"]], entry) for entry in entries(office)]


HERE = "WHERE booking = :booking AND proposal = :proposal"


def test_a_deleted_claim_of_an_issued_number_names_it(office: Office) -> None:
    for claim, entry in some(office, claims(office)):
        problems = after(office, f"DELETE FROM claim {HERE}", **mine(claim))
        said = f"its claim on proposal {entry['proposal']} is missing (entry {entry['id']})."
        assert f"Number {entry['number']}: {said}" in problems


def test_a_claim_moved_to_another_version_names_the_number(office: Office) -> None:
    for claim, entry in some(office, claims(office)):
        problems = after(office, f"UPDATE claim SET version = version + 90 {HERE}", **mine(claim))
        said = (
            f"its claim on proposal {entry['proposal']} is not at version {entry['version'] - 1} (entry {entry['id']})."
        )
        assert problems == [f"Number {entry['number']}: {said}"]


def test_a_claim_moved_to_another_proposal_names_the_number(office: Office) -> None:
    for claim, entry in some(office, [pair for pair in claims(office) if pair[1]["proposal"] != 6]):
        problems = after(office, f"UPDATE claim SET proposal = 6 {HERE}", **mine(claim))
        said = f"its claim on proposal {entry['proposal']} is missing (entry {entry['id']})."
        assert f"Number {entry['number']}: {said}" in problems
        assert f"Number {entry['number']} claims proposal 6, which it did not decide." in problems


def test_a_claim_too_many_on_an_issued_number_names_it(office: Office) -> None:
    row = bookings(office, "issued")[0]
    added = "INSERT INTO claim (booking, proposal, version, live) VALUES (:id, 6, 0, false)"
    assert after(office, added, id=row["id"]) == [f"Number {row['number']} claims proposal 6, which it did not decide."]


def test_a_claim_that_lives_on_names_the_number(office: Office) -> None:
    for claim in some(office, world.rows(office, Claim)):
        problems = after(office, f"UPDATE claim SET live = true {HERE}", **mine(claim))
        number = next(row["number"] for row in world.rows(office, Booking) if row["id"] == claim["booking"])
        said = f"Number {number}: its claim on proposal {claim['proposal']} does not fit its status."
        assert problems == [said]


def test_a_number_without_claims_is_named(office: Office) -> None:
    (row,) = bookings(office, "void")
    problems = after(office, "DELETE FROM claim WHERE booking = :id", id=row["id"])
    assert problems == [f"Number {row['number']} claims no proposal."]


def mine(claim: dict[str, Any]) -> dict[str, int]:
    return {"booking": claim["booking"], "proposal": claim["proposal"]}
