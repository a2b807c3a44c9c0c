"""Tampering with what is stored, and what the audit says of it.

Each tampering happens in a transaction that is rolled back, with the guards of history out of the way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import guards
from storage.database import Database
from storage.tables import Booking, Transition
from tests import world
from workflow.errors import DrawingFailed

ZEROS = "0" * 64


def fill(office: Office) -> None:
    """Moves that were completed, annulled before and after their day, approved together, rejected; a void number."""
    first, second, third, fourth, fifth, sixth = (world.propose(office, nip, world.TARGET) for nip in world.COLLEAGUES)
    world.carry(office, first, "monitoring")
    world.step(office, first, "correct")
    world.carry(office, second, "implementation")
    for verb in ("suspend", "resume", "annul"):
        world.step(office, second, verb)
    world.carry(office, third, "monitoring")
    world.step(office, third, "annul", data={"returns_to": world.SINGLE})
    world.carry(office, sixth, "evaluation")
    world.carry(office, fourth, "approval")
    world.carry(office, fifth, "approval")
    world.step_together(office, [fourth, fifth])
    office.press.fails = DrawingFailed(problem="habis kertas.", problem_en="out of paper.")
    with pytest.raises(DrawingFailed):
        world.step(office, sixth, "reject")
    office.press.fails = None
    world.step(office, sixth, "reject")
    nips = [*world.add_people(office, 1, "ANALIS-SDM"), *world.add_people(office, 2, "PENATA-DIK")]
    suspend(office, *(world.propose(office, nip, world.HOME) for nip in nips))
    world.carry(office, first, "completed")


def suspend(office: Office, moved: int, held: int, back: int) -> None:
    """A day that a suspension moved on, one that never came, and a suspension that came after its day."""
    for proposal in (moved, held):
        world.carry(office, proposal, "implementation")
        world.step(office, proposal, "suspend")
    office.clock.forward(days=40)
    world.step(office, moved, "resume")
    world.step(office, moved, "annul", data={})
    world.step(office, held, "annul", data={})
    world.carry(office, back, "approval")
    world.step(office, back, "send_back")
    world.carry(office, back, "monitoring")
    office.clock.forward(days=1)
    for verb in ("suspend", "resume"):
        world.step(office, back, verb)


class OneView:
    """A database whose every question is answered from inside one open transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        yield self.connection


@contextmanager
def unguarded(office: Office) -> Iterator[sa.Connection]:
    """A transaction without guards and without foreign keys, taken back at the end."""
    with office.database.engine.connect() as connection, connection.begin() as transaction:
        if office.database.sqlite:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for name in guards.expected("sqlite"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield connection
        transaction.rollback()


def found(office: Office, connection: sa.Connection) -> list[str]:
    """What the audit finds in the tampered view, in English."""
    report = world.verify(cast(Database, OneView(connection)), office.clock.real())
    assert all(len(words) < 500 for problem in report.problems for words in problem)
    return [english for _, english in report.problems]


def after(office: Office, *statements: str, **values: Any) -> list[str]:
    """What the audit finds once the statements were executed."""
    with unguarded(office) as connection:
        for statement in statements:
            assert connection.execute(sa.text(statement), values).rowcount != 0, statement
        return found(office, connection)


def entries(office: Office) -> list[dict[str, Any]]:
    return world.rows(office, Transition)


def bookings(office: Office, status: str) -> list[dict[str, Any]]:
    return [row for row in world.rows(office, Booking) if row["status"] == status]


def some(office: Office, found: list[Any]) -> list[Any]:
    """Eight of them on SQLite, three on PostgreSQL, where each question costs more."""
    seed = random.randrange(2**32)
    print("seed", seed)
    return random.Random(seed).sample(found, min(8 if office.database.sqlite else 3, len(found)))


def entry_of(office: Office, verb: str) -> dict[str, Any]:
    return next(entry for entry in entries(office) if entry["verb"] == verb)


def flipped(content: bytes, chance: random.Random) -> bytes:
    """The bytes with one bit turned."""
    changed = bytearray(content)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)
