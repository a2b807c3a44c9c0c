"""What was filed for the case: documents that a decree cites, waivers, initials, objections, corrective steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents import words
from documents.acts import Correction, Letter, act
from workflow.authority import ROLE_LABELS, Role
from workflow.objections import OUTCOMES
from workflow.papers import DOCUMENT_TYPES


@dataclass(frozen=True)
class Paper:
    """A document that is cited: what it is, in whose words it is called, and its letter."""

    kind: str
    letter: Letter


@dataclass(frozen=True)
class Waiver:
    """A rule that was set aside, by which document, by whom and why."""

    rule: str
    document: str
    given_by: str
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


def papers(dossier: Mapping[str, Any], code: str) -> tuple[Paper, ...]:
    """The documents of a kind that have a number and a date and were not refused."""
    kind = DOCUMENT_TYPES[code].id
    return tuple(
        Paper(kind, Letter(row["number"], words.date(row["date"])))
        for row in dossier["documents"]
        if row["type"] == code and row["number"] and row["date"] and row.get("verdict") != "refused"
    )


def waivers(dossier: Mapping[str, Any]) -> tuple[Waiver, ...]:
    """The rules that were set aside for this case."""
    filed = {row["id"]: row for row in dossier["documents"]}
    return tuple(
        Waiver(
            rule=row["rule"],
            document=_named(filed.get(row["document"])),
            given_by=row["given_by"],
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
