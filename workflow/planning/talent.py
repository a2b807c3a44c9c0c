"""The nine boxes of talent management: performance against potential (PermenPANRB 3/2020; Keputusan Kepala BKN 411/2025).

The weights of potential are competence 40 (assessment 20, development 10, experience 10), potential 25, education 20
(level 10, field 10) and discipline 15. The official text was not at hand, so they carry a version. What no workbook
records (development, experience, assessed potential) has no part here, and the rest is scaled to what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from workflow.dossier import DisciplineFacts, Dossier
from workflow.personnel import EDUCATION, DisciplineLevel
from workflow.planning.discipline import running
from workflow.planning.fit import fits, share

VERSION = "Keputusan Kepala BKN 411/2025, versi 1"
WEIGHTS = {"competence": 20, "education": 10, "education_field": 10, "discipline": 15}
"""Part of potential → its weight, of 100."""

HIGH, MIDDLE = 80, 60
"""From here on a score is high, or middle; below it is low."""

BOXES = {
    **{("high", "low"): 4, ("high", "middle"): 7, ("high", "high"): 9},
    **{("middle", "low"): 2, ("middle", "middle"): 5, ("middle", "high"): 8},
    **{("low", "low"): 1, ("low", "middle"): 3, ("low", "high"): 6},
}
"""(performance, potential) → box."""

EDUCATION_SCORES = {"S-3": 100, "S-2": 90, "S-1": 80, "D-III": 70, "SLTA/SMK": 60}
"""Level → score; a level between two of them has that of the lower, and below the last there is none."""

DISCIPLINE_SCORES = {DisciplineLevel.RINGAN: 75, DisciplineLevel.SEDANG: 50, DisciplineLevel.BERAT: 25}
"""The hardest sanction of the past → score; 100 without any, 0 while one runs."""


@dataclass(frozen=True)
class Part:
    """A part of potential; `score` is of 100, and None where nothing is on record."""

    part: str
    score: Decimal | None
    weight: int


def parts(dossier: Dossier, today: date) -> list[Part]:
    """The parts of the person's potential for the target post, without those of which the post asks nothing."""
    person, post = dossier.person, dossier.target.post
    asked = {"competence": bool(post.competences), "education_field": bool(post.education_fields)}
    scores = {
        "competence": share(fits(post.competences, dossier.competences)),
        "education": _education(person.education),
        "education_field": _field(person.education_field, post.education_fields),
        "discipline": _discipline(dossier.discipline, today),
    }
    return [Part(name, _rounded(scores[name]), weight) for name, weight in WEIGHTS.items() if asked.get(name, True)]


def potential(found: Iterable[Part]) -> Decimal | None:
    """The weighted mean of the parts that are known, to two decimals; None where none is."""
    known = [(part.score, part.weight) for part in found if part.score is not None]
    weight = sum(weight for _, weight in known)
    return _rounded(sum((score * own for score, own in known), Decimal()) / weight) if weight else None


def grade(score: Decimal) -> str:
    """`high`, `middle` or `low`."""
    return "high" if score >= HIGH else "middle" if score >= MIDDLE else "low"


def box(performance: Decimal, potential: Decimal) -> int:
    """The box, from 1 to 9."""
    return BOXES[grade(performance), grade(potential)]


def _education(level: str) -> Decimal | None:
    reached = EDUCATION.get(level, 0)
    return next((Decimal(score) for name, score in EDUCATION_SCORES.items() if EDUCATION[name] <= reached), None)


def _field(has: str | None, asked: Sequence[str]) -> Decimal | None:
    if not has or not asked:
        return None
    return Decimal(100 if has.casefold() in {field.casefold() for field in asked} else 0)


def _discipline(sanctions: Sequence[DisciplineFacts], today: date) -> Decimal:
    if running(sanctions, today):
        return Decimal(0)
    past = [DISCIPLINE_SCORES[DisciplineLevel(one.level)] for one in sanctions if one.start <= today]
    return Decimal(min(past, default=100))


def _rounded(score: Decimal | None) -> Decimal | None:
    return None if score is None else score.quantize(Decimal("0.01"), ROUND_HALF_UP)
