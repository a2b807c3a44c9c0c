"""R-KEB: the target post needs someone, a seat is free, and the unit that gives can spare one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workflow.people import DIGITAL, DOSSIER, LIBRARY, PRANATA, TODAY, dossier, find, need, seats
from workflow.dossier import Taken, Target
from workflow.rules import Outcome


def test_a_workload_analysis_of_this_year_shows_the_need() -> None:
    finding = find("R-KEB-01", dossier())
    assert finding.outcome is Outcome.met
    assert finding.id == "Analisis beban kerja bertanggal 12 Januari 2026 menunjukkan kebutuhan 3 orang."
    assert finding.en == "The workload analysis of 12 January 2026 shows a need of 3."
    assert finding.as_json()["values"] == {
        "source": "workload",
        "need": 3,
        "as_of": "2026-01-12",
        "limit_months": 12,
    }


@pytest.mark.parametrize(
    ("measured", "today", "outcome"),
    [
        (date(2025, 6, 15), date(2026, 6, 15), Outcome.met),
        (date(2025, 6, 15), date(2026, 6, 16), Outcome.unmet),
        (date(2025, 6, 16), date(2026, 6, 15), Outcome.met),
        (date(2024, 2, 29), date(2025, 2, 28), Outcome.met),
        (date(2024, 2, 29), date(2025, 3, 1), Outcome.unmet),
    ],
)
def test_a_workload_analysis_counts_until_it_is_twelve_months_old(
    measured: date, today: date, outcome: Outcome
) -> None:
    assert find("R-KEB-01", dossier(need=need(as_of=measured)), today=today).outcome is outcome


def test_an_old_workload_analysis_is_to_be_renewed() -> None:
    finding = find("R-KEB-01", dossier(need=need(as_of=date(2024, 11, 3))))
    assert finding.blocks
    assert finding.id == (
        "Analisis beban kerja jabatan tujuan bertanggal 3 November 2024, lebih dari 12 bulan yang lalu. "
        "Perbarui analisisnya."
    )
    assert finding.en == (
        "The workload analysis of the target post dates from 3 November 2024, more than 12 months ago. Renew it."
    )


def test_a_need_that_nobody_has_measured_is_to_be_measured() -> None:
    finding = find("R-KEB-01", dossier(need=need(source=None, need=0, as_of=None)))
    assert finding.blocks
    assert "mutasi import" in finding.id
    assert "has not been measured" in finding.en
    assert finding.values["as_of"] is None


def test_a_need_that_the_data_of_the_post_state_is_a_need_record() -> None:
    finding = find("R-KEB-01", dossier(need=need(source="stated", need=4, as_of=None)))
    assert finding.outcome is Outcome.met
    assert "dinyatakan 4 orang" in finding.id
    assert "state a need of 4" in finding.en


@pytest.mark.parametrize(
    ("needed", "holders", "reserved", "released", "free"),
    [
        (3, 2, 0, 0, 1),
        (3, 3, 0, 0, 0),
        (3, 3, 0, 1, 1),
        (3, 2, 1, 0, 0),
        (3, 2, 1, 1, 1),
        (3, 0, 0, 0, 3),
        (2, 5, 0, 0, -3),
        (0, 0, 0, 0, 0),
    ],
)
def test_a_seat_is_free_when_need_less_holders_less_reserved_plus_released_is_one_or_more(
    needed: int, holders: int, reserved: int, released: int, free: int
) -> None:
    case = dossier(need=need(need=needed), occupancy=seats(holders=holders, reserved=reserved, released=released))
    finding = find("R-KEB-02", case)
    assert finding.values["free"] == free
    assert finding.outcome is (Outcome.met if free >= 1 else Outcome.unmet)


def test_a_free_seat_is_shown_with_everything_that_was_counted_and_the_day() -> None:
    finding = find("R-KEB-02", dossier(occupancy=seats(pending=(9, 11))))
    assert finding.id == "Jabatan tujuan memerlukan 3 orang dan masih memiliki 1 tempat."
    assert finding.en == "The target post needs 3 and has 1 free."
    assert finding.as_json()["values"] == {
        "need": 3,
        "need_as_of": "2026-01-12",
        "holders": 2,
        "reserved": 0,
        "released": 0,
        "free": 1,
        "day": "2026-06-15",
        "pending": [9, 11],
    }


def test_proposals_that_nobody_has_approved_take_no_seat() -> None:
    assert find("R-KEB-02", dossier(occupancy=seats(pending=tuple(range(100, 140))))).outcome is Outcome.met


def test_whoever_comes_too_late_is_told_who_took_the_last_seat() -> None:
    took = (Taken(3, "800/3/2026", "Dimas Ardi"), Taken(5, "800/9/2026", "Intan Puspa"))
    finding = find("R-KEB-02", dossier(occupancy=seats(reserved=1, taken=took)))
    assert finding.blocks
    assert finding.id == (
        "Jabatan tujuan memerlukan 3 orang dan tidak memiliki tempat lagi; terakhir diberikan kepada Intan Puspa "
        "melalui usulan 5 dengan keputusan 800/9/2026. Pilih jabatan lain."
    )
    assert finding.en == (
        "The target post needs 3 and has no place left; the last was given to Intan Puspa by proposal 5 "
        "with decree 800/9/2026. Choose another post."
    )


def test_a_full_post_that_no_decree_filled_names_nobody() -> None:
    finding = find("R-KEB-02", dossier(occupancy=seats(holders=3)))
    assert finding.id == "Jabatan tujuan memerlukan 3 orang dan tidak memiliki tempat lagi. Pilih jabatan lain."
    assert finding.en == "The target post needs 3 and has no place left. Choose another post."


@pytest.mark.parametrize(
    ("staff", "incoming", "outgoing", "left", "outcome"),
    [
        (9, 0, 0, 8, Outcome.met),
        (8, 0, 0, 7, Outcome.unmet),
        (8, 1, 0, 8, Outcome.met),
        (10, 0, 1, 8, Outcome.met),
        (10, 0, 2, 7, Outcome.unmet),
    ],
)
def test_the_unit_that_gives_keeps_its_minimum(
    staff: int, incoming: int, outgoing: int, left: int, outcome: Outcome
) -> None:
    occupancy = seats(origin_staff=staff, origin_incoming=incoming, origin_outgoing=outgoing)
    finding = find("R-KEB-03", dossier(occupancy=occupancy))
    assert (finding.values["left"], finding.outcome) == (left, outcome)


def test_a_unit_left_below_its_minimum_is_a_warning_and_no_refusal() -> None:
    finding = find("R-KEB-03", dossier(occupancy=seats(origin_staff=6)))
    assert not finding.blocks
    assert finding.id == (
        "Dinas Perpustakaan dan Kearsipan tinggal memiliki 5 pegawai, kurang dari minimum 8. Siapkan pengganti."
    )
    assert finding.en == (
        "Dinas Perpustakaan dan Kearsipan would keep 5 people, fewer than its minimum of 8. Arrange a replacement."
    )
    assert finding.as_json()["values"]["day"] == TODAY.isoformat()


def test_a_unit_without_a_minimum_can_always_give() -> None:
    finding = find("R-KEB-03", dossier(occupancy=seats(origin_staff=1, origin_minimum=None)))
    assert finding.outcome is Outcome.met
    assert "tidak menetapkan jumlah pegawai minimum" in finding.id
    assert "has set no minimum staff" in finding.en


@pytest.mark.parametrize(
    ("staff", "incoming", "outgoing", "left", "outcome"),
    [(8, 0, 0, 8, Outcome.met), (7, 0, 0, 7, Outcome.unmet), (8, 0, 1, 7, Outcome.unmet), (7, 1, 0, 8, Outcome.met)],
)
def test_a_move_inside_one_unit_takes_nobody_from_it(
    staff: int, incoming: int, outgoing: int, left: int, outcome: Outcome
) -> None:
    occupancy = seats(origin_staff=staff, origin_incoming=incoming, origin_outgoing=outgoing)
    finding = find("R-KEB-03", dossier(target=Target(PRANATA, LIBRARY), occupancy=occupancy))
    assert (finding.values["left"], finding.outcome) == (left, outcome)


def test_a_unit_whose_own_post_is_filled_from_within_is_said_to_keep_everyone() -> None:
    case = dossier(target=Target(PRANATA, LIBRARY), occupancy=seats(origin_staff=8))
    finding = find("R-KEB-03", case)
    assert finding.id == "Dinas Perpustakaan dan Kearsipan tetap memiliki 8 pegawai, tidak kurang dari minimum 8."
    assert finding.en == "Dinas Perpustakaan dan Kearsipan keeps 8 people, not fewer than its minimum of 8."


def test_melati_goes_from_one_unit_to_another() -> None:
    assert (DOSSIER.origin.unit, DOSSIER.target.unit) == (LIBRARY, DIGITAL)
