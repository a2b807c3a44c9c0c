"""Checkpoints: printed on each decree, made once a day and on demand, signed only of a log that continues the last."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.keys import LogKey, make_keys
from app.wiring import Office
from storage import checkpoints, merkle, notes, origins
from storage.tables import Booking, Payload
from tests import world
from tests.log import worlds
from tests.log.worlds import keep_going, signing
from tests.storage.administrators import by
from workflow.errors import AnchorUnreadable, KeyMissing, LogInconsistent, OtherKey


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with signing(database_url, tmp_path / "kunci") as made:
        yield made


def make(office: Office) -> Any:
    with office.database.transaction() as connection:
        made = checkpoints.make(connection, office.key, office.clock.now())
    office.key.keep(made.note)
    return made


def running(office: Office) -> int:
    """A proposal that can be suspended and resumed for ever."""
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    return proposal


def printed(office: Office) -> Any:
    """The checkpoint of the newest drawing order."""
    return json.loads(world.rows(office, Payload)[-1]["content"])["checkpoint"]


# On decrees


def test_without_a_key_nothing_is_signed_and_decrees_print_no_checkpoint(database_url: str) -> None:
    with world.build(database_url) as office:
        world.carry(office, world.propose(office), "evaluation")
        assert printed(office) is None
        assert worlds.notes(office) == []


def test_the_decree_after_the_first_prints_a_checkpoint_that_covers_the_first(office: Office) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit")
    assert printed(office) is None
    world.step(office, proposal, "establish_need")
    [note] = worlds.notes(office)
    found = notes.read(note)
    first = merkle.leaf_hash(worlds.leaves(office)[0])
    assert printed(office) == {"origin": office.key.origin, "size": 1, "root": first.hex(), "note": note}
    assert (found.origin, found.size, found.root) == (office.key.origin, 1, first)
    assert office.key.verifier.holds(found)
    assert office.key.anchored() == note


def test_one_checkpoint_is_made_on_each_day_on_which_the_log_has_grown(office: Office) -> None:
    proposal = running(office)
    office.clock.forward(days=1)  # type: ignore[attr-defined]
    sizes = []
    for _ in range(3):
        for _ in range(3):
            keep_going(office, proposal)
            sizes.append(printed(office)["size"])
        office.clock.forward(days=1)  # type: ignore[attr-defined]
    assert sizes[0] == sizes[1] == sizes[2] < sizes[3] == sizes[4] == sizes[5] < sizes[6] == sizes[8]
    assert sizes[0] == sizes[3] - 3 == sizes[6] - 6


def test_the_day_is_that_of_the_office(office: Office) -> None:
    proposal = running(office)
    make(office)
    clock = office.clock
    assert isinstance(clock, world.Clock)
    clock.moved = datetime(2026, 7, 10, 16, 55, tzinfo=UTC)
    keep_going(office, proposal)
    before = printed(office)["size"]
    clock.moved = datetime(2026, 7, 10, 17, 5, tzinfo=UTC)
    keep_going(office, proposal)
    assert printed(office)["size"] == before + 1


def test_approvers_who_begin_the_day_together_make_one_checkpoint(office: Office) -> None:
    ids = [world.propose(office, nip) for nip in world.add_people(office, 5)]
    for id in ids:
        world.step(office, id, "submit")
    office.clock.forward(days=1)  # type: ignore[attr-defined]
    before = len(worlds.notes(office))
    answers = world.together(5, lambda n: world.step(office, ids[n], "establish_need"))
    assert all(isinstance(answer, dict) for answer in answers), answers
    assert len(worlds.notes(office)) == before + 1
    worlds.assert_whole(office)


def test_a_decree_whose_checkpoint_cannot_be_signed_takes_no_number(office: Office) -> None:
    proposal = running(office)
    office.clock.forward(days=1)  # type: ignore[attr-defined]
    before = world.rows(office, Booking), worlds.notes(office)
    office.key.private.rename(office.key.private.with_suffix(".away"))
    office.__dict__.pop("key")
    office.__dict__.pop("desk")
    with pytest.raises(KeyMissing, match=r"log\.key"):
        keep_going(office, proposal)
    assert (world.rows(office, Booking), worlds.notes(office)) == before


def test_the_anchor_is_replaced_only_once_the_checkpoint_is_committed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage import register

    proposal = running(office)
    before = office.key.anchored()
    office.clock.forward(days=1)  # type: ignore[attr-defined]

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(register, "insert", fail)
        with pytest.raises(KeyboardInterrupt):
            keep_going(office, proposal)
    assert office.key.anchored() == before
    assert [before] == worlds.notes(office)
    keep_going(office, proposal)
    assert office.key.anchored() == worlds.notes(office)[-1] != before


def test_an_anchor_that_cannot_be_written_stops_no_step(office: Office) -> None:
    proposal = running(office)
    office.clock.forward(days=1)  # type: ignore[attr-defined]
    office.key.anchor.unlink()
    office.key.anchor.mkdir()
    keep_going(office, proposal)
    assert len(worlds.notes(office)) == 2


# On demand


def test_a_checkpoint_of_a_log_that_has_not_grown_is_the_one_there_is(office: Office) -> None:
    running(office)
    assert make(office) == make(office)
    assert len(worlds.notes(office)) == 2


def test_an_older_checkpoint_never_replaces_a_newer_anchor(office: Office) -> None:
    running(office)
    old = worlds.notes(office)[0]
    newer = make(office).note
    office.key.keep(old)
    assert office.key.anchored() == newer


def test_an_anchor_that_is_no_text_is_named(office: Office) -> None:
    office.key.anchor.write_bytes(b"\xff\xfe")
    with pytest.raises(AnchorUnreadable, match="anchor"):
        office.key.anchored()


# What is never signed


def write(office: Office, *statements: str) -> None:
    """Write past the guards of the log, as whoever owns the database can."""
    sqlite = office.database.sqlite
    with office.database.transaction() as connection:
        for table in ("log_leaf", "log_node", "log_checkpoint"):
            for act in ("update", "delete") if sqlite else ("update", "truncate"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{act}" + ("" if sqlite else f" ON {table}"))
        for statement in statements:
            connection.exec_driver_sql(statement)


HASH = {True: f"x'{'00' * 32}'", False: f"'\\x{'00' * 32}'"}
"""Another hash, as SQLite and PostgreSQL write it."""


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE log_tree SET frontier = {hash}",
        "UPDATE log_tree SET size = size - 1",
        "UPDATE log_tree SET size = size + 1",
        "UPDATE log_node SET hash = {hash}",
        "DELETE FROM log_node",
        'DELETE FROM log_leaf WHERE "index" = 6',
        'UPDATE log_leaf SET content = {hash} WHERE "index" = 6',
        "UPDATE log_checkpoint SET root = {hash}",
        "UPDATE log_checkpoint SET size = 99 WHERE size = 6",
    ],
)
def test_a_log_that_does_not_continue_its_last_checkpoint_is_never_signed(office: Office, alteration: str) -> None:
    proposal = running(office)
    keep_going(office, proposal)
    assert make(office).size == 6
    keep_going(office, proposal)
    before = worlds.notes(office)
    write(office, alteration.format(hash=HASH[office.database.sqlite]))
    with pytest.raises(LogInconsistent):
        make(office)
    assert worlds.notes(office) == before


def test_a_key_of_another_origin_signs_nothing(office: Office, tmp_path: Path) -> None:
    proposal = running(office)
    make(office)
    keep_going(office, proposal)
    make_keys(tmp_path / "lain", None)
    other = LogKey(tmp_path / "lain")
    with pytest.raises(OtherKey, match="audit reopen"), office.database.transaction() as connection:
        checkpoints.make(connection, other, office.clock.now())


def test_another_key_under_the_same_name_signs_nothing(office: Office, tmp_path: Path) -> None:
    proposal = running(office)
    make(office)
    keep_going(office, proposal)
    other = LogKey(tmp_path / "lain")
    other.make(office.key.origin)
    with pytest.raises(OtherKey), office.database.transaction() as connection:
        checkpoints.make(connection, other, office.clock.now())


def test_the_old_key_signs_nothing_once_a_new_origin_has_begun(office: Office) -> None:
    running(office)
    with office.database.transaction() as connection:
        origins.reopen(connection, "mutasi/baru", None, worlds.REASON, by(office))
    with pytest.raises(OtherKey, match="mutasi/baru"):
        make(office)


# What nobody waits for


ONE_STEP = """
import sys
from types import SimpleNamespace
from app.wiring import Office
from workflow.desk import Request
from workflow.step import take

with Office() as office:
    office.open().__dict__["press"] = SimpleNamespace(draw=lambda order, beat, seconds: order, close=lambda: None)
    office.__dict__["sealing"] = None  # what this press draws is no PDF that could be sealed
    assert office.desk.signer is not None
    take(office.desk, Request("suspend", "walikota", (int(sys.argv[1]),), {}, "Menunggu."))
print("cryptography" in sys.modules)
"""


def test_whoever_signs_nothing_does_not_wait_for_cryptography(sqlite_url: str, tmp_path: Path) -> None:
    home = tmp_path / "kunci"
    with signing(sqlite_url, home) as office:
        proposal = running(office)
        make(office)
    settings = {
        **{"MUTASI_DATABASE_URL": sqlite_url, "MUTASI_HOME": str(home)},
        "MUTASI_NOW": office.clock.now().isoformat(),
    }
    done = subprocess.run(
        [sys.executable, "-c", ONE_STEP, str(proposal)], capture_output=True, text=True, env={**os.environ, **settings}
    )
    assert done.stdout == "False\n", done.stderr
