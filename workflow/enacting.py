"""The third beat of a step: read everything again under lock, change the state, keep decree and history, or nothing."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime
from typing import Any

from workflow import effects
from workflow.authority import Actor
from workflow.booking import Answer, Booking
from workflow.canonical import encode, plain, sha256
from workflow.capacity import recorded
from workflow.copies import decree_as_json
from workflow.data import Assess, Told
from workflow.desk import Desk, Request
from workflow.dossier import changed_parts
from workflow.drafting import Drawn
from workflow.errors import BookingLost, DayPassed, DossierChanged, MandateChanged
from workflow.judgement import Prepared, judge, stepped_since
from workflow.planning.calendar import local_day
from workflow.ports import Ledger, NewEntry
from workflow.process import PROCESS
from workflow.text import spoken
from workflow.together import Together


def enact(desk: Desk, request: Request, booking: Booking, drawn: Drawn) -> Answer:
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
        answer = issue(ledger, desk, request, actor, booking, drawn, now)
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
    ledger: Ledger, desk: Desk, request: Request, actor: Actor, booking: Booking, drawn: Drawn, now: datetime
) -> Answer:
    """The writes of a step: the decree, then each case's state, seat, petikan and history.

    Each case is read again after the seats of those before it were given. Once one has fallen out nothing will stay,
    and the rest is only looked at.
    """
    digest = sha256(drawn.decree)
    ledger.keep_process()
    ledger.insert_decree(booking.id, booking.number, digest, drawn.decree, now)
    order, together = json.loads(booking.order), Together(len(booking.cases), booking.number)
    copies = drawn.copies or (None,) * len(booking.cases)
    answer = []
    for booked, part, copy in zip(booking.cases, order["cases"], copies, strict=True):
        with together.examining(booked.dossier.proposal.id):
            case = recheck(ledger, desk, request, actor, booked, now, booking.day)
            if not together.fallen:
                entry = entered(ledger, request, booking, case, part, digest, copy, now)
                payload = encode({**order, "cases": [part], "entry": told_of(entry)})
                index = ledger.append(entry, secrets.token_bytes(32), payload)
                answer.append(answered(entry, index))
    together.require_all()
    return answer


def entered(
    ledger: Ledger,
    request: Request,
    booking: Booking,
    case: Prepared,
    part: dict[str, Any],
    digest: str,
    copy: bytes | None,
    now: datetime,
) -> NewEntry:
    """Move a case, with its seat, its team and its petikan; returns the entry that will say so."""
    facts = case.dossier.proposal
    ledger.move(facts.id, case.edge.source, case.edge.target, part["version"], now)
    ledger.keep_team(facts.id, part["version"], team(case.told))
    effects.apply(ledger, request.verb, case.dossier, case.told, booking.number, booking.day)
    excerpt = sha256(copy) if copy is not None else None
    if copy is not None and excerpt is not None:
        ledger.insert_copy(booking.number, facts.id, excerpt, copy, now)
    return NewEntry(
        proposal=facts.id,
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
        copy_sha256=excerpt,
    )


def answered(entry: NewEntry, index: int) -> dict[str, Any]:
    """What a step answers for one proposal."""
    return {
        "proposal": entry.proposal,
        "from": entry.from_state.value,
        "to": entry.to_state.value,
        "verb": entry.verb,
        "version": entry.version,
        "decree": decree_as_json(entry.number, entry.decree_sha256, entry.copy_sha256),
        "entry": index,
    }


TOLD = ("at", "capacity", "channel", "os_user", "decree_sha256", "process", "dossier")
"""What an entry's payload repeats of it, so that its commitment covers them."""


def told_of(entry: NewEntry) -> dict[str, Any]:
    """What the payload repeats of an entry; its copy only where it has one."""
    copied = {"copy_sha256": entry.copy_sha256} if entry.copy_sha256 else {}
    return {name: plain(getattr(entry, name)) for name in TOLD} | copied


def team(told: Told) -> list[str]:
    """The NIPs of the team that an assessment names; a member without one is known by name only."""
    return [member.nip for member in told.team if member.nip] if isinstance(told, Assess) else []
