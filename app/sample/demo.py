"""The demonstration: the sample city taken in, its story played, everything verified, the pages served."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from datetime import time as clock_time
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.cli.face import table
from app.cli.progress import progress
from app.clock import SystemClock
from app.sample.casting import Casting
from app.sample.story import MAYOR, NOTES, ORIGIN, PROPOSER, REGIONAL_OFFICE, TODAY, Plan, Step, data_for, plans
from app.settings import load
from app.wiring import Office
from storage import accounts, worklist
from storage.audit import AuditReport, verify
from storage.intake import take_in
from workflow.authority import ROLE_LABELS, Kind, Role
from workflow.desk import Request
from workflow.errors import OtherData, RehearsalOnly
from workflow.states import State, label
from workflow.step import take

WORKBOOK = Path(__file__).with_name("city.xlsx")
ZONE = ZoneInfo("Asia/Jakarta")
ROLES: dict[str, tuple[Role, str | None]] = {
    PROPOSER: (Role.unit_head, "Kepala Dinas Kesehatan"),
    "analis": (Role.analyst, "Analis SDM Aparatur Ahli Muda"),
    "petugas": (Role.hr_officer, "Sekretaris Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
    "kepala": (Role.hr_head, "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
    "ketua": (Role.team_chair, "Sekretaris Daerah"),
    ORIGIN: (Role.origin_authority, None),
    REGIONAL_OFFICE: (Role.bkn, None),
    MAYOR: (Role.authority, None),
    "auditor": (Role.auditor, "Inspektur"),
    "admin": (Role.admin, None),
}
"""Sample account → its role, and the post whose holder it is; without one the account's name is printed."""


def play(port: int | None) -> None:
    """Load the sample city where it is not yet, play its story to the end, verify, and serve on `port`.

    Played again it goes on where it was interrupted, and changes nothing when it was finished.

    Raises:
        RehearsalOnly: the database is a real one.
        OtherData: the rehearsal database holds something else.
    """
    settings = load()
    day = datetime.combine(TODAY, clock_time(10), ZONE)
    with Office(
        replace(settings, now=settings.now or day, base_url=f"http://127.0.0.1:{port or 8000}"), presses=2
    ) as office:
        office.create(rehearsal=True)
        if not office.rehearsal:
            raise RehearsalOnly(what="`mutasi demo`")
        story = plans()
        load_city(office)
        ids = cast(office, story)
        seconds = play_story(office, story, ids)
        with progress() as moved:
            report = verify(office.database, office.clock.real(), moved)
        for line in [*summary(office, seconds), *report.lines("id"), "", *account_lines()]:
            print(line)
        sys.stdout.flush()
        _serve(office, report, port)


def _serve(office: Office, report: AuditReport, port: int | None) -> None:
    if report.problems:
        sys.exit(4)
    if port is not None:
        from app.web.server import serve

        serve(office, "127.0.0.1", port)


def load_city(office: Office) -> None:
    """Take in the sample workbook, unless it is in already."""
    with office.database.reading() as connection:
        people = connection.execute(sa.text("SELECT count(*) FROM person")).scalar()
        known = connection.execute(sa.text("SELECT 1 FROM unit WHERE name = 'Pemerintah Kota Telaga Sari'")).scalar()
    if people and not known:
        raise OtherData()
    if not people:
        print("Memasukkan kota contoh …", file=sys.stderr)
        at = datetime.combine(TODAY, clock_time(7), ZONE)
        with progress() as moved:
            report = take_in(office.database, WORKBOOK, today=TODAY, at=at, os_user=office.os_user, progress=moved)
        if not report.taken:
            raise OtherData()


def cast(office: Office, story: list[Plan]) -> list[int]:
    """The numbers of the story's proposals; written, with the sample accounts, when they are not there yet."""
    with office.database.transaction() as connection:
        found = connection.execute(sa.text("SELECT id FROM proposal ORDER BY id")).scalars().all()
        if found:
            return list(found)[: len(story)]
        first = datetime.combine(story[0].started, clock_time(8), ZONE)
        add_accounts(connection, first)
        casting = Casting.open(connection, TODAY)
        return [
            casting.next(Kind(plan.kind), PROPOSER, plan.started, datetime.combine(plan.started, clock_time(9), ZONE))
            for plan in story
        ]


def add_accounts(connection: sa.Connection, at: datetime) -> None:
    """The sample accounts, each the holder of its post."""
    for name, (role, post) in ROLES.items():
        nip = connection.execute(HOLDER, {"post": post}).scalar() if post else None
        accounts.add_account(connection, name, [role], nip=nip, unit=None, os_user=None, now=at, today=at.date())


HOLDER = sa.text(
    "SELECT p.nip FROM person p JOIN post q ON q.code = p.post WHERE q.name = :post ORDER BY p.nip LIMIT 1"
)


def play_story(office: Office, story: list[Plan], ids: list[int]) -> list[float]:
    """Take every step of the story in order of its days; returns the seconds of each step that was new."""
    due = [(step, place, number) for place, plan in enumerate(story) for number, step in enumerate(plan.steps)]
    done = already_taken(office)
    due = [one for one in sorted(due, key=lambda one: (one[0].day, one[2])) if key_of(one[1], one[2]) not in done]
    seconds: list[float] = []
    if due:
        print(f"Menjalankan {len(due)} langkah …", file=sys.stderr)
    with progress() as moved, ThreadPoolExecutor(office.presses + 1) as pool:
        for (day, number), together in groupby(due, key=lambda one: (one[0].day, one[2])):
            at = datetime.combine(day, clock_time(9 + number, 30), ZONE)
            steps = [
                (office, story[place], step, place, key_of(place, n), ids[place], at) for step, place, n in together
            ]
            seconds += pool.map(lambda one: _take(*one), steps)
            moved(len(seconds), len(due), "langkah")
    return seconds


def key_of(place: int, number: int) -> str:
    """The key under which a step of the story is taken once and for all."""
    return f"contoh-{place}-{number}"


def already_taken(office: Office) -> set[str]:
    """The keys of the story's steps that were taken before."""
    with office.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT key FROM booking WHERE status = 'issued' AND key LIKE 'contoh-%'"))
        return set(rows.scalars())


def _take(office: Office, plan: Plan, step: Step, place: int, key: str, id: int, at: datetime) -> float:
    desk = replace(office.desk, clock=SystemClock(at, str(ZONE)))
    with office.database.reading() as connection:
        post = connection.execute(sa.text("SELECT post FROM proposal WHERE id = :id"), {"id": id}).scalar_one()
    request = Request(
        step.verb,
        step.account,
        (id,),
        data_for(step, plan, place, post),
        NOTES.get(step.verb),
        key,
        channel="demo",
        os_user=office.os_user,
    )
    started = time.perf_counter()
    take(desk, request)
    return time.perf_counter() - started


def summary(office: Office, seconds: list[float]) -> Iterator[str]:
    """Proposals by state, decrees issued, numbers void, time per step."""
    with office.database.reading() as connection:
        counts = worklist.counts(connection)
        rows = connection.execute(sa.text("SELECT status, count(*) AS found FROM booking GROUP BY status"))
        numbers = {row.status: row.found for row in rows}
    yield from table(("Tahap", "Usulan"), [(label(state), counts.get(state, 0)) for state in State])
    lines = [("Keputusan terbit", numbers.get("issued", 0)), ("Nomor batal", numbers.get("void", 0))]
    if seconds:
        lines.append(("Waktu satu langkah (median, milidetik)", round(statistics.median(seconds) * 1000)))
    yield from table(("Ringkasan", ""), lines)


def account_lines() -> Iterator[str]:
    """The sample accounts, to try the pages and the command line with."""
    yield from table(("Akun contoh", "Peran"), [(name, ROLE_LABELS[role][0]) for name, (role, _) in ROLES.items()])
    yield f"Contoh: MUTASI_NOW={TODAY}T10:00:00+07:00 .venv/bin/mutasi can 9 --as kepala"
