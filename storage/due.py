"""What is due: steps, answers to objections, reviews of moves, and corrective steps, by their days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage import accounts
from storage.watch import Watch, watch
from storage.worklist import is_for, listed
from workflow.authority import Kind, Role
from workflow.objections import ANSWER_DAYS, answer_due
from workflow.papers import SURVEY
from workflow.process import next_roles
from workflow.states import State

Item = dict[str, Any]

_OBJECTIONS = sa.text("SELECT id, proposal, decree, received FROM objection WHERE outcome IS NULL ORDER BY id").columns(
    received=sa.Date
)
_CORRECTIONS = sa.text(
    """
    SELECT t.proposal, t.number, y.content FROM transition t
    JOIN proposal p ON p.id = t.proposal AND p.state = 'monitoring' JOIN payload y ON y.transition = t.id
    WHERE t.verb = 'correct' ORDER BY t.id
    """
).columns(content=sa.LargeBinary)
_NOTES = sa.text(
    """
    SELECT d.proposal, d.dated FROM document d JOIN proposal p ON p.id = d.proposal AND p.state = 'monitoring'
    WHERE d.type = :type AND d.dated IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM verification v WHERE v.document = d.id AND v.verdict = 'refused'
        AND v.id = (SELECT max(n.id) FROM verification n WHERE n.document = d.id)
    ) ORDER BY d.dated, d.id
    """
).columns(dated=sa.Date)


def due(connection: sa.Connection, now: datetime, *, late: bool = False, mine: str | None = None) -> list[Item]:
    """Everything that has a day by which it should be done, the earliest first.

    Each is `{kind, proposal, state, nip, person, due, late, waits_for, endorses}`; `kind` is `step`, `objection` (also
    `objection`, `decree`), `review` (also `interval`, in days) or `correction` (also `decree`, `finding`, `step`, `owner`).

    Args:
        late: only what is late.
        mine: only what waits for this account.
    """
    seen = watch(connection, now)
    rows = {row["id"]: row for row in listed(connection, seen)}
    found = [*_steps(rows), *_objections(connection, rows, seen)]
    found += [*_reviews(connection, rows, seen), *_corrections(connection, rows, seen)]
    if late:
        found = [item for item in found if item["late"]]
    if mine is not None:
        actor = accounts.actor(connection, mine)
        found = [item for item in found if is_for(item, actor, now, seen.today)]
    return sorted(found, key=lambda item: (item["due"], item["proposal"], item["kind"]))


def _item(kind: str, row: Item, day: date, late: int, **more: Any) -> Item:
    of = {"kind": kind, "proposal": row["id"], **{name: row[name] for name in ("state", "nip", "person")}}
    waits_for = [role.value for role in next_roles(State(row["state"]))]
    return of | {"due": day, "late": late, "waits_for": waits_for, "endorses": None} | more


def _steps(rows: dict[int, Item]) -> Iterator[Item]:
    for row in rows.values():
        if row["due"]:
            waiting = {name: row[name] for name in ("waits_for", "endorses")}
            yield _item("step", row, row["due"], row["late"], **waiting)


def _objections(connection: sa.Connection, rows: dict[int, Item], seen: Watch) -> Iterator[Item]:
    """Objections without an answer, by the day until which the authority may take for it."""
    for one in connection.execute(_OBJECTIONS):
        row = rows[one.proposal]
        days = ANSWER_DAYS.value(seen.parameters, Kind(row["kind"]), seen.today)
        assert isinstance(days, int)
        day = answer_due(one.received, seen.calendar, days)
        told = {"objection": one.id, "decree": one.decree, "waits_for": [Role.authority.value]}
        yield _item("objection", row, day, seen.late(day), **told)


def _reviews(connection: sa.Connection, rows: dict[int, Item], seen: Watch) -> Iterator[Item]:
    """Reviews of monitored moves whose notes are not filed; notes count for the earliest review they can be of."""
    notes: dict[int, list[date]] = {}
    for filed in connection.execute(_NOTES, {"type": SURVEY}):
        notes.setdefault(filed.proposal, []).append(filed.dated)
    for proposal, tmt in seen.effects.items():
        row, free = rows[proposal], notes.get(proposal, [])
        for interval, day in seen.reviews(Kind(row["kind"]), tmt).items():
            held = next((dated for dated in free if dated >= day), None)
            if held is None:
                yield _item("review", row, day, seen.late(day), interval=interval)
            else:
                free.remove(held)


def _corrections(connection: sa.Connection, rows: dict[int, Item], seen: Watch) -> Iterator[Item]:
    """Corrective steps of monitored moves, as their decrees ordered them."""
    for ordered in connection.execute(_CORRECTIONS):
        told = json.loads(ordered.content)["cases"][0]["data"]
        day = date.fromisoformat(told["due"])
        of = {"decree": ordered.number, **{name: told[name] for name in ("finding", "step", "owner")}}
        yield _item("correction", rows[ordered.proposal], day, seen.late(day), **of)
