"""`kill -9` at random instants: what was acknowledged is there, once, and every number is accounted for."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KILLS = int(os.environ.get("MUTASI_TEST_KILLS", "60"))


def campaign(url: str, folder: Path, kills: int, *more: str) -> dict[str, Any]:
    """A campaign in a process of its own, because it forks; prints what it counted."""
    seed = random.randrange(2**32)
    command = [sys.executable, "-m", "tests.faults.campaign", "--url", url, "--kills", str(kills), "--seed", str(seed)]
    done = subprocess.run(
        [*command, "--side-file", str(folder / "acknowledged.jsonl"), *more], capture_output=True, text=True
    )
    assert done.returncode in (0, 4), done.stderr
    print(done.stdout)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_campaign_finds_a_store_that_commits_the_state_before_the_decree(sqlite_url: str, tmp_path: Path) -> None:
    found = campaign(sqlite_url, tmp_path, 30, "--planted", "hasty")
    assert not found["sound"]
    assert found["orphans"] > 0
    assert any("is marked as issued, but its decree is missing." in problem for problem in found["problems"])


def test_the_campaign_finds_a_store_that_commits_the_entry_before_its_leaf(sqlite_url: str, tmp_path: Path) -> None:
    found = campaign(sqlite_url, tmp_path, 30, "--planted", "forgetful")
    assert not found["sound"]
    assert found["off the log"] > 0


def test_a_step_happened_with_its_decree_or_it_did_not_happen(sqlite_url: str, tmp_path: Path) -> None:
    found = campaign(sqlite_url, tmp_path, KILLS)
    assert found["sound"], found


@pytest.mark.postgresql
def test_the_same_holds_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    found = campaign(postgresql_url, tmp_path, KILLS // 3)
    assert found["sound"], found
