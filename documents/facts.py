"""What is known about the case (its dossier), in the words of a decree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import words
from documents.acts import Act, act

EMPLOYMENT = {
    "PNS": "Pegawai Negeri Sipil",
    "CPNS": "Calon Pegawai Negeri Sipil",
    "PPPK": "Pegawai Pemerintah dengan Perjanjian Kerja",
}

OUTCOMES = {"met": "Terpenuhi", "waived": "Dikecualikan"}

UNMET = {"block": "Tidak terpenuhi", "warn": "Perlu perhatian", "info": "Catatan"}
"""Severity → the word for a rule that does not hold: only a blocking one stands against the step."""


OWN_RULE = "Ketentuan sistem"
"""How a rule says that no law stands behind it."""


@dataclass(frozen=True)
class Person:
    """The employee; what is not recorded is an empty text."""

    name: str
    full_name: str
    nip_label: str
    nip: str
    birth: str
    employment: str
    rank: str
    education: str
    as_of: str


@dataclass(frozen=True)
class Seat:
    """A post in its unit: the origin, with the day since which it is held and by which decree, or the target."""

    code: str
    post: str
    unit: str
    parent: str
    grade: str
    since: str
    decree: str


@dataclass(frozen=True)
class Task:
    """One row of the workload analysis (PermenPANRB 1/2020), numbers already printed."""

    task: str
    volume: str
    per: str
    minutes: str
    load: str


@dataclass(frozen=True)
class Need:
    """The need for people in the post, in persons; `gap` is need less holders, `free` also counts decided moves.

    Attributes:
        as_of: the day of the analysis.
        counted: the day on which the holders were counted.
    """

    measured: bool
    as_of: str
    counted: str
    need: str
    holders: str
    gap: int
    gap_words: str
    free: str
    load: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Seats:
    """The seats of the target post and the staff of the releasing unit, numbers already printed.

    Attributes:
        taken: decrees that gave a seat which is not yet in effect.
        pending: how many other open proposals to the post there are; empty when there is none.
        left: what the releasing unit keeps without the employee.
    """

    reserved: str
    released: str
    taken: tuple[str, ...]
    pending: str
    staff: str
    incoming: str
    outgoing: str
    left: str
    minimum: str


@dataclass(frozen=True)
class Finding:
    """The answer of one rule.

    Attributes:
        sentence: what was found; of a rule that does not hold also what to do.
        fact: without what to do.
        stands: whether it stands against the step, though it may not stop it.
        law: where it stands, as a table abbreviates it; `full_law` as a sentence names it.
    """

    rule: str
    outcome: str
    sentence: str
    fact: str
    stands: bool
    law: str
    full_law: str


@dataclass(frozen=True)
class Past:
    """An earlier decree of the same case; `act` is None when its data are no longer kept."""

    number: str
    date: str
    act: Act | None


def person(data: Mapping[str, Any]) -> Person:
    """The employee of a dossier."""
    birth = (data["birth_place"], words.date(data["birth_date"]))
    education = (data["education"], data["education_field"])
    return Person(
        name=data["name"],
        full_name=data["full_name"],
        nip_label="NI PPPK" if data["employment"] == "PPPK" else "NIP",
        nip=words.nip(data["nip"]),
        birth=", ".join(part for part in birth if part),
        employment=EMPLOYMENT[data["employment"]],
        rank=words.rank(data["rank"]),
        education=" ".join(part for part in education if part),
        as_of=words.date(data["as_of"]),
    )


def seat(data: Mapping[str, Any]) -> Seat:
    """The origin or the target of a dossier."""
    post, unit = data["post"], data["unit"]
    grade = post["grade"]
    return Seat(
        code=post["code"],
        post=post["name"],
        unit=unit["name"],
        parent=unit["parent_name"] or "",
        grade="" if grade is None else str(grade),
        since=words.date(data.get("since")),
        decree=data.get("decree") or "",
    )


def need(data: Mapping[str, Any], occupancy: Mapping[str, Any]) -> Need | None:
    """The need of a dossier beside the people who hold the post; None when none was established."""
    if data["need"] is None:
        return None
    holders = occupancy["holders"]
    gap = int(data["need"]) - holders
    return Need(
        measured=data["source"] == "workload",
        as_of=words.date(data["as_of"]),
        counted=words.date(occupancy["day"]),
        need=words.count(data["need"]),
        holders=words.count(holders),
        gap=gap,
        gap_words=words.count(abs(gap)),
        free=words.count(max(0, gap - occupancy["reserved"] + occupancy["released"])),
        load=words.load(data["load"]),
        tasks=tuple(_task(row) for row in data["workloads"]),
    )


def _task(row: Mapping[str, Any]) -> Task:
    return Task(
        task=row["task"],
        volume=words.figure(row["volume"]),
        per=row["per"],
        minutes=words.figure(row["minutes"]),
        load=words.load(row["load"]),
    )


def seats(dossier: Mapping[str, Any]) -> Seats:
    """The seats and the staff of a dossier's occupancy."""
    told = dossier["occupancy"]
    leaves = dossier["origin"]["unit"]["code"] != dossier["target"]["unit"]["code"]
    return Seats(
        reserved=words.count(told["reserved"]),
        released=words.count(told["released"]),
        taken=tuple(row["number"] for row in told["taken"]),
        pending=words.count(len(told["pending"]) or None),
        staff=words.count(told["origin_staff"]),
        incoming=words.count(told["origin_incoming"]),
        outgoing=words.count(told["origin_outgoing"]),
        left=words.count(told["origin_staff"] + told["origin_incoming"] - told["origin_outgoing"] - int(leaves)),
        minimum=words.count(told["origin_minimum"]),
    )


def finding(data: Mapping[str, Any]) -> Finding:
    """One finding of the drawing order."""
    law = (data["law"] or "").replace(OWN_RULE, "Ketentuan internal")
    sentence = words.found(data["sentence"])
    return Finding(
        rule=data["rule"],
        outcome=OUTCOMES.get(data["outcome"]) or UNMET[data["severity"]],
        sentence=sentence,
        fact=sentence.rpartition(". ")[0] or sentence if data["outcome"] == "unmet" else sentence,
        stands=data["outcome"] == "unmet" and data["severity"] != "info",
        law=law,
        full_law=words.law(law),
    )


def past(steps: list[Mapping[str, Any]]) -> dict[str, Past]:
    """Verb → its newest decree that still counts: send_back sets what came before aside."""
    counted: dict[str, Past] = {}
    for step in steps:
        if step["verb"] == "send_back":
            counted.clear()
        if step["number"]:
            counted[step["verb"]] = _past(step)
    return counted


def _past(step: Mapping[str, Any]) -> Past:
    data = step["data"]
    return Past(
        number=step["number"],
        date=words.date(step["date"]),
        act=act(step["verb"], data) if data else None,
    )
