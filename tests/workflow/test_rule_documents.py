"""R-DOK-01 and R-DOK-02: the papers are all there, looked at, still valid, and name one and the same post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import PRANATA, RATNA, TODAY, dossier, find, paper, papers, step
from workflow.dossier import DocumentFacts
from workflow.filed import Worth, standing, verified
from workflow.papers import DOCUMENT_TYPES, RequirementFacts
from workflow.rules import RULES, Finding, Outcome

PACT = RequirementFacts("L01", "Pakta integritas", (), False, 12, date(2026, 1, 1), None)


def complete(*documents: DocumentFacts, kind: str = "KABKOTA_SATU_PROV", **facts: Any) -> Finding:
    return find("R-DOK-01", dossier(kind=kind, documents=documents, **facts), RATNA, "approve")


def named(*documents: DocumentFacts, kind: str = "KABKOTA_SATU_PROV", **facts: Any) -> Finding:
    return find("R-DOK-02", dossier(kind=kind, documents=documents, **facts), RATNA, "approve")


# R-DOK-01


def test_r_dok_01_ten_verified_documents_are_complete_between_agencies() -> None:
    finding = complete(*papers())
    assert finding.outcome is Outcome.met
    assert finding.id == "Semua dokumen wajib (10) lengkap dan sudah diperiksa."
    assert finding.en == "All required documents (10) are filed and verified."
    assert [one["type"] for one in finding.values["documents"]] == [f"D{n:02}" for n in range(1, 11)]
    assert finding.as_json()["values"]["documents"][9] == {
        **{"type": "D10", "worth": "verified", "document": 10, "number": "800/D10/2026"},
        **{"date": "2026-05-20", "valid_until": None},
    }


def test_r_dok_01_within_one_agency_nothing_is_required() -> None:
    finding = complete(kind="INTERNAL")
    assert (finding.outcome, finding.id) == (Outcome.met, "Tidak ada dokumen yang diwajibkan.")
    assert finding.values == {"documents": []}


def test_r_dok_01_everything_that_lacks_is_named_with_what_it_lacks() -> None:
    stained = paper("D06", 6, verdict="refused", verdict_reason="stempel tidak terbaca")
    unseen = paper("D07", 7, verdict=None, verified_by=None)
    old = paper("D10", 10, date=date(2025, 12, 14))
    finding = complete(*papers("D01", "D06", "D07", "D10"), stained, unseen, old)
    assert finding.blocks
    assert finding.id == (
        "Dokumen belum lengkap – belum ada: D01 Bukti status PNS (SK PNS); "
        "belum diperiksa: D07 Salinan keputusan pangkat atau jabatan terakhir; "
        "ditolak: D06 Surat pernyataan tidak sedang menjalani hukuman disiplin (stempel tidak terbaca); "
        "tidak berlaku lagi atau tidak bertanggal: D10 Surat bebas temuan. "
        "Lampirkan dengan `mutasi attach` dan mintakan pemeriksaannya (`mutasi document verify`)."
    )
    assert "missing: D01 Proof of PNS status; not verified: D07" in finding.en
    worth = {one["type"]: one["worth"] for one in finding.values["documents"]}
    assert {code: word for code, word in worth.items() if word is not Worth.verified} == {
        **{"D01": Worth.missing, "D06": Worth.refused, "D07": Worth.unverified, "D10": Worth.expired},
    }


@pytest.mark.parametrize("code", [f"D{n:02}" for n in range(1, 11)])
def test_r_dok_01_no_document_can_be_left_out(code: str) -> None:
    finding = complete(*papers(code))
    assert finding.blocks
    assert f"belum ada: {code} {DOCUMENT_TYPES[code].id}" in finding.id


@pytest.mark.parametrize(
    ("facts", "worth"),
    [
        ({"date": date(2025, 12, 15)}, Worth.verified),
        ({"date": date(2025, 12, 14)}, Worth.expired),
        ({"date": None}, Worth.expired),
        ({"date": None, "valid_until": TODAY}, Worth.verified),
        ({"date": date(2020, 1, 1), "valid_until": date(2026, 6, 16)}, Worth.verified),
        ({"date": date(2026, 6, 1), "valid_until": date(2026, 6, 14)}, Worth.expired),
        ({"verdict": "refused", "valid_until": date(2026, 6, 14)}, Worth.refused),
    ],
)
def test_r_dok_01_a_clearance_letter_counts_as_long_as_it_says_else_six_months(
    facts: dict[str, Any], worth: Worth
) -> None:
    case = dossier(documents=(paper("D10", **facts),))
    assert standing(case, DOCUMENT_TYPES["D10"], TODAY).worth is worth
    assert (verified(case, "D10", TODAY) is not None) == (worth is Worth.verified)


def test_r_dok_01_a_newer_document_that_was_refused_does_not_undo_one_that_counts() -> None:
    newer = paper("D10", 30, verdict="refused", verdict_reason="salah orang")
    assert complete(*papers(), newer).outcome is Outcome.met


def test_r_dok_01_of_those_that_do_not_count_the_newest_is_named() -> None:
    tried = (paper("D01", 1, verdict="refused"), paper("D01", 30, verdict=None))
    finding = complete(*papers("D01"), *tried)
    assert "belum diperiksa: D01" in finding.id
    assert "ditolak" not in finding.id
    assert finding.values["documents"][0]["document"] == 30


def test_r_dok_01_the_agency_s_own_list_counts_on_every_route() -> None:
    missing = complete(kind="INTERNAL", requirements=(PACT,))
    assert missing.blocks
    assert "belum ada: L01 Pakta integritas" in missing.id
    there = complete(paper("L01", date=date(2025, 6, 15)), kind="INTERNAL", requirements=(PACT,))
    assert there.outcome is Outcome.met
    assert complete(paper("L01", date=date(2025, 6, 14)), kind="INTERNAL", requirements=(PACT,)).blocks
    ended = replace(PACT, until=date(2026, 6, 14))
    assert complete(kind="INTERNAL", requirements=(ended,)).outcome is Outcome.met
    other = replace(PACT, kinds=("ANTAR_PROV",))
    assert complete(kind="INTERNAL", requirements=(other,)).outcome is Outcome.met


def test_r_dok_01_a_long_reason_of_refusal_is_cut_in_the_sentence() -> None:
    stained = paper("D06", 6, verdict="refused", verdict_reason="x" * 4000)
    assert len(complete(*papers("D06"), stained).id) < 400


# R-DOK-02

STEPS = (
    step("consent", 5, date(2026, 6, 9), data={"letter": {}, "post": PRANATA.code}),
    step("advise", 6, date(2026, 6, 10), data={"letter": {}, "post": PRANATA.code}),
)


def test_r_dok_02_proposal_consent_advice_and_papers_name_one_post() -> None:
    finding = named(*papers(), steps=STEPS)
    assert finding.outcome is Outcome.met
    assert finding.id == "Semua dokumen menyebut jabatan KOM-07."
    assert [one["post"] for one in finding.values["named"]] == ["KOM-07"] * 6
    assert finding.values["named"][0]["source"] == "Analisis jabatan dan analisis beban kerja (D02 800/D02/2026)"


@pytest.mark.parametrize("code", ["D02", "D03", "D04", "D05"])
def test_r_dok_02_a_document_for_another_post_is_named_with_both_posts(code: str) -> None:
    finding = named(*papers(code), paper(code, post="KOM-08"), steps=STEPS)
    assert finding.blocks
    name = DOCUMENT_TYPES[code].id
    assert finding.id == (
        f"{name} ({code} 800/{code}/2026) menyebut jabatan KOM-08, sedangkan usulan ini untuk KOM-07. "
        "Minta surat perbaikan, lalu tolak yang lama."
    )
    assert "names the post KOM-08, but the proposal is for KOM-07" in finding.en


@pytest.mark.parametrize("code", ["D02", "D03", "D04", "D05"])
def test_r_dok_02_between_agencies_each_of_these_must_name_the_post(code: str) -> None:
    finding = named(*papers(code), paper(code, number=None), steps=STEPS)
    assert finding.blocks
    assert finding.id == (
        f"{DOCUMENT_TYPES[code].id} ({code}) tidak menyebut jabatan, padahal usulan ini untuk KOM-07. "
        "Tolak dokumen itu, lalu lampirkan surat yang menyebut jabatannya."
    )


@pytest.mark.parametrize(("verb", "words"), [("consent", "Surat persetujuan"), ("advise", "Pertimbangan teknis")])
def test_r_dok_02_a_letter_of_a_step_for_another_post_is_named(verb: str, words: str) -> None:
    other = step(verb, 5, date(2026, 6, 9), data={"letter": {}, "post": "KOM-08"})
    finding = named(*papers(), steps=(other,))
    assert finding.blocks
    assert finding.id.startswith(words)
    assert "menyebut jabatan KOM-08" in finding.id


def test_r_dok_02_a_refused_document_is_out_of_the_question() -> None:
    wrong = paper("D05", 30, post="KOM-08", verdict="refused")
    assert named(*papers(), wrong, steps=STEPS).outcome is Outcome.met


def test_r_dok_02_papers_of_other_kinds_may_name_other_posts() -> None:
    old_decree = paper("D07", post="PUS-01")
    assert named(*papers("D07"), old_decree, steps=STEPS).outcome is Outcome.met


@pytest.mark.parametrize(("post", "met"), [(None, True), ("KOM-07", True), ("KOM-08", False)])
def test_r_dok_02_within_one_agency_whatever_names_a_post_names_this_one(post: str | None, met: bool) -> None:
    finding = named(paper("D03", post=post), kind="INTERNAL")
    assert (finding.outcome is Outcome.met) == met
    assert finding.blocks == (not met)


def test_r_dok_02_a_paper_that_the_agency_asks_for_can_have_to_name_the_post() -> None:
    own = replace(PACT, names_post=True)
    assert named(*papers(), paper("L01"), requirements=(own,)).blocks
    assert named(*papers(), paper("L01", post="KOM-07"), requirements=(own,)).outcome is Outcome.met


def test_r_dok_02_a_code_that_nobody_asks_for_any_more_is_no_obstacle() -> None:
    assert named(*papers(), paper("L77", post="KOM-08")).outcome is Outcome.met


@pytest.mark.parametrize("rule", ["R-DOK-01", "R-DOK-02"])
def test_nobody_waives_the_documents(rule: str) -> None:
    assert RULES[rule].waivers == ()
