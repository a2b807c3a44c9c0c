"""`mutasi audit export`: evidence for an inspector, by whoever may take it out of the house."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.cli.evidence import key_of
from app.keys import LogKey, make_keys
from storage.bundle.archive import Archive
from tests import world
from tests.cli.desk import Terminal, terminal


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database with one proposal, and with the key of its log."""
    monkeypatch.setenv("MUTASI_HOME", str(tmp_path))
    make_keys(tmp_path, None)
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    world.carry(made.office, world.propose(made.office), "socialization")
    yield made
    made.office.database.dispose()


def verified(file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the verifier inside a bundle says of it, alone."""
    with zipfile.ZipFile(file) as archive:
        (file.parent / "verify.py").write_bytes(archive.read("verify.py"))
    command = [sys.executable, "-I", str(file.parent / "verify.py"), str(file), *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=file.parent)


def test_the_evidence_of_a_proposal_is_verified_with_the_key_that_was_handed_over(
    mutasi: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "bukti.zip"
    said = mutasi("audit", "export", "--proposal", 1, "--as", world.AUDITOR, "-o", file)
    assert (said["leaves"], said["size"], said["left_out"], said["bytes"]) == (3, 3, 0, file.stat().st_size)
    done = verified(file, "--vkey", mutasi("keys", "show")["vkey"])
    assert (done.returncode, said["manifest_sha256"] in done.stdout) == (0, True)


def test_the_evidence_of_a_period_has_its_days_in_the_agencys_zone(mutasi: Terminal, tmp_path: Path) -> None:
    days = ("--from", "2026-06-01", "--until", "2026-06-30")
    said = mutasi("audit", "export", *days, "--as", world.HEAD, "-o", tmp_path / "juni.zip")
    assert (said["leaves"], said["proposals"]) == (3, [1])
    assert verified(tmp_path / "juni.zip").returncode == 0


def test_a_checkpoint_is_made_only_when_the_log_has_grown(mutasi: Terminal, tmp_path: Path) -> None:
    command = ("audit", "export", "--proposal", 1, "--as", world.ADMIN, "-o", tmp_path / "a.zip")
    sizes = [mutasi(*command)["size"], mutasi(*command)["size"]]
    world.step(mutasi.office, 1, "socialize")
    assert [*sizes, mutasi(*command)["size"]] == [3, 3, 4]


def test_people_are_told_what_to_do_with_the_bundle(
    mutasi: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("audit", "export", "--proposal", 1, "--as", world.AUDITOR, "-o", tmp_path / "a.zip")
    assert "verify.py" in mutasi.run(*command).out
    monkeypatch.setenv("MUTASI_LANG", "en")
    assert "The inspector runs the verify.py in it" in mutasi.run(*command).out


def test_evidence_of_a_restored_database_ends_at_its_newest_checkpoint(mutasi: Terminal, tmp_path: Path) -> None:
    command = ("audit", "export", "--proposal", 1, "--as", world.AUDITOR, "-o", tmp_path / "a.zip")
    mutasi(*command)
    with closing(sqlite3.connect(tmp_path / "mutasi.db")) as connection:
        connection.execute("VACUUM INTO ?", [str(tmp_path / "lama.db")])
    world.step(mutasi.office, 1, "socialize")
    mutasi("audit", "checkpoint")
    mutasi.office.database.dispose()
    for tail in ("-wal", "-shm"):
        (tmp_path / f"mutasi.db{tail}").unlink(missing_ok=True)
    (tmp_path / "lama.db").replace(tmp_path / "mutasi.db")
    said = mutasi(*command)
    assert (said["size"], said["leaves"]) == (3, 3)
    assert "salinan lama dipulihkan" in mutasi.run(*command).out
    assert verified(tmp_path / "a.zip").returncode == 0
    assert mutasi("audit", "checkpoint", code=4)["error"] == "LogRestored"


@pytest.mark.parametrize("account", [world.ANALYST, world.MAYOR, world.EMPLOYEE])
def test_others_may_not_take_evidence_out_of_the_house(mutasi: Terminal, tmp_path: Path, account: str) -> None:
    file = tmp_path / "a.zip"
    said = mutasi("audit", "export", "--proposal", 1, "--as", account, "-o", file, code=1)
    assert (said["error"], file.exists()) == ("RoleMissing", False)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--from", "2026-06-01"),
        ("--until", "2026-06-01"),
        ("--proposal", 1, "--from", "2026-06-01", "--until", "2026-06-30"),
    ],
)
def test_evidence_is_of_one_proposal_or_of_one_period(mutasi: Terminal, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert mutasi.run("audit", "export", *words, "--as", world.AUDITOR, "-o", tmp_path / "a.zip").code == 2


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--proposal", 7), "UnknownProposal"),
        (("--proposal", 2**70), "UnknownProposal"),
        (("--from", "2026-06-31", "--until", "2026-07-01"), "InvalidField"),
        (("--from", "2026-06-30", "--until", "2026-06-01"), "InvalidField"),
        (("--from", "2020-01-01", "--until", "2020-12-31"), "InvalidField"),
    ],
)
def test_what_is_not_there_is_named_and_the_old_file_stays(
    mutasi: Terminal, tmp_path: Path, words: tuple[object, ...], error: str
) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"lama")
    assert mutasi("audit", "export", *words, "--as", world.AUDITOR, "-o", file, code=1)["error"] == error
    assert file.read_bytes() == b"lama"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".a")) == []


def test_a_place_that_cannot_be_written_to_is_named(mutasi: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "tidak" / "ada.zip"
    assert (
        mutasi("audit", "export", "--proposal", 1, "--as", world.AUDITOR, "-o", place, code=5)["error"] == "DiskProblem"
    )


def test_after_a_new_origin_the_bundle_carries_the_new_key(mutasi: Terminal, tmp_path: Path) -> None:
    command = ("audit", "export", "--proposal", 1, "--as", world.AUDITOR, "-o", tmp_path / "a.zip")
    before = mutasi(*command)["origin"]
    mutasi("audit", "reopen", "--reason", "Kunci lama hilang", "--as", world.ADMIN)
    said = mutasi(*command)
    assert said["origin"] != before
    assert verified(tmp_path / "a.zip", "--vkey", mutasi("keys", "show")["vkey"]).returncode == 0


def test_a_database_from_before_a_new_origin_is_exported_under_its_old_key(mutasi: Terminal, tmp_path: Path) -> None:
    old = LogKey(tmp_path).verifier
    mutasi("audit", "reopen", "--reason", "Kunci lama hilang", "--as", world.ADMIN)
    assert key_of(LogKey(tmp_path))(old.name) == old.line()


def test_a_disk_that_fills_up_leaves_the_old_file_and_nothing_else(
    mutasi: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(archive: Archive, name: str, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Archive, "add", full)
    (tmp_path / "a.zip").write_bytes(b"lama")
    said = mutasi("audit", "export", "--proposal", 1, "--as", world.AUDITOR, "-o", tmp_path / "a.zip", code=5)
    assert (said["error"], (tmp_path / "a.zip").read_bytes()) == ("DiskProblem", b"lama")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".a")] == []
