"""The agency's own words on the page: in their place, as text, and nowhere else."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from documents import render
from documents.attachment import contents
from documents.clause_list import OWN, clauses
from documents.own_sample import own_sample
from tests.documents.orders import json, text
from workflow.wording import COLLECTIVE, FORMS, checked

AGENCY = json.loads(own_sample("submit", {"agency": json.loads(render.sample("submit"))["agency"]}))["agency"]


def said(form: str, words: dict[str, Any] | None) -> dict[str, Any]:
    """What the sample of a form says with these words."""
    told = checked(form, words) if words else None
    page = render.html(json.loads(own_sample(form, {"agency": AGENCY, "words": told})))
    return contents(ElementTree.fromstring(page))


@pytest.mark.parametrize("form", FORMS)
def test_the_clauses_that_may_be_replaced_are_those_that_the_sample_has(form: str) -> None:
    assert {one.key for one in clauses(form, None)} - {""} == set(FORMS[form].clauses)


@pytest.mark.parametrize("form", FORMS)
def test_clauses_are_told_without_the_tags_of_the_page(form: str) -> None:
    assert not [one.text for one in clauses(form, None) if "<" in one.text]


@pytest.mark.parametrize("form", FORMS)
def test_a_replaced_clause_stands_where_the_other_stood_with_its_values(form: str) -> None:
    may, before = FORMS[form], said(form, None)
    words = {
        key: f"Isi pengganti {key}{''.join(f', {{{name}}}' for name in needs)}" for key, needs in may.clauses.items()
    }
    for key in words:
        words[key] += "." if key in ("rights", "report", "again") else ""
    after = said(form, {"clauses": words, "copies": ["Arsip"]})
    for part in ("considerations", "dictums"):
        assert len(after[part]) == len(before[part])
    changed = sum(
        old != new for part in ("considerations", "dictums") for old, new in zip(before[part], after[part], strict=True)
    )
    assert changed == len(words)
    assert "{" not in json.dumps([after["considerations"], [one["text"] for one in after["dictums"] if "text" in one]])


def test_added_clauses_stand_before_the_closing_ones_and_the_closing_one_counts_them() -> None:
    before = said("submit", None)
    after = said("submit", {"considerations": ["{instansi} menata pegawainya"], "dictums": ["Biaya pada {instansi}."]})
    assert after["considerations"][-2] == "bahwa Pemerintah Kota Telaga Sari menata pegawainya;"
    letter = chr(ord("a") + len(after["considerations"]) - 2)
    assert f"huruf a sampai dengan huruf {letter}" in after["considerations"][-1]
    assert after["dictums"][-2]["text"] == "Biaya pada Pemerintah Kota Telaga Sari."
    assert after["dictums"][-1]["text"] == before["dictums"][-1]["text"]
    assert after["dictums"][-1]["name"] != before["dictums"][-1]["name"]


def test_recipients_are_replaced_as_a_whole() -> None:
    after = said("approve", {"copies": ["Kepala {unit_baru}", "Arsip"]})
    assert after["copies"] == ["Kepala UPTD Puskesmas Telaga;", "Arsip."]


@pytest.mark.parametrize("typed", ["<b>tebal</b>", "&amp; &lt;", "<script>alert(1)</script>", '"><img src=x>'])
def test_own_words_are_text(typed: str) -> None:
    assert (
        f"bahwa dengan {typed} selesai;"
        in said("submit", {"considerations": [f"dengan {typed} selesai"]})["considerations"]
    )


def test_a_contact_is_no_template() -> None:
    page = render.html(json.loads(own_sample("submit", {"agency": AGENCY | {"contact": "{{ 7 * 7 }} {nama}"}})))
    assert "{{ 7 * 7 }} {nama}" in "".join(ElementTree.fromstring(page).itertext())


def test_a_value_that_looks_like_a_gap_or_a_tag_is_text() -> None:
    told = json.loads(own_sample("submit", {"agency": AGENCY, "words": checked("submit", {"copies": ["Sdr. {nama}"]})}))
    told["cases"][0]["dossier"]["person"]["full_name"] = "{nip} <b>"
    assert contents(ElementTree.fromstring(render.html(told)))["copies"] == ["Sdr. {nip} <b>."]


def test_a_clause_whose_facts_are_missing_stays_away_though_it_is_replaced() -> None:
    words = checked("assess", {"clauses": {"need": "diperlukan {kebutuhan}, ada {pemangku}"}})
    told = json.loads(own_sample("assess", {"agency": AGENCY, "words": words}))
    assert "diperlukan 3 (tiga)" in render.html(told)
    told["cases"][0]["dossier"]["need"]["need"] = None
    assert "diperlukan" not in render.html(told)


def test_the_list_of_clauses_tells_own_words_from_the_forms() -> None:
    words = checked("submit", {"clauses": {"eligible": "lengkap"}, "dictums": ["Selesai."], "copies": ["Arsip"]})
    found = {(one.part, one.key, one.text) for one in clauses("submit", words)}
    assert {
        ("considerations", "eligible", "bahwa lengkap;"),
        ("dictums", OWN, "Selesai."),
        ("copies", OWN, "Arsip."),
    } <= found


def test_a_decree_about_several_people_has_words_of_its_own() -> None:
    words = checked(COLLECTIVE, {"clauses": {"purpose": "{instansi} menata organisasinya"}})
    drawn = render.draw(own_sample(COLLECTIVE, {"agency": AGENCY, "words": words}))
    assert "bahwa Pemerintah Kota Telaga Sari menata organisasinya;" in text(drawn)


def test_the_contact_stands_below_the_address() -> None:
    own = {"agency": AGENCY | {"contact": "Telepon (0411) 555-0100, laman bkpsdm.example"}}
    found = contents(ElementTree.fromstring(render.html(json.loads(own_sample("submit", own)))))
    assert "Telepon (0411) 555-0100, laman bkpsdm.example" in " ".join(found["letterhead"])
