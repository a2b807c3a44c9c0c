"""Writes the sheets as one xlsx file whose bytes depend on the rows alone."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from io import BytesIO
from xml.etree.ElementTree import canonicalize

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.sample.rows import SHEETS, Row

STAMP = datetime(2026, 11, 2)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WIDTHS = {"nama": 44, "tugas": 60, "alasan": 60, "jabatan": 14, "nip": 21, "nip_pasangan": 21, "kompetensi": 34}


def to_bytes(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook with the nine sheets in their fixed order."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "mutasi"
    book.properties.created = STAMP
    for name, kind in SHEETS.items():
        sheet = book.create_sheet(name)
        columns = [field.name for field in fields(kind)]
        sheet.append(columns)
        for number, column in enumerate(columns, start=1):
            cell = sheet.cell(1, number)
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = WIDTHS.get(column, 16)
        for row in sheets[name]:
            sheet.append([getattr(row, column) for column in columns])
        sheet.freeze_panes = "A2"
        keep_text(sheet)
    buffer = BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue())


def keep_text(sheet: Worksheet) -> None:
    """Marks text cells as text, so that editing it in a spreadsheet program keeps leading zeros."""
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.number_format = "@"


def settled(data: bytes) -> bytes:
    """The same archive with fixed times and canonical XML, whatever XML library wrote it and whenever."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            content = DECLARATION + canonicalize(old.read(name).decode())
            if name == "docProps/core.xml":
                content = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{STAMP:%Y-%m-%dT%H:%M:%SZ}", content)
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, content)
    return out.getvalue()
