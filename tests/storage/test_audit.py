"""The audit: silent about what is sound, and exact about every single thing that was tampered with.

Each tampering happens in a transaction that is rolled back, with the guards of history out of the way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import guards, register
from storage.database import Database, migrate
from storage.tables import APPEND_ONLY, Booking, Transition
from tests import world
from workflow.errors import DrawingFailed
from workflow.step import book

ZEROS = "0" * 64
READ_FOR_SEATS = {"approve", "annul"}
"""The verbs whose payload the audit reads for the plan of seats as well."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a full history; the tests of this file look at it, and leave it as it was."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('audit') / 'mutasi.db'}"
        migrate(url)
    else:
        server = request.getfixturevalue("postgresql")
        url = server.database(request.getfixturevalue("postgresql_template")).render_as_string(hide_password=False)
    with world.build(url) as made:
        fill(made)
        yield made


def fill(office: Office) -> None:
    """Moves that were completed, suspended, resumed, annulled before and after their day, rejected; a void number."""
    first, second, third, fourth, fifth, sixth = (world.propose(office, nip, world.TARGET) for nip in world.COLLEAGUES)
    world.carry(office, first, "monitoring")
    world.step(office, first, "correct")
    world.carry(office, first, "completed")
    world.carry(office, second, "implementation")
    for verb in ("suspend", "resume", "annul"):
        world.step(office, second, verb)
    world.carry(office, third, "monitoring")
    world.step(office, third, "annul", data={"returns_to": world.SINGLE})
    world.carry(office, sixth, "evaluation")
    world.carry(office, fourth, "approval")
    world.carry(office, fifth, "approval")
    world.step_together(office, [fourth, fifth])
    office.press.fails = DrawingFailed(problem="habis kertas.", problem_en="out of paper.")
    with pytest.raises(DrawingFailed):
        world.step(office, sixth, "reject")
    office.press.fails = None
    world.step(office, sixth, "reject")


class OneView:
    """A database whose every question is answered from inside one open transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        yield self.connection


@contextmanager
def unguarded(office: Office) -> Iterator[sa.Connection]:
    """A transaction without guards and without foreign keys, taken back at the end."""
    with office.database.engine.connect() as connection, connection.begin() as transaction:
        if office.database.sqlite:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for name in guards.expected("sqlite"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield connection
        transaction.rollback()


def found(office: Office, connection: sa.Connection) -> list[str]:
    """What the audit finds in the tampered view, in English."""
    report = world.verify(cast(Database, OneView(connection)), office.clock.real())
    return [english for _, english in report.problems]


def after(office: Office, *statements: str, **values: Any) -> list[str]:
    """What the audit finds once the statements were executed."""
    with unguarded(office) as connection:
        for statement in statements:
            assert connection.execute(sa.text(statement), values).rowcount != 0, statement
        return found(office, connection)


def entries(office: Office) -> list[dict[str, Any]]:
    return world.rows(office, Transition)


def some(office: Office, found: list[Any]) -> list[Any]:
    """All of them on SQLite; on PostgreSQL, where each question costs more, a few."""
    seed = random.randrange(2**32)
    print("seed", seed)
    return found if office.database.sqlite else random.Random(seed).sample(found, min(5, len(found)))


def entry_of(office: Office, verb: str) -> dict[str, Any]:
    return next(entry for entry in entries(office) if entry["verb"] == verb)


# What is sound


def test_a_sound_history_has_no_problem_and_no_note(office: Office) -> None:
    report = world.audit(office)
    assert (report.problems, report.notes) == ([], [])
    assert report.counts == {
        "entries": len(entries(office)),
        "decrees": len(entries(office)) - 1,  # the collective decree has two entries
        "numbers": len(entries(office)),
        "proposals": 6,
    }


def test_the_tampering_of_these_tests_leaves_a_sound_view_when_nothing_is_changed(office: Office) -> None:
    assert after(office) == []


def test_a_booking_that_still_runs_is_no_problem(database_url: str) -> None:
    with world.build(database_url) as office:
        book(office.desk, world.request(office, world.propose(office), "submit"))
        assert (world.audit(office).problems, world.audit(office).notes) == ([], [])


def test_a_booking_whose_process_died_is_a_note_until_it_is_voided(database_url: str) -> None:
    with world.build(database_url) as office:
        book(office.desk, world.request(office, world.propose(office), "submit"))
        office.clock.skew = timedelta(seconds=61)
        report = world.audit(office)
        assert report.problems == []
        assert [note for _, note in report.notes] == [
            "Number 800.1.3.1/1/BKPSDM/VI/2026 was booked by a process that stopped; `mutasi doctor` voids it."
        ]
        with office.database.transaction() as connection:
            register.void_lapsed(connection, office.clock.real())
        assert world.audit(office).notes == []
        world.assert_sound(office)


def test_a_calendar_that_jumped_back_is_a_note_and_the_order_stays(database_url: str) -> None:
    with world.build(database_url) as office:
        first, second = world.propose(office), world.propose(office, world.COLLEAGUES[1])
        world.step(office, first, "submit")
        office.clock.forward(hours=-3)
        world.step(office, second, "submit")
        report = world.audit(office)
        assert report.problems == []
        assert [note for _, note in report.notes] == [
            "Entry 2 is dated before the one ahead of it; the order is that of the index."
        ]
        assert [entry["proposal"] for entry in entries(office)] == [first, second]


# Entries

WRONG: dict[str, Any] = {
    "version": 70,
    "verb": "withdraw",
    "from_state": "suspended",
    "to_state": "withdrawn",
    "actor": "admin",
    "number": "800.1.3.1/999/BKPSDM/VI/2026",
    "decree_sha256": ZEROS,
    "process": ZEROS,
    "dossier": ZEROS,
    "commitment": ZEROS,
    "proposal": 999,
}


@pytest.mark.parametrize("column", WRONG)
def test_any_altered_column_of_any_entry_names_the_entry(office: Office, column: str) -> None:
    for entry in some(office, [entry for entry in entries(office) if entry[column] != WRONG[column]]):
        problems = after(
            office, f"UPDATE transition SET {column} = :wrong WHERE id = :id", wrong=WRONG[column], id=entry["id"]
        )
        assert any(problem.startswith(f"Entry {entry['id']} (proposal ") for problem in problems), (entry, problems)


def test_an_entry_that_cites_another_decree_is_named(office: Office) -> None:
    first, second = entries(office)[:2]
    problems = after(office, "UPDATE transition SET number = :other WHERE id = 1", other=second["number"])
    assert (
        f"Entry 1 (proposal {first['proposal']}): decree {second['number']} is not the one that was issued." in problems
    )
    assert f"Decree {first['number']} is not in history." in problems


def test_an_entry_that_was_moved_to_another_proposal_is_named(office: Office) -> None:
    entry = entry_of(office, "reject")
    problems = after(office, "UPDATE transition SET proposal = 1, version = 30 WHERE id = :id", id=entry["id"])
    assert any(problem.startswith(f"Entry {entry['id']} (proposal 1)") for problem in problems)
    assert any(problem.startswith(f"Proposal {entry['proposal']} stands at rejected") for problem in problems)


def test_every_deleted_entry_is_missed_by_its_index(office: Office) -> None:
    for entry in some(office, entries(office)):
        assert f"Entry {entry['id']} is missing." in after(
            office, "DELETE FROM transition WHERE id = :id", id=entry["id"]
        )


def test_a_tail_that_was_cut_off_with_the_head_moved_back_is_noticed(office: Office) -> None:
    last = entries(office)[-1]
    for length in some(office, list(range(1, len(entries(office))))):
        problems = after(
            office,
            "DELETE FROM transition WHERE id > (SELECT size FROM log_head) - :length",
            "UPDATE log_head SET size = size - :length",
            length=length,
        )
        assert f"Decree {last['number']} is not in history." in problems


def test_every_pair_of_neighbours_that_were_swapped_is_named(office: Office) -> None:
    neighbours = [a for a, b in pairwise(entries(office)) if not {a["verb"], b["verb"]} & READ_FOR_SEATS]
    for entry in some(office, neighbours):
        here, there = entry["id"], entry["id"] + 1
        problems = after(
            office,
            "UPDATE transition SET id = -1 WHERE id = :here",
            "UPDATE transition SET id = :here WHERE id = :there",
            "UPDATE transition SET id = :there WHERE id = -1",
            here=here,
            there=there,
        )
        assert any(problem.startswith((f"Entry {here} ", f"Entry {there} ")) for problem in problems)


def test_a_duplicated_entry_is_noticed(office: Office) -> None:
    entry = entry_of(office, "approve")
    new = len(entries(office)) + 1
    columns = ", ".join(entry)
    chosen = columns.replace("id,", f"{new},", 1).replace("version", "version + 50")
    copied = f"INSERT INTO transition ({columns}) SELECT {chosen} FROM transition WHERE id = :id"
    problems = after(office, copied, id=entry["id"])
    assert f"History has {new} entries, but its head says {new - 1}." in problems
    assert any(problem.startswith(f"Entry {new} (proposal {entry['proposal']})") for problem in problems)
    also_the_head = after(office, copied, "UPDATE log_head SET size = size + 1", id=entry["id"])
    assert any(problem.startswith(f"Entry {new} (proposal {entry['proposal']})") for problem in also_the_head)


@pytest.mark.parametrize("part", ["salt", "content"])
def test_any_flipped_bit_of_a_payload_names_its_entry(office: Office, part: str) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    with office.database.reading() as connection:
        payloads = connection.execute(sa.text(f"SELECT transition, {part} FROM payload ORDER BY 1")).all()
    plain = {entry["id"] for entry in entries(office) if part == "salt" or entry["verb"] not in READ_FOR_SEATS}
    for id, content in some(office, [row for row in payloads if row[0] in plain]):
        flipped = bytearray(content)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        problems = after(
            office, f"UPDATE payload SET {part} = :bytes WHERE transition = :id", bytes=bytes(flipped), id=id
        )
        assert [
            p for p in problems if p.startswith(f"Entry {id} ") and p.endswith("what it was decided on was altered.")
        ]


def test_a_deleted_payload_names_its_entry(office: Office) -> None:
    problems = after(office, "DELETE FROM payload WHERE transition = 5")
    assert [p for p in problems if p.startswith("Entry 5 ") and p.endswith("what it was decided on is missing.")]


# Decrees


def test_any_flipped_bit_of_any_decree_names_it(office: Office) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    with office.database.reading() as connection:
        decrees = connection.execute(sa.text("SELECT number, content FROM decree")).all()
    for number, content in some(office, list(decrees)):
        flipped = bytearray(content)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        problems = after(office, "UPDATE decree SET content = :bytes WHERE number = :n", bytes=bytes(flipped), n=number)
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
        digest=register_hash(forged),
        n=entry["number"],
    )
    assert problems == [
        f"Entry {entry['id']} (proposal {entry['proposal']}): decree {entry['number']} is not the one that was issued."
    ]


def register_hash(content: bytes) -> str:
    from workflow.canonical import sha256

    return sha256(content)


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


# Proposals


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("state = 'approval'", "Proposal 1 stands at approval version 8, but history says completed version 8."),
        ("version = 3", "Proposal 1 stands at completed version 3, but history says completed version 8."),
    ],
)
def test_an_altered_state_or_version_names_the_proposal(office: Office, change: str, said: str) -> None:
    assert after(office, f"UPDATE proposal SET {change} WHERE id = 1") == [said]


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


# Numbers


def bookings(office: Office, status: str) -> list[dict[str, Any]]:
    return [row for row in world.rows(office, Booking) if row["status"] == status]


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
    assert problems == [f"Series {row['series']} {row['year']}: number {row['n']} is missing."]


@pytest.mark.parametrize(("change", "said"), [("last = last + 1", "is missing"), ("last = last - 1", "is beyond")])
def test_an_altered_counter_names_its_series(office: Office, change: str, said: str) -> None:
    (problem,) = after(office, f"UPDATE counter SET {change} WHERE series = 'SK'")
    assert problem.startswith("Series SK 2026: number ")
    assert said in problem


def test_a_deleted_counter_is_noticed(office: Office) -> None:
    problems = after(office, "DELETE FROM counter WHERE series = 'SK'")
    assert "Series SK 2026: number 1 is beyond its counter (0)." in problems


# Seats


@pytest.mark.parametrize(
    "change",
    [f"nip = '{world.BUDI}'", f"post = '{world.HOME}'", "starts = '2026-06-01'", "proposal = 6", "decree = '1'"],
)
def test_an_altered_seat_of_an_approval_is_named(office: Office, change: str) -> None:
    number = entry_of(office, "approve")["number"]
    problems = after(office, f"UPDATE assignment SET {change} WHERE proposal = 1")
    assert f"Proposal 1: the seat given by decree {number} is missing or altered." in problems


def test_a_deleted_seat_is_missed(office: Office) -> None:
    number = entry_of(office, "approve")["number"]
    problems = after(office, "DELETE FROM assignment WHERE proposal = 1")
    assert problems == [f"Proposal 1: the seat given by decree {number} is missing or altered."]


def test_a_seat_that_no_decree_gave_is_named(office: Office) -> None:
    problems = after(
        office,
        "INSERT INTO assignment (id, proposal, nip, post, starts, decree, held)"
        " SELECT 900, 6, nip, post, starts, '800/palsu', held FROM assignment WHERE proposal = 1",
    )
    assert problems == ["Proposal 6: there is a seat without a decree (800/palsu)."]


# The process


def test_an_altered_process_table_is_named(office: Office) -> None:
    version = entries(office)[0]["process"]
    problems = after(
        office,
        "UPDATE process_version SET definition = replace(definition, '\"hr_head\"', '\"analyst\"') WHERE sha256 = :v",
        v=version,
    )
    assert problems == [f"Process version {version[:12]}: altered."]


def test_a_deleted_process_table_is_missed_by_every_entry(office: Office) -> None:
    problems = after(office, "DELETE FROM process_version")
    assert len(problems) == len(entries(office))
    assert all(problem.endswith("its process version is not known.") for problem in problems)


# The file


def test_the_world_of_these_tests_was_left_as_it_was(office: Office) -> None:
    world.assert_sound(office)
    assert guards.missing(office.database) == []
    assert len(APPEND_ONLY) == 3


def test_a_flipped_byte_in_the_file_of_sqlite_never_gives_a_silently_different_decree(
    sqlite_url: str, tmp_path: Path
) -> None:
    with world.build(sqlite_url) as office:
        world.carry(office, world.propose(office), "evaluation")
        with office.database.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    decree = content.index(b"%PDF-1.7\n% submit")
    content[decree + 20] ^= 1
    path.write_bytes(content)
    with world.open_office(sqlite_url) as office:
        assert [english for _, english in world.audit(office).problems] == [
            "Decree 800.1.3.1/1/BKPSDM/VI/2026: its bytes were altered."
        ]
