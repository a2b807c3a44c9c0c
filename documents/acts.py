"""What a verb was told (its data), in the words of a decree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from documents import words

CAPACITIES = {"official": "Pejabat", "asn": "Unsur ASN", "expert": "Tenaga ahli SDM"}

RESPONSES = {
    "accepts": "menerima rencana mutasi",
    "accepts_with_note": "menerima rencana mutasi dengan catatan",
    "objects": "menyatakan keberatan atas rencana mutasi",
    "silent": "tidak memberikan tanggapan sampai dengan berakhirnya masa tanggapan",
}


@dataclass(frozen=True)
class Letter:
    """A letter or minutes by its number and its printed date."""

    number: str
    date: str


@dataclass(frozen=True)
class Member:
    """A member of the assessment team, and whether the member was at the meeting; `nip` may be empty."""

    name: str
    nip: str
    capacity: str
    present: bool


@dataclass(frozen=True)
class Assessment:
    """The recommendation of the team, how many of it met, and who declared an interest."""

    team: tuple[Member, ...]
    members: str
    attended: str
    recommended: bool
    considerations: str
    interests: tuple[str, ...]


@dataclass(frozen=True)
class Socialization:
    """The talk with the employee: when, with whom, why, and what was answered; `silent` when nothing was."""

    date: str
    weekday: str
    method: str
    participants: tuple[str, ...]
    reasons: str
    invited: str
    silent: bool
    response: str
    response_note: str
    answer: str


@dataclass(frozen=True)
class LetterRecord:
    """A letter of another agency that was found in order."""

    letter: Letter


@dataclass(frozen=True)
class Approval:
    """The date of effect, and the transfer decree of another authority when there is one.

    Attributes:
        iso_tmt: the date of effect, to count days from.
    """

    tmt: str
    iso_tmt: str
    letter: Letter | None
    interests: tuple[str, ...]


@dataclass(frozen=True)
class Implementation:
    """The papers of taking up duty (Perka BKN 7/2017)."""

    spmt: Letter
    handover: Letter | None
    oath: Letter | None
    started: str


@dataclass(frozen=True)
class Correction:
    """What was found, what is done about it, by whom and until when."""

    finding: str
    step: str
    owner: str
    due: str


@dataclass(frozen=True)
class Measure:
    """A measure of the service, before the move and after it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Review:
    """One review after the move; texts may be empty.

    Attributes:
        iso_date: its date, to count the days since the move took effect.
    """

    date: str
    iso_date: str
    person: str
    unit: str
    origin_unit: str
    adverse: bool
    measure: Measure | None
    follow_up: str


@dataclass(frozen=True)
class Conclusion:
    """The reviews of the monitoring period and what they amount to."""

    reviews: tuple[Review, ...]
    conclusion: str


@dataclass(frozen=True)
class NoAct:
    """A verb of whose data the decree says nothing beside its note."""


Act = Assessment | Socialization | LetterRecord | Approval | Implementation | Correction | Conclusion | NoAct


def act(verb: str, data: Mapping[str, Any]) -> Act:
    """The data of `verb` as words.

    Raises:
        KeyError: a field that the form prints is missing.
    """
    read = READERS.get(verb)
    return read(data) if read else NoAct()


def _letter(data: Mapping[str, Any]) -> Letter:
    return Letter(number=data["number"], date=words.date(data["date"]))


def _letter_or_none(data: Mapping[str, Any] | None) -> Letter | None:
    return _letter(data) if data else None


def _interests(data: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"{item['name']} ({item['relation']})" for item in data.get("interest") or ())


def _member(item: Mapping[str, Any]) -> Member:
    return Member(
        name=item["name"],
        nip=words.nip(item.get("nip")),
        capacity=CAPACITIES[item["capacity"]],
        present=item.get("present", True),
    )


def _assessment(data: Mapping[str, Any]) -> Assessment:
    team = tuple(_member(item) for item in data["team"])
    return Assessment(
        team=team,
        members=words.count(len(team)),
        attended=words.count(sum(member.present for member in team)),
        recommended=data["recommendation"] == "recommend",
        considerations=words.sentence(data["considerations"]),
        interests=_interests(data),
    )


def _socialization(data: Mapping[str, Any]) -> Socialization:
    return Socialization(
        date=words.date(data["date"]),
        weekday=words.weekday_date(data["date"]),
        method=data["method"],
        participants=tuple(data["participants"]),
        reasons=words.sentence(data["reasons"]),
        invited=words.date(data.get("invited")),
        silent=data["response"] == "silent",
        response=RESPONSES[data["response"]],
        response_note=words.sentence(data.get("response_note")),
        answer=words.sentence(data.get("answer")),
    )


def _letter_record(data: Mapping[str, Any]) -> LetterRecord:
    return LetterRecord(_letter(data["letter"]))


def _approval(data: Mapping[str, Any]) -> Approval:
    return Approval(
        tmt=words.date(data["tmt"]),
        iso_tmt=data["tmt"],
        letter=_letter_or_none(data.get("letter")),
        interests=_interests(data),
    )


def _implementation(data: Mapping[str, Any]) -> Implementation:
    return Implementation(
        spmt=_letter(data["spmt"]),
        handover=_letter_or_none(data["handover"]),
        oath=_letter_or_none(data["oath"]),
        started=words.date(data["started"]),
    )


def _correction(data: Mapping[str, Any]) -> Correction:
    return Correction(
        finding=words.clause(data["finding"]),
        step=words.clause(data["step"]),
        owner=data["owner"],
        due=words.date(data["due"]),
    )


def _review(data: Mapping[str, Any]) -> Review:
    measure = data.get("measure")
    due = words.date(data.get("due"))
    parts = (data.get("step"), data.get("owner"), f"paling lambat {due}" if due else "")
    return Review(
        date=words.date(data["date"]),
        iso_date=data["date"],
        person=data["person"],
        unit=data["unit"],
        origin_unit=data.get("origin_unit") or "",
        adverse=data["adverse"],
        measure=Measure(measure["name"], measure["before"], measure["after"]) if measure else None,
        follow_up="; ".join(words.clause(part) for part in parts if part),
    )


def _conclusion(data: Mapping[str, Any]) -> Conclusion:
    return Conclusion(
        reviews=tuple(_review(item) for item in data["reviews"]), conclusion=words.clause(data["conclusion"])
    )


READERS: dict[str, Callable[[Mapping[str, Any]], Act]] = {
    "assess": _assessment,
    "socialize": _socialization,
    "consent": _letter_record,
    "advise": _letter_record,
    "approve": _approval,
    "implement": _implementation,
    "correct": _correction,
    "conclude": _conclusion,
}
