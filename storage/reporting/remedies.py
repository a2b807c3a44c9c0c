"""Objections received in a period, and how long their answers took."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage.reporting.period import Period
from storage.tables import Objection, Proposal, table
from storage.watch import Watch
from workflow.authority import Kind
from workflow.objections import ANSWER_DAYS, answer_due

_objection, _proposal = table(Objection), table(Proposal)

OBJECTIONS = (
    sa.select(
        *(_objection.c[name] for name in ("id", "proposal", "decree", "received", "outcome", "answered_on")),
        _proposal.c.kind,
    )
    .join_from(_objection, _proposal, _proposal.c.id == _objection.c.proposal)
    .where(_objection.c.received.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(_objection.c.received, _objection.c.id)
)


def objections(connection: sa.Connection, period: Period, seen: Watch) -> list[dict[str, Any]]:
    """Every objection with its outcome, the working days until its answer, and how many days that was late."""
    rows = connection.execute(OBJECTIONS, {"first": period.first, "last": period.last})
    return [_told(row, seen) for row in rows]


def _told(row: Any, seen: Watch) -> dict[str, Any]:
    limit = ANSWER_DAYS.value(seen.parameters, Kind(row.kind), row.received)
    assert isinstance(limit, int)
    due, until = answer_due(row.received, seen.calendar, limit), row.answered_on or seen.today
    return {
        **{name: getattr(row, name) for name in ("id", "proposal", "decree", "received", "outcome")},
        **{"answered": row.answered_on, "due": due},
        "days": seen.calendar.between(row.received, row.answered_on) if row.answered_on else None,
        "late": max(0, seen.calendar.between(due, until)),
    }
