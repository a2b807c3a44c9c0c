"""R-ELG: the person may move, and fits the post."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.workflow.people import (
    DOSSIER,
    TODAY,
    dossier,
    find,
    held_since,
    melati,
    own,
    rated,
    sanction,
    target,
    waiver,
)
from workflow.authority import Role
from workflow.personnel import EDUCATION, RANKS, Predicate
from workflow.rules import RULES, Outcome

MET, UNMET, WAIVED = Outcome.met, Outcome.unmet, Outcome.waived


# R-ELG-01: at least two years in the post


@pytest.mark.parametrize(
    ("since", "today", "months", "outcome"),
    [
        (date(2024, 6, 15), TODAY, 24, MET),
        (date(2024, 6, 16), TODAY, 23, UNMET),
        (date(2024, 2, 29), date(2026, 2, 28), 24, MET),
        (date(2024, 2, 29), date(2026, 2, 27), 23, UNMET),
        (date(2023, 8, 31), date(2025, 8, 31), 24, MET),
        (TODAY, TODAY, 0, UNMET),
        (date(2026, 7, 1), TODAY, -1, UNMET),
    ],
)
def test_two_years_in_the_post_are_enough_to_the_day(since: date, today: date, months: int, outcome: Outcome) -> None:
    finding = find("R-ELG-01", dossier(origin=held_since(since)), today=today)
    assert (finding.values["months"], finding.outcome) == (months, outcome)


def test_who_came_last_year_is_to_wait_or_to_ask_for_a_waiver() -> None:
    finding = find("R-ELG-01", dossier(origin=held_since(date(2025, 3, 1))))
    assert finding.blocks
    assert finding.id == (
        "Pegawai baru 15 bulan menduduki jabatannya (sejak 1 Maret 2025); syaratnya 24 bulan. "
        "Tunggu, atau mintakan pengecualian."
    )
    assert finding.en == (
        "The person has held the post for 15 months only (since 1 March 2025); 24 are required. "
        "Wait, or ask for a waiver."
    )
    assert finding.as_json()["values"] == {"since": "2025-03-01", "months": 15, "limit_months": 24}


def test_who_has_held_the_post_long_enough_is_shown_since_when() -> None:
    finding = find("R-ELG-01", dossier())
    assert finding.id == "Pegawai menduduki jabatannya sejak 1 Februari 2022, yaitu 52 bulan."
    assert finding.en == "The person has held the post since 1 February 2022, that is 52 months."


def test_a_waiver_turns_a_short_tenure_into_a_waived_rule_that_no_longer_refuses() -> None:
    case = dossier(origin=held_since(date(2025, 3, 1)), waivers=(waiver("R-ELG-01"),))
    finding = find("R-ELG-01", case)
    assert finding.outcome is WAIVED
    assert not finding.blocks
    assert finding.id.endswith("Dikecualikan oleh ratna dengan dokumen 12: Perampingan organisasi.")
    assert finding.en.endswith("Waived by ratna with document 12: Perampingan organisasi.")
    assert finding.as_json()["values"] == {"since": "2025-03-01", "months": 15, "limit_months": 24, "waiver": 12}


def test_a_waiver_of_a_rule_that_is_met_changes_nothing() -> None:
    assert find("R-ELG-01", dossier(waivers=(waiver("R-ELG-01"),))) == find("R-ELG-01", dossier())


def test_a_waiver_of_another_rule_does_not_help() -> None:
    case = dossier(origin=held_since(date(2025, 3, 1)), waivers=(waiver("R-ELG-02"),))
    assert find("R-ELG-01", case).blocks


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ("R-ELG-03", {"appraisals": rated(y2024="Kurang", y2025="Baik")}),
        ("R-ELG-04", {"discipline": (sanction(date(2026, 2, 1), None),)}),
        ("R-ELG-07", {"person": melati(rank="I/a")}),
        ("R-ELG-12", {"person": melati(education_field="Tata Boga")}),
    ],
)
def test_a_waiver_of_a_rule_that_nobody_may_waive_changes_nothing(rule: str, fact: dict[str, Any]) -> None:
    finding = find(rule, dossier(**fact))
    assert finding.outcome is UNMET
    assert find(rule, dossier(waivers=(waiver(rule),), **fact)) == finding


def test_tenure_is_the_only_rule_that_may_be_waived_and_only_by_the_authority() -> None:
    assert {rule.id: rule.waivers for rule in RULES.values() if rule.waivers} == {"R-ELG-01": (Role.authority,)}


def test_an_agency_that_sets_another_limit_is_asked_with_it() -> None:
    finding = find("R-ELG-01", dossier(parameters=(own("R-ELG-01", "months", 60),)))
    assert finding.blocks
    assert finding.values["limit_months"] == 60


# R-ELG-02: a rotation is due after five years


@pytest.mark.parametrize(
    ("since", "today", "outcome"),
    [
        (date(2021, 6, 15), TODAY, MET),
        (date(2021, 6, 14), TODAY, UNMET),
        (date(2021, 5, 15), TODAY, UNMET),
        (date(2010, 1, 1), TODAY, UNMET),
        (date(2020, 2, 29), date(2025, 2, 28), MET),
        (date(2020, 2, 29), date(2025, 3, 1), UNMET),
        (date(2021, 1, 31), date(2026, 1, 31), MET),
        (date(2021, 1, 31), date(2026, 2, 1), UNMET),
    ],
)
def test_from_the_day_after_five_years_a_rotation_is_due(since: date, today: date, outcome: Outcome) -> None:
    finding = find("R-ELG-02", dossier(origin=held_since(since)), today=today)
    assert finding.outcome is outcome
    assert not finding.blocks


def test_a_long_tenure_is_told_for_information() -> None:
    finding = find("R-ELG-02", dossier(origin=held_since(date(2015, 6, 15))))
    assert finding.id == "Pegawai sudah 132 bulan pada jabatannya, melampaui 60 bulan; rotasi sudah waktunya."
    assert finding.en == "The person has held the post for 132 months, more than 60; a rotation is due."
    assert finding.as_json()["values"] == {"since": "2015-06-15", "months": 132, "limit_months": 60}


def test_a_tenure_within_five_years_is_told_too() -> None:
    finding = find("R-ELG-02", dossier())
    assert finding.id == "Masa jabatan 52 bulan belum melampaui 60 bulan."
    assert finding.en == "The tenure of 52 months is within 60 months."


# R-ELG-03: at least Baik in each of the last two years


@pytest.mark.parametrize(
    ("predicate", "outcome"),
    [
        (Predicate.SANGAT_BAIK, MET),
        (Predicate.BAIK, MET),
        (Predicate.BUTUH_PERBAIKAN, UNMET),
        (Predicate.KURANG, UNMET),
        (Predicate.SANGAT_KURANG, UNMET),
    ],
)
@pytest.mark.parametrize("year", ["y2024", "y2025"])
def test_each_of_the_last_two_years_must_be_at_least_baik(year: str, predicate: str, outcome: Outcome) -> None:
    years = {"y2024": "Baik", "y2025": "Baik", year: predicate}
    assert find("R-ELG-03", dossier(appraisals=rated(**years))).outcome is outcome


def test_years_before_the_last_two_do_not_count() -> None:
    years = rated(y2022="Sangat Kurang", y2023="Kurang", y2024="Baik", y2025="Baik", y2026="Kurang")
    finding = find("R-ELG-03", dossier(appraisals=years))
    assert finding.outcome is MET
    assert finding.id == "Predikat kinerja sekurangnya Baik: 2025 Baik; 2024 Baik."
    assert finding.en == "The appraisals are at least Baik: 2025 Baik; 2024 Baik."
    assert finding.as_json()["values"] == {"2025": "Baik", "2024": "Baik"}


def test_a_weak_year_is_named() -> None:
    finding = find("R-ELG-03", dossier(appraisals=rated(y2024="Kurang", y2025="Baik")))
    assert finding.blocks
    assert finding.id == (
        "Predikat kinerja 2024 Kurang, padahal syaratnya sekurangnya Baik. Usulan tidak dapat diteruskan."
    )
    assert finding.en == "The appraisal 2024 Kurang is below Baik, which is required. The proposal cannot go on."


@pytest.mark.parametrize(
    ("today", "years", "asked", "outcome"),
    [
        (date(2026, 3, 31), {"y2023": "Baik", "y2024": "Baik"}, ["2024", "2023"], MET),
        (date(2026, 4, 1), {"y2023": "Baik", "y2024": "Baik"}, ["2025", "2024"], UNMET),
        (date(2026, 1, 1), {"y2023": "Kurang", "y2024": "Baik"}, ["2024", "2023"], UNMET),
        (date(2026, 3, 31), {"y2023": "Baik", "y2024": "Baik", "y2025": "Kurang"}, ["2025", "2024"], UNMET),
        (date(2026, 3, 31), {"y2023": "Baik", "y2025": "Baik"}, ["2025", "2024"], UNMET),
        (date(2026, 3, 31), {"y2024": "Baik"}, ["2024", "2023"], UNMET),
    ],
    ids=[
        "on 31 March the year before the two steps in",
        "on 1 April it does so no longer",
        "the year that steps in must be good as well",
        "a weak appraisal that is there is not replaced",
        "only last year may be missing",
        "and only one year may",
    ],
)
def test_until_the_end_of_march_a_missing_last_year_is_replaced(
    today: date, years: dict[str, str], asked: list[str], outcome: Outcome
) -> None:
    finding = find("R-ELG-03", dossier(appraisals=rated(**years)), today=today)
    assert (list(finding.values), finding.outcome) == (asked, outcome)


def test_missing_years_are_named_and_to_be_completed() -> None:
    finding = find("R-ELG-03", dossier(appraisals=()))
    assert finding.id == "Predikat kinerja tahun 2025, 2024 tidak ada. Lengkapi data SKP pegawai."
    assert finding.en == "The appraisal of 2025, 2024 is missing. Complete the person's appraisals."
    assert finding.values == {"2025": None, "2024": None}


# R-ELG-04: no sanction is running


@pytest.mark.parametrize(
    ("start", "end", "outcome"),
    [
        (date(2026, 1, 1), date(2026, 6, 14), MET),
        (date(2026, 1, 1), TODAY, UNMET),
        (date(2026, 1, 1), date(2026, 6, 16), UNMET),
        (TODAY, date(2026, 12, 31), UNMET),
        (date(2026, 6, 16), date(2026, 12, 31), MET),
        (date(2019, 1, 1), None, UNMET),
        (date(2026, 6, 16), None, MET),
    ],
)
def test_a_sanction_stands_in_the_way_from_its_first_day_to_its_last(
    start: date, end: date | None, outcome: Outcome
) -> None:
    assert find("R-ELG-04", dossier(discipline=(sanction(start, end),))).outcome is outcome


def test_a_running_sanction_is_named_with_its_dates() -> None:
    past = sanction(date(2020, 1, 1), date(2020, 12, 31), "ringan")
    finding = find("R-ELG-04", dossier(discipline=(past, sanction(date(2026, 2, 1), date(2026, 7, 31)))))
    assert finding.blocks
    assert finding.id == (
        "Pegawai sedang menjalani hukuman disiplin sedang sejak 1 Februari 2026 sampai 31 Juli 2026. "
        "Tunggu sampai selesai."
    )
    assert finding.en == (
        "A sanction of level sedang runs since 1 February 2026 until 31 July 2026. Wait until it has ended."
    )
    assert finding.as_json()["values"] == {"running": [{"level": "sedang", "start": "2026-02-01", "end": "2026-07-31"}]}


def test_a_sanction_without_an_end_is_said_to_have_none() -> None:
    finding = find("R-ELG-04", dossier(discipline=(sanction(date(2026, 2, 1), None, "berat"),)))
    assert "berat sejak 1 Februari 2026 tanpa batas waktu." in finding.id
    assert "berat runs since 1 February 2026 without an end." in finding.en


def test_all_running_sanctions_are_among_the_values() -> None:
    two = (sanction(date(2026, 1, 1), None), sanction(date(2026, 2, 1), None, "berat"))
    assert [one["level"] for one in find("R-ELG-04", dossier(discipline=two)).values["running"]] == ["sedang", "berat"]


def test_a_clean_record_is_said_to_be_clean() -> None:
    finding = find("R-ELG-04", dossier())
    assert finding.id == "Tidak ada hukuman disiplin yang sedang dijalani."
    assert finding.en == "No disciplinary sanction is running."


# R-ELG-07: the rank lies in the range of the post, or one below


@pytest.mark.parametrize("rank", RANKS)
def test_a_rank_fits_from_one_below_the_range_to_its_top(rank: str) -> None:
    finding = find("R-ELG-07", dossier(person=melati(rank=rank)))
    assert (finding.outcome is MET) == (rank in ("III/b", "III/c", "III/d"))


@pytest.mark.parametrize(
    ("lowest", "highest", "fitting"),
    [
        ("I/a", "I/b", {"I/a", "I/b"}),
        (None, "I/c", {"I/a", "I/b", "I/c"}),
        ("IV/d", None, {"IV/c", "IV/d", "IV/e"}),
        ("IV/a", "IV/a", {"III/d", "IV/a"}),
        (None, None, set(RANKS)),
    ],
)
def test_a_range_that_is_open_or_at_an_edge_is_read_rightly(
    lowest: str | None, highest: str | None, fitting: set[str]
) -> None:
    to = target(rank_min=lowest, rank_max=highest)
    fits = {rank for rank in RANKS if find("R-ELG-07", dossier(person=melati(rank=rank), target=to)).outcome is MET}
    assert fits == fitting


def test_where_one_lower_is_not_allowed_it_is_refused() -> None:
    below = melati(rank="III/b")
    assert find("R-ELG-07", dossier(person=below)).outcome is MET
    assert find("R-ELG-07", dossier(person=below, parameters=(own("R-ELG-07", "one_lower", 0),))).blocks


def test_a_rank_outside_the_range_is_named_with_the_range() -> None:
    finding = find("R-ELG-07", dossier(person=melati(rank="IV/a")))
    assert finding.blocks
    assert finding.id == (
        "Golongan IV/a di luar rentang jabatan tujuan (III/c – III/d, boleh satu tingkat di bawahnya). "
        "Pilih jabatan lain."
    )
    assert finding.en == "The rank IV/a is outside the post's range (III/c – III/d, or one below). Choose another post."
    assert finding.values == {"rank": "IV/a", "min": "III/c", "max": "III/d", "one_lower": 1}


def test_a_rank_one_below_the_range_is_said_to_be_allowed() -> None:
    finding = find("R-ELG-07", dossier(person=melati(rank="III/b")))
    assert finding.outcome is MET
    assert finding.id == "Golongan III/b sesuai dengan III/c – III/d, boleh satu tingkat di bawahnya."
    assert finding.en == "The rank III/b fits III/c – III/d, or one below."


def test_where_one_lower_is_not_allowed_the_sentence_does_not_offer_it() -> None:
    strict = (own("R-ELG-07", "one_lower", 0),)
    fits = find("R-ELG-07", dossier(parameters=strict))
    assert (fits.id, fits.en) == ("Golongan III/c sesuai dengan III/c – III/d.", "The rank III/c fits III/c – III/d.")
    below = find("R-ELG-07", dossier(person=melati(rank="III/b"), parameters=strict))
    assert below.id == "Golongan III/b di luar rentang jabatan tujuan (III/c – III/d). Pilih jabatan lain."
    assert below.en == "The rank III/b is outside the post's range (III/c – III/d). Choose another post."


@pytest.mark.parametrize(
    ("rank", "lowest", "highest"),
    [("III/c", "IX", "XI"), ("III/c", None, "XI"), ("III/c", "IX", None), ("IX", "III/c", None)],
)
def test_a_rank_and_a_range_of_different_ladders_are_refused(
    rank: str, lowest: str | None, highest: str | None
) -> None:
    finding = find("R-ELG-07", dossier(person=melati(rank=rank), target=target(rank_min=lowest, rank_max=highest)))
    assert finding.blocks
    assert finding.id.endswith("tidak setangga. Perbaiki datanya, atau pilih jabatan lain.")
    assert finding.en.endswith("of different ladders. Correct the data, or choose another post.")


def test_a_contract_employee_has_no_rank_to_fit() -> None:
    finding = find("R-ELG-07", dossier(person=melati(employment="PPPK", rank="IX")))
    assert finding.outcome is MET
    assert "tidak mensyaratkan pangkat" in finding.id
    assert "asks no rank" in finding.en


# R-ELG-08: the education reaches what the post requires


@pytest.mark.parametrize("asks", EDUCATION)
@pytest.mark.parametrize("has", EDUCATION)
def test_an_education_reaches_every_level_that_is_not_above_it(has: str, asks: str) -> None:
    ladder = ["SD", "SLTP", "SLTA/SMK", "D-I", "D-II", "D-III", "S-1", "Profesi", "S-2", "S-3"]
    place = {level: ladder.index(level.replace("D-IV", "S-1")) for level in EDUCATION}
    case = dossier(person=melati(education=has), target=target(education_min=asks))
    assert (find("R-ELG-08", case).outcome is MET) == (place[has] >= place[asks])


def test_a_diploma_of_four_years_equals_a_bachelor_both_ways() -> None:
    diploma = dossier(person=melati(education="D-IV"), target=target(education_min="S-1"))
    bachelor = dossier(person=melati(education="S-1"), target=target(education_min="D-IV"))
    assert find("R-ELG-08", diploma).id == "Pendidikan D-IV memenuhi syarat S-1."
    assert find("R-ELG-08", bachelor).en == "The education S-1 reaches D-IV."


def test_an_education_below_the_post_is_named() -> None:
    finding = find("R-ELG-08", dossier(person=melati(education="D-III")))
    assert finding.blocks
    assert finding.id == "Pendidikan D-III di bawah syarat jabatan tujuan (S-1). Pilih jabatan lain."
    assert finding.en == "The education D-III is below what the post asks (S-1). Choose another post."
    assert finding.values == {"education": "D-III", "min": "S-1"}


def test_a_post_that_asks_for_no_education_takes_everyone() -> None:
    finding = find("R-ELG-08", dossier(person=melati(education="SD"), target=target(education_min=None)))
    assert finding.outcome is MET
    assert "tidak mensyaratkan jenjang" in finding.id
    assert "no level of education" in finding.en


# R-ELG-12: the field of education fits


@pytest.mark.parametrize(
    ("field", "outcome"),
    [
        ("Sistem Informasi", MET),
        ("SISTEM INFORMASI", MET),
        ("ilmu komputer", MET),
        ("Ilmu Perpustakaan", UNMET),
        ("Sistem", UNMET),
        ("", UNMET),
        (None, UNMET),
    ],
)
def test_a_field_fits_when_the_post_names_it(field: str | None, outcome: Outcome) -> None:
    finding = find("R-ELG-12", dossier(person=melati(education_field=field)))
    assert finding.outcome is outcome
    assert not finding.blocks


def test_another_field_is_to_be_weighed() -> None:
    finding = find("R-ELG-12", dossier(person=melati(education_field="Tata Boga")))
    assert finding.id == (
        "Bidang pendidikan Tata Boga tidak termasuk Ilmu Komputer; Sistem Informasi. Pertimbangkan kesesuaiannya."
    )
    assert finding.en == (
        "The field of education Tata Boga is not among Ilmu Komputer; Sistem Informasi. Weigh the fit."
    )
    assert finding.values == {"field": "Tata Boga", "fields": ["Ilmu Komputer", "Sistem Informasi"]}


def test_a_post_that_names_no_field_takes_every_field() -> None:
    finding = find("R-ELG-12", dossier(person=melati(education_field=None), target=target(education_fields=())))
    assert finding.outcome is MET
    assert "tidak mensyaratkan bidang" in finding.id
    assert "no field of education" in finding.en


def test_the_good_case_shows_that_the_field_fits() -> None:
    finding = find("R-ELG-12", DOSSIER)
    assert finding.id == "Bidang pendidikan Sistem Informasi sesuai."
    assert finding.en == "The field of education Sistem Informasi fits."
