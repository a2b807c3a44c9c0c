"""The hash of the table: another table, another hash; the same table, the same hash everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from workflow.authority import Role
from workflow.canonical import canonical, sha256
from workflow.process import DEFINITION, EDGES, PROCESS, VERBS, Edge
from workflow.states import State

ANOTHER: dict[str, Any] = {
    "verb": "conclude",
    "source": State.draft,
    "target": State.completed,
    "roles": (Role.auditor,),
    "rules": ("R-KON-02",),
    "condition": "between",
}


def hash_with(**parts: Any) -> str:
    return sha256(canonical({**DEFINITION, **parts}))


def with_row(place: int, edge: Edge) -> str:
    return hash_with(edges=[*EDGES[:place], edge, *EDGES[place + 1 :]])


def test_the_hash_is_that_of_the_definition() -> None:
    assert hash_with() == PROCESS
    assert len(PROCESS) == 64


@pytest.mark.parametrize("cell", ANOTHER)
def test_the_hash_changes_when_any_cell_of_any_row_changes(cell: str) -> None:
    changed = [replace(edge, **{cell: ANOTHER[cell]}) for edge in EDGES]
    differing = [(place, edge) for place, edge in enumerate(changed) if edge != EDGES[place]]
    assert len(differing) >= len(EDGES) - 5
    hashes = {with_row(place, edge) for place, edge in differing}
    assert PROCESS not in hashes
    assert len(hashes) == len(differing)


@pytest.mark.parametrize("cell", ["name", "id", "en", "form", "note_required"])
def test_the_hash_changes_when_any_word_of_any_verb_changes(cell: str) -> None:
    verbs = list(VERBS.values())
    for place, verb in enumerate(verbs):
        value = not verb.note_required if cell == "note_required" else f"{getattr(verb, cell)}!"
        changed = [*verbs[:place], replace(verb, **{cell: value}), *verbs[place + 1 :]]
        assert hash_with(verbs=changed) != PROCESS


def test_the_hash_changes_when_a_row_is_removed_doubled_or_moved() -> None:
    edges = list(EDGES)
    hashes = {
        hash_with(edges=edges[:-1]),
        hash_with(edges=[*edges, edges[0]]),
        hash_with(edges=edges[::-1]),
        hash_with(states=["draft"]),
        hash_with(initial=State.approval),
    }
    assert len(hashes - {PROCESS}) == 5


@pytest.mark.parametrize("seed", ["0", "42"])
def test_another_run_of_the_program_has_the_same_hash(seed: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from workflow.process import PROCESS; print(PROCESS)"],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == PROCESS
