"""The sample city with seats for everybody, and proposals that wait for approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import sqlalchemy as sa

from app.sample.accounts import add_accounts
from app.sample.demo import WORKBOOK, ZONE
from app.sample.story import ACCOUNTS, PROPOSER, TO_APPROVAL, TODAY, Plan, Step
from app.sample.telling import Scene, data_for
from app.settings import Settings
from app.wiring import Office
from storage import proposals, tables
from storage.intake import take_in
from workflow.authority import Kind
from workflow.desk import Request
from workflow.errors import MutasiError
from workflow.step import take

NOW = datetime.combine(TODAY, time(10), ZONE)

MOVES = sa.text(
    """
    SELECT p.nip, min(q.code) AS post FROM person p JOIN post h ON h.code = p.post
    JOIN post q ON q.name = h.name AND q.unit <> h.unit JOIN workload w ON w.post = q.code AND w.as_of > '2026-01-01'
    WHERE p.employment = 'PNS' AND h.unit NOT LIKE '9%' AND q.unit NOT LIKE '9%' GROUP BY p.nip ORDER BY p.nip
    """
)


class FlatPress:
    """A press that costs nothing, for everything but the drawing."""

    def draw(self, order: bytes, beat: Callable[[], None] | None = None, beat_seconds: float = 15.0) -> bytes:
        return order

    def close(self) -> None:
        """There is nothing to close."""


def open_office(folder: Path, url: str | None = None, *, twins: bool = False) -> Office:
    """A rehearsal office in a folder or at an address, with the sample city and seats for everybody.

    Args:
        twins: everybody has two, so that more than 1,000 people can be moved.
    """
    settings = Settings(url or f"sqlite:///{folder / 'bench.db'}", folder, "id", 60, NOW)
    office = Office(settings, presses=2)
    office.create(rehearsal=True)
    take_in(office.database, WORKBOOK, today=TODAY, at=NOW, os_user="bench")
    with office.database.transaction() as connection:
        connection.execute(sa.text("UPDATE workload SET volume = '9999999'"))
        add_accounts(connection, NOW)
        if twins:
            add_twins(connection)
    return office


def add_twins(connection: sa.Connection) -> None:
    """The same people twice more, with other numbers."""
    for table in (tables.table(tables.Person), tables.table(tables.Appraisal)):
        rows = [dict(row) for row in connection.execute(table.select()).mappings()]
        for shift in (400, 700):
            others = [row | {"nip": f"{row['nip'][:15]}{int(row['nip'][15:]) + shift:03}"} for row in rows]
            connection.execute(table.insert(), others)


def to_approval(office: Office, count: int) -> list[int]:
    """`count` proposals, carried to approval with a flat press; those whom a rule stops are left behind."""
    desk = replace(office.desk, press=FlatPress(), sealer=None)
    with office.database.transaction() as connection:
        moves = connection.execute(MOVES).all()
        ids = [
            proposals.propose(
                connection,
                nip=move.nip,
                post=move.post,
                account=PROPOSER,
                kind=Kind.INTERNAL,
                reason=None,
                now=NOW,
                today=TODAY,
            )
            for move in moves
        ]
    ready: list[int] = []
    for id in ids:
        try:
            for verb in TO_APPROVAL:
                told = data_for(Step(TODAY, verb, ACCOUNTS[verb]), Scene(Plan(Kind.INTERNAL, TODAY, ()), 0, ""))
                take(desk, Request(verb, ACCOUNTS[verb], (id,), told))
        except MutasiError:
            continue
        ready.append(id)
        if len(ready) == count:
            return ready
    raise RuntimeError(f"only {len(ready)} proposals reached approval")
