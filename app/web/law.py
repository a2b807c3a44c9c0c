"""What the law says about one proposal beside the rules: initials, objections, freezes, route, fit and talent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.authority import ROLE_LABELS
from workflow.dossier import Dossier, EndorsementFacts, FreezeFacts, ObjectionFacts
from workflow.endorsement import chain
from workflow.objections import ANSWER_DAYS, FILING_DAYS, OBJECTED, answer_due, days_late, filing_due
from workflow.parameters import written
from workflow.planning.fit import Fit, fits
from workflow.planning.working_days import WorkingDays
from workflow.process import verbs_from
from workflow.route_book import RouteEntry, route_entry
from workflow.rules import Finding

NINE_BOXES = (("tinggi", (4, 7, 9)), ("sedang", (2, 5, 8)), ("rendah", (1, 3, 6)))
"""Performance from high to low → the boxes for low, middle and high potential."""


@dataclass(frozen=True)
class Link:
    """An office of a chain of initials; `given` is None while its initials are missing."""

    office: str
    given: EndorsementFacts | None
    next: bool


@dataclass(frozen=True)
class Chain:
    """The initials that stand before the signature of a verb."""

    verb: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Objected:
    """An objection with the day by which it must be answered, and how many working days late that is or was."""

    facts: ObjectionFacts
    due: date
    late: int


@dataclass(frozen=True)
class Noticed:
    """What a rule found, now or when its step was taken."""

    sentence: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Law:
    """Everything of the law that a proposal's page shows.

    Attributes:
        earlier: initials of earlier steps and versions.
        file_until: the last day on which an objection is in time, once there is a decree to object to.
        freezes: windows that concern the post that is left or given, and have not passed.
        left: the staff that the releasing unit keeps.
    """

    chains: tuple[Chain, ...]
    earlier: tuple[EndorsementFacts, ...]
    objections: tuple[Objected, ...]
    file_until: date | None
    freezes: tuple[FreezeFacts, ...]
    route: RouteEntry
    fits: tuple[Fit, ...]
    left: int
    talent: Noticed | None
    wished: Noticed | None
    changed: Noticed | None


def law(
    dossier: Dossier,
    day: date,
    calendar: WorkingDays,
    findings: Sequence[Finding],
    entries: Sequence[Mapping[str, Any]],
) -> Law:
    """What the law says about a proposal on a day.

    Args:
        findings: what the rules of its state say now.
        entries: its history, newest first, whose findings stand where a rule is not asked now.
    """
    chains = tuple(_chains(dossier, day))
    shown = {link.given for one in chains for link in one.links}
    seats, leaves = dossier.occupancy, dossier.origin.unit.code != dossier.target.unit.code
    return Law(
        chains=chains,
        earlier=tuple(one for one in dossier.endorsements if one not in shown),
        objections=tuple(_objected(dossier, one, day, calendar) for one in dossier.objections),
        file_until=_file_until(dossier, day, calendar),
        freezes=tuple(one for one in dossier.freezes if one.ends >= day and _concerns(one, dossier)),
        route=route_entry(dossier.kind, dossier.parameters, dossier.requirements, day),
        fits=tuple(fits(dossier.target.post.competences, dossier.competences)),
        left=seats.origin_staff + seats.origin_incoming - seats.origin_outgoing - int(leaves),
        talent=_noticed("R-EVA-03", findings, entries),
        wished=_noticed("R-ELG-14", findings, entries),
        changed=_noticed("R-EVA-04", findings, ()),
    )


def _chains(dossier: Dossier, day: date) -> list[Chain]:
    found = []
    for verb in verbs_from(dossier.state):
        version = dossier.proposal.version
        given = {one.role: one for one in dossier.endorsements if (one.verb, one.version) == (verb, version)}
        asked = chain(dossier.parameters, verb, dossier.kind, day)
        first = next((role for role in asked if role.value not in given), None)
        links = tuple(Link(ROLE_LABELS[role][0], given.get(role.value), role is first) for role in asked)
        found += [Chain(verb, links)] if links else []
    return found


def _objected(dossier: Dossier, one: ObjectionFacts, day: date, calendar: WorkingDays) -> Objected:
    days = int(written(ANSWER_DAYS.value(dossier.parameters, dossier.kind, one.received)))
    due = answer_due(one.received, calendar, days)
    return Objected(one, due, days_late(due, one.answered or day, calendar))


def _file_until(dossier: Dossier, day: date, calendar: WorkingDays) -> date | None:
    """None also where the decree's payload was erased, and its day with it."""
    decided = next((step for step in reversed(dossier.steps) if step.verb in OBJECTED), None)
    if decided is None or decided.date == date.min:
        return None
    return filing_due(decided.date, calendar, int(written(FILING_DAYS.value(dossier.parameters, dossier.kind, day))))


def _concerns(freeze: FreezeFacts, dossier: Dossier) -> bool:
    kinds = {dossier.origin.post.kind, dossier.target.post.kind}
    return not freeze.post_kinds or bool(kinds.intersection(freeze.post_kinds))


def _noticed(rule: str, findings: Sequence[Finding], entries: Sequence[Mapping[str, Any]]) -> Noticed | None:
    for finding in findings:
        if finding.rule == rule:
            return Noticed(finding.id, finding.values)
    kept = (found for entry in entries for found in entry["findings"] or () if found["rule"] == rule)
    return next((Noticed(found["sentence"], found["values"]) for found in kept), None)
