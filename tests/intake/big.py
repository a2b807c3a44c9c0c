"""A fast writer of a valid workbook with very many employees, for benches and tests."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | int

FIRST = ("Budi", "Siti", "Agus", "Dewi", "Eko", "Fitri", "Gede", "Hasan", "Indah", "Joko", "Kartika", "Lukman")
LAST = ("Santoso", "Rahmawati", "Wijaya", "Lestari", "Nugroho", "Siregar", "Nasution", "Putra", "Hidayat", "Utami")
TOWNS = ("Medan", "Binjai", "Tebing Tinggi", "Pematangsiantar", "Sibolga", "Tanjungbalai")
RANKS = ("II/c", "III/a", "III/b", "III/c", "III/d", "IV/a")
EDUCATION = ("SLTA/SMK", "D-III", "S-1", "D-IV", "S-2")
FIELDS = ("Akuntansi", "Hukum", "Informatika", "Keperawatan", "Teknik Sipil", "Administrasi Negara")

UNIT_COLUMNS = ("kode", "nama", "induk", "jenis", "minimum")
POST_COLUMNS = ("kode", "nama", "unit", "jenis", "kelas", "golongan_min", "golongan_max", "pendidikan_min", "kebutuhan")
PERSON_COLUMNS = (
    *("nip", "nama", "gelar_belakang", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "status", "golongan"),
    *("tmt_golongan", "pendidikan", "bidang_pendidikan", "jabatan", "tmt_jabatan", "surel"),
)

POSTS_PER_UNIT = 20
PEOPLE_PER_POST = 25


def make_workbook(path: Path, employees: int) -> None:
    """Write an xlsx with that many employees, all valid, in a few thousand posts."""
    posts = max(1, employees // PEOPLE_PER_POST)
    units = max(1, posts // POSTS_PER_UNIT)
    write_xlsx(
        path,
        {
            "unit": [UNIT_COLUMNS, *(_unit(n) for n in range(units))],
            "jabatan": [POST_COLUMNS, *(_post(n, units) for n in range(posts))],
            "pegawai": [PERSON_COLUMNS, *(_person(n, posts) for n in range(employees))],
        },
    )


def _unit(n: int) -> tuple[Cell, ...]:
    return f"U{n:04}", f"Dinas Contoh {n}", "" if n == 0 else f"U{n // 10:04}" if n >= 10 else "U0000", "dinas", 3


def _post(n: int, units: int) -> tuple[Cell, ...]:
    unit = f"U{n % units:04}"
    return f"J{n:05}", f"Pengelola Layanan {n}", unit, "pelaksana", 6, "II/a", "IV/b", "SLTA/SMK", PEOPLE_PER_POST


def _person(n: int, posts: int) -> tuple[Cell, ...]:
    born = date(1968, 1, 1) + timedelta(days=n * 37 % 11_000)
    sex = n % 2
    nip = f"{born:%Y%m%d}{born.year + 24}{n % 12 + 1:02}{sex + 1}{n // 2 % 999 + 1:03}"
    name = f"{FIRST[n % 12]} {LAST[n % 10]} {n}"
    return (
        *(nip, name, "S.E." if n % 3 else "", TOWNS[n % 6], born.isoformat(), "LP"[sex], "PNS", RANKS[n % 6]),
        *(f"{2015 + n % 9}-04-01", EDUCATION[n % 5], FIELDS[n % 6], f"J{n % posts:05}"),
        *(f"{2014 + n % 11}-{n % 12 + 1:02}-01", f"pegawai{n}@kota.example"),
    )


def write_xlsx(path: Path, sheets: dict[str, Iterable[Iterable[Cell]]]) -> None:
    """Write sheets of text and whole numbers; an empty text is an absent cell."""
    strings: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for number, rows in enumerate(sheets.values(), 1):
            with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for piece in _sheet_xml(rows, strings):
                    part.write(piece.encode())
        book.writestr("xl/sharedStrings.xml", _strings_xml(strings))
        for name, text in _frame(list(sheets)).items():
            book.writestr(name, text)


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _sheet_xml(rows: Iterable[Iterable[Cell]], strings: dict[str, int]) -> Iterator[str]:
    yield f"{HEAD}<worksheet {MAIN}><sheetData>"
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{column(n)}{number}", value, strings) for n, value in enumerate(row) if value != "")
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(address: str, value: Cell, strings: dict[str, int]) -> str:
    if isinstance(value, int):
        return f'<c r="{address}"><v>{value}</v></c>'
    return f'<c r="{address}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'


def column(n: int) -> str:
    """The letter of column n, counted from 0; enough for 26 columns."""
    return chr(ord("A") + n)


def _strings_xml(strings: dict[str, int]) -> str:
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return f'{HEAD}<sst {MAIN} count="{len(strings)}" uniqueCount="{len(strings)}">{items}</sst>'


def _frame(names: list[str]) -> dict[str, str]:
    """The parts of the package around the sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True)
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    targets.append(("rIdStrings", "sharedStrings", "sharedStrings.xml"))
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>' for n in numbers
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_TYPE}.sharedStrings+xml"/>{parts}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in targets)
        + "</Relationships>",
    }
