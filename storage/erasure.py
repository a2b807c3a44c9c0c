"""Erasure: what was decided on is destroyed when the law no longer lets it be kept; that it was decided stays.

Of a person's proposals that ended long enough ago go the payloads of their entries with their salts, the contents of
their documents, who sat in their teams, and what was written about them in reasons, objections, answers and notes. History, the log, hashes and numbers stay, and so do the decrees, which
archive law keeps for good. The person's master data (person, appraisals, career …) are no history and are left to the
workbook that brings them; so are recorded changes, for none is about a proposal.

On SQLite the freed pages are overwritten. A PostgreSQL server reuses its pages after a VACUUM; older backups of either
still hold what was erased, until they are destroyed in their turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import accounts, changes, erasable, free_texts, log
from storage.audit import orders
from storage.changes import By, act
from storage.erasable import Case
from storage.log_tables import LogLeaf
from storage.proposals import require, state_of
from storage.tables import Document, Payload, Proposal, TeamMember, Transition, table
from workflow.authority import Role
from workflow.canonical import commitment, instant, sha256
from workflow.errors import DocumentAltered, EntryAltered, NothingToErase, UnknownPerson
from workflow.text import LONG, filled, shown

_t, _payload, _doc, _team, _leaf = (table(row) for row in (Transition, Payload, Document, TeamMember, LogLeaf))
_p = table(Proposal)


def erase(
    connection: sa.Connection, nip: str, basis: str, reason: str, by: By, before: date | None = None
) -> dict[str, Any]:
    """Erase what the decisions about a person were taken on, or leave it waiting for a second administrator.

    Args:
        basis: the law or the schedule by which it must go.
        before: erase only proposals that ended earlier than this day.

    Raises:
        RoleMissing: the account is no administrator.
        UnknownPerson: nobody has that NIP.
        NothingToErase: no proposal of the person has ended and is past its retention.
        InvalidField: there is no basis or no reason, or `before` takes in what must still be kept.
        EntryAltered, DocumentAltered: what is to go is not what was recorded; evidence of that is not destroyed.
    """
    require(accounts.actor(connection, by.account), (Role.admin,), by.today, "menghapus data", "erase data")
    why = filled("--basis", basis, LONG, one_line=False)
    cases = erasable.of_person(connection, nip, by.today)
    if not cases:
        raise UnknownPerson(nip=shown(nip))
    if before:
        erasable.not_shorter(cases, before, by.today)
    staying = {case.proposal: case.reason(by.today, before) for case in cases}
    going = [proposal for proposal, stays in staying.items() if stays is None]
    _refuse_unless(going, cases, by.today, before)
    told = {"proposals": going, "basis": why, "asked_by": by.account}
    said = changes.ask(connection, "erase", f"usulan {', '.join(map(str, going))}", told, reason, by)
    kept = [{"proposal": number, "id": words[0], "en": words[1]} for number, words in staying.items() if words]
    return {**said, "proposals": going, "kept": kept}


def _refuse_unless(going: Sequence[int], cases: Sequence[Case], today: date, before: date | None = None) -> None:
    if going:
        return
    reasons = [reason for case in cases if (reason := case.reason(today, before))]
    raise NothingToErase(problem=" ".join(id for id, _ in reasons), problem_en=" ".join(en for _, en in reasons))


@act("erase", two_persons=True)
def _erase(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    proposals = told["proposals"]
    for proposal in proposals:
        state_of(connection, proposal, hold=True)
    for case in erasable.of_proposals(connection, proposals, by.today):
        _refuse_unless([] if case.reason(by.today) else [case.proposal], [case], by.today)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    _refuse_altered(connection, proposals)
    entries, documents = _erase_payloads(connection, proposals), _erase_documents(connection, proposals)
    texts = free_texts.erase(connection, proposals)
    connection.execute(_team.delete().where(_team.c.proposal.in_(proposals)))
    agreed = by.account if by.account != told["asked_by"] else None
    who = {"at": instant(by.at), "asked_by": told["asked_by"], "agreed_by": agreed, "basis": told["basis"]}
    gone = {"entries": entries, "changes": [], "documents": documents, "proposals": proposals}
    index = log.append(connection, "erasure", _next(connection), {**who, **gone})
    return {"entries": len(entries), "documents": len(documents), "texts": texts, "index": index}


def _refuse_altered(connection: sa.Connection, proposals: Sequence[int]) -> None:
    """A reason that is not the one on which the newest step was decided is evidence, and is not destroyed."""
    newest = sa.select(sa.func.max(_t.c.id)).where(_t.c.proposal == _p.c.id).scalar_subquery()
    told = sa.select(_p.c.reason, _payload.c.transition, _payload.c.content)
    query = told.join_from(_p, _payload, _payload.c.transition == newest)
    for row in connection.execute(query.where(_p.c.id.in_(proposals))):
        order = orders.read(bytes(row.content))
        if order is not None and order.identity["reason"] != row.reason:
            raise EntryAltered(entry=row.transition)


def _erase_payloads(connection: sa.Connection, proposals: Sequence[int]) -> list[int]:
    """Delete the payloads of some proposals; returns their entries. None is deleted unless all are what was recorded."""
    mine = sa.select(_t.c.id).where(_t.c.proposal.in_(proposals))
    query = sa.select(_payload, _t.c.commitment).join(_t, _t.c.id == _payload.c.transition)
    found = []
    for row in connection.execute(query.where(_t.c.id.in_(mine)).order_by(_t.c.id)):
        if commitment(bytes(row.salt), bytes(row.content)) != row.commitment:
            raise EntryAltered(entry=row.transition)
        found.append(row.transition)
    connection.execute(_payload.delete().where(_payload.c.transition.in_(mine)))
    return found


def _erase_documents(connection: sa.Connection, proposals: Sequence[int]) -> list[int]:
    """Empty the documents of some proposals; returns their numbers. Their hashes stay."""
    mine = _doc.c.proposal.in_(proposals) & (sa.func.length(_doc.c.content) > 0)
    query = sa.select(_doc.c.id, _doc.c.sha256, _doc.c.content).where(mine).order_by(_doc.c.id)
    found = []
    with connection.execute(query, execution_options={"yield_per": 1}) as rows:
        for row in rows:
            if sha256(bytes(row.content)) != row.sha256:
                raise DocumentAltered(document=row.id)
            found.append(row.id)
    connection.execute(_doc.update().where(mine).values(content=b""))
    return found


def _next(connection: sa.Connection) -> int:
    """The number of the next erasure."""
    newest = sa.select(sa.func.max(_leaf.c.ref)).where(_leaf.c.kind == "erasure")
    return int(connection.execute(newest).scalar() or 0) + 1
