"""Changes of the agency's own data: who asked, who agreed, why, and what stood there before and after.

A change is asked for with `ask`. Acts that weigh on every decision (roles, mandates, parameters) wait for a second
administrator once there are two; until then one acts alone, and the log says so. Changes are made one after the other:
whoever makes one holds the office of the administrators until the end of the transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any

import sqlalchemy as sa

from storage import accounts, change_leaves
from storage.dossiers import LARGEST_ID
from storage.governance import Change, ChangeDecision, Office
from storage.proposals import require
from storage.tables import Account, AccountRole, table
from workflow.authority import Role
from workflow.canonical import plain
from workflow.errors import ChangeDecided, InvalidField, SecondPerson, UnknownChange
from workflow.text import LONG, filled

_c, _d, _account, _role, _office = (table(row) for row in (Change, ChangeDecision, Account, AccountRole, Office))


UNNAMED = "os:"
"""What stands before an operating-system user where the log would name an account."""


@dataclass(frozen=True)
class By:
    """Who changes something, when, and through which face; `today` is the office-local day.

    Attributes:
        account: an account, or when it is not `named` the operating-system user who sets the installation up.
    """

    account: str
    at: datetime
    today: date
    os_user: str
    channel: str = "cli"
    named: bool = True


Apply = Callable[[sa.Connection, dict[str, Any], By], dict[str, Any]]
"""Writes what was asked for, after checking it; returns what there is to say of it."""


@dataclass(frozen=True)
class Act:
    """A kind of change.

    Attributes:
        two_persons: whether a second administrator must agree.
    """

    name: str
    apply: Apply
    two_persons: bool


ACTS: dict[str, Act] = {}
"""Name → act; filled by the files that know how to write them."""


def act(name: str, *, two_persons: bool = False) -> Callable[[Apply], Apply]:
    """Enter a function into ACTS."""

    def enter(apply: Apply) -> Apply:
        ACTS[name] = Act(name, apply, two_persons)
        return apply

    return enter


def ask(
    connection: sa.Connection, name: str, subject: str, told: dict[str, Any], reason: str, by: By, old: Any = None
) -> dict[str, Any]:
    """Make a change, or leave it waiting for a second administrator.

    Args:
        subject: what it is about, in a word or two.
        told: what the act's function is given; plain JSON values.
        old: what stood there before.

    Raises:
        RoleMissing: the account is no administrator.
        InvalidField: there is no reason.
        Refused: whatever the act itself finds wrong; nothing is stored.
    """
    hold_office(connection, Role.admin)
    _administrator(connection, by)
    waits = ACTS[name].two_persons and administrators(connection) > 1
    with connection.begin_nested() as attempt:
        said = ACTS[name].apply(connection, told, by)
        if waits:
            attempt.rollback()
    id = _keep(connection, name, subject, told, reason, by, old)
    if waits:
        return {"change": id, "status": "asked"}
    _decide(connection, id, "done", by, alone=True)
    return {"change": id, "status": "done", **said}


def set_up(
    connection: sa.Connection,
    name: str,
    subject: str,
    told: dict[str, Any],
    reason: str,
    by: By,
    old: Any = None,
    *,
    bound: bool = False,
) -> dict[str, Any]:
    """Make a change as `ask` does, or without an account while there are no two administrators to agree.

    Args:
        bound: whether only administrators count who are bound to an operating-system user, and so can act.

    Raises:
        InvalidField: there are two administrators, so one of them must ask.
        Refused: whatever `ask` or the act itself finds wrong; nothing is stored.
    """
    if by.named:
        return ask(connection, name, subject, told, reason, by, old)
    hold_office(connection, Role.admin)
    if administrators(connection, bound=bound) > 1:
        raise InvalidField(
            field="--as",
            problem="sudah ada dua administrator, jadi perubahan harus diajukan salah satunya. Sebutkan akunnya dengan --as.",
            problem_en="there are two administrators, so one of them must ask for changes. Name the account with --as.",
        )
    said = ACTS[name].apply(connection, told, by)
    id = _keep(connection, name, subject, told, reason, by, old)
    _decide(connection, id, "done", by, alone=True)
    return {"change": id, "status": "done", **said}


def record(connection: sa.Connection, name: str, subject: str, told: dict[str, Any], reason: str, by: By) -> int:
    """Keep an act that was done and needs no administrator, with its leaf in the log; returns its number."""
    hold_office(connection, Role.admin)
    id = _keep(connection, name, subject, told, reason, by, None)
    _decide(connection, id, "done", by, alone=True)
    return id


def confirm(connection: sa.Connection, id: int, by: By) -> dict[str, Any]:
    """Agree to a change that someone else asked for, and make it.

    Raises:
        UnknownChange, ChangeDecided: there is no such change, or it is no longer waiting.
        SecondPerson: whoever asked cannot agree to it.
    """
    import_module("storage.acts")  # every act is entered before one of them is looked up
    row = _waiting(connection, id, by)
    asked_by, mine = (accounts.actor(connection, name) for name in (row.asked_by, by.account))
    if mine.is_same_person(asked_by.account, asked_by.nip):
        raise SecondPerson(change=id)
    said = ACTS[row.act].apply(connection, json.loads(row.new), by)
    _decide(connection, id, "done", by, alone=False)
    return {"change": id, "status": "done", **said}


def refuse(connection: sa.Connection, id: int, by: By) -> dict[str, Any]:
    """Turn a change down; whoever asked may take it back in this way.

    Raises:
        UnknownChange, ChangeDecided: there is no such change, or it is no longer waiting.
    """
    _waiting(connection, id, by)
    _decide(connection, id, "refused", by, alone=False)
    return {"change": id, "status": "refused"}


def administrators(connection: sa.Connection, *, bound: bool = False) -> int:
    """How many persons administer: several accounts of one person cannot agree with each other.

    Args:
        bound: whether only those count who are bound to an operating-system user.
    """
    person = sa.func.coalesce(_account.c.nip, _account.c.name)
    query = sa.select(sa.func.count(person.distinct())).join(_role, _role.c.account == _account.c.name)
    if bound:
        query = query.where(_account.c.os_user.is_not(None))
    return int(connection.execute(query.where(_role.c.role == Role.admin)).scalar_one())


def changes(connection: sa.Connection, *, waiting: bool = False) -> list[dict[str, Any]]:
    """Every change, newest first, with what became of it; or only those that wait for a second person."""
    decided = (_d.c.outcome, _d.c.decided_by, _d.c.decided_at, _d.c.alone)
    query = sa.select(_c, *decided).outerjoin_from(_c, _d, _d.c.change == _c.c.id).order_by(_c.c.id.desc())
    if waiting:
        query = query.where(_d.c.change.is_(None))
    return [
        {**row, "status": row["outcome"] or "asked", "old": _read(row["old"]), "new": _read(row["new"])}
        for row in connection.execute(query).mappings()
    ]


def hold_office(connection: sa.Connection, role: Role) -> None:
    """Let nobody change who holds an office, and no step be taken by it, until this transaction ends.

    SQLite's writers are alone anyway.
    """
    connection.execute(sa.select(_office.c.role).where(_office.c.role == role).with_for_update())


def _keep(
    connection: sa.Connection, name: str, subject: str, told: dict[str, Any], reason: str, by: By, old: Any
) -> int:
    why = filled("--reason", reason, LONG, one_line=False)
    row = {"act": name, "subject": subject, "old": _written(old), "new": _written(told), "reason": why}
    who = {"asked_by": by.account, "asked_at": by.at, "os_user": by.os_user, "channel": by.channel}
    return int(connection.execute(_c.insert().values(**row, **who).returning(_c.c.id)).scalar_one())


def _administrator(connection: sa.Connection, by: By) -> None:
    actor = accounts.actor(connection, by.account)
    require(actor, (Role.admin,), by.today, "mengubah data instansi", "change the agency's data")


def _waiting(connection: sa.Connection, id: int, by: By) -> Any:
    hold_office(connection, Role.admin)
    _administrator(connection, by)
    possible = 0 < id <= LARGEST_ID
    row = connection.execute(sa.select(_c).where(_c.c.id == id)).one_or_none() if possible else None
    if row is None:
        raise UnknownChange(change=id)
    decided = connection.execute(sa.select(_d).where(_d.c.change == id)).one_or_none()
    if decided is not None:
        raise ChangeDecided(change=id, by=decided.decided_by)
    return row


def _decide(connection: sa.Connection, id: int, outcome: str, by: By, *, alone: bool) -> None:
    who = {"decided_by": by.account, "decided_at": by.at, "alone": alone}
    connection.execute(_d.insert().values(change=id, outcome=outcome, **who))
    change_leaves.append(connection, id)


def _written(value: Any) -> str | None:
    return None if value is None else json.dumps(plain(value), ensure_ascii=False, sort_keys=True)


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)
