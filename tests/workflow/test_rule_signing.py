"""R-WEN-01, R-WEN-02 and R-WEN-04: who may sign, after whose advice, and in which capacity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import (
    DIGITAL,
    PRANATA,
    PUSTAKAWAN,
    RATNA,
    SARI,
    dossier,
    find,
    held,
    paper,
    step,
)
from workflow.authority import Capacity, Held, Kind, Role
from workflow.data import Approve, Letter
from workflow.dossier import Dossier, Origin, Target
from workflow.parameters import ParameterFacts
from workflow.routes import ROUTES
from workflow.rules import RULES, Finding, Outcome, Severity

BETWEEN = dossier(kind="KABKOTA_SATU_PROV", documents=())
WITHIN = dossier(documents=())
CITED = Approve(tmt=date(2026, 7, 1), letter=Letter(number="824/77/2026", date=date(2026, 6, 12)))
UNCITED = Approve(tmt=date(2026, 7, 1))


def signed(case: Dossier = WITHIN, verb: str = "approve", **told: Any) -> Finding:
    return find("R-WEN-01", case, RATNA, verb, **told)


# R-WEN-01


def test_r_wen_01_the_receiving_authority_may_sign() -> None:
    finding = signed(held=Held(Role.authority))
    assert finding.outcome is Outcome.met
    assert finding.id == "Tidak ada batas kewenangan yang dilampaui."
    assert finding.en == "No limit of the signer's authority is passed."
    assert finding.values == {}


def test_r_wen_01_another_office_does_not_approve() -> None:
    finding = signed(held=Held(Role.hr_head))
    assert finding.blocks
    assert finding.id == (
        "Mutasi ditetapkan oleh Pejabat Pembina Kepegawaian, sedangkan Anda bertindak sebagai Kepala Unit Kepegawaian. "
        "Serahkan kepada pejabat itu."
    )
    assert signed(verb="implement", held=Held(Role.hr_head)).outcome is Outcome.met


def test_r_wen_01_within_its_limits_a_mandate_is_shown_with_number_and_date() -> None:
    limits = {"verbs": ("approve", "annul"), "kinds": ("INTERNAL",), "post_kinds": ("fungsional", "pelaksana")}
    finding = signed(held=held(Capacity.an, **limits))
    assert finding.outcome is Outcome.met
    assert finding.as_json()["values"] == {"mandate": "821/3/2025", "mandate_date": "2024-12-30"}


@pytest.mark.parametrize(
    ("limit", "id", "en"),
    [
        (
            {"verbs": ("implement", "conclude")},
            "hanya mencakup langkah: Tetapkan pelaksanaan, Tetapkan hasil pemantauan",
            "covers only the steps: Implement, Conclude",
        ),
        (
            {"kinds": ("ANTAR_PROV", "ANTAR_PUSAT")},
            "hanya mencakup mutasi jenis ANTAR_PROV, ANTAR_PUSAT",
            "covers only transfers of the kind ANTAR_PROV, ANTAR_PUSAT",
        ),
        (
            {"post_kinds": ("pelaksana",)},
            "hanya mencakup jabatan pelaksana, bukan fungsional",
            "covers only posts of the kind pelaksana, not fungsional",
        ),
    ],
    ids=["verb", "kind", "post"],
)
def test_r_wen_01_the_limit_that_is_passed_is_named_and_who_may_sign_instead(
    limit: dict[str, Any], id: str, en: str
) -> None:
    finding = signed(held=held(Capacity.an, **limit))
    assert finding.blocks
    assert finding.id == (
        f"Mandat 821/3/2025 {id}. "
        "Serahkan kepada Pejabat Pembina Kepegawaian definitif atau pemegang mandat yang mencakupnya."
    )
    assert finding.en == (
        f"The mandate 821/3/2025 {en}. "
        "Leave it to the Appointing authority in office, or to someone whose mandate covers it."
    )


def test_r_wen_01_all_limits_that_are_passed_are_named_at_once() -> None:
    finding = signed(held=held(Capacity.ub, verbs=("annul",), kinds=("ANTAR_PROV",), post_kinds=("jpt",)))
    assert finding.id.count("hanya mencakup") == 3


@pytest.mark.parametrize(
    ("origin", "target", "met"),
    [("pelaksana", "pelaksana", True), ("pelaksana", "jpt", False), ("jpt", "pelaksana", False)],
)
def test_r_wen_01_a_limit_by_posts_covers_the_post_that_is_left_and_the_one_that_is_given(
    origin: str, target: str, met: bool
) -> None:
    sits = Origin(replace(PUSTAKAWAN, kind=origin), DIGITAL, date(2020, 1, 1), None)
    case = dossier(origin=sits, target=Target(replace(PRANATA, kind=target), DIGITAL))
    assert (signed(case, held=held(post_kinds=("pelaksana",))).outcome is Outcome.met) == met


def test_r_wen_01_without_a_mandate_no_limit_is_passed() -> None:
    assert signed().outcome is Outcome.met
    assert signed(verb="withdraw", held=Held(Role.proposer)).outcome is Outcome.met


@pytest.mark.parametrize("kind", ROUTES)
def test_r_wen_01_the_transfer_decree_of_the_route_is_cited_between_agencies(kind: Kind) -> None:
    case = dossier(kind=kind.value)
    finding = signed(case, held=Held(Role.authority), told=UNCITED)
    if kind is Kind.INTERNAL:
        assert finding.outcome is Outcome.met
        return
    decider = ROUTES[kind].decider
    assert finding.blocks
    assert finding.id == (f"letter: keputusan pemindahan dari {decider} belum disebut. Isi nomor dan tanggalnya.")
    cited = signed(case, held=Held(Role.authority), told=CITED)
    assert cited.outcome is Outcome.met
    assert cited.as_json()["values"] == {"decider": decider, "number": "824/77/2026", "date": "2026-06-12"}


def test_r_wen_01_the_decider_is_called_as_the_agency_has_set_it() -> None:
    own = ParameterFacts("route", "decider", None, "Penjabat Gubernur", date(2026, 1, 1), None)
    finding = signed(replace(BETWEEN, parameters=(own,)), held=Held(Role.authority), told=UNCITED)
    assert "keputusan pemindahan dari Penjabat Gubernur belum disebut" in finding.id


def test_r_wen_01_a_route_whose_law_is_not_known_asks_for_a_transfer_decree_too() -> None:
    case = dossier(kind="PERWAKILAN_LN")
    assert "dari pejabat yang berwenang belum disebut" in signed(case, told=UNCITED).id
    assert signed(case, told=CITED).outcome is Outcome.met


# R-WEN-02

ADVICE = step(
    "advise", 6, date(2026, 6, 10), data={"letter": {"number": "PT/9/2026", "date": "2026-06-08"}, "post": "x"}
)


def advised(case: Dossier) -> Finding:
    return find("R-WEN-02", case, RATNA, "approve")


def test_r_wen_02_the_advice_of_this_round_counts() -> None:
    finding = advised(replace(BETWEEN, steps=(ADVICE,)))
    assert finding.outcome is Outcome.met
    assert finding.id == "Pertimbangan teknis atau rekomendasi nomor PT/9/2026 tanggal 8 Juni 2026 tercatat."
    assert finding.en == "The technical consideration or recommendation PT/9/2026 of 8 June 2026 is on record."
    assert finding.as_json()["values"] == {"number": "PT/9/2026", "date": "2026-06-08"}


def test_r_wen_02_a_verified_letter_counts_as_well() -> None:
    finding = advised(replace(BETWEEN, documents=(paper("D11"),)))
    assert finding.outcome is Outcome.met
    assert finding.values == {"number": "800/D11/2026", "date": date(2026, 5, 20)}


@pytest.mark.parametrize(
    "document",
    [paper("D11", number=None), paper("D11", date=None), paper("D11", verdict=None), paper("D12")],
    ids=["no number", "no date", "not looked at", "another paper"],
)
def test_r_wen_02_nothing_less_counts(document: Any) -> None:
    finding = advised(replace(BETWEEN, documents=(document,)))
    assert finding.blocks
    assert finding.id == (
        "Pertimbangan teknis BKN atau rekomendasi I-MUT yang bernomor dan bertanggal belum ada. "
        "Lampirkan sebagai dokumen D11 dan mintakan pemeriksaannya."
    )


def test_r_wen_02_within_one_agency_it_warns_and_an_agency_may_make_it_block() -> None:
    finding = advised(WITHIN)
    assert (finding.severity, finding.outcome) == (Severity.warn, Outcome.unmet)
    assert not finding.blocks
    harder = ParameterFacts("R-WEN-02", "severity", "INTERNAL", "block", date(2026, 1, 1), None)
    assert advised(replace(WITHIN, parameters=(harder,))).blocks


def test_r_wen_02_an_advice_whose_payload_was_erased_is_looked_for_among_the_papers() -> None:
    erased = step("advise", 6, date.min, data={})
    assert advised(replace(BETWEEN, steps=(erased,))).blocks
    assert advised(replace(BETWEEN, steps=(erased,), documents=(paper("D11"),))).outcome is Outcome.met


# R-WEN-04


def acting(who: Held | None, case: Dossier = WITHIN) -> Finding:
    return find("R-WEN-04", case, SARI, "approve", held=who)


@pytest.mark.parametrize("capacity", [Capacity.definitif, Capacity.an, Capacity.ub])
def test_r_wen_04_who_is_in_office_or_signs_on_behalf_decides(capacity: Capacity) -> None:
    finding = acting(held(capacity))
    assert finding.outcome is Outcome.met
    assert finding.as_json()["values"] == {"capacity": capacity.value}


def test_r_wen_04_a_role_without_a_mandate_is_in_office() -> None:
    assert acting(Held(Role.authority)).outcome is Outcome.met
    assert acting(None).outcome is Outcome.met


@pytest.mark.parametrize(("capacity", "label"), [(Capacity.plt, "Plt."), (Capacity.plh, "Plh.")])
def test_r_wen_04_who_only_acts_needs_a_verified_consent(capacity: Capacity, label: str) -> None:
    finding = acting(held(capacity))
    assert finding.blocks
    assert finding.id == (
        f"Penanda tangan hanya {label} dan tidak mengambil keputusan kepegawaian yang strategis. "
        "Serahkan kepada pejabat definitif, atau lampirkan D12 Persetujuan tertulis pejabat berwenang "
        "dan mintakan pemeriksaannya."
    )
    assert acting(held(capacity), dossier(documents=(paper("D12", verdict=None),))).blocks
    with_consent = acting(held(capacity), dossier(documents=(paper("D12"),)))
    assert with_consent.outcome is Outcome.met
    assert with_consent.id == f"Penanda tangan {label} bertindak dengan persetujuan tertulis (D12)."
    assert with_consent.values["number"] == "800/D12/2026"


@pytest.mark.parametrize("rule", ["R-WEN-01", "R-WEN-02", "R-WEN-04"])
def test_nobody_waives_the_authority_to_sign(rule: str) -> None:
    assert RULES[rule].waivers == ()
