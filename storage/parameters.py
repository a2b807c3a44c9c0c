"""The values that the agency has set: rules, deadlines, chains and routes, each for a period and perhaps one kind."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from storage import changes, periods
from storage.changes import By, act
from storage.governance import Parameter
from storage.tables import table
from workflow import settable
from workflow.authority import Kind
from workflow.canonical import plain
from workflow.parameters import ParameterFacts
from workflow.settable import Settable

_p = table(Parameter)
_ALL = sa.select(_p).order_by(_p.c.subject, _p.c.name, _p.c.kind, _p.c.since, _p.c.id)


@dataclass(frozen=True)
class NewValue:
    """A value to be set.

    Attributes:
        kind: the only kind of transfer for which it counts, or None for all.
        since: its first day; None for the day on which the change is made.
        until: its last day; None until another value follows.
    """

    subject: str
    name: str
    value: str
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None


def set_parameter(connection: sa.Connection, new: NewValue, reason: str, by: By) -> dict[str, Any]:
    """Set a value for a period; no period of the same value overlaps another, the earlier one ends.

    Raises:
        InvalidField: it cannot be set, is softer than what ships, or its period has passed or ends before it begins.
        RoleMissing: the account is no administrator.
    """
    value = settable.checked(new.subject, new.name, new.kind, new.value)
    told = plain(asdict(new) | {"value": value})
    old = _before(connection, new, by.today)
    return changes.ask(connection, "parameter set", f"{new.subject} {new.name}", told, reason, by, old=old)


def _before(connection: sa.Connection, new: NewValue, day: date) -> dict[str, Any]:
    """What counts on a day where a new value is to stand, in words, and the agency's own rows there."""
    in_force = settable.find(new.subject, new.name, new.kind).in_force(parameters(connection), day)
    value = in_force[new.kind] if new.kind else settable.summary(in_force)
    return {"value": value, "rows": _rows(connection, new.subject, new.name, new.kind)}


def parameters(connection: sa.Connection) -> list[ParameterFacts]:
    """Every value that the agency has set, past and coming ones too."""
    return [
        ParameterFacts(row.subject, row.name, row.kind, row.value, row.since, row.until)
        for row in connection.execute(_ALL)
    ]


def book(connection: sa.Connection, day: date, subject: str | None = None) -> list[dict[str, Any]]:
    """Everything that may be set: what ships and what counts on a day by kind of transfer, and the agency's own rows."""
    told = parameters(connection)
    return [_entry(one, told, day) for one in settable.catalogue() if subject in (None, one.parameter.subject)]


def _entry(one: Settable, told: list[ParameterFacts], day: date) -> dict[str, Any]:
    parameter = one.parameter
    own = [fact for fact in told if (fact.subject, fact.name) == (parameter.subject, parameter.name)]
    return {
        "subject": parameter.subject,
        "name": parameter.name,
        "kind": one.kind,
        "words": {"id": parameter.words[0], "en": parameter.words[1]},
        "law": one.law,
        "choices": parameter.choices,
        "shipped": one.shipped(),
        "in_force": one.in_force(told, day),
        "own": [fact for fact in own if one.kind is None or fact.kind == one.kind],
    }


@act("parameter set", two_persons=True)
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    kind = Kind(told["kind"]) if told["kind"] else None
    value = settable.checked(told["subject"], told["name"], kind, told["value"])
    since = date.fromisoformat(told["since"]) if told["since"] else by.today
    until = date.fromisoformat(told["until"]) if told["until"] else None
    periods.not_past("--from", since, by.today)
    periods.in_order(since, until)
    rows = _rows(connection, told["subject"], told["name"], told["kind"])
    for row in rows:
        if row["since"] <= since and (row["until"] is None or row["until"] >= since):
            ends = since - timedelta(days=1)
            connection.execute(_p.update().where(_p.c.id == row["id"]).values(until=ends))
    following = [row["since"] - timedelta(days=1) for row in rows if row["since"] > since and _counts(row)]
    until = min([*following, *([until] if until else [])], default=None)
    new = {"subject": told["subject"], "name": told["name"], "kind": told["kind"], "value": value}
    connection.execute(_p.insert().values(**new, since=since, until=until))
    return plain({**new, "since": since, "until": until})


def _rows(connection: sa.Connection, subject: str, name: str, kind: str | None) -> list[dict[str, Any]]:
    """What the agency has set under a name, for this kind or for all, in order."""
    mine = (
        (_p.c.subject == subject) & (_p.c.name == name) & (_p.c.kind.is_(None) if kind is None else _p.c.kind == kind)
    )
    return [dict(row) for row in connection.execute(_ALL.where(mine)).mappings()]


def _counts(row: dict[str, Any]) -> bool:
    """Whether the period has any day; one that was replaced on its first day has none."""
    return row["until"] is None or row["until"] >= row["since"]
