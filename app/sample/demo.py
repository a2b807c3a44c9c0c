"""The demonstration: the sample city taken in, its story played, everything verified, the pages served."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from datetime import time as clock_time
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.beside import beside
from app.cli.face import table
from app.cli.progress import progress
from app.clock import SystemClock
from app.sample.accounts import ROLES, add_accounts
from app.sample.asides import Aside, Moment, asides
from app.sample.casting import Casting
from app.sample.governing import COLLECTIVE_LEAVE, govern
from app.sample.story import PROPOSER, TODAY, Plan, Step, plans
from app.sample.telling import NOTES, Scene, data_for
from app.settings import load
from app.wiring import Office
from storage import worklist
from storage.audit import AuditReport, verify
from storage.changes import By
from storage.holidays import working_days
from storage.intake import take_in
from workflow.authority import ROLE_LABELS
from workflow.desk import Request
from workflow.errors import OtherData, RehearsalOnly
from workflow.planning.working_days import WorkingDays
from workflow.rules.implementation import OATH_KINDS
from workflow.states import State, label
from workflow.step import take

WORKBOOK = Path(__file__).with_name("city.xlsx")
ZONE = ZoneInfo("Asia/Jakarta")


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
        calendar = working_days_of(office)
        story = plans(calendar)
        load_city(office)
        ids = cast(office, story)
        seconds = play_story(office, story, ids, calendar)
        with progress() as moved:
            report = verify(office.database, office.clock.real(), moved, beside(office.key))
        for line in [*summary(office, seconds), *report.lines("id"), "", *account_lines(office)]:
            print(line)
        sys.stdout.flush()
        _serve(office, report, port)


def _serve(office: Office, report: AuditReport, port: int | None) -> None:
    if report.problems:
        sys.exit(4)
    if port is not None:
        from app.web.server import serve

        serve(office, "127.0.0.1", port)


def working_days_of(office: Office) -> WorkingDays:
    """The calendar of the sample city; the collective leave is in the table only once the story has begun."""
    with office.database.reading() as connection:
        return WorkingDays({**working_days(connection).off, **COLLECTIVE_LEAVE})


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
    """The numbers of the story's proposals; written, with accounts and the city's own rules, when they are not there."""
    with office.database.transaction() as connection:
        found = connection.execute(sa.text("SELECT id FROM proposal ORDER BY id")).scalars().all()
        if found:
            return list(found)[: len(story)]
        first = datetime.combine(story[0].started, clock_time(8), ZONE)
        add_accounts(connection, first)
        govern(connection, By("admin", first, first.date(), office.os_user, "demo"))
        casting = Casting.open(connection, TODAY)
        return [casting.next(plan, PROPOSER, datetime.combine(plan.started, clock_time(9), ZONE)) for plan in story]


@dataclass(frozen=True)
class Turn:
    """Something that is due: a step of a plan, or something beside it; `order` is its place within the day."""

    day: date
    order: int
    place: int
    act: Step | Aside


def turns(story: list[Plan], calendar: WorkingDays) -> list[Turn]:
    """Everything that happens, in order of its days; what is beside the steps comes before them."""
    found = [
        *(Turn(step.day, n, place, step) for place, plan in enumerate(story) for n, step in enumerate(plan.steps, 1)),
        *(Turn(one.day, 0, place, one) for place, plan in enumerate(story) for one in asides(plan, calendar)),
    ]
    return sorted(found, key=lambda turn: (turn.day, turn.order))


def play_story(office: Office, story: list[Plan], ids: list[int], calendar: WorkingDays) -> list[float]:
    """Let everything happen that has not happened yet; returns the seconds of each step that was new."""
    done = already_taken(office)
    due = [turn for turn in turns(story, calendar) if key_of(turn.place, turn.order) not in done]
    steps = sum(isinstance(turn.act, Step) for turn in due)
    seconds: list[float] = []
    if steps:
        print(f"Menjalankan {steps} langkah …", file=sys.stderr)
    with progress() as moved, ThreadPoolExecutor(office.presses + 1) as pool:
        for _, together in groupby(due, key=lambda turn: (turn.day, turn.order)):
            took = pool.map(lambda turn: _happen(office, story[turn.place], turn, ids[turn.place]), together)
            seconds += [one for one in took if one is not None]
            moved(len(seconds), steps, "langkah")
    return seconds


def key_of(place: int, number: int) -> str:
    """The key under which a step of the story is taken once and for all."""
    return f"contoh-{place}-{number}"


def already_taken(office: Office) -> set[str]:
    """The keys of the story's steps that were taken before."""
    with office.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT key FROM booking WHERE status = 'issued' AND key LIKE 'contoh-%'"))
        return set(rows.scalars())


def _happen(office: Office, plan: Plan, turn: Turn, id: int) -> float | None:
    at = datetime.combine(turn.day, clock_time(8 + turn.order, 30), ZONE)
    if isinstance(turn.act, Step):
        return _take(office, turn.act, plan, turn, id, at)
    with office.database.transaction() as connection:
        turn.act.act(Moment(connection, id, turn.place, at, office.os_user))
    return None


def _take(office: Office, step: Step, plan: Plan, turn: Turn, id: int, at: datetime) -> float:
    desk = replace(office.desk, clock=SystemClock(at, str(ZONE)))
    with office.database.reading() as connection:
        post = connection.execute(TARGET, {"id": id}).one()
    told = data_for(step, Scene(plan, turn.place, post.code, post.kind in OATH_KINDS))
    key = key_of(turn.place, turn.order)
    request = Request(
        *(step.verb, step.account, (id,), told, NOTES.get(step.verb), key), channel="demo", os_user=office.os_user
    )
    started = time.perf_counter()
    take(desk, request)
    return time.perf_counter() - started


TARGET = sa.text("SELECT q.code, q.kind FROM proposal p JOIN post q ON q.code = p.post WHERE p.id = :id")


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


def account_lines(office: Office) -> Iterator[str]:
    """The sample accounts, to try the pages and the command line with."""
    yield from table(("Akun contoh", "Peran"), [(name, ROLE_LABELS[role][0]) for name, (role, _) in ROLES.items()])
    with office.database.reading() as connection:
        waiting = connection.execute(WAITING, {"state": State.needs_analysis.value}).scalar_one()
    yield f"Contoh: MUTASI_NOW={TODAY}T10:00:00+07:00 .venv/bin/mutasi can {waiting} --as kepala"


WAITING = sa.text("SELECT max(id) FROM proposal WHERE state = :state")
