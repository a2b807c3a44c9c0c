"""What rows owe to each other: keys, references, the tree of units, assignments, needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.database import Database
from tests.intake import books
from tests.intake.books import AGUS, SITI, put
from tests.intake.conftest import Take, stored, take_into


def test_both_rows_with_one_key_are_refused_and_named(take: Take, tmp_path: Path) -> None:
    sheets = books.city()
    sheets["pegawai"].append([SITI[:8] + " " + SITI[8:], *sheets["pegawai"][1][1:]])
    refused = {row.row: row for row in take(books.xlsx(tmp_path / "a.xlsx", sheets)).refused if row.sheet == "pegawai"}
    assert sorted(refused) == [2, 5]
    assert refused[2].problem_id == "nip: nip yang sama ada pada baris 2, 5; sisakan satu baris"
    assert refused[5].problem_en == "nip: the same nip is on the rows 2, 5; keep one of them"


def test_a_key_of_two_columns_may_share_one(take: Take, tmp_path: Path) -> None:
    sheets = books.city()
    sheets["skp"] += [[SITI, 2024, "", "", "Baik"], [SITI, 2025, "", "", "Baik"]]
    assert [row.row for row in take(books.xlsx(tmp_path / "a.xlsx", sheets)).refused] == [2, 4]


@pytest.mark.parametrize(
    ("sheet", "header", "value"),
    [
        ("jabatan", "unit", "DISHUB"),
        ("beban_kerja", "jabatan", "7"),
        ("pegawai", "jabatan", "7"),
        ("skp", "nip", "199003152015032009"),
        ("kompetensi", "nip", "199003152015032009"),
        ("riwayat", "nip", "199003152015032009"),
        ("hukuman", "nip", "199003152015032009"),
        ("preferensi", "nip", "199003152015032009"),
        ("preferensi", "jabatan", "999"),
        ("unit", "induk", "PROVINSI"),
    ],
)
def test_a_reference_to_nothing_is_refused(take: Take, tmp_path: Path, sheet: str, header: str, value: str) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), sheet, 2, header, value)))
    row = next(row for row in report.refused if row.sheet == sheet)
    assert (row.row, row.column, row.value) == (2, header, value)
    assert f"{value} tidak ada pada lembar" in row.problem_id


def test_references_may_point_into_the_database(take: Take, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    later = books.only("preferensi", "skp")
    later["preferensi"].append([AGUS, "008", 1, ""])
    assert take(books.xlsx(tmp_path / "b.xlsx", later)).refused == []


# The tree of units


def test_parents_may_come_after_their_children(either: Database, tmp_path: Path) -> None:
    names = ["kode", "nama", "induk"]
    sheets = {"unit": [names, ["SEKSI", "Seksi", "BIDANG"], ["BIDANG", "Bidang", "DINAS"], ["DINAS", "Dinas", ""]]}
    assert take_into(either, books.xlsx(tmp_path / "a.xlsx", sheets)).refused == []
    assert len(stored(either, "SELECT code FROM unit")) == 3


def test_units_in_a_circle_are_refused_and_the_circle_is_printed(take: Take, tmp_path: Path) -> None:
    names = ["kode", "nama", "induk"]
    rows = [["KOTA", "Kota", ""], ["A", "Bagian A", "C"], ["B", "Bagian B", "A"], ["C", "Bagian C", "B"]]
    sheets = {"unit": [names, *rows, ["D", "Di bawah lingkaran", "A"]]}
    refused = {row.row: row.problem_id for row in take(books.xlsx(tmp_path / "a.xlsx", sheets)).refused}
    assert sorted(refused) == [3, 4, 5, 6]
    assert refused[3] == "induk: unit melingkar: A → C → B → A; perbaiki induk salah satunya"
    assert "A ada pada baris 3 lembar unit, yang ditolak" in refused[6]


def test_a_unit_is_not_its_own_parent(take: Take, tmp_path: Path) -> None:
    [row, *_] = take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), "unit", 3, "induk", "DINKES"))).refused
    assert row.problem_en == "induk: units in a circle: DINKES → DINKES; correct the parent of one of them"


def test_a_circle_through_a_stored_unit_is_found(take: Take, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    sheets: books.Sheets = {"unit": [["kode", "nama", "induk"], ["KOTA", "Pemerintah Kota Contoh", "DINKES"]]}
    [row] = take(books.xlsx(tmp_path / "b.xlsx", sheets)).refused
    assert "KOTA → DINKES → KOTA" in row.problem_id


def test_a_circle_of_hundreds_is_printed_in_short(take: Take, tmp_path: Path) -> None:
    rows = [[f"U{n}", f"Unit {n}", f"U{(n + 1) % 300}"] for n in range(300)]
    report = take(books.xlsx(tmp_path / "a.xlsx", {"unit": [["kode", "nama", "induk"], *rows]}))
    assert len(report.refused) == 300
    assert "U0 → U1 → U2 → U3 → U4 → U5 → U6 → U7 → U8 → U9 → …" in report.refused[0].problem_id
    assert len(report.refused[0].problem_id) < 200


# Assignments


@pytest.fixture
def assigned(either: Database, tmp_path: Path) -> Database:
    """Siti was moved to 008 by a decree, from 1 October 2026; the stored row still says 007."""
    take_into(either, books.xlsx(tmp_path / "first.xlsx", books.city()))
    with either.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO account (name, created_at) VALUES ('dewi', '2026-01-01 00:00:00')")
        connection.exec_driver_sql(
            "INSERT INTO proposal (id, nip, post, kind, state, version, proposed_by, proposed_at, proposed_on, changed_at)"
            f" VALUES (1, '{SITI}', '008', 'DALAM_INSTANSI', 'monitoring', 6, 'dewi', '2026-09-01', '2026-09-01', '2026-09-01')"
        )
    assign(either, "008", "2026-10-01", "800/12/2026")
    return either


def assign(
    database: Database, post: str, starts: str, decree: str, held: str = "FALSE", cancelled: str = "NULL"
) -> None:
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO assignment (proposal, nip, post, starts, decree, held, cancelled_by)"
            f" VALUES (1, '{SITI}', '{post}', '{starts}', '{decree}', {held}, {cancelled})"
        )


def people(tmp_path: Path, post: str, since: date) -> Path:
    sheets = put(put(books.only("pegawai"), "pegawai", 2, "jabatan", post), "pegawai", 2, "tmt_jabatan", since)
    return books.xlsx(tmp_path / "people.xlsx", sheets)


def test_a_row_that_contradicts_an_assignment_names_the_decree(assigned: Database, tmp_path: Path) -> None:
    [row] = take_into(assigned, people(tmp_path, "007", date(2020, 1, 1))).refused
    assert (row.row, row.column, row.value) == (2, "jabatan", "007")
    assert "keputusan 800/12/2026 menempatkan pegawai ini pada jabatan 008 sejak 2026-10-01" in row.problem_id


def test_a_row_on_the_very_day_of_the_assignment_contradicts_it(assigned: Database, tmp_path: Path) -> None:
    assert len(take_into(assigned, people(tmp_path, "007", date(2026, 10, 1))).refused) == 1


def test_a_row_that_agrees_with_the_assignment_is_taken(assigned: Database, tmp_path: Path) -> None:
    assert take_into(assigned, people(tmp_path, "008", date(2026, 10, 1))).taken


def test_a_row_that_is_newer_than_the_assignment_is_taken(assigned: Database, tmp_path: Path) -> None:
    assert take_into(assigned, people(tmp_path, "007", date(2026, 11, 1))).taken


def test_an_assignment_still_to_come_contradicts_nothing(assigned: Database, tmp_path: Path) -> None:
    report = take_into(assigned, people(tmp_path, "007", date(2020, 1, 1)), today=date(2026, 9, 30))
    assert report.taken


def test_an_assignment_that_is_held_or_cancelled_contradicts_nothing(assigned: Database, tmp_path: Path) -> None:
    with assigned.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM assignment")
    assign(assigned, "008", "2026-10-01", "800/13/2026", held="TRUE")
    assign(assigned, "008", "2026-10-02", "800/14/2026", cancelled="'800/15/2026'")
    assert take_into(assigned, people(tmp_path, "007", date(2020, 1, 1))).taken


def test_the_newest_assignment_counts(assigned: Database, tmp_path: Path) -> None:
    assign(assigned, "007", "2026-11-01", "800/20/2026")
    assert take_into(assigned, people(tmp_path, "007", date(2020, 1, 1))).taken
    [row] = take_into(assigned, people(tmp_path, "008", date(2026, 10, 1))).refused
    assert "800/20/2026" in row.problem_en


# Needs


def test_a_stated_need_is_ignored_aloud_where_a_workload_says_it(
    take: Take, database: Database, tmp_path: Path
) -> None:
    report = take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), "jabatan", 3, "kebutuhan", 4)))
    [remark] = report.warnings
    assert (remark.sheet, remark.row, remark.column) == ("jabatan", 3, "kebutuhan")
    assert remark.problem_id.startswith("kebutuhan diabaikan")
    assert stored(database, "SELECT code, need FROM post ORDER BY code") == [("007", 3), ("008", None)]


def test_a_stored_workload_is_remembered_when_a_need_is_stated(take: Take, tmp_path: Path) -> None:
    take(books.xlsx(tmp_path / "a.xlsx", books.city()))
    later = put(books.only("jabatan"), "jabatan", 3, "kebutuhan", 4)
    assert [remark.row for remark in take(books.xlsx(tmp_path / "b.xlsx", later)).warnings] == [3]


def test_more_holders_than_seats_are_taken_in(take: Take, tmp_path: Path) -> None:
    assert take(books.xlsx(tmp_path / "a.xlsx", put(books.city(), "jabatan", 2, "kebutuhan", 1))).warnings == []
