"""Exactly the words that a template may use, built from the drawing order and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import facts, words
from documents.acts import Act, act
from documents.catalogue import FORMS
from workflow.states import label

PREFIXES = {"plt": "Plt. ", "plh": "Plh. "}
"""Capacity → what stands before the title (SE BKN 1/SE/I/2021)."""


@dataclass(frozen=True)
class Agency:
    """The agency as its letterhead names it."""

    name: str
    region: str
    head_title: str
    place: str
    hr_unit: str
    address: str


@dataclass(frozen=True)
class Signatory:
    """Who signs.

    Attributes:
        title: the own title with Plt. or Plh., for the line under a.n.
        title_line: the same with its region, where it is the office itself.
        office: the office whose decree it is.
        is_head: whether the head of the agency signs in person.
    """

    name: str
    nip: str
    rank: str
    title: str
    title_line: str
    on_behalf_of: str
    office: str
    is_head: bool


@dataclass(frozen=True)
class Case:
    """One proposal of the decree."""

    reason: str
    between_agencies: bool
    person: facts.Person
    origin: facts.Seat
    target: facts.Seat
    need: facts.Need | None
    origin_staff: str
    appraisals: tuple[facts.Appraisal, ...]
    findings: tuple[facts.Finding, ...]
    past: dict[str, facts.Past]
    act: Act
    note: str
    stage: str
    next_stage: str


@dataclass(frozen=True)
class DecreeContext:
    """Everything a template sees, under the name `d`.

    Attributes:
        iso_date: the decree's date for the metadata of the file.
        case: the first case, which is the only one of every form but a collective approval.
    """

    title: str
    subject: str
    number: str
    date: str
    weekday: str
    iso_date: str
    code: str
    verify_url: str
    kop: str
    agency: Agency
    signatory: Signatory
    bases: tuple[str, ...]
    cases: tuple[Case, ...]
    case: Case


def context(order: Mapping[str, Any]) -> DecreeContext:
    """The words of a drawing order.

    Raises:
        KeyError: the order lacks a field that its form needs.
        ValueError: a date of the order is not a date.
    """
    verb = order["form"]
    cases = tuple(_case(verb, case) for case in order["cases"])
    signatory = _signatory(order["signatory"], order["agency"])
    subject = _subject(verb, cases, order["agency"])
    return DecreeContext(
        title=f"Keputusan {signatory.office} Nomor {order['number']} tentang {subject}",
        subject=subject,
        number=order["number"],
        date=words.date(order["date"]),
        weekday=words.weekday_date(order["date"]),
        iso_date=order["date"],
        code=order["code"],
        verify_url=order["verify_url"],
        kop=order["signatory"]["kop"],
        agency=_agency(order["agency"]),
        signatory=signatory,
        bases=tuple(order["bases"]),
        cases=cases,
        case=cases[0],
    )


def _subject(verb: str, cases: tuple[Case, ...], agency: Mapping[str, Any]) -> str:
    employments = {case.person.employment for case in cases}
    whose = employments.pop() if len(employments) == 1 else "Aparatur Sipil Negara"
    if len(cases) > 1:
        return f"{FORMS[verb].subject} {whose} di Lingkungan {agency['name']}"
    return f"{FORMS[verb].subject} {whose} atas Nama {cases[0].person.name}"


def _agency(data: Mapping[str, Any]) -> Agency:
    return Agency(
        name=data["name"],
        region=data["region"],
        head_title=data["head_title"],
        place=data["place"],
        hr_unit=data["hr_unit"],
        address=data["address"] or "",
    )


def _signatory(data: Mapping[str, Any], agency: Mapping[str, Any]) -> Signatory:
    on_behalf_of = data["on_behalf_of"] or ""
    office = _office(on_behalf_of or data["title"], agency)
    prefix = PREFIXES.get(data["capacity"].lower().rstrip("."), "")
    return Signatory(
        name=data["name"],
        nip=words.nip(data["nip"]),
        rank=words.rank(data["rank"]),
        title=prefix + data["title"],
        title_line=prefix + office,
        on_behalf_of=on_behalf_of,
        office=office,
        is_head=data["kop"] == "office" and not on_behalf_of,
    )


def _office(title: str, agency: Mapping[str, Any]) -> str:
    """The title with its region: a Kepala Badan is the head of one region's agency."""
    region = agency["region"]
    named = title == agency["hr_head_title"] and region.lower() not in title.lower()
    return f"{title} {region}" if named else title


def _case(verb: str, data: Mapping[str, Any]) -> Case:
    dossier = data["dossier"]
    occupancy = dossier["occupancy"]
    return Case(
        reason=words.clause(dossier["proposal"]["reason"]),
        between_agencies=dossier["proposal"]["kind"] != "INTERNAL",
        person=facts.person(dossier["person"]),
        origin=facts.seat(dossier["origin"]),
        target=facts.seat(dossier["target"]),
        need=facts.need(dossier["need"], occupancy["holders"]),
        origin_staff=words.count(occupancy["origin_staff"]),
        appraisals=tuple(facts.appraisal(row) for row in dossier["appraisals"]),
        findings=tuple(facts.finding(row) for row in data["findings"]),
        past=facts.past(dossier["steps"]),
        act=act(verb, data["data"]),
        note=words.clause(data["note"]),
        stage=label(data["from"]).lower(),
        next_stage=label(data["to"]).lower(),
    )
