"""Exactly the words that a template may use, built from the drawing order and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import facts, filed, record, words
from documents.acts import Act, Letter, LetterRecord, act
from documents.catalogue import FORMS
from documents.route import Route, route
from workflow.papers import ADVICE, CLEARANCE, LIFTING, SURVEY
from workflow.states import label

PREFIXES = {"plt": "Plt. ", "plh": "Plh. "}
"""Capacity → what stands before the title (SE BKN 1/SE/I/2021)."""

MANDATES = {
    "definitif": "Pengangkatan sebagai",
    "plt": "Penunjukan sebagai Pelaksana Tugas (Plt.)",
    "plh": "Penunjukan sebagai Pelaksana Harian (Plh.)",
    "an": "Pelimpahan kewenangan menandatangani atas nama",
    "ub": "Pelimpahan kewenangan menandatangani untuk beliau atas nama",
}
"""Capacity → what its instrument does, before the office."""

CITED = {"establish_need": (SURVEY,), "assess": (CLEARANCE,), "approve": (ADVICE, LIFTING)}
"""Verb → the kinds of filed documents that its decree heeds."""


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
        prefix: Plt. or Plh. with its blank, before the title.
        title: the own title, for the line under a.n.
        through: the office between a.n. and u.b.
        office: the office whose decree it is, with its region.
        is_head: whether the head of the agency signs in person.
        mandate: what gave the office, with the instrument by which it did; None for an office held by role alone.
    """

    name: str
    nip: str
    rank: str
    prefix: str
    title: str
    on_behalf_of: str
    through: str
    office: str
    is_head: bool
    mandate: filed.Paper | None


@dataclass(frozen=True)
class Case:
    """One proposal of the decree.

    Attributes:
        papers: the filed documents that the decree heeds.
    """

    reason: str
    between_agencies: bool
    person: facts.Person
    origin: facts.Seat
    target: facts.Seat
    need: facts.Need | None
    seats: facts.Seats
    wishes: tuple[record.Wish, ...]
    career: tuple[record.Held, ...]
    competences: tuple[record.Competence, ...]
    appraisals: tuple[record.Appraisal, ...]
    talent: record.Talent | None
    route: Route | None
    papers: tuple[filed.Paper, ...]
    waivers: tuple[filed.Waiver, ...]
    objections: tuple[filed.Objection, ...]
    corrections: tuple[filed.Ordered, ...]
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
        checkpoint: the newest checkpoint of history when the decree was booked, as a line of text; "" without one.
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
    checkpoint: str
    kop: str
    agency: Agency
    signatory: Signatory
    bases: tuple[str, ...]
    cases: tuple[Case, ...]
    case: Case
    initials: tuple[filed.Initials, ...]


def context(order: Mapping[str, Any]) -> DecreeContext:
    """The words of a drawing order.

    Raises:
        KeyError: the order lacks a field that its form needs.
        ValueError: a date of the order is not a date.
    """
    verb = order["form"]
    cases = tuple(_case(verb, case, order["date"]) for case in order["cases"])
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
        checkpoint=_checkpoint(order.get("checkpoint")),
        kop=order["signatory"]["kop"],
        agency=_agency(order["agency"]),
        signatory=signatory,
        bases=tuple(order["bases"]),
        cases=cases,
        case=cases[0],
        initials=filed.initials(verb, [case["dossier"] for case in order["cases"]]),
    )


def _checkpoint(told: Mapping[str, Any] | None) -> str:
    """A checkpoint for the eye: whose log, how many entries, and the first letters of its root as its note has them."""
    return f"{told['origin']}, {told['size']} entri, akar {root_of(told)[:16]}" if told else ""


def root_of(checkpoint: Mapping[str, Any]) -> str:
    """The root of a checkpoint in base64, as its note has it."""
    return str(checkpoint["note"].split("\n")[2])


def qr_text(order: Mapping[str, Any]) -> str:
    """What the QR code of a decree says: where it is verified, and behind "#" size and root of the newest checkpoint."""
    told = order.get("checkpoint")
    return f"{order['verify_url']}#{told['size']}.{root_of(told)}" if told else str(order["verify_url"])


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
    capacity = data["capacity"].lower().rstrip(".")
    return Signatory(
        name=data["name"],
        nip=words.nip(data["nip"]),
        rank=words.rank(data["rank"]),
        prefix=PREFIXES.get(capacity, ""),
        title=data["title"],
        on_behalf_of=on_behalf_of,
        through=data.get("through") or "",
        office=office,
        is_head=data["kop"] == "office" and not on_behalf_of,
        mandate=_mandate(f"{MANDATES.get(capacity, '')} {office}", data.get("mandate")),
    )


def _mandate(what: str, data: Mapping[str, Any] | None) -> filed.Paper | None:
    return filed.Paper(what.strip(), Letter(data["number"], words.date(data["date"]))) if data else None


def _office(title: str, agency: Mapping[str, Any]) -> str:
    """The title with its region: a Kepala Badan is the head of one region's agency."""
    region = agency["region"]
    named = title == agency["hr_head_title"] and region.lower() not in title.lower()
    return f"{title} {region}" if named else title


def _case(verb: str, data: Mapping[str, Any], day: str) -> Case:
    dossier = data["dossier"]
    past = facts.past(dossier["steps"])
    return Case(
        reason=words.clause(dossier["proposal"]["reason"]),
        between_agencies=dossier["proposal"]["kind"] != "INTERNAL",
        person=facts.person(dossier["person"]),
        origin=facts.seat(dossier["origin"]),
        target=facts.seat(dossier["target"]),
        need=facts.need(dossier["need"], dossier["occupancy"]),
        seats=facts.seats(dossier),
        wishes=record.wishes(dossier),
        career=record.career(dossier),
        competences=record.competences(dossier),
        appraisals=record.appraisals(dossier),
        talent=record.talent(data["findings"]),
        route=route(dossier, day),
        papers=_heeded(verb, dossier, past),
        waivers=filed.waivers(dossier),
        objections=filed.objections(dossier),
        corrections=filed.corrections(dossier),
        findings=tuple(facts.finding(row) for row in data["findings"]),
        past=past,
        act=act(verb, data["data"]),
        note=words.clause(data["note"]),
        stage=label(data["from"]).lower(),
        next_stage=label(data["to"]).lower(),
    )


def _heeded(verb: str, dossier: Mapping[str, Any], past: Mapping[str, facts.Past]) -> tuple[filed.Paper, ...]:
    """The filed documents that the decree heeds, without the letters that an earlier step has recorded."""
    recorded = {one.act.letter for one in past.values() if isinstance(one.act, LetterRecord)}
    found = (one for code in CITED.get(verb, ()) for one in filed.papers(dossier, code))
    return tuple(one for one in found if one.letter not in recorded)
