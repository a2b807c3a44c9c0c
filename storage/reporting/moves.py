"""The moves that took effect in a period."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.reporting.period import Period
from storage.tables import Assignment, Payload, Post, Proposal, Transition, table

_seat, _post, _proposal, _t, _payload = (table(row) for row in (Assignment, Post, Proposal, Transition, Payload))

# The decree that returned an annulled person gives a seat, too, and is no move.
MOVES = (
    sa.select(_seat.c.nip, _seat.c.starts, _post.c.unit, _proposal.c.kind, _payload.c.content)
    .join_from(_seat, _post, _post.c.code == _seat.c.post)
    .join(_proposal, _proposal.c.id == _seat.c.proposal)
    .join(_t, (_t.c.proposal == _seat.c.proposal) & (_t.c.number == _seat.c.decree) & (_t.c.verb == "approve"))
    .outerjoin(_payload, _payload.c.transition == _t.c.id)
    .where(
        _seat.c.cancelled_by.is_(None),
        _seat.c.held.is_(False),
        _seat.c.starts.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .order_by(_seat.c.starts, _seat.c.id)
)


@dataclass(frozen=True)
class Move:
    """A move in effect, by units; where it came from is unknown (None) once its payload was erased."""

    nip: str
    starts: date
    kind: str
    to_unit: str
    from_unit: str | None = None
    from_post: str | None = None


def moves(connection: sa.Connection, period: Period) -> list[Move]:
    """The moves that took effect in a period and were not annulled."""
    rows = connection.execution_options(yield_per=200).execute(MOVES, {"first": period.first, "last": period.last})
    return [Move(row.nip, row.starts, row.kind, row.unit, *_origin(row.content)) for row in rows]


def _origin(content: bytes | None) -> tuple[str, ...]:
    """Unit and post that the decree moved the person from."""
    if content is None:
        return ()
    origin = json.loads(content)["cases"][0]["dossier"]["origin"]
    return origin["unit"]["code"], origin["post"]["code"]


def summary(moved: Sequence[Move]) -> dict[str, Any]:
    """How many moves, within one unit, by kind, and from where nobody knows any more."""
    return {
        "total": len(moved),
        "within": sum(move.from_unit == move.to_unit for move in moved),
        "kinds": dict(sorted(Counter(move.kind for move in moved).items())),
        "unknown_origin": sum(move.from_unit is None for move in moved),
    }
