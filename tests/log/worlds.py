"""The small world with a log that is signed, and what its database holds of the log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.keys import make_keys
from app.wiring import Office
from storage import log, merkle
from storage.log_tables import LogCheckpoint, LogLeaf, LogNode, LogTree
from tests import world

REASON = "Cadangan semalam dipulihkan."


def signing(url: str, home: Path) -> Office:
    """The world on a migrated database, with a key in its home."""
    home.mkdir(exist_ok=True)
    make_keys(home, None)
    return world.build(url, home=home)


def reopened(office: Office) -> Office:
    """The same office as a new process would open it."""
    assert isinstance(office.clock, world.Clock)
    return world.open_office(office.settings.database_url, home=office.settings.home, clock=office.clock).open()


def keep_going(office: Office, proposal: int) -> None:
    """One more step, for ever: suspend and resume."""
    world.step(office, proposal, "resume" if world.show(office, proposal)["state"] == "suspended" else "suspend")


def leaves(office: Office) -> list[bytes]:
    with office.database.reading() as connection:
        return [content for _, content in log.leaves(connection)]


def told(office: Office) -> list[dict[str, Any]]:
    """What each leaf says."""
    return [json.loads(content) for content in leaves(office)]


def notes(office: Office) -> list[str]:
    return [row["note"] for row in world.rows(office, LogCheckpoint)]


def root(hashes: list[bytes]) -> bytes:
    """The root as RFC 6962 defines it, from the hashes of the leaves."""
    if len(hashes) < 2:
        return hashes[0] if hashes else merkle.EMPTY
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return merkle.node_hash(root(hashes[:half]), root(hashes[half:]))


def assert_whole(office: Office) -> None:
    """Leaves, nodes and tree are what the leaves' bytes make of them."""
    hashes = [merkle.leaf_hash(content) for content in leaves(office)]
    [tree] = world.rows(office, LogTree)
    assert [row["index"] for row in world.rows(office, LogLeaf)] == list(range(len(hashes)))
    assert tree["size"] == len(hashes)
    frontier, nodes = [], {}
    for size, one in enumerate(hashes):
        for level, index, made in merkle.append(frontier, size, one)[1:]:
            nodes[level, index] = made
    assert tree["frontier"] == b"".join(frontier)
    assert {(row["level"], row["index"]): row["hash"] for row in world.rows(office, LogNode)} == nodes
    assert merkle.fold(frontier) == root(hashes)
