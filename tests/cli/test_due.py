"""`mutasi due` and the deadlines of `mutasi list`, as scripts and people read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import world
from tests.cli.desk import Terminal, terminal

ITEM = {"kind", "proposal", "state", "nip", "person", "due", "late", "waits_for", "endorses"}
LATER = "2026-06-22T09:00:00+07:00"


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    yield made
    made.office.database.dispose()


def test_what_is_due_is_told_with_its_day_and_how_late_it_is(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = world.propose(mutasi.office)
    (item,) = mutasi("due")
    assert item.keys() == ITEM
    assert (item["kind"], item["proposal"], item["due"], item["late"]) == ("step", proposal, "2026-06-16", 0)
    monkeypatch.setenv("MUTASI_NOW", LATER)
    assert [one["late"] for one in mutasi("due", "--late")] == [4]


def test_each_row_of_the_list_has_its_deadline(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    world.propose(mutasi.office)
    monkeypatch.setenv("MUTASI_NOW", LATER)
    (row,) = mutasi("list")
    assert (row["due"], row["late"], row["waits_for"], row["endorses"]) == ("2026-06-16", 4, ["analyst"], None)
    assert "2026-06-16\t4" in mutasi.run("list").out


def test_what_is_due_can_be_narrowed_to_an_account(mutasi: Terminal) -> None:
    proposal = world.propose(mutasi.office)
    assert [item["proposal"] for item in mutasi("due", "--mine", world.ANALYST)] == [proposal]
    assert mutasi("due", "--mine", world.MAYOR) == []
    assert mutasi("due", "--mine", "entah", code=1)["error"] == "UnknownAccount"


def test_people_read_stage_day_and_office(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = world.propose(mutasi.office)
    monkeypatch.setenv("MUTASI_NOW", LATER)
    headers, row = (line.split("\t") for line in mutasi.run("due").out.splitlines())
    assert headers == ["Usulan", "Tahap", "Pegawai", "Jatuh tempo", "Terlambat (hari kerja)", "Menunggu"]
    assert row == [str(proposal), "Konsep", "Sari Wulandari", "16 Juni 2026", "4", "Analis SDM Aparatur"]
    monkeypatch.setenv("MUTASI_LANG", "en")
    assert "Draft\tSari Wulandari\t16 June 2026\t4\tHR analyst" in mutasi.run("due").out


def test_reviews_and_corrections_are_named_for_what_they_are(mutasi: Terminal) -> None:
    office = mutasi.office
    proposal = world.propose(office)
    world.carry(office, proposal, "monitoring")
    world.step(office, proposal, "correct")
    said = mutasi.run("due").out
    assert "Tinjauan 30 hari\tSari Wulandari\t31 Juli 2026\t\tKepala Unit Kepegawaian" in said
    assert "Perbaikan: Lengkapi berita acara.\tSari Wulandari\t15 Juli 2026\t\tJoko Prasetyo" in said


@pytest.mark.parametrize(
    ("words", "next_thing"),
    [((), "mutasi propose"), (("--late",), "mutasi due"), (("--mine", world.MAYOR), "mutasi due")],
)
def test_an_empty_list_says_what_to_do_next(mutasi: Terminal, words: tuple[str, ...], next_thing: str) -> None:
    said = mutasi.run("due", *words)
    assert (said.code, f"`{next_thing}`" in said.out) == (0, True)
