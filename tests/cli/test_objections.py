"""The commands about objections: object, answer and the list with its due dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.tables import Document
from tests import world
from tests.cli.desk import Terminal, terminal

GROUNDS = "Anak saya sedang dirawat."


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line with proposal 1 approved on 2 June 2026."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    world.carry(made.office, world.propose(made.office), "implementation")
    yield made
    made.office.database.dispose()


def object_(mutasi: Terminal, *words: object) -> int:
    made = mutasi("object", 1, "--reason", GROUNDS, "--as", world.EMPLOYEE, *words)
    return int(made["id"])


def answer(mutasi: Terminal, objection: int, outcome: str) -> list[str]:
    words = ("--outcome", outcome, "--text", "Sudah ditelaah.", "--as", world.MAYOR)
    said = mutasi.run("answer", objection, *words)
    assert said.code == 0, said.err
    return said.out.splitlines()


def test_an_objection_is_recorded_with_its_letter_and_its_due_date(mutasi: Terminal) -> None:
    letter = mutasi.folder / "keberatan.pdf"
    letter.write_bytes(b"%PDF-1.7 keberatan")
    made = mutasi("object", 1, "--reason", GROUNDS, "--file", letter, "--date", "2026-06-02", "--as", world.OFFICER)
    assert (made["proposal"], made["received"], made["due"], made["late"]) == (1, "2026-06-02", "2026-07-01", 0)
    assert (made["grounds"], made["outcome"], made["file_until"]) == (GROUNDS, None, "2026-06-22")
    [filed] = world.rows(mutasi.office, Document)
    assert (filed["id"], filed["type"], filed["name"]) == (made["document"], "D15", "keberatan.pdf")
    assert mutasi("objection", "list", 1) == mutasi("objection", "list", "--open") == [made]


def test_it_is_said_when_the_answer_is_due(mutasi: Terminal) -> None:
    [decree] = [entry["decree"]["number"] for entry in mutasi("history", 1) if entry["verb"] == "approve"]
    said = mutasi.run("object", 1, "--reason", GROUNDS, "--as", world.EMPLOYEE).out
    assert said == f"Keberatan 1 atas keputusan {decree} dicatat. Jawabannya paling lambat 1 Juli 2026.\n"


def test_a_late_objection_is_recorded_and_says_so(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTASI_NOW", (world.START + timedelta(days=21)).isoformat())
    said = mutasi.run("object", 1, "--reason", GROUNDS, "--as", world.EMPLOYEE)
    assert said.code == 0
    assert "Terlambat 1 hari kerja: batasnya 22 Juni 2026." in said.out
    words = ("--text", "Sudah ditelaah.", "--as", world.MAYOR)
    assert mutasi("answer", 1, "--outcome", "upheld", *words, code=1)["error"] == "LateObjection"
    assert answer(mutasi, 1, "inadmissible") == ["Keberatan 1 tidak dapat diterima."]


def test_an_upheld_objection_names_the_next_step(mutasi: Terminal) -> None:
    object_(mutasi)
    first, second = answer(mutasi, 1, "upheld")
    assert first == "Keberatan 1 dikabulkan."
    assert second == "Tindak lanjuti dengan keputusan baru: `mutasi step 1 suspend` / `mutasi step 1 annul`."
    annulled = mutasi("step", 1, "annul", "--note", "Keberatan dikabulkan.", "--as", world.MAYOR)
    assert annulled["to"] == "annulled"
    assert mutasi("audit", "verify")["problems"] == []


def test_an_answer_is_given_once(mutasi: Terminal) -> None:
    object_(mutasi)
    assert answer(mutasi, 1, "dismissed") == ["Keberatan 1 ditolak."]
    words = ("answer", 1, "--outcome", "upheld", "--text", "Lain.", "--as", world.MAYOR)
    refused = mutasi(*words, code=1)
    assert refused["error"] == "ObjectionAnswered"
    assert refused["reasons"] == [
        f"Keberatan 1 sudah dijawab oleh {world.MAYOR} (ditolak). Jawaban tidak dapat diubah."
    ]
    assert mutasi("objection", "list", "--open") == []
    [row] = mutasi("objection", "list")
    assert (row["outcome"], row["answered_on"], row["answered_by"]) == ("dismissed", "2026-06-02", world.MAYOR)


def test_the_list_shows_limits_and_outcome_and_never_the_grounds(mutasi: Terminal) -> None:
    object_(mutasi)
    header, row = mutasi.run("objection", "list").out.splitlines()
    assert header.split("\t")[-3:] == ["Jawab sebelum", "Lewat", "Hasil"]
    assert row.split("\t")[-3:] == ["2026-07-01", "0", "belum dijawab"]
    assert GROUNDS not in row


def test_without_objections_the_list_says_how_to_record_one(mutasi: Terminal) -> None:
    assert mutasi.run("objection", "list").out == (
        "Tidak ada keberatan. Catat yang masuk dengan `mutasi object USULAN`.\n"
    )


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("object", 1, "--reason", " ", "--as", world.EMPLOYEE), "InvalidField"),
        (("object", 1, "--reason", "a" * 4001, "--as", world.EMPLOYEE), "InvalidField"),
        (("object", 1, "--reason", "x", "--as", world.ANALYST), "RoleMissing"),
        (("object", 1, "--reason", "x", "--date", "2026-06-03", "--as", world.OFFICER), "InvalidField"),
        (("object", 1, "--reason", "x", "--date", "2026-06-01", "--as", world.OFFICER), "InvalidField"),
        (("object", 1, "--reason", "x", "--file", "/tidak/ada", "--as", world.EMPLOYEE), "InvalidField"),
        (("object", 9, "--reason", "x", "--as", world.OFFICER), "UnknownProposal"),
        (("answer", 9, "--outcome", "upheld", "--text", "x", "--as", world.MAYOR), "UnknownObjection"),
        (("answer", 9, "--outcome", "entah", "--text", "x", "--as", world.MAYOR), "InvalidField"),
        (("answer", 9, "--outcome", "upheld", "--text", "", "--as", world.MAYOR), "InvalidField"),
        (("objection", "list", 9), "UnknownProposal"),
    ],
)
def test_what_is_refused_says_why(mutasi: Terminal, words: tuple[object, ...], error: str) -> None:
    said = mutasi(*words, code=1)
    assert said["error"] == error
    assert said["reasons"]


def test_a_second_objection_waits_for_the_answer_to_the_first(mutasi: Terminal) -> None:
    object_(mutasi)
    refused = mutasi("object", 1, "--reason", GROUNDS, "--as", world.EMPLOYEE, code=1)
    assert refused["error"] == "ObjectionWaits"
    assert "`mutasi answer 1`" in refused["reasons"][0]
