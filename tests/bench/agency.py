"""A generated agency of any size: units of five hundred people, with the records and the past moves of each person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.wiring import Office
from storage.tables import Person, Post, Row, Unit, Workload, table
from tests import world

PEOPLE_PER_POST, POSTS_PER_UNIT = 25, 20
CHUNK = 5_000

RECORDS = (
    *(
        f"INSERT INTO appraisal (nip, year, result, behaviour, predicate) "
        f"SELECT nip, {year}, 'sesuai', 'sesuai', 'Baik' FROM person WHERE post LIKE 'J%'"
        for year in (2024, 2025)
    ),
    *(
        f"INSERT INTO competence (nip, name, level, date) SELECT nip, '{name}', 3, '2026-01-12' FROM person"
        for name in ("Integritas", "Kerja sama", "Komunikasi", "Pelayanan publik")
    ),
    "INSERT INTO career (nip, post, since, unit, until) "
    "SELECT nip, 'Pelaksana', '2016-01-04', 'Dinas Lama', '2021-12-31' FROM person",
    'INSERT INTO preference (nip, "order", post) SELECT nip, 1, post FROM person',
    # One in eight has been moved by a decree of ours, one in eighty is about to be.
    "INSERT INTO proposal (nip, post, kind, state, version, proposed_by, proposed_at, proposed_on, changed_at) "
    f"SELECT nip, post, 'INTERNAL', 'completed', 9, '{world.ANALYST}', '2025-01-06', '2025-01-06', '2025-09-01' "
    "FROM person WHERE post LIKE 'J%' AND nip LIKE '%8'",
    "INSERT INTO assignment (proposal, nip, post, starts, decree, held) "
    "SELECT id, nip, post, '2025-03-03', 'SK/1/2025', false FROM proposal",
    "UPDATE assignment SET starts = '2026-12-01' WHERE nip LIKE '%18'",
)


def build(url: str, people: int) -> tuple[Office, list[int]]:
    """The agency on a migrated database, and forty proposals of it that wait for approval."""
    office = world.build(url)
    posts = people // PEOPLE_PER_POST
    with office.database.transaction() as connection:
        fill(connection, Unit, _units(posts // POSTS_PER_UNIT))
        fill(connection, Post, _posts(posts))
        fill(connection, Workload, _workloads(posts))
        fill(connection, Person, _people(people, posts))
        for statement in RECORDS:
            connection.execute(sa.text(statement))
    return office, [_waiting(office, n, posts) for n in range(40)]


def fill(connection: sa.Connection, row: type[Row], rows: Iterator[dict[str, Any]]) -> None:
    """Insert many rows, a few thousand at a time."""
    while chunk := [one for _, one in zip(range(CHUNK), rows, strict=False)]:
        connection.execute(table(row).insert(), chunk)


def _waiting(office: Office, n: int, posts: int) -> int:
    proposal = world.propose(office, nip(n * 10 + 1), f"J{(n * 10 + 21) % posts:05}")
    world.carry(office, proposal, "approval")
    return proposal


def _units(count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        yield {"code": f"2.{n:04}", "name": f"Dinas Contoh {n}", "parent": "1", "minimum": 450}


def _posts(count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        place = {"code": f"J{n:05}", "name": f"Pengelola Layanan {n}", "unit": f"2.{n // POSTS_PER_UNIT:04}"}
        asked = {"kind": "pelaksana", "rank_min": "II/a", "rank_max": "IV/b", "education_min": "S-1"}
        yield place | asked | {"competences": "Integritas:3;Komunikasi:3;Pelayanan publik:4"}


def _workloads(posts: int) -> Iterator[dict[str, Any]]:
    for n in range(posts):
        for task in ("Pelayanan", "Pencatatan", "Pelaporan"):
            work = {"volume": "60000", "per": "bulan", "minutes": "1", "as_of": date(2026, 2, 2)}
            yield {"post": f"J{n:05}", "task": task} | work


def _people(count: int, posts: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        born = _born(n)
        told = {"nip": nip(n), "name": f"Pegawai {n}", "birth_date": born, "sex": "LP"[n % 2], "employment": "PNS"}
        told |= {"rank": "III/c", "rank_since": date(2021, 4, 1), "education": "S-1", "education_field": "Hukum"}
        yield told | {"post": f"J{n % posts:05}", "post_since": date(2022, 1, 3), "as_of": date(2026, 5, 4)}


def _born(n: int) -> date:
    return date(1970, 1, 1) + timedelta(days=n % 8_000)


def nip(n: int) -> str:
    """The number of the n-th person."""
    born = _born(n)
    return f"{born:%Y%m%d}{born.year + 24}01{n % 2 + 1}{n // 8_000 % 100:02}{n % 10}"
