"""Accounts, their roles, and the persons behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from workflow.authority import Actor, Capacity, Mandate, Role
from workflow.errors import AlreadyExists, UnknownAccount, UnknownPerson, UnknownUnit

_ACTOR = sa.text(
    """
    SELECT a.nip, a.unit, p.name, p.title_before, p.title_after, p.rank, p.spouse, r.role, r.since
    FROM account a LEFT JOIN person p ON p.nip = a.nip LEFT JOIN account_role r ON r.account = a.name
    WHERE a.name = :account
    """
).columns(since=sa.Date)
_MANDATES = sa.text(
    """
    SELECT id, office, account, capacity, starts, ends, number, dated, title, through, verbs, kinds, post_kinds
    FROM mandate
    WHERE (account = :account OR office IN (SELECT role FROM account_role WHERE account = :account))
        AND (ends IS NULL OR ends > starts)
    ORDER BY starts DESC, id DESC
    """
).columns(starts=sa.DateTime, ends=sa.DateTime, dated=sa.Date)
_ACCOUNTS = sa.text(
    """
    SELECT a.name, a.nip, a.unit, a.os_user, r.role, p.name AS person
    FROM account a LEFT JOIN account_role r ON r.account = a.name LEFT JOIN person p ON p.nip = a.nip
    ORDER BY a.name, r.role
    """
)
_KNOWN = sa.text("SELECT 1 FROM account WHERE name = :name")
_PERSON = sa.text("SELECT 1 FROM person WHERE nip = :nip")
_UNIT = sa.text("SELECT 1 FROM unit WHERE code = :unit")
_BIND = sa.text("UPDATE account SET os_user = :os_user WHERE name = :name")
_OS_USER = sa.text("SELECT os_user FROM account WHERE name = :name")


def actor(connection: sa.Connection, account: str) -> Actor:
    """The account with its roles, and the person behind it.

    Raises:
        UnknownAccount: there is no such account.
    """
    rows = connection.execute(_ACTOR, {"account": account}).all()
    if not rows:
        raise UnknownAccount(account=account)
    first, mandates = rows[0], connection.execute(_MANDATES, {"account": account}).all()
    return Actor(
        account=account,
        nip=first.nip,
        name=full_name(first.title_before, first.name, first.title_after) if first.name else None,
        bare_name=first.name,
        rank=first.rank,
        spouse_nip=first.spouse,
        unit=first.unit,
        roles={Role(row.role): row.since for row in rows if row.role},
        mandates=tuple(mandate(row) for row in mandates if row.account == account),
        mandated={Role(row.office): in_utc(row.starts) for row in mandates},
    )


def mandate(row: Any) -> Mandate:
    """A mandate from its row; instants carry UTC."""
    return Mandate(
        id=row.id,
        office=Role(row.office),
        capacity=Capacity(row.capacity),
        starts=in_utc(row.starts),
        ends=in_utc(row.ends) if row.ends else None,
        number=row.number,
        dated=row.dated,
        title=row.title,
        through=row.through,
        verbs=split(row.verbs),
        kinds=split(row.kinds),
        post_kinds=split(row.post_kinds),
    )


def in_utc(at: datetime) -> datetime:
    """An instant with its zone: one engine gives it, the other keeps UTC without saying so."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def split(joined: str) -> tuple[str, ...]:
    """The parts of a column that is joined by ";"."""
    return tuple(part for part in joined.split(";") if part)


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
    if connection.execute(_KNOWN, {"name": name}).scalar():
        raise AlreadyExists(what="Akun", what_en="The account", name=name)
    if nip and not connection.execute(_PERSON, {"nip": nip}).scalar():
        raise UnknownPerson(nip=nip)
    if unit and not connection.execute(_UNIT, {"unit": unit}).scalar():
        raise UnknownUnit(unit=unit)
    from storage.tables import Account, AccountRole, table

    row = {"name": name, "nip": nip, "unit": unit, "os_user": os_user, "created_at": now}
    connection.execute(table(Account).insert(), row)
    given = [{"account": name, "role": role.value, "since": today} for role in dict.fromkeys(roles)]
    connection.execute(table(AccountRole).insert(), given)


def bind(connection: sa.Connection, name: str, os_user: str) -> None:
    """Bind an account to an operating-system user.

    Raises:
        UnknownAccount: there is no such account.
    """
    if connection.execute(_BIND, {"name": name, "os_user": os_user}).rowcount == 0:
        raise UnknownAccount(account=name)


def os_user(connection: sa.Connection, account: str) -> str | None:
    """The operating-system user that the account is bound to."""
    row = connection.execute(_OS_USER, {"name": account}).one_or_none()
    if row is None:
        raise UnknownAccount(account=account)
    bound: str | None = row.os_user
    return bound


def accounts(connection: sa.Connection) -> list[dict[str, Any]]:
    """All accounts with their roles, by name."""
    rows = connection.execute(_ACCOUNTS)
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
