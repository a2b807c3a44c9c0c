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

OUTCOMES = {"met": "Terpenuhi", "unmet": "Tidak terpenuhi", "waived": "Dikecualikan"}


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
    """A post in its unit: the origin or the target."""

    code: str
    post: str
    unit: str
    parent: str
    grade: str


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
    """The need for people in the post, in persons; `gap` is need less holders."""

    measured: bool
    as_of: str
    need: str
    holders: str
    gap: int
    gap_words: str
    load: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Finding:
    """The answer of one rule."""

    rule: str
    outcome: str
    sentence: str
    law: str


@dataclass(frozen=True)
class Past:
    """An earlier decree of the same case; `act` is None when its data are no longer kept."""

    number: str
    date: str
    act: Act | None


@dataclass(frozen=True)
class Appraisal:
    """The performance predicate of a year (PermenPANRB 6/2022)."""

    year: int
    predicate: str


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
    )


def need(data: Mapping[str, Any], holders: int) -> Need | None:
    """The need of a dossier beside the people who hold the post; None when none was established."""
    if data["need"] is None:
        return None
    gap = int(data["need"]) - holders
    return Need(
        measured=data["source"] == "workload",
        as_of=words.date(data["as_of"]),
        need=words.count(data["need"]),
        holders=words.count(holders),
        gap=gap,
        gap_words=words.count(abs(gap)),
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


def finding(data: Mapping[str, Any]) -> Finding:
    """One finding of the drawing order."""
    return Finding(
        rule=data["rule"],
        outcome=OUTCOMES[data["outcome"]],
        sentence=words.clause(data["sentence"]),
        law=data["law"] or "",
    )


def appraisal(data: Mapping[str, Any]) -> Appraisal:
    """One year's appraisal."""
    return Appraisal(year=data["year"], predicate=data["predicate"])


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
