"""A small honest city, and ways to write it down as a spreadsheet of any kind."""

from __future__ import annotations

import copy
import csv
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from tests.intake.big import column, write_xlsx

Rows = list[list[Any]]
Sheets = dict[str, Rows]

SITI, BUDI, AGUS = "199003152015032001", "198511202010011002", "199207072023211003"
"""Siti and Budi are PNS, Agus is PPPK: digits 13 and 14 of his number are no month."""

CITY: Sheets = {
    "unit": [
        ["kode", "nama", "induk", "jenis", "minimum", "siasn_id"],
        ["KOTA", "Pemerintah Kota Contoh", "", "kota", "", ""],
        ["DINKES", "Dinas Kesehatan", "KOTA", "dinas", 2, "a1b2"],
        ["BKPSDM", "Badan Kepegawaian", "KOTA", "badan", 1, ""],
    ],
    "jabatan": [
        ["kode", "nama", "unit", "jenis", "kelas", "golongan_min", "golongan_max", "pendidikan_min", "kebutuhan"],
        ["007", "Perawat Ahli Pertama", "DINKES", "fungsional", 8, "III/a", "III/b", "S-1", 3],
        ["008", "Analis SDM Aparatur", "BKPSDM", "fungsional", 8, "III/a", "III/b", "S-1", ""],
    ],
    "beban_kerja": [
        ["jabatan", "tugas", "volume", "per", "menit", "tanggal"],
        ["008", "Menyusun formasi", 35, "bulan", 7, date(2026, 1, 5)],
    ],
    "pegawai": [
        ["nip", "nama", "tanggal_lahir", "jenis_kelamin", "status", "golongan", "pendidikan", "jabatan", "tmt_jabatan"],
        [SITI, "Siti Rahmawati", date(1990, 3, 15), "P", "PNS", "III/b", "S-1", "007", date(2020, 1, 1)],
        [BUDI, "Budi Santoso", date(1985, 11, 20), "L", "PNS", "III/c", "S-2", "007", date(2019, 4, 1)],
        [AGUS, "Agus Wijaya", date(1992, 7, 7), "L", "PPPK", "IX", "S-1", "007", date(2023, 2, 1)],
    ],
    "skp": [["nip", "tahun", "hasil_kerja", "perilaku", "predikat"], [SITI, 2025, "diatas", "sesuai", "Baik"]],
    "kompetensi": [["nip", "kompetensi", "level", "tanggal"], [SITI, "Integritas", 3, date(2025, 6, 1)]],
    "riwayat": [
        ["nip", "jabatan", "unit", "tmt", "sampai", "nomor_sk"],
        [SITI, "Perawat Terampil", "Puskesmas Melati", date(2015, 3, 1), date(2019, 12, 31), "821.2/7/2015"],
    ],
    "hukuman": [["nip", "tingkat", "mulai", "selesai", "nomor_sk"], [BUDI, "ringan", date(2024, 5, 2), "", "12/2024"]],
    "preferensi": [["nip", "jabatan", "urutan", "alasan"], [SITI, "008", 1, "Dekat dengan orang tua"]],
}


def city() -> Sheets:
    """A copy of the city that a test may change."""
    return copy.deepcopy(CITY)


def only(*names: str) -> Sheets:
    """A copy of some sheets of the city."""
    return {name: copy.deepcopy(CITY[name]) for name in names}


def put(sheets: Sheets, sheet: str, row: int, header: str, value: Any) -> Sheets:
    """Set a cell by the row number of the spreadsheet and its header; a new header is added."""
    rows = sheets[sheet]
    if header not in rows[0]:
        for line in rows:
            line.append("")
        rows[0][-1] = header
    rows[row - 1][rows[0].index(header)] = value
    return sheets


def xlsx(path: Path, sheets: Sheets) -> Path:
    """Write an xlsx as a spreadsheet program would; text that begins with = is a formula, as there."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for n, row in enumerate(rows, 1):
            for k, value in enumerate(row, 1):
                if value != "":
                    page.cell(n, k, value)
    book.save(path)
    return path


def ods(path: Path, sheets: Sheets, extra: str = "") -> Path:
    """Write an ods; text that begins with = is a formula. `extra` is XML put after the first sheet's rows."""
    tables = ""
    for n, (name, rows) in enumerate(sheets.items()):
        lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        tables += f"<table:table table:name={quoteattr(name)}>{lines}{extra if n == 0 else ''}</table:table>"
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr("content.xml", content)
    return path


def _ods_cell(value: Any) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, time):
        kind = f'office:value-type="time" office:time-value="PT{value:%HH%MM%S}S"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    elif value.startswith("="):
        kind = f'table:formula={quoteattr("of:" + value)} office:value-type="float" office:value="2"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def folder(path: Path, sheets: Sheets, sign: str = ",", encoding: str = "utf-8") -> Path:
    """Write a folder of CSV files."""
    path.mkdir()
    for name, rows in sheets.items():
        with (path / f"{name}.csv").open("w", newline="", encoding=encoding) as stream:
            csv.writer(stream, delimiter=sign).writerows(map(_csv_row, rows))
    return path


def _csv_row(row: list[Any]) -> list[Any]:
    return [value.date().isoformat() if isinstance(value, datetime) else value for value in row]


def rewrite(path: Path, part: str, change: Any) -> Path:
    """Change one part of a zip archive in place: `change` takes and gives bytes."""
    with zipfile.ZipFile(path) as book:
        parts = [(entry, book.read(entry)) for entry in book.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for entry, data in parts:
            book.writestr(entry.filename, change(data) if entry.filename == part else data)
    return path


def raw_xlsx(path: Path, rows: str, sheet: str = "unit", texts: str = "") -> Path:
    """Write an xlsx with one sheet from its XML: what spreadsheet programs do not write."""
    write_xlsx(path, {sheet: [["kode", "nama"]]})
    body = f"<sheetData>{rows}</sheetData>".encode()
    rewrite(path, "xl/worksheets/sheet1.xml", lambda data: _replace_body(data, body))
    if texts:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        rewrite(path, "xl/sharedStrings.xml", lambda _: f'<sst xmlns="{main}">{texts}</sst>'.encode())
    return path


def _replace_body(data: bytes, body: bytes) -> bytes:
    start, end = data.index(b"<sheetData"), data.index(b"</sheetData>") + len(b"</sheetData>")
    return data[:start] + body + data[end:]


def text_row(number: int, *texts: str) -> str:
    """A row of inline texts, as XML."""
    cells = "".join(
        f'<c r="{column(n)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' for n, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'
