"""The leaves of a bundle with everything that they speak of, some at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage import log
from storage.change_leaves import COMMITTED
from storage.copy_tables import Copy
from storage.governance import Change
from storage.log_tables import ChangeSalt, LogLeaf
from storage.tables import Decree, Payload, Transition, table
from workflow.authority import Kind
from workflow.canonical import canonical

_leaf, _t, _payload, _decree = table(LogLeaf), table(Transition), table(Payload), table(Decree)
_change, _salt, _copy = table(Change), table(ChangeSalt), table(Copy)

LEAVES = (
    sa.select(*(_leaf.c[name] for name in ("index", "kind", "ref", "content")))
    .where(_leaf.c.index.in_(sa.bindparam("places", expanding=True)))
    .order_by(_leaf.c.index)
)
_ITS_COPY = (
    (_copy.c.number == _t.c.number)
    & (_copy.c.proposal == _t.c.proposal)
    & (_copy.c.sha256 == _t.c.copy_sha256)
    & _copy.c.change.is_(None)
)
STEPS = (
    sa.select(
        *(_t, _payload.c.salt, _payload.c.content),
        *(_decree.c.content.label("decree"), _copy.c.content.label("excerpt")),
    )
    .outerjoin_from(_t, _payload, _payload.c.transition == _t.c.id)
    .outerjoin(_decree, _decree.c.number == _t.c.number)
    .outerjoin(_copy, _ITS_COPY)
    .where(_t.c.id.in_(sa.bindparam("ids", expanding=True)))
)
CHANGES = (
    sa.select(_change, _salt.c.salt)
    .join_from(_change, _salt, _salt.c.change == _change.c.id)
    .where(_change.c.id.in_(sa.bindparam("ids", expanding=True)))
)


@dataclass(frozen=True)
class Case:
    """What people read of a payload: the note, what the rules found, where the person came from, and what was proposed."""

    note: str | None
    findings: list[dict[str, Any]]
    post: str
    unit: str
    about: dict[str, Any]


@dataclass(frozen=True)
class Leaf:
    """One leaf of the log.

    Attributes:
        content: its bytes.
        proof: that it is in the log, from the leaf upwards.
        row: of a transition, with its `decree` and its `excerpt`; None where it is no longer there.
        payload: salt and bytes of what the leaf commits to; None where they are no longer there.
        case: of a transition, what its payload says; None where that cannot be read.
    """

    index: int
    kind: str
    ref: int
    content: bytes
    proof: Sequence[bytes]
    row: Any = None
    payload: tuple[bytes, bytes] | None = None
    case: Case | None = None


def leaves(connection: sa.Connection, places: Sequence[int], size: int) -> list[Leaf]:
    """The leaves at these indexes of a log of so many.

    Raises:
        LogInconsistent: some of the log is missing.
    """
    rows = connection.execute(LEAVES, {"places": places}).all()
    proofs = log.inclusions(connection, [index for index, *_ in rows], size)
    about = {**_steps(connection, rows), **_changes(connection, rows)}
    return [
        Leaf(index, kind, ref, content, proofs[index], **about.get((kind, ref), {}))
        for index, kind, ref, content in rows
    ]


About = dict[tuple[str, int], dict[str, Any]]
"""Kind and ref of a leaf → what else is known of it."""


def _steps(connection: sa.Connection, rows: Sequence[Any]) -> About:
    found: About = {}
    for row in connection.execute(STEPS, {"ids": _refs(rows, "transition")}):
        payload = None if row.salt is None else (_bytes(row.salt), _bytes(row.content))
        found["transition", row.id] = {"row": row, "payload": payload, "case": payload and _case(payload[1])}
    return found


def _changes(connection: sa.Connection, rows: Sequence[Any]) -> About:
    found: About = {}
    for row in connection.execute(CHANGES, {"ids": _refs(rows, "change")}).mappings():
        told = canonical({name: row[name] for name in COMMITTED})
        found["change", row["id"]] = {"payload": (_bytes(row["salt"]), told)}
    return found


def _bytes(value: Any) -> bytes:
    """What stands where bytes should be, as bytes: SQLite may hold anything there, and it is evidence all the same."""
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode(errors="replace")


def _refs(rows: Sequence[Any], kind: str) -> list[int]:
    return [ref for _, mine, ref, _ in rows if mine == kind]


def _case(payload: bytes) -> Case | None:
    """A payload that was altered may be anything; it is evidence all the same."""
    try:
        case = json.loads(payload)["cases"][0]
        origin = case["dossier"]["origin"]
        found = list(case["findings"])
        return Case(case["note"], found, origin["post"]["name"], origin["unit"]["name"], _about(case["dossier"]))
    except (ValueError, LookupError, TypeError):
        return None


def _about(dossier: Any) -> dict[str, Any]:
    """What the paper tells of a proposal; raises ValueError where it is not words."""
    person, target, proposal = dossier["person"], dossier["target"], dossier["proposal"]
    told = {"nip": person["nip"], "name": person["full_name"], "kind": Kind(proposal["kind"]).value}
    place = {"post": target["post"]["name"], "unit": target["unit"]["name"]}
    if not all(isinstance(word, str) for word in (*told.values(), *place.values())):
        raise ValueError("no words")
    return {**told, "target": place}
