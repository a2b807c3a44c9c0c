"""THE ONE DOOR: examine, book, draft, enact.

A step is the only thing that changes a proposal's state. It has three beats: `book` claims the
proposal and a number in one short transaction; `draft` draws the decree with no lock held; `enact`
changes the state and stores the decree in another short transaction. Whatever ends it early leaves a
void number with its reason, and nothing else.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from workflow import effects
from workflow.authority import Actor, AgencyFacts, signatory
from workflow.canonical import encode, plain, sha256
from workflow.capacity import recorded
from workflow.data import Assess, Told
from workflow.desk import Desk, Request
from workflow.dossier import changed_parts
from workflow.errors import (
    BookingLost,
    CannotWork,
    DayPassed,
    DossierChanged,
    InvalidField,
    KeyBusy,
    KeyReused,
    MandateChanged,
    MutasiError,
    Stepping,
    UnknownVerb,
)
from workflow.judgement import Prepared, judge, stepped_since
from workflow.order import case_in_order, drawing_order, verification_code
from workflow.planning.calendar import local_day
from workflow.ports import LEASE_OVER, Booked, Ledger, NewBooking, NewEntry
from workflow.process import PROCESS, VERBS
from workflow.text import LONG, SHORT, clean, shown, spoken

SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Booking:
    """A booked step: its number and its frozen drawing order."""

    id: int
    token: str
    number: str
    day: date
    order: bytes
    cases: tuple[Prepared, ...]
    agency: AgencyFacts


Answer = list[dict[str, Any]]
"""What a step answers: for each proposal `{proposal, from, to, verb, version, decree, entry}`."""


def take(desk: Desk, request: Request) -> Answer:
    """Take a step, whoever calls.

    Raises:
        Refused: the step is not allowed, not known, or not told what it must be told.
        Conflict: someone else stepped or is stepping, or the dossier changed.
        CannotWork: the database cannot be used; nothing was changed.
    """
    booking = book(desk, request)
    if not isinstance(booking, Booking):
        return booking
    try:
        decree = draft(desk, booking)
        return enact(desk, request, booking, decree)
    except BaseException as problem:
        answer = void(desk, booking, problem)
        if answer is not None and isinstance(problem, CannotWork):
            return answer
        raise


# Book


def book(desk: Desk, request: Request) -> Booking | Answer:
    """Judge and claim; a repeated key gives the first answer instead."""
    if request.verb not in VERBS:
        raise UnknownVerb(verb=request.verb, verbs=", ".join(VERBS))
    if not request.proposals:
        raise InvalidField(
            field="usulan", problem="belum disebut. Sebutkan nomornya.", problem_en="is missing. Give its number."
        )
    if request.key is not None:
        clean("key", request.key, SHORT, one_line=True)
    if request.dossier is not None and not SHA256.fullmatch(request.dossier):
        raise InvalidField(
            field="dossier",
            problem=f"“{shown(request.dossier)}” bukan sidik SHA-256. Salin dari `mutasi show --json`.",
            problem_en=f"“{shown(request.dossier)}” is no SHA-256. Copy it from `mutasi show --json`.",
        )
    if request.note is not None:
        request = replace(request, note=clean("note", request.note, LONG) or None)
    with desk.store.transaction() as ledger:
        agency = ledger.agency()
        today = local_day(desk.clock.now(), agency.zone)
        actor = ledger.actor(request.account)
        ledger.lock(request.proposals)
        answered = earlier_answer(ledger, desk, request)
        if answered is not None:
            return answered
        now = desk.clock.now()
        cases = tuple(prepare(ledger, desk, request, actor, id, now, today) for id in sorted(set(request.proposals)))
        effects.seats_for_all(request.verb, [case.dossier for case in cases])
        return claim(ledger, desk, request, actor, agency, cases, today)


def earlier_answer(ledger: Ledger, desk: Desk, request: Request) -> Answer | None:
    """The answer that this key was given before, if it was."""
    earlier = ledger.booking_by_key(request.account, request.key) if request.key else None
    if earlier is None:
        return None
    if earlier.request != request.sha256:
        raise KeyReused(key=request.key)
    if earlier.answer is not None:
        first: Answer = json.loads(earlier.answer)
        return first
    if not lapsed(ledger, desk, earlier):
        raise KeyBusy(key=request.key)
    return None


def lapsed(ledger: Ledger, desk: Desk, booking: Booked) -> bool:
    """Void a booking whose lease has run out; False while it lives."""
    if booking.lease_until > desk.clock.real():
        return False
    ledger.void(booking.id, LEASE_OVER)
    return True


def prepare(
    ledger: Ledger, desk: Desk, request: Request, actor: Actor, id: int, now: datetime, today: date
) -> Prepared:
    """One proposal of the request: free, as it was read, and allowed."""
    dossier = ledger.dossier(id, today)
    version = dossier.proposal.version
    current = ledger.live_booking(id, version)
    if current is not None and not lapsed(ledger, desk, current):
        since = desk.clock.shown(current.booked_at)
        raise Stepping(actor=current.actor, verb=current.verb, proposal=id, since=since)
    if request.version is not None and request.version != version:
        raise stepped_since(ledger, desk, id, request.version, version)
    if request.dossier is not None and request.dossier != dossier.sha256:
        changes = ledger.newest_changes(id)
        raise DossierChanged(
            proposal=id,
            changes="; ".join(f"{words} ({desk.clock.shown(at)})" for words, _, at in changes),
            changes_en="; ".join(f"{words} ({desk.clock.shown(at)})" for _, words, at in changes),
        )
    prepared = judge(ledger, desk, request, actor, dossier, now, today)
    effects.foresee(ledger, prepared.edge.verb, dossier, prepared.told, today)
    return prepared


def claim(
    ledger: Ledger,
    desk: Desk,
    request: Request,
    actor: Actor,
    agency: AgencyFacts,
    cases: tuple[Prepared, ...],
    today: date,
) -> Booking:
    """Take the next number and freeze what the decree will be drawn from."""
    signer = signatory(actor, cases[0].held, agency)
    series = desk.forms.series_of(request.verb, signer.kop)
    n, number = ledger.next_number(series, today, agency)
    now, token, code = desk.clock.real(), secrets.token_hex(16), verification_code()
    order = drawing_order(
        {
            "form": VERBS[request.verb].form,
            "rehearsal": ledger.rehearsal(),
            "series": series,
            "year": today.year,
            "n": n,
            "number": number,
            "date": today,
            "code": code,
            "verify_url": desk.verify_url + code,
            "agency": agency,
            "signatory": signer,
            "templates": desk.forms.templates_hash(),
            "bases": ledger.bases(today),
            "checkpoint": ledger.checkpoint(desk.signer, desk.clock.now(), agency.zone),
        },
        [case_in_order(case, request.note) for case in cases],
    )
    id = ledger.insert_booking(
        NewBooking(
            token=token,
            series=series,
            year=today.year,
            n=n,
            number=number,
            code=code,
            verb=request.verb,
            actor=actor.account,
            booked_at=now,
            lease_until=now + desk.lease,
            drawing=order,
            key=request.key,
            request=request.sha256,
            claims=tuple((case.dossier.proposal.id, case.dossier.proposal.version) for case in cases),
        )
    )
    return Booking(id, token, number, today, order, cases, agency)


# Draft


def draft(desk: Desk, booking: Booking) -> bytes:
    """Draw the decree; a heartbeat renews the lease while the drawing lives."""

    def beat() -> None:
        with desk.store.transaction() as ledger:
            ledger.renew(booking.id, booking.token, desk.clock.real() + desk.lease)

    return desk.press.draw(booking.order, beat, desk.lease.total_seconds() / 3)


# Enact


def enact(desk: Desk, request: Request, booking: Booking, decree: bytes) -> Answer:
    """Change the state, store the decree and append to history, or change nothing."""
    with desk.store.transaction() as ledger:
        returns = (effects.return_post(case.dossier, case.told, booking.day) for case in booking.cases)
        offices = {case.held.role for case in booking.cases}
        ledger.lock(request.proposals, posts=[post for post in returns if post], offices=offices)
        if not ledger.turn_issued(booking.id, booking.token):
            raise BookingLost(number=booking.number, reason=ledger.void_reason(booking.id))
        # Read after the offices were locked: whoever ends a mandate later finds this entry, and dates the end after it.
        now = desk.clock.now()
        if local_day(now, booking.agency.zone) != booking.day:
            raise DayPassed(date=spoken(booking.day), date_en=spoken(booking.day, "en"))
        actor = ledger.actor(request.account)
        answer = issue(ledger, desk, request, actor, booking, decree, now)
        ledger.remember_answer(booking.id, json.dumps(answer))
        return answer


def recheck(
    ledger: Ledger, desk: Desk, request: Request, actor: Actor, booked: Prepared, now: datetime, today: date
) -> Prepared:
    """The case read again under lock: the same dossier, the mandate in force at `now`, a seat still free."""
    old = booked.dossier
    fresh = ledger.dossier(old.proposal.id, today)
    if fresh.proposal.version != old.proposal.version:
        raise stepped_since(ledger, desk, old.proposal.id, old.proposal.version, fresh.proposal.version)
    if fresh.sha256 != old.sha256:
        changes = list(changed_parts(old, fresh))
        raise DossierChanged(
            proposal=old.proposal.id,
            changes=", ".join(id for id, _ in changes),
            changes_en=", ".join(en for _, en in changes),
        )
    again = judge(ledger, desk, request, actor, fresh, now, today)
    if again.held != booked.held:
        raise MandateChanged(account=actor.account)
    effects.foresee(ledger, request.verb, fresh, again.told, today)
    return again


def issue(
    ledger: Ledger, desk: Desk, request: Request, actor: Actor, booking: Booking, decree: bytes, now: datetime
) -> Answer:
    """The writes of a step: the decree, then each case's state, seat and history.

    Each case is read again after the seats of those before it were given.
    """
    digest = sha256(decree)
    ledger.keep_process()
    ledger.insert_decree(booking.id, booking.number, digest, decree, now)
    order = json.loads(booking.order)
    answer = []
    for booked, part in zip(booking.cases, order["cases"], strict=True):
        case = recheck(ledger, desk, request, actor, booked, now, booking.day)
        ledger.move(case.dossier.proposal.id, case.edge.source, case.edge.target, part["version"], now)
        ledger.keep_team(case.dossier.proposal.id, part["version"], team(case.told))
        effects.apply(ledger, request.verb, case.dossier, case.told, booking.number, booking.day)
        entry = NewEntry(
            proposal=case.dossier.proposal.id,
            version=part["version"],
            verb=request.verb,
            from_state=case.edge.source,
            to_state=case.edge.target,
            actor=request.account,
            capacity=recorded(case.held),
            channel=request.channel,
            os_user=request.os_user,
            at=now,
            number=booking.number,
            decree_sha256=digest,
            process=PROCESS,
            dossier=case.dossier.sha256,
        )
        told = {name: plain(getattr(entry, name)) for name in TOLD}
        payload, salt = encode({**order, "cases": [part], "entry": told}), secrets.token_bytes(32)
        index = ledger.append(entry, salt, payload)
        answer.append(
            {
                "proposal": case.dossier.proposal.id,
                "from": case.edge.source.value,
                "to": case.edge.target.value,
                "verb": request.verb,
                "version": part["version"],
                "decree": {"number": booking.number, "sha256": digest},
                "entry": index,
            }
        )
    return answer


TOLD = ("at", "capacity", "channel", "os_user", "decree_sha256", "process", "dossier")
"""What an entry's payload repeats of it, so that its commitment covers them."""


def team(told: Told) -> list[str]:
    """The NIPs of the team that an assessment names; a member without one is known by name only."""
    return [member.nip for member in told.team if member.nip] if isinstance(told, Assess) else []


# Void


def void(desk: Desk, booking: Booking, problem: BaseException) -> Answer | None:
    """Keep the number as void with its reason; where even that fails, the lease runs out instead.

    Returns:
        The step's answer, when the booking turns out to be issued: only the news of its commit was lost.
    """
    if isinstance(problem, BookingLost):
        return None
    reason = problem.sentence("id") if isinstance(problem, MutasiError) else "Dihentikan karena gangguan teknis."
    try:
        with desk.store.transaction() as ledger:
            if ledger.void(booking.id, reason, booking.token):
                return None
            answer: Answer = json.loads(ledger.answer(booking.id) or "null")
            return answer
    except Exception:
        # The first failure is what the caller must hear of; the lease ends the booking.
        return None
