"""Competence fit: the levels that a post asks for, beside those that are recorded of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflow.authority import folded
from workflow.dossier import CompetenceFacts, CompetenceNeed


@dataclass(frozen=True)
class Fit:
    """One competence of a post; `has` and `date` are None while the person has not been assessed in it."""

    competence: str
    needed: int
    has: int | None
    date: date | None

    @property
    def reached(self) -> bool:
        return self.has is not None and self.has >= self.needed


def fits(needs: Iterable[CompetenceNeed], records: Iterable[CompetenceFacts]) -> list[Fit]:
    """Each competence that the post asks for, with the newest record of it; names are compared without case."""
    newest = {folded(record.name): record for record in sorted(records, key=lambda record: record.date)}
    return [_fit(need, newest.get(folded(need.name))) for need in needs]


def _fit(need: CompetenceNeed, record: CompetenceFacts | None) -> Fit:
    if record is None:
        return Fit(need.name, need.level, None, None)
    return Fit(need.name, need.level, record.level, record.date)


def share(found: Sequence[Fit]) -> Decimal | None:
    """How far the assessed competences reach what is needed, of 100; None where none was assessed.

    More than the post needs counts no more than enough.
    """
    known = [
        Decimal(min(one.has, one.needed) * 100) / one.needed for one in found if one.has is not None and one.needed
    ]
    return sum(known, Decimal()) / len(known) if known else None
