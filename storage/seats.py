"""Who sits where on a day: asked from the workbook's rows and the assignments that came after them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from storage.holding import EFFECTIVE
from storage.tables import Assignment, Post, Unit, Workload, table
from workflow.dossier import Need, Occupancy, Taken, Task
from workflow.errors import UnknownPost
from workflow.planning import workload

PENDING = "a.cancelled_by IS NULL AND (a.held OR a.starts > :day)"
_IN_EFFECT, _IN_EFFECT_TOO = (EFFECTIVE.format(move=move, person="p") for move in ("a", "b"))


def _sitting(where: str) -> str:
    """SELECT of the NIPs of everyone who sits, on the day, in the posts q that `where` tells.

    A person without a move in effect sits where the workbook says; the others where the newest move put them.
    """
    return f"""
        SELECT p.nip FROM post q JOIN person p ON p.post = q.code
        WHERE {where} AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.nip = p.nip AND {_IN_EFFECT})
        UNION ALL
        SELECT a.nip FROM post q JOIN assignment a ON a.post = q.code JOIN person p ON p.nip = a.nip
        WHERE {where} AND {_IN_EFFECT} AND NOT EXISTS (
            SELECT 1 FROM assignment b WHERE b.nip = a.nip AND {_IN_EFFECT_TOO}
            AND (b.starts > a.starts OR (b.starts = a.starts AND b.id > a.id))
        )
    """


_HOLDERS = f"holders AS ({_sitting('q.code = :post')})"
_STAFF = f"staff AS ({_sitting('q.unit = :unit')})"

_SEATS = f"""
    (SELECT count(*) FROM holders) AS holders,
    (SELECT count(*) FROM assignment a WHERE a.post = :post AND {PENDING}) AS reserved,
    (SELECT count(*) FROM holders h JOIN assignment a ON a.nip = h.nip WHERE a.post <> :post AND {PENDING}) AS released
"""
_DAY = sa.bindparam("day", type_=sa.Date)

SEATS = sa.text(f"WITH {_HOLDERS} SELECT {_SEATS}").bindparams(_DAY)

OCCUPANCY = sa.text(
    f"""
    WITH {_HOLDERS}, {_STAFF}
    SELECT {_SEATS},
        (SELECT count(*) FROM staff) AS origin_staff,
        (SELECT minimum FROM unit WHERE code = :unit) AS origin_minimum,
        (SELECT count(*) FROM assignment a JOIN post q ON q.code = a.post
         WHERE q.unit = :unit AND {PENDING} AND a.nip NOT IN (SELECT nip FROM staff)) AS origin_incoming,
        (SELECT count(*) FROM staff s JOIN assignment a ON a.nip = s.nip JOIN post q ON q.code = a.post
         WHERE q.unit <> :unit AND {PENDING}) AS origin_outgoing
    """
).bindparams(_DAY)

TAKEN = sa.text(
    """
    SELECT a.proposal, a.decree, p.name FROM assignment a JOIN person p ON p.nip = a.nip
    WHERE a.post = :post AND a.cancelled_by IS NULL ORDER BY a.id DESC LIMIT 3
    """
)

HOLDING = (
    sa.text(
        """
    SELECT a.post, a.starts, a.decree FROM assignment a JOIN person p ON p.nip = a.nip
    WHERE a.nip = :nip AND a.cancelled_by IS NULL AND NOT a.held AND a.starts <= :day AND a.starts >= p.post_since
    ORDER BY a.starts DESC, a.id DESC LIMIT 1
    """
    )
    .bindparams(_DAY)
    .columns(starts=sa.Date)
)

_w, _q, _unit = table(Workload), table(Post), table(Unit)
WORKLOADS = (
    sa.select(_w.c.task, _w.c.volume, _w.c.per, _w.c.minutes, _w.c.as_of)
    .where(_w.c.post == sa.bindparam("post"))
    .order_by(_w.c.task)
)
STATED = sa.select(_q.c.need).where(_q.c.code == sa.bindparam("post"))


def occupancy(
    connection: sa.Connection, post: str, unit: str, day: date, *, need: int, pending: tuple[int, ...]
) -> Occupancy:
    """Seats of the target post and staff of the releasing unit on a day; who took them when none is left."""
    asked = {"post": post, "unit": unit, "day": day}
    row = connection.execute(OCCUPANCY, asked).one()
    full = need - row.holders - row.reserved + row.released < 1
    taken = connection.execute(TAKEN, {"post": post}).all() if full else ()
    return Occupancy(
        day=day,
        pending=pending,
        taken=tuple(Taken(*one) for one in reversed(taken)),
        **row._asdict(),
    )


def need(connection: sa.Connection, post: str) -> Need:
    """How many people a post needs: by its workload, else as the workbook states."""
    rows = connection.execute(WORKLOADS, {"post": post}).all()
    if rows:
        return _from_workload(rows)
    stated = connection.execute(STATED, {"post": post}).scalar()
    return Need("stated" if stated is not None else None, stated or 0, None, None, ())


def _from_workload(rows: Any) -> Need:
    loads = [workload.load(row.volume, row.per, row.minutes) for row in rows]
    return Need(
        source="workload",
        need=workload.need(loads),
        load=workload.shown(sum(loads, Fraction(0))),
        as_of=min(row.as_of for row in rows),
        workloads=tuple(
            Task(row.task, row.volume, row.per, row.minutes, workload.shown(load), row.as_of)
            for row, load in zip(rows, loads, strict=True)
        ),
    )


def post_named(connection: sa.Connection, post: str) -> tuple[str, str]:
    """The name of a post and of its unit.

    Raises:
        UnknownPost: there is no such post.
    """
    query = sa.select(_q.c.name, _unit.c.name).join_from(_q, _unit, _q.c.unit == _unit.c.code)
    row = connection.execute(query.where(_q.c.code == post)).one_or_none()
    if row is None:
        raise UnknownPost(post=post)
    return row[0], row[1]


def free_seats(connection: sa.Connection, post: str, day: date) -> int:
    """need − holders − reserved + released on a day.

    Raises:
        UnknownPost: there is no such post.
    """
    if not connection.execute(sa.select(_q.c.code).where(_q.c.code == post)).scalar():
        raise UnknownPost(post=post)
    row = connection.execute(SEATS, {"post": post, "day": day}).one()
    return need(connection, post).need - int(row.holders) - int(row.reserved) + int(row.released)


_s = table(Assignment)


def give(connection: sa.Connection, proposal: int, nip: str, post: str, starts: date, decree: str) -> None:
    """Assign a person to a post from a day on."""
    connection.execute(
        _s.insert().values(proposal=proposal, nip=nip, post=post, starts=starts, decree=decree, held=False)
    )


def hold(connection: sa.Connection, proposal: int, day: date) -> None:
    """Keep the date of effect from coming while the proposal is suspended."""
    mine = (_s.c.proposal == proposal) & _s.c.cancelled_by.is_(None) & (_s.c.starts > day)
    connection.execute(_s.update().where(mine).values(held=True))


def release(connection: sa.Connection, proposal: int, day: date) -> None:
    """Let the date of effect come again; one that passed meanwhile is the day of the release."""
    mine = (_s.c.proposal == proposal) & _s.c.held
    starts = sa.case((_s.c.starts < day, day), else_=_s.c.starts)
    connection.execute(_s.update().where(mine).values(held=False, starts=starts))


def cancel(connection: sa.Connection, proposal: int, decree: str) -> None:
    """Take back the seats that a proposal gave."""
    mine = (_s.c.proposal == proposal) & _s.c.cancelled_by.is_(None)
    connection.execute(_s.update().where(mine).values(cancelled_by=decree, held=False))
