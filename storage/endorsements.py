"""Endorsements (paraf): the initials that a chain of offices puts before a signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage import accounts, dossiers
from storage.offices import office_of
from storage.proposals import state_of
from storage.tables import Endorsement, table
from workflow.authority import Actor
from workflow.dossier import Dossier
from workflow.endorsement import chain, next_endorser
from workflow.errors import EndorsementGiven, NoEndorsement, NoSuchStep, UnknownVerb
from workflow.judgement import edge_for
from workflow.process import VERBS, verbs_from
from workflow.rules import Question
from workflow.stake import refuse_unless
from workflow.states import label
from workflow.text import shown

_e = table(Endorsement)


def endorse(
    connection: sa.Connection, proposal: int, verb: str, note: str | None, account: str, now: datetime, today: date
) -> dict[str, Any]:
    """Initial a verb as the holder of the office whose turn it is; it counts for the proposal's present version.

    Raises:
        UnknownProposal, UnknownVerb, NoSuchStep: there is no such proposal or verb, or it does not leave from here.
        NoEndorsement: the chain is empty or complete.
        EndorsementGiven: this person has initialled the chain already.
        RoleMissing, NoMandate: it is the turn of another office.
        StepRefused: whoever initials has a stake in the case.
    """
    actor = accounts.actor(connection, account)
    state_of(connection, proposal, hold=True)
    dossier = dossiers.dossier(connection, proposal, today)
    _refuse_other_verbs(dossier, verb)
    role = next_endorser(dossier, verb, today)
    if role is None:
        raise NoEndorsement(verb=verb, proposal=proposal)
    _refuse_second(dossier, verb, actor)
    office_of(actor, (role,), now, today, (f"membubuhkan paraf berikutnya bagi {verb}", f"initial {verb} next"))
    refuse_unless(Question(dossier, actor, verb, today))
    version = dossier.proposal.version
    given = {"proposal": proposal, "version": version, "verb": verb, "role": role.value, "account": account}
    seen = {"nip": actor.nip, "note": note, "dossier": dossier.sha256, "at": now, "dated": today}
    connection.execute(_e.insert().values(**given, **seen))
    after = next_endorser(dossiers.dossier(connection, proposal, today), verb, today)
    return {**given, "note": note, "dossier": dossier.sha256, "next": after.value if after else None}


def _refuse_other_verbs(dossier: Dossier, verb: str) -> None:
    """Only a verb that leaves from where the proposal stands can be initialled."""
    if verb not in VERBS:
        raise UnknownVerb(verb=shown(verb), verbs=", ".join(VERBS))
    if edge_for(verb, dossier) is None:
        raise NoSuchStep(
            proposal=dossier.proposal.id,
            state=label(dossier.state),
            state_en=label(dossier.state, "en"),
            verb=verb,
            verbs=", ".join(one for one in verbs_from(dossier.state) if edge_for(one, dossier)) or "–",
        )


def _refuse_second(dossier: Dossier, verb: str, actor: Actor) -> None:
    """One person initials a chain once, whatever offices that person holds."""
    here = (verb, dossier.proposal.version)
    mine = (one for one in dossier.endorsements if (one.verb, one.version) == here)
    if any(actor.is_same_person(one.account, one.nip) for one in mine):
        raise EndorsementGiven(verb=verb, proposal=dossier.proposal.id)


def endorsements(connection: sa.Connection, proposal: int, today: date) -> list[dict[str, Any]]:
    """The initials of a proposal, oldest first, then those that the verbs of its present state still wait for.

    The `status` is "given", "next" or "waiting"; `counts` tells whether given initials are of the present version.

    Raises:
        UnknownProposal: there is no such proposal.
    """
    dossier = dossiers.dossier(connection, proposal, today)
    version = dossier.proposal.version
    query = sa.select(_e).where(_e.c.proposal == proposal).order_by(_e.c.id)
    given = [
        {**row, "status": "given", "counts": row["version"] == version} for row in connection.execute(query).mappings()
    ]
    return [*given, *_missing(dossier, today)]


def _missing(dossier: Dossier, today: date) -> Iterator[dict[str, Any]]:
    """What the chains of the present state still wait for, each in its order."""
    facts = dossier.proposal
    for verb in verbs_from(dossier.state):
        given = {one.role for one in dossier.endorsements if (one.verb, one.version) == (verb, facts.version)}
        asked = chain(dossier.parameters, verb, dossier.kind, today) if edge_for(verb, dossier) else ()
        first = next_endorser(dossier, verb, today)
        for role in asked:
            if role.value not in given:
                status = "next" if role is first else "waiting"
                waits = {"proposal": facts.id, "version": facts.version, "verb": verb, "role": role.value}
                yield {**waits, "status": status, "counts": True, "account": None, "note": None, "at": None}
