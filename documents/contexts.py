"""Exactly the words that a template may use, built from the drawing order and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import annex, copies, facts, filed, letterhead, outcome, record, wording, words
from documents.acts import Act, act
from documents.catalogue import FORMS
from documents.route import Route, route
from workflow.states import label


@dataclass(frozen=True)
class Seal:
    """The seal that the file carries.

    Attributes:
        by: whose it is.
        certified: whether it is the signature of the signatory, by a certificate of BSrE.
    """

    by: str
    certified: bool


@dataclass(frozen=True)
class Case:
    """One proposal of the decree.

    Attributes:
        papers: the filed documents that the decree heeds.
    """

    reason: str
    own_request: bool
    proposed_on: str
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
    outcome: outcome.Outcome
    act: Act
    note: str
    stage: str
    next_stage: str


@dataclass(frozen=True)
class DecreeContext:
    """Everything a template sees, under the name `d`.

    Attributes:
        draft: whether it is a preview, which leads nowhere yet.
        iso_date: the decree's date for the metadata of the file.
        checkpoint: the newest checkpoint of history when the decree was booked, as a line of text; "" without one.
        case: the first case, which is the only one of every form but a collective approval.
        collective: whether the decree is about several people, even where its excerpt is about one.
        employments: what the people of the decree are, in a word for all of them.
        parts: the parts of the annex of a collective decree.
        copy: what makes it a copy; see `documents.copies`.
        wording: what the agency says in its own words.
        initials: of the archive's copy only.
    """

    title: str
    subject: str
    number: str
    draft: bool
    date: str
    weekday: str
    iso_date: str
    code: str
    verify_url: str
    checkpoint: str
    kop: str
    agency: letterhead.Agency
    signatory: letterhead.Signatory
    seal: Seal | None
    bases: tuple[str, ...]
    cases: tuple[Case, ...]
    case: Case
    collective: bool
    employments: str
    parts: tuple[annex.Part[Case], ...]
    copy: copies.Copy
    remedy: outcome.Remedy | None
    wording: wording.Words
    initials: tuple[filed.Initials, ...]


def context(order: Mapping[str, Any]) -> DecreeContext:
    """The words of a drawing order.

    Raises:
        KeyError: the order lacks a field that its form needs.
        ValueError: a date of the order is not a date.
    """
    verb = order["form"]
    cited = filed.TOGETHER if len(order["cases"]) > 1 else verb
    cases = tuple(_case(verb, case, order["date"], cited) for case in order["cases"])
    signatory = letterhead.signatory(order["signatory"], order["agency"])
    copy = copies.copy(order)
    collective = len(cases) > 1 or copy.of is not None
    employments = _employments(order, cases)
    subject = _subject(verb, cases, order["agency"], employments, collective)
    return DecreeContext(
        title=f"{'Konsep' if order.get('draft') else copy.noun} Keputusan {signatory.office} Nomor {order['number']} tentang {subject}".strip(),
        subject=subject,
        number=order["number"],
        draft=order.get("draft", False),
        date=words.date(order["date"]),
        weekday=words.weekday_date(order["date"]),
        iso_date=order["date"],
        code=order["code"],
        verify_url=order["verify_url"],
        checkpoint=_checkpoint(order.get("checkpoint")),
        kop=order["signatory"]["kop"],
        agency=letterhead.agency(order["agency"]),
        signatory=signatory,
        seal=_seal(order.get("seal")),
        bases=tuple(order["bases"]),
        cases=cases,
        case=cases[0],
        collective=collective,
        employments=employments,
        parts=annex.parts(cases),
        copy=copy,
        remedy=outcome.remedy(order),
        wording=wording.words(order, _values(order, cases[0])),
        initials=filed.initials(verb, [case["dossier"] for case in order["cases"]]) if copy.is_archives else (),
    )


def _checkpoint(told: Mapping[str, Any] | None) -> str:
    """A checkpoint for the eye: whose log, how many entries, and the first letters of its root as its note has them."""
    return f"{told['origin']}, {told['size']} entri, akar {root_of(told)[:16]}" if told else ""


def _seal(told: Mapping[str, Any] | None) -> Seal | None:
    return Seal(told["by"], told["kind"] == "bsre") if told else None


def root_of(checkpoint: Mapping[str, Any]) -> str:
    """The root of a checkpoint in base64, as its note has it."""
    return str(checkpoint["note"].split("\n")[2])


def qr_text(order: Mapping[str, Any]) -> str:
    """What the QR code of a decree says: where it is verified, and behind "#" size and root of the newest checkpoint."""
    told = order.get("checkpoint")
    return f"{order['verify_url']}#{told['size']}.{root_of(told)}" if told else str(order["verify_url"])


def _employments(order: Mapping[str, Any], cases: tuple[Case, ...]) -> str:
    """What the people of the decree are; an excerpt, which has one of them, says it of all."""
    told = (order.get("copy") or {}).get("employments")
    found = {facts.EMPLOYMENT[one] for one in told} if told else {case.person.employment for case in cases}
    return found.pop() if len(found) == 1 else "Aparatur Sipil Negara"


def _subject(verb: str, cases: tuple[Case, ...], agency: Mapping[str, Any], employments: str, collective: bool) -> str:
    if collective:
        return f"{FORMS[verb].subject} {employments} di Lingkungan {agency['name']}"
    return f"{FORMS[verb].subject} {employments} atas Nama {cases[0].person.name}"


def _values(order: Mapping[str, Any], case: Case) -> dict[str, str]:
    """What the agency's own words may name, by the gap that stands for it; see `workflow.wording`."""
    agency, need = order["agency"], case.need
    return {
        "instansi": agency["name"],
        "wilayah": agency["region"],
        "pimpinan": agency["head_title"],
        "unit_kepegawaian": agency["hr_unit"],
        "tempat": agency["place"],
        "nama": case.person.full_name,
        "nip": case.person.nip,
        "jabatan_lama": case.origin.post,
        "unit_lama": case.origin.unit,
        "jabatan_baru": case.target.post,
        "unit_baru": case.target.unit,
        "tmt": getattr(case.act, "tmt", ""),
        "kebutuhan": need.need if need else "",
        "pemangku": need.holders if need else "",
        "alasan": case.note,
    }


def _case(verb: str, data: Mapping[str, Any], day: str, cited: str) -> Case:
    dossier = data["dossier"]
    past = facts.past(dossier["steps"])
    return Case(
        reason=words.clause(dossier["proposal"]["reason"]),
        own_request=dossier["proposal"].get("own_request", False),
        proposed_on=words.date(dossier["proposal"]["proposed_on"]),
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
        papers=filed.heeded(cited, dossier, past),
        waivers=filed.waivers(dossier, data.get("waived", {})),
        objections=filed.objections(dossier),
        corrections=filed.corrections(dossier),
        findings=tuple(facts.finding(row) for row in data["findings"]),
        past=past,
        outcome=outcome.outcome(data),
        act=act(verb, data["data"]),
        note=words.clause(data["note"]),
        stage=label(data["from"]).lower(),
        next_stage=label(data["to"]).lower(),
    )
