"""The official who declares that copies agree with their originals: designated by the agency, changed by two persons."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage import accounts, changes
from storage.agency import agency
from storage.changes import By, act
from storage.copy_tables import Authenticator
from storage.tables import table
from workflow.ports import Designated

_a = table(Authenticator)

CURRENT = sa.select(_a.c.account, _a.c.title, _a.c.on_behalf)


def designated(connection: sa.Connection) -> Designated | None:
    """The designated official with the name of today; None while nobody was designated."""
    row = connection.execute(CURRENT).one_or_none()
    if row is None:
        return None
    actor = accounts.actor(connection, row.account)
    return Designated(
        account=row.account,
        title=row.title,
        on_behalf_of=agency(connection).head_title if row.on_behalf else None,
        name=actor.name or actor.account,
        nip=actor.nip,
        rank=actor.rank,
    )


def designate(
    connection: sa.Connection, account: str, title: str, on_behalf: bool, reason: str, by: By
) -> dict[str, Any]:
    """Designate an official for the copies that are made from now on; see `storage.changes.set_up`.

    Args:
        on_behalf: whether it is done in the name of the agency's head (a.n.).

    Raises:
        UnknownAccount: there is no such account.
        InvalidField, RoleMissing: an administrator must ask.
    """
    accounts.actor(connection, account)
    before = connection.execute(CURRENT).mappings().one_or_none()
    told = {"account": account, "title": title, "on_behalf": on_behalf}
    old = dict(before) if before else None
    return changes.set_up(connection, "authenticator set", account, told, reason, by, old=old)


@act("authenticator set", two_persons=True)
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    accounts.actor(connection, told["account"])
    if connection.execute(_a.update().values(**told)).rowcount == 0:
        connection.execute(_a.insert().values(id=1, **told))
    return told
