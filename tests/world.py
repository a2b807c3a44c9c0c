"""A small invented agency to test with: units, posts, people, accounts for every role, a press that draws at once.

    office = world.build(database_url)
    proposal = world.propose(office)
    world.carry(office, proposal, "approval")
    world.step(office, proposal, "approve")

The calendar stands at `START` until a test moves `office.clock.moved`; leases run on the real clock, which
`office.clock.skew` moves.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.clock import SystemClock
from app.settings import Settings
from app.wiring import Office
from storage import documents, dossiers, proposals, tables
from storage.accounts import add_account
from storage.audit import AuditReport, verify
from storage.database import migrate as migrate
from storage.documents import Filing
from storage.history import keep_process
from workflow.authority import Kind, Role
from workflow.booking import Answer
from workflow.desk import Request
from workflow.dossier import Dossier
from workflow.papers import required
from workflow.step import take

START = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)
"""Tuesday 2 June 2026, 09.00 WIB."""

ROUNDS = int(os.environ.get("MUTASI_TEST_ROUNDS", "3"))
"""How often a race is run; `MUTASI_TEST_ROUNDS=20` for a longer look."""

ANALYST = "rini.analis"
OFFICER = "joko.pengelola"
HEAD = "surya.kepala"
CHAIR = "dewi.ketua"
UNIT_HEAD = "hasan.dinas"
MAYOR = "walikota"
ORIGIN = "bupati.asal"
BKN = "bkn.regional"
EMPLOYEE = "sari.pegawai"
AUDITOR = "inspektorat"
ADMIN = "admin"

SARI = "199003152015032001"
BUDI = "198805202014031002"
"""Sari's husband; he works in the other department."""
TARGET = "ANALIS-DIK"
"""A post of three seats, nobody in it."""
SINGLE = "ARSIPARIS-DIK"
"""A post of one seat, nobody in it."""
HOME = "ANALIS-KES"
"""Where Sari and her colleagues sit: six seats, all taken."""

UNITS = (
    ("1", "Pemerintah Kota Samudra Jaya", None, None),
    ("1.01", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "1", None),
    ("1.02", "Dinas Kesehatan", "1", 4),
    ("1.03", "Dinas Pendidikan", "1", None),
)

POSTS = (
    # code, name, unit, kind, persons whose work there is
    ("KEPALA-BKPSDM", "Kepala Badan Kepegawaian", "1.01", "jpt", 1),
    ("ANALIS-SDM", "Analis Sumber Daya Manusia Aparatur", "1.01", "fungsional", 4),
    (HOME, "Analis Kebijakan Kesehatan", "1.02", "pelaksana", 6),
    ("KEPALA-DINKES", "Kepala Dinas Kesehatan", "1.02", "jpt", 1),
    (TARGET, "Analis Kebijakan Pendidikan", "1.03", "pelaksana", 3),
    (SINGLE, "Arsiparis", "1.03", "pelaksana", 1),
    ("PENATA-DIK", "Penata Layanan Pendidikan", "1.03", "pelaksana", 2),
)

PEOPLE = (
    # nip, name, sex, post, spouse
    ("197001011995031001", "Surya Darmawan", "L", "KEPALA-BKPSDM", None),
    ("198203042006042001", "Rini Lestari", "P", "ANALIS-SDM", None),
    ("198107082005011002", "Joko Prasetyo", "L", "ANALIS-SDM", None),
    ("197509112000032003", "Dewi Anggraini", "P", "ANALIS-SDM", None),
    ("197204052098031001", "Hasan Basri", "L", "KEPALA-DINKES", None),
    (SARI, "Sari Wulandari", "P", HOME, BUDI),
    (BUDI, "Budi Santoso", "L", "PENATA-DIK", SARI),
    ("199104122016031003", "Agus Salim", "L", HOME, None),
    ("198912302014032004", "Maya Puspita", "P", HOME, None),
    ("199208172017031005", "Rahmat Hidayat", "L", HOME, None),
    ("198706242012032006", "Lina Marlina", "P", HOME, None),
    ("199311092018031007", "Fajar Nugroho", "L", HOME, None),
)

COLLEAGUES = tuple(nip for nip, _, _, post, _ in PEOPLE if post == HOME)
"""Sari and the others in her post."""

ACCOUNTS: tuple[tuple[str, Role, str | None], ...] = (
    (ANALYST, Role.analyst, "198203042006042001"),
    (OFFICER, Role.hr_officer, "198107082005011002"),
    (HEAD, Role.hr_head, "197001011995031001"),
    (CHAIR, Role.team_chair, "197509112000032003"),
    (UNIT_HEAD, Role.unit_head, "197204052098031001"),
    (MAYOR, Role.authority, None),
    (ORIGIN, Role.origin_authority, None),
    (BKN, Role.bkn, None),
    (EMPLOYEE, Role.employee, SARI),
    (AUDITOR, Role.auditor, None),
    (ADMIN, Role.admin, None),
)

TAKER = {
    "submit": ANALYST,
    "establish_need": HEAD,
    "assess": CHAIR,
    "socialize": OFFICER,
    "consent": ORIGIN,
    "advise": BKN,
    "approve": MAYOR,
    "implement": HEAD,
    "correct": HEAD,
    "conclude": HEAD,
    "withdraw": ANALYST,
    "suspend": MAYOR,
    "resume": MAYOR,
    "annul": MAYOR,
}
"""Verb → who takes it; send_back and reject depend on the state."""

STEPPERS = {
    "needs_analysis": HEAD,
    "evaluation": CHAIR,
    "socialization": OFFICER,
    "consent": ORIGIN,
    "advice": BKN,
    "approval": MAYOR,
}
"""State → who may send back from there; also who rejects there, except that HEAD rejects in socialization."""

PATH = (
    ("draft", "submit"),
    ("needs_analysis", "establish_need"),
    ("evaluation", "assess"),
    ("socialization", "socialize"),
    ("consent", "consent"),
    ("advice", "advise"),
    ("approval", "approve"),
    ("implementation", "implement"),
    ("monitoring", "conclude"),
    ("completed", ""),
)
"""State → the verb that carries a proposal on, in order."""


REVIEWS = (30, 90, 180)
"""Days after the date of effect at which a move is looked at."""


class Clock(SystemClock):
    """A calendar that tests move by `moved`, and a real clock that they move by `skew`."""

    def __init__(self, moved: datetime = START, zone: str = "Asia/Jakarta") -> None:
        super().__init__(moved, zone)
        self.skew = timedelta()

    def real(self) -> datetime:
        return datetime.now(UTC) + self.skew

    def forward(self, **span: float) -> None:
        """Move the calendar, and not the leases."""
        self.moved = self.now() + timedelta(**span)


class FakePress:
    """Draws at once, or after `seconds`; the same order gives the same bytes, and they contain the number.

    Attributes:
        during: called with the order while the decree is being drawn.
        fails: an error to raise instead of drawing.
    """

    def __init__(self, seconds: float = 0.0, during: Callable[[bytes], None] | None = None) -> None:
        self.seconds = seconds
        self.during = during
        self.fails: BaseException | None = None

    def draw(self, order: bytes, beat: Callable[[], None] | None = None, beat_seconds: float = 15.0) -> bytes:
        if self.during is not None:
            self.during(order)
        left = self.seconds
        while left > 0:
            time.sleep(min(left, beat_seconds))
            left -= beat_seconds
            if beat is not None and left > 0:
                beat()
        if self.fails is not None:
            raise self.fails
        return drawn(order)

    def warm(self) -> None: ...
    def close(self) -> None: ...


def drawn(order: bytes) -> bytes:
    """A tiny decree: the form, the number and the hash of its order."""
    words = json.loads(order)
    digest = hashlib.sha256(order).hexdigest()
    return f"%PDF-1.7\n% {words['form']} {words['number']}\n% {digest}\n%%EOF\n".encode()


# Building


NO_HOME = Path("tidak-ada")
"""A home without keys: nothing is signed."""


def open_office(
    url: str, *, seconds: float = 0.0, lease: int = 60, clock: Clock | None = None, home: Path = NO_HOME
) -> Office:
    """An office on a database that is there, with the fake press and a clock that can be moved."""
    settings = Settings(url, home, "id", lease, START)
    office = Office(settings)
    office.__dict__["clock"] = clock or Clock()
    office.__dict__["press"] = FakePress(seconds)
    office.__dict__["os_user"] = "penguji"
    office.__dict__["sealing"] = None  # what this press draws is no PDF that could be sealed
    return office


def build(url: str, *, rehearsal: bool = True, seconds: float = 0.0, lease: int = 60, home: Path = NO_HOME) -> Office:
    """The invented agency on a migrated database."""
    office = open_office(url, seconds=seconds, lease=lease, home=home)
    with office.database.transaction() as connection:
        keep_process(connection)
        insert(connection, tables.Installation, id=1, rehearsal=rehearsal, created_at=START)
        populate(connection)
    return office


def populate(connection: sa.Connection) -> None:
    """Write units, posts with their workload, people and accounts."""
    for code, name, parent, minimum in UNITS:
        insert(connection, tables.Unit, code=code, name=name, parent=parent, minimum=minimum)
    for code, name, unit, kind, need in POSTS:
        add_post(connection, code, name, unit, kind, need)
    for nip, name, sex, post, spouse in PEOPLE:
        add_person(connection, nip, name, sex, post, spouse)
    for name, role, nip in ACCOUNTS:
        grant(connection, name, role, nip=nip)


def add_post(connection: sa.Connection, code: str, name: str, unit: str, kind: str, need: int) -> None:
    """A post with the workload of `need` people."""
    insert(
        connection,
        tables.Post,
        **{"code": code, "name": name, "unit": unit, "kind": kind},
        **{"rank_min": "III/a", "rank_max": "IV/e", "education_min": "S-1"},
    )
    work = {"volume": str(need * 6000), "per": "bulan", "minutes": "1", "as_of": date(2026, 2, 2)}
    insert(connection, tables.Workload, post=code, task="Pelaksanaan tugas pokok", **work)


def add_person(
    connection: sa.Connection, nip: str, name: str, sex: str = "L", post: str = HOME, spouse: str | None = None
) -> None:
    """A civil servant of rank III/c, four years in the post, with good appraisals."""
    insert(
        connection,
        tables.Person,
        **{"nip": nip, "name": name, "title_after": "S.E.", "sex": sex, "post": post, "spouse": spouse},
        **{"birth_place": "Samudra Jaya", "birth_date": date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))},
        **{"employment": "PNS", "rank": "III/c", "rank_since": date(2021, 4, 1), "education": "S-1"},
        **{"education_field": "Ekonomi", "post_since": date(2022, 1, 3), "as_of": date(2026, 5, 4)},
    )
    for year in (2024, 2025):
        appraised = {"result": "sesuai", "behaviour": "sesuai", "predicate": "Baik"}
        insert(connection, tables.Appraisal, nip=nip, year=year, **appraised)


def add_people(office: Office, count: int, post: str = HOME) -> list[str]:
    """More invented people in a post; returns their NIPs."""
    with office.database.transaction() as connection:
        before = connection.execute(sa.select(sa.func.count()).select_from(tables.table(tables.Person))).scalar_one()
        nips = [f"1985{1 + n // 28 % 12:02}{1 + n % 28:02}2010011{n:03}" for n in range(before, before + count)]
        for n, nip in enumerate(nips, 1):
            add_person(connection, nip, f"Pegawai {before + n}", post=post)
    return nips


def grant(connection: sa.Connection, name: str, *roles: Role, nip: str | None = None, os_user: str = "") -> None:
    """An account whose roles have held since the start of the year."""
    given = {"now": START, "today": date(2026, 1, 2)}
    add_account(connection, name, roles, nip=nip, unit=None, os_user=os_user or None, **given)


def add_authorities(office: Office, count: int) -> list[str]:
    """Several accounts that hold the mayor's office, as deputies would; returns their names."""
    names = [f"wakil.{n:02}" for n in range(1, count + 1)]
    with office.database.transaction() as connection:
        for name in names:
            grant(connection, name, Role.authority)
    return names


def insert(connection: sa.Connection, row: type[tables.Row], **values: Any) -> None:
    connection.execute(tables.table(row).insert().values(**values))


# Acting


def propose(
    office: Office,
    nip: str = SARI,
    post: str = TARGET,
    *,
    account: str = ANALYST,
    kind: Kind = Kind.INTERNAL,
) -> int:
    """A new proposal in draft."""
    with office.database.transaction() as connection:
        return proposals.propose(
            connection,
            **{"nip": nip, "post": post, "account": account, "kind": kind},
            **{"reason": "Kebutuhan organisasi", "now": office.clock.now(), "today": office.today},
        )


def attach(office: Office, proposal: int, account: str = OFFICER, content: bytes = b"surat") -> int:
    """File a letter with a proposal."""
    filing = Filing("D05", "surat.txt", content, hashlib.sha256(content).hexdigest(), "800/7/2026", date(2026, 5, 20))
    with office.database.transaction() as connection:
        return documents.attach(connection, proposal, filing, account, office.clock.now(), office.today)


def file_documents(office: Office, proposal: int) -> None:
    """File every document that the proposal requires, dated a week ago, and let someone else verify each."""
    told, today, now = dossier(office, proposal), office.today, office.clock.now()
    with office.database.transaction() as connection:
        for one in required(told.kind, told.requirements, today):
            content = f"{one.code} {proposal}".encode()
            signed = (
                f"800/{one.code}/2026",
                today - timedelta(days=7),
                told.target.post.code if one.names_post else None,
            )
            filing = Filing(one.code, f"{one.code}.txt", content, hashlib.sha256(content).hexdigest(), *signed)
            id = documents.attach(connection, proposal, filing, OFFICER, now, today)
            documents.look(connection, id, "verified", None, HEAD, now, today)


def step(
    office: Office,
    proposal: int,
    verb: str,
    *,
    account: str | None = None,
    data: Mapping[str, Any] | None = None,
    note: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Take one step, with honest data unless the test tells other."""
    (answer,) = take(office.desk, request(office, proposal, verb, account=account, data=data, note=note, **more))
    return answer


def step_together(office: Office, ids: Iterable[int], account: str = MAYOR) -> Answer:
    """Approve several proposals with one collective decree."""
    return take(office.desk, Request("approve", account, tuple(ids), data_of(office, 0, "approve"), os_user="penguji"))


def request(
    office: Office,
    proposal: int,
    verb: str,
    *,
    account: str | None = None,
    data: Mapping[str, Any] | None = None,
    note: str | None = None,
    **more: Any,
) -> Request:
    """The request that `step` sends."""
    told = data_of(office, proposal, verb) if data is None else data
    who = account or TAKER.get(verb) or STEPPERS[show(office, proposal)["state"]]
    return Request(verb, who, (proposal,), told, note or "Sesuai hasil telaah.", os_user="penguji", **more)


def data_of(office: Office, proposal: int, verb: str) -> dict[str, Any]:
    """Honest data for a verb, as of the office's day."""
    today = office.today
    row = show(office, proposal) if proposal else {"post": "", "kind": "INTERNAL"}
    letter = {"number": "824/11/2026", "date": str(today)}
    if verb == "assess":
        return {
            "team": [
                {"name": "Dewi Anggraini", "nip": "197509112000032003", "capacity": "official"},
                {"name": "Rini Lestari", "nip": "198203042006042001", "capacity": "asn"},
                {"name": "Prof. Tuti Herawati", "capacity": "expert"},
            ],
            "recommendation": "recommend",
            "considerations": "Kompetensi sesuai dengan jabatan tujuan.",
        }
    if verb == "socialize":
        return {
            **{"date": str(today), "method": "Tatap muka", "participants": ["Sari Wulandari", "Joko Prasetyo"]},
            **{"reasons": "Kebutuhan organisasi dan pengembangan karier.", "response": "accepts"},
        }
    if verb in ("consent", "advise"):
        return {"letter": letter, "post": row["post"]}
    if verb == "approve":
        tmt = {"tmt": str(today + timedelta(days=29))}
        return tmt if row["kind"] == "INTERNAL" else tmt | {"letter": letter}
    if verb == "implement":
        oath = letter if proposal and takes_oath(office, proposal) else None
        return {"spmt": letter, "handover": letter, "oath": oath, "started": str(today)}
    if verb == "correct":
        told = {"finding": "Serah terima belum lengkap.", "step": "Lengkapi berita acara."}
        return told | {"owner": "Joko Prasetyo", "due": str(today + timedelta(days=14))}
    if verb == "conclude":
        return {"reviews": reviews(office, proposal), "conclusion": "Mutasi mencapai tujuannya."}
    return {}


def takes_oath(office: Office, proposal: int) -> bool:
    """Whether the post is one into which its holder is sworn."""
    return dossier(office, proposal).target.post.kind != "pelaksana"


def reviews(office: Office, proposal: int) -> list[dict[str, Any]]:
    """The reviews whose day has come, or one of today when none has."""
    tmt = tmt_of(office, proposal) if proposal else None
    held = [tmt + timedelta(days=days) for days in REVIEWS] if tmt else []
    days = [day for day in held if day <= office.today] or [office.today]
    said = {"person": "Bekerja baik.", "unit": "Pelayanan lancar.", "adverse": False}
    return [{"date": str(day), **said} for day in days]


def carry(office: Office, proposal: int, to_state: str) -> None:
    """Take the happy path until the proposal stands at `to_state`; papers are filed and the calendar moves where they must."""
    while (state := show(office, proposal)["state"]) != to_state:
        verb = dict(PATH)[state]
        make_ready(office, proposal, verb)
        step(office, proposal, verb)


def make_ready(office: Office, proposal: int, verb: str) -> None:
    """What must be there before a verb: its documents, and its day."""
    if verb == "assess" and not dossier(office, proposal).documents:
        file_documents(office, proposal)
    if verb == "implement":
        reach(office, tmt_of(office, proposal))
    if verb == "conclude":
        reach(office, tmt_of(office, proposal) + timedelta(days=REVIEWS[-1]))


def reach(office: Office, day: date) -> None:
    """Move the calendar to the morning of a day that has not come."""
    if office.today < day:
        office.clock.forward(days=(day - office.today).days)


def tmt_of(office: Office, proposal: int) -> date:
    """The date of effect that stands in the plan of seats."""
    seats = tables.table(tables.Assignment)
    query = sa.select(seats.c.starts).where(seats.c.proposal == proposal).order_by(seats.c.id.desc())
    with office.database.reading() as connection:
        return connection.execute(query).scalars().first()


# Looking


def dossier(office: Office, proposal: int) -> Dossier:
    """The frozen facts of a proposal today."""
    with office.database.reading() as connection:
        return dossiers.dossier(connection, proposal, office.today)


def show(office: Office, proposal: int) -> dict[str, Any]:
    """The row of a proposal."""
    row = tables.table(tables.Proposal)
    with office.database.reading() as connection:
        return dict(connection.execute(row.select().where(row.c.id == proposal)).mappings().one())


def rows(office: Office, row: type[tables.Row]) -> list[dict[str, Any]]:
    """Every row of a table, in order of its key."""
    found = tables.table(row)
    with office.database.reading() as connection:
        return [dict(r) for r in connection.execute(found.select().order_by(*found.primary_key)).mappings()]


def audit(office: Office) -> AuditReport:
    """What the audit says now."""
    return verify(office.database, office.clock.real())


def assert_sound(office: Office) -> None:
    """Nothing is wrong, and every number from 1 to n is there once, issued or void with a reason."""
    assert audit(office).problems == []
    bookings = rows(office, tables.Booking)
    for counter in rows(office, tables.Counter):
        mine = [b for b in bookings if (b["series"], b["year"]) == (counter["series"], counter["year"])]
        assert sorted(b["n"] for b in mine) == list(range(1, counter["last"] + 1))
    for booking in bookings:
        assert booking["status"] in ("issued", "void"), booking["number"]
        assert (booking["status"] == "void") == bool(booking["reason"])


def together(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Run `act(0)` … `act(count - 1)` at the same moment in threads; results or errors in order."""
    gate = threading.Barrier(count)
    results: list[Any] = [None] * count

    def run(n: int) -> None:
        gate.wait()
        try:
            results[n] = act(n)
        except Exception as problem:
            results[n] = problem

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def fresh_key() -> Callable[[], str]:
    """Keys that no other call has used."""
    numbers = itertools.count(1)
    return lambda: f"kunci-{next(numbers)}"
