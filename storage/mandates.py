"""Mandates: given, ended and listed. A row is never deleted, and an end takes effect at its second.

Whoever changes who holds an office holds its row; steps share it. So an end is dated after every decree that was
signed before it, and is seen by every decree that is enacted after it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage import accounts, agency, installation
from storage.accounts import split
from storage.changes import By, act, ask, hold_office
from storage.dossiers import LARGEST_ID
from storage.governance import Mandate
from storage.tables import Account, Transition, table
from workflow.appointment import Appointment, Standing, check
from workflow.authority import ROLE_LABELS, Capacity, Held, Role
from workflow.capacity import recorded
from workflow.errors import InvalidField, UnknownMandate
from workflow.planning.calendar import local_day

_m, _account, _t = table(Mandate), table(Account), table(Transition)

_OF_OFFICE = (
    sa.select(_m.c.id, _m.c.account, _account.c.nip, _m.c.capacity, _m.c.starts, _m.c.ends)
    .join(_account, _account.c.name == _m.c.account)
    .where(_m.c.office == sa.bindparam("office"))
    .order_by(_m.c.id)
)
_NEWEST = sa.select(sa.func.max(_t.c.at)).where(
    _t.c.actor == sa.bindparam("account"), _t.c.capacity == sa.bindparam("capacity")
)
LIMITS = ("verbs", "kinds", "post_kinds")


def add(connection: sa.Connection, told: dict[str, Any], reason: str, by: By) -> dict[str, Any]:
    """Give a mandate, or ask a second administrator to agree to it; see `storage.changes.ask`.

    Args:
        told: office, holder, capacity, number, dated, starts, ends, given_by, title, through, verbs, kinds, post_kinds
            as plain JSON; instants in UTC.

    Raises:
        InvalidField: the mandate may not be given; the sentence says why.
        UnknownAccount: there is no such holder or giver.
    """
    return ask(connection, "mandate add", f"{told['office']}: {told['holder']}", told, reason, by)


@act("mandate add", two_persons=True)
def _add(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    asked = _asked(told)
    hold_office(connection, asked.office)
    holder = accounts.actor(connection, asked.account)
    giver = accounts.actor(connection, asked.given_by) if asked.given_by else None
    first_day = local_day(asked.starts, agency.agency(connection).zone)
    check(asked, first_day, by.at, holder, giver, _of_office(connection, asked.office))
    row = {name: getattr(asked, name) for name in Appointment.__dataclass_fields__}
    limits = {name: ";".join(told[name]) for name in LIMITS}
    insert = _m.insert().values(**row | limits | {"office": asked.office.value, "capacity": asked.capacity.value})
    return {"mandate": int(connection.execute(insert.returning(_m.c.id)).scalar_one())}


def _asked(told: dict[str, Any]) -> Appointment:
    return Appointment(
        office=Role(told["office"]),
        account=told["holder"],
        capacity=Capacity(told["capacity"]),
        starts=_instant(told["starts"]),
        ends=_instant(told["ends"]) if told["ends"] else None,
        number=told["number"],
        dated=date.fromisoformat(told["dated"]),
        **{name: told[name] for name in ("given_by", "title", "through")},
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _of_office(connection: sa.Connection, office: Role) -> list[Standing]:
    rows = connection.execute(_OF_OFFICE, {"office": office.value})
    return [Standing(r.id, r.account, r.nip, Capacity(r.capacity), r.starts, r.ends) for r in rows]


# Ending


def hold(connection: sa.Connection, id: int) -> Any:
    """The row of a mandate, with its office held: nobody signs by it until this transaction ends.

    The administrators' office is held first, as by every change, so that no two changes wait for each other.

    Raises:
        UnknownMandate: there is no such mandate.
    """
    hold_office(connection, Role.admin)
    mine = _m.select().where(_m.c.id == id)
    row = connection.execute(mine).one_or_none() if 0 < id <= LARGEST_ID else None
    if row is None:
        raise UnknownMandate(mandate=id)
    hold_office(connection, Role(row.office))
    return connection.execute(mine).one()


def end(
    connection: sa.Connection, id: int, ends: datetime | None, number: str | None, reason: str, by: By
) -> dict[str, Any]:
    """End a mandate, now or at an instant to come, or ask a second administrator to agree; see `storage.changes.ask`.

    Whoever wants it to end now calls `hold` and reads the clock for `by` after it.

    Args:
        ends: the instant; None is now.
        number: the letter by which it is ended.

    Raises:
        UnknownMandate: there is no such mandate.
        InvalidField: it has ended already, or the instant lies in the past or after its end.
    """
    row = hold(connection, id)
    if ends is not None and ends < by.at:
        raise InvalidField(
            field="--at",
            problem="saat itu sudah lewat, dan yang sudah ditandatangani tetap sah. Hilangkan --at untuk mengakhiri sekarang.",
            problem_en="that instant has passed, and what was signed stays valid. Leave --at out to end it now.",
        )
    told = {"mandate": id, "ends": ends.isoformat() if ends else None, "number": number}
    return ask(connection, "mandate end", f"{row.office}: {row.account}", told, reason, by, old={"ends": row.ends})


@act("mandate end", two_persons=True)
def _end(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    row = hold(connection, told["mandate"])
    ends = max(by.at, row.starts, *([_instant(told["ends"])] if told["ends"] else []))
    if row.ends is not None and row.ends <= ends:
        raise InvalidField(
            field="--at",
            problem=f"mandat {row.id} sudah berakhir pada saat itu. Lihat `mutasi mandate list`.",
            problem_en=f"mandate {row.id} has ended by then. See `mutasi mandate list`.",
        )
    ends = _after_the_last_signature(connection, row, ends)
    connection.execute(_m.update().where(_m.c.id == row.id).values(ends=ends))
    return {"mandate": row.id, "ends": ends}


def _after_the_last_signature(connection: sa.Connection, row: Any, ends: datetime) -> datetime:
    """The end, or the next instant after a decree that another machine, whose clock is ahead, signed by it.

    The calendar of a rehearsal may stand still: there a decree and the end after it may have the same instant.
    """
    capacity = recorded(Held(Role(row.office), accounts.mandate(row)))
    newest = connection.execute(_NEWEST, {"account": row.account, "capacity": capacity}).scalar()
    if newest is None or newest < ends or (newest == ends and installation.rehearsal(connection)):
        return ends
    return newest + timedelta(microseconds=1)


# Looking


def mandates(
    connection: sa.Connection, now: datetime, *, office: Role | None = None, in_force: bool = False
) -> list[dict[str, Any]]:
    """Every mandate, those of one office together and in order of their start; or only those in force."""
    query = _m.select().order_by(_m.c.office, _m.c.starts, _m.c.id)
    if office is not None:
        query = query.where(_m.c.office == office.value)
    found = [_as_json(row, now) for row in connection.execute(query).mappings()]
    return [one for one in found if one["in_force"] or not in_force]


def _as_json(row: Any, now: datetime) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if name != "account"}
    limits = {name: list(split(row[name])) for name in LIMITS}
    running = row["starts"] <= now and (row["ends"] is None or now < row["ends"])
    label = ROLE_LABELS[Role(row["office"])]
    return {**told, **limits, "holder": row["account"], "label": label[0], "label_en": label[1], "in_force": running}
