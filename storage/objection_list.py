"""The list of objections, each with its limits: until when it could be filed, and until when it is to be answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import agency
from storage.accounts import full_name
from storage.governance import Parameter
from storage.holidays import working_days
from storage.proposals import state_of
from storage.tables import Objection, Person, Proposal, Transition, table
from workflow.authority import Kind
from workflow.objections import ANSWER_DAYS, FILING_DAYS, answer_due, days_late, filing_due
from workflow.parameters import Parameter as Settable
from workflow.parameters import ParameterFacts
from workflow.planning.calendar import local_day
from workflow.planning.working_days import WorkingDays

_o, _p, _person, _t = table(Objection), table(Proposal), table(Person), table(Transition)
_parameter = table(Parameter)

_LISTED = (
    sa.select(
        _o,
        _p.c.kind,
        _p.c.state,
        _p.c.nip,
        *(_person.c[name] for name in ("name", "title_before", "title_after")),
        _t.c.verb.label("decree_verb"),
        _t.c.at.label("decree_at"),
    )
    .select_from(
        _o.join(_p, _p.c.id == _o.c.proposal)
        .join(_person, _person.c.nip == _p.c.nip)
        .join(_t, (_t.c.proposal == _o.c.proposal) & (_t.c.number == _o.c.decree))
    )
    .order_by(_o.c.id)
)
_TOLD = sa.select(*(_parameter.c[name] for name in ("subject", "name", "kind", "value", "since", "until"))).where(
    _parameter.c.subject == FILING_DAYS.subject
)


def objections(
    connection: sa.Connection, today: date, *, proposal: int | None = None, waiting: bool = False
) -> list[dict[str, Any]]:
    """Objections, oldest first, of one proposal or of all.

    Each has `file_until` and `late` (working days by which it came too late), `due` and `overdue` (working days by
    which its answer came too late, or has not come until today); both are 0 in time.

    Args:
        waiting: only those without an answer.

    Raises:
        UnknownProposal: there is no such proposal.
    """
    query = _LISTED
    if proposal is not None:
        state_of(connection, proposal)
        query = query.where(_o.c.proposal == proposal)
    if waiting:
        query = query.where(_o.c.outcome.is_(None))
    rows = connection.execute(query).all()
    if not rows:
        return []
    told = [ParameterFacts(*row) for row in connection.execute(_TOLD)]
    zone, calendar = agency.agency(connection).zone, working_days(connection)
    return [_row(row, local_day(row.decree_at, zone), told, calendar, today) for row in rows]


def _row(row: Any, decreed: date, told: Iterable[ParameterFacts], calendar: WorkingDays, today: date) -> dict[str, Any]:
    """One objection with its limits, by the parameters in force when they began to run."""
    kind = Kind(row.kind)
    until = filing_due(decreed, calendar, _days(FILING_DAYS, told, kind, decreed))
    due = answer_due(row.received, calendar, _days(ANSWER_DAYS, told, kind, row.received))
    kept = ("id", "proposal", "nip", "state", "decree", "decree_verb", "received", "grounds", "document")
    end = ("filed_by", "filed_at", "outcome", "answer", "answered_on", "answered_by", "answered_at")
    return {
        **{name: row._mapping[name] for name in kept},
        "name": full_name(row.title_before, row.name, row.title_after),
        "decree_date": decreed,
        "file_until": until,
        "late": days_late(until, row.received, calendar),
        "due": due,
        "overdue": days_late(due, row.answered_on or today, calendar),
        **{name: row._mapping[name] for name in end},
    }


def _days(limit: Settable, told: Iterable[ParameterFacts], kind: Kind, day: date) -> int:
    found = limit.value(told, kind, day)
    assert isinstance(found, int)
    return found
