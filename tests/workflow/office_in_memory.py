"""A desk whose store, press and clocks are in memory: what a step is tested on without a database."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.workflow.people import AGENCY, assessed, dossier
from tests.workflow.test_data import VALID
from workflow.authority import Actor, AgencyFacts, Role
from workflow.desk import Desk, Request
from workflow.dossier import Dossier
from workflow.errors import Busy, UnknownProposal
from workflow.planning.working_days import WorkingDays
from workflow.ports import Booked, Checkpoint, Designated, LastEntry, NewBooking, NewEntry, Signer
from workflow.states import State

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)
REAL_NOON = datetime(2031, 1, 1, 5, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
PDF = b"%PDF-1.7 the decree"
READY = dossier(state="approval", version=4, steps=(assessed(),))


@dataclass
class Kept:
    """What the fake store remembers."""

    cases: dict[int, Dossier]
    who: dict[str, Actor]
    bookings: dict[int, NewBooking] = field(default_factory=dict)
    status: dict[int, str] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)
    decrees: dict[str, bytes] = field(default_factory=dict)
    copies: list[tuple[str, int, str, bytes]] = field(default_factory=list)
    entries: list[tuple[NewEntry, bytes, bytes]] = field(default_factory=list)
    seats: list[tuple[Any, ...]] = field(default_factory=list)
    leases: dict[int, datetime] = field(default_factory=dict)
    log: list[Any] = field(default_factory=list)
    teams: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    processes: int = 0


@dataclass
class Book:
    """A ledger in memory."""

    kept: Kept
    fail_at: str = ""

    def _now(self, name: str) -> None:
        if name == self.fail_at:
            raise RuntimeError(f"{name} failed")

    def agency(self) -> AgencyFacts:
        return AGENCY

    def rehearsal(self) -> bool:
        return True

    def actor(self, account: str) -> Actor:
        return self.kept.who[account]

    def dossier(self, proposal: int, day: date) -> Dossier:
        """The case as it is kept, with the seats of its post that were given meanwhile."""
        case = self.kept.cases[proposal]
        given = [done for done in self.kept.seats if (done[0], done[3]) == ("give", case.target.post.code)]
        reserved = case.occupancy.reserved + len(given)
        return replace(case, occupancy=replace(case.occupancy, reserved=reserved))

    def last_entry(self, proposal: int) -> LastEntry | None:
        mine = [entry for entry, _, _ in self.kept.entries if entry.proposal == proposal]
        return LastEntry(mine[-1].verb, mine[-1].actor, mine[-1].at, mine[-1].version) if mine else None

    def newest_changes(self, proposal: int) -> Sequence[tuple[str, str, datetime]]:
        return [("dokumen", "a document", NOON), ("langkah", "a step", NOON - timedelta(days=1))]

    def bases(self, day: date) -> list[str]:
        return ["UU 20/2023"]

    def words(self, form: str) -> dict[str, Any] | None:
        return None

    def working_days(self) -> WorkingDays:
        return WorkingDays()

    def lock(
        self, proposals: Sequence[int], *, posts: Sequence[str] | None = None, offices: Iterable[Role] = ()
    ) -> None:
        self.kept.log.append(("lock", tuple(proposals), posts, tuple(offices)))
        for id in proposals:
            if id not in self.kept.cases:
                raise UnknownProposal(proposal=id)

    def booking_by_key(self, account: str, key: str) -> Booked | None:
        mine = [id for id, b in self.kept.bookings.items() if (b.actor, b.key) == (account, key)]
        alive = [id for id in mine if not self.kept.status[id].startswith("void")]
        return self._booked(alive[-1]) if alive else None

    def live_booking(self, proposal: int, version: int) -> Booked | None:
        for id, booking in self.kept.bookings.items():
            if (proposal, version) in booking.claims and self.kept.status[id] == "booked":
                return self._booked(id)
        return None

    def _booked(self, id: int) -> Booked:
        one = self.kept.bookings[id]
        answer = self.kept.answers.get(id)
        return Booked(id, one.verb, one.actor, one.booked_at, self.kept.leases[id], one.request, answer)

    def series_of(self, purpose: str, unit: str | None) -> str:
        return f"{purpose}-{unit}" if unit else purpose

    def next_number(self, series: str, day: date, agency: AgencyFacts) -> tuple[int, str]:
        n = len(self.kept.bookings) + 1
        return n, f"{series}/{n}/{day.year}"

    def insert_booking(self, booking: NewBooking) -> int:
        id = len(self.kept.bookings) + 1
        self.kept.bookings[id], self.kept.status[id] = booking, "booked"
        self.kept.leases[id] = booking.lease_until
        return id

    def renew(self, booking: int, token: str, until: datetime) -> None:
        assert token == self.kept.bookings[booking].token
        self.kept.leases[booking] = until

    def turn_issued(self, booking: int, token: str) -> bool:
        self._now("turn_issued")
        if self.kept.status[booking] != "booked" or self.kept.bookings[booking].token != token:
            return False
        self.kept.status[booking] = "issued"
        return True

    def void(self, booking: int, reason: str, token: str | None = None) -> bool:
        assert token in (None, self.kept.bookings[booking].token)
        if self.kept.status[booking] != "booked":
            return False
        self.kept.status[booking] = f"void: {reason}"
        return True

    def void_reason(self, booking: int) -> str:
        return self.kept.status[booking].removeprefix("void: ")

    def remember_answer(self, booking: int, answer: str) -> None:
        self._now("remember_answer")
        self.kept.answers[booking] = answer

    def keep_process(self) -> None:
        self.kept.processes += 1

    def insert_decree(self, booking: int, number: str, sha256: str, content: bytes, at: datetime) -> None:
        self._now("insert_decree")
        self.kept.decrees[number] = content

    def insert_copy(self, number: str, proposal: int, sha256: str, content: bytes, at: datetime) -> None:
        self._now("insert_copy")
        self.kept.copies.append((number, proposal, sha256, content))

    def authenticator(self) -> Designated | None:
        return None

    def move(self, proposal: int, source: State, target: State, version: int, at: datetime) -> None:
        self._now("move")
        case = self.kept.cases[proposal]
        assert (case.proposal.state, case.proposal.version + 1) == (source, version)
        self.kept.cases[proposal] = replace(case, proposal=replace(case.proposal, state=target.value, version=version))

    def append(self, entry: NewEntry, salt: bytes, payload: bytes) -> int:
        self._now("append")
        self.kept.entries.append((entry, salt, payload))
        return len(self.kept.entries) - 1

    def checkpoint(self, signer: Signer | None, now: datetime, zone: str) -> Checkpoint | None:
        return Checkpoint("log", 3, "ab" * 32, f"{zone} {now:%d}") if signer else None

    def keep_team(self, proposal: int, version: int, nips: Iterable[str]) -> None:
        self.kept.teams.append((proposal, version, tuple(nips)))

    def free_seats(self, post: str, day: date) -> int:
        return 1

    def post_named(self, post: str) -> tuple[str, str]:
        return "Perawat Terampil", "Puskesmas Melati"

    def give_seat(self, *facts: Any) -> None:
        self._now("give_seat")
        self.kept.seats.append(("give", *facts))

    def hold_seat(self, *facts: Any) -> None:
        self.kept.seats.append(("hold", *facts))

    def release_seat(self, *facts: Any) -> None:
        self.kept.seats.append(("release", *facts))

    def cancel_seat(self, *facts: Any) -> None:
        self.kept.seats.append(("cancel", *facts))


@dataclass
class Memory:
    """A store whose transactions take everything back when they fail."""

    kept: Kept
    fail_at: str = ""
    opened: int = 0
    closed_from: int = 99
    closed_by: Callable[[], Exception] = Busy
    open_now: bool = False

    @contextmanager
    def transaction(self) -> Iterator[Book]:
        self.opened += 1
        if self.opened >= self.closed_from:
            raise self.closed_by()
        assert not self.open_now
        before, self.open_now = copy.deepcopy(self.kept), True
        try:
            yield Book(self.kept, self.fail_at)
        except BaseException:
            self.kept.__dict__.update(before.__dict__)
            raise
        finally:
            self.open_now = False


@dataclass
class Clocks:
    """The calendar of a rehearsal, and the real clock."""

    calendar: datetime = NOON
    wall: datetime = REAL_NOON

    def now(self) -> datetime:
        return self.calendar

    def real(self) -> datetime:
        return self.wall

    def shown(self, at: datetime) -> str:
        return f"{at:%Y-%m-%d %H:%M} UTC"


@dataclass
class Printer:
    """Draws one decree; `meanwhile` happens while it is being drawn."""

    store: Memory
    meanwhile: Callable[[], None] = lambda: None
    orders: list[bytes] = field(default_factory=list)
    beat_seconds: float = 0
    beats: int = 0

    def draw(self, order: bytes, beat: Callable[[], None] | None = None, beat_seconds: float = 15.0) -> bytes:
        assert not self.store.open_now, "a transaction is open while the decree is drawn"
        self.orders.append(order)
        self.beat_seconds = beat_seconds
        for _ in range(self.beats):
            assert beat is not None
            beat()
        self.meanwhile()
        return PDF


class Shelf:
    def series_of(self, verb: str, kop: str) -> str:
        return f"{verb}-{kop}"

    def templates_hash(self) -> str:
        return "t" * 64


@dataclass
class World:
    """A desk and everything behind it, with Melati's proposal ready for Ratna's approval."""

    desk: Desk
    store: Memory
    press: Printer
    clock: Clocks

    @property
    def kept(self) -> Kept:
        return self.store.kept

    def case(self, id: int = 7) -> Dossier:
        return self.kept.cases[id]

    def status(self) -> list[str]:
        return list(self.kept.status.values())

    def nothing_happened(self) -> bool:
        """Neither state nor decree nor history nor seat."""
        kept = self.kept
        return kept.cases[7].state is State.approval and not (
            kept.decrees or kept.entries or kept.seats or kept.answers
        )


APPROVE = Request("approve", "ratna", (7,), VALID["approve"], os_user="ratna.os")
