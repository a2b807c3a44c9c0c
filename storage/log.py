"""The log: one leaf for each transition and each recorded change, under the Merkle tree of RFC 6962.

A leaf is written in the transaction that it is about, under the lock of the tree's row, and its bytes are stored as
they were hashed. It holds codes, times and hashes; personal data only as a salted hash that can be erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from storage import merkle
from storage.log_tables import LogLeaf, LogNode, LogTree
from storage.tables import table
from workflow.canonical import canonical
from workflow.errors import LogInconsistent

_leaf, _node, _tree = table(LogLeaf), table(LogNode), table(LogTree)

READ = sa.select(_tree.c.size, _tree.c.frontier)
HOLD = READ.with_for_update()
GROW = _tree.update().values(size=sa.bindparam("grown"), frontier=sa.bindparam("roots"))
ADD_LEAF, ADD_NODE = _leaf.insert(), _node.insert()
LEAVES = sa.select(_leaf.c.index, _leaf.c.content).where(_leaf.c.index.in_(sa.bindparam("places", expanding=True)))
NODES = (
    'SELECT n.level, n."index", n.hash FROM (VALUES {places}) AS w '
    'JOIN log_node AS n ON n.level = w.column1 AND n."index" = w.column2'
)
ALL = sa.select(_leaf.c.index, _leaf.c.content).where(_leaf.c.index >= sa.bindparam("start")).order_by(_leaf.c.index)
PLACE = sa.select(_leaf.c.index).where(_leaf.c.kind == sa.bindparam("what"), _leaf.c.ref == sa.bindparam("number"))

AT_ONCE = {"yield_per": 1000}
"""Leaves that are read together, so that memory stays flat."""

T = TypeVar("T")


@dataclass(frozen=True)
class Head:
    """How many leaves the log has, and their root."""

    size: int
    root: bytes


def append(connection: sa.Connection, kind: str, ref: int, told: Mapping[str, Any]) -> int:
    """Append a leaf under the tree's lock; returns its index, from 0.

    Args:
        told: what the leaf says; `v`, `type` and `ref` are added.

    Raises:
        LogInconsistent: the tree's row is not of a tree of its size.
    """
    content = canonical({**told, "v": 1, "type": kind, "ref": ref})
    size, packed = connection.execute(HOLD).one()
    frontier = _unpacked(packed)
    if len(frontier) != size.bit_count():
        raise LogInconsistent(size=size)
    made = merkle.append(frontier, size, merkle.leaf_hash(content))
    connection.execute(ADD_LEAF, {"index": size, "kind": kind, "ref": ref, "content": content})
    nodes = [{"level": level, "index": index, "hash": root} for level, index, root in made[1:]]
    if nodes:
        connection.execute(ADD_NODE, nodes)
    connection.execute(GROW, {"grown": size + 1, "roots": b"".join(frontier)})
    return int(size)


def head(connection: sa.Connection, *, hold: bool = False) -> Head:
    """The log as it is now; with `hold` it stays so until the transaction ends."""
    size, packed = connection.execute(HOLD if hold else READ).one()
    return Head(size, merkle.fold(_unpacked(packed)))


def root_at(connection: sa.Connection, size: int) -> bytes:
    """The root that the log had with so many leaves.

    Raises:
        LogInconsistent: some of them are missing.
    """
    return _asking(connection, size, lambda node: merkle.range_root(0, size, node))


def place_of(connection: sa.Connection, kind: str, ref: int) -> int | None:
    """The index of the leaf about a row, if there is one."""
    found = connection.execute(PLACE, {"what": kind, "number": ref}).scalar()
    return None if found is None else int(found)


def inclusion(connection: sa.Connection, index: int, size: int) -> list[bytes]:
    """The proof that a leaf is in the log of so many leaves.

    Raises:
        LogInconsistent: some of them are missing.
    """
    return _asking(connection, size, lambda node: merkle.inclusion(index, size, node))


def inclusions(connection: sa.Connection, indexes: Iterable[int], size: int) -> dict[int, list[bytes]]:
    """Index → the proof that this leaf is in the log of so many leaves; asked for together, because they share nodes.

    Raises:
        LogInconsistent: some of them are missing.
    """
    places = tuple(indexes)
    return _asking(connection, size, lambda node: {place: merkle.inclusion(place, size, node) for place in places})


def consistency(connection: sa.Connection, old: int, new: int) -> list[bytes]:
    """The proof that the log of `old` leaves is the beginning of the log of `new`.

    Raises:
        LogInconsistent: some of them are missing.
    """
    return _asking(connection, new, lambda node: merkle.consistency(old, new, node))


def leaves(connection: sa.Connection, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Index and bytes of every leaf from `start` on, in order."""
    for row in connection.execute(ALL, {"start": start}, execution_options=AT_ONCE):
        yield row[0], row[1]


def _asking(connection: sa.Connection, size: int, compute: Callable[[merkle.Node], T]) -> T:
    """What is computed from the roots of perfect subtrees: asked once to learn which, and again when all are there."""
    asked: set[tuple[int, int]] = set()

    def note(level: int, index: int) -> bytes:
        asked.add((level, index))
        return merkle.EMPTY

    compute(note)
    wanted = sorted(asked)
    found = {**_leaf_hashes(connection, wanted), **_inner_nodes(connection, wanted)}
    if len(found) != len(wanted):
        raise LogInconsistent(size=size)
    return compute(lambda level, index: found[level, index])


def _leaf_hashes(connection: sa.Connection, wanted: list[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    places = [index for level, index in wanted if level == 0]
    rows = connection.execute(LEAVES, {"places": places}) if places else ()
    return {(0, index): merkle.leaf_hash(content) for index, content in rows}


def _inner_nodes(connection: sa.Connection, wanted: list[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Asked for by a join: for `IN` over pairs SQLite reads every node there is."""
    places = ", ".join(f"({level}, {index})" for level, index in wanted if level > 0)
    rows = connection.exec_driver_sql(NODES.format(places=places)) if places else ()
    return {(level, index): bytes(root) for level, index, root in rows}


def _unpacked(packed: bytes) -> list[bytes]:
    return [packed[at : at + merkle.LENGTH] for at in range(0, len(packed), merkle.LENGTH)]
