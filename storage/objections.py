"""Objections (keberatan) of the employee against a decree, and their answers (PP 79/2021)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage import accounts, agency, documents, dossiers
from storage.documents import Filing
from storage.objection_list import objections
from storage.offices import office_of
from storage.proposals import state_of
from storage.tables import Objection, Payload, Transition, table
from workflow.authority import Actor, Role
from workflow.errors import (
    Erased,
    InvalidField,
    LateObjection,
    NothingToObject,
    ObjectionAnswered,
    ObjectionWaits,
    UnknownObjection,
)
from workflow.judgement import edge_for
from workflow.objections import OBJECTED, OUTCOMES
from workflow.planning.calendar import local_day
from workflow.rules import Question
from workflow.stake import AUTHORITY, STAKE, refuse_unless
from workflow.text import spoken

_o, _t, _payload = table(Objection), table(Transition), table(Payload)

REMEDIES = {"approve": ("suspend", "annul"), "suspend": ("resume",)}
"""The verb objected to → the verbs by which an objection that is upheld takes effect: each issues a new decree."""


@dataclass(frozen=True)
class Decided:
    """The decree that an objection is against, with its office-local day."""

    number: str
    day: date


def object_to(
    connection: sa.Connection,
    proposal: int,
    grounds: str,
    received: date | None,
    letter: Filing | None,
    account: str,
    now: datetime,
    today: date,
) -> dict[str, Any]:
    """Record an objection against the newest decree that can be objected to; returns it as the list shows it.

    Args:
        received: the day on which it reached the office; None for today.

    Raises:
        UnknownProposal, NothingToObject: there is no such proposal, or nothing was decided yet.
        Erased: what was decided has been erased.
        RoleMissing, NoMandate: neither the employee nor who records for the employee.
        InvalidField: the day cannot be, or the file is not accepted.
        ObjectionWaits: an earlier one has no answer yet.
    """
    actor = accounts.actor(connection, account)
    state_of(connection, proposal, hold=True)
    person = dossiers.dossier(connection, proposal, today).person.nip
    own = _may_object(actor, person, now, today)
    decided = _decided(connection, proposal)
    day = _received(received or today, decided, today, own=own)
    waiting = sa.select(_o.c.id).where(_o.c.proposal == proposal, _o.c.outcome.is_(None))
    if (earlier := connection.execute(waiting).scalar()) is not None:
        raise ObjectionWaits(objection=earlier, proposal=proposal)
    filed = {"filed_by": account, "filed_at": now, "document": _letter(connection, proposal, letter, account, now)}
    values = {"proposal": proposal, "decree": decided.number, "received": day, "grounds": grounds, **filed}
    id = connection.execute(_o.insert().values(**values).returning(_o.c.id)).scalar_one()
    return _shown(connection, proposal, id, today)


def _may_object(actor: Actor, person: str, now: datetime, today: date) -> bool:
    """Whether it is the actor's own objection; others may record one as HR officers only."""
    own = actor.nip is not None and actor.nip == person
    roles = (Role.employee, Role.hr_officer) if own else (Role.hr_officer,)
    office_of(actor, roles, now, today, ("mencatat keberatan ini", "record this objection"))
    return own


def _decided(connection: sa.Connection, proposal: int) -> Decided:
    """The newest decree that can be objected to."""
    query = (
        sa.select(_t.c.number, _t.c.at, _payload.c.transition.label("kept"))
        .outerjoin_from(_t, _payload, _payload.c.transition == _t.c.id)
        .where(_t.c.proposal == proposal, _t.c.verb.in_(OBJECTED))
        .order_by(_t.c.version.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NothingToObject(proposal=proposal)
    if row.kept is None:
        raise Erased(number=row.number)
    return Decided(row.number, local_day(row.at, agency.agency(connection).zone))


def _received(day: date, decided: Decided, today: date, *, own: bool) -> date:
    """The day on which the office received it; who objects does not choose the day."""
    _within("--date", day, decided.day, today)
    if own and day != today:
        raise InvalidField(
            field="--date",
            problem="hari penerimaan keberatan sendiri adalah hari ini. Bila suratnya diterima lebih dahulu, "
            "mintalah Pejabat Pengelola Kepegawaian mencatatnya.",
            problem_en="your own objection is received today. If the letter came earlier, ask the HR officer to record it.",
        )
    return day


def _within(field: str, day: date, first: date, today: date) -> None:
    """Refuse a day before what it follows, or one that has not come."""
    if not first <= day <= today:
        raise InvalidField(
            field=field,
            problem=f"tanggal {spoken(day)} harus antara {spoken(first)} dan hari ini, {spoken(today)}. Periksa tanggalnya.",
            problem_en=f"the date {spoken(day, 'en')} must lie between {spoken(first, 'en')} and today, {spoken(today, 'en')}. Check it.",
        )


def _letter(connection: sa.Connection, proposal: int, letter: Filing | None, account: str, now: datetime) -> int | None:
    """File the letter of the objection; it may come when the proposal has ended."""
    if letter is None:
        return None
    return documents.store(connection, proposal, letter, documents.check_content(letter), account, now)


def answer(
    connection: sa.Connection,
    objection: int,
    outcome: str,
    text: str,
    answered: date | None,
    account: str,
    now: datetime,
    today: date,
) -> dict[str, Any]:
    """Answer an objection, once; `next` names the verbs by which one that is upheld can take effect.

    Args:
        outcome: one of OUTCOMES.
        answered: the day of the answer; None for today.

    Raises:
        UnknownObjection: there is no such objection.
        RoleMissing, NoMandate: the account does not hold the authority.
        StepRefused: whoever answers has a stake in the case, or a mandate that does not cover it.
        ObjectionAnswered: it has its answer.
        LateObjection: it came late, and can only be inadmissible.
        InvalidField: the day cannot be.
    """
    actor, proposal = accounts.actor(connection, account), _proposal_of(connection, objection)
    held = office_of(actor, (Role.authority,), now, today, ("menjawab keberatan", "answer objections"))
    state_of(connection, proposal, hold=True)
    dossier = dossiers.dossier(connection, proposal, today)
    refuse_unless(Question(dossier, actor, "answer", today, held=held), (STAKE, AUTHORITY))
    row = _shown(connection, proposal, objection, today)
    _refuse_answered(row)
    if row["late"] and outcome != "inadmissible":
        due = row["file_until"]
        raise LateObjection(objection=objection, due=spoken(due), due_en=spoken(due, "en"))
    day = answered or today
    _within("--date", day, row["received"], today)
    values = {"outcome": outcome, "answer": text, "answered_on": day, "answered_by": account, "answered_at": now}
    connection.execute(_o.update().where(_o.c.id == objection).values(**values))
    remedies = REMEDIES.get(row["decree_verb"], ()) if outcome == "upheld" else ()
    after = [verb for verb in remedies if edge_for(verb, dossier)]
    return {**_shown(connection, proposal, objection, today), "next": after}


def _proposal_of(connection: sa.Connection, objection: int) -> int:
    possible = 0 < objection <= dossiers.LARGEST_ID
    found = sa.select(_o.c.proposal).where(_o.c.id == objection)
    proposal: int | None = connection.execute(found).scalar() if possible else None
    if proposal is None:
        raise UnknownObjection(objection=objection)
    return proposal


def _refuse_answered(row: dict[str, Any]) -> None:
    if row["outcome"] is not None:
        id, en = OUTCOMES[row["outcome"]]
        raise ObjectionAnswered(objection=row["id"], by=row["answered_by"], outcome=id, outcome_en=en)


def _shown(connection: sa.Connection, proposal: int, objection: int, today: date) -> dict[str, Any]:
    listed: Iterable[dict[str, Any]] = objections(connection, today, proposal=proposal)
    return next(row for row in listed if row["id"] == objection)
