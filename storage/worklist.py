"""The worklist: who waits for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import accounts
from storage.dossiers import dossier
from storage.proposals import listing
from workflow.authority import Actor, Role
from workflow.process import next_roles
from workflow.states import State


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
    found = listing(connection, state)
    for row in found:
        row["waits_for"] = [role.value for role in next_roles(State(row["state"]))]
    if mine is not None:
        actor = accounts.actor(connection, mine)
        found = [row for row in found if _waits_for(row, actor, today)]
    if with_dossiers:
        for row in found:
            row["dossier"] = dossier(connection, row["id"], today).sha256
    return found


def _waits_for(row: dict[str, Any], actor: Actor, today: date) -> bool:
    return any(actor.holds(Role(role), today) for role in row["waits_for"])
