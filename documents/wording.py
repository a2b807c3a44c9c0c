"""The agency's own words in the place of a form's, their gaps filled with what the decree says elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.wording import fill


@dataclass(frozen=True)
class Words:
    """What an agency says in its own words.

    Attributes:
        clauses: clause of the form → what stands in its place.
        considerations, dictums: added before the last one of the form.
        copies: who gets a copy; empty for those whom the form names.
    """

    clauses: Mapping[str, str] = field(default_factory=dict)
    considerations: tuple[str, ...] = ()
    dictums: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    def own(self, key: str, clause: str) -> str:
        """A clause of the form, or what stands in its place; one that the form leaves out stays out."""
        return self.clauses.get(key, clause) if clause else clause


def words(order: Mapping[str, Any], values: Mapping[str, str]) -> Words:
    """The own words of an order."""
    told = order.get("words")
    if not told:
        return Words()
    return Words(
        clauses={key: fill(text, values) for key, text in told["clauses"].items()},
        considerations=tuple(fill(text, values) for text in told["considerations"]),
        dictums=tuple(fill(text, values) for text in told["dictums"]),
        copies=tuple(fill(text, values) for text in told["copies"]),
    )
