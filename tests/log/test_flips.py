"""Random flips in the file of SQLite; `make tamper` turns many more."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.keys import LogKey
from storage.audit import AuditReport
from tests.log import flips


def test_no_byte_of_the_file_can_be_turned_so_that_history_is_another_unseen(tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    campaign = flips.run(tmp_path, 200, seed)
    assert campaign.unseen == []
    assert campaign.outcomes["finding"] > 0


def test_a_leaf_whose_place_is_turned_in_its_table_and_not_in_its_index_is_found(tmp_path: Path) -> None:
    path = flips.make(tmp_path)
    told, content = flips.view(path), path.read_bytes()
    at = content.index(b"transition", content.index(b'{"actor"')) - 1
    for bit in range(8):
        flips.turn(path, at, bit)
        assert flips.look(path, LogKey(tmp_path / "kunci"), told) != "unseen"
        flips.restore(path, content)


@pytest.mark.parametrize("place", [10, 19], ids=["before the hour", "before the fraction"])
def test_an_hour_is_written_in_one_way_only(tmp_path: Path, place: int) -> None:
    path = flips.make(tmp_path)
    told, content = flips.view(path), path.read_bytes()
    at = content.index(b"2026-07-01 02:00:00.000000800.1") + place
    for bit in range(8):
        flips.turn(path, at, bit)
        assert flips.look(path, LogKey(tmp_path / "kunci"), told) in ("finding", "error")
        flips.restore(path, content)


def test_a_head_whose_name_is_called_otherwise_cannot_be_read(tmp_path: Path) -> None:
    path = flips.make(tmp_path)
    told = flips.view(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE log_tree RENAME COLUMN name TO jame")
    assert flips.look(path, LogKey(tmp_path / "kunci"), told) == "error"


def test_an_audit_that_looked_at_nothing_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flips, "verify", lambda *_, **__: AuditReport())
    monkeypatch.setattr(flips, "KEPT", tmp_path / "build" / "flipped.db")
    campaign = flips.run(tmp_path, 100, 7)
    assert len(campaign.unseen) > 5
    assert flips.KEPT.exists()
