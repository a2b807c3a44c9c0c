"""Taking in as a whole: counts, one transaction, upsert, what is reported."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from storage.database import Database
from storage.intake import SHEETS, Report
from storage.tables import Row
from tests.intake import books
from tests.intake.books import BUDI, SITI, put
from tests.intake.conftest import Take, stored, take_into

PEOPLE = "SELECT nip, name, post, CAST(as_of AS text) FROM person ORDER BY nip"


def counts(report: Report, sheet: str) -> tuple[int, int, int, int, int]:
    found = report.sheets[sheet]
    return found.read, found.new, found.changed, found.unchanged, found.refused


def test_every_sheet_of_an_honest_workbook_is_taken_in(either: Database, tmp_path: Path) -> None:
    report = take_into(either, books.xlsx(tmp_path / "kota.xlsx", books.city()))
    assert report.taken
    assert report.refused == []
    assert report.warnings == []
    assert {name: counts(report, name)[:2] for name in report.sheets} == {
        name: (len(rows) - 1, len(rows) - 1) for name, rows in books.CITY.items()
    }
    assert stored(either, "SELECT code, name, unit, kind, grade, rank_min, need FROM post ORDER BY code")[0] == (
        *("007", "Perawat Ahli Pertama", "DINKES", "fungsional", 8, "III/a", 3),
    )
    assert stored(either, PEOPLE)[1] == (SITI, "Siti Rahmawati", "007", "2026-11-21")
    assert stored(either, "SELECT volume, per, minutes, CAST(as_of AS text) FROM workload") == [
        ("35", "bulan", "7", "2026-01-05")
    ]
    assert stored(either, "SELECT nip, year, result, behaviour, predicate FROM appraisal") == [
        (SITI, 2025, "diatas", "sesuai", "Baik")
    ]
    assert stored(either, 'SELECT CAST(since AS text), CAST("until" AS text), decree FROM career') == [
        ("2015-03-01", "2019-12-31", "821.2/7/2015")
    ]
    assert stored(either, 'SELECT level, CAST("start" AS text), "end" FROM discipline') == [
        ("ringan", "2024-05-02", None)
    ]
    assert stored(either, 'SELECT nip, "order", post, reason FROM preference') == [
        (SITI, 1, "008", "Dekat dengan orang tua")
    ]


def test_the_same_workbook_again_changes_nothing(either: Database, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "kota.xlsx", books.city())
    take_into(either, path)
    report = take_into(either, path)
    assert all(counts(report, name)[1:] == (0, 0, counts(report, name)[0], 0) for name in report.sheets)


def test_a_changed_cell_is_counted_and_stored(either: Database, tmp_path: Path) -> None:
    take_into(either, books.xlsx(tmp_path / "a.xlsx", books.city()))
    moved = put(books.only("pegawai"), "pegawai", 3, "nama", "Budi Santoso Wijaya")
    report = take_into(either, books.xlsx(tmp_path / "b.xlsx", moved))
    assert counts(report, "pegawai") == (3, 0, 1, 2, 0)
    assert stored(either, PEOPLE)[0][1] == "Budi Santoso Wijaya"


def test_an_unchanged_employee_is_confirmed_on_the_day_of_the_intake(either: Database, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.city())
    take_into(either, path)
    report = take_into(either, path, today=date(2026, 12, 1))
    assert counts(report, "pegawai") == (3, 0, 0, 3, 0)
    assert {row[3] for row in stored(either, PEOPLE)} == {"2026-12-01"}


def test_rows_that_are_not_in_the_file_stay(either: Database, tmp_path: Path) -> None:
    take_into(either, books.xlsx(tmp_path / "a.xlsx", books.city()))
    fewer = books.only("pegawai")
    del fewer["pegawai"][2:]
    assert take_into(either, books.xlsx(tmp_path / "b.xlsx", fewer)).taken
    assert len(stored(either, PEOPLE)) == 3


def test_a_column_that_is_absent_leaves_the_stored_values(take: Take, database: Database, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    narrow: books.Sheets = {"unit": [["kode", "nama"], ["DINKES", "Dinas Kesehatan Kota"]]}
    assert counts(take(books.xlsx(tmp_path / "b.xlsx", narrow)), "unit") == (1, 0, 1, 0, 0)
    assert stored(database, "SELECT name, parent, minimum FROM unit WHERE code = 'DINKES'") == [
        ("Dinas Kesehatan Kota", "KOTA", 2)
    ]


def test_a_cell_that_was_emptied_empties_the_stored_value(take: Take, database: Database, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    take(books.xlsx(tmp_path / "b.xlsx", put(books.only("unit"), "unit", 3, "minimum", "")))
    assert stored(database, "SELECT minimum FROM unit WHERE code = 'DINKES'") == [(None,)]


def test_an_end_of_a_sanction_can_be_filled_in_later(take: Take, database: Database, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    ended = put(books.only("hukuman"), "hukuman", 2, "selesai", date(2024, 8, 1))
    assert counts(take(books.xlsx(tmp_path / "b.xlsx", ended)), "hukuman") == (1, 0, 1, 0, 0)
    assert stored(database, 'SELECT "end" FROM discipline') == [("2024-08-01",)]


def test_a_workload_without_a_day_is_of_the_day_of_intake(take: Take, database: Database, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", put(books.city(), "beban_kerja", 2, "tanggal", ""))
    take(path)
    assert stored(database, "SELECT as_of FROM workload") == [("2026-11-21",)]
    later = take(path, today=date(2027, 1, 4))
    assert counts(later, "beban_kerja") == (1, 0, 0, 1, 0)
    assert stored(database, "SELECT as_of FROM workload") == [("2027-01-04",)]


def test_a_told_day_of_a_workload_is_compared(take: Take, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    newer = put(books.city(), "beban_kerja", 2, "tanggal", date(2026, 2, 1))
    assert counts(take(books.xlsx(tmp_path / "b.xlsx", newer)), "beban_kerja") == (1, 0, 1, 0, 0)


# One transaction


def test_one_refused_row_keeps_everything_out(either: Database, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", put(books.city(), "kompetensi", 2, "level", 6))
    report = take_into(either, path)
    assert not report.taken
    assert [(row.sheet, row.row, row.column, row.value) for row in report.refused] == [("kompetensi", 2, "level", "6")]
    assert stored(either, "SELECT count(*) FROM unit") == [(0,)]
    assert stored(either, "SELECT count(*) FROM intake") == [(0,)]


def test_partial_takes_the_valid_rows(either: Database, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", put(books.city(), "kompetensi", 2, "level", 6))
    report = take_into(either, path, partial=True)
    assert report.taken
    assert counts(report, "kompetensi") == (1, 0, 0, 0, 1)
    assert len(stored(either, PEOPLE)) == 3


def test_rows_that_depend_on_a_refused_row_are_refused_with_that_reason(either: Database, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", put(books.city(), "unit", 3, "nama", ""))
    report = take_into(either, path, partial=True)
    refused = {(row.sheet, row.row): row for row in report.refused}
    assert refused["jabatan", 2].problem_id.startswith("unit: DINKES ada pada baris 3 lembar unit, yang ditolak")
    assert "row 2 of the sheet jabatan, which was refused" in refused["pegawai", 4].problem_en
    assert ("skp", 2) in refused
    assert ("jabatan", 3) not in refused
    assert stored(either, "SELECT code FROM post") == [("008",)]
    assert stored(either, PEOPLE) == []


def test_a_refused_row_does_not_hide_the_stored_one(take: Take, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    report = take(books.xlsx(tmp_path / "b.xlsx", put(books.city(), "unit", 3, "nama", "")), partial=True)
    assert [(row.sheet, row.row) for row in report.refused] == [("unit", 3)]


def test_check_writes_nothing_and_reports_the_same(database: Database, take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.city())
    checked = take(path, check=True)
    assert not checked.taken
    assert stored(database, "SELECT count(*) FROM unit") == [(0,)]
    assert take(path).sheets == checked.sheets


def test_partial_with_nothing_valid_takes_nothing(take: Take, database: Database, tmp_path: Path) -> None:
    wrong = {"unit": [["kode", "nama"], ["", "Tanpa kode"]]}
    assert not take(books.xlsx(tmp_path / "a.xlsx", wrong), partial=True).taken
    assert stored(database, "SELECT count(*) FROM intake") == [(0,)]


def test_the_intake_is_remembered_without_names_or_numbers(either: Database, tmp_path: Path) -> None:
    take_into(either, books.xlsx(tmp_path / "kota.xlsx", put(books.city(), "skp", 2, "tahun", "x")), partial=True)
    [(at, user, file, digest, report)] = stored(
        either, "SELECT CAST(at AS text), os_user, file, sha256, report FROM intake"
    )
    assert at.startswith("2026-11-21 03:00:00")
    assert (user, file, len(digest)) == ("dewi", "kota.xlsx", 64)
    assert json.loads(report)["sheets"]["skp"] == {"read": 1, "new": 0, "changed": 0, "unchanged": 0, "refused": 1}
    assert SITI not in report
    assert "Siti" not in report


def test_progress_is_told_up_to_the_last_row(take: Take, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    take(books.xlsx(tmp_path / "a.xlsx", books.city()), progress=lambda *step: told.append(step))
    assert (4, 4, "pegawai") in told
    assert all(done <= total for done, total, _ in told)


# What is reported


def test_the_report_speaks_both_languages(take: Take, tmp_path: Path) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), "kompetensi", 2, "level", "tiga")))
    spoken = {language: report.as_json(language)["refused"][0] for language in ("id", "en")}
    assert spoken["id"] == {
        **{"sheet": "kompetensi", "row": 2, "column": "level", "value": "tiga"},
        "problem": "level: tiga bukan angka bulat (mungkin 3); tulis dengan angka",
    }
    assert spoken["en"]["problem"] == "level: tiga is not a whole number (perhaps 3); write it in digits"
    assert json.loads(json.dumps(report.as_json("id")))["sheets"]["kompetensi"]["refused"] == 1


def test_a_row_with_several_problems_is_one_refused_row_that_names_them_all(take: Take, tmp_path: Path) -> None:
    wrong = put(put(books.city(), "pegawai", 2, "golongan", "V/z"), "pegawai", 2, "status", "honorer")
    [first, *others] = take(books.xlsx(tmp_path / "a.xlsx", wrong)).refused
    assert "status: honorer tidak dikenal" in first.problem_id
    assert "golongan: V/z tidak dikenal" in first.problem_id
    assert {row.sheet for row in others} == {"skp", "kompetensi", "riwayat", "preferensi"}


def test_the_refused_rows_come_back_as_they_were_with_their_problem(take: Take, tmp_path: Path) -> None:
    wrong = put(books.city(), "pegawai", 3, "golongan", "III/z")
    report = take(books.xlsx(tmp_path / "a.xlsx", wrong))
    report.write_refused(tmp_path / "ditolak.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ditolak.xlsx")
    assert book.sheetnames == ["pegawai", "hukuman"]
    header, row = ([cell.value for cell in line] for line in book["pegawai"].iter_rows())
    assert header == [*books.CITY["pegawai"][0], "masalah"]
    assert row[:2] == [BUDI, "Budi Santoso"]
    assert row[2] == datetime(1985, 11, 20)
    assert row[5] == "III/z"
    assert str(row[-1]).startswith("golongan: III/z tidak dikenal")


def test_the_returned_workbook_holds_no_formula_and_no_control_character(take: Take, tmp_path: Path) -> None:
    lines = "".join([books.text_row(1, "kode", "nama"), books.text_row(2, "=1+1", "Dinas\u0001 Baru")])
    report = take(books.raw_xlsx(tmp_path / "a.xlsx", lines))
    report.write_refused(tmp_path / "ditolak.xlsx")
    cells = next(openpyxl.load_workbook(tmp_path / "ditolak.xlsx")["unit"].iter_rows(min_row=2))
    assert [(cell.value, cell.data_type) for cell in cells[:2]] == [("=1+1", "s"), ("Dinas\ufffd Baru", "s")]


def test_without_refused_rows_the_returned_workbook_is_empty_and_opens(take: Take, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city())).write_refused(tmp_path / "ditolak.xlsx")
    assert openpyxl.load_workbook(tmp_path / "ditolak.xlsx").sheetnames == ["kosong"]


def test_a_sentence_repeats_at_most_sixty_characters_of_a_cell(take: Take, tmp_path: Path) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), "pegawai", 2, "status", "h" * 150)))
    row = report.refused[0]
    assert row.value == "h" * 59 + "…"
    assert "h" * 60 not in row.problem_id + row.problem_en


# Sheets and headers


def test_headers_may_stand_in_any_order_and_case(take: Take, database: Database, tmp_path: Path) -> None:
    sheets: books.Sheets = {" Unit ": [["  NAMA ", "Kode", "SIASN ID"], ["Pemerintah Kota", "KOTA", "x9"]]}
    assert take(books.xlsx(tmp_path / "a.xlsx", sheets)).warnings == []
    assert stored(database, "SELECT code, name, siasn_id FROM unit") == [("KOTA", "Pemerintah Kota", "x9")]


def test_an_export_with_the_names_of_siasn_is_understood(take: Take, database: Database, tmp_path: Path) -> None:
    people = [
        ["nipBaru", "nama", "tglLahir", "jenisKelamin", "statusPegawai", "golonganId", "tingkatPendidikan"],
        [SITI, "Siti Rahmawati", "15-03-1990", "F", "PNS", 33, "S1"],
    ]
    people[0] += ["kodeJabatan", "tmtJabatan", "email"]
    people[1] += ["007", "01-01-2020", "siti@kota.example"]
    report = take(books.xlsx(tmp_path / "a.xlsx", {**books.only("unit", "jabatan"), "pegawai": people}))
    assert report.refused == []
    assert report.warnings == []
    assert stored(database, "SELECT sex, rank, education, birth_date, post_since, email FROM person") == [
        ("P", "III/c", "S-1", "1990-03-15", "2020-01-01", "siti@kota.example")
    ]


def test_an_unknown_column_is_left_aside_aloud(take: Take, tmp_path: Path) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), "unit", 1, "warna", "warna")))
    [remark] = report.warnings
    assert (remark.sheet, remark.row, remark.column) == ("unit", 1, "warna")
    assert remark.problem_id.startswith("kolom warna tidak dikenal dan diabaikan")
    assert report.taken


def test_an_unknown_sheet_is_left_aside_aloud(take: Take, tmp_path: Path) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", {**books.city(), "gaji": [["nip"], [SITI]]}))
    assert [remark.problem_en[:40] for remark in report.warnings] == ["the sheet gaji is not known and was left"]
    assert "gaji" not in report.sheets


def test_an_empty_sheet_is_told(take: Take, tmp_path: Path) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", {**books.only("unit"), "skp": []}))
    assert [(remark.sheet, remark.problem_en) for remark in report.warnings] == [("skp", "this sheet is empty")]
    assert counts(report, "skp") == (0, 0, 0, 0, 0)


def test_a_missing_required_column_refuses_every_row_of_the_sheet(take: Take, tmp_path: Path) -> None:
    sheets = books.city()
    for row in sheets["pegawai"]:
        del row[6], row[4]
    report = take(books.xlsx(tmp_path / "a.xlsx", sheets))
    assert counts(report, "pegawai") == (3, 0, 0, 0, 3)
    row = report.refused[0]
    assert (row.sheet, row.row, row.column) == ("pegawai", 2, "status")
    assert "kolom wajib tidak ada: status, pendidikan; tambahkan pada baris judul" in row.problem_id


def test_two_columns_that_mean_the_same_refuse_the_sheet(take: Take, tmp_path: Path) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), "pegawai", 2, "nipBaru", SITI)))
    assert counts(report, "pegawai")[4] == 3
    assert "kolom nip dan nipBaru berarti sama" in report.refused[0].problem_id


def test_blank_rows_are_not_rows_but_rows_after_a_gap_are(take: Take, database: Database, tmp_path: Path) -> None:
    sheets = books.only("unit")
    gap = [["", "", "", "", "", ""], ["  ", "", "\t", "", "", ""]]
    sheets["unit"][2:2] = gap * 3000
    report = take(books.xlsx(tmp_path / "a.xlsx", sheets))
    assert counts(report, "unit") == (3, 3, 0, 0, 0)
    assert len(stored(database, "SELECT code FROM unit")) == 3


def test_row_numbers_are_those_of_the_spreadsheet(take: Take, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "unit"
    for n, values in ((4, ("kode", "nama")), (5, ("KOTA", "Kota")), (90, ("DINKES", ""))):
        page.cell(n, 3, values[0])
        page.cell(n, 4, values[1])
    book.save(tmp_path / "a.xlsx")
    assert [(row.row, row.column) for row in take(tmp_path / "a.xlsx").refused] == [(90, "nama")]


# The table of columns


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_table_of_columns_agrees_with_the_tables_of_the_database(sheet) -> None:
    table = Row.metadata.tables[sheet.table]
    targets = {column.target for column in sheet.columns} | ({sheet.stamp} if sheet.stamp else set())
    assert targets == set(table.columns.keys())
    assert [sheet.column(name).target for name in sheet.key] == [column.name for column in table.primary_key]
    needed = {column.name for column in table.columns if not column.nullable}
    required = {column.target for column in sheet.columns if column.required}
    assert needed - required <= {sheet.stamp, "predicate"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_header_means_two_columns(sheet) -> None:
    headers = [header for column in sheet.columns for header in column.headers()]
    assert len(headers) == len(set(headers))
    assert all("" not in column.headers() and all(column.kind.words) for column in sheet.columns)


def test_sheets_come_after_those_that_they_refer_to() -> None:
    seen: set[str] = set()
    for sheet in SHEETS:
        seen.add(sheet.name)
        assert {column.refers for column in sheet.columns if column.refers} <= seen
