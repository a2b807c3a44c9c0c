"""mutasi decree preview: the decree before its step, and the sample of a form under the agency's own letterhead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.wiring import Office
from tests import world
from tests.cli.desk import Terminal, terminal


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    yield made
    made.office.database.dispose()


def test_a_step_is_seen_before_it_is_taken(mutasi: Terminal) -> None:
    proposal = world.propose(mutasi.office)
    file = mutasi.folder / "konsep.pdf"
    said = mutasi("decree", "preview", proposal, "submit", "--as", world.ANALYST, "-o", file)
    assert said == {"file": str(file), "bytes": file.stat().st_size}
    assert "% submit 800.1.3.1/…/" in file.read_text()
    assert mutasi("register") == []


def test_what_the_step_is_told_is_in_its_preview(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal, seen = world.propose(mutasi.office), []
    world.carry(mutasi.office, proposal, "approval")
    monkeypatch.setattr(world.FakePress, "draw", lambda self, order, *_: seen.append(json.loads(order)) or b"%PDF")
    told = mutasi.data({"tmt": "2026-07-01"})
    asked = (proposal, "approve", "--as", world.MAYOR, "--data", told, "--note", "Segera.", "-o", mutasi.folder / "k")
    mutasi("decree", "preview", *asked)
    assert (seen[0]["cases"][0]["data"]["tmt"], seen[0]["cases"][0]["note"]) == ("2026-07-01", "Segera.")


def test_a_refused_step_has_no_preview_and_leaves_the_file_as_it_was(mutasi: Terminal) -> None:
    proposal, file = world.propose(mutasi.office), mutasi.folder / "konsep.pdf"
    file.write_text("lama")
    said = mutasi("decree", "preview", proposal, "submit", "--as", world.MAYOR, "-o", file, code=1)
    assert said == mutasi("step", proposal, "submit", "--as", world.MAYOR, code=1)
    assert file.read_text() == "lama"


def test_a_collective_decree_is_previewed_for_the_proposals_of_a_file(mutasi: Terminal) -> None:
    everyone = [world.propose(mutasi.office, nip) for nip in world.COLLEAGUES[:2]]
    for proposal in everyone:
        world.carry(mutasi.office, proposal, "approval")
    ids = mutasi.folder / "usulan.txt"
    ids.write_text("\n".join(map(str, everyone)))
    told = mutasi.data(world.data_of(mutasi.office, everyone[0], "approve"))
    together = ("--collective", "--ids", ids, "--as", world.MAYOR, "--data", told, "-o", mutasi.folder / "k.pdf")
    assert mutasi("decree", "preview", "approve", *together)["bytes"]
    assert mutasi("decree", "preview", "reject", *together, code=1)["error"] == "InvalidField"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("1", "submit"),
        ("submit", "--as", "x"),
        ("x", "submit", "--as", world.ANALYST),
        ("1", "submit", "--as", world.ANALYST, "--collective"),
        ("1", "submit", "--form", "submit"),
        ("--change", "1"),
    ],
)
def test_words_that_do_not_belong_together_are_a_matter_of_usage(mutasi: Terminal, words: tuple[str, ...]) -> None:
    mutasi("decree", "preview", *words, "-o", mutasi.folder / "k.pdf", code=2)
    assert not (mutasi.folder / "k.pdf").exists()


def test_the_sample_of_a_form_is_under_the_agencys_own_letterhead(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(world.FakePress, "draw", lambda self, order, *_: seen.append(json.loads(order)) or b"%PDF")
    for form in ("approve", "implement", "approve_collective"):
        mutasi("decree", "preview", "--form", form, "-o", mutasi.folder / "k.pdf")
    assert {one["agency"]["name"] for one in seen} == {"Pemerintah Kota Samudra Jaya"}
    assert [one["signatory"]["title"] for one in seen][:2] == [
        "Wali Kota Samudra Jaya",
        "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    ]
    assert [one["draft"] for one in seen] == [True, True, True]
    assert all("/…/" in one["number"] for one in seen)
    assert mutasi("decree", "preview", "--form", "menari", "-o", mutasi.folder / "k", code=1)["error"] == "InvalidField"
    assert mutasi("register") == []


def test_the_sample_can_have_the_words_of_a_change_that_waits(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    second_administrator(mutasi.office)
    told = mutasi.data({"copies": ["Kepala Arsip Daerah"]})
    asked = mutasi("wording", "set", "submit", "--data", told, "--as", world.ADMIN, "--reason", "Tembusan kami sendiri")
    assert asked["status"] == "asked"
    seen = []
    monkeypatch.setattr(world.FakePress, "draw", lambda self, order, *_: seen.append(json.loads(order)) or b"%PDF")
    for more in ((), ("--change", asked["change"])):
        mutasi("decree", "preview", "--form", "submit", *more, "-o", mutasi.folder / "k.pdf")
    assert seen[0]["words"] is None
    assert seen[1]["words"]["copies"] == ["Kepala Arsip Daerah"]
    other = mutasi("decree", "preview", "--form", "approve", "--change", asked["change"], "-o", "k", code=1)
    assert "mengenai submit, bukan approve" in other["reasons"][0]


def second_administrator(office: Office) -> None:
    with office.database.transaction() as connection:
        world.grant(connection, "admin.dua", world.Role.admin)
