"""R-ELG-05 and R-ELG-06: no study assignment or bond runs, and the inspectorate has cleared the person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.workflow.people import TODAY, cleared, dossier, find, own, waiver
from workflow.dossier import DocumentFacts
from workflow.rules import Outcome, Severity

MET, UNMET = Outcome.met, Outcome.unmet
BETWEEN = "KABKOTA_SATU_PROV"


def bond(valid_until: date | None, **facts: Any) -> DocumentFacts:
    told = {"id": 9, "number": "893.3/21/2024", "date": date(2024, 8, 1), "name": "tubel.pdf", **facts}
    return cleared(type="D14", valid_until=valid_until, **told)


# R-ELG-05: no study assignment, no service bond


def test_without_a_record_of_a_bond_there_is_none() -> None:
    finding = find("R-ELG-05", dossier(documents=()))
    assert finding.outcome is MET
    assert finding.id == "Tugas belajar atau ikatan dinas: tidak ada catatan."
    assert finding.en == "Study assignment or service bond: none on record."


@pytest.mark.parametrize(
    ("until", "outcome"),
    [(None, UNMET), (TODAY, UNMET), (date(2027, 1, 1), UNMET), (date(2026, 6, 14), MET)],
    ids=["without an end", "until today", "until next year", "until yesterday"],
)
def test_a_bond_stands_in_the_way_to_its_last_day(until: date | None, outcome: Outcome) -> None:
    finding = find("R-ELG-05", dossier(documents=(bond(until),)))
    assert finding.outcome is outcome
    assert finding.blocks is (outcome is UNMET)


def test_a_running_bond_is_shown_with_its_end() -> None:
    finding = find("R-ELG-05", dossier(documents=(bond(date(2026, 12, 31)),)))
    assert finding.id == (
        "Pegawai terikat tugas belajar atau ikatan dinas sampai 31 Desember 2026 (D14). Tunggu sampai berakhir."
    )
    assert finding.en == (
        "The person is on a study assignment or under a service bond until 31 December 2026 (D14). "
        "Wait until it has ended."
    )
    assert finding.as_json()["values"] == {
        "documents": [{"document": 9, "number": "893.3/21/2024", "date": "2024-08-01", "valid_until": "2026-12-31"}]
    }


def test_a_bond_without_an_end_is_said_to_have_none() -> None:
    finding = find("R-ELG-05", dossier(documents=(bond(None, date=None, number=None),)))
    assert "tanpa batas waktu (D14)" in finding.id
    assert "without an end (D14)" in finding.en


def test_one_bond_that_runs_is_enough_among_some_that_have_ended() -> None:
    both = (bond(date(2025, 1, 1)), bond(date(2026, 12, 31), id=10))
    finding = find("R-ELG-05", dossier(documents=both))
    assert [one["document"] for one in finding.values["documents"]] == [10]


def test_an_ended_bond_is_said_to_have_ended() -> None:
    finding = find("R-ELG-05", dossier(documents=(bond(date(2025, 1, 1)),)))
    assert finding.id == "Tugas belajar atau ikatan dinas pegawai sudah berakhir."
    assert finding.en == "The study assignment or service bond has ended."


def test_a_record_of_a_bond_that_was_refused_binds_nobody() -> None:
    assert find("R-ELG-05", dossier(documents=(bond(None, verdict="refused"),))).outcome is MET


def test_nobody_waives_a_bond() -> None:
    assert find("R-ELG-05", dossier(documents=(bond(None),), waivers=(waiver("R-ELG-05"),))).blocks


# R-ELG-06: the clearance letter is there and counts


def test_a_clearance_letter_counts_half_a_year() -> None:
    finding = find("R-ELG-06", dossier(kind=BETWEEN))
    assert finding.outcome is MET
    assert finding.id == "Surat bebas temuan berlaku sampai 11 November 2026."
    assert finding.en == "The clearance letter is valid until 11 November 2026."
    assert finding.as_json()["values"] == {
        "documents": [
            {"document": 3, "number": "700/118/ITKO/2026", "date": "2026-05-11", "valid_until": "2026-11-11"}
        ],
        "limit_months": 6,
    }


@pytest.mark.parametrize(
    ("dated", "until", "outcome"),
    [
        (date(2025, 12, 15), None, MET),
        (date(2025, 12, 14), None, UNMET),
        (date(2020, 1, 1), TODAY, MET),
        (TODAY, date(2026, 6, 14), UNMET),
        (None, date(2026, 12, 31), MET),
        (None, None, UNMET),
    ],
    ids=[
        "six months to the day",
        "a day more",
        "as long as it says itself",
        "what it says goes before its date",
        "what it says is enough",
        "undated",
    ],
)
def test_a_clearance_letter_counts_as_long_as_it_says_or_six_months(
    dated: date | None, until: date | None, outcome: Outcome
) -> None:
    case = dossier(kind=BETWEEN, documents=(cleared(date=dated, valid_until=until),))
    assert find("R-ELG-06", case).outcome is outcome


def test_without_a_clearance_letter_nobody_leaves_the_agency() -> None:
    finding = find("R-ELG-06", dossier(kind=BETWEEN, documents=()))
    assert finding.blocks
    assert finding.id == (
        "Surat bebas temuan (D10) belum ada, atau ditolak saat diperiksa. "
        "Mintakan surat yang baru kepada inspektorat instansi asal, lalu lampirkan."
    )
    assert finding.en == (
        "The clearance letter (D10) is missing, or was refused when it was verified. "
        "Ask the inspectorate of the origin agency for a new one, and file it."
    )
    assert finding.values == {"documents": [], "limit_months": 6}


def test_within_the_agency_a_missing_clearance_letter_is_a_warning() -> None:
    finding = find("R-ELG-06", dossier(documents=()))
    assert (finding.severity, finding.outcome, finding.blocks) == (Severity.warn, UNMET, False)


def test_an_agency_may_ask_for_the_letter_within_itself_too() -> None:
    assert find("R-ELG-06", dossier(documents=(), parameters=(own("R-ELG-06", "severity", "block"),))).blocks


def test_an_agency_may_let_the_letter_count_longer() -> None:
    old = (cleared(date=date(2025, 8, 1)),)
    assert find("R-ELG-06", dossier(kind=BETWEEN, documents=old)).blocks
    longer = (own("R-ELG-06", "months", 12),)
    assert find("R-ELG-06", dossier(kind=BETWEEN, documents=old, parameters=longer)).outcome is MET


@pytest.mark.parametrize(
    ("facts", "id_", "en"),
    [
        ({"verdict": "refused"}, "belum ada, atau ditolak saat diperiksa", "missing, or was refused"),
        ({"date": None}, "tidak bertanggal", "bears no date"),
        ({"date": date(2025, 1, 31)}, "hanya berlaku sampai 31 Juli 2025", "was valid until 31 July 2025 only"),
    ],
)
def test_a_letter_that_does_not_count_is_told_why(facts: dict[str, Any], id_: str, en: str) -> None:
    finding = find("R-ELG-06", dossier(kind=BETWEEN, documents=(cleared(**facts),)))
    assert finding.blocks
    assert f"Surat bebas temuan (D10) {id_}." in finding.id
    assert en in finding.en


def test_of_several_letters_the_one_that_counts_longest_is_taken() -> None:
    several = (
        *(cleared(id=1, date=None), cleared(id=2), cleared(id=4, date=date(2025, 1, 1))),
        cleared(id=5, date=TODAY, verdict="refused"),
    )
    finding = find("R-ELG-06", dossier(kind=BETWEEN, documents=several))
    assert (finding.outcome, finding.values["documents"][0]["document"]) == (MET, 2)
