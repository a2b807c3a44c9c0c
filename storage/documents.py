"""Documents of a proposal: filing them, looking at them, giving them out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage import accounts, dossiers
from storage.erased import erased
from storage.governance import Requirement
from storage.offices import office_of
from storage.proposals import held_open, state_of
from storage.tables import Account, Document, Post, Proposal, Verification, table
from workflow.authority import Role
from workflow.canonical import sha256
from workflow.errors import (
    DocumentAltered,
    DocumentErased,
    DocumentJudged,
    InvalidField,
    OwnDocument,
    TooLarge,
    UnknownDocument,
    UnknownPost,
)
from workflow.media import media_of
from workflow.papers import DOCUMENT_TYPES
from workflow.process import FILERS
from workflow.rules import Question
from workflow.stake import refuse_unless
from workflow.text import shown, spoken

_doc, _look, _post, _account, _proposal = (table(row) for row in (Document, Verification, Post, Account, Proposal))
_requirement = table(Requirement)

LARGEST_DOCUMENT = 20 * 1024 * 1024
"""Bytes of a filed document."""

INSPECTORS = (Role.hr_officer, Role.hr_head)
"""Who may verify or refuse a document that someone else has filed."""

READERS = (*FILERS, Role.auditor)
"""Who may read every document; the person concerned may read those of the own case."""

VERDICTS: dict[str, tuple[str, str]] = {
    "verified": ("dinyatakan sah", "verified"),
    "refused": ("ditolak", "refused"),
}
"""Verdict → (Indonesian, English) words."""


@dataclass(frozen=True)
class Filing:
    """A document to be filed; `type` is its code (D01 … D15, or one of the agency's own)."""

    type: str
    name: str
    content: bytes
    sha256: str
    number: str | None = None
    dated: date | None = None
    post: str | None = None
    valid_until: date | None = None


def attach(connection: sa.Connection, proposal: int, filing: Filing, account: str, now: datetime, today: date) -> int:
    """File a document with a proposal; returns the document's number.

    Raises:
        RoleMissing, NoMandate: the account may not file documents.
        InvalidField: its code is not known, its content is not accepted, or it ends before it begins.
        UnknownProposal, UnknownPost: there is no such proposal, or no post that the document names.
        Closed: the proposal has ended.
        TooLarge: the file is larger than LARGEST_DOCUMENT.
    """
    actor = accounts.actor(connection, account)
    office_of(actor, FILERS, now, today, ("melampirkan dokumen", "file documents"))
    check_type(connection, filing.type)
    media = check_content(filing)
    held_open(connection, proposal)
    if filing.post and not connection.execute(sa.select(_post.c.code).where(_post.c.code == filing.post)).scalar():
        raise UnknownPost(post=filing.post)
    check_post(connection, proposal, filing)
    return store(connection, proposal, filing, media, account, now)


def check_post(connection: sa.Connection, proposal: int, filing: Filing) -> None:
    """Make sure that a document which must name the post names that of the proposal (R-DOK-02).

    Raises:
        InvalidField: it names another one.
    """
    asked = connection.execute(sa.select(_proposal.c.post).where(_proposal.c.id == proposal)).scalar_one()
    known = DOCUMENT_TYPES.get(filing.type)
    if known and known.names_post and filing.post and filing.post != asked:
        raise InvalidField(
            field="--post",
            problem=f"{known.id} ({filing.type}) menyebut jabatan {shown(filing.post)}, sedangkan usulan ini untuk {asked} (R-DOK-02). Minta surat perbaikan.",
            problem_en=f"{known.en} ({filing.type}) names the post {shown(filing.post)}, but the proposal is for {asked} (R-DOK-02). Ask for a corrected letter.",
        )


def store(connection: sa.Connection, proposal: int, filing: Filing, media: str, account: str, now: datetime) -> int:
    """Write a document that was checked; returns its number."""
    values = {name: getattr(filing, name) for name in Filing.__dataclass_fields__}
    filed = {"proposal": proposal, "media": media, "filed_by": account, "filed_at": now}
    return int(connection.execute(_doc.insert().values(**filed, **values).returning(_doc.c.id)).scalar_one())


def check_type(connection: sa.Connection, code: str) -> None:
    """Make sure that documents have this code: of the law, or the agency's own.

    Raises:
        InvalidField: no document has it.
    """
    own = connection.execute(sa.select(_requirement.c.code).order_by(_requirement.c.code)).scalars()
    known = [*DOCUMENT_TYPES, *own]
    if code not in known:
        raise InvalidField(
            field="--type",
            problem=f"“{shown(code)}” tidak dikenal. Pilih salah satu: {', '.join(known)}.",
            problem_en=f"“{shown(code)}” is not known. Choose one of: {', '.join(known)}.",
        )


def check_content(filing: Filing) -> str:
    """The media type of a document whose size, content and period can be accepted.

    Raises:
        TooLarge, InvalidField: they cannot.
    """
    if len(filing.content) > LARGEST_DOCUMENT:
        raise TooLarge(what=filing.name, size=len(filing.content), limit=LARGEST_DOCUMENT)
    if filing.valid_until and filing.dated and filing.valid_until < filing.dated:
        ends, ends_en = spoken(filing.valid_until), spoken(filing.valid_until, "en")
        raise InvalidField(
            field="--valid-until",
            problem=f"{ends} mendahului tanggal suratnya, {spoken(filing.dated)}. Periksa keduanya.",
            problem_en=f"{ends_en} lies before the letter's date, {spoken(filing.dated, 'en')}. Check both.",
        )
    return media_of(filing.name, filing.content)


def look(
    connection: sa.Connection,
    document: int,
    verdict: str,
    reason: str | None,
    account: str,
    now: datetime,
    today: date,
) -> dict[str, Any]:
    """Record what someone found who looked at a document; the newest verdict counts.

    Raises:
        RoleMissing, NoMandate: the account may not verify documents.
        UnknownDocument: there is no such document.
        Closed: its proposal has ended.
        OwnDocument: whoever looks has filed it.
        StepRefused: whoever looks has a stake in the case.
        DocumentJudged: that is what its newest verdict says already.
    """
    actor = accounts.actor(connection, account)
    office_of(actor, INSPECTORS, now, today, ("memeriksa dokumen", "verify documents"))
    filed = _filed(connection, document)
    held_open(connection, filed.proposal)
    if actor.is_same_person(filed.filed_by, filed.filer_nip):
        raise OwnDocument(document=document)
    refuse_unless(Question(dossiers.dossier(connection, filed.proposal, today), actor, "verify", today))
    _refuse_repeated(connection, document, verdict)
    row = {"document": document, "verdict": verdict, "reason": reason, "given_by": account, "given_at": now}
    connection.execute(_look.insert().values(**row))
    return {"document": document, "proposal": filed.proposal, "type": filed.type, "verdict": verdict, "reason": reason}


def _refuse_repeated(connection: sa.Connection, document: int, verdict: str) -> None:
    query = sa.select(_look.c.verdict, _look.c.given_by).where(_look.c.document == document)
    newest = connection.execute(query.order_by(_look.c.id.desc()).limit(1)).one_or_none()
    if newest is not None and newest.verdict == verdict:
        id, en = VERDICTS[verdict]
        raise DocumentJudged(document=document, verdict=id, verdict_en=en, by=newest.given_by)


def _filed(connection: sa.Connection, document: int) -> Any:
    """A document without its bytes, with the NIPs of whoever filed it and of the person concerned."""
    columns = (_doc.c.proposal, _doc.c.type, _doc.c.name, _doc.c.sha256, _doc.c.filed_by)
    query = (
        sa.select(*columns, _account.c.nip.label("filer_nip"), _proposal.c.nip.label("person_nip"))
        .select_from(
            _doc.join(_account, _account.c.name == _doc.c.filed_by).join(_proposal, _proposal.c.id == _doc.c.proposal)
        )
        .where(_doc.c.id == document)
    )
    possible = 0 < document <= dossiers.LARGEST_ID
    row = connection.execute(query).one_or_none() if possible else None
    if row is None:
        raise UnknownDocument(document=document)
    return row


def content_of(
    connection: sa.Connection, document: int, account: str, now: datetime, today: date
) -> tuple[str, str, bytes]:
    """Name, SHA-256 and bytes of a document, for those who may read it.

    Raises:
        UnknownDocument: there is no such document.
        RoleMissing, NoMandate: it is for those who work on proposals, for auditors and for the person concerned.
        DocumentErased: its bytes were lawfully erased.
        DocumentAltered: the stored bytes are not those that were filed.
    """
    actor, filed = accounts.actor(connection, account), _filed(connection, document)
    if actor.nip is None or actor.nip != filed.person_nip:
        office_of(actor, READERS, now, today, ("membaca dokumen ini", "read this document"))
    content = bytes(connection.execute(sa.select(_doc.c.content).where(_doc.c.id == document)).scalar_one())
    gone = erased(connection).documents.get(document) if not content else None
    if gone is not None:
        raise DocumentErased(document=document, index=gone)
    if sha256(content) != filed.sha256:
        raise DocumentAltered(document=document)
    return filed.name, filed.sha256, content


_newest = sa.select(sa.func.max(_look.c.id)).where(_look.c.document == _doc.c.id).correlate(_doc).scalar_subquery()
_LISTED = (
    sa.select(
        *(column for column in _doc.c if column.name != "content"),
        sa.func.length(_doc.c.content).label("bytes"),
        _look.c.verdict,
        _look.c.reason.label("verdict_reason"),
        _look.c.given_by.label("verified_by"),
        _look.c.given_at.label("verified_at"),
    )
    .outerjoin_from(_doc, _look, _look.c.id == _newest)
    .where(_doc.c.proposal == sa.bindparam("proposal"))
    .order_by(_doc.c.id)
)


def documents(connection: sa.Connection, proposal: int) -> list[dict[str, Any]]:
    """The documents of a proposal without their bytes, oldest first, each with its newest verdict.

    Raises:
        UnknownProposal: there is no such proposal.
    """
    state_of(connection, proposal)
    return [dict(row) for row in connection.execute(_LISTED, {"proposal": proposal}).mappings()]
