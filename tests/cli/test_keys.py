"""The log by command line: the key is shown, checkpoints are signed, a restored copy is refused and goes on anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.keys import LogKey, make_keys
from storage import notes
from tests import world
from tests.cli.desk import Terminal, terminal
from workflow.canonical import sha256

REASON = ("--reason", "Cadangan semalam dipulihkan")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def mutasi(
    sqlite_url: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database, with a key of its log."""
    make_keys(home, None)
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    yield made
    made.office.database.dispose()


def proposal_in(mutasi: Terminal) -> int:
    proposal = world.propose(mutasi.office)
    mutasi("step", proposal, "submit", "--as", world.ANALYST)
    return proposal


def restored(mutasi: Terminal, home: Path) -> int:
    """A proposal of a database that was put back to before its last step and the checkpoint that covers it."""
    proposal, file = proposal_in(mutasi), Path(mutasi.office.database.engine.url.database or "")
    mutasi.office.database.dispose()
    shutil.copyfile(file, home / "salinan.db")
    mutasi("step", proposal, "establish_need", "--as", world.HEAD)
    mutasi("audit", "checkpoint")
    for rest in file.parent.glob(f"{file.name}-*"):
        rest.unlink()
    shutil.copyfile(home / "salinan.db", file)
    return proposal


def test_init_makes_the_key_and_keys_show_hands_out_its_public_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutasi: Terminal
) -> None:
    monkeypatch.setenv("MUTASI_HOME", str(tmp_path / "baru"))
    monkeypatch.setenv("MUTASI_ORIGIN", "mutasi.samudra.example")
    monkeypatch.delenv("MUTASI_DATABASE_URL")
    mutasi("init", "--rehearsal")
    shown = mutasi("keys", "show")
    key = LogKey(tmp_path / "baru")
    assert shown == {
        **{"vkey": key.public.read_text().strip(), "origin": key.origin},
        **{"public": str(key.public), "private": str(key.private), "anchor": str(key.anchor), "seal": None},
    }
    assert key.origin.startswith("mutasi.samudra.example/")
    assert key.private.stat().st_mode & 0o777 == 0o600
    mutasi("init", "--rehearsal")
    assert mutasi("keys", "show") == shown
    assert shown["vkey"] in mutasi.run("keys", "show").out


@pytest.mark.parametrize("name", ["dua kata", "a+b", "ü", "x" * 151])
def test_an_origin_that_no_checkpoint_can_carry_is_refused(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("MUTASI_ORIGIN", name)
    said = mutasi.run("list", "--json")
    assert (said.code, said.json["error"]) == (5, "BadSetting")


def test_without_a_key_a_sentence_says_how_to_get_one(mutasi: Terminal, home: Path) -> None:
    shutil.rmtree(home)
    for words in (("keys", "show"), ("audit", "checkpoint")):
        said = mutasi.run(*words, "--json")
        assert (said.code, said.json["error"]) == (5, "KeyMissing")
        assert "`mutasi init`" in said.err


def test_a_checkpoint_is_signed_on_demand_and_saved(mutasi: Terminal, home: Path, tmp_path: Path) -> None:
    proposal_in(mutasi)
    made = mutasi("audit", "checkpoint", "-o", tmp_path / "titik.txt")
    note = notes.read((tmp_path / "titik.txt").read_bytes())
    assert made == {
        **{"origin": note.origin, "size": 1, "root": note.root.hex()},
        "note": (home / "anchor").read_text(),
    }
    assert made["note"] == (tmp_path / "titik.txt").read_text()
    assert LogKey(home).verifier.holds(note)
    assert mutasi("audit", "checkpoint") == made


def test_the_promise_is_printed_with_the_checkpoint(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal_in(mutasi)
    assert (
        "setiap perubahan riwayat sampai entri 1 dapat diketahui oleh siapa pun yang memegang titik periksa "
        "berukuran 1 atau lebih yang dibuat sebelum perubahan itu"
    ) in mutasi.run("audit", "checkpoint").out.lower()
    monkeypatch.setenv("MUTASI_LANG", "en")
    assert (
        "Any change to history up to entry 1 is detectable by anyone who holds a checkpoint of size 1 or more made "
        "before the change."
    ) in mutasi.run("audit", "checkpoint").out


def test_a_restored_copy_is_read_and_not_written(mutasi: Terminal, home: Path) -> None:
    proposal = restored(mutasi, home)
    before = {file.name: sha256(file.read_bytes()) for file in home.rglob("*") if file.is_file()}
    for words in (
        ("step", proposal, "establish_need", "--as", world.HEAD),
        ("audit", "checkpoint"),
        ("holiday", "set", "2026-12-24", "Cuti", "--as", world.ADMIN, *REASON),
        ("init", "--rehearsal"),
    ):
        said = mutasi.run(*words, "--json")
        assert (said.code, said.json["error"]) == (4, "LogRestored"), words
        assert "`mutasi audit reopen`" in said.err
    assert mutasi("show", proposal)["state"] == "needs_analysis"
    assert mutasi.run("audit", "verify").code in (0, 4)
    assert {file.name: sha256(file.read_bytes()) for file in home.rglob("*") if file.is_file()} == before


def test_a_new_origin_lets_the_steps_go_on(mutasi: Terminal, home: Path) -> None:
    proposal, first = restored(mutasi, home), LogKey(home).origin
    lost = (home / "anchor").read_text()
    opened = mutasi("audit", "reopen", *REASON, "--as", world.ADMIN)
    assert (opened["status"], opened["continues"]) == ("done", lost)
    assert opened["origin"] == opened["checkpoint"]["origin"] == mutasi("keys", "show")["origin"] != first
    mutasi("step", proposal, "establish_need", "--as", world.HEAD)
    assert mutasi("audit", "checkpoint")["size"] == opened["index"] + 3
    [change] = [change for change in mutasi("change", "list") if change["act"] == "log reopen"]
    assert (change["asked_by"], change["reason"]) == (world.ADMIN, REASON[1])


def test_a_new_origin_needs_a_reason_and_an_administrator(mutasi: Terminal, home: Path) -> None:
    restored(mutasi, home)
    assert mutasi.run("audit", "reopen", "--as", world.ADMIN).code == 2
    assert mutasi("audit", "reopen", "--reason", " ", "--as", world.ADMIN, code=1)["error"] == "InvalidField"
    assert mutasi("audit", "reopen", *REASON, "--as", world.MAYOR, code=1)["error"] == "RoleMissing"


def test_the_doctor_looks_at_key_and_checkpoint(mutasi: Terminal, home: Path) -> None:
    proposal_in(mutasi)
    mutasi("audit", "checkpoint")
    checks = {check["check"]: check for check in mutasi("doctor")}
    assert checks["kunci"]["ok"]
    assert checks["titik periksa"]["ok"]
    (home / "anchor").unlink()
    (home / "keys" / "log.key").unlink()
    checks = {check["check"]: check for check in mutasi("doctor", code=1)}
    assert not checks["kunci"]["ok"]
    assert "anchor tidak ada" in checks["titik periksa"]["sentence"]
