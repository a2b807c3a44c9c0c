"""The worklist: which proposals there are, where they stand, and for whom they wait."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import sqlalchemy as sa

from storage import accounts
from storage.holding import IN_EFFECT
from workflow.authority import Actor, Role
from workflow.process import next_roles
from workflow.states import State

_LISTING = """
    SELECT p.id, p.state, p.version, p.nip, p.post, p.kind, p.changed_at, p.proposed_by, person.name AS person,
        post.name AS post_name, unit.name AS unit_name, origin.name AS origin_name, origin_unit.name AS origin_unit_name
    FROM proposal p JOIN person ON person.nip = p.nip
    JOIN post ON post.code = p.post JOIN unit ON unit.code = post.unit
    JOIN post origin ON origin.code = COALESCE(({elsewhere}), person.post)
    JOIN unit origin_unit ON origin_unit.code = origin.unit
    {where} ORDER BY p.changed_at, p.id
"""
_ELSEWHERE = IN_EFFECT.format(person="person", but="AND a.proposal <> p.id")
_DAY = sa.bindparam("day", type_=sa.Date)


def _listing(where: str) -> Any:
    query = sa.text(_LISTING.format(elsewhere=_ELSEWHERE, where=where))
    return query.bindparams(_DAY).columns(changed_at=sa.DateTime)


_ALL, _IN_STATE = _listing(""), _listing("WHERE p.state = :state")
_COUNTS = sa.text("SELECT state, count(*) AS found FROM proposal GROUP BY state")
_IDS = sa.text("SELECT id FROM proposal WHERE state = :state ORDER BY id")


def worklist(
    connection: sa.Connection,
    today: date,
    *,
    state: State | None = None,
    mine: str | None = None,
    with_dossiers: bool = False,
) -> list[dict[str, Any]]:
    """The proposals, the longest waiting first, each with the roles that may carry it on.

    Args:
        mine: only what waits for this account.
        with_dossiers: add the hash of each dossier, which costs reading it.
    """
    asked = {"day": today} | ({"state": state.value} if state else {})
    rows = connection.execute(_IN_STATE if state else _ALL, asked)
    found = [_shown(row) for row in rows]
    if mine is not None:
        actor = accounts.actor(connection, mine)
        found = [row for row in found if _waits_for(row, actor, today)]
    if with_dossiers:
        from storage.dossiers import dossier

        for row in found:
            row["dossier"] = dossier(connection, row["id"], today).sha256
    return found


def _shown(row: Any) -> dict[str, Any]:
    waits_for = [role.value for role in next_roles(State(row.state))]
    at = row.changed_at if row.changed_at.tzinfo else row.changed_at.replace(tzinfo=UTC)
    return {**row._mapping, "changed_at": at, "waits_for": waits_for}


def _waits_for(row: dict[str, Any], actor: Actor, today: date) -> bool:
    return any(actor.holds(Role(role), today) for role in row["waits_for"])


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many proposals stand in each state."""
    return {row.state: row.found for row in connection.execute(_COUNTS)}


def in_state(connection: sa.Connection, state: State) -> list[int]:
    """The numbers of the proposals in a state, oldest first."""
    return list(connection.execute(_IDS, {"state": state.value}).scalars())
