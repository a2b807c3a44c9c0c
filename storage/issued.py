"""What was issued: whose bytes these are, where the log speaks of them, and what was revoked since.

The log decides, not the rows beside it: a decree is what its leaves commit to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage import checkpoints, log, merkle
from storage.log_tables import LogLeaf
from storage.tables import Booking, Claim, Decree, Transition, table
from workflow.errors import DecreeAltered, LogInconsistent, UnknownDecree

_t, _leaf, _decree, _claim, _b = (table(row) for row in (Transition, LogLeaf, Decree, Claim, Booking))

ENTRIES = (
    sa.select(_t.c.id, _leaf.c.index.label("place"), _leaf.c.content)
    .join_from(_decree, _claim, _claim.c.booking == _decree.c.booking)
    .join(_t, (_t.c.proposal == _claim.c.proposal) & (_t.c.version == _claim.c.version + 1))
    .outerjoin(_leaf, (_leaf.c.kind == "transition") & (_leaf.c.ref == _t.c.id))
    .where(_decree.c.number == sa.bindparam("decree"))
    .order_by(_t.c.id)
)
REVOKING = {"annul": "approve", "resume": "suspend"}
"""A verb → the verb whose decree it revokes."""

REVOCATIONS = (
    sa.select(_t.c.proposal, _t.c.verb, _t.c.number)
    .join_from(_decree, _claim, _claim.c.booking == _decree.c.booking)
    .join(_t, _t.c.proposal == _claim.c.proposal)
    .where(_decree.c.number == sa.bindparam("decree"), _t.c.verb.in_([*REVOKING, *REVOKING.values()]))
    .order_by(_t.c.id)
)


@dataclass(frozen=True)
class Covered:
    """The checkpoint that covers a leaf: the name of the log, how many leaves it had, and the signed note."""

    origin: str
    size: int
    note: str


@dataclass(frozen=True)
class Leaf:
    """One leaf that commits to a decree, or to a copy of it.

    Attributes:
        entry: of history, from 1; None for a recorded act. index: of the leaf in the log, from 0.
        content: the bytes of the leaf; proof: from it upwards to the root of the checkpoint, empty without one.
    """

    entry: int | None
    index: int
    content: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True)
class Place:
    """Where the log speaks of a decree, or of a copy of it.

    Attributes:
        sha256: of the bytes that the log commits to.
        covered: the newest checkpoint, when it covers every leaf and the proofs lead to its root.
    """

    number: str
    sha256: str
    leaves: tuple[Leaf, ...]
    covered: Covered | None


def with_codes(connection: sa.Connection, codes: Sequence[str]) -> list[str]:
    """The issued numbers to which some verification codes belong."""
    query = sa.select(_decree.c.number).join_from(_decree, _b, _b.c.id == _decree.c.booking)
    return list(connection.execute(query.where(_b.c.code.in_(codes)).order_by(_b.c.id)).scalars())


def among(connection: sa.Connection, numbers: Sequence[str]) -> list[str]:
    """Those of some numbers under which a decree was issued."""
    query = sa.select(_decree.c.number).where(_decree.c.number.in_(numbers)).order_by(_decree.c.booking)
    return list(connection.execute(query).scalars())


def with_bytes(connection: sa.Connection, hashes: Sequence[str]) -> list[str]:
    """The numbers under which bytes of one of these SHA-256 were issued, by what history says."""
    query = sa.select(_t.c.number).where(_t.c.decree_sha256.in_(hashes)).distinct()
    return list(connection.execute(query).scalars())


def place(connection: sa.Connection, number: str) -> Place:
    """Where the log speaks of an issued decree, with the proofs checked.

    Raises:
        UnknownDecree: nothing was issued under that number.
        DecreeAltered: its leaves are missing, or do not say what history says.
        LogInconsistent: the proof of a leaf does not lead to the checkpoint that should cover it.
    """
    rows = connection.execute(ENTRIES, {"decree": number}).all()
    if not rows and not among(connection, [number]):
        raise UnknownDecree(number=number)
    told = {_said(row.content) for row in rows}
    if len(told) != 1 or any(name != number for name, _ in told):
        raise DecreeAltered(number=number)
    ((_, sha256),) = told
    return proved(connection, number, str(sha256), {row.place: (row.id, bytes(row.content)) for row in rows})


def proved(
    connection: sa.Connection, number: str, sha256: str, leaves: Mapping[int, tuple[int | None, bytes]]
) -> Place:
    """The place of what some leaves commit to, with their proofs to the newest checkpoint when it covers them all.

    Args:
        leaves: index → entry of history, and bytes.

    Raises:
        LogInconsistent: a proof does not lead to the root of that checkpoint.
    """
    last = checkpoints.latest(connection)
    if last is None or last.size <= max(leaves):
        return Place(number, sha256, tuple(Leaf(entry, at, told, ()) for at, (entry, told) in leaves.items()), None)
    proofs = log.inclusions(connection, leaves, last.size)
    for at, (_, told) in leaves.items():
        root = merkle.root_of_inclusion(merkle.leaf_hash(told), at, last.size, proofs[at])
        if root is None or root.hex() != last.root:
            raise LogInconsistent(size=last.size)
    found = tuple(Leaf(entry, at, told, tuple(proofs[at])) for at, (entry, told) in leaves.items())
    return Place(number, sha256, found, Covered(last.origin, last.size, last.note))


def _said(leaf: Any) -> tuple[Any, Any]:
    """The number and the SHA-256 of a decree as a leaf says them."""
    try:
        told = json.loads(leaf)
        return told["number"], told["decree_sha256"]
    except (ValueError, LookupError, TypeError):
        return None, None


def revoked(connection: sa.Connection, number: str) -> dict[int, str]:
    """Proposal → number of the decree that revoked this one for it; without those for which it is in force."""
    newest: dict[tuple[int, str], str] = {}
    found: dict[int, str] = {}
    for row in connection.execute(REVOCATIONS, {"decree": number}):
        newest[row.proposal, row.verb] = row.number
        if newest.get((row.proposal, REVOKING.get(row.verb, ""))) == number:
            found[row.proposal] = row.number
    return found
