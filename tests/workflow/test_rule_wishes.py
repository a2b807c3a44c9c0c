"""R-ELG-13, R-ELG-14 and R-KON-03: competence, wishes and the spouse."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workflow.people import DIGITAL, GALIH_NIP, PRANATA, TODAY, WISH, dossier, find, target
from workflow.dossier import CompetenceFacts, CompetenceNeed, Dossier, PreferenceFacts, Spouse
from workflow.rules import Outcome

MET, UNMET = Outcome.met, Outcome.unmet
NEEDS = (CompetenceNeed("Digital", 3), CompetenceNeed("Pelayanan publik", 4))
MEASURED = date(2025, 9, 1)


def able(**levels: int) -> Dossier:
    """Melati with these levels, for a post that asks for NEEDS."""
    names = {name: name.replace("_", " ") for name in levels}
    found = tuple(CompetenceFacts(names[name], level, MEASURED) for name, level in levels.items())
    return dossier(target=target(competences=NEEDS), competences=found)


# R-ELG-13: the competences reach the post's


@pytest.mark.parametrize(
    ("levels", "outcome"),
    [
        ({"Digital": 3, "Pelayanan_publik": 4}, MET),
        ({"digital": 5, "PELAYANAN_PUBLIK": 5}, MET),
        ({"Digital": 2, "Pelayanan_publik": 4}, UNMET),
        ({"Digital": 3}, UNMET),
        ({}, UNMET),
    ],
)
def test_every_competence_of_the_post_is_to_be_reached(levels: dict[str, int], outcome: Outcome) -> None:
    finding = find("R-ELG-13", able(**levels))
    assert (finding.outcome, finding.blocks) == (outcome, False)


def test_a_gap_in_competence_is_named_with_both_levels() -> None:
    finding = find("R-ELG-13", able(Digital=2))
    assert finding.id == (
        "Kompetensi di bawah syarat jabatan tujuan: Digital 2 dari 3; Pelayanan publik belum dinilai (syarat 4). "
        "Lengkapi penilaiannya, atau rencanakan pengembangannya."
    )
    assert finding.en == (
        "Competences below what the post asks: Digital 2 of 3; Pelayanan publik not assessed (asks 4). "
        "Complete the assessment, or plan their development."
    )
    assert finding.as_json()["values"] == {
        "competences": [
            {"competence": "Digital", "needed": 3, "has": 2, "date": "2025-09-01"},
            {"competence": "Pelayanan publik", "needed": 4, "has": None, "date": None},
        ]
    }


def test_competences_that_reach_the_post_are_named() -> None:
    finding = find("R-ELG-13", able(Digital=3, Pelayanan_publik=4))
    assert finding.id == "Semua kompetensi mencapai syarat jabatan tujuan: Digital, Pelayanan publik."
    assert finding.en == "All competences reach what the post asks: Digital, Pelayanan publik."


def test_of_two_records_of_a_competence_the_newest_counts() -> None:
    twice = (CompetenceFacts("DIGITAL", 1, TODAY), CompetenceFacts("Digital", 5, MEASURED))
    case = dossier(target=target(competences=NEEDS[:1]), competences=twice)
    assert find("R-ELG-13", case).as_json()["values"]["competences"][0]["has"] == 1


def test_a_post_that_asks_for_no_competence_takes_everyone() -> None:
    finding = find("R-ELG-13", dossier(competences=(CompetenceFacts("Digital", 1, TODAY),)))
    assert finding.outcome is MET
    assert finding.id == "Jabatan tujuan tidak mensyaratkan tingkat kompetensi."
    assert finding.en == "The post asks for no level of competence."


# R-ELG-14: the post is among the wishes


def wish(order: int, post: str, name: str, reason: str | None = None) -> PreferenceFacts:
    return PreferenceFacts(order, post, name, reason)


def test_a_post_that_was_wished_for_is_shown_with_its_place() -> None:
    wishes = (wish(1, "ARS-02", "Arsiparis"), wish(2, PRANATA.code, PRANATA.name, "Dekat rumah."))
    finding = find("R-ELG-14", dossier(preferences=wishes))
    assert finding.outcome is MET
    assert finding.id == "Jabatan tujuan adalah keinginan pegawai urutan ke-2 (Dekat rumah)."
    assert finding.en == "The post is the person's wish number 2 (Dekat rumah)."
    assert finding.as_json()["values"] == {
        "order": 2,
        "wishes": [
            {"order": 1, "post": "ARS-02", "post_name": "Arsiparis"},
            {"order": 2, "post": "KOM-07", "post_name": "Pranata Komputer Ahli Muda"},
        ],
    }


def test_a_wish_without_a_reason_is_shown_without_one() -> None:
    finding = find("R-ELG-14", dossier(preferences=(wish(1, PRANATA.code, PRANATA.name),)))
    assert finding.id == "Jabatan tujuan adalah keinginan pegawai urutan ke-1."


def test_a_post_wished_for_twice_has_its_first_place() -> None:
    twice = (wish(3, PRANATA.code, PRANATA.name), WISH)
    assert find("R-ELG-14", dossier(preferences=twice)).values["order"] == 1


def test_who_wished_for_other_posts_is_to_hear_the_reasons() -> None:
    wishes = (wish(1, "ARS-02", "Arsiparis"), wish(2, "PUS-03", "Pustakawan Ahli Madya"))
    finding = find("R-ELG-14", dossier(preferences=wishes))
    assert (finding.outcome, finding.blocks) == (UNMET, False)
    assert finding.id == (
        "Jabatan tujuan tidak termasuk keinginan pegawai (1. Arsiparis; 2. Pustakawan Ahli Madya). "
        "Sampaikan alasannya pada sosialisasi."
    )
    assert finding.en == (
        "The post is not among the person's wishes (1. Arsiparis; 2. Pustakawan Ahli Madya). "
        "Give the reasons at the socialization."
    )


def test_who_has_stated_no_wish_is_to_be_asked() -> None:
    finding = find("R-ELG-14", dossier(preferences=()))
    assert finding.outcome is UNMET
    assert finding.id == "Pegawai belum menyatakan keinginan jabatan. Tanyakan pada sosialisasi."
    assert finding.en == "The person has stated no wish. Ask for it at the socialization."
    assert finding.values == {"order": None, "wishes": []}


# R-KON-03: the spouse does not work in the target unit


def married(unit: str | None) -> Dossier:
    return dossier(spouse=Spouse(GALIH_NIP, "Galih Kuncoro", unit))


def test_a_spouse_in_the_target_unit_is_a_warning() -> None:
    finding = find("R-KON-03", married(DIGITAL.code))
    assert (finding.outcome, finding.blocks) == (UNMET, False)
    assert finding.id == (
        "Pasangan pegawai bekerja di unit tujuan (Dinas Komunikasi dan Informatika). "
        "Pastikan keduanya tidak saling membawahkan, atau pilih unit lain."
    )
    assert finding.en == (
        "The person's spouse works in the target unit (Dinas Komunikasi dan Informatika). "
        "Make sure that neither reports to the other, or choose another unit."
    )
    assert finding.values == {"spouse_unit": "DISKOMINFO", "unit": "DISKOMINFO"}


@pytest.mark.parametrize("case", [married("DISPUSIP"), married(None), dossier(spouse=None)])
def test_a_spouse_elsewhere_or_unknown_is_no_concern(case: Dossier) -> None:
    finding = find("R-KON-03", case)
    assert finding.outcome is MET
    assert finding.id == "Tidak ada catatan bahwa pasangan pegawai bekerja di unit tujuan."
    assert finding.en == "No spouse of the person is on record in the target unit."
