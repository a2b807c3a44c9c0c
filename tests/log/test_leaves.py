"""A leaf says what its entry's columns say, in the one way to write it, and nothing else passes for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from storage.audit import leaves, quick
from storage.audit.stored import as_stored
from storage.database import Database
from storage.log_tables import LogLeaf
from storage.tables import Transition, table
from tests import world
from tests.bench.log_entries import entry
from tests.log.tampered import flips
from workflow.canonical import canonical


@pytest.fixture
def alone(database_url: str) -> Iterator[sa.Connection]:
    """Leaves and entries that are only there for the test, without any bound on them."""
    database = Database(database_url)
    with database.engine.connect() as connection, as_stored(connection):
        for name in ("log_leaf", "transition"):
            connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {name} LIMIT 0")
        yield connection
    database.dispose()


def told(entry: dict[str, Any]) -> bytes:
    """What the leaf of an entry says."""
    return canonical({**entry, "v": 1, "type": "transition", "ref": 1})


def put(alone: sa.Connection, entry: dict[str, Any], *contents: Any) -> None:
    """Put an entry there, and leaves that speak of it."""
    for name in ("log_leaf", "transition"):
        alone.exec_driver_sql(f"DELETE FROM {name}")
    world.insert(alone, Transition, id=1, **{"copy_sha256": None, **entry})
    kept = [{"index": at, "kind": "transition", "ref": 1, "content": content} for at, content in enumerate(contents)]
    alone.execute(table(LogLeaf).insert(), kept)


def fitting(alone: sa.Connection, count: int) -> list[Any]:
    """What the engine says of each of so many leaves."""
    return [row[3] for start in range(0, count, quick.BLOCK) for row in quick.fitting(alone, start)]


def look(alone: sa.Connection) -> tuple[int, list[str]]:
    """How many leaves were not plainly those of their entries, and what is wrong with them."""
    odd = leaves.look(alone, 0, 0).odd
    return len(odd), [en for row, _, _ in odd for _, en in leaves.problems(row)]


def with_copy(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "copy_sha256": "c" * 64}


def test_no_bit_of_the_leaves_of_two_hundred_entries_can_be_turned_unseen(alone: sa.Connection) -> None:
    for id in range(1, 201, 1 if alone.dialect.name == "sqlite" else 20):
        said = entry(id) if id % 3 else with_copy(entry(id))
        contents = [told(said), *flips(told(said))]
        put(alone, said, *contents)
        found = fitting(alone, len(contents))
        assert [bool(quotes) for quotes in found] == [True, *[False] * (len(contents) - 1)]


def test_every_leaf_with_a_turned_bit_is_named(alone: sa.Connection) -> None:
    put(alone, entry(1), *flips(told(entry(1))))
    for start in range(0, len(told(entry(1))) * 8, quick.BLOCK):
        for row in quick.leaves(alone, start):
            problems = list(leaves.problems(row))
            assert [en.startswith(f"Leaf {row[0]} (entry 1): ") for _, en in problems] == [True]


@pytest.mark.parametrize("copied", [False, True], ids=["without a copy", "with a copy"])
def test_the_leaf_of_an_entry_is_taken_as_a_whole(alone: sa.Connection, copied: bool) -> None:
    said = with_copy(entry(1)) if copied else entry(1)
    put(alone, said, told(said))
    assert look(alone) == (0, [])


@pytest.mark.parametrize("copied", [False, True], ids=["without a copy", "with a copy"])
@pytest.mark.parametrize("copy", [None, "", "d" * 64])
def test_a_leaf_and_its_entry_agree_on_the_copy(alone: sa.Connection, copied: bool, copy: str | None) -> None:
    said = with_copy(entry(1)) if copied else entry(1)
    put(alone, {**said, "copy_sha256": copy}, told(said))
    expected = ["Leaf 0 (entry 1): its entry's columns (copy_sha256) are not what the leaf says."]
    assert look(alone)[1] == ([] if copy is None and not copied else expected)


@pytest.mark.parametrize("name", ['su"rya', "su\\rya", "su\trya", "su\x1frya", "su\x7frya", "suryā", '","actor":"'])
def test_a_name_that_needs_care_is_read_with_care(alone: sa.Connection, name: str) -> None:
    said = {**entry(1), "os_user": name}
    put(alone, said, told(said))
    assert look(alone) == (int(name != "su\x7frya"), [])
    put(alone, said, told(entry(1)))
    assert look(alone)[1] == ["Leaf 0 (entry 1): its entry's columns (os_user) are not what the leaf says."]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "at",
    [
        "2026-01-04 02:00:01.000000-23:00",
        "2026-01-05 01:00:01.000000+23:59",
        "2026-01-05 01:00:01",
        "2026-01-05x01:00:01.000000",
    ],
)
def test_sqlite_keeps_an_instant_in_one_way_only(alone: sa.Connection, at: str) -> None:
    put(alone, entry(1), told(entry(1)))
    assert look(alone) == (0, [])
    alone.exec_driver_sql("UPDATE transition SET at = ?", (at,))
    assert look(alone)[1] == ["Leaf 0 (entry 1): its entry's columns (at) are not what the leaf says."]


def test_a_letter_that_only_looks_the_same_is_another(alone: sa.Connection) -> None:
    put(alone, {**entry(1), "number": entry(1)["number"].replace("K", "\u212a")}, told(entry(1)))
    assert look(alone)[1] == ["Leaf 0 (entry 1): its entry's columns (number) are not what the leaf says."]


@pytest.mark.parametrize("name", ['su"rya', "su\\xrya", "su\trya", "suryā"])
def test_a_leaf_that_writes_a_name_in_another_way_is_named(alone: sa.Connection, name: str) -> None:
    raw = told({**entry(1), "os_user": "NAMA"}).replace(b"NAMA", name.encode())
    escaped = told({**entry(1), "os_user": "NAMA"}).replace(b"NAMA", "".join(f"\\u{ord(c):04x}" for c in name).encode())
    for content in {raw, escaped} - {told({**entry(1), "os_user": name})}:
        put(alone, {**entry(1), "os_user": name}, content)
        assert look(alone)[1] == ["Leaf 0 (entry 1): its bytes cannot be read, or are not canonical."]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("column", quick.COLUMNS)
def test_sqlite_does_not_take_bytes_for_the_text_or_the_number_that_they_spell(
    alone: sa.Connection, column: str
) -> None:
    said = with_copy(entry(1))
    put(alone, said, told(said))
    assert look(alone) == (0, [])
    alone.exec_driver_sql(f"UPDATE transition SET {column} = CAST({column} AS BLOB)")
    assert look(alone)[1] == [f"Leaf 0 (entry 1): its entry's columns ({column}) are not what the leaf says."]


SHADOWS = {
    "a function": "CREATE FUNCTION palsu.convert_to(text, text) RETURNS bytea LANGUAGE sql AS $$ SELECT content FROM log_leaf $$",
    "an operator": "CREATE FUNCTION palsu.yes(bytea, bytea) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
    "CREATE OPERATOR palsu.= (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = palsu.yes)",
}


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("shadow", SHADOWS.values(), ids=SHADOWS)
@pytest.mark.parametrize("path", ["palsu, pg_catalog, public", "public, palsu"])
def test_postgresql_does_not_compare_by_words_of_somebody_else(alone: sa.Connection, shadow: str, path: str) -> None:
    put(alone, {**entry(1), "actor": "palsu"}, told(entry(1)))
    for statement in ("CREATE SCHEMA palsu", *shadow.split(";"), f"SET LOCAL search_path TO pg_temp, {path}"):
        alone.exec_driver_sql(statement)
    assert look(alone)[1] == ["Leaf 0 (entry 1): its entry's columns (actor) are not what the leaf says."]
