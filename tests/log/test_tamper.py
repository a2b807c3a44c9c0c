"""Whatever is done to the log or to the rows that it speaks of is found, and what was touched is named."""

from __future__ import annotations

import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from app.beside import beside
from app.wiring import Office
from storage import merkle
from storage.audit.checkpoints import read_note, stored_problems
from storage.audit.decrees import check_decrees
from storage.audit.report import AuditReport
from storage.audit.stored import as_stored
from storage.database import migrate
from storage.governance import Change
from storage.log_tables import LogCheckpoint, LogLeaf, LogNode
from storage.tables import Decree, Transition
from tests import world
from tests.bench.log_entries import entry
from tests.log.tampered import flips, found, history, taken_back
from tests.log.worlds import assert_whole
from tests.storage.audit.tampering import unguarded
from workflow.canonical import canonical


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The tests look at it, and leave it as it was."""
    folder = tmp_path_factory.mktemp("log")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'mutasi.db'}"
        migrate(url)
    else:
        server = request.getfixturevalue("postgresql")
        url = server.database(request.getfixturevalue("postgresql_template")).render_as_string(hide_password=False)
    with history(url, folder / "kunci") as made:
        yield made


@pytest.fixture(scope="module")
def open_view(office: Office) -> Iterator[sa.Connection]:
    with unguarded(office) as connection:
        yield connection


@pytest.fixture
def view(open_view: sa.Connection) -> Iterator[sa.Connection]:
    """The world without its guards; what a test does to it is taken back."""
    with taken_back(open_view):
        yield open_view


def do(view: sa.Connection, statement: str, **values: Any) -> None:
    assert view.execute(sa.text(statement), values).rowcount != 0, statement


def named(row: dict[str, Any]) -> str:
    kind = {"transition": "entry"}.get(row["kind"], row["kind"])
    return f"Leaf {row['index']} ({kind} {row['ref']})"


def test_nothing_is_found_where_nothing_was_done(office: Office, view: sa.Connection) -> None:
    assert found(view, office) == []
    assert {row["kind"] for row in world.rows(office, LogLeaf)} == {"transition", "change"}


# Bits


def test_turned_bits_of_stored_leaves_are_found_by_leaf_and_by_tree(office: Office, view: sa.Connection) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance, stored = random.Random(seed), world.rows(office, LogLeaf)
    for _ in range(120 if office.database.sqlite else 20):
        row = chance.choice(stored)
        content = bytearray(row["content"])
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        with taken_back(view):
            do(view, 'UPDATE log_leaf SET content = :c WHERE "index" = :at', c=bytes(content), at=row["index"])
            problems = found(view, office)
        assert any(problem.startswith(named(row)) for problem in problems)
        assert any("The node of the log" in problem or "The root of the log" in problem for problem in problems)


def test_no_bit_of_a_checkpoint_can_be_turned_unseen(office: Office) -> None:
    row, outside = world.rows(office, LogCheckpoint)[0], beside(office.key)

    def problems(note: Any) -> list[Any]:
        kept = SimpleNamespace(**{**row, "note": note, "made_at": "2026-06-02 02:00:00.000000"})
        return list(stored_problems(kept, read_note(note), outside))

    assert problems(row["note"]) == []
    assert all(problems(content) for content in flips(row["note"].encode()))


def test_no_bit_of_a_decree_can_be_turned_unseen(office: Office, view: sa.Connection) -> None:
    row = world.rows(office, Decree)[0]
    every = list(flips(row["content"]))
    for content in every if office.database.sqlite else every[::40]:
        with taken_back(view), as_stored(view):
            do(view, "UPDATE decree SET content = :c WHERE number = :number", c=content, number=row["number"])
            report = AuditReport()
            check_decrees(view, report, None)
        assert [en for _, en in report.problems] == [f"Decree {row['number']}: its bytes were altered."]


# Structure


def rebuild(view: sa.Connection) -> None:
    """Nodes and head made anew of whatever leaves there are, as an attacker would who knows how."""
    view.execute(sa.text("DELETE FROM log_node"))
    frontier: list[bytes] = []
    content = [row.content for row in view.execute(sa.text('SELECT content FROM log_leaf ORDER BY "index"'))]
    for size, leaf in enumerate(content):
        for level, index, root in merkle.append(frontier, size, merkle.leaf_hash(bytes(leaf)))[1:]:
            world.insert(view, LogNode, level=level, index=index, hash=root)
    view.execute(
        sa.text("UPDATE log_tree SET size = :size, frontier = :roots"),
        {"size": len(content), "roots": b"".join(frontier)},
    )


def test_every_cut_tail_is_missed_by_its_entries(office: Office, view: sa.Connection) -> None:
    stored = world.rows(office, LogLeaf)
    for size in range(len(stored)):
        with taken_back(view):
            do(view, 'DELETE FROM log_leaf WHERE "index" >= :size', size=size)
            careless = found(view, office)
            rebuild(view)
            problems = found(view, office)
        assert any(problem.endswith("missing from the log.") for problem in careless)
        for kind, word in (("transition", "Entr"), ("change", "Change")):
            gone = any(row["kind"] == kind for row in stored[size:])
            assert gone == any(p.startswith(word) and "not in the log" in p for p in problems)


def test_every_deleted_leaf_is_missed_by_its_index(office: Office, view: sa.Connection) -> None:
    for row in world.rows(office, LogLeaf)[:-1]:
        with taken_back(view):
            do(view, 'DELETE FROM log_leaf WHERE "index" = :at', at=row["index"])
            assert f"Leaf {row['index']} is missing from the log." in found(view, office)


@pytest.mark.parametrize("skilled", [False, True])
def test_every_pair_of_neighbours_that_were_swapped_is_named(
    office: Office, view: sa.Connection, skilled: bool
) -> None:
    move = 'UPDATE log_leaf SET "index" = :to WHERE "index" = :at'
    stored = world.rows(office, LogLeaf)
    for row in stored[:-1]:
        here, there = row["index"], row["index"] + 1
        with taken_back(view):
            for at, to in ((here, 1000), (there, here), (1000, there)):
                do(view, move, at=at, to=to)
            if skilled:
                rebuild(view)
            problems = found(view, office)
        assert problems, here
        entries = row["kind"] == stored[there]["kind"] == "transition"
        assert entries == any(problem.endswith("out of order, or there twice.") for problem in problems)
        if not skilled:
            assert any(problem.startswith(("The node of the log", "The root of the log")) for problem in problems)


def test_a_leaf_that_is_there_twice_is_named(office: Office, view: sa.Connection) -> None:
    for row in world.rows(office, LogLeaf):
        with taken_back(view):
            again = {**row, "index": len(world.rows(office, LogLeaf)), "ref": 1000, "kind": "erasure"}
            world.insert(view, LogLeaf, **again)
            rebuild(view)
            said = f"Leaf {again['index']} (erasure 1000): its bytes are about another kind or number."
            assert found(view, office) == [said]


def test_a_leaf_that_speaks_of_an_entry_that_never_was_is_named(office: Office, view: sa.Connection) -> None:
    forged = entry(77)
    content = canonical({**forged, "v": 1, "type": "transition", "ref": 77})
    size = len(world.rows(office, LogLeaf))
    world.insert(view, LogLeaf, index=size, kind="transition", ref=77, content=content)
    rebuild(view)
    assert found(view, office) == [f"Leaf {size} (entry 77): its entry is missing from history."]


# Columns

WRONG: dict[str, Any] = {
    "transition.id": (900, "Leaf 5 (entry 5): its entry is missing from history."),
    "transition.at": ("2026-06-03 02:00:07", "Leaf 5 (entry 5): its entry's columns (at)"),
    **{
        f"transition.{name}": (wrong, f"Leaf 5 (entry 5): its entry's columns ({name})")
        for name, wrong in {
            **dict.fromkeys(("proposal", "version"), 900),
            **dict.fromkeys(("from_state", "to_state"), "withdrawn"),
            **dict.fromkeys(("verb", "actor", "capacity", "channel", "os_user", "number"), "palsu"),
            **dict.fromkeys(("decree_sha256", "copy_sha256", "process", "dossier", "commitment"), "0" * 64),
        }.items()
    },
    "change.id": (900, "Leaf 0 (change 1): the change or its decision is missing."),
    "change.asked_at": ("2026-06-03 02:00:07", "Leaf 0 (change 1): the columns of the change (asked_at)"),
    **{
        f"change.{name}": ("palsu", f"Leaf 0 (change 1): the columns of the change ({name})")
        for name in ("act", "asked_by")
    },
    **{
        f"change.{name}": ("palsu", "Leaf 0 (change 1): what was changed (")
        for name in ("subject", "old", "new", "reason", "os_user", "channel")
    },
    "change_decision.change": (900, "Change 900 is not in the log."),
    "change_decision.outcome": ("refused", "Leaf 0 (change 1): the columns of the change (outcome)"),
    "change_decision.decided_by": ("palsu", "Leaf 0 (change 1): the columns of the change (decided_by)"),
    "change_decision.decided_at": ("2026-06-03 02:00:07", "Leaf 0 (change 1): the columns of the change (decided_at)"),
    "change_decision.alone": (False, "Leaf 0 (change 1): the columns of the change (alone)"),
    "change_salt.change": (900, "Leaf 0 (change 1): what was changed ("),
    "change_salt.salt": (b"\0" * 32, "Leaf 0 (change 1): what was changed ("),
    "log_leaf.index": (900, "Leaf 5 is missing from the log."),
    "log_leaf.kind": ("origin", "Leaf 5 (origin 5): its bytes are about another kind or number."),
    "log_leaf.ref": (900, "Leaf 5 (entry 900): its entry is missing from history."),
    "log_leaf.content": (b"{}", "Leaf 5 (entry 5): its bytes are about another kind or number."),
    "log_node.level": (40, "The node of the log over leaves 0–3"),
    "log_node.index": (900, "The node of the log over leaves 0–3"),
    "log_node.hash": (b"\0" * 32, "The node of the log over leaves 0–3"),
    "log_tree.size": (3, "The log goes up to leaf "),
    "log_tree.frontier": (b"\0" * 32, "The root of the log is not the one that its leaves give."),
    "log_checkpoint.origin": ("palsu", "Checkpoint of size {size}: its columns (origin)"),
    "log_checkpoint.size": (3, "Checkpoint of size 3: its columns (size)"),
    "log_checkpoint.root": (b"\0" * 32, "Checkpoint of size {size}: its columns (root)"),
    "log_checkpoint.note": ("palsu", "Checkpoint of size {size}: it cannot be read."),
}
"""Column → what is put there, and how the sentence begins that names it."""

FIRST = {
    "transition": "id = 5",
    "log_leaf": '"index" = 5',
    "log_node": 'level = 2 AND "index" = 0',
    "change": "id = 1",
    "change_decision": "change = 1",
    "change_salt": "change = 1",
    "log_tree": "id = 1",
    "log_checkpoint": "size = (SELECT min(size) FROM log_checkpoint)",
}
"""Table → the row that is altered."""

UNTOLD = {"log_tree.id", "log_tree.name", "log_checkpoint.made_at"}
"""Columns that nothing else stored says anything of."""


def test_every_column_is_looked_at() -> None:
    metadata = Transition.metadata
    every = {f"{name}.{column.name}" for name in FIRST for column in metadata.tables[name].columns}
    assert every - UNTOLD == set(WRONG)


@pytest.mark.parametrize("column", WRONG)
def test_any_altered_column_is_named(office: Office, view: sa.Connection, column: str) -> None:
    (table, name), (wrong, said) = column.split("."), WRONG[column]
    size = world.rows(office, LogCheckpoint)[0]["size"]
    do(view, f'UPDATE {table} SET "{name}" = :wrong WHERE {FIRST[table]}', wrong=wrong)
    assert any(problem.startswith(said.format(size=size)) for problem in found(view, office)), found(view, office)


@pytest.mark.parametrize("table", ["log_tree", "log_checkpoint", "log_node", "change_salt", "transition", "change"])
def test_a_deleted_row_is_missed(office: Office, view: sa.Connection, table: str) -> None:
    if table == "log_checkpoint":
        do(view, "DELETE FROM log_checkpoint")
        assert any(problem.startswith("The database does not know the checkpoint") for problem in found(view, office))
        return
    do(view, f"DELETE FROM {table} WHERE {FIRST[table]}")
    assert found(view, office)


def test_nodes_that_belong_to_no_tree_are_counted(office: Office, view: sa.Connection) -> None:
    world.insert(view, LogNode, level=30, index=4, hash=bytes(32))
    assert found(view, office) == ["The log holds 1 nodes that are not part of its tree."]


def test_no_leaf_can_say_that_a_change_was_erased(office: Office, view: sa.Connection) -> None:
    size = len(world.rows(office, LogLeaf))
    content = canonical({"v": 1, "type": "erasure", "ref": 1, "entries": [], "changes": [1]})
    world.insert(view, LogLeaf, index=size, kind="erasure", ref=1, content=content)
    do(view, "DELETE FROM change_salt WHERE change = 1")
    rebuild(view)
    assert any(problem.startswith("Leaf 0 (change 1): what was changed (") for problem in found(view, office))


# Nonsense

NONSENSE = [None, "bukan\x07", b"\xff\x00", 1.5, 2**63 - 1, -(2**63), -1, "9" * 5000, sa.text("CAST(x'fffe' AS TEXT)")]


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_a_log_whose_name_is_no_text_has_a_broken_head(office: Office, view: sa.Connection) -> None:
    do(view, "UPDATE log_tree SET name = CAST(name AS BLOB)")
    assert found(view, office) == ["The head of the log is missing or broken."]


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@pytest.mark.parametrize("column", WRONG)
def test_sqlite_may_hold_anything_anywhere(office: Office, view: sa.Connection, column: str) -> None:
    table, name = column.split(".")
    loose = sa.table(table, sa.column(name))
    view.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    for value in NONSENSE:
        with taken_back(view):
            try:
                view.execute(sa.update(loose).where(sa.text(FIRST[table])).values({name: value}))
            except sa.exc.DBAPIError:
                continue  # the engine itself refuses it: a key, a NOT NULL, a UNIQUE
            if value is not None or column not in ("change.old", "transition.copy_sha256"):  # these are empty anyway
                assert found(view, office), value
    view.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def test_the_log_of_these_tests_was_left_as_it_was(office: Office) -> None:
    assert_whole(office)
    assert len(world.rows(office, Change)) == 3
