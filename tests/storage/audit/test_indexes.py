"""What SQLite says of its own file is passed on, however much there is of it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from storage.audit.indexes import SAID, index_problems
from storage.database import Database

ORPHANS = 150
"""More pages that are never used than SQLite tells of unasked."""


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "mutasi.db"
    shutil.copyfile(sqlite_template, path)
    return path


def said(file: Path) -> list[str]:
    database = Database(f"sqlite:///{file}")
    with database.reading() as connection:
        found = [english for _, english in index_problems(connection)]
    database.dispose()
    return found


def test_a_sound_file_has_nothing_to_tell(file: Path) -> None:
    assert said(file) == []


def test_pages_that_belong_to_nothing_cannot_hide_an_index_that_lies(file: Path) -> None:
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.execute("CREATE TABLE isi (a)")
        connection.executemany("INSERT INTO isi VALUES (?)", [("x" * 3_000,)] * ORPHANS)
        connection.execute("CREATE TABLE lain (a)")
        connection.execute("INSERT INTO lain VALUES ('asli')")
        connection.execute("CREATE INDEX ix_lain ON lain (a)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'isi'")
        connection.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'ix_claim_live')"
            " WHERE name = 'ix_lain'"
        )
    found = said(file)
    assert len(found) == SAID
    assert any("ix_lain" in problem for problem in found)


@pytest.mark.parametrize("value", ["NULL", "'palsu'"])
def test_values_that_a_row_may_not_hold_are_left_to_those_who_look_at_rows(file: Path, value: str) -> None:
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.execute("CREATE TABLE lain (a)")
        connection.execute(f"INSERT INTO lain VALUES ({value})")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = 'CREATE TABLE lain (a NOT NULL CHECK (a = 1))' WHERE name = 'lain'"
        )
    assert said(file) == []
