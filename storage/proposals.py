"""Proposals: writing one as a draft, setting rules aside for it, discarding it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from storage import accounts, dossiers
from storage.offices import office_of
from storage.tables import Claim, Document, Endorsement, Person, Post, Proposal, Verification, Waiver, table
from workflow.authority import ROLE_LABELS, Actor, Kind, Role
from workflow.errors import (
    AlreadyThere,
    Closed,
    InvalidField,
    KindRefused,
    NotADraft,
    NumberTaken,
    OtherAgency,
    RoleMissing,
    UnknownPerson,
    UnknownPost,
    UnknownProposal,
)
from workflow.process import PROPOSERS
from workflow.rules import RULES, Question
from workflow.stake import AUTHORITY, STAKE, refuse_unless
from workflow.states import ENDED, State, label
from workflow.text import shown

_p, _person, _post, _doc = table(Proposal), table(Person), table(Post), table(Document)
_waiver, _claim, _look, _endorsement = table(Waiver), table(Claim), table(Verification), table(Endorsement)


def require(actor: Actor, roles: tuple[Role, ...], today: date, act: str, act_en: str) -> None:
    """Raise RoleMissing unless the actor holds one of the roles today."""
    if not any(actor.holds(role, today) for role in roles):
        names, names_en = (", ".join(ROLE_LABELS[role][pick] for role in roles) for pick in (0, 1))
        raise RoleMissing(account=actor.account, act=act, act_en=act_en, roles=names, roles_en=names_en)


def propose(
    connection: sa.Connection,
    *,
    nip: str,
    post: str,
    account: str,
    kind: Kind,
    reason: str | None,
    now: datetime,
    today: date,
    own_request: bool = False,
) -> int:
    """Write a new proposal in draft; returns its number.

    Args:
        own_request: whether the employee asked for the transfer.

    Raises:
        RoleMissing, NoMandate: the account may not propose.
        UnknownPerson, UnknownPost: nobody has that NIP, no post that code.
        AlreadyThere: the person holds that post.
        KindRefused: the law of that kind is not known yet.
        OtherAgency: a move within one agency would lead to another.
    """
    actor = accounts.actor(connection, account)
    office_of(actor, PROPOSERS, now, today, ("mengusulkan mutasi", "propose a transfer"))
    if kind is Kind.PERWAKILAN_LN:
        raise KindRefused(kind=kind.value)
    person = connection.execute(sa.select(_person.c.name).where(_person.c.nip == nip)).one_or_none()
    if person is None:
        raise UnknownPerson(nip=nip)
    if not connection.execute(sa.select(_post.c.code).where(_post.c.code == post)).scalar():
        raise UnknownPost(post=post)
    values = {"nip": nip, "post": post, "kind": kind.value, "reason": reason, "state": State.draft.value, "version": 0}
    values["own_request"] = own_request
    when = {"proposed_by": account, "proposed_at": now, "proposed_on": today, "changed_at": now}
    id = int(connection.execute(_p.insert().values(**values, **when).returning(_p.c.id)).scalar_one())
    dossier = dossiers.dossier(connection, id, today)
    if dossier.origin.post.code == post:
        raise AlreadyThere(name=person.name, post=post)
    agencies = [dossiers.agency_of(connection, unit.code) for unit in (dossier.origin.unit, dossier.target.unit)]
    if kind is Kind.INTERNAL and agencies[0] != agencies[1]:
        raise OtherAgency(name=person.name, origin=agencies[0], target=agencies[1])
    return id


def waive(
    connection: sa.Connection,
    proposal: int,
    rule: str,
    document: int,
    reason: str,
    account: str,
    now: datetime,
    today: date,
) -> None:
    """Set a rule aside for one proposal, by a document that is filed with it.

    Raises:
        InvalidField: there is no such rule, nobody may waive it, or the document is not of this proposal.
        RoleMissing, NoMandate: the rule names others who may waive it.
        StepRefused: whoever waives has a stake in the case, or a mandate that does not cover it.
        Closed: the proposal has ended.
    """
    found = RULES.get(rule)
    if found is None or not found.waivers:
        waivable = ", ".join(id for id, one in RULES.items() if one.waivers)
        raise InvalidField(
            field="KETENTUAN",
            problem=f"{shown(rule)} tidak dapat dikecualikan. Yang dapat: {waivable}.",
            problem_en=f"{shown(rule)} cannot be waived. These can: {waivable}.",
        )
    actor = accounts.actor(connection, account)
    held = office_of(actor, found.waivers, now, today, (f"mengecualikan {rule}", f"waive {rule}"))
    held_open(connection, proposal)
    dossier = dossiers.dossier(connection, proposal, today)
    refuse_unless(Question(dossier, actor, "waive", today, held=held), (STAKE, AUTHORITY))
    filed = next((one for one in dossier.documents if one.id == document), None)
    if filed is not None and filed.verdict == "refused":
        raise InvalidField(
            field="--document",
            problem=f"dokumen {document} ditolak pada pemeriksaan ({shown(filed.verdict_reason)}). Lampirkan dokumen lain.",
            problem_en=f"document {document} was refused ({shown(filed.verdict_reason)}). File another one.",
        )
    if filed is None:
        raise InvalidField(
            field="--document",
            problem=f"dokumen {document} tidak dilampirkan pada usulan {proposal}. Lampirkan dengan `mutasi attach`.",
            problem_en=f"document {document} is not filed with proposal {proposal}. File it with `mutasi attach`.",
        )
    mine = (_waiver.c.proposal == proposal) & (_waiver.c.rule == rule)
    values = {"document": document, "reason": reason, "given_by": account, "given_at": now}
    if connection.execute(_waiver.update().where(mine).values(**values)).rowcount == 0:
        connection.execute(_waiver.insert().values(proposal=proposal, rule=rule, **values))


def discard(connection: sa.Connection, proposal: int, account: str) -> None:
    """Remove a draft with its documents, what was found of them, waivers and initials; it never had a number.

    Raises:
        NotADraft: it has been submitted.
        NumberTaken: a number was once booked for it.
        RoleMissing: someone else proposed it.
    """
    state = state_of(connection, proposal, hold=True)
    if state is not State.draft:
        raise NotADraft(proposal=proposal, state=label(state), state_en=label(state, "en"))
    proposer = connection.execute(sa.select(_p.c.proposed_by).where(_p.c.id == proposal)).scalar()
    if proposer != accounts.actor(connection, account).account:
        names, names_en = ROLE_LABELS[Role.proposer]
        raise RoleMissing(
            account=account, act="menghapus konsep ini", act_en="discard this draft", roles=names, roles_en=names_en
        )
    if connection.execute(sa.select(_claim.c.booking).where(_claim.c.proposal == proposal)).first():
        raise NumberTaken(proposal=proposal)
    mine = sa.select(_doc.c.id).where(_doc.c.proposal == proposal)
    connection.execute(_look.delete().where(_look.c.document.in_(mine)))
    for part in (_endorsement, _waiver):
        connection.execute(part.delete().where(part.c.proposal == proposal))
    connection.execute(_doc.delete().where(_doc.c.proposal == proposal))
    connection.execute(_p.delete().where(_p.c.id == proposal))


def held_open(connection: sa.Connection, proposal: int) -> None:
    """Make sure that a proposal has not ended, and hold it where it stands until the transaction ends.

    Raises:
        UnknownProposal: there is no such proposal.
        Closed: it has ended.
    """
    state = state_of(connection, proposal, hold=True)
    if state in ENDED:
        raise Closed(proposal=proposal, state=label(state), state_en=label(state, "en"))


def state_of(connection: sa.Connection, proposal: int, *, hold: bool = False) -> State:
    """Where a proposal stands; with `hold` it stays there until the transaction ends.

    Raises:
        UnknownProposal: there is no such proposal.
    """
    query = sa.select(_p.c.state).where(_p.c.id == dossiers.possible_id(proposal))
    state = connection.execute(query.with_for_update() if hold else query).scalar()
    if state is None:
        raise UnknownProposal(proposal=proposal)
    return State(state)
