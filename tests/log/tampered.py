"""A small signed log with entries, changes and checkpoints, and what the audit's look at it finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.beside import beside
from app.wiring import Office
from storage import checkpoints
from storage.audit import Outside
from storage.audit.log import Log
from storage.audit.report import AuditReport
from storage.audit.stored import as_stored
from storage.bases import set_basis
from storage.parameters import NewValue, set_parameter
from tests import world
from tests.log.worlds import signing
from tests.storage.administrators import add_administrators, confirm, do, refuse


def history(url: str, home: Path, name: str = "Undang-Undang Nomor 5 Tahun 2014") -> Office:
    """A finished move, one under way, one collective decree; changes alone, confirmed and refused; two checkpoints."""
    office = signing(url, home)
    do(office, set_basis, name, 1, world.START.date(), None)
    world.carry(office, world.propose(office), "monitoring")
    checkpoint(office)
    add_administrators(office)
    asked = [do(office, set_parameter, NewValue("retention", "years", "12")) for _ in range(2)]
    confirm(office, asked[0]["change"])
    refuse(office, asked[1]["change"])
    ids = [world.propose(office, nip, world.SINGLE) for nip in world.COLLEAGUES[1:3]]
    world.carry(office, ids[0], "evaluation")
    world.carry(office, ids[1], "socialization")
    checkpoint(office)
    world.step(office, ids[0], "suspend")
    return office


def checkpoint(office: Office) -> Any:
    with office.database.transaction() as connection:
        made = checkpoints.make(connection, office.key, office.clock.now())
    office.key.keep(made.note)
    return made


def looked(connection: sa.Connection, outside: Outside) -> AuditReport:
    """What the look at the log says of a view."""
    report = AuditReport()
    with as_stored(connection):
        log = Log(connection, report, outside)
        log.look(None)
        log.conclude()
    assert all(len(words) < 500 for problem in report.problems for words in problem)
    return report


def found(connection: sa.Connection, office: Office) -> list[str]:
    """What it finds, in English, with the keys and the anchor at hand."""
    return [english for _, english in looked(connection, beside(office.key)).problems]


@contextmanager
def taken_back(connection: sa.Connection) -> Iterator[sa.Connection]:
    """A piece of a transaction that is undone."""
    attempt = connection.begin_nested()
    try:
        yield connection
    finally:
        attempt.rollback()


def flips(content: bytes) -> Iterator[bytes]:
    """The bytes with each of their bits turned."""
    for bit in range(len(content) * 8):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)
