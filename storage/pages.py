"""The questions that pages ask: short answers with a limit, however much is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import register
from storage.tables import Booking, Claim, Decree, Payload, Person, Post, Proposal, Series, Transition, Unit, table
from workflow.ports import LEASE_OVER
from workflow.states import ENDED, State

_p, _person, _post, _unit = table(Proposal), table(Person), table(Post), table(Unit)
_t, _payload, _b, _c, _d = table(Transition), table(Payload), table(Booking), table(Claim), table(Decree)

LARGEST_ID = 2**31 - 1
"""The largest number of a proposal that either engine can be asked for."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Slice:
    """One page of a long list."""

    rows: list[Row]
    total: int


# The worklist


def worklist(connection: sa.Connection, states: Sequence[State], search: str, limit: int, offset: int) -> Slice:
    """Proposals in any of the states that match the search, the longest waiting first."""
    matching = sa.select(_p.c.id).where(_p.c.state.in_([state.value for state in states]))
    if search:
        matching = matching.join(_person, _person.c.nip == _p.c.nip).where(_matches(search))
    total = connection.execute(sa.select(sa.func.count()).select_from(matching.subquery())).scalar_one()
    page = matching.order_by(_p.c.changed_at, _p.c.id).limit(limit).offset(offset)
    rows = _listed(connection, list(connection.execute(page).scalars()))
    return Slice(rows, int(total))


def among(connection: sa.Connection, ids: Sequence[int], search: str, limit: int, offset: int) -> Slice:
    """Those of the proposals that match the search, in the order in which they are named."""
    if search:
        matching = sa.select(_p.c.id).join(_person, _person.c.nip == _p.c.nip).where(_matches(search))
        found = set(connection.execute(matching).scalars())
        ids = [id for id in ids if id in found]
    page = ids[offset : offset + limit]
    rows = {row["id"]: row for row in _listed(connection, list(page))}
    return Slice([rows[id] for id in page], len(ids))


def going(connection: sa.Connection) -> list[Row]:
    """Every proposal that has not ended, with what its deadline depends on, the longest waiting first."""
    query = (
        sa.select(*(_p.c[name] for name in ("id", "state", "kind", "changed_at")))
        .where(_p.c.state.not_in([state.value for state in ENDED]))
        .order_by(_p.c.changed_at, _p.c.id)
    )
    return [row._asdict() for row in connection.execute(query)]


def changed_at(connection: sa.Connection, proposal: int) -> datetime:
    """When a proposal came into its state."""
    found: datetime = connection.execute(sa.select(_p.c.changed_at).where(_p.c.id == proposal)).scalar_one()
    return found


def _matches(search: str) -> sa.ColumnElement[bool]:
    """A NIP or its beginning, the number of a proposal, or a part of a name."""
    digits = search.replace(" ", "").lstrip("#")
    if not (digits.isascii() and digits.isdigit()):
        return sa.func.lower(_person.c.name).contains(search.lower(), autoescape=True)
    by_nip = _p.c.nip.startswith(digits, autoescape=True)
    return by_nip | (_p.c.id == int(digits)) if int(digits) <= LARGEST_ID else by_nip


def _listed(connection: sa.Connection, ids: list[int]) -> list[Row]:
    origin, origin_unit = _post.alias("origin"), _unit.alias("origin_unit")
    query = (
        sa.select(
            *(_p.c[name] for name in ("id", "state", "nip", "kind", "changed_at")),
            _person.c.name.label("person"),
            _post.c.name.label("post"),
            _unit.c.name.label("unit"),
            origin.c.name.label("origin"),
            origin_unit.c.name.label("origin_unit"),
        )
        .select_from(
            _p.join(_person, _person.c.nip == _p.c.nip)
            .join(_post, _post.c.code == _p.c.post)
            .join(_unit, _unit.c.code == _post.c.unit)
            .join(origin, origin.c.code == _person.c.post)
            .join(origin_unit, origin_unit.c.code == origin.c.unit)
        )
        .where(_p.c.id.in_(ids))
        .order_by(_p.c.changed_at, _p.c.id)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    decided = origins_at_approval(connection, ids)
    for row in rows:
        frozen = decided.get(row["id"])
        if frozen:
            row |= {"origin": frozen["post"]["name"], "origin_unit": frozen["unit"]["name"]}
    return rows


def origins_at_approval(connection: sa.Connection, proposals: Sequence[int]) -> dict[int, Row]:
    """Where people sat when their transfer was approved: proposal → {post, unit, …} as the decree knew it."""
    query = (
        sa.select(_t.c.proposal, _payload.c.content)
        .join_from(_t, _payload, _payload.c.transition == _t.c.id)
        .where(_t.c.proposal.in_(proposals), _t.c.verb == "approve")
    )
    return {row.proposal: json.loads(row.content)["cases"][0]["dossier"]["origin"] for row in connection.execute(query)}


# History


def transitions(
    connection: sa.Connection, actor: str, verb: str, proposal: int | None, limit: int, offset: int
) -> Slice:
    """Entries of history, newest first; an empty filter asks for all."""
    wanted: sa.ColumnElement[bool] = sa.true()
    if actor:
        wanted &= _t.c.actor == actor
    if verb:
        wanted &= _t.c.verb == verb
    if proposal is not None:
        wanted &= _t.c.proposal == proposal
    total = connection.execute(sa.select(sa.func.count()).select_from(_t).where(wanted)).scalar_one()
    query = sa.select(_t).where(wanted).order_by(_t.c.id.desc()).limit(limit).offset(offset)
    return Slice([dict(row) for row in connection.execute(query).mappings()], int(total))


def actors(connection: sa.Connection) -> list[str]:
    """The accounts that ever took a step, by name."""
    return list(connection.execute(sa.select(_t.c.actor).distinct().order_by(_t.c.actor)).scalars())


# The register


def numbers(
    connection: sa.Connection, now: datetime, series: str, year: int | None, status: str, limit: int, offset: int
) -> Slice:
    """Numbers of the register, newest first; a booking whose lease has ended counts as void.

    Args:
        now: the real instant, for leases.
    """
    wanted = _of_status(status, now)
    if series:
        wanted &= _b.c.series == series
    if year is not None:
        wanted &= _b.c.year == year
    total = connection.execute(sa.select(sa.func.count()).select_from(_b).where(wanted)).scalar_one()
    order = (_b.c.year.desc(), _b.c.series, _b.c.n.desc())
    rows = _booked(connection, wanted, now, order, limit, offset)
    return Slice(rows, int(total))


def _of_status(status: str, now: datetime) -> sa.ColumnElement[bool]:
    lapsed = (_b.c.status == "booked") & (_b.c.lease_until <= now)
    if status == "void":
        return (_b.c.status == "void") | lapsed
    if status == "booked":
        return (_b.c.status == "booked") & ~lapsed
    return _b.c.status == status if status else sa.true()


def _booked(
    connection: sa.Connection,
    wanted: sa.ColumnElement[bool],
    now: datetime,
    order: Sequence[Any] = (),
    limit: int = 1,
    offset: int = 0,
) -> list[Row]:
    query = (
        sa.select(
            *(_b.c[name] for name in ("id", "series", "year", "n", "number", "status", "verb", "actor", "reason")),
            *(_b.c.code, _b.c.lease_until, _d.c.issued_at, _d.c.sha256),
        )
        .select_from(_b.outerjoin(_d, _d.c.booking == _b.c.id))
        .where(wanted)
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    claimed = _claims(connection, [row["id"] for row in rows])
    revoked = register.revocations(connection) if rows else {}
    for row in rows:
        if row["status"] == "booked" and row["lease_until"] <= now:
            row |= {"status": "void", "reason": LEASE_OVER}
        cases = claimed.get(row["id"], [])
        row |= {"cases": cases}
        row |= register.ending(revoked.get(row["number"], {}), [case["proposal"] for case in cases])
    return rows


def _claims(connection: sa.Connection, bookings: list[int]) -> dict[int, list[Row]]:
    query = (
        sa.select(_c.c.booking, _c.c.proposal, _p.c.nip, _person.c.name)
        .select_from(_c.join(_p, _p.c.id == _c.c.proposal).join(_person, _person.c.nip == _p.c.nip))
        .where(_c.c.booking.in_(bookings))
        .order_by(_c.c.proposal)
    )
    found: dict[int, list[Row]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["booking"], []).append(dict(row))
    return found


def by_code(connection: sa.Connection, code: str, now: datetime) -> Row | None:
    """The number that a verification code belongs to, if any."""
    return next(iter(_booked(connection, _b.c.code == code, now)), None)


def by_number(connection: sa.Connection, number: str, now: datetime) -> Row | None:
    """What the register says of a number, if there is one."""
    return next(iter(_booked(connection, _b.c.number == number, now)), None)


def series(connection: sa.Connection) -> list[str]:
    """The series of numbers, by code."""
    return list(connection.execute(sa.select(table(Series).c.code).order_by(table(Series).c.code)).scalars())


def years(connection: sa.Connection) -> list[int]:
    """The years in which numbers were given, newest first."""
    return list(connection.execute(sa.select(_b.c.year).distinct().order_by(_b.c.year.desc())).scalars())
