"""What a decree brings about, as its drawing order tells: the date of effect, the way back, what stood against it, the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import facts, words


@dataclass(frozen=True)
class Remedy:
    """Until when an objection may be filed (PP 79/2021), and how many working days that gives."""

    until: str
    days: str


@dataclass(frozen=True)
class Place:
    """A post in its unit."""

    post: str
    unit: str


@dataclass(frozen=True)
class Outcome:
    """What becomes of one case.

    Attributes:
        effect: the date of effect of the move, as suspensions have moved it; empty before the approval.
        in_effect: whether that day has come.
        stage_until: by when a stage is to be left whose time runs anew; empty where none does.
        returns: where an annulled person returns to; None when the person never left.
        unmet: the rules that stood against the case at its stage.
    """

    effect: str
    in_effect: bool
    stage_until: str
    returns: Place | None
    unmet: tuple[facts.Finding, ...]


def outcome(case: Mapping[str, Any]) -> Outcome:
    """What becomes of a case of the drawing order."""
    returns = case.get("returns")
    return Outcome(
        effect=words.date(case.get("effect")),
        in_effect=case.get("in_effect", False),
        stage_until=words.date(case.get("stage_until")),
        returns=Place(**returns) if returns else None,
        unmet=tuple(facts.finding(row) for row in case.get("unmet", ())),
    )


def remedy(order: Mapping[str, Any]) -> Remedy | None:
    """The remedy against a decree; None where nobody can object to it."""
    until = order.get("remedy_until")
    return Remedy(words.date(until), words.count(order["remedy_days"])) if until else None
