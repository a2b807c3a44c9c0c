"""What was filed for the case: documents that a decree cites, waivers, initials, objections, corrective steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents import words
from documents.acts import Correction, Letter, LetterRecord, act
from documents.facts import Past
from workflow.authority import ROLE_LABELS, Role
from workflow.objections import OUTCOMES
from workflow.papers import (
    ADVICE,
    APPLICATION,
    CLEARANCE,
    CONSENT,
    DOCUMENT_TYPES,
    LIFTING,
    REQUEST,
    SURVEY,
)

TOGETHER = "together"
"""Stands for the verb of a collective decree, whose rows have room for the letters of other offices alone."""

CITED = {
    TOGETHER: (CONSENT, ADVICE, LIFTING),
    "submit": (APPLICATION,),
    "establish_need": (SURVEY,),
    "assess": (CLEARANCE,),
    "consent": (APPLICATION, REQUEST),
    "advise": (APPLICATION, REQUEST, CONSENT),
    "approve": (APPLICATION, REQUEST, CONSENT, ADVICE, LIFTING),
}
"""Verb → the kinds of filed documents that its decree heeds."""


@dataclass(frozen=True)
class Paper:
    """A document that is cited: what it is, in whose words it is called, and its letter."""

    kind: str
    letter: Letter


@dataclass(frozen=True)
class Waiver:
    """A rule that was set aside, by the law where it stands, with the document that does it and why.

    Attributes:
        law: as a table abbreviates it; `full_law` as a sentence names it.
    """

    law: str
    full_law: str
    document: str
    because: str


@dataclass(frozen=True)
class Initials:
    """Initials (paraf) that were put before the signature."""

    office: str
    account: str
    date: str


@dataclass(frozen=True)
class Objection:
    """An objection (keberatan) against a decree of this case; `outcome` is empty while it is not answered."""

    decree: str
    received: str
    outcome: str
    answered: str


@dataclass(frozen=True)
class Ordered:
    """A corrective step that an earlier decree ordered."""

    number: str
    date: str
    correction: Correction


def heeded(verb: str, dossier: Mapping[str, Any], past: Mapping[str, Past]) -> tuple[Paper, ...]:
    """The filed documents that the decree heeds, without the letters that an earlier step has recorded."""
    recorded = {one.act.letter for one in past.values() if isinstance(one.act, LetterRecord)}
    found = (one for code in CITED.get(verb, ()) for one in papers(dossier, code))
    return tuple(one for one in found if one.letter not in recorded)


def papers(dossier: Mapping[str, Any], code: str) -> tuple[Paper, ...]:
    """The documents of a kind that have a number and a date and were not refused."""
    kind = DOCUMENT_TYPES[code].id
    return tuple(
        Paper(kind, Letter(row["number"], words.date(row["date"])))
        for row in dossier["documents"]
        if row["type"] == code and row["number"] and row["date"] and row.get("verdict") != "refused"
    )


def waivers(dossier: Mapping[str, Any], laws: Mapping[str, str]) -> tuple[Waiver, ...]:
    """The rules that were set aside for this case; `laws` has the law of each."""
    filed = {row["id"]: row for row in dossier["documents"]}
    return tuple(
        Waiver(
            law=laws.get(row["rule"], ""),
            full_law=words.law(laws.get(row["rule"], "")),
            document=_named(filed.get(row["document"])),
            because=words.clause(row["reason"]),
        )
        for row in dossier["waivers"]
    )


def _named(row: Mapping[str, Any] | None) -> str:
    """A document as a sentence names it, as far as it says."""
    if row is None:
        return "dokumen yang disimpan dalam berkas usulan"
    number = f" Nomor {row['number']}" if row["number"] else ""
    dated = f" tanggal {words.date(row['date'])}" if row["date"] else ""
    known = DOCUMENT_TYPES.get(row["type"])
    return f"{known.id if known else row['name']}{number}{dated}"


def initials(verb: str, dossiers: Sequence[Mapping[str, Any]]) -> tuple[Initials, ...]:
    """The initials that count for this decree, once each however many cases it has."""
    found = {
        Initials(ROLE_LABELS[Role(row["role"])][0], row["account"], words.date(row["date"])): None
        for dossier in dossiers
        for row in dossier.get("endorsements", ())
        if (row["verb"], row["version"]) == (verb, dossier["proposal"]["version"])
    }
    return tuple(found)


def objections(dossier: Mapping[str, Any]) -> tuple[Objection, ...]:
    """The objections against decrees of this case, the oldest first."""
    return tuple(
        Objection(
            decree=row["decree"],
            received=words.date(row["received"]),
            outcome=OUTCOMES[row["outcome"]][0] if row["outcome"] else "",
            answered=words.date(row["answered"]),
        )
        for row in dossier.get("objections", ())
    )


def corrections(dossier: Mapping[str, Any]) -> tuple[Ordered, ...]:
    """The corrective steps that were ordered while the move was monitored."""
    found = []
    for step in dossier["steps"]:
        told = act("correct", step["data"]) if step["verb"] == "correct" and step["data"] else None
        if isinstance(told, Correction):
            found.append(Ordered(step["number"], words.date(step["date"]), told))
    return tuple(found)
