"""A disk that is full or read-only, a server that is gone: one sentence, exit code 5, and nothing changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import register
from storage.tables import Booking, Document
from tests import world
from tests.cli.desk import ROOT, process
from workflow.errors import CannotWork, DiskProblem, Unreachable

LETTER = b"surat " * 10_000

UNDER_A_LIMIT = """
import resource, signal, sys
limit = int(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.argv = ["mutasi", *sys.argv[2:]]
from app.cli import main
main()
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("only root may mount a small disk; the next test limits the size of files instead")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_changes_nothing_and_needs_no_repair(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'mutasi.db'}"
    world.migrate(url)
    ballast = small_disk / "lain.bin"
    with world.build(url) as office:
        proposal = world.propose(office)
        world.step(office, proposal, "submit")
        ballast.write_bytes(b"\0" * (os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize - 65536))
        with pytest.raises(DiskProblem, match="disk is full"):
            world.attach(office, proposal, content=LETTER * 10)
        assert world.rows(office, Document) == []
        assert world.show(office, proposal)["version"] == 1
        assert world.audit(office).problems == []
        ballast.unlink()
        world.attach(office, proposal, content=LETTER)
        assert world.step(office, proposal, "establish_need")["version"] == 2
        world.assert_sound(office)
        with office.database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_disk_that_fills_at_any_point_of_a_step_leaves_the_old_state_or_the_new_one(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'mutasi.db'}"
    world.migrate(url)
    ballast = small_disk / "lain.bin"
    outcomes = {"taken": 0, "not taken": 0}
    with world.build(url) as office:
        proposal = world.propose(office)
        for room in range(0, 45, 3):
            ballast.write_bytes(b"")
            free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
            ballast.write_bytes(b"\0" * max(0, free - room * 4096))
            before = world.show(office, proposal)
            verb = "resume" if before["state"] == "suspended" else "suspend" if before["version"] else "submit"
            try:
                world.step(office, proposal, verb)
                outcomes["taken"] += 1
            except DiskProblem:
                outcomes["not taken"] += 1
                assert world.show(office, proposal) == before
            ballast.unlink()
            office.clock.skew += world.timedelta(seconds=61)
            assert world.audit(office).problems == []
        assert all(outcomes.values()), outcomes
        world.step(office, proposal, "resume" if world.show(office, proposal)["state"] == "suspended" else "suspend")
        with office.database.transaction() as connection:
            register.void_lapsed(connection, office.clock.real())
        world.assert_sound(office)


def test_a_file_that_may_not_grow_ends_a_command_with_5(sqlite_url: str, tmp_path: Path) -> None:
    with world.build(sqlite_url) as office:
        proposal = world.propose(office)
    letter = tmp_path / "surat.txt"
    letter.write_bytes(LETTER * 20)
    size = Path(sqlite_url.removeprefix("sqlite:///")).stat().st_size
    words = ("attach", str(proposal), "--type", "D05", "--file", str(letter), "--as", world.OFFICER, "--json")
    done = subprocess.run(
        [sys.executable, "-c", UNDER_A_LIMIT, str(size + 65536), *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "MUTASI_DATABASE_URL": sqlite_url},
    )
    assert done.returncode == 5, done.stderr
    assert json.loads(done.stdout)["error"] == "DiskProblem"
    with world.open_office(sqlite_url) as office:
        assert world.rows(office, Document) == []
        assert world.step(office, proposal, "submit")["version"] == 1
        world.assert_sound(office)


def test_a_folder_that_is_read_only_ends_a_command_with_5(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'mutasi.db'}"
    world.migrate(url)
    with world.build(url) as office:
        world.propose(office)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    said = process("step", "1", "submit", "--as", world.ANALYST, "--json", MUTASI_DATABASE_URL=url)
    assert said.code == 5, said
    assert json.loads(said.out)["error"] == "DiskProblem"
    assert "Traceback" not in said.err
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    with world.open_office(url) as office:
        assert world.rows(office, Booking) == []
        assert world.show(office, 1)["state"] == "draft"


# A server that is gone


@contextmanager
def cut_off(url: str) -> Iterator[None]:
    """End every connection to the database, as a restart of the server does."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()
    yield


def test_a_server_that_restarts_while_a_decree_is_drawn_leaves_a_void_number(postgresql_url: str) -> None:
    with world.build(postgresql_url) as office:
        proposal = world.propose(office)

        def restart(_: bytes) -> None:
            with cut_off(postgresql_url):
                pass

        office.press.during = restart
        with pytest.raises(Unreachable):
            world.step(office, proposal, "submit")
        office.press.during = None
        assert world.show(office, proposal)["state"] == "draft"
        assert [row["status"] for row in world.rows(office, Booking)] == ["void"]
        assert world.step(office, proposal, "submit")["version"] == 1
        world.assert_sound(office)


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with world.open_office(f"postgresql+psycopg://mutasi@/mutasi?host={tmp_path}") as office:
        with pytest.raises(CannotWork, match="cannot be reached"):
            office.database.check()
        with pytest.raises(Unreachable, match="MUTASI_DATABASE_URL"):
            world.audit(office)
