"""The drawing order of an issued decree, put together again from what its entries were decided on.

The booking forgets its order when the decree is issued; every entry's payload holds the order with its own case alone.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from storage.erased import erased
from storage.log_tables import LogLeaf
from storage.tables import Claim, Decree, Payload, Transition, table
from workflow.canonical import commitment, encode
from workflow.errors import MutasiError, OrderAltered, OrderErased, UnknownDecree

_t, _payload, _leaf, _decree, _claim = (table(row) for row in (Transition, Payload, LogLeaf, Decree, Claim))

ENTRIES = (
    sa.select(_t.c.id, _payload.c.salt, _payload.c.content, _leaf.c.content.label("leaf"))
    .join_from(_decree, _claim, _claim.c.booking == _decree.c.booking)
    .outerjoin(
        _t,
        (_t.c.proposal == _claim.c.proposal)
        & (_t.c.version == _claim.c.version + 1)
        & (_t.c.number == _decree.c.number),
    )
    .outerjoin(_payload, _payload.c.transition == _t.c.id)
    .outerjoin(_leaf, (_leaf.c.kind == "transition") & (_leaf.c.ref == _t.c.id))
    .where(_decree.c.number == sa.bindparam("decree"))
    .order_by(_t.c.id)
)


def drawing(connection: sa.Connection, number: str) -> bytes:
    """The canonical bytes of the order that a decree was drawn from, as they were when its number was booked.

    Every payload is checked against the commitment in the log; the cases stand in the order in which they were enacted.

    Raises:
        UnknownDecree: nothing was issued under that number.
        OrderErased: what a case was decided on was erased; the error names the leaf of the log that says so.
        OrderAltered: what a case was decided on is missing, or is not what the log committed to.
    """
    rows = connection.execute(ENTRIES, {"decree": number}).all()
    if not rows:
        raise UnknownDecree(number=number)
    missing = [row.id for row in rows if row.content is None]
    if missing:
        raise _gone(connection, number, missing)
    return _joined(number, [_payload_of(number, row) for row in rows])


def _gone(connection: sa.Connection, number: str, missing: list[int]) -> MutasiError:
    told = erased(connection).entries
    if all(entry in told for entry in missing):
        return OrderErased(number=number, index=told[missing[0]])
    return OrderAltered(number=number)


def _payload_of(number: str, row: Any) -> dict[str, Any]:
    """What an entry was decided on, when it is what the entry's leaf commits to."""
    try:
        promised = json.loads(row.leaf)["commitment"]
        if commitment(bytes(row.salt), bytes(row.content)) == promised:
            told: dict[str, Any] = json.loads(row.content)
            return told
    except (ValueError, LookupError, TypeError):
        pass
    raise OrderAltered(number=number)


def _joined(number: str, parts: list[dict[str, Any]]) -> bytes:
    """The order of which each payload holds a part; the head that they share must be one and the same."""
    heads = [{name: part[name] for name in part if name not in ("cases", "entry")} for part in parts]
    if any(head != heads[0] for head in heads):
        raise OrderAltered(number=number)
    return encode({**heads[0], "cases": [case for part in parts for case in part["cases"]]})
