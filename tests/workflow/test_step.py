"""The one door: book, draft, enact; and what is left when any of them ends early."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.workflow.people import (
    AGENCY,
    JOKO,
    MELATI_NIP,
    PRANATA,
    PUSTAKAWAN,
    RATNA,
    SARI,
    WATI,
    account,
    assessed,
    dossier,
    mandate,
    melati,
    need,
    rated,
    seats,
    step,
    target,
)
from tests.workflow.test_data import VALID
from workflow import together
from workflow.authority import Actor, AgencyFacts, Capacity, Mandate, Role
from workflow.booking import book
from workflow.canonical import canonical, sha256
from workflow.desk import Desk, Request
from workflow.dossier import Dossier, Taken
from workflow.drafting import Drawn, draft
from workflow.enacting import enact
from workflow.errors import (
    BookingLost,
    Busy,
    DayPassed,
    DossierChanged,
    DrawingFailed,
    FellOut,
    InvalidField,
    KeyBusy,
    KeyReused,
    MandateChanged,
    MutasiError,
    NewerVersion,
    NoMandate,
    NoSuchStep,
    NotTogether,
    RoleMissing,
    Stepped,
    Stepping,
    StepRefused,
    UnknownProposal,
    UnknownVerb,
)
from workflow.order import CODE_LETTERS, verification_code
from workflow.planning.working_days import WorkingDays
from workflow.ports import LEASE_OVER, Booked, Checkpoint, Designated, LastEntry, NewBooking, NewEntry, Signer
from workflow.process import PROCESS
from workflow.states import State
from workflow.step import take

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


@pytest.fixture
def world() -> World:
    people = {actor.account: actor for actor in (RATNA, JOKO, SARI, WATI)}
    store, clock = Memory(Kept({7: READY}, people)), Clocks()
    press = Printer(store)
    desk = Desk(store, press, clock, Shelf(), LEASE, "https://mutasi.lembayung.example/v/")
    return World(desk, store, press, clock)


# A step that succeeds


def test_a_step_answers_with_what_changed_and_the_decree_that_says_so(world: World) -> None:
    assert take(world.desk, APPROVE) == [
        {
            "proposal": 7,
            "from": "approval",
            "to": "implementation",
            "verb": "approve",
            "version": 5,
            "decree": {"number": "approve-office/1/2026", "sha256": sha256(PDF)},
            "entry": 0,
        }
    ]


def test_state_decree_seat_and_history_change_together(world: World) -> None:
    take(world.desk, APPROVE)
    assert (world.case().state, world.case().proposal.version) == (State.implementation, 5)
    assert world.kept.decrees == {"approve-office/1/2026": PDF}
    assert world.kept.seats == [("give", 7, MELATI_NIP, PRANATA.code, date(2026, 7, 1), "approve-office/1/2026")]
    assert world.status() == ["issued"]
    assert world.kept.processes == 1


def test_history_keeps_codes_times_and_hashes_and_the_rest_in_a_payload(world: World) -> None:
    take(world.desk, APPROVE)
    [(entry, salt, payload)] = world.kept.entries
    assert entry == NewEntry(
        proposal=7,
        version=5,
        verb="approve",
        from_state=State.approval,
        to_state=State.implementation,
        actor="ratna",
        capacity="authority (definitif)",
        channel="cli",
        os_user="ratna.os",
        at=NOON,
        number="approve-office/1/2026",
        decree_sha256=sha256(PDF),
        process=PROCESS,
        dossier=READY.sha256,
    )
    assert len(salt) == 32
    assert payload == canonical(
        {
            **json.loads(world.press.orders[0]),
            "entry": {
                "at": "2026-06-15T05:00:00Z",
                "capacity": "authority (definitif)",
                "channel": "cli",
                "os_user": "ratna.os",
                "decree_sha256": sha256(PDF),
                "process": PROCESS,
                "dossier": READY.sha256,
            },
        }
    )


def test_the_drawing_order_freezes_everything_that_the_decree_may_say(world: World) -> None:
    take(world.desk, replace(APPROVE, note="  Layanan mendesak.  "))
    order = json.loads(world.press.orders[0])
    [case] = order.pop("cases")
    code = order.pop("code")
    assert re.fullmatch(rf"[{CODE_LETTERS}]{{4}}(-[{CODE_LETTERS}]{{4}}){{2}}", code)
    assert order.pop("verify_url") == f"https://mutasi.lembayung.example/v/{code}"
    assert order.pop("agency")["name"] == "Pemerintah Kota Lembayung"
    assert order.pop("signatory") == {
        "name": "ratna",
        "nip": None,
        "rank": None,
        "title": "Wali Kota Lembayung",
        "capacity": "definitif",
        "on_behalf_of": None,
        "kop": "office",
        "account": "ratna",
        "through": None,
        "mandate": None,
    }
    assert order == {
        "v": 1,
        "form": "approve",
        "rehearsal": True,
        "series": "approve-office",
        "year": 2026,
        "n": 1,
        "number": "approve-office/1/2026",
        "date": "2026-06-15",
        "process": PROCESS,
        "templates": "t" * 64,
        "checkpoint": None,
        "bases": ["UU 20/2023"],
        "words": None,
        "authenticator": None,
        "seal": None,
        "remedy_until": "2026-07-03",
        "remedy_days": 14,
    }
    assert [finding["rule"] for finding in case.pop("findings")] == [
        *("R-KEB-02", "R-EVA-01", "R-EVA-04", "R-DOK-01", "R-DOK-02", "R-WEN-02", "R-WEN-03", "R-WEN-04", "R-WKT-01"),
        *("R-KON-01", "R-WEN-01", "R-KON-02"),
    ]
    assert case.pop("dossier") == READY.as_json
    assert case == {
        "proposal": 7,
        "version": 5,
        "from": "approval",
        "to": "implementation",
        "data": VALID["approve"],
        "note": "Layanan mendesak.",
        "effect": None,
        "in_effect": False,
        "stage_until": None,
        "returns": None,
        "unmet": [],
        "waived": {},
    }


def test_the_decree_is_dated_by_the_day_of_the_office_and_the_lease_by_the_real_clock(world: World) -> None:
    world.clock.calendar = datetime(2026, 6, 14, 17, 30, tzinfo=UTC)
    take(world.desk, APPROVE)
    [booking] = world.kept.bookings.values()
    assert json.loads(booking.drawing)["date"] == "2026-06-15"
    assert (booking.booked_at, booking.lease_until) == (REAL_NOON, REAL_NOON + LEASE)


def test_proposals_are_locked_before_they_are_read_and_people_posts_and_the_office_only_to_enact(world: World) -> None:
    take(world.desk, APPROVE)
    assert world.kept.log == [("lock", (7,), None, ()), ("lock", (7,), [], (Role.authority,))]


def test_a_verification_code_is_long_random_and_without_letters_that_are_mistaken() -> None:
    codes = {verification_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("01IO")


# Refused before a number is taken


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (replace(APPROVE, verb="bless"), UnknownVerb),
        (replace(APPROVE, proposals=()), InvalidField),
        (replace(APPROVE, proposals=(8,)), UnknownProposal),
        (replace(APPROVE, proposals=(7, 8)), UnknownProposal),
        (replace(APPROVE, verb="assess", account="joko"), NoSuchStep),
        (replace(APPROVE, account="sari"), RoleMissing),
        (replace(APPROVE, note="a\x00b"), InvalidField),
        (replace(APPROVE, note="x" * 4001), InvalidField),
        (replace(APPROVE, note="a\u200bb"), InvalidField),
        (replace(APPROVE, version=3), NewerVersion),
        (replace(APPROVE, version=9), NewerVersion),
        (replace(APPROVE, dossier="0" * 64), DossierChanged),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_refused_at_the_door_takes_no_number(world: World, request_: Request, error: type[MutasiError]) -> None:
    with pytest.raises(error):
        take(world.desk, request_)
    assert world.kept.bookings == {}
    assert world.press.orders == []
    assert world.nothing_happened()


def test_an_unknown_verb_is_answered_with_those_that_there_are(world: World) -> None:
    with pytest.raises(UnknownVerb) as caught:
        take(world.desk, replace(APPROVE, verb="bless"))
    assert "bless" in caught.value.sentence("id")
    assert "submit, establish_need, assess" in caught.value.sentence("en")


def test_a_step_on_no_proposal_at_all_is_asked_for_its_number(world: World) -> None:
    with pytest.raises(InvalidField) as caught:
        take(world.desk, replace(APPROVE, proposals=()))
    assert caught.value.sentence("id") == "usulan: belum disebut. Sebutkan nomornya."
    assert caught.value.sentence("en") == "usulan: is missing. Give its number."
    assert world.store.opened == 0


def test_a_proposal_that_is_named_twice_is_stepped_once(world: World) -> None:
    [answer] = take(world.desk, replace(APPROVE, proposals=(7, 7)))
    assert answer["version"] == 5
    assert [booking.claims for booking in world.kept.bookings.values()] == [((7, 4),)]
    assert len(json.loads(world.press.orders[0])["cases"]) == 1
    assert len(world.kept.entries) == len(world.kept.seats) == 1


def test_a_note_of_several_lines_is_kept_with_line_ends_of_one_kind(world: World) -> None:
    take(world.desk, replace(APPROVE, note="Setuju.\r\nSegera."))
    assert json.loads(world.press.orders[0])["cases"][0]["note"] == "Setuju.\nSegera."


def test_the_version_and_the_dossier_that_were_read_are_accepted_while_they_hold(world: World) -> None:
    read = replace(APPROVE, version=4, dossier=READY.sha256)
    assert take(world.desk, read)[0]["version"] == 5


def test_whoever_read_an_older_version_is_told_who_stepped_since(world: World) -> None:
    take(world.desk, APPROVE)
    with pytest.raises(Stepped) as caught:
        take(world.desk, Request("implement", "ratna", (7,), version=4))
    assert caught.value.sentence("en") == (
        "The proposal 7 has changed: ratna took the step approve at 2026-06-15 05:00 UTC (version 5). "
        "Look at it again before you decide."
    )


def test_whoever_read_an_older_dossier_is_told_what_changed_and_when(world: World) -> None:
    with pytest.raises(DossierChanged) as caught:
        take(world.desk, replace(APPROVE, dossier="0" * 64))
    assert "dokumen (2026-06-15 05:00 UTC); langkah (2026-06-14 05:00 UTC)" in caught.value.sentence("id")
    assert "a document (2026-06-15 05:00 UTC); a step" in caught.value.sentence("en")


# Two at once


def test_while_one_is_stepping_the_other_is_told_who_and_since_when(world: World) -> None:
    book(world.desk, APPROVE)
    with pytest.raises(Stepping) as caught:
        take(world.desk, APPROVE)
    assert caught.value.sentence("en") == (
        "ratna has been taking the step approve on proposal 7 since 2031-01-01 05:00 UTC. "
        "Wait a moment, then look at the proposal again."
    )
    assert world.status() == ["booked"]


def test_a_booking_whose_lease_has_run_out_is_void_and_the_next_number_is_taken(world: World) -> None:
    book(world.desk, APPROVE)
    world.clock.wall += LEASE
    [answer] = take(world.desk, APPROVE)
    assert answer["decree"]["number"] == "approve-office/2/2026"
    assert world.status() == [f"void: {LEASE_OVER}", "issued"]


def test_a_lease_that_still_runs_is_respected_to_the_last_second(world: World) -> None:
    book(world.desk, APPROVE)
    world.clock.wall += LEASE - timedelta(seconds=1)
    with pytest.raises(Stepping):
        take(world.desk, APPROVE)


def test_moving_the_calendar_of_a_rehearsal_ends_no_lease(world: World) -> None:
    book(world.desk, APPROVE)
    world.clock.calendar += timedelta(days=400)
    with pytest.raises(Stepping):
        take(world.desk, APPROVE)


def test_a_lease_that_ran_out_may_still_enact_while_nobody_voided_it(world: World) -> None:
    booking = book(world.desk, APPROVE)
    world.clock.wall += 10 * LEASE
    assert not isinstance(booking, list)
    assert enact(world.desk, APPROVE, booking, Drawn(PDF))[0]["to"] == "implementation"


# Keys


def test_the_same_request_with_the_same_key_gets_the_first_answer_and_changes_nothing(world: World) -> None:
    keyed = replace(APPROVE, key="kunci-1")
    first = take(world.desk, keyed)
    assert take(world.desk, keyed) == first
    assert len(world.kept.bookings) == len(world.press.orders) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(APPROVE, key="kunci-1", data={"tmt": "2026-08-01"}),
        replace(APPROVE, key="kunci-1", note="Lain."),
        replace(APPROVE, key="kunci-1", version=4),
        replace(APPROVE, key="kunci-1", verb="reject"),
    ],
    ids=["data", "note", "version", "verb"],
)
def test_another_request_with_the_same_key_is_refused(world: World, other: Request) -> None:
    take(world.desk, replace(APPROVE, key="kunci-1"))
    with pytest.raises(KeyReused, match="kunci-1"):
        take(world.desk, other)


def test_a_note_that_differs_in_blanks_only_is_the_same_request(world: World) -> None:
    first = take(world.desk, replace(APPROVE, key="kunci-1", note="Setuju."))
    assert take(world.desk, replace(APPROVE, key="kunci-1", note="  Setuju. ")) == first


def test_a_key_whose_request_is_being_worked_on_is_busy(world: World) -> None:
    keyed = replace(APPROVE, key="kunci-1")
    book(world.desk, keyed)
    with pytest.raises(KeyBusy, match="kunci-1"):
        take(world.desk, keyed)


def test_a_key_whose_booking_died_may_be_used_again(world: World) -> None:
    keyed = replace(APPROVE, key="kunci-1")
    book(world.desk, keyed)
    world.clock.wall += LEASE
    assert take(world.desk, keyed)[0]["decree"]["number"] == "approve-office/2/2026"


def test_a_key_belongs_to_its_account(world: World) -> None:
    world.kept.who["wakil"] = account("wakil", Role.authority)
    take(world.desk, replace(APPROVE, key="kunci-1"))
    with pytest.raises(NoSuchStep):
        take(world.desk, Request("submit", "wakil", (7,), key="kunci-1"))


# Draft


def test_the_heartbeat_renews_the_lease_on_the_real_clock_three_times_in_its_span(world: World) -> None:
    booking = book(world.desk, APPROVE)
    assert not isinstance(booking, list)
    world.press.beats = 2
    world.clock.wall += timedelta(seconds=40)
    assert draft(world.desk, booking) == Drawn(PDF)
    assert world.press.beat_seconds == 20
    assert world.kept.leases == {1: REAL_NOON + timedelta(seconds=100)}


def test_a_renewed_booking_keeps_others_out(world: World) -> None:
    booking = book(world.desk, APPROVE)
    assert not isinstance(booking, list)
    world.press.beats = 1
    world.clock.wall += timedelta(seconds=59)
    draft(world.desk, booking)
    world.clock.wall += timedelta(seconds=59)
    with pytest.raises(Stepping):
        take(world.desk, APPROVE)


FAILURES: list[tuple[BaseException, str]] = [
    (
        DrawingFailed(problem="gambar rusak.", problem_en="a picture is broken."),
        "Keputusan tidak dapat dicetak: gambar rusak. Nomornya dibatalkan dengan alasan ini.",
    ),
    (KeyboardInterrupt(), "Dihentikan karena gangguan teknis."),
    (SystemExit(1), "Dihentikan karena gangguan teknis."),
    (MemoryError(), "Dihentikan karena gangguan teknis."),
    (ZeroDivisionError("secret detail"), "Dihentikan karena gangguan teknis."),
]


@pytest.mark.parametrize(("failure", "reason"), FAILURES, ids=lambda value: type(value).__name__)
def test_whatever_ends_the_drawing_leaves_a_void_number_with_its_reason_and_nothing_else(
    world: World, failure: BaseException, reason: str
) -> None:
    def fail() -> None:
        raise failure

    world.press.meanwhile = fail
    with pytest.raises(type(failure)) as caught:
        take(world.desk, APPROVE)
    assert caught.value is failure
    assert world.status() == [f"void: {reason}"]
    assert world.nothing_happened()


def test_after_a_void_number_the_same_step_can_be_taken_with_the_next(world: World) -> None:
    world.press.meanwhile = lambda: 1 // 0
    with pytest.raises(ZeroDivisionError):
        take(world.desk, APPROVE)
    world.press.meanwhile = lambda: None
    assert take(world.desk, APPROVE)[0]["decree"]["number"] == "approve-office/2/2026"


@pytest.mark.parametrize("again", [Busy, OSError, RuntimeError, ZeroDivisionError])
@pytest.mark.parametrize(
    "first",
    [DrawingFailed(problem="gambar rusak.", problem_en="a picture is broken."), MemoryError(), KeyboardInterrupt()],
    ids=lambda value: type(value).__name__,
)
def test_when_even_the_voiding_fails_the_first_failure_is_told_and_the_lease_ends_the_booking(
    world: World, first: BaseException, again: type[Exception]
) -> None:
    def fail() -> None:
        world.store.closed_from, world.store.closed_by = 0, again
        raise first

    world.press.meanwhile = fail
    with pytest.raises(type(first)) as caught:
        take(world.desk, APPROVE)
    assert caught.value is first
    assert world.status() == ["booked"]
    world.store.closed_from, world.press.meanwhile = 99, lambda: None
    world.clock.wall += LEASE
    assert take(world.desk, APPROVE)[0]["decree"]["number"] == "approve-office/2/2026"
    assert world.status() == [f"void: {LEASE_OVER}", "issued"]


# Enact


@pytest.mark.parametrize("write", ["turn_issued", "insert_decree", "move", "give_seat", "append", "remember_answer"])
def test_a_write_that_fails_takes_all_others_with_it(world: World, write: str) -> None:
    world.store.fail_at = write
    with pytest.raises(RuntimeError, match=write):
        take(world.desk, APPROVE)
    assert world.status() == ["void: Dihentikan karena gangguan teknis."]
    assert world.nothing_happened()


def test_a_booking_that_was_voided_meanwhile_is_lost_and_not_voided_again(world: World) -> None:
    def lose() -> None:
        world.kept.status[1] = f"void: {LEASE_OVER}"

    world.press.meanwhile = lose
    with pytest.raises(BookingLost, match="number approve-office/1/2026 was voided") as caught:
        take(world.desk, APPROVE)
    assert LEASE_OVER in caught.value.sentence("id")
    assert world.status() == [f"void: {LEASE_OVER}"]
    assert world.store.opened == 2
    assert world.nothing_happened()


def test_a_decree_is_not_enacted_on_another_day_than_its_own(world: World) -> None:
    def midnight() -> None:
        world.clock.calendar = datetime(2026, 6, 15, 17, 0, tzinfo=UTC)

    world.press.meanwhile = midnight
    with pytest.raises(DayPassed, match="dated 15 June 2026"):
        take(world.desk, APPROVE)
    assert world.status()[0].startswith("void: Hari berganti saat keputusan bertanggal 15 Juni 2026 dicetak.")
    assert world.nothing_happened()


def test_a_minute_before_midnight_the_decree_is_still_of_its_day(world: World) -> None:
    def late() -> None:
        world.clock.calendar = datetime(2026, 6, 15, 16, 59, tzinfo=UTC)

    world.press.meanwhile = late
    assert take(world.desk, APPROVE)[0]["to"] == "implementation"


@pytest.mark.parametrize(
    ("change", "named", "english"),
    [
        ({"person": melati(rank="III/d")}, "data pegawai", "the person's data"),
        ({"appraisals": rated(y2024="Baik", y2025="Baik")}, "penilaian kinerja", "the appraisals"),
        ({"need": need(need=4)}, "analisis beban kerja", "the workload analysis"),
        (
            {"person": melati(rank="III/d"), "steps": (assessed(note="x"),)},
            "data pegawai, langkah sebelumnya",
            "the person's data, the earlier steps",
        ),
    ],
)
def test_a_dossier_that_changed_while_the_decree_was_drawn_is_refused_with_what_changed(
    world: World, change: dict[str, Any], named: str, english: str
) -> None:
    world.press.meanwhile = lambda: world.kept.cases.update({7: replace(READY, **change)})
    with pytest.raises(DossierChanged) as caught:
        take(world.desk, APPROVE)
    assert f"berubah sejak dibaca: {named}." in caught.value.sentence("id")
    assert f"since it was read: {english}." in caught.value.sentence("en")
    assert world.status() == [f"void: {caught.value.sentence('id')}"]
    assert not world.kept.decrees


def test_the_occupancy_may_change_while_there_is_still_a_seat(world: World) -> None:
    fewer = replace(READY, occupancy=seats(holders=0, pending=(8, 9)))
    world.press.meanwhile = lambda: world.kept.cases.update({7: fewer})
    assert take(world.desk, APPROVE)[0]["to"] == "implementation"


def test_a_seat_that_was_taken_while_the_decree_was_drawn_is_refused_with_who_took_it(world: World) -> None:
    taken = replace(READY, occupancy=seats(holders=3, taken=(Taken(3, "800/3/2026", "Dimas Ardi"),)))
    world.press.meanwhile = lambda: world.kept.cases.update({7: taken})
    with pytest.raises(StepRefused, match="given to Dimas Ardi by proposal 3"):
        take(world.desk, APPROVE)
    assert "Dimas Ardi" in world.status()[0]
    assert world.nothing_happened()


def test_a_proposal_that_moved_on_while_the_decree_was_drawn_is_not_moved_again(world: World) -> None:
    def faster() -> None:
        entry = NewEntry(
            *(7, 5, "suspend", State.approval, State.suspended, "wakil", "authority", "cli", "", NOON),
            *("n", "d", "p", "d"),
        )
        world.kept.entries.append((entry, b"", b""))
        moved = replace(READY.proposal, state="suspended", version=5, suspended_from="approval")
        world.kept.cases[7] = replace(READY, proposal=moved)

    world.press.meanwhile = faster
    with pytest.raises(Stepped, match="wakil took the step suspend"):
        take(world.desk, APPROVE)
    assert world.status()[0].startswith("void: Usulan 7 sudah berubah")
    assert not world.kept.decrees


def test_an_actor_who_lost_the_role_while_the_decree_was_drawn_is_refused(world: World) -> None:
    world.press.meanwhile = lambda: world.kept.who.update(ratna=account("ratna"))
    with pytest.raises(RoleMissing):
        take(world.desk, APPROVE)
    assert world.status()[0].startswith("void: Akun ratna tidak berhak mengambil langkah approve.")
    assert world.nothing_happened()


def test_an_actor_who_turned_out_to_be_the_chair_is_refused(world: World) -> None:
    chaired = account("ratna", Role.authority, nip=JOKO.nip)
    world.press.meanwhile = lambda: world.kept.who.update(ratna=chaired)
    with pytest.raises(StepRefused, match="You chaired its team"):
        take(world.desk, APPROVE)


def test_the_team_of_an_assessment_is_kept_by_nip_and_no_other_step_has_one(world: World) -> None:
    world.kept.cases[7] = dossier()
    take(world.desk, Request("assess", "joko", (7,), VALID["assess"]))
    assert world.kept.teams == [(7, 4, (JOKO.nip,))]
    world.kept.cases[7] = READY
    take(world.desk, APPROVE)
    assert world.kept.teams[1:] == [(7, 5, ())]


# By mandate

PLH = mandate(capacity=Capacity.plh, ends=NOON + timedelta(hours=1))
AN = mandate(capacity=Capacity.an, ends=None)


@pytest.fixture
def mandated(world: World) -> World:
    """Ratna signs on behalf, and the office is held by mandate."""
    world.kept.who["ratna"] = by(AN)
    return world


def by(*mandates: Mandate) -> Actor:
    return replace(RATNA, mandates=mandates, mandated={Role.authority: AN.starts})


def test_a_step_by_mandate_records_the_capacity_and_the_mandate(mandated: World) -> None:
    take(mandated.desk, APPROVE)
    [(entry, _, payload)] = mandated.kept.entries
    assert entry.capacity == "authority (an, mandate 3)"
    assert json.loads(payload)["signatory"]["mandate"] == {"id": 3, "number": "821/3/2025", "date": "2024-12-30"}


def test_a_mandate_that_ended_while_the_decree_was_drawn_issues_nothing(mandated: World) -> None:
    ended = replace(AN, ends=NOON)
    mandated.press.meanwhile = lambda: mandated.kept.who.update(ratna=by(ended))
    with pytest.raises(NoMandate):
        take(mandated.desk, APPROVE)
    assert mandated.nothing_happened()
    assert mandated.status()[0].startswith("void: Jabatan Pejabat Pembina Kepegawaian dipegang berdasarkan mandat")


def test_a_mandate_runs_out_at_its_second_while_the_decree_is_drawn(mandated: World) -> None:
    mandated.kept.who["ratna"] = by(replace(AN, ends=NOON + timedelta(seconds=1)))
    mandated.press.meanwhile = lambda: setattr(mandated.clock, "calendar", NOON + timedelta(seconds=1))
    with pytest.raises(NoMandate):
        take(mandated.desk, APPROVE)
    assert mandated.nothing_happened()


def test_what_is_printed_of_a_mandate_still_holds_when_the_decree_is_issued(mandated: World) -> None:
    another = replace(AN, id=4, number="821/9/2026")
    mandated.press.meanwhile = lambda: mandated.kept.who.update(ratna=by(another))
    with pytest.raises(MandateChanged) as caught:
        take(mandated.desk, APPROVE)
    assert caught.value.sentence("id").startswith("Mandat akun ratna berubah atau berakhir selagi keputusan digambar")
    assert mandated.nothing_happened()


def test_whoever_only_acts_takes_no_number_for_an_approval(mandated: World) -> None:
    mandated.kept.who["ratna"] = by(PLH)
    with pytest.raises(StepRefused, match="takes no strategic personnel decision"):
        take(mandated.desk, APPROVE)
    assert mandated.kept.bookings == {}


# Annul


def test_an_annulment_takes_the_seat_back_and_gives_the_old_one(world: World) -> None:
    tmt = step("approve", 4, date(2026, 5, 2), data={"tmt": "2026-06-01"}, actor="ratna", actor_nip=None)
    moved = dossier(state="monitoring", version=6, steps=(assessed(), tmt))
    world.kept.cases[7] = moved
    [answer] = take(world.desk, Request("annul", "ratna", (7,), note="Cacat prosedur."))
    assert answer["to"] == "annulled"
    assert [done[0] for done in world.kept.seats] == ["cancel", "give"]
    assert world.kept.log[-1] == ("lock", (7,), [PUSTAKAWAN.code], (Role.authority,))


# One decree for several


@pytest.fixture
def pair(world: World) -> World:
    second = replace(READY.proposal, id=9)
    world.kept.cases[9] = replace(READY, proposal=second, need=need(need=9), person=melati(nip="1" * 18))
    world.kept.cases[7] = replace(READY, need=need(need=9))
    return world


def test_a_collective_decree_is_one_number_for_all_its_proposals(pair: World) -> None:
    answers = take(pair.desk, replace(APPROVE, proposals=(9, 7)))
    assert [answer["proposal"] for answer in answers] == [7, 9]
    assert {answer["decree"]["number"] for answer in answers} == {"approve-office/1/2026"}
    assert pair.kept.bookings[1].claims == ((7, 4), (9, 4))
    assert [pair.case(id).state for id in (7, 9)] == [State.implementation] * 2


def test_the_payload_of_each_proposal_tells_nothing_of_the_others(pair: World) -> None:
    take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    payloads = [json.loads(payload) for _, _, payload in pair.kept.entries]
    assert [[case["proposal"] for case in payload["cases"]] for payload in payloads] == [[7], [9]]
    assert pair.kept.entries[0][1] != pair.kept.entries[1][1]


def test_a_collective_decree_is_for_all_or_for_none(pair: World) -> None:
    pair.kept.cases[9] = replace(pair.kept.cases[9], need=need(need=1))
    with pytest.raises(NotTogether) as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert list(caught.value.fallen) == [9]
    assert "Usulan 9: " in caught.value.sentence("id")
    assert pair.kept.bookings == {}
    assert pair.nothing_happened()


def test_all_who_fall_out_of_a_collective_decree_are_named(pair: World) -> None:
    pair.kept.cases[7] = replace(pair.kept.cases[7], need=need(need=1))
    pair.kept.cases[9] = replace(pair.kept.cases[9], proposal=replace(READY.proposal, id=9, state="draft"))
    with pytest.raises(NotTogether) as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    head, *lines = caught.value.sentence("en").split("\n")
    assert "no number was used" in head
    assert [line.split(":")[0] for line in lines] == ["Proposal 7", "Proposal 9"]


def test_a_reason_that_all_cases_share_is_said_once(pair: World) -> None:
    with pytest.raises(RoleMissing):
        take(pair.desk, replace(APPROVE, account="joko", proposals=(7, 9)))


def test_a_decree_is_for_no_more_people_than_can_be_drawn(pair: World) -> None:
    with pytest.raises(InvalidField, match="at most 500 people, and these are 501"):
        take(pair.desk, replace(APPROVE, proposals=tuple(range(1, 502))))
    assert pair.store.opened == 0


def test_what_a_decree_is_drawn_from_is_small_enough_before_it_has_a_number(
    pair: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "ORDER_BYTES", 2048)
    with pytest.raises(InvalidField, match="more than 2 KiB"):
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert pair.kept.bookings == {}


def test_each_person_of_a_collective_decree_gets_a_petikan(pair: World) -> None:
    answers = take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    drawn = [json.loads(order) for order in pair.press.orders]
    assert sorted((order.get("copy") or {"serial": 0})["serial"] for order in drawn) == [0, 1, 2]
    excerpt = next(order for order in drawn if (order.get("copy") or {}).get("serial") == 2)
    assert [case["proposal"] for case in excerpt["cases"]] == [9]
    assert excerpt["copy"] == {"kind": "petikan", "serial": 2, "of": 2, "employments": ["PNS"]}
    digest = sha256(PDF)
    assert pair.kept.copies == [("approve-office/1/2026", id, digest, PDF) for id in (7, 9)]
    assert [entry.copy_sha256 for entry, _, _ in pair.kept.entries] == [digest, digest]
    assert [json.loads(payload)["entry"]["copy_sha256"] for _, _, payload in pair.kept.entries] == [digest, digest]
    assert [answer["decree"]["excerpt"] for answer in answers] == [{"sha256": digest}] * 2


def test_a_decree_about_one_person_has_no_petikan_and_says_nothing_of_it(world: World) -> None:
    (answer,) = take(world.desk, APPROVE)
    assert (len(world.press.orders), world.kept.copies) == (1, [])
    assert "excerpt" not in answer["decree"]
    assert "copy_sha256" not in json.loads(world.kept.entries[0][2])["entry"]


def test_whoever_waits_hears_how_many_petikan_are_drawn(pair: World) -> None:
    said: list[tuple[int, int]] = []
    take(pair.desk, replace(APPROVE, proposals=(7, 9)), moved=lambda done, total: said.append((done, total)))
    assert said == [(1, 2), (2, 2)]


def test_a_petikan_that_cannot_be_drawn_voids_the_number_of_all(pair: World) -> None:
    calls = iter(range(9))

    def second_fails() -> None:
        if next(calls) == 1:
            raise DrawingFailed(problem="kertas habis.", problem_en="no paper.")

    pair.press.meanwhile = second_fails
    with pytest.raises(DrawingFailed):
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert pair.nothing_happened()
    assert pair.status()[0].startswith("void: ")


def free_for_both(pair: World, free: int) -> None:
    """Let the post of both proposals have so many free seats."""
    for id in (7, 9):
        pair.kept.cases[id] = replace(pair.kept.cases[id], occupancy=seats(holders=9 - free))


def test_a_collective_approval_of_more_people_than_seats_takes_no_number(pair: World) -> None:
    free_for_both(pair, 1)
    with pytest.raises(InvalidField) as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert caught.value.sentence("id") == (
        "usulan: jabatan KOM-07 hanya memiliki 1 tempat untuk 2 usulan. Kurangi usulannya."
    )
    assert (
        caught.value.sentence("en")
        == "usulan: the post KOM-07 has room for 1, but 2 proposals ask for it. Leave some out."
    )
    assert pair.kept.bookings == {}
    assert pair.press.orders == []
    assert pair.nothing_happened()


def test_a_collective_approval_of_as_many_people_as_seats_is_issued(pair: World) -> None:
    free_for_both(pair, 2)
    take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert [(done[0], done[1], done[3]) for done in pair.kept.seats] == [
        ("give", 7, PRANATA.code),
        ("give", 9, PRANATA.code),
    ]


def test_one_proposal_named_twice_for_the_last_seat_is_not_counted_twice(pair: World) -> None:
    free_for_both(pair, 1)
    assert len(take(pair.desk, replace(APPROVE, proposals=(7, 7)))) == 1


def test_two_people_for_the_last_seat_of_different_posts_are_approved_together(pair: World) -> None:
    free_for_both(pair, 1)
    pair.kept.cases[9] = replace(pair.kept.cases[9], target=target(code="KOM-08"))
    take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert [done[3] for done in pair.kept.seats] == [PRANATA.code, "KOM-08"]


def test_a_seat_that_was_taken_meanwhile_is_not_given_twice_by_a_collective_decree(pair: World) -> None:
    free_for_both(pair, 2)
    pair.press.meanwhile = lambda: free_for_both(pair, 1)
    with pytest.raises(FellOut, match="has no place left") as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert list(caught.value.fallen) == [9]
    assert pair.status() == [f"void: {caught.value.sentence('id')}"]
    assert pair.nothing_happened()
    assert pair.case(9).state is State.approval


def test_one_proposal_of_a_collective_decree_that_changed_stops_them_all(pair: World) -> None:
    changed = replace(pair.kept.cases[9], person=melati(rank="III/d"))
    pair.press.meanwhile = lambda: pair.kept.cases.update({9: changed})
    with pytest.raises(FellOut, match="Proposal 9: The dossier"):
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert pair.nothing_happened()
    assert pair.status()[0].startswith("void: ")
