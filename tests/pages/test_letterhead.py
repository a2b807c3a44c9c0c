"""What decrees look like and say by the agency's own choice, for everyone to read."""

from __future__ import annotations

import hashlib

import pytest

from app.wiring import Office
from storage import arms, series, wording
from storage.agency_change import change_agency
from tests.documents.test_svg import svg_of
from tests.pages.browser import Browser
from tests.storage.administrators import do

SHIELD = svg_of('<path d="M0 0h9v9z"/>')
MINE = hashlib.sha256(SHIELD).hexdigest()


def test_a_new_agency_has_what_ships(office: Office) -> None:
    page = Browser(office).read("/pengaturan/naskah").text
    for words in ("lambang bawaan", "{n}/SK/{tahun} 0 800.1.3.3/1/SK/2026", "Kata-kata bawaan berlaku"):
        assert words in page, words


def test_arms_numbers_and_words_in_force_are_shown(office: Office) -> None:
    do(office, arms.change_arms, {"arms": SHIELD})
    do(office, change_agency, {"contact": "Telepon 555-0100"})
    do(office, series.add, "DIK", "1.03", "SK", "{n}/DIK/{tahun}")
    do(
        office,
        wording.set_words,
        "submit",
        {"clauses": {"eligible": "usulan {nama} lengkap"}, "copies": ["Arsip", "BKN"]},
    )
    page = Browser(office).read("/pengaturan/naskah")
    for words in (
        *("Kontak Telepon 555-0100", "DIK SK untuk Dinas Pendidikan {n}/DIK/{tahun} 0 1/DIK/2026"),
        *("Penerimaan Usulan Mutasi sejak 2 Jun 2026", "eligible usulan {nama} lengkap", "Tembusan Arsip; BKN"),
    ):
        assert words in page.text, words
    assert f"/pengaturan/lambang/{MINE}.svg" in [told["src"] for tag, told in page.tags if tag == "img"]


def test_arms_are_given_byte_by_byte_to_nobody_who_could_run_them(office: Office) -> None:
    do(office, arms.change_arms, {"arms": SHIELD})
    answer = Browser(office).client.get(f"/pengaturan/lambang/{MINE}.svg")
    assert (answer.status_code, answer.content) == (200, SHIELD)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["0" * 64, "..", "x", "%00", "²", f"{MINE} OR 1=1"])
def test_arms_that_nobody_has_are_not_found(office: Office, name: str) -> None:
    do(office, arms.change_arms, {"arms": SHIELD})
    assert Browser(office).client.get(f"/pengaturan/lambang/{name}.svg").status_code == 404


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{ 7 * 7 }}", '"><img src=x onerror=alert(1)>'])
def test_what_administrators_type_is_text(office: Office, typed: str) -> None:
    do(office, change_agency, {"contact": typed})
    if "{" not in typed:
        do(office, wording.set_words, "submit", {"copies": [typed]})
    page = Browser(office).read("/pengaturan/naskah")
    assert typed in page.text
    assert not any(tag == "script" or name.startswith("on") for tag, told in page.tags for name in (tag, *told))
