"""Parameters: the values that an agency may set for a period and a kind of transfer.

What ships stands with the thing itself (a rule, a deadline, a route); what an agency has set is part of
the dossier, so that a step keeps the values that it was decided on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflow.authority import Kind
from workflow.errors import InvalidField
from workflow.text import shown

Value = int | str | tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True)
class ParameterFacts:
    """A value that the agency has set, for one kind of transfer or for all."""

    subject: str
    name: str
    kind: str | None
    value: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Parameter:
    """A value that may be set.

    Attributes:
        subject: the rule's id, or `deadline`, `endorsement`, `route`.
        default: what ships; its type is the type of the value.
        within: what ships for transfers within the agency, where that differs.
        lowest, highest: bounds of numbers; choices: the words that are allowed.
        words: what it is, in (Indonesian, English).
    """

    subject: str
    name: str
    default: Value
    words: tuple[str, str]
    within: Value | None = None
    lowest: int = 0
    highest: int = 1200
    choices: tuple[str, ...] = ()

    def shipped(self, kind: Kind) -> Value:
        """The value without any that the agency has set."""
        return self.default if self.within is None or kind.between_agencies else self.within

    def value(self, told: Iterable[ParameterFacts], kind: Kind, day: date) -> Value:
        """The value in force on a day: the agency's own for the kind, its own for all kinds, else what ships."""
        found = [
            one
            for one in told
            if (one.subject, one.name) == (self.subject, self.name)
            and one.kind in (None, kind.value)
            and one.since <= day
            and (one.until is None or day <= one.until)
        ]
        if not found:
            return self.shipped(kind)
        best = max(found, key=lambda one: (one.kind is not None, one.since))
        return self.read(best.value)

    def read(self, text: str) -> Value:
        """A value as it is written on the command line; lists are separated by commas.

        Raises:
            InvalidField: it is not of the parameter's type, or out of its bounds.
        """
        if isinstance(self.default, int):
            return self._number(text)
        if isinstance(self.default, str):
            return self._word(text)
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if self.default and isinstance(self.default[0], int):
            return tuple(sorted({self._number(part) for part in parts}))
        return tuple(self._word(part) for part in parts)

    def _number(self, text: str) -> int:
        known = text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 7
        if not known or not self.lowest <= int(text) <= self.highest:
            raise InvalidField(
                field=f"{self.subject} {self.name}",
                problem=f"“{shown(text)}” bukan bilangan bulat dari {self.lowest} sampai {self.highest}.",
                problem_en=f"“{shown(text)}” is no whole number from {self.lowest} to {self.highest}.",
            )
        return int(text)

    def _word(self, text: str) -> str:
        if self.choices and text not in self.choices:
            allowed = ", ".join(self.choices)
            raise InvalidField(
                field=f"{self.subject} {self.name}",
                problem=f"“{shown(text)}” tidak dikenal. Pilih {allowed}.",
                problem_en=f"“{shown(text)}” is not known. Choose {allowed}.",
            )
        return text


def written(value: Value) -> str:
    """A value as it is stored and shown."""
    return ",".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
