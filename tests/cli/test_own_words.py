"""The agency's own words on the command line: arms, series of numbers, texts of forms."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from documents.press import Press
from tests import world
from tests.cli.desk import Terminal, terminal
from tests.documents.test_svg import svg_of
from workflow.authority import Role
from workflow.errors import DrawingFailed
from workflow.wording import FORMS

SHIELD = svg_of('<path d="M0 0h9v9z"/>')
BY = ("--as", world.ADMIN, "--reason", "Pedoman naskah dinas")


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return terminal(sqlite_url, tmp_path, monkeypatch, capsys)


def file(mutasi: Terminal, content: bytes) -> Path:
    path = mutasi.folder / "lambang.svg"
    path.write_bytes(content)
    return path


def test_a_series_is_listed_set_and_added_with_its_next_number(mutasi: Terminal) -> None:
    assert [one["next"] for one in mutasi("series", "list")] == ["800.1.3.1/1/BKPSDM/VI/2026", "800.1.3.3/1/SK/2026"]
    assert mutasi("series", "set", "SK", "--format", "{n} TAHUN {tahun}", *BY)["sample"] == "1 TAHUN 2026"
    added = mutasi("series", "add", "DIK", "--unit", "1.03", "--for", "sk", "--format", "{n}/DIK/{tahun}", *BY)
    assert (added["status"], added["sample"]) == ("done", "1/DIK/2026")
    assert next((one["code"], one["unit_name"]) for one in mutasi("series", "list")) == ("DIK", "Dinas Pendidikan")


def test_the_next_number_is_shown_before_the_word_that_the_format_holds(mutasi: Terminal) -> None:
    said = mutasi.run("series", "set", "SK", "--format", "{n} TAHUN {tahun}", *BY).out.splitlines()
    assert said == ["Nomor berikutnya akan tercetak: 1 TAHUN 2026", "Bentuk nomor seri SK berlaku."]


def test_a_format_that_cannot_be_is_refused_with_what_to_do(mutasi: Terminal) -> None:
    said = mutasi("series", "set", "SK", "--format", "{n}", *BY, code=1)
    assert said["error"] == "InvalidField"
    assert "{tahun}" in said["reasons"][0]
    assert mutasi("series", "add", "DIK", "--unit", "1.03", "--for", "nota", "--format", "{n}/{tahun}", *BY, code=1)


def test_arms_are_kept_by_their_hash_and_shown(mutasi: Terminal) -> None:
    assert "Lambang: bawaan" in mutasi.run("agency", "show").out
    said = mutasi("agency", "arms", file(mutasi, SHIELD), "--emblem", file(mutasi, SHIELD), *BY)
    assert said["status"] == "done"
    digest = hashlib.sha256(SHIELD).hexdigest()
    facts = mutasi("agency", "show")
    assert (facts["arms"], facts["emblem"]) == (digest, digest)
    assert f"Lambang: {digest[:16]}" in mutasi.run("agency", "show").out


@pytest.mark.parametrize("content", [b"", b"GIF89a", svg_of("<script/>"), b"x" * 60_001])
def test_a_file_that_must_not_stand_on_a_letterhead_is_refused(mutasi: Terminal, content: bytes) -> None:
    assert mutasi("agency", "arms", file(mutasi, content), *BY, code=1)["error"] in ("InvalidField", "TooLarge")
    assert mutasi("agency", "show")["arms"] is None


def test_arms_without_a_file_are_a_mistake_of_the_command(mutasi: Terminal) -> None:
    assert mutasi.run("agency", "arms").code == 2
    assert mutasi("agency", "arms", mutasi.folder / "tidak-ada.svg", *BY, code=1)["error"] == "InvalidField"


def test_the_contact_is_set_with_the_rest_of_the_letterhead(mutasi: Terminal) -> None:
    assert mutasi("agency", "set", "--contact", "Telepon 555-0100")["contact"] == "Telepon 555-0100"


def test_the_letterhead_waits_for_the_second_administrator_and_says_so(mutasi: Terminal) -> None:
    with mutasi.office.database.transaction() as connection:
        world.grant(connection, "admin.kedua", Role.admin)
    asked = mutasi("agency", "set", "--contact", "Telepon 555-0100", *BY)
    assert (asked["status"], mutasi("agency", "show")["contact"]) == ("asked", "")
    assert "menunggu administrator lain" in mutasi.run("agency", "set", "--place", "X", *BY).out
    assert mutasi("change", "confirm", asked["change"], "--as", "admin.kedua")["status"] == "done"
    assert mutasi("agency", "show")["contact"] == "Telepon 555-0100"


def test_words_are_set_shown_and_taken_back(mutasi: Terminal) -> None:
    told = mutasi.data({"clauses": {"eligible": "usulan {nama} lengkap"}, "copies": ["Arsip"]})
    assert mutasi("wording", "set", "submit", "--data", told, *BY)["status"] == "done"
    found = mutasi("wording", "show", "submit")
    assert found["own"]["copies"] == ["Arsip"]
    assert {"part": "copies", "key": "+", "text": "Arsip."} in found["clauses"]
    assert [one["key"] for one in found["clauses"] if one["key"] not in ("", "+")] == ["eligible"]
    listed = {one["form"]: one for one in mutasi("wording", "list")}
    assert set(listed) == set(FORMS)
    assert [form for form, one in listed.items() if one["since"]] == ["submit"]
    assert mutasi("wording", "reset", "submit", *BY)["status"] == "done"
    assert mutasi("wording", "show", "submit")["own"] is None


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("submit", {}),
        ("tidak-ada", {"copies": ["Arsip"]}),
        ("approve", {"clauses": {"moves": "x"}}),
        ("submit", {"copies": ["{nik}"]}),
        ("submit", "[]"),
        ("submit", "{"),
    ],
)
def test_words_that_cannot_stand_there_are_refused(mutasi: Terminal, form: str, told: object) -> None:
    assert mutasi("wording", "set", form, "--data", mutasi.data(told), *BY, code=1)["error"] == "InvalidField"
    assert mutasi("wording", "show", "submit")["own"] is None


def test_words_whose_sample_cannot_be_drawn_are_refused_before_anybody_is_asked(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object, order: bytes, *more: object) -> bytes:
        raise DrawingFailed(problem="huruf U+1F600 tidak ada.", problem_en="the character U+1F600 is missing.")

    monkeypatch.setattr(world.FakePress, "draw", fail)
    said = mutasi("wording", "set", "submit", "--data", mutasi.data({"copies": ["Arsip 😀"]}), *BY, code=1)
    assert "U+1F600" in said["reasons"][0]
    assert mutasi("agency", "arms", file(mutasi, SHIELD), *BY, code=1)["error"] == "DraftFailed"
    assert mutasi("change", "list") == []


def test_a_real_press_refuses_a_letter_that_no_face_has(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.press.Press", Press)
    said = mutasi("wording", "set", "submit", "--data", mutasi.data({"copies": ["Arsip 😀"]}), *BY, code=1)
    assert "U+1F600" in said["reasons"][0]
