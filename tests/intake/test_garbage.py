"""Whatever the cells hold, every row is accounted for, and nothing but a sentence is raised (faults.md F2)."""

from __future__ import annotations

import random
import shutil
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.intake import SHEETS
from storage.intake.cells import Memo, read_column
from storage.intake.numbers import THOUSANDS_SHAPE
from tests.intake import books
from tests.intake.conftest import take_into
from workflow.errors import MutasiError

PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
GARBAGE: st.SearchStrategy[Any] = st.one_of(
    PRINTED,
    st.sampled_from(
        ["", " ", books.SITI, books.BUDI, "KOTA", "007", "P", "PNS", "III/b", "tiga", "2024-02-30", "=", "#N/A"]
    ),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1, 1, 1)),
    st.datetimes(datetime(1900, 1, 1)),
    st.just(time(7, 30)),
)


@st.composite
def spoiled_cities(draw: st.DrawFn) -> books.Sheets:
    """The city with garbage in some cells, some rows twice, and some rows blank."""
    sheets = books.city()
    for _ in range(draw(st.integers(1, 12))):
        rows = sheets[draw(st.sampled_from(sorted(sheets)))]
        row = draw(st.integers(0 if draw(st.integers(0, 9)) == 0 else 1, len(rows) - 1))
        act = draw(st.sampled_from(["spoil", "spoil", "spoil", "repeat", "blank"]))
        if act == "spoil":
            rows[row][draw(st.integers(0, len(rows[row]) - 1))] = draw(GARBAGE)
        elif act == "repeat":
            rows.append(list(rows[row]))
        else:
            rows.insert(row + 1, [""] * len(rows[0]))
    return sheets


def present(rows: books.Rows) -> int:
    """How many rows below the header say something; a spreadsheet drops nothing else."""
    said = [row for row in rows if any(str(cell).strip() for cell in row)]
    return max(0, len(said) - 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoiled_cities(), st.booleans(), st.sampled_from(["ods", "csv"]))
def test_accepted_and_refused_rows_are_all_the_rows(
    sqlite_template: Path, tmp_path: Path, sheets: books.Sheets, partial: bool, kind: str
) -> None:
    shutil.rmtree(tmp_path / "kota", ignore_errors=True)
    shutil.copyfile(sqlite_template, tmp_path / "kota.db")
    database = Database(f"sqlite:///{tmp_path / 'kota.db'}")
    path = books.ods(tmp_path / "a.ods", sheets) if kind == "ods" else books.folder(tmp_path / "kota", sheets)
    try:
        report = take_into(database, path, partial=partial)
    except MutasiError as refused:
        pytest.fail(f"the file as a whole was refused: {refused}")
    finally:
        database.dispose()
        for leftover in tmp_path.glob("kota.db*"):
            leftover.unlink()
    for name, counts in report.sheets.items():
        assert counts.read == counts.new + counts.changed + counts.unchanged + counts.refused
        assert counts.read == present(sheets[name])
        assert counts.refused == sum(row.sheet == name for row in report.refused)
    assert len({(row.sheet, row.row) for row in report.refused}) == len(report.refused)
    assert report.taken == (not report.refused or (partial and any(c.read > c.refused for c in report.sheets.values())))


@settings(max_examples=80, deadline=None)
@given(GARBAGE, st.sampled_from([column for sheet in SHEETS for column in sheet.columns]))
def test_a_cell_is_read_or_refused_and_reading_it_again_changes_nothing(cell: Any, column: Any) -> None:
    today = date(2026, 11, 21)
    values, problems = read_column(Memo(column.kind, today), [cell])
    assert (values == [None]) or not problems
    ambiguous = isinstance(values[0], str) and THOUSANDS_SHAPE.fullmatch(values[0])
    if values[0] is not None and not ambiguous:
        again, problems = read_column(Memo(column.kind, today), [values[0]])
        assert (again, problems) == (values, {})


@settings(max_examples=60, deadline=None)
@given(st.lists(PRINTED, min_size=1, max_size=20), st.sampled_from([c for s in SHEETS for c in s.columns]))
def test_reading_a_column_whole_is_reading_it_cell_by_cell(cells: list[str], column: Any) -> None:
    today = date(2026, 11, 21)
    whole = read_column(Memo(column.kind, today), cells)
    single = [read_column(Memo(column.kind, today), [cell]) for cell in cells]
    assert whole[0] == [values[0] for values, _ in single]
    assert whole[1] == {n: problems[0] for n, (_, problems) in enumerate(single) if problems}


def test_a_file_of_random_bytes_is_always_a_sentence(database: Database, tmp_path: Path) -> None:
    chance = random.Random(21)
    whole = books.xlsx(tmp_path / "a.xlsx", books.city()).read_bytes()
    refused = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / "b.xlsx"
        path.write_bytes(data)
        try:
            report = take_into(database, path, check=True)
        except MutasiError:
            refused += 1
        else:
            assert all(c.read >= c.refused for c in report.sheets.values())
    assert refused > 50
