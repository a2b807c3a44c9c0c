"""Proposals: writing one, filing documents with it, listing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from storage import accounts, dossiers
from storage.tables import Claim, Document, Person, Post, Proposal, Unit, Waiver, table
from workflow.authority import ROLE_LABELS, Actor, Kind, Role
from workflow.errors import (
    AlreadyThere,
    Closed,
    InvalidField,
    KindRefused,
    NotADraft,
    NumberTaken,
    RoleMissing,
    TooLarge,
    UnknownPerson,
    UnknownPost,
    UnknownProposal,
)
from workflow.process import FILERS, PROPOSERS
from workflow.rules import RULES
from workflow.states import ENDED, State, label
from workflow.text import shown

_p, _person, _post, _unit, _doc = table(Proposal), table(Person), table(Post), table(Unit), table(Document)
_waiver, _claim = table(Waiver), table(Claim)

LARGEST_DOCUMENT = 20 * 1024 * 1024
"""Bytes of a filed document."""


@dataclass(frozen=True)
class Filing:
    """A document to be filed; `type` is its code (D01 … D13)."""

    type: str
    name: str
    content: bytes
    sha256: str
    number: str | None = None
    dated: date | None = None
    post: str | None = None


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
) -> int:
    """Write a new proposal in draft; returns its number.

    Raises:
        RoleMissing: the account may not propose.
        UnknownPerson, UnknownPost: nobody has that NIP, no post that code.
        AlreadyThere: the person holds that post.
        KindRefused: the law of that kind is not known yet.
    """
    actor = accounts.actor(connection, account)
    require(actor, PROPOSERS, today, "mengusulkan mutasi", "propose a transfer")
    if kind is Kind.PERWAKILAN_LN:
        raise KindRefused(kind=kind.value)
    person = connection.execute(sa.select(_person.c.name).where(_person.c.nip == nip)).one_or_none()
    if person is None:
        raise UnknownPerson(nip=nip)
    if not connection.execute(sa.select(_post.c.code).where(_post.c.code == post)).scalar():
        raise UnknownPost(post=post)
    values = {"nip": nip, "post": post, "kind": kind.value, "reason": reason, "state": State.draft.value, "version": 0}
    when = {"proposed_by": account, "proposed_at": now, "proposed_on": today, "changed_at": now}
    id = int(connection.execute(_p.insert().values(**values, **when).returning(_p.c.id)).scalar_one())
    if dossiers.dossier(connection, id, today).origin.post.code == post:
        raise AlreadyThere(name=person.name, post=post)
    return id


def attach(connection: sa.Connection, proposal: int, filing: Filing, account: str, now: datetime, today: date) -> int:
    """File a document with a proposal; returns the document's number.

    Raises:
        RoleMissing: the account may not file documents.
        UnknownProposal, UnknownPost: there is no such proposal, or no post that the document names.
        Closed: the proposal has ended.
        TooLarge: the file is larger than LARGEST_DOCUMENT.
    """
    actor = accounts.actor(connection, account)
    require(actor, FILERS, today, "melampirkan dokumen", "file documents")
    if len(filing.content) > LARGEST_DOCUMENT:
        raise TooLarge(what=filing.name, size=len(filing.content), limit=LARGEST_DOCUMENT)
    state = state_of(connection, proposal, hold=True)
    if state in ENDED:
        raise Closed(proposal=proposal, state=label(state))
    if filing.post and not connection.execute(sa.select(_post.c.code).where(_post.c.code == filing.post)).scalar():
        raise UnknownPost(post=filing.post)
    values = {name: getattr(filing, name) for name in Filing.__dataclass_fields__}
    insert = _doc.insert().values(proposal=proposal, filed_by=account, filed_at=now, **values).returning(_doc.c.id)
    return int(connection.execute(insert).scalar_one())


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
        RoleMissing: the rule names others who may waive it.
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
    require(actor, found.waivers, today, f"mengecualikan {rule}", f"waive {rule}")
    state = state_of(connection, proposal, hold=True)
    if state in ENDED:
        raise Closed(proposal=proposal, state=label(state))
    filed = set(connection.execute(sa.select(_doc.c.id).where(_doc.c.proposal == proposal)).scalars())
    if document not in filed:
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
    """Remove a draft with its documents; it never had a number.

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
    connection.execute(_waiver.delete().where(_waiver.c.proposal == proposal))
    connection.execute(_doc.delete().where(_doc.c.proposal == proposal))
    connection.execute(_p.delete().where(_p.c.id == proposal))


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
