"""R-ELG-09, R-ELG-10 and R-ELG-11: retirement, employment and the promise of ten years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import DIGITAL, LIBRARY, PUSTAKAWAN, TODAY, dossier, find, melati, own, target
from workflow.authority import Kind
from workflow.dossier import Origin, Target
from workflow.planning.retirement import retirement_age
from workflow.rules import Outcome
from workflow.rules.tenure import service_start

MET, UNMET = Outcome.met, Outcome.unmet
BETWEEN = "KABKOTA_BEDA_PROV"


# R-ELG-09: a year to the retirement age of the target post


@pytest.mark.parametrize(
    ("facts", "age"),
    [
        ({"retirement_age": 62}, 62),
        ({"kind": "jpt", "level": "Pratama"}, 60),
        ({"kind": "administrator"}, 58),
        ({"kind": "pengawas"}, 58),
        ({"kind": "pelaksana", "level": "utama"}, 58),
        ({"kind": "fungsional", "level": "Ahli Utama"}, 65),
        ({"kind": "fungsional", "level": "madya"}, 60),
        ({"kind": "fungsional", "level": "muda"}, 58),
        ({"kind": "fungsional", "level": "Penyelia"}, 58),
        ({"kind": "fungsional", "level": None, "name": "Pustakawan Ahli Madya"}, 60),
        ({"kind": "fungsional", "level": None, "name": "Pustakawan"}, 58),
    ],
)
def test_a_post_without_a_retirement_age_has_that_of_its_kind_and_level(facts: dict[str, Any], age: int) -> None:
    assert retirement_age(replace(PUSTAKAWAN, **{"retirement_age": None, **facts})) == age


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        (date(1969, 6, 15), MET),
        (date(1969, 6, 14), UNMET),
        (date(1968, 6, 15), UNMET),
        (date(1960, 1, 1), UNMET),
        (date(1988, 3, 14), MET),
    ],
    ids=["a year to the day", "a day less", "today", "long past", "young"],
)
def test_a_year_before_retirement_is_enough_to_the_day(born: date, outcome: Outcome) -> None:
    finding = find("R-ELG-09", dossier(person=melati(birth_date=born)))
    assert finding.outcome is outcome
    assert not finding.blocks


def test_who_retires_soon_is_told_when() -> None:
    finding = find("R-ELG-09", dossier(person=melati(birth_date=date(1968, 11, 30))))
    assert finding.id == (
        "Batas usia pensiun jabatan tujuan (58 tahun) jatuh pada 30 November 2026, kurang dari 1 tahun lagi. "
        "Pertimbangkan pegawai lain."
    )
    assert finding.en == (
        "The retirement age of the post (58) is reached on 30 November 2026, in less than 1 year. "
        "Consider someone else."
    )
    assert finding.as_json()["values"] == {"retirement_age": 58, "retires": "2026-11-30", "limit_years": 1}


def test_who_retires_late_is_told_when() -> None:
    finding = find("R-ELG-09", dossier())
    assert finding.id == "Pegawai mencapai batas usia pensiun jabatan tujuan (58 tahun) pada 14 Maret 2046."
    assert finding.en == "The person reaches the retirement age of the post (58) on 14 March 2046."


def test_it_is_the_target_post_whose_retirement_age_counts() -> None:
    born = melati(birth_date=date(1968, 11, 30))
    later = target(retirement_age=None, level="Ahli Madya")
    assert find("R-ELG-09", dossier(person=born, target=later)).outcome is MET


def test_an_agency_may_ask_for_more_years_before_retirement() -> None:
    finding = find("R-ELG-09", dossier(parameters=(own("R-ELG-09", "years", 20),)))
    assert finding.outcome is UNMET
    assert "in less than 20 years." in finding.en


# R-ELG-10: what PPPK and CPNS may


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.between_agencies])
@pytest.mark.parametrize(("employment", "outcome"), [("PNS", MET), ("CPNS", UNMET), ("PPPK", UNMET)])
def test_only_pns_change_agency(kind: Kind, employment: str, outcome: Outcome) -> None:
    finding = find("R-ELG-10", dossier(kind=kind.value, person=melati(employment=employment)))
    assert finding.outcome is outcome
    if outcome is UNMET:
        assert finding.blocks
        assert finding.id == (
            f"Pegawai berstatus {employment}; hanya PNS yang dapat pindah antarinstansi. Hentikan usulan ini."
        )
        assert finding.en == f"The person is {employment}; only PNS change agency. End this proposal."


def test_a_cpns_stays_until_the_probation_is_over() -> None:
    finding = find("R-ELG-10", dossier(person=melati(employment="CPNS")))
    assert finding.blocks
    assert finding.id == (
        "CPNS tidak dipindahkan selama masa percobaan. Usulkan kembali setelah pengangkatan sebagai PNS."
    )
    assert finding.en == ("A CPNS is not transferred during the probation. Propose again after the appointment as PNS.")


@pytest.mark.parametrize(
    ("name", "unit", "outcome"),
    [
        ("Pustakawan Ahli Muda", DIGITAL, MET),
        ("PUSTAKAWAN AHLI MUDA", DIGITAL, MET),
        ("Pustakawan Ahli Muda", LIBRARY, UNMET),
        ("Pranata Komputer Ahli Muda", DIGITAL, UNMET),
    ],
    ids=["same post elsewhere", "spelt otherwise", "same unit", "another post"],
)
def test_a_pppk_changes_unit_only(name: str, unit: Any, outcome: Outcome) -> None:
    to = Target(replace(PUSTAKAWAN, code="PUS-09", name=name), unit)
    case = dossier(origin=Origin(PUSTAKAWAN, LIBRARY, date(2022, 2, 1), None), target=to)
    finding = find("R-ELG-10", replace(case, person=melati(employment="PPPK", rank="IX")))
    assert finding.outcome is outcome
    assert finding.blocks is (outcome is UNMET)


def test_a_pppk_in_another_post_is_told_which_one_is_open() -> None:
    finding = find("R-ELG-10", dossier(person=melati(employment="PPPK", rank="IX")))
    assert finding.id == (
        "PPPK hanya dapat pindah unit dalam jabatan yang sama (Pustakawan Ahli Muda). Pilih jabatan itu pada unit lain."
    )
    assert finding.en == (
        "A PPPK changes unit only, in the same post (Pustakawan Ahli Muda). Choose that post in another unit."
    )
    assert finding.values == {"employment": "PPPK", "same_post": False, "same_unit": False}


def test_a_pns_may_move_within_the_agency() -> None:
    finding = find("R-ELG-10", dossier())
    assert (finding.outcome, finding.id) == (MET, "Status PNS membolehkan mutasi ini.")
    assert finding.en == "As PNS the person may move."


# R-ELG-11: ten years before an own request to another agency


def started(month: str) -> Any:
    """Melati, whose service began in this month."""
    return melati(nip=f"19880314{month}2005")


@pytest.mark.parametrize(
    ("month", "today", "outcome"),
    [
        ("201606", TODAY, MET),
        ("201607", TODAY, UNMET),
        ("201607", date(2026, 6, 30), UNMET),
        ("201607", date(2026, 7, 1), MET),
        ("202606", TODAY, UNMET),
        ("202701", TODAY, UNMET),
    ],
)
def test_ten_years_are_counted_from_the_month_in_the_nip(month: str, today: date, outcome: Outcome) -> None:
    case = dossier(kind=BETWEEN, own_request=True, person=started(month))
    finding = find("R-ELG-11", case, today=today)
    assert (finding.outcome, finding.blocks) == (outcome, outcome is UNMET)


@pytest.mark.parametrize(("kind", "own_request"), [("INTERNAL", True), ("INTERNAL", False), (BETWEEN, False)])
def test_the_promise_is_about_own_requests_to_other_agencies_only(kind: str, own_request: bool) -> None:
    finding = find("R-ELG-11", dossier(kind=kind, own_request=own_request, person=started("202601")))
    assert finding.outcome is MET
    assert finding.id == "Mutasi ini bukan permintaan sendiri ke instansi lain."
    assert finding.en == "The move is no request of the person's own to another agency."


def test_who_asks_too_early_is_told_until_when_to_wait() -> None:
    finding = find("R-ELG-11", dossier(kind=BETWEEN, own_request=True, person=started("202003")))
    assert finding.id == (
        "Pegawai baru 75 bulan bekerja, padahal berjanji tidak meminta pindah selama 120 bulan. "
        "Tunggu sampai 1 Maret 2030."
    )
    assert finding.en == (
        "The person has served 75 months, and has promised not to ask for a transfer for 120. Wait until 1 March 2030."
    )
    assert finding.as_json()["values"] == {
        **{"own_request": True, "start": "2020-03-01", "months": 75, "limit_months": 120}
    }


def test_who_has_served_ten_years_is_told_so() -> None:
    finding = find("R-ELG-11", dossier(kind=BETWEEN, own_request=True))
    assert finding.id == "Pegawai bekerja sejak 1 Januari 2012, yaitu 173 bulan; janji 120 bulan sudah dipenuhi."
    assert finding.en == "The person has served since 1 January 2012, that is 173 months; the promised 120 are over."


def test_an_agency_that_follows_a_shorter_promise_says_so() -> None:
    case = dossier(kind=BETWEEN, own_request=True, person=started("202510"), parameters=(own("R-ELG-11", "months", 6),))
    assert find("R-ELG-11", case).outcome is MET


@pytest.mark.parametrize("nip", ["198803142020212005", "198803140000012005", "198803149999012005", "1988", ""])
def test_a_nip_that_tells_no_month_is_to_be_corrected(nip: str) -> None:
    assert service_start(nip) is None
    finding = find("R-ELG-11", dossier(kind=BETWEEN, own_request=True, person=melati(nip=nip)))
    assert finding.blocks
    assert "Perbaiki NIP pegawai" in finding.id
    assert "Correct the NIP" in finding.en
