"""`mutasi report`: JSON for scripts, tables for people, a PDF for the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import world
from tests.cli.desk import Terminal, terminal

REPORT = {
    *("year", "from", "to", "agency", "moves", "units", "total", "decrees", "proposals", "adverse", "objections"),
    *("stages", "rules", "steps", "erased"),
}


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database, after a move that was corrected."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    proposal = world.propose(made.office)
    world.carry(made.office, proposal, "monitoring")
    world.step(made.office, proposal, "correct")
    monkeypatch.setenv("MUTASI_NOW", made.office.clock.now().isoformat())
    yield made
    made.office.database.dispose()


def test_the_report_is_one_json_value(mutasi: Terminal) -> None:
    found = mutasi("report", "--year", 2026)
    assert found.keys() == REPORT
    assert (found["year"], found["from"], found["moves"]["total"], found["steps"]) == (2026, "2026-01-01", 1, 7)


def test_people_read_a_table_for_each_part_that_has_something_to_tell(mutasi: Terminal) -> None:
    said = mutasi.run("report", "--year", 2026).out
    assert "Dinas Pendidikan\t1\t0\t" in said
    assert "Lama tahap (hari kerja)" in said
    assert "Lengkapi berita acara.\tJoko Prasetyo" in said
    assert "Penetapan Tindakan Perbaikan\t1" in said
    assert "Nomor batal" not in said


def test_the_report_speaks_english_too(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTASI_LANG", "en")
    said = mutasi.run("report", "--year", 2026).out
    assert "Time per stage (working days)" in said
    assert "Needs analysis\t1\t" in said


def test_a_year_without_steps_says_so(mutasi: Terminal) -> None:
    said = mutasi.run("report", "--year", 2024)
    assert (said.code, "`--year`" in said.out) == (0, True)


def test_a_year_that_has_not_begun_is_refused(mutasi: Terminal) -> None:
    assert "2027" in mutasi("report", "--year", 2027, code=1)["reasons"][0]


@pytest.mark.parametrize("words", [(), ("--year", "dua ribu"), ("--year", "1")])
def test_a_report_needs_a_year(mutasi: Terminal, words: tuple[str, ...]) -> None:
    assert mutasi.run("report", *words).code == 2


def test_the_report_is_saved_as_a_pdf_beside_its_figures(mutasi: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "laporan.pdf"
    assert mutasi("report", "--year", 2026, "--pdf", file)["moves"]["total"] == 1
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_place_that_cannot_be_written_to_is_named(mutasi: Terminal, tmp_path: Path) -> None:
    assert mutasi("report", "--year", 2026, "--pdf", tmp_path / "tidak" / "ada.pdf", code=5)["error"] == "DiskProblem"
