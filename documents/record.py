"""What is on record about the employee beside the post: wishes, career, competences, appraisals, talent box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents import words
from workflow.authority import folded

EXPECTATIONS = {"diatas": "Di atas ekspektasi", "sesuai": "Sesuai ekspektasi", "dibawah": "Di bawah ekspektasi"}
"""Rating of work result or behaviour (PermenPANRB 6/2022) → its words."""

TALENT = "R-EVA-03"
"""The rule whose finding places the employee in a box of the talent map."""

BOXES = (("tinggi", (4, 7, 9)), ("sedang", (2, 5, 8)), ("rendah", (1, 3, 6)))
"""Performance from high to low → the boxes for low, middle and high potential."""


@dataclass(frozen=True)
class Wish:
    """A post that the employee wishes for; `aimed` when it is the target of this case."""

    order: int
    wished: str
    why: str
    aimed: bool


@dataclass(frozen=True)
class Held:
    """A post of the career."""

    held: str
    where: str
    since: str
    until: str
    decree: str


@dataclass(frozen=True)
class Competence:
    """A competence that the post needs beside the level that was measured; `has` and `measured` may be empty."""

    competence: str
    needed: int
    has: str
    measured: str
    fits: bool


@dataclass(frozen=True)
class Appraisal:
    """The appraisal of a year: the two ratings and their predicate (PermenPANRB 6/2022)."""

    year: int
    result: str
    behaviour: str
    predicate: str


@dataclass(frozen=True)
class Cell:
    """A box of the talent map."""

    box: int
    here: bool


@dataclass(frozen=True)
class Level:
    """A row of the talent map: one level of performance."""

    performance: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Talent:
    """Where the employee stands in the talent map, and the sentence of the finding that says so."""

    place: str
    levels: tuple[Level, ...]


def wishes(dossier: Mapping[str, Any]) -> tuple[Wish, ...]:
    """The wishes of the employee, the first one first."""
    target = dossier["target"]["post"]["code"]
    return tuple(
        Wish(order=row["order"], wished=row["post_name"], why=words.clause(row["reason"]), aimed=row["post"] == target)
        for row in dossier["preferences"]
    )


def career(dossier: Mapping[str, Any]) -> tuple[Held, ...]:
    """The posts that the employee held before, the oldest first."""
    return tuple(
        Held(
            held=row["post"],
            where=row["unit"] or "",
            since=words.date(row["since"]),
            until=words.date(row["until"]),
            decree=row["decree"] or "",
        )
        for row in dossier["career"]
    )


def competences(dossier: Mapping[str, Any]) -> tuple[Competence, ...]:
    """Each competence that the target post needs, beside the newest measurement of the employee's."""
    newest = {folded(row["name"]): row for row in sorted(dossier["competences"], key=lambda row: str(row["date"]))}
    return tuple(
        _competence(asked, newest.get(folded(asked["name"]))) for asked in dossier["target"]["post"]["competences"]
    )


def _competence(asked: Mapping[str, Any], found: Mapping[str, Any] | None) -> Competence:
    return Competence(
        competence=asked["name"],
        needed=asked["level"],
        has=str(found["level"]) if found else "",
        measured=words.date(found["date"]) if found else "",
        fits=found is not None and found["level"] >= asked["level"],
    )


def appraisals(dossier: Mapping[str, Any]) -> tuple[Appraisal, ...]:
    """The appraisals, one for each year."""
    return tuple(
        Appraisal(
            year=row["year"],
            result=EXPECTATIONS.get(row["result"], ""),
            behaviour=EXPECTATIONS.get(row["behaviour"], ""),
            predicate=row["predicate"],
        )
        for row in dossier["appraisals"]
    )


def talent(findings: Sequence[Mapping[str, Any]]) -> Talent | None:
    """The place in the talent map; None when the finding was not asked for or could not place the employee."""
    found = next((row for row in findings if row["rule"] == TALENT and row["values"].get("box")), None)
    if found is None:
        return None
    here = found["values"]["box"]
    levels = (Level(name, tuple(Cell(box, box == here) for box in boxes)) for name, boxes in BOXES)
    return Talent(place=words.found(found["sentence"]), levels=tuple(levels))
