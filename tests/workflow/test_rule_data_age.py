"""R-DAT-01: the evaluation rests on recent data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.workflow.people import dossier, find, melati, need, own, rated
from workflow.dossier import CompetenceFacts
from workflow.rules import Outcome

MET, UNMET = Outcome.met, Outcome.unmet


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"person": melati(as_of=date(2024, 6, 15))}, MET),
        ({"person": melati(as_of=date(2024, 6, 14))}, UNMET),
        ({"need": need(as_of=date(2024, 6, 15))}, MET),
        ({"need": need(as_of=date(2024, 6, 14))}, UNMET),
        ({"need": need(as_of=None)}, MET),
        ({"competences": (CompetenceFacts("Digital", 3, date(2024, 6, 15)),)}, MET),
        ({"competences": (CompetenceFacts("Digital", 3, date(2024, 6, 14)),)}, UNMET),
        ({"appraisals": rated(y2024="Baik")}, MET),
        ({"appraisals": rated(y2023="Baik")}, UNMET),
        ({"appraisals": rated(y2019="Baik", y2025="Baik")}, MET),
        ({"appraisals": ()}, MET),
    ],
)
def test_a_datum_counts_as_recent_for_two_years_to_the_day(facts: dict[str, Any], outcome: Outcome) -> None:
    finding = find("R-DAT-01", dossier(**facts))
    assert (finding.outcome, finding.blocks) == (outcome, False)


def test_every_old_datum_is_named_with_its_date_the_oldest_first() -> None:
    case = dossier(
        person=melati(as_of=date(2023, 5, 1)),
        need=need(as_of=date(2024, 1, 12)),
        competences=(
            CompetenceFacts("Digital", 3, date(2021, 9, 1)),
            CompetenceFacts("Pelayanan publik", 3, date(2026, 1, 5)),
        ),
        appraisals=rated(y2022="Baik", y2023="Baik"),
    )
    finding = find("R-DAT-01", case)
    assert finding.id == (
        "Data lebih lama dari 24 bulan: kompetensi Digital per 1 September 2021; data pegawai per 1 Mei 2023; "
        "penilaian kinerja sampai 31 Desember 2023; analisis beban kerja per 12 Januari 2024. "
        "Perbarui data itu sebelum menetapkan hasil evaluasi."
    )
    assert finding.en == (
        "Older than 24 months: the competence Digital of 1 September 2021; the person's data of 1 May 2023; "
        "the appraisal up to 31 December 2023; the workload analysis of 12 January 2024. "
        "Renew these data before the result is established."
    )
    assert finding.as_json()["values"] == {
        "old": [
            {"datum": "competence", "as_of": "2021-09-01", "name": "Digital"},
            {"datum": "person", "as_of": "2023-05-01", "name": None},
            {"datum": "appraisal", "as_of": "2023-12-31", "name": None},
            {"datum": "workload", "as_of": "2024-01-12", "name": None},
        ],
        "oldest": "2021-09-01",
        "limit_months": 24,
    }


def test_recent_data_are_shown_with_the_oldest_date() -> None:
    finding = find("R-DAT-01", dossier())
    assert finding.id == "Data yang dipakai tidak lebih lama dari 24 bulan; yang terlama per 31 Desember 2025."
    assert finding.en == "No datum is older than 24 months; the oldest is of 31 December 2025."


def test_an_agency_may_ask_for_younger_data() -> None:
    assert find("R-DAT-01", dossier(parameters=(own("R-DAT-01", "months", 3),))).outcome is UNMET
