"""Filed documents: what each is worth on a day, and which of them stands for its code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflow.dossier import DocumentFacts, Dossier
from workflow.papers import DocumentType, document_type, required
from workflow.planning.calendar import add_months


class Worth(StrEnum):
    """What a document of a code is worth: only a verified one counts."""

    verified = "verified"
    unverified = "unverified"
    refused = "refused"
    expired = "expired"
    missing = "missing"


@dataclass(frozen=True)
class Filed:
    """A code that a proposal needs, with the document that stands for it, if any."""

    type: DocumentType
    document: DocumentFacts | None
    worth: Worth


def type_of(document: DocumentFacts, dossier: Dossier) -> DocumentType:
    """The kind of document behind a filed one; a code that nobody asks for any more keeps only itself."""
    try:
        return document_type(document.type, dossier.requirements)
    except KeyError:
        return DocumentType(document.type, document.type, document.type)


def last_day(document: DocumentFacts, type: DocumentType) -> date | None:
    """The last day on which it counts: as it says itself, else by its kind; None for ever.

    An undated document of a kind that ages does not count on any day.
    """
    if document.valid_until or type.valid_months is None:
        return document.valid_until
    return add_months(document.date, type.valid_months) if document.date else date.min


def worth(document: DocumentFacts, type: DocumentType, day: date) -> Worth:
    """What one document is worth on a day."""
    if document.verdict == "refused":
        return Worth.refused
    end = last_day(document, type)
    if end is not None and end < day:
        return Worth.expired
    return Worth.verified if document.verdict == "verified" else Worth.unverified


def standing(dossier: Dossier, type: DocumentType, day: date) -> Filed:
    """The document that stands for a code: the newest that counts, else the newest."""
    mine = [document for document in reversed(dossier.documents) if document.type == type.code]
    for document in mine:
        if worth(document, type, day) is Worth.verified:
            return Filed(type, document, Worth.verified)
    return Filed(type, mine[0], worth(mine[0], type, day)) if mine else Filed(type, None, Worth.missing)


def verified(dossier: Dossier, code: str, day: date) -> DocumentFacts | None:
    """The newest verified document of a code that counts on a day."""
    for document in reversed(dossier.documents):
        if document.type == code and worth(document, type_of(document, dossier), day) is Worth.verified:
            return document
    return None


def required_set(dossier: Dossier, day: date) -> Iterator[Filed]:
    """Every document that the proposal needs on a day, by law and by the agency, as it stands."""
    for type in required(dossier.kind, dossier.requirements, day):
        yield standing(dossier, type, day)
