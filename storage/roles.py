"""Accounts, the roles that they are given, and the users that they are bound to: each change is kept with who and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from storage import accounts, changes
from storage.changes import UNNAMED, By, act
from storage.tables import AccountRole, table
from workflow.authority import ROLE_LABELS, Role
from workflow.canonical import plain
from workflow.errors import InvalidField

_r = table(AccountRole)


@dataclass(frozen=True)
class NewAccount:
    """An account with its roles, which hold from the beginning of the day on which it is made."""

    name: str
    roles: tuple[Role, ...]
    nip: str | None = None
    unit: str | None = None
    os_user: str | None = None


def add_account(connection: sa.Connection, new: NewAccount, reason: str, by: By) -> dict[str, Any]:
    """Make an account, or ask a second administrator to agree to it; see `storage.changes.set_up`.

    Raises:
        AlreadyExists: the name is taken.
        UnknownPerson, UnknownUnit: nobody has that NIP, no unit that code.
        InvalidField: the name could be taken for a user of the operating system, or an administrator must ask.
        RoleMissing: the account is no administrator.
    """
    if new.name.startswith(UNNAMED):
        raise InvalidField(
            field="NAMA",
            problem=f"tidak boleh diawali “{UNNAMED}”, sebutan bagi pengguna sistem operasi. Pilih nama lain.",
            problem_en=f"must not begin with “{UNNAMED}”, which stands for a user of the operating system. Choose another.",
        )
    return changes.set_up(connection, "account add", new.name, plain(asdict(new)), reason, by)


def bind_account(connection: sa.Connection, name: str, os_user: str, reason: str, by: By) -> dict[str, Any]:
    """Bind an account to an operating-system user, without which it cannot act; see `storage.changes.set_up`.

    Raises:
        UnknownAccount: there is no such account.
        InvalidField: an administrator must ask.
        RoleMissing: the account is no administrator.
    """
    old = {"os_user": accounts.os_user(connection, name)}
    told = {"name": name, "os_user": os_user}
    return changes.set_up(connection, "account bind", name, told, reason, by, old=old, bound=True)


def grant(connection: sa.Connection, name: str, role: Role, reason: str, by: By) -> dict[str, Any]:
    """Give an account a role, from the beginning of the day on which it is done.

    Raises:
        UnknownAccount: there is no such account.
        InvalidField: it has the role.
        RoleMissing: `by` is no administrator.
    """
    return _change(connection, "account grant", name, role, reason, by)


def revoke(connection: sa.Connection, name: str, role: Role, reason: str, by: By) -> dict[str, Any]:
    """Take a role from an account; a step that it is taking by it is refused.

    Raises:
        UnknownAccount: there is no such account.
        InvalidField: it does not have the role, or is the last administrator.
        RoleMissing: `by` is no administrator.
    """
    return _change(connection, "account revoke", name, role, reason, by)


def _change(connection: sa.Connection, act: str, name: str, role: Role, reason: str, by: By) -> dict[str, Any]:
    old = {"roles": sorted(accounts.actor(connection, name).roles)}
    return changes.ask(connection, act, name, {"name": name, "role": role.value}, reason, by, old=old)


@act("account add", two_persons=True)
def _add(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    given = [Role(role) for role in told["roles"]]
    for role in sorted(set(given)):
        changes.hold_office(connection, role)
    bound = {field: told[field] for field in ("nip", "unit", "os_user")}
    accounts.add_account(connection, told["name"], given, **bound, now=by.at, today=by.today)
    return told


@act("account bind", two_persons=True)
def _bind(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    accounts.bind(connection, told["name"], told["os_user"])
    return told


@act("account grant", two_persons=True)
def _grant(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    role = Role(told["role"])
    changes.hold_office(connection, role)
    if role in accounts.actor(connection, told["name"]).roles:
        raise _role_problem("sudah memegang peran {}.", "has the role {} already.", told["name"], role)
    connection.execute(_r.insert().values(account=told["name"], role=role.value, since=by.today))
    return {**told, "since": by.today.isoformat()}


@act("account revoke", two_persons=True)
def _revoke(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    role = Role(told["role"])
    changes.hold_office(connection, role)
    mine = (_r.c.account == told["name"]) & (_r.c.role == role.value)
    if connection.execute(_r.delete().where(mine)).rowcount == 0:
        raise _role_problem("tidak memegang peran {}.", "does not have the role {}.", told["name"], role)
    if role is Role.admin and changes.administrators(connection) == 0:
        raise InvalidField(
            field="PERAN",
            problem=f"{told['name']} adalah administrator terakhir. Beri peran itu kepada orang lain dulu dengan `mutasi account grant`.",
            problem_en=f"{told['name']} is the last administrator. First give the role to someone else with `mutasi account grant`.",
        )
    return told


def _role_problem(id_: str, en: str, name: str, role: Role) -> InvalidField:
    label, label_en = ROLE_LABELS[role]
    return InvalidField(
        field="PERAN",
        problem=f"akun {name} {id_.format(label)} Lihat peran semua akun dengan `mutasi account list`.",
        problem_en=f"the account {name} {en.format(label_en)} See the roles of all accounts with `mutasi account list`.",
    )
