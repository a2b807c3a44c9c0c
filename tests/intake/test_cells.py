"""What a cell may hold: what is understood, what is refused, and what the sentence says to do."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from storage.intake.cells import Memo, read_column
from storage.intake.numbers import Whole
from tests.intake import books
from tests.intake.books import SITI, put
from tests.intake.conftest import Take, stored

UNDERSTOOD = [
    # Text
    ("unit", "nama", "  Dinas Kesehatan  ", "unit", "name", "Dinas Kesehatan"),
    ("unit", "nama", "Dinas\nKesehatan\tKota", "unit", "name", "Dinas Kesehatan Kota"),
    ("unit", "nama", "Dinas\u00a0Kesehatan", "unit", "name", "Dinas Kesehatan"),
    ("pegawai", "nama", "Rene\u0301 Siregar", "person", "name", "Ren\u00e9 Siregar"),
    ("pegawai", "nama", "D'Arcy #1", "person", "name", "D'Arcy #1"),
    ("unit", "siasn_id", "000123", "unit", "siasn_id", "000123"),
    # NIP with blanks, as it is printed
    ("pegawai", "nip_pasangan", "19851120 201001 1 002", "person", "spouse", "198511202010011002"),
    ("pegawai", "nip_pasangan", "'198511202010011002", "person", "spouse", "198511202010011002"),
    # Words
    ("pegawai", "jenis_kelamin", "perempuan", "person", "sex", "P"),
    ("pegawai", "status", "pns", "person", "employment", "PNS"),
    ("pegawai", "golongan", "iiib", "person", "rank", "III/b"),
    ("pegawai", "golongan", 34, "person", "rank", "III/d"),
    ("pegawai", "golongan", "45", "person", "rank", "IV/e"),
    ("pegawai", "pendidikan", "s1", "person", "education", "S-1"),
    ("pegawai", "pendidikan", "SMA", "person", "education", "SLTA/SMK"),
    ("jabatan", "jenis", "Jabatan Fungsional", "post", "kind", "fungsional"),
    ("skp", "hasil_kerja", "DIATAS EKSPEKTASI", "appraisal", "result", "diatas"),
    ("skp", "perilaku", "Sesuai Ekspektasi", "appraisal", "behaviour", "sesuai"),
    ("skp", "predikat", "BAIK", "appraisal", "predicate", "Baik"),
    # Numbers
    ("jabatan", "kebutuhan", "12", "post", "need", 12),
    ("jabatan", "kelas", 8.0, "post", "grade", 8),
    ("beban_kerja", "volume", "35,5", "workload", "volume", "35.5"),
    ("beban_kerja", "volume", 0.1 + 0.2, "workload", "volume", "0.3"),
    ("beban_kerja", "menit", 1200, "workload", "minutes", "1200"),
    ("beban_kerja", "menit", "0,125", "workload", "minutes", "0.125"),
    # Days
    ("pegawai", "tmt_golongan", "2024-04-01", "person", "rank_since", "2024-04-01"),
    ("pegawai", "tmt_golongan", "01-04-2024", "person", "rank_since", "2024-04-01"),
    ("pegawai", "tmt_golongan", "1/4/2024", "person", "rank_since", "2024-04-01"),
    ("pegawai", "tmt_golongan", datetime(2024, 4, 1), "person", "rank_since", "2024-04-01"),
    ("pegawai", "tmt_golongan", date(2024, 4, 1), "person", "rank_since", "2024-04-01"),
    # Lists
    ("jabatan", "bidang_pendidikan", " Keperawatan; Kebidanan ;", "post", "education_fields", "Keperawatan;Kebidanan"),
    ("jabatan", "kompetensi", "Integritas : 3; Kerja sama:2", "post", "competences", "Integritas:3;Kerja sama:2"),
]


@pytest.mark.parametrize(("sheet", "header", "cell", "table", "column", "kept"), UNDERSTOOD)
def test_a_tolerated_cell_is_understood(
    take: Take,
    database: Database,
    tmp_path: Path,
    sheet: str,
    header: str,
    cell: Any,
    table: str,
    column: str,
    kept: Any,
) -> None:
    report = take(books.ods(tmp_path / "a.ods", put(books.city(), sheet, 2, header, cell)))
    assert report.refused == []
    where = {"unit": "code = 'KOTA'", "post": "code = '007'", "person": f"nip = '{SITI}'"}.get(table, "1 = 1")
    assert stored(database, f'SELECT "{column}" FROM {table} WHERE {where}') == [(kept,)]


REFUSED = [
    # Text
    ("unit", "nama", "", "wajib diisi", "must be filled in"),
    ("unit", "nama", "   ", "wajib diisi", "must be filled in"),
    ("unit", "nama", "n" * 201, "teks 201 karakter, paling panjang 200; persingkat", "at most 200 are allowed"),
    ("preferensi", "alasan", "a" * 2001, "paling panjang 2000", "at most 2000"),
    ("unit", "nama", 12, "isi 12 bukan teks; format kolom sebagai teks", "12 is not text"),
    ("unit", "nama", "Dinas \u202eKesehatan", "karakter ke-7 (U+202E)", "turns the direction of writing"),
    ("unit", "nama", "Dinas\u200bKesehatan", "karakter ke-6 (U+200B)", "character 6"),
    ("unit", "nama", "Z" + "\u0301\u0300\u0302\u0303\u0304\u0305" * 2, "tanda gabung", "combining marks"),
    ("unit", "nama", "#REF!", "sel berisi galat #REF!; perbaiki rumusnya", "shows the error #REF!"),
    # Identifiers
    ("unit", "siasn_id", 123, "kode berupa angka 123", "leading zeros"),
    ("jabatan", "kode", 7, "kode berupa angka 7, sehingga nol di depan", "format the column as text"),
    (
        "pegawai",
        "nip",
        199003152015032001,
        "digit terakhirnya hilang; format kolom sebagai teks",
        "last digits are lost",
    ),
    ("pegawai", "nip", "19900315201503200", "harus 18 angka, ini 17 karakter", "must have 18 digits"),
    ("pegawai", "nip", "19900315201503200A", "harus 18 angka", "must have 18 digits"),
    ("pegawai", "nip", "\u0661" * 18, "harus 18 angka", "must have 18 digits"),
    ("pegawai", "nip", "199002302015032001", "19900230 bukan tanggal", "19900230 is no date"),
    ("pegawai", "nip", "189003152015032001", "18900315 bukan tanggal", "must be the birth date"),
    ("pegawai", "nip", "199003152015033001", "angka ke-15", "digit 15"),
    ("pegawai", "nip", "199003152015032000", "nomor urut", "the serial"),
    ("pegawai", "nip", "199003152015132001", "bulan pengangkatan 01–12, ini 13", "start month 01–12, this is 13"),
    ("pegawai", "nip_pasangan", SITI, "NIP pegawai itu sendiri", "the employee's own NIP"),
    # Words
    ("pegawai", "status", "honorer", "salah satu dari: PNS, CPNS, PPPK", "write one of: PNS, CPNS, PPPK"),
    ("pegawai", "jenis_kelamin", "X", "X tidak dikenal; tulis salah satu dari: L, P", "X is not known"),
    ("pegawai", "golongan", "IX", "golongan IX tidak berlaku untuk PNS", "is not for PNS"),
    ("jabatan", "jenis", "struktural", "jpt, administrator, pengawas, fungsional, pelaksana", "write one of"),
    ("beban_kerja", "per", "semester", "tahun, bulan, minggu, hari", "write one of"),
    ("hukuman", "tingkat", "parah", "ringan, sedang, berat", "write one of"),
    ("skp", "predikat", "Cukup", "Sangat Baik, Baik, Butuh Perbaikan", "write one of"),
    # Numbers
    ("kompetensi", "level", 0, "0 di luar batas 1 sampai 5", "not between 1 and 5"),
    ("kompetensi", "level", 6, "6 di luar batas 1 sampai 5", "not between 1 and 5"),
    ("kompetensi", "level", 2.5, "2.5 bukan angka bulat", "not a whole number"),
    ("kompetensi", "level", True, "True bukan angka bulat", "not a whole number"),
    ("kompetensi", "level", "tiga", "tiga bukan angka bulat (mungkin 3)", "perhaps 3"),
    ("jabatan", "kebutuhan", -1, "di luar batas", "not between"),
    ("jabatan", "kebutuhan", "1.250", "tulis tanpa pemisah ribuan", "without a separator"),
    ("beban_kerja", "volume", "banyak", "banyak bukan angka; tulis dengan angka", "not a number"),
    ("beban_kerja", "volume", 0, "harus lebih dari 0", "must be above 0"),
    ("beban_kerja", "menit", "1,250", "ribuan atau pecahan", "thousands or a fraction"),
    ("skp", "tahun", 2027, "2027 di luar batas 2000 sampai 2026", "not between 2000 and 2026"),
    # Days
    ("pegawai", "tmt_jabatan", 43831, "43831 bukan tanggal (mungkin 2020-01-01)", "(probably 2020-01-01)"),
    ("pegawai", "tmt_jabatan", 20200131, "(mungkin 2020-01-31); format sel sebagai tanggal", "probably 2020-01-31"),
    ("pegawai", "tmt_jabatan", "30-02-2024", "30-02-2024 tidak ada dalam kalender", "no day 30-02-2024"),
    ("pegawai", "tmt_jabatan", "2024-02-30", "tidak ada dalam kalender", "in the calendar"),
    ("pegawai", "tmt_jabatan", "1 Januari 2024", "bukan tanggal; tulis TTTT-BB-HH", "write YYYY-MM-DD"),
    ("pegawai", "tmt_jabatan", "01-02-24", "bukan tanggal; tulis TTTT-BB-HH", "write YYYY-MM-DD"),
    ("pegawai", "tmt_jabatan", "01/02-2024", "bukan tanggal; tulis TTTT-BB-HH", "write YYYY-MM-DD"),
    ("pegawai", "tmt_jabatan", datetime(2024, 4, 1, 8, 30), "berisi jam; isi tanggalnya saja", "time of day"),
    ("pegawai", "tmt_jabatan", time(8, 30), "bukan tanggal", "is not a date"),
    ("pegawai", "tmt_jabatan", date(2200, 1, 1), "tahun 2200 di luar 1900–2100", "the year 2200"),
    ("pegawai", "tanggal_lahir", date(2026, 11, 22), "belum terjadi (hari ini 2026-11-21)", "has not come yet"),
    ("kompetensi", "tanggal", date(2026, 12, 1), "belum terjadi", "has not come yet"),
    # Shapes
    ("pegawai", "surel", "siti di kota", "bukan alamat surel", "not an e-mail address"),
    ("jabatan", "kompetensi", "Integritas:9", "Integritas:9: tulis nama:level", "the level 1 to 5"),
    ("jabatan", "kompetensi", "Integritas:3;Integritas:4", "tiap nama satu kali", "each name once"),
    ("jabatan", "golongan_min", "IV/a", "golongan_min IV/a tidak di bawah golongan_max III/b", "is not below"),
    ("jabatan", "golongan_min", "IX", "golongan_min IX tidak di bawah", "is not below"),
    ("riwayat", "sampai", date(2014, 1, 1), "sampai 2014-01-01 mendahului tmt 2015-03-01", "is before"),
    ("hukuman", "selesai", date(2024, 5, 1), "selesai 2024-05-01 mendahului mulai", "is before"),
    # Appraisals
    (
        "skp",
        "predikat",
        "Sangat Baik",
        "bertentangan dengan hasil_kerja diatas dan perilaku sesuai, yang berarti Baik",
        "mean Baik",
    ),
]


@pytest.mark.parametrize(("sheet", "header", "cell", "indonesian", "english"), REFUSED)
def test_a_wrong_cell_is_refused_with_what_to_do(
    take: Take, tmp_path: Path, sheet: str, header: str, cell: Any, indonesian: str, english: str
) -> None:
    report = take(books.ods(tmp_path / "a.ods", put(books.city(), sheet, 2, header, cell)))
    assert not report.taken
    first = next(row for row in report.refused if row.sheet == sheet)
    assert (first.row, first.column.removesuffix("_min")) == (2, header.removesuffix("_min"))
    assert indonesian in first.problem_id
    assert english in first.problem_en


def test_a_text_of_one_megabyte_is_a_sentence(take: Take, tmp_path: Path) -> None:
    lines = books.text_row(1, "kode", "nama") + books.text_row(2, "KOTA", "K" * 1_000_000)
    [row] = take(books.raw_xlsx(tmp_path / "a.xlsx", lines)).refused
    assert row.problem_id == "nama: teks 1000000 karakter, paling panjang 200; persingkat"
    assert len(row.value) == 60


def test_numbers_of_pppk_need_no_month(take: Take, database: Database, tmp_path: Path) -> None:
    assert take(books.ods(tmp_path / "a.ods", books.city())).refused == []
    assert stored(database, "SELECT rank FROM person WHERE employment = 'PPPK'") == [("IX",)]


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        ("tanggal_lahir", date(1990, 3, 16), "tanggal_lahir 1990-03-16 tidak cocok dengan NIP"),
        ("jenis_kelamin", "L", "jenis_kelamin L tidak cocok dengan NIP"),
        ("nip", "199003152005032001", "pengangkatan CPNS pada usia 15 tahun"),
        ("nip", "196003152015032001", "pengangkatan CPNS pada usia 55 tahun"),
    ],
)
def test_a_slip_between_nip_and_data_is_taken_in_and_told(
    take: Take, tmp_path: Path, header: str, cell: Any, said: str
) -> None:
    sheets = put(books.only("unit", "jabatan", "pegawai"), "pegawai", 2, header, cell)
    report = take(books.ods(tmp_path / "a.ods", sheets))
    assert report.taken
    assert report.refused == []
    assert any(said in remark.problem_id and remark.row == 2 for remark in report.warnings)


@pytest.mark.parametrize(
    ("result", "behaviour", "predicate"),
    [
        *(("diatas", "diatas", "Sangat Baik"), ("diatas", "sesuai", "Baik"), ("diatas", "dibawah", "Kurang")),
        *(("sesuai", "diatas", "Baik"), ("sesuai", "sesuai", "Baik"), ("sesuai", "dibawah", "Kurang")),
        *(("dibawah", "diatas", "Butuh Perbaikan"), ("dibawah", "sesuai", "Butuh Perbaikan")),
        ("dibawah", "dibawah", "Sangat Kurang"),
    ],
)
def test_an_absent_predicate_follows_from_the_matrix(
    take: Take, database: Database, tmp_path: Path, result: str, behaviour: str, predicate: str
) -> None:
    sheets = books.city()
    sheets["skp"] = [["nip", "tahun", "hasil_kerja", "perilaku"], [SITI, 2025, result, behaviour]]
    assert take(books.ods(tmp_path / "a.ods", sheets)).refused == []
    assert stored(database, "SELECT predicate FROM appraisal") == [(predicate,)]


def test_a_predicate_alone_is_enough_and_nothing_at_all_is_not(take: Take, database: Database, tmp_path: Path) -> None:
    sheets = books.city()
    sheets["skp"] = [["nip", "tahun", "predikat", "perilaku"], [SITI, 2024, "Baik", ""], [SITI, 2025, "", "sesuai"]]
    [row] = take(books.ods(tmp_path / "a.ods", sheets), partial=True).refused
    assert (row.row, row.problem_id) == (3, "predikat: isi predikat, atau hasil_kerja dan perilaku")
    assert stored(database, "SELECT year, predicate FROM appraisal") == [(2024, "Baik")]


def test_true_is_not_one_though_they_are_equal() -> None:
    values, problems = read_column(Memo(Whole(1, 5), date(2026, 11, 21)), [1, True, 1.0])
    assert values == [1, None, 1]
    assert list(problems) == [1]
