"""The register: numbers, bookings and claims, and the decrees that came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage import tables
from storage.tables import Booking, Claim, Counter, Decree, Transition, table
from workflow.authority import AgencyFacts
from workflow.errors import UnknownDecree
from workflow.numbering import Series
from workflow.ports import LEASE_OVER, Booked, NewBooking

_b, _c, _n, _s, _d = table(Booking), table(Claim), table(Counter), table(tables.Series), table(Decree)
_t = table(Transition)

_BOOKED = (_b.c.id, _b.c.verb, _b.c.actor, _b.c.booked_at, _b.c.lease_until, _b.c.request, _b.c.answer)

BY_KEY = sa.select(*_BOOKED).where(
    _b.c.actor == sa.bindparam("account"), _b.c.key == sa.bindparam("asked"), _b.c.status != "void"
)
LIVE = (
    sa.select(*_BOOKED)
    .join_from(_b, _c, _c.c.booking == _b.c.id)
    .where(
        _c.c.proposal == sa.bindparam("proposal"),
        _c.c.version == sa.bindparam("version"),
        _c.c.live.is_(True),
        _b.c.status == "booked",
    )
)
INSERT_BOOKING = _b.insert().returning(_b.c.id)
INSERT_CLAIM, INSERT_DECREE = _c.insert(), _d.insert()
TURN_ISSUED = (
    _b.update()
    .where(_b.c.id == sa.bindparam("booking"), _b.c.token == sa.bindparam("mine"), _b.c.status == "booked")
    .values(status="issued", drawing=None)
)
END_CLAIMS = _c.update().where(_c.c.booking == sa.bindparam("mine")).values(live=False)
REMEMBER = _b.update().where(_b.c.id == sa.bindparam("booking")).values(answer=sa.bindparam("said"))
_FORMAT = ", ".join(
    f"(SELECT s.{name} FROM series s WHERE s.code = counter.series) AS {name}" for name in ("format", "purpose", "unit")
)
NEXT_NUMBER = sa.text(
    "INSERT INTO counter (series, year, last) VALUES (:series, :year, 1) "
    "ON CONFLICT (series, year) DO UPDATE SET last = counter.last + 1 "
    f"RETURNING last, {_FORMAT}"
)


def by_key(connection: sa.Connection, account: str, key: str) -> Booked | None:
    """The booking that lives under an account's key, if any."""
    row = connection.execute(BY_KEY, {"account": account, "asked": key}).one_or_none()
    return Booked(*row) if row else None


def live_booking(connection: sa.Connection, proposal: int, version: int) -> Booked | None:
    """The booking that is about to change a proposal at a version, if any."""
    row = connection.execute(LIVE, {"proposal": proposal, "version": version}).one_or_none()
    return Booked(*row) if row else None


def next_number(connection: sa.Connection, series: str, day: date, agency: AgencyFacts) -> tuple[int, str]:
    """The next number of a series and the day's year, and how it is printed."""
    row = connection.execute(NEXT_NUMBER, {"series": series, "year": day.year}).one()
    return row.last, Series(series, row.format, row.purpose, row.unit).printed(row.last, day, agency.hr_code)


def gap(connection: sa.Connection, series: str, day: date, agency: AgencyFacts) -> str:
    """The number of a series on a day as a draft prints it: no number is taken."""
    row = connection.execute(
        sa.select(_s.c.code, _s.c.format, _s.c.purpose, _s.c.unit).where(_s.c.code == series)
    ).one()
    return Series(*row).printed(None, day, agency.hr_code)


def insert(connection: sa.Connection, booking: NewBooking) -> int:
    """Book a number and claim the proposals it is for."""
    values = {name: getattr(booking, name) for name in NewBooking.__dataclass_fields__ if name != "claims"}
    id = int(connection.execute(INSERT_BOOKING, {"status": "booked", **values}).scalar_one())
    claims = [{"booking": id, "proposal": p, "version": v, "live": True} for p, v in booking.claims]
    connection.execute(INSERT_CLAIM, claims)
    return id


def renew(connection: sa.Connection, booking: int, token: str, until: datetime) -> None:
    """Move a live booking's lease on."""
    mine = (_b.c.id == booking) & (_b.c.token == token) & (_b.c.status == "booked")
    connection.execute(_b.update().where(mine).values(lease_until=until))


def turn_issued(connection: sa.Connection, booking: int, token: str) -> bool:
    """Turn a booking from booked to issued, so that exactly one of enact and void wins."""
    won = connection.execute(TURN_ISSUED, {"booking": booking, "mine": token}).rowcount == 1
    if won:
        _end_claims(connection, booking)
    return won


def void(connection: sa.Connection, booking: int, reason: str, token: str | None = None) -> bool:
    """Turn a booking from booked to void with its reason; what it was drawn from is forgotten."""
    mine = (_b.c.id == booking) & (_b.c.status == "booked")
    if token is not None:
        mine &= _b.c.token == token
    won = connection.execute(_b.update().where(mine).values(status="void", reason=reason, drawing=None)).rowcount == 1
    if won:
        _end_claims(connection, booking)
    return won


def _end_claims(connection: sa.Connection, booking: int) -> None:
    connection.execute(END_CLAIMS, {"mine": booking})


def void_reason(connection: sa.Connection, booking: int) -> str:
    """Why a booking is void."""
    reason: str | None = connection.execute(sa.select(_b.c.reason).where(_b.c.id == booking)).scalar()
    return reason or ""


def answer(connection: sa.Connection, booking: int) -> str | None:
    """What an issued booking answered; None for any other."""
    said: str | None = connection.execute(
        sa.select(_b.c.answer).where(_b.c.id == booking, _b.c.status == "issued")
    ).scalar()
    return said


def remember_answer(connection: sa.Connection, booking: int, answer: str) -> None:
    """Keep what the step answered, for the same key asked again."""
    connection.execute(REMEMBER, {"booking": booking, "said": answer})


def void_lapsed(connection: sa.Connection, now: datetime) -> list[str]:
    """Void every booking whose lease has run out; returns their numbers."""
    lapsed = sa.select(_b.c.id, _b.c.number).where(_b.c.status == "booked", _b.c.lease_until <= now)
    rows = connection.execute(lapsed).all()
    return [row.number for row in rows if void(connection, row.id, LEASE_OVER)]


def insert_decree(
    connection: sa.Connection, booking: int, number: str, sha256: str, content: bytes, at: datetime
) -> None:
    """Keep the bytes that were issued under a number."""
    connection.execute(_d.insert().values(number=number, booking=booking, sha256=sha256, content=content, issued_at=at))


def decree(connection: sa.Connection, number: str) -> tuple[str, bytes]:
    """SHA-256 and bytes of a decree.

    Raises:
        UnknownDecree: nothing was issued under that number.
    """
    row = connection.execute(sa.select(_d.c.sha256, _d.c.content).where(_d.c.number == number)).one_or_none()
    if row is None:
        raise UnknownDecree(number=number)
    return row.sha256, bytes(row.content)


def register(
    connection: sa.Connection, now: datetime, series: str | None = None, year: int | None = None
) -> list[dict[str, Any]]:
    """Every number with what and why, in order; a booking whose lease has ended is shown as void."""
    query = sa.select(
        *(_b.c[name] for name in ("id", "series", "year", "n", "number", "status", "verb", "reason", "lease_until")),
        _b.c.actor,
        _b.c.booked_at,
        _c.c.proposal,
    ).join_from(_b, _c, _c.c.booking == _b.c.id)
    if series:
        query = query.where(_b.c.series == series)
    if year:
        query = query.where(_b.c.year == year)
    revoked = revocations(connection)
    found: dict[int, dict[str, Any]] = {}
    for row in connection.execute(query.order_by(_b.c.series, _b.c.year, _b.c.n, _c.c.proposal)):
        entry = found.setdefault(row.id, _entry(row, now))
        entry["proposals"].append(row.proposal)
    return [entry | ending(revoked.get(entry["number"], {}), entry["proposals"]) for entry in found.values()]


def _entry(row: Any, now: datetime) -> dict[str, Any]:
    lapsed = row.status == "booked" and row.lease_until <= now
    return {
        "series": row.series,
        "year": row.year,
        "n": row.n,
        "number": row.number,
        "status": "void" if lapsed else row.status,
        "proposals": [],
        "verb": row.verb,
        "actor": row.actor,
        "at": row.booked_at,
        "reason": LEASE_OVER if lapsed else row.reason,
    }


def ending(revoked: dict[int, str], proposals: Sequence[int]) -> dict[str, Any]:
    """What revoked a decree, for which proposals: `revoked_by` names one only when it is in force for nobody any more."""
    told = [{"proposal": proposal, "by": by} for proposal, by in revoked.items()]
    over = bool(proposals) and revoked.keys() >= set(proposals)
    return {"revoked_by": told[-1]["by"] if over else None, "revoked": told}


_REVOKING = {"annul": "approve", "resume": "suspend"}
"""A verb → the verb whose decree it revokes."""


def revocations(connection: sa.Connection) -> dict[str, dict[int, str]]:
    """Number of a revoked decree → proposal → number of the decree that revoked it for that one; the newest last."""
    rows = connection.execute(
        sa.select(_t.c.proposal, _t.c.verb, _t.c.number)
        .where(_t.c.verb.in_([*_REVOKING, *_REVOKING.values()]))
        .order_by(_t.c.id)
    )
    newest: dict[tuple[int, str], str] = {}
    revoked: dict[str, dict[int, str]] = {}
    for row in rows:
        newest[row.proposal, row.verb] = row.number
        target = newest.get((row.proposal, _REVOKING.get(row.verb, "")))
        if target:
            revoked.setdefault(target, {})[row.proposal] = row.number
    return revoked
