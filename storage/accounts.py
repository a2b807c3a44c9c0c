"""Accounts, their roles, and the persons behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage.tables import Account, AccountRole, Person, table
from workflow.authority import Actor, Role
from workflow.errors import AlreadyExists, UnknownAccount, UnknownPerson, UnknownUnit

_a, _r, _p = table(Account), table(AccountRole), table(Person)

_ACTOR = (
    sa.select(
        *(_a.c.nip, _a.c.unit, _p.c.name, _p.c.title_before, _p.c.title_after, _p.c.rank, _p.c.spouse),
        *(_r.c.role, _r.c.since),
    )
    .select_from(_a.outerjoin(_p, _p.c.nip == _a.c.nip).outerjoin(_r, _r.c.account == _a.c.name))
    .where(_a.c.name == sa.bindparam("account"))
)


def actor(connection: sa.Connection, account: str) -> Actor:
    """The account with its roles, and the person behind it.

    Raises:
        UnknownAccount: there is no such account.
    """
    rows = connection.execute(_ACTOR, {"account": account}).all()
    if not rows:
        raise UnknownAccount(account=account)
    first = rows[0]
    return Actor(
        account=account,
        nip=first.nip,
        name=full_name(first.title_before, first.name, first.title_after) if first.name else None,
        bare_name=first.name,
        rank=first.rank,
        spouse_nip=first.spouse,
        unit=first.unit,
        roles={Role(row.role): row.since for row in rows if row.role},
    )


def full_name(before: str | None, name: str, after: str | None) -> str:
    """A name with its academic titles, as decrees print it."""
    with_before = f"{before} {name}" if before else name
    return f"{with_before}, {after}" if after else with_before


def add_account(
    connection: sa.Connection,
    name: str,
    roles: Sequence[Role],
    *,
    nip: str | None,
    unit: str | None,
    os_user: str | None,
    now: datetime,
    today: date,
) -> None:
    """Create an account whose roles hold from the beginning of `today`.

    Raises:
        AlreadyExists: the name is taken.
        UnknownPerson, UnknownUnit: nobody has that NIP, no unit that code.
    """
    if connection.execute(sa.select(_a.c.name).where(_a.c.name == name)).scalar():
        raise AlreadyExists(what="Akun", what_en="The account", name=name)
    if nip and not connection.execute(sa.select(_p.c.nip).where(_p.c.nip == nip)).scalar():
        raise UnknownPerson(nip=nip)
    if unit and not connection.execute(sa.text("SELECT 1 FROM unit WHERE code = :code"), {"code": unit}).scalar():
        raise UnknownUnit(unit=unit)
    connection.execute(_a.insert().values(name=name, nip=nip, unit=unit, os_user=os_user, created_at=now))
    for role in dict.fromkeys(roles):
        connection.execute(_r.insert().values(account=name, role=role.value, since=today))


def os_user(connection: sa.Connection, account: str) -> str | None:
    """The operating-system user that the account is bound to."""
    row = connection.execute(sa.select(_a.c.os_user).where(_a.c.name == account)).one_or_none()
    if row is None:
        raise UnknownAccount(account=account)
    bound: str | None = row.os_user
    return bound


def accounts(connection: sa.Connection) -> list[dict[str, Any]]:
    """All accounts with their roles, by name."""
    rows = connection.execute(
        sa.select(_a.c.name, _a.c.nip, _a.c.unit, _a.c.os_user, _r.c.role, _p.c.name.label("person"))
        .select_from(_a.outerjoin(_r, _r.c.account == _a.c.name).outerjoin(_p, _p.c.nip == _a.c.nip))
        .order_by(_a.c.name, _r.c.role)
    )
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        entry = found.setdefault(
            row.name,
            {
                "name": row.name,
                "nip": row.nip,
                "person": row.person,
                "unit": row.unit,
                "os_user": row.os_user,
                "roles": [],
            },
        )
        if row.role:
            entry["roles"].append(row.role)
    return list(found.values())
