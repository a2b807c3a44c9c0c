"""The first beat of a step: judge it, claim its proposals and the next number, freeze what the decree is drawn from."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from workflow import effects
from workflow.authority import Actor, AgencyFacts, signatory
from workflow.desk import Desk, Request
from workflow.errors import DossierChanged, InvalidField, KeyBusy, KeyReused, Stepping, UnknownVerb
from workflow.judgement import Prepared, judge, stepped_since
from workflow.order import Numbered, frozen, verification_code
from workflow.planning.calendar import local_day
from workflow.ports import LEASE_OVER, Booked, Ledger, NewBooking
from workflow.process import VERBS
from workflow.text import LONG, SHORT, clean, shown
from workflow.together import Together, require_few, require_small

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


def book(desk: Desk, request: Request) -> Booking | Answer:
    """Judge and claim; a repeated key gives the first answer instead."""
    request = checked(request)
    with desk.store.transaction() as ledger:
        agency = ledger.agency()
        today = local_day(desk.clock.now(), agency.zone)
        actor = ledger.actor(request.account)
        ledger.lock(request.proposals)
        answered = earlier_answer(ledger, desk, request)
        if answered is not None:
            return answered
        return claim(ledger, desk, request, actor, agency, prepared(ledger, desk, request, actor, today), today)


def checked(request: Request) -> Request:
    """The request with its texts cleaned, before anything is read for it.

    Raises:
        UnknownVerb: the process has no such verb.
        InvalidField: a field of it cannot be used, whatever the proposals are.
    """
    if request.verb not in VERBS:
        raise UnknownVerb(verb=request.verb, verbs=", ".join(VERBS))
    if not request.proposals:
        raise InvalidField(
            field="usulan", problem="belum disebut. Sebutkan nomornya.", problem_en="is missing. Give its number."
        )
    require_few(len(set(request.proposals)))
    if request.key is not None:
        clean("key", request.key, SHORT, one_line=True)
    if request.dossier is not None and not SHA256.fullmatch(request.dossier):
        raise InvalidField(
            field="dossier",
            problem=f"“{shown(request.dossier)}” bukan sidik SHA-256. Salin dari `mutasi show --json`.",
            problem_en=f"“{shown(request.dossier)}” is no SHA-256. Copy it from `mutasi show --json`.",
        )
    return replace(request, note=clean("note", request.note or "", LONG) or None)


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


def prepared(ledger: Ledger, desk: Desk, request: Request, actor: Actor, today: date) -> tuple[Prepared, ...]:
    """Every proposal of the request, judged, in the order in which the decree lists them."""
    now, ids = desk.clock.now(), sorted(set(request.proposals))
    cases, together = list[Prepared](), Together(len(ids))
    for id in ids:
        with together.examining(id):
            cases.append(prepare(ledger, desk, request, actor, id, now, today))
    together.require_all()
    effects.seats_for_all(request.verb, [case.dossier for case in cases])
    return tuple(cases)


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


def ordered(
    ledger: Ledger,
    desk: Desk,
    request: Request,
    actor: Actor,
    agency: AgencyFacts,
    cases: tuple[Prepared, ...],
    today: date,
    code: str,
) -> tuple[Numbered, bytes]:
    """The next number, and the drawing order under it."""
    signer = signatory(actor, cases[0].held, agency)
    series = ledger.series_of(desk.forms.series_of(request.verb, signer.kop), actor.unit)
    n, number = ledger.next_number(series, today, agency)
    numbered = Numbered(series, today.year, n, number, code)
    order = frozen(ledger, desk, request, agency, signer, numbered, cases, today)
    require_small(order)
    return numbered, order


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
    numbered, order = ordered(ledger, desk, request, actor, agency, cases, today, verification_code())
    now, token = desk.clock.real(), secrets.token_hex(16)
    id = ledger.insert_booking(
        NewBooking(
            token=token,
            series=numbered.series,
            year=numbered.year,
            n=numbered.n,
            number=numbered.number,
            code=numbered.code,
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
    return Booking(id, token, numbered.number, today, order, cases, agency)
