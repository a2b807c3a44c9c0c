"""Copies that were issued: whose bytes these are, and where the log speaks of them.

A petikan that was issued with its decree stands in the leaf of its person's entry; a copy that was made later stands in
the leaf of the recorded act, as a salted hash.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage import change_leaves
from storage.copy_tables import Copy
from storage.governance import Change, ChangeDecision
from storage.issued import Place, proved
from storage.log_tables import ChangeSalt, LogLeaf
from storage.tables import Transition, table
from workflow.errors import DecreeAltered

_c, _t, _leaf, _change = table(Copy), table(Transition), table(LogLeaf), table(Change)
_decision, _salt = table(ChangeDecision), table(ChangeSalt)

WITH_ITS_DECREE = (
    sa.select(_t.c.id, _leaf.c.index.label("place"), _leaf.c.content)
    .join_from(_t, _leaf, (_leaf.c.kind == "transition") & (_leaf.c.ref == _t.c.id))
    .where(_t.c.proposal == sa.bindparam("whose"), _t.c.number == sa.bindparam("decree"))
)
MADE_LATER = (
    sa.select(_change, *(_decision.c[name] for name in ("outcome", "decided_by", "decided_at", "alone")))
    .add_columns(_salt.c.salt, _leaf.c.index.label("place"), _leaf.c.content)
    .join_from(_change, _decision, _decision.c.change == _change.c.id)
    .join(_salt, _salt.c.change == _change.c.id)
    .join(_leaf, (_leaf.c.kind == "change") & (_leaf.c.ref == _change.c.id))
    .where(_change.c.id == sa.bindparam("made"))
)


@dataclass(frozen=True)
class IssuedCopy:
    """A copy of a decree.

    Attributes:
        kind: petikan, salinan or pertinggal.
        proposal: whom a petikan is for; None for a copy of the whole decree.
    """

    kind: str
    proposal: int | None
    place: Place


def with_bytes(connection: sa.Connection, hashes: Sequence[str]) -> IssuedCopy | None:
    """The copy whose bytes have one of these SHA-256, if any.

    Raises:
        DecreeAltered: the log does not speak of it as the table does.
        LogInconsistent: the proof of its leaf does not lead to the checkpoint that should cover it.
    """
    row = connection.execute(sa.select(_c).where(_c.c.sha256.in_(hashes)).order_by(_c.c.id).limit(1)).one_or_none()
    if row is None:
        return None
    found = _of_entry(connection, row) if row.change is None else _of_act(connection, row)
    if found is None:
        raise DecreeAltered(number=row.number)
    at, entry, content = found
    return IssuedCopy(row.kind, row.proposal, proved(connection, row.number, row.sha256, {at: (entry, content)}))


def _of_entry(connection: sa.Connection, copy: Any) -> tuple[int, int, bytes] | None:
    """Index, entry and bytes of the leaf that commits to a petikan."""
    row = connection.execute(WITH_ITS_DECREE, {"whose": copy.proposal, "decree": copy.number}).one_or_none()
    told = _read(row.content) if row else {}
    right = told.get("copy_sha256") == copy.sha256 and told.get("number") == copy.number
    return (row.place, row.id, bytes(row.content)) if row and right else None


def _of_act(connection: sa.Connection, copy: Any) -> tuple[int, None, bytes] | None:
    """Index and bytes of the leaf that commits to the act by which a copy was made."""
    row = connection.execute(MADE_LATER, {"made": copy.change}).mappings().one_or_none()
    if row is None:
        return None
    promised = change_leaves.told(row, bytes(row["salt"]))["commitment"]
    told = _read(row["new"])
    right = (told.get("sha256"), told.get("number")) == (copy.sha256, copy.number)
    right = right and _read(row["content"]).get("commitment") == promised
    return (row["place"], None, bytes(row["content"])) if right else None


def _read(text: Any) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
