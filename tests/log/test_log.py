"""The log grows by one leaf for each entry of history and each decided change, in the same transaction, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import adoption, guards, log, merkle
from storage.bases import set_basis
from storage.governance import Change, ChangeDecision
from storage.log_tables import ChangeSalt, LogTree
from storage.parameters import NewValue, set_parameter
from storage.tables import Payload, Transition
from tests import world
from tests.log.worlds import assert_whole, leaves, root, told
from tests.storage.administrators import add_administrators, confirm, do, refuse
from workflow.canonical import canonical, commitment, plain
from workflow.errors import DossierChanged, LogInconsistent

CITED = (set_basis, "Undang-Undang Nomor 5 Tahun 2014", 1, world.START.date(), None)
TENURE = NewValue("R-ELG-01", "months", "36")


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def grow(office: Office, count: int) -> None:
    """Leaves without history, for looks at the tree alone."""
    with office.database.transaction() as connection:
        for n in range(count):
            log.append(connection, "erasure", n + 1, {"n": n})


def test_an_empty_log_has_the_root_of_the_empty_tree(office: Office) -> None:
    with office.database.reading() as connection:
        assert log.head(connection) == log.Head(0, merkle.EMPTY)
        assert log.root_at(connection, 0) == merkle.EMPTY
    assert_whole(office)


def test_each_entry_has_a_leaf_that_says_every_column_of_it(office: Office) -> None:
    world.carry(office, world.propose(office), "implementation")
    entries = world.rows(office, Transition)
    expected = [
        {
            **plain({name: value for name, value in entry.items() if name not in ("id", "copy_sha256")}),
            "ref": entry["id"],
        }
        for entry in entries
    ]
    assert told(office) == [{"v": 1, "type": "transition", **one} for one in expected]
    assert leaves(office) == [canonical(one) for one in told(office)]
    assert_whole(office)


def test_no_leaf_holds_the_name_or_number_of_whom_it_is_about(office: Office) -> None:
    world.carry(office, world.propose(office), "implementation")
    entries = world.rows(office, Payload)
    assert all(world.SARI.encode() in entry["content"] for entry in entries)
    for personal in (world.SARI, "Sari Wulandari", "1990-03-15", "Kebutuhan organisasi"):
        assert personal.encode() not in b"".join(leaves(office))


def test_a_leaf_commits_to_the_payload_as_the_entry_does(office: Office) -> None:
    world.carry(office, world.propose(office), "evaluation")
    for leaf, payload in zip(told(office), world.rows(office, Payload), strict=True):
        assert leaf["commitment"] == commitment(payload["salt"], payload["content"])


def test_a_collective_decree_gives_each_of_its_proposals_a_leaf(office: Office) -> None:
    ids = [world.propose(office, nip) for nip in world.add_people(office, 3)]
    for id in ids:
        world.carry(office, id, "approval")
    before = len(leaves(office))
    world.step_together(office, ids)
    assert [one["proposal"] for one in told(office)[before:]] == ids
    assert len({one["number"] for one in told(office)[before:]}) == 1
    assert_whole(office)


def test_a_step_that_is_refused_late_leaves_no_leaf(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "approval")
    before = leaves(office)
    office.press.during = lambda _: world.attach(office, proposal)  # type: ignore[attr-defined]
    with pytest.raises(DossierChanged):
        world.step(office, proposal, "approve")
    assert leaves(office) == before
    assert_whole(office)


def test_a_change_that_is_made_has_a_leaf_that_commits_to_what_it_changed(office: Office) -> None:
    do(office, *CITED)
    [leaf], [salt], [change] = told(office), world.rows(office, ChangeSalt), world.rows(office, Change)
    hidden = {name: change[name] for name in ("subject", "old", "new", "reason", "os_user", "channel")}
    assert "Undang-Undang" in hidden["new"]
    assert leaf == {
        **{"v": 1, "type": "change", "ref": change["id"], "act": "basis set", "outcome": "done", "alone": True},
        **{"asked_by": world.ADMIN, "asked_at": "2026-06-02T02:00:00Z"},
        **{"decided_by": world.ADMIN, "decided_at": "2026-06-02T02:00:00Z"},
        "commitment": commitment(salt["salt"], canonical(hidden)),
    }
    assert len(salt["salt"]) == 32
    assert "Undang-Undang" not in str(leaf)


def test_a_change_that_waits_has_no_leaf_until_it_is_confirmed_or_refused(office: Office) -> None:
    add_administrators(office)
    asked = [do(office, set_parameter, TENURE)["change"] for _ in range(2)]
    assert leaves(office) == []
    confirm(office, asked[0])
    refuse(office, asked[1])
    assert [(leaf["ref"], leaf["outcome"], leaf["alone"]) for leaf in told(office)] == [
        (asked[0], "done", False),
        (asked[1], "refused", False),
    ]
    assert len(world.rows(office, ChangeDecision)) == len(world.rows(office, ChangeSalt)) == 2


def test_steps_that_are_taken_at_once_leave_a_log_without_gaps(office: Office) -> None:
    ids = [world.propose(office, nip) for nip in world.add_people(office, 6)]
    world.together(6, lambda n: world.step(office, ids[n], "submit"))
    assert sorted(one["proposal"] for one in told(office)) == ids
    assert [one["ref"] for one in told(office)] == list(range(1, 7))
    assert_whole(office)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 21])
def test_the_log_proves_each_leaf_and_each_earlier_size(office: Office, size: int) -> None:
    grow(office, size)
    hashes = [merkle.leaf_hash(content) for content in leaves(office)]
    with office.database.reading() as connection:
        head = log.head(connection)
        assert head == log.Head(size, root(hashes))
        for index, one in enumerate(hashes):
            proof = log.inclusion(connection, index, size)
            assert merkle.root_of_inclusion(one, index, size, proof) == head.root
            assert log.place_of(connection, "erasure", index + 1) == index
        for old in range(size + 1):
            assert log.root_at(connection, old) == root(hashes[:old])
            proof = log.consistency(connection, old, size)
            assert merkle.is_consistent(old, root(hashes[:old]), size, head.root, proof)
        assert log.place_of(connection, "erasure", size + 1) is None
    assert_whole(office)


def test_leaves_are_read_from_any_place_on(office: Office) -> None:
    grow(office, 5)
    with office.database.reading() as connection:
        assert [index for index, _ in log.leaves(connection, 3)] == [3, 4]


def without_guards(office: Office, *statements: str) -> None:
    """Write past the guards of the log, as whoever owns the database can."""
    with office.database.transaction() as connection:
        for name in guards.expected(connection.dialect.name):
            table = next(
                (table for table in ("log_leaf", "log_node", "log_checkpoint") if name.startswith(table)), None
            )
            if table:
                on = "" if office.database.sqlite else f" ON {table}"
                connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_node_that_is_gone_is_named_and_never_guessed(office: Office) -> None:
    grow(office, 8)
    without_guards(office, 'DELETE FROM log_node WHERE level = 2 AND "index" = 1')
    with office.database.reading() as connection, pytest.raises(LogInconsistent, match="first 8 entries"):
        log.inclusion(connection, 0, 8)


def test_a_row_has_one_leaf(office: Office) -> None:
    grow(office, 1)
    with pytest.raises(sa.exc.IntegrityError), office.database.transaction() as connection:
        log.append(connection, "erasure", 1, {"n": "the same row again"})
    assert_whole(office)


def test_history_that_is_older_than_the_log_gets_its_leaves_when_the_log_begins(office: Office) -> None:
    do(office, *CITED)
    world.carry(office, world.propose(office), "socialization")
    change, *entries = leaves(office)
    empty = "UPDATE log_tree SET size = 0, frontier = " + ("x''" if office.database.sqlite else "''")
    without_guards(office, "DELETE FROM log_leaf", "DELETE FROM log_node", "DELETE FROM change_salt", empty)
    for _ in range(2):
        with office.database.transaction() as connection:
            adoption.adopt(connection)
    assert leaves(office)[:-1] == entries
    assert {**told(office)[-1], "commitment": ""} == {**json.loads(change), "commitment": ""}
    assert_whole(office)


def test_a_log_that_has_begun_adopts_nothing(office: Office) -> None:
    world.carry(office, world.propose(office), "evaluation")
    before = leaves(office)
    row = {**world.rows(office, Transition)[-1], "id": 3, "version": 3, "from_state": "evaluation"}
    with office.database.transaction() as connection:
        world.insert(connection, Transition, **row)
        adoption.adopt(connection)
    assert leaves(office) == before


def hasten(connection: sa.Connection) -> None:
    """Append without waiting for anyone."""
    connection.exec_driver_sql("SET lock_timeout = '50ms'")
    log.append(connection, "erasure", 1, {})


def test_the_lock_of_the_tree_is_held_by_whoever_asks_for_the_head_to_stay(postgresql_url: str) -> None:
    with world.build(postgresql_url) as office:
        with office.database.transaction() as connection:
            log.head(connection, hold=True)
            with office.database.engine.connect() as hurried, pytest.raises(sa.exc.OperationalError, match="lock"):
                hasten(hurried)
        assert world.rows(office, LogTree)[0]["size"] == 0
