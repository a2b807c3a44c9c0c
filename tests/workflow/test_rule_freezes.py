"""R-WEN-03: while transfers rest by law, only a verified consent lets one through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import DIGITAL, PRANATA, PUSTAKAWAN, RATNA, dossier, find, paper
from workflow.dossier import FreezeFacts, Origin, Target
from workflow.rules import RULES, Finding, Outcome

ELECTION = FreezeFacts(
    *(1, "Pemilihan wali kota 2026", date(2026, 3, 1), date(2026, 9, 30), ("jpt", "fungsional"), "D12"),
    "UU 10/2016 Pasal 71 ayat (2)",
)


def frozen(*freezes: FreezeFacts, today: date = date(2026, 6, 15), **facts: Any) -> Finding:
    return find("R-WEN-03", dossier(freezes=freezes, **facts), RATNA, "approve", today)


def test_r_wen_03_without_a_freeze_nothing_stands_against_it() -> None:
    finding = frozen()
    assert (finding.outcome, finding.id) == (Outcome.met, "Tidak ada pembekuan mutasi hari ini.")
    assert finding.values == {"freezes": []}


def test_r_wen_03_a_freeze_of_today_is_named_with_its_law_its_end_and_what_lifts_it() -> None:
    finding = frozen(ELECTION)
    assert finding.blocks
    assert finding.id == (
        "Mutasi dibekukan sampai 30 September 2026: Pemilihan wali kota 2026 (UU 10/2016 Pasal 71 ayat (2)). "
        "Tunggu sampai masa itu lewat, atau lampirkan dokumen D12 yang mencabutnya dan mintakan pemeriksaannya."
    )
    assert "Transfers rest until 30 September 2026" in finding.en
    assert finding.as_json()["values"]["freezes"] == [
        {"name": ELECTION.name, "start": "2026-03-01", "end": "2026-09-30", "type": "D12"}
    ]


@pytest.mark.parametrize(
    ("today", "met"),
    [("2026-02-28", True), ("2026-03-01", False), ("2026-09-30", False), ("2026-10-01", True)],
)
def test_r_wen_03_a_freeze_covers_its_first_and_its_last_day(today: str, met: bool) -> None:
    assert (frozen(ELECTION, today=date.fromisoformat(today)).outcome is Outcome.met) == met


@pytest.mark.parametrize(
    ("origin", "target", "kinds", "met"),
    [
        ("pelaksana", "pelaksana", ("jpt", "fungsional"), True),
        ("fungsional", "pelaksana", ("jpt", "fungsional"), False),
        ("pelaksana", "jpt", ("jpt", "fungsional"), False),
        ("pelaksana", "pelaksana", (), False),
    ],
)
def test_r_wen_03_it_concerns_the_kinds_of_the_post_that_is_left_or_given(
    origin: str, target: str, kinds: tuple[str, ...], met: bool
) -> None:
    sits = Origin(replace(PUSTAKAWAN, kind=origin), DIGITAL, date(2020, 1, 1), None)
    goes = Target(replace(PRANATA, kind=target), DIGITAL)
    finding = frozen(replace(ELECTION, post_kinds=kinds), origin=sits, target=goes)
    assert (finding.outcome is Outcome.met) == met


def test_r_wen_03_a_verified_consent_lifts_it_and_is_shown() -> None:
    finding = frozen(ELECTION, documents=(paper("D12"),))
    assert finding.outcome is Outcome.met
    assert finding.en == "The freeze is lifted for this proposal by a written consent."
    assert finding.values["freezes"][0]["number"] == "800/D12/2026"


@pytest.mark.parametrize(
    "document",
    [
        paper("D12", verdict=None),
        paper("D12", verdict="refused"),
        paper("D12", valid_until=date(2026, 6, 14)),
        paper("D11"),
    ],
    ids=["not looked at", "refused", "no longer valid", "another paper"],
)
def test_r_wen_03_nothing_less_lifts_it(document: Any) -> None:
    assert frozen(ELECTION, documents=(document,)).blocks


def test_r_wen_03_of_two_freezes_each_needs_its_own_document() -> None:
    term = replace(ELECTION, id=2, name="Enam bulan pertama masa jabatan", lifted_by="L02")
    finding = frozen(ELECTION, term, documents=(paper("D12"),))
    assert finding.blocks
    assert "Enam bulan pertama masa jabatan" in finding.id
    assert "L02" in finding.id
    assert len(finding.values["freezes"]) == 2
    assert frozen(ELECTION, term, documents=(paper("D12"), paper("L02"))).outcome is Outcome.met


def test_r_wen_03_nobody_waives_it() -> None:
    assert RULES["R-WEN-03"].waivers == ()
