"""`mutasi export`: history and the register for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import world
from tests.cli.desk import Terminal, terminal


@pytest.fixture
def mutasi(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database with one proposal."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    world.carry(made.office, world.propose(made.office), "socialization")
    yield made
    made.office.database.dispose()


@pytest.mark.parametrize("form", ["csv", "jsonl", "xes"])
def test_history_is_saved_in_each_format(mutasi: Terminal, tmp_path: Path, form: str) -> None:
    file = tmp_path / "riwayat"
    said = mutasi("export", "history", "--format", form, "-o", file)
    assert said == {"file": str(file), "format": form, "bytes": file.stat().st_size}
    assert file.read_text().count("establish_need") >= 1


def test_a_line_of_json_is_what_history_says(mutasi: Terminal, tmp_path: Path) -> None:
    mutasi("export", "history", "--format", "jsonl", "-o", tmp_path / "a", "--with-people")
    lines = [json.loads(line) for line in (tmp_path / "a").read_text().splitlines()]
    told = [{name: value for name, value in line.items() if name not in ("kind", "nip", "name")} for line in lines]
    assert told == mutasi("history", 1)
    assert {line["nip"] for line in lines} == {world.SARI}


def test_people_are_named_only_when_asked_for(mutasi: Terminal, tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "xes"):
        mutasi("export", "history", "--format", form, "-o", tmp_path / form)
        text = (tmp_path / form).read_text()
        assert "Sari Wulandari" not in text
        assert not any(nip in text for nip, *_ in world.PEOPLE)


def test_the_register_is_saved_as_a_table_and_as_a_book(mutasi: Terminal, tmp_path: Path) -> None:
    mutasi("export", "register", "--format", "csv", "-o", tmp_path / "r.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_bytes().decode("utf-8-sig"))))
    assert [row["nomor"] for row in rows] == [row["number"] for row in mutasi("register")]
    mutasi("export", "register", "--format", "csv", "-o", tmp_path / "none.csv", "--year", 2025, "--series", "SK")
    assert (tmp_path / "none.csv").read_bytes().count(b"\n") == 1
    mutasi("export", "register", "--format", "pdf", "-o", tmp_path / "r.pdf", "--year", 2026)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")


def test_days_that_do_not_exist_are_named(mutasi: Terminal, tmp_path: Path) -> None:
    command = ("export", "history", "--format", "csv", "-o", tmp_path / "a")
    assert "2026-02-30" in mutasi(*command, "--from", "2026-02-30", code=1)["reasons"][0]
    assert mutasi(*command, "--from", "2026-03-02", "--until", "2026-03-01", code=1)["error"] == "InvalidField"
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("words", [("history",), ("history", "--format", "xlsx"), ("register", "--format", "xes")])
def test_a_format_that_is_not_known_is_a_mistake_in_the_words(
    mutasi: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert mutasi.run("export", *words, "-o", tmp_path / "a").code == 2


def test_people_are_told_where_the_export_is(mutasi: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ("export", "history", "--format", "csv", "-o", tmp_path / "a")
    assert mutasi.run(*command).out == f"Ekspor disimpan di {tmp_path / 'a'}.\n"
    monkeypatch.setenv("MUTASI_LANG", "en")
    assert mutasi.run(*command).out == f"The export was saved to {tmp_path / 'a'}.\n"
