"""Files of every kind, honest and not: what is read, and the sentence for what cannot be (faults.md F1, F2)."""

from __future__ import annotations

import io
import os
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from storage.intake import UnreadableFile, bounds, xlsx
from storage.intake.files import CannotRead
from tests.intake import books
from tests.intake.big import make_workbook
from tests.intake.books import put
from tests.intake.conftest import Take
from workflow.errors import CannotWork, Refused

MIB = 1 << 20


def unreadable(take: Take, path: Path) -> UnreadableFile:
    """The refusal of a file; it comes within a second and 100 MiB."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(UnreadableFile) as refused:
        take(path)
    assert time.process_time() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert refused.value.sentence("id").startswith(f"Berkas {path.name} tidak dapat dibaca: ")
    return refused.value


# Kinds of files


@pytest.mark.parametrize("name", ["kota.xlsx", "kota.ods", "kota.dat"])
def test_a_workbook_is_known_by_its_content(take: Take, tmp_path: Path, name: str) -> None:
    write = books.ods if name.endswith("ods") else books.xlsx
    written = write(tmp_path / name.replace("dat", "xlsx"), books.city())
    report = take(written.rename(tmp_path / name))
    assert report.taken
    assert report.warnings == []


@pytest.mark.parametrize("sign", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_folder_of_csv_files_is_read(take: Take, tmp_path: Path, sign: str, encoding: str) -> None:
    sheets = put(books.city(), "unit", 3, "nama", "Dinas Kesehatan, Kependudukan; dan «Keluarga»")
    report = take(books.folder(tmp_path / "kota", sheets, sign, encoding))
    assert report.refused == []
    assert report.taken
    assert report.warnings == []
    assert {name: counts.read for name, counts in report.sheets.items()} == {
        name: len(rows) - 1 for name, rows in sheets.items()
    }


def test_one_csv_file_stands_for_its_sheet(take: Take, tmp_path: Path) -> None:
    assert take(books.folder(tmp_path / "kota", books.only("unit")) / "unit.csv").sheets["unit"].new == 3


def test_a_csv_row_with_a_separator_too_many_is_refused(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "unit.csv"
    path.write_text("kode,nama\nKOTA,Kota\nDIN,Dinas Kesehatan, Kota\n\nA,B,,\n")
    report = take(path)
    assert report.sheets["unit"].read == 3
    assert [(row.row, row.problem_en[:21]) for row in report.refused] == [(3, "this row has 3 fields")]


def test_a_csv_text_that_begins_a_formula_is_refused(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "unit.csv"
    path.write_text("kode,nama\nKOTA,=HYPERLINK(1)\n")
    [row] = take(path).refused
    assert "sel B2 berisi rumus; simpan nilainya" in row.problem_id


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kode,nama\nKOTA,Kota é".encode("cp1252"), "bukan teks UTF-8"),
        ("kode,nama\nKOTA,Kota".encode("utf-16"), "bukan teks UTF-8"),
        (b"kode,nama\nKOTA,Ko\0ta", "bukan teks UTF-8"),
        (b'kode,nama\nKOTA,"' + b"x" * 200_000 + b'"', "satu isian terlalu panjang"),
        (b"", "berkas ini kosong"),
    ],
)
def test_a_csv_that_cannot_be_read_is_a_sentence(take: Take, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "unit.csv"
    path.write_bytes(content)
    assert said in unreadable(take, path).sentence("id")


def test_two_csv_files_that_mean_one_sheet_are_refused(take: Take, tmp_path: Path) -> None:
    path = books.folder(tmp_path / "kota", books.only("unit"))
    (path / "Unit.csv").write_text("kode,nama\n")
    assert "berarti sama; hapus salah satu" in unreadable(take, path).sentence("id")


def test_a_folder_without_csv_files_is_refused(take: Take, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    assert "tidak berisi berkas .csv" in unreadable(take, tmp_path / "kosong").sentence("id")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "berkas ini kosong"),
        (b"%PDF-1.7\n", "ini berkas PDF, bukan lembar kerja; pakai .xlsx, .ods"),
        (b"Selamat pagi", "bukan lembar kerja; pakai .xlsx, .ods"),
        (OLE, "format .xls yang lama; simpan ulang sebagai .xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "dikunci dengan kata sandi"),
        (b"PK\x03\x04" + bytes(100), "rusak atau terpotong"),
    ],
)
def test_what_is_no_workbook_is_a_sentence(take: Take, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert said in unreadable(take, path).sentence("id")


def test_a_zip_of_something_else_is_no_spreadsheet(take: Take, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as book:
        book.writestr("word/document.xml", "<document/>")
    assert "bukan lembar kerja" in unreadable(take, tmp_path / "a.xlsx").sentence("id")


def test_a_workbook_with_macros_is_refused(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsm", books.city())
    assert "berisi makro" in unreadable(take, path).sentence("id")


def test_a_file_that_is_not_there_is_a_sentence(take: Take, tmp_path: Path) -> None:
    refused = unreadable(take, tmp_path / "tidak-ada.xlsx")
    assert "tidak ada berkas dengan nama itu" in refused.sentence("id")
    assert isinstance(refused, Refused)


def test_a_file_that_may_not_be_read_is_the_machines_fault(
    take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.city())

    def refuse(*_: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CannotRead, match="Permission denied") as refused:
        take(path)
    assert isinstance(refused.value, CannotWork)


def test_a_pipe_is_not_waited_for(take: Take, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    unreadable(take, tmp_path / "a.xlsx")


def test_a_workbook_without_a_known_sheet_is_refused(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", {"Sheet1": [["kode", "nama"]]})
    assert "tidak ada lembar yang dikenal; lembarnya: unit, jabatan" in unreadable(take, path).sentence("id")


# Rows that must not be lost


def test_a_stale_dimension_loses_no_row(take: Take, tmp_path: Path) -> None:
    sheets: books.Sheets = {"unit": [["kode", "nama"], *([f"U{n}", f"Unit {n}"] for n in range(3_000))]}
    path = books.xlsx(tmp_path / "a.xlsx", sheets)
    lie = lambda data: data.replace(b'<dimension ref="A1:B3001"', b'<dimension ref="A1:A1"')  # noqa: E731
    books.rewrite(path, "xl/worksheets/sheet1.xml", lie)
    with zipfile.ZipFile(path) as book:
        assert b'<dimension ref="A1:A1"' in book.read("xl/worksheets/sheet1.xml")
    assert take(path).sheets["unit"].new == 3_000


def test_a_huge_dimension_costs_nothing(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.only("unit"))
    lie = lambda data: data.replace(b'<dimension ref="A1:F4"', b'<dimension ref="A1:XFD1048576"')  # noqa: E731
    books.rewrite(path, "xl/worksheets/sheet1.xml", lie)
    assert take(path).sheets["unit"].new == 3


def test_the_big_workbook_of_the_benches_is_honest(take: Take, tmp_path: Path) -> None:
    make_workbook(tmp_path / "big.xlsx", 12_000)
    report = take(tmp_path / "big.xlsx")
    assert report.refused == []
    assert report.warnings == []
    assert report.sheets["pegawai"].new == 12_000


# Formulas, errors, merged cells


@pytest.mark.parametrize("write", [books.xlsx, books.ods])
def test_a_formula_is_refused_with_its_address(take: Take, tmp_path: Path, write: Callable[..., Path]) -> None:
    path = write(tmp_path / f"a.{write.__name__}", put(books.city(), "jabatan", 3, "kelas", "=4*2"))
    row = next(row for row in take(path).refused if row.sheet == "jabatan")
    assert (row.row, row.column) == (3, "kelas")
    assert "sel E3 berisi rumus; simpan nilainya" in row.problem_id


def test_a_formula_in_an_unknown_column_does_no_harm(take: Take, tmp_path: Path) -> None:
    sheets = put(put(books.city(), "jabatan", 1, "catatan", "catatan"), "jabatan", 3, "catatan", "=1+1")
    assert take(books.xlsx(tmp_path / "a.xlsx", sheets)).taken


def test_a_list_to_choose_from_is_no_formula(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.city())
    more = (
        b"</sheetData><extLst><ext><x14:dataValidation xmlns:x14='urn:x14' xmlns:xm='urn:xm'>"
        b"<xm:f>Daftar!$A$1:$A$9</xm:f></x14:dataValidation></ext></extLst>"
    )
    books.rewrite(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", more))
    assert take(path).taken


def test_formulas_behind_a_namespace_prefix_are_found(take: Take, tmp_path: Path) -> None:
    lines = books.text_row(1, "kode", "nama") + '<row r="2"><c r="A2" t="str"><f>1+1</f><v>KOTA</v></c></row>'
    path = books.raw_xlsx(tmp_path / "a.xlsx", lines + books.text_row(3, "DIN", "Dinas"))

    def prefixed(data: bytes) -> bytes:
        data = data.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
        return data.replace(b"xmlns=", b"xmlns:x=")

    books.rewrite(path, "xl/worksheets/sheet1.xml", prefixed)
    rows = {row.row: row.problem_id for row in take(path).refused}
    assert "sel A2 berisi rumus" in rows[2]
    assert 3 not in rows


def test_cells_without_addresses_are_followed(take: Take, tmp_path: Path) -> None:
    cells = [("kode", "nama"), ("KOTA", "Kota")]
    lines = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>" for row in cells
    )
    lines += '<row><c t="inlineStr"><is><t>DIN</t></is></c><c t="str"><f>A1</f><v>Dinas</v></c></row>'
    [row] = take(books.raw_xlsx(tmp_path / "a.xlsx", lines)).refused
    assert "sel B3 berisi rumus" in row.problem_id


def test_a_cell_that_shows_an_error_is_not_taken_for_blank(take: Take, tmp_path: Path) -> None:
    [row] = take(books.xlsx(tmp_path / "a.xlsx", put(books.only("unit"), "unit", 3, "minimum", "#REF!"))).refused
    assert (row.row, row.column) == (3, "minimum")
    assert "sel E3 berisi galat rumus; tulis nilainya" in row.problem_id


def test_merged_cells_are_refused_with_their_range(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.only("unit"))
    book = openpyxl.load_workbook(path)
    book["unit"].merge_cells("D3:D4")
    book.save(path)
    rows = take(path).refused
    assert [row.row for row in rows] == [3, 4]
    assert all("sel D3:D4 digabung; pisahkan" in row.problem_id for row in rows)


def test_a_merged_header_refuses_the_sheet(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.only("unit"))
    book = openpyxl.load_workbook(path)
    book["unit"].merge_cells("D1:F1")
    book.save(path)
    report = take(path)
    assert report.sheets["unit"].refused == 3
    assert "D1:F1" in report.refused[0].problem_id


def test_merged_cells_of_an_ods_are_refused_with_their_range(take: Take, tmp_path: Path) -> None:
    merged = (
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"'
        ' table:number-rows-spanned="1"><text:p>DISHUB</text:p></table:table-cell><table:covered-table-cell/>'
        "</table:table-row>"
    )
    rows = take(books.ods(tmp_path / "a.ods", books.only("unit"), merged)).refused
    assert [(row.row, "A5:B5" in row.problem_id) for row in rows] == [(5, True)]


# Bombs. Each is refused before anything is parsed.


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return path


def test_a_sheet_of_blanks_that_swells_a_thousand_times_is_a_bomb(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.only("unit"))
    blanks = b" " * (50 * MIB)
    books.rewrite(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<sheetData>", b"<sheetData>" + blanks))
    assert path.stat().st_size < MIB
    assert "mengembang melebihi batas" in unreadable(take, path).sentence("id")


def test_a_header_that_lies_about_its_size_does_not_help_a_bomb(take: Take, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {"xl/workbook.xml": b"<workbook/>", "xl/media/a.bin": bytes(50 * MIB)})
    data = path.read_bytes().replace(struct.pack("<I", 50 * MIB), struct.pack("<I", 1000))
    path.write_bytes(data)
    with zipfile.ZipFile(path) as book:
        assert book.getinfo("xl/media/a.bin").file_size == 1000
    assert "mengembang melebihi batas" in unreadable(take, path).sentence("id")


def test_a_small_lie_about_a_size_is_damage(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.city())
    with zipfile.ZipFile(path) as book:
        size = book.getinfo("xl/worksheets/sheet4.xml").file_size
    truth, lie = struct.pack("<I", size), struct.pack("<I", size - 1)
    assert path.read_bytes().count(truth) == 2
    path.write_bytes(path.read_bytes().replace(truth, lie))
    assert "rusak" in unreadable(take, path).sentence("id")


def test_a_size_that_confesses_too_much_is_believed(take: Take, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {"xl/workbook.xml": b"<workbook/>" * 7919})
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 11 * 7919), struct.pack("<I", 401 * MIB)))
    assert "mengembang melebihi batas" in unreadable(take, path).sentence("id")


def test_more_than_two_hundred_parts_are_refused(take: Take, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {f"xl/{n}.xml": b"<a/>" for n in range(201)})
    assert "berisi 201 bagian, paling banyak 200" in unreadable(take, path).sentence("id")


def test_archives_inside_are_never_opened(take: Take, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("zeros", bytes(20 * MIB))
    path = books.xlsx(tmp_path / "a.xlsx", books.only("unit"))
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/embeddings/inner.zip", inner.getvalue())
    assert take(path).taken


def test_an_encrypted_part_is_a_sentence(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.only("unit"))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    assert "dikunci dengan kata sandi" in unreadable(take, path).sentence("id")


def test_a_locked_ods_is_a_sentence(take: Take, tmp_path: Path) -> None:
    path = books.ods(tmp_path / "a.ods", books.only("unit"))
    lock = b"<manifest><manifest:encryption-data/></manifest>"
    assert "kata sandi" in unreadable(take, books.rewrite(path, "META-INF/manifest.xml", lambda _: lock)).sentence("id")


@pytest.mark.parametrize("write", [books.xlsx, books.ods])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_cut_off_file_is_a_sentence(take: Take, tmp_path: Path, write: Callable[..., Path], share: float) -> None:
    path = write(tmp_path / f"a.{write.__name__}", books.city())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "rusak atau terpotong" in unreadable(take, path).sentence("id")


def test_a_flipped_byte_is_never_taken_for_content(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.city())
    data = path.read_bytes()
    with zipfile.ZipFile(path) as book:
        entry = book.getinfo("xl/worksheets/sheet1.xml")
    start = entry.header_offset + 30 + len(entry.filename)
    honest, damaged = take(path, check=True), 0
    for place in range(start, start + entry.compress_size, 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        try:
            assert take(path, check=True).sheets == honest.sheets
        except UnreadableFile as refused:
            damaged += "rusak" in refused.sentence("id")
    assert damaged > 50


@pytest.mark.parametrize(
    ("write", "part", "mark", "declaration"),
    [
        (books.xlsx, "xl/workbook.xml", b"<workbook ", b'<!DOCTYPE a [<!ENTITY b "kota">]>'),
        (books.xlsx, "xl/workbook.xml", b"<workbook ", b"<!-- kota -->"),
        (books.xlsx, "xl/worksheets/sheet1.xml", b"<sheetData>", b"<!-- kota -->"),
        (books.xlsx, "docProps/core.xml", b"<cp:coreProperties ", b'<!DOCTYPE a [<!ENTITY b "kota">]>'),
        (books.ods, "content.xml", b"<office:document-content ", b'<!DOCTYPE a [<!ENTITY b "kota">]>'),
    ],
)
def test_declarations_are_refused(
    take: Take, tmp_path: Path, write: Callable[..., Path], part: str, mark: bytes, declaration: bytes
) -> None:
    path = write(tmp_path / f"a.{write.__name__}", books.city())
    with zipfile.ZipFile(path) as book:
        assert mark in book.read(part)
    books.rewrite(path, part, lambda data: data.replace(mark, declaration + mark, 1))
    assert "deklarasi atau komentar" in unreadable(take, path).sentence("id")


@pytest.mark.parametrize("address", ["XFD1048576", "BA1", "A300000", "xfd9", "A0000000000001048576", "AZ1000000"])
@pytest.mark.parametrize("quote", ['r="{}"', "r='{}'", 'r = "{}"', 'r\n="{}"'])
def test_a_far_away_cell_is_refused_before_room_is_made_for_it(
    take: Take, tmp_path: Path, address: str, quote: str
) -> None:
    lines = books.text_row(1, "kode", "nama") + f"<row><c {quote.format(address)}><v>1</v></c></row>"
    path = books.raw_xlsx(tmp_path / "a.xlsx", lines)
    assert "di luar A1 sampai AZ299999" in unreadable(take, path).sentence("id")


def test_a_far_away_row_is_refused(take: Take, tmp_path: Path) -> None:
    path = books.raw_xlsx(tmp_path / "a.xlsx", '<row r="1048576"><c><v>1</v></c></row>')
    assert "di luar A1 sampai AZ299999" in unreadable(take, path).sentence("id")


def test_the_last_cell_that_may_be_used_is_used(take: Take, tmp_path: Path) -> None:
    lines = books.text_row(1, "kode", "nama") + books.text_row(20_000, "KOTA", "Kota")
    far = '<row r="20001"><c r="AZ20001"><v>1</v></c></row>'
    assert take(books.raw_xlsx(tmp_path / "a.xlsx", lines + far)).sheets["unit"].read == 2


def test_addresses_across_the_pieces_of_a_sheet_are_read_whole() -> None:
    text = b"".join(b'<c r="B%d" t="s"><v>1</v></c>' % n for n in range(1, 9_000))
    for size in (1000, 1001, 1013):
        parts = [text[start : start + size] for start in range(0, len(text), size)]
        cut = list(xlsx.windows(iter(parts)))
        assert b"".join(cut) == text
        assert not any(xlsx.OUTSIDE.search(part) for part in cut)


def test_one_long_text_in_every_cell_is_refused(take: Take, tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3_000))
    path = books.raw_xlsx(tmp_path / "a.xlsx", cells, texts=f"<si><t>{zlib.crc32(b'k')}{'kota ' * 60_000}</t></si>")
    assert "teks pada sel-selnya melebihi 512 MiB" in unreadable(take, path).sentence("id")


def test_a_long_text_that_is_used_once_is_a_matter_of_its_row(take: Take, tmp_path: Path) -> None:
    cells = books.text_row(1, "kode", "nama") + '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    blank = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(3, 6_000))
    texts = f"<si><t>{'k' * 300_000}</t></si><si><t></t></si>"
    [row] = take(books.raw_xlsx(tmp_path / "a.xlsx", cells + blank, texts=texts)).refused
    assert "teks 300000 karakter" in row.problem_id


ODS_BOMBS = {
    "rows": '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string">'
    "<text:p>k</text:p></table:table-cell></table:table-row>",
    "columns": '<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="float"'
    ' office:value="1"/></table:table-row>',
    "gap": '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
    "blanks": '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="2000000000"/>'
    "</text:p></table:table-cell></table:table-row>",
    "texts": '<table:table-row table:number-rows-repeated="200000"><table:table-cell office:value-type="string"'
    f' table:number-columns-repeated="20"><text:p>{"k" * 500}</text:p></table:table-cell></table:table-row>',
}


@pytest.mark.parametrize("name", ODS_BOMBS)
def test_repetitions_in_an_ods_do_not_swell(take: Take, tmp_path: Path, name: str) -> None:
    path = books.ods(tmp_path / "a.ods", books.only("unit"), ODS_BOMBS[name])
    said = unreadable(take, path).sentence("id")
    assert "di luar A1 sampai AZ299999" in said or "melebihi 512 MiB" in said


def test_the_blank_rows_that_end_every_ods_are_no_bomb(take: Take, tmp_path: Path) -> None:
    end = (
        '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    assert take(books.ods(tmp_path / "a.ods", books.only("unit"), end)).sheets["unit"].read == 3


def test_a_file_beyond_the_limit_is_not_even_read(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        stream.truncate(bounds.FILE_LIMIT + 1)
    assert "lebih dari 60 MiB" in unreadable(take, path).sentence("id")


def test_names_that_climb_out_and_links_are_only_names(take: Take, tmp_path: Path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", books.only("unit"))
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("../../kabur.xml", "<a/>")
        link = zipfile.ZipInfo("xl/tautan")
        link.external_attr = 0o120777 << 16
        book.writestr(link, "/etc/passwd")
    assert take(path).taken
    assert not (tmp_path.parent.parent / "kabur.xml").exists()
