"""Values that make no sense are named, and never end the audit."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage.audit.ranges import gaps, runs
from storage.tables import Row
from tests.storage.audit.tampering import ZEROS, after, bookings, entries, entry_of, some, unguarded
from tests.storage.audit.tampering import found as found_in
from workflow.canonical import commitment, sha256

TABLES = (
    *("transition", "payload", "decree", "process_version", "log_head"),
    *("booking", "claim", "counter", "assignment", "proposal"),
)
COLUMNS = [f"{name}.{column.name}" for name in TABLES for column in Row.metadata.tables[name].columns]
NONSENSE: dict[str, Any] = {
    "text": "bukan yang seharusnya\x07",
    "bytes": b"\xff\xfe\x00",
    "no UTF-8": sa.text("CAST(x'fffe' AS TEXT)"),
    "fraction": 1.5,
    "infinity": float("inf"),
    "whole": 2**63 - 1,
    "negative": -(2**63),
    "minus": -1,
    "long": "9" * 5000,
    "date": "99999-99-99",
}

on_sqlite = pytest.mark.parametrize("office", ["sqlite"], indirect=True)
"""PostgreSQL keeps to the types of its columns."""

UNTOLD = {
    *(f"booking.{name}" for name in ("id", "token", "booked_at", "drawing", "key", "request", "answer", "lease_until")),
    *("proposal.proposed_at", "assignment.id", "log_head.id"),
}
"""Columns that nothing else stored says anything of; a lease matters to a running booking only."""


@on_sqlite
@pytest.mark.parametrize("column", COLUMNS)
def test_sqlite_may_hold_anything_anywhere(office: Office, column: str) -> None:
    table, name = column.split(".")
    for value in some(office, list(NONSENSE.values())):
        with unguarded(office) as connection:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            try:
                connection.execute(
                    sa.update(loose(table, name)).where(sa.text(first(connection, table))).values({name: value})
                )
            except sa.exc.DBAPIError:
                continue  # the engine itself refuses it: a key, a NOT NULL, a UNIQUE
            finally:
                connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
            assert found_in(office, connection) or column in UNTOLD, value


def loose(table: str, column: str) -> sa.TableClause:
    """The table without the types of its columns."""
    return sa.table(table, sa.column(column))


def first(connection: sa.Connection, table: str) -> str:
    """A condition that the first row meets."""
    id = connection.exec_driver_sql(f"SELECT min(rowid) FROM {table}").scalar()
    return f"rowid = {id}"


# Absurd sizes


def test_an_absurd_head_is_one_sentence(office: Office) -> None:
    last = len(entries(office))
    for size in (2**31 - 2, 2**63 - 1) if office.database.sqlite else (2**31 - 2,):
        problems = after(office, "UPDATE log_head SET size = :size", size=size)
        assert problems == [f"Entries {last + 1}–{size} are missing."]


def test_an_absurd_counter_is_one_sentence(office: Office) -> None:
    last = max(row["n"] for row in bookings(office, "issued") if row["series"] == "SK")
    problems = after(office, "UPDATE counter SET last = 2147483647 WHERE series = 'SK'")
    assert problems == [f"Series SK 2026: numbers {last + 1}–2147483647 are missing."]


def test_an_absurd_index_is_named_with_the_gap_before_it(office: Office) -> None:
    last = len(entries(office))
    problems = after(office, "UPDATE transition SET id = 2147483647 WHERE id = :last", last=last)
    assert f"Entries {last}–2147483646 are missing." in problems
    assert f"History goes up to entry 2147483647, but its head says {last}." in problems
    below = after(office, "UPDATE transition SET id = -7 WHERE id = :last", last=last)
    assert "Entry -7 is out of order." in below
    assert f"Entry {last} is missing." in below


def test_a_row_of_deleted_entries_is_one_sentence(office: Office) -> None:
    problems = after(office, "DELETE FROM transition WHERE id BETWEEN 5 AND 9")
    assert "Entries 5–9 are missing." in problems


def test_a_missing_head_is_named(office: Office) -> None:
    assert after(office, "DELETE FROM log_head") == ["The head of history is missing or broken."]


def test_runs_and_gaps() -> None:
    assert list(runs([1, 2, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
    assert list(runs([])) == []
    assert list(gaps([-4, 1, 2, 2, 5, 12], 9)) == [(3, 4), (6, 9)]
    assert list(gaps([], 2**63)) == [(1, 2**63)]
    assert list(gaps([1, 2], 2)) == []


# Payloads and definitions


@pytest.mark.parametrize("verb", ["approve", "annul", "suspend", "resume", "submit"])
def test_an_altered_payload_is_not_read(office: Office, verb: str) -> None:
    entry = entry_of(office, verb)
    changed = "UPDATE payload SET content = :content WHERE transition = :id"
    assert after(office, changed, content=b"{", id=entry["id"]) == [
        f"Entry {entry['id']} (proposal {entry['proposal']}): what it was decided on was altered."
    ]


DEEP = b"[" * 200_000
WRITTEN = [
    *(b"", b"{", b"null", b"[]", b"{}", b"\xff", b"1e999", DEEP, b'{"cases": []}', b'{"cases": {"0": 1}}'),
    *(b'{"cases": [{"dossier": {"a": "\\ud800"}}]}', b"9" * 5000),
]


@pytest.mark.parametrize("content", WRITTEN, ids=range(len(WRITTEN)))
def test_a_payload_without_sense_that_an_entry_is_committed_to_is_named(office: Office, content: bytes) -> None:
    entry = entry_of(office, "approve")
    leaf = f"Leaf {entry['id'] - 1} (entry {entry['id']})"
    assert replaced(office, entry["id"], content) == [
        f"{leaf}: its entry's columns (commitment) are not what the leaf says.",
        f"Entry {entry['id']} (proposal {entry['proposal']}): what it was decided on cannot be read.",
    ]


def replaced(office: Office, id: int, content: bytes) -> list[str]:
    """What is found once an entry is committed to another payload."""
    return after(
        office,
        "UPDATE payload SET salt = :salt, content = :content WHERE transition = :id",
        "UPDATE transition SET commitment = :digest WHERE id = :id",
        **{"salt": b"", "content": content, "digest": commitment(b"", content), "id": id},
    )


VALUES: list[Any] = [None, [], {}, "", "teks", 7, -1, 2**70, True, 1.5, float("nan"), "\ud800", [[]], {"a": {}}]


@pytest.mark.parametrize("verb", ["approve", "annul"])
def test_a_payload_with_any_one_part_replaced_never_ends_the_audit(office: Office, verb: str) -> None:
    entry = entry_of(office, verb)
    with office.database.reading() as connection:
        query = sa.text("SELECT content FROM payload WHERE transition = :id")
        content = bytes(connection.execute(query, {"id": entry["id"]}).scalar_one())
    paths = list(parts(json.loads(content)))
    told = [path for path in paths if path[0] != "cases" or path[2:4] == ["dossier", "proposal"] or len(path) < 4]
    assert len(told) > 40
    for number, path in enumerate(told if office.database.sqlite else told[::9]):
        order = json.loads(content)
        *above, last = path
        place = order
        for step in above:
            place = place[step]
        place[last] = VALUES[number % len(VALUES)]
        replaced(office, entry["id"], json.dumps(order).encode())


def parts(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """The path of every part of a JSON value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        yield [*path, step]
        yield from parts(part, (*path, step))


@pytest.mark.parametrize("definition", ["{}", "bukan json", "[]", '{"edges": [1]}', '{"edges": [{"verb": []}]}', "["])
def test_a_process_that_is_no_table_is_named(office: Office, definition: str) -> None:
    version = entries(office)[0]["process"]
    said = f"Process version {version[:12]}: altered."
    assert after(office, "UPDATE process_version SET definition = :d", d=definition) == [said]
    added = "INSERT INTO process_version (sha256, definition) VALUES (:hash, :d)"
    own = sha256(definition.encode())
    assert after(office, added, hash=own, d=definition) == [f"Process version {own[:12]}: altered."]


def test_a_process_with_a_wrong_hash_is_named(office: Office) -> None:
    added = "INSERT INTO process_version (sha256, definition) VALUES (:hash, '{}')"
    assert after(office, added, hash=ZEROS) == [f"Process version {ZEROS[:12]}: altered."]


# Dates that Python has no word for


@pytest.mark.parametrize("office", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("day", ["infinity", "-infinity", "20000-01-01", "0044-03-15 BC"])
def test_postgresql_may_hold_any_date(office: Office, day: str) -> None:
    assert any("(starts)" in p for p in after(office, f"UPDATE assignment SET starts = '{day}' WHERE proposal = 1"))
    assert any("(at)" in p for p in after(office, f"UPDATE transition SET at = '{day}' WHERE id = 5"))
    assert any("(changed_at)" in p for p in after(office, f"UPDATE proposal SET changed_at = '{day}' WHERE id = 1"))
    assert any("not issued at" in p for p in after(office, f"UPDATE decree SET issued_at = '{day}'"))
    after(office, f"UPDATE booking SET lease_until = '{day}', status = 'booked', reason = NULL")
