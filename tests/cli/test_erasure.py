"""`mutasi erase`: what it says, when it waits, when it refuses, and who can still read the case."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.keys import make_keys
from storage.verifier import verify
from tests import world
from tests.cli.desk import Terminal, terminal
from tests.pages.browser import Browser
from workflow.authority import Role

LATER = "2038-01-04T02:00:00+00:00"
WHY = ("--basis", "Jadwal retensi arsip", "--reason", "Penyusutan arsip")


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line twelve years after proposal 1, of Sari, was completed and 2, of a colleague, approved."""
    folder = tmp_path / "instansi"
    monkeypatch.setenv("MUTASI_HOME", str(folder))
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    make_keys(folder, None)
    first = world.propose(made.office)
    world.carry(made.office, first, "evaluation")
    world.attach(made.office, first)
    world.carry(made.office, first, "completed")
    world.carry(made.office, world.propose(made.office, world.COLLEAGUES[1]), "approval")
    monkeypatch.setenv("MUTASI_NOW", LATER)
    yield made
    made.office.database.dispose()


def erase(mutasi: Terminal, *more: object, nip: str = world.SARI, code: int = 0) -> object:
    return mutasi("erase", nip, *WHY, "--as", world.ADMIN, *more, code=code)


def test_an_administrator_erases_and_every_reader_goes_on(mutasi: Terminal, tmp_path: Path) -> None:
    before = mutasi("history", 1)
    said = mutasi("erase", world.SARI, *WHY, "--as", world.ADMIN)
    assert (said["status"], said["proposals"], said["kept"]) == ("done", [1], [])
    assert said["entries"] == len(before)
    found = mutasi("audit", "verify")
    assert found["ok"] is True
    assert any(f"dihapus menurut daun log {said['index']}." in note for note in found["notes"])
    after = mutasi("history", 1)
    assert [row["decree"] for row in after] == [row["decree"] for row in before]
    assert {(row["note"], row["findings"]) for row in after} == {(None, None)}
    for words in (
        ("show", 1),
        ("list",),
        ("register",),
        ("due",),
        ("document", "list", 1),
        ("can", 1, "--as", "walikota"),
    ):
        mutasi(*words)
    assert mutasi("report", "--year", 2026)["erased"] == said["entries"]
    mutasi("decree", "get", before[0]["decree"]["number"], "-o", tmp_path / "keputusan.pdf")
    document = mutasi("document", "list", 1)[0]["id"]
    words = ("document", "get", document, "-o", tmp_path / "surat", "--as", world.OFFICER)
    assert mutasi(*words, code=1)["error"] == "DocumentErased"


def test_exports_and_evidence_of_an_erased_proposal_hold(mutasi: Terminal, tmp_path: Path) -> None:
    erase(mutasi)
    for form in ("csv", "jsonl", "xes"):
        mutasi("export", "history", "--format", form, "-o", tmp_path / f"riwayat.{form}")
    bundle = tmp_path / "bukti.zip"
    mutasi("audit", "export", "--proposal", 1, "-o", bundle, "--as", world.AUDITOR)
    script = Path(verify.__file__)
    done = subprocess.run([sys.executable, "-I", script, bundle], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_pages_of_an_erased_proposal_open(mutasi: Terminal) -> None:
    erase(mutasi)
    mutasi.office.clock.forward(days=12 * 366)
    browser = Browser(mutasi.office)
    for page in ("/", "/usulan/1", "/riwayat", "/riwayat?usulan=1", "/register"):
        assert browser.get(page).status_code == 200, page


def test_two_administrators_must_agree(mutasi: Terminal) -> None:
    with mutasi.office.database.transaction() as connection:
        world.grant(connection, "admin.kedua", Role.admin)
    said = json.loads(json.dumps(erase(mutasi)))
    assert (said["status"], said["proposals"]) == ("asked", [1])
    (waiting,) = mutasi("change", "list", "--waiting")
    assert (waiting["act"], waiting["subject"]) == ("erase", "usulan 1")
    assert world.SARI not in json.dumps(waiting)
    assert mutasi("change", "confirm", said["change"], "--as", world.ADMIN, code=1)["error"] == "SecondPerson"
    assert mutasi("change", "confirm", said["change"], "--as", "admin.kedua")["entries"] > 0
    assert mutasi("audit", "verify")["ok"] is True


def test_refusals_say_what_stands_against_it(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    running = mutasi("erase", world.COLLEAGUES[1], *WHY, "--as", world.ADMIN, code=1)
    assert running["reasons"] == ["Tidak ada yang dapat dihapus: usulan 2 belum berakhir (Persetujuan)."]
    assert mutasi("erase", world.SARI, *WHY, "--as", world.HEAD, code=1)["error"] == "RoleMissing"
    assert mutasi("erase", "12", *WHY, "--as", world.ADMIN, code=1)["error"] == "UnknownPerson"
    assert (
        mutasi("erase", world.SARI, *WHY, "--as", world.ADMIN, "--before", "kemarin", code=1)["error"] == "InvalidField"
    )
    monkeypatch.setenv("MUTASI_NOW", "2031-01-06T02:00:00+00:00")
    young = mutasi("erase", world.SARI, *WHY, "--as", world.ADMIN, code=1)
    assert "usulan 1 disimpan sampai" in young["reasons"][0]
    before = mutasi("erase", world.SARI, *WHY, "--as", world.ADMIN, "--before", "2031-01-01", code=1)
    assert before["reasons"][0].startswith("--before: usulan 1 berakhir sebelum hari itu")


def test_the_agency_sets_its_retention(mutasi: Terminal) -> None:
    mutasi("param", "set", "retention", "years", "20", "--as", world.ADMIN, "--reason", "Jadwal retensi baru")
    assert "disimpan sampai" in mutasi("erase", world.SARI, *WHY, "--as", world.ADMIN, code=1)["reasons"][0]


def test_a_person_reads_one_sentence(mutasi: Terminal) -> None:
    said = mutasi.run("erase", world.SARI, *WHY, "--as", world.ADMIN)
    assert said.code == 0
    assert said.out.startswith("Usulan 1: dasar ")
    assert said.out.count("\n") == 1
