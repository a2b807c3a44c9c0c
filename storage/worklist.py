"""The worklist: which proposals there are, where they stand, for whom they wait and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage import accounts
from storage.holding import IN_EFFECT
from storage.watch import Watch, aware, watch
from workflow.authority import Actor, Role
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
    now: datetime,
    *,
    state: State | None = None,
    mine: str | None = None,
    with_dossiers: bool = False,
) -> list[dict[str, Any]]:
    """The proposals, the longest waiting first, each with the offices that have the next word and its deadline.

    Args:
        mine: only what waits for this account.
        with_dossiers: add the hash of each dossier, which costs reading it.
    """
    seen = watch(connection, now)
    found = listed(connection, seen, state)
    if mine is not None:
        actor = accounts.actor(connection, mine)
        found = [row for row in found if is_for(row, actor, now, seen.today)]
    if with_dossiers:
        from storage.dossiers import dossier

        for row in found:
            row["dossier"] = dossier(connection, row["id"], seen.today).sha256
    return found


def listed(connection: sa.Connection, seen: Watch, state: State | None = None) -> list[dict[str, Any]]:
    """Every proposal, or those in a state, with what the watch tells of it."""
    asked = {"day": seen.today} | ({"state": state.value} if state else {})
    rows = connection.execute(_IN_STATE if state else _ALL, asked)
    return [_shown(row._asdict(), seen) for row in rows]


def _shown(row: dict[str, Any], seen: Watch) -> dict[str, Any]:
    return row | {"changed_at": aware(row["changed_at"])} | seen.told(row)


def is_for(row: Mapping[str, Any], actor: Actor, now: datetime, today: date) -> bool:
    """Whether the actor holds one of the offices that a row waits for."""
    return any(actor.held(Role(office), now, today) for office in row["waits_for"])


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many proposals stand in each state."""
    return {row.state: row.found for row in connection.execute(_COUNTS)}


def in_state(connection: sa.Connection, state: State) -> list[int]:
    """The numbers of the proposals in a state, oldest first."""
    return list(connection.execute(_IDS, {"state": state.value}).scalars())
