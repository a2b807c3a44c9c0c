"""Whatever was done to a decree, its number is named."""

from __future__ import annotations

import random

import sqlalchemy as sa

from app.wiring import Office
from storage import register
from storage.tables import Booking, Decree
from tests import world
from tests.storage.audit.tampering import after, entries, entry_of, flipped, some
from workflow.canonical import sha256


def test_any_flipped_bit_of_any_decree_names_it(office: Office) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    with office.database.reading() as connection:
        decrees = connection.execute(sa.text("SELECT number, content FROM decree")).all()
    for number, content in some(office, list(decrees)):
        problems = after(
            office, "UPDATE decree SET content = :bytes WHERE number = :n", bytes=flipped(content, chance), n=number
        )
        assert problems == [f"Decree {number}: its bytes were altered."]


def test_bytes_appended_to_a_decree_are_noticed(office: Office) -> None:
    number = entry_of(office, "approve")["number"]
    with office.database.reading() as connection:
        _, content = register.decree(connection, number)
    longer = after(office, "UPDATE decree SET content = :more WHERE number = :n", more=content + b"\n", n=number)
    assert longer == [f"Decree {number}: its bytes were altered."]


def test_a_decree_replaced_together_with_its_hash_is_noticed(office: Office) -> None:
    entry = entry_of(office, "approve")
    forged = b"%PDF-1.7 palsu"
    problems = after(
        office,
        "UPDATE decree SET content = :forged, sha256 = :digest WHERE number = :n",
        forged=forged,
        digest=sha256(forged),
        n=entry["number"],
    )
    assert problems == [
        f"Entry {entry['id']} (proposal {entry['proposal']}): decree {entry['number']} is not the one that was issued."
    ]


def test_a_deleted_decree_is_missed_by_its_number(office: Office) -> None:
    entry = entry_of(office, "approve")
    problems = after(office, "DELETE FROM decree WHERE number = :n", n=entry["number"])
    assert f"Number {entry['number']} is marked as issued, but its decree is missing." in problems
    assert any(problem.startswith(f"Entry {entry['id']} ") for problem in problems)


def test_a_decree_that_was_slipped_in_is_noticed(office: Office) -> None:
    void = next(row for row in world.rows(office, Booking) if row["status"] == "void")
    problems = after(
        office,
        "INSERT INTO decree (number, booking, sha256, content, issued_at)"
        " SELECT :n, :booking, sha256, content, issued_at FROM decree WHERE booking = 1",
        n=void["number"],
        booking=void["id"],
    )
    assert f"Decree {void['number']} is not in history." in problems
    assert f"Number {void['number']} is not issued, but has a decree." in problems


def test_an_altered_time_of_issue_names_the_decree(office: Office) -> None:
    for entry in some(office, entries(office)):
        problems = after(
            office, "UPDATE decree SET issued_at = '2020-01-01 00:00:00' WHERE number = :n", n=entry["number"]
        )
        assert f"Decree {entry['number']}: it was not issued at the time of entry {entry['id']}." in problems


def test_two_decrees_that_swapped_their_bookings_are_named(office: Office) -> None:
    here, there = world.rows(office, Decree)[:2]
    problems = after(
        office,
        "UPDATE decree SET booking = -1 WHERE booking = :here",
        "UPDATE decree SET booking = :here WHERE booking = :there",
        "UPDATE decree SET booking = :there WHERE booking = -1",
        here=here["booking"],
        there=there["booking"],
    )
    for row in (here, there):
        assert any(problem.startswith(f"Number {row['number']}: its columns (") for problem in problems)
