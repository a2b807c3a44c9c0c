"""What the one door needs from outside, as small protocols: a store, a press, a clock and the forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from workflow.authority import Actor, AgencyFacts, Role
from workflow.dossier import Dossier
from workflow.planning.working_days import WorkingDays
from workflow.states import State

LEASE_OVER = "Prosesnya terhenti sebelum keputusan terbit."
"""Why a booking is void that nobody finished."""


@dataclass(frozen=True)
class NewBooking:
    """A number about to be claimed, with what its decree will be drawn from."""

    token: str
    series: str
    year: int
    n: int
    number: str
    code: str
    verb: str
    actor: str
    booked_at: datetime
    lease_until: datetime
    drawing: bytes
    key: str | None
    request: str
    claims: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Booked:
    """A booking as others meet it. `answer` is set once it was issued."""

    id: int
    verb: str
    actor: str
    booked_at: datetime
    lease_until: datetime
    request: str | None
    answer: str | None


@dataclass(frozen=True)
class NewEntry:
    """One row of history, before it has its place.

    Attributes:
        copy_sha256: of the petikan that was issued with a collective decree.
    """

    proposal: int
    version: int
    verb: str
    from_state: State
    to_state: State
    actor: str
    capacity: str
    channel: str
    os_user: str
    at: datetime
    number: str
    decree_sha256: str
    process: str
    dossier: str
    copy_sha256: str | None = None


@dataclass(frozen=True)
class Checkpoint:
    """What the log said of itself, signed: how many leaves it had, and their root in hexadecimal."""

    origin: str
    size: int
    root: str
    note: str


@dataclass(frozen=True)
class Designated:
    """The official who authenticates copies (autentikasi).

    Attributes:
        title: the own office; on_behalf_of: the office in whose name it is done, if not the own.
    """

    account: str
    title: str
    on_behalf_of: str | None
    name: str
    nip: str | None
    rank: str | None


@dataclass(frozen=True)
class LastEntry:
    verb: str
    actor: str
    at: datetime
    version: int


class Ledger(Protocol):
    """What is remembered, seen from inside one transaction."""

    def agency(self) -> AgencyFacts: ...
    def rehearsal(self) -> bool: ...
    def actor(self, account: str) -> Actor: ...
    def dossier(self, proposal: int, day: date) -> Dossier: ...
    def last_entry(self, proposal: int) -> LastEntry | None: ...
    def newest_changes(self, proposal: int) -> Sequence[tuple[str, str, datetime]]:
        """What of the dossier changed last: (Indonesian, English, when), newest first."""
        ...

    def bases(self, day: date) -> list[str]:
        """The legal bases in force on the day, in order of rank and year."""
        ...

    def words(self, form: str) -> dict[str, Any] | None:
        """The agency's own words for a form that are in force; None where its own clauses are."""
        ...

    def working_days(self) -> WorkingDays:
        """The calendar of working days, by the holiday table."""
        ...

    def lock(
        self, proposals: Sequence[int], *, posts: Sequence[str] | None = None, offices: Iterable[Role] = ()
    ) -> None:
        """Hold proposals until the transaction ends; with `posts` also their people, target posts and those posts.

        Offices are shared with other steps, and kept from whoever would end a mandate or a role.

        Raises UnknownProposal.
        """
        ...

    def booking_by_key(self, account: str, key: str) -> Booked | None: ...
    def live_booking(self, proposal: int, version: int) -> Booked | None: ...
    def series_of(self, purpose: str, unit: str | None) -> str:
        """The series that numbers decrees of a purpose for whoever belongs to a unit: its own, or everyone's."""
        ...

    def next_number(self, series: str, day: date, agency: AgencyFacts) -> tuple[int, str]: ...
    def insert_booking(self, booking: NewBooking) -> int: ...
    def renew(self, booking: int, token: str, until: datetime) -> None: ...
    def turn_issued(self, booking: int, token: str) -> bool:
        """Turn a booking from booked to issued; False when someone voided it first."""
        ...

    def void(self, booking: int, reason: str, token: str | None = None) -> bool: ...
    def void_reason(self, booking: int) -> str: ...
    def answer(self, booking: int) -> str | None:
        """What an issued booking answered; None for any other."""
        ...

    def remember_answer(self, booking: int, answer: str) -> None: ...

    def keep_process(self) -> None:
        """Keep the definition of the running process under its hash."""
        ...

    def insert_decree(self, booking: int, number: str, sha256: str, content: bytes, at: datetime) -> None: ...
    def insert_copy(self, number: str, proposal: int, sha256: str, content: bytes, at: datetime) -> None:
        """Keep the petikan of a collective decree for one of its proposals."""
        ...

    def authenticator(self) -> Designated | None:
        """The official who declares that copies agree with their originals, where one was designated."""
        ...

    def move(self, proposal: int, source: State, target: State, version: int, at: datetime) -> None:
        """Compare-and-swap on (id, state, version); raises Stepped when someone was faster."""
        ...

    def append(self, entry: NewEntry, salt: bytes, payload: bytes) -> int:
        """Append to history with its payload and the commitment to it; returns the entry's index."""
        ...

    def checkpoint(self, signer: Signer | None, now: datetime, zone: str) -> Checkpoint | None:
        """The newest checkpoint; made first where there is a signer and the newest is of an earlier day than the log.

        Raises LogInconsistent, OtherKey, KeyMissing, KeyUnreadable.
        """
        ...

    def keep_team(self, proposal: int, version: int, nips: Iterable[str]) -> None:
        """Keep who sat in the team of an assessment, so that the database keeps them from deciding."""
        ...

    def free_seats(self, post: str, day: date) -> int:
        """need − holders − reserved + released; raises UnknownPost."""
        ...

    def post_named(self, post: str) -> tuple[str, str]:
        """The name of a post and of its unit; raises UnknownPost."""
        ...

    def give_seat(self, proposal: int, nip: str, post: str, starts: date, decree: str) -> None: ...
    def hold_seat(self, proposal: int, day: date) -> None: ...
    def release_seat(self, proposal: int, day: date) -> None: ...
    def cancel_seat(self, proposal: int, decree: str) -> None: ...


class Store(Protocol):
    def transaction(self) -> AbstractContextManager[Ledger]: ...
    def reading(self) -> AbstractContextManager[Ledger]:
        """A ledger that only answers: its next number is a gap, its checkpoint the newest, and nothing is written."""
        ...


class Signer(Protocol):
    """The key of the log."""

    @property
    def origin(self) -> str:
        """The name of the log, as its checkpoints carry it."""
        ...

    def sign(self, size: int, root: bytes) -> str:
        """The note of a checkpoint."""
        ...

    def signed(self, note: str) -> bool:
        """Whether this key signed the note of a checkpoint."""
        ...

    def keep(self, note: str) -> None:
        """Keep the newest checkpoint where the database is not; called once it was committed."""
        ...


class Press(Protocol):
    def draw(self, order: bytes, beat: Callable[[], None] | None = None, beat_seconds: float = 15.0) -> bytes:
        """The decree of a drawing order as PDF; calls `beat` now and then. Raises DrawingFailed."""
        ...


class Sealer(Protocol):
    """The seals of the agency, and of its officials."""

    def announce(self, account: str, at: datetime) -> Mapping[str, str] | None:
        """The seal that a decree of this account will carry: `kind`, `by`, `level`, `certificate`; None for none.

        Raises SealUnusable.
        """
        ...

    def warm(self) -> None:
        """Begin to load what sealing needs, and wait for nothing."""
        ...

    def seal(self, decree: bytes, announced: Mapping[str, str], at: datetime) -> bytes:
        """The decree with the announced seal, which was looked at and holds. Raises SealFailed."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The calendar's instant; a rehearsal may have moved it."""
        ...

    def real(self) -> datetime:
        """The real instant, for leases and limits."""
        ...

    def shown(self, at: datetime) -> str:
        """An instant as a person reads it, with its zone."""
        ...


class Forms(Protocol):
    def series_of(self, verb: str, kop: str) -> str:
        """The purpose of a decree's number: the series of everyone whose unit does not number for itself."""
        ...

    def templates_hash(self) -> str:
        """The hash of everything that decrees are drawn with."""
        ...
