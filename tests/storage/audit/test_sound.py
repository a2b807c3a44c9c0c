"""A sound history is called sound; what is odd but not wrong is a note."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from pathlib import Path

from app.wiring import Office
from storage import guards, register
from storage.tables import APPEND_ONLY
from tests import world
from tests.storage.audit.tampering import after, entries
from workflow.booking import book


def test_a_sound_history_has_no_problem_and_no_note(office: Office) -> None:
    report = world.audit(office)
    assert (report.problems, report.notes) == ([], [])
    assert report.counts == {
        "entries": len(entries(office)),
        "decrees": len(entries(office)) - 1,  # the collective decree has two entries
        "numbers": len(entries(office)),
        "proposals": 9,
        "leaves": len(entries(office)),
        "checkpoints": 0,
        "copies": 2,  # the petikan of the collective decree
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


def test_the_world_of_these_tests_was_left_as_it_was(office: Office) -> None:
    world.assert_sound(office)
    assert guards.missing(office.database) == []
    assert len(APPEND_ONLY) == 11


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


def test_a_clock_that_stutters_is_no_note_and_a_run_of_early_entries_is_one(database_url: str) -> None:
    with world.build(database_url) as office:
        ids = [world.propose(office, nip) for nip in world.COLLEAGUES[:5]]
        for proposal, seconds in zip(ids, (60, -4, 4, -6, -60), strict=True):
            office.clock.forward(seconds=seconds)
            world.step(office, proposal, "submit")
        report = world.audit(office)
        assert report.problems == []
        assert [note for _, note in report.notes] == [
            "Entries 4–5 are dated before one ahead of them; the order is that of the index."
        ]


def test_an_audit_during_work_sees_one_moment(database_url: str) -> None:
    with world.build(database_url) as office:
        ids = [world.propose(office, nip, world.HOME) for nip in world.add_people(office, 8, world.TARGET)]
        done, wrong = threading.Event(), list[tuple[str, str]]()

        def look() -> None:
            while not done.is_set():
                wrong.extend(world.audit(office).problems)

        def work(n: int) -> None:
            for proposal in ids[n::2]:
                for verb in ("submit", "suspend", "resume"):
                    world.step(office, proposal, verb)

        auditor = threading.Thread(target=look)
        auditor.start()
        failed = [problem for problem in world.together(2, work) if problem]
        done.set()
        auditor.join()
        assert (wrong, failed) == ([], [])


def test_a_long_history_is_checked_without_waiting(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        for nip in world.add_people(office, 84, world.TARGET):
            proposal = world.propose(office, nip, world.HOME)
            for verb in ("submit", "suspend", "resume"):
                world.step(office, proposal, verb)
        started = time.monotonic()
        world.assert_sound(office)
        assert time.monotonic() - started < 2  # a third of a second on one idle core
