"""The frame of rules: a question, its answer, and the finding that is shown, kept and printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workflow.authority import Actor, Role
from workflow.canonical import plain
from workflow.data import Told
from workflow.dossier import Dossier


class Severity(StrEnum):
    """What an unmet rule does: stops the step, warns, or only informs."""

    block = "block"
    warn = "warn"
    info = "info"


class Outcome(StrEnum):
    met = "met"
    unmet = "unmet"
    waived = "waived"


@dataclass(frozen=True)
class Question:
    """What a rule may look at.

    Attributes:
        told: the verb's data, or None before anyone has given it.
        today: the office-local day.
    """

    dossier: Dossier
    actor: Actor
    verb: str
    today: date
    told: Told | None = None
    note: str | None = None


@dataclass(frozen=True)
class Answer:
    """Whether the rule holds, what it looked at, and one sentence about it in Indonesian and English."""

    met: bool
    id: str
    en: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A rule's answer for one case, as it is shown before the click and kept after it."""

    rule: str
    severity: Severity
    outcome: Outcome
    law: str
    id: str
    en: str
    values: Mapping[str, Any]

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.block and self.outcome is Outcome.unmet

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The finding as the command line and the drawing order show it."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "outcome": self.outcome.value,
            "sentence": self.en if language == "en" else self.id,
            "law": self.law,
            "values": plain(self.values),
        }


@dataclass(frozen=True)
class Rule:
    """A pure question about the dossier.

    Attributes:
        parameters: the numbers that an agency may set, with their defaults.
        waivers: the roles that may set the rule aside, with a document; nobody when empty.
        needs_data: whether it can only be asked once the verb's data is there.
        note_when_unmet: whether going on against it takes a written reason.
    """

    id: str
    severity: Severity
    law: str
    ask: Callable[..., Answer]
    parameters: Mapping[str, int] = field(default_factory=dict)
    waivers: tuple[Role, ...] = ()
    needs_data: bool = False
    note_when_unmet: bool = False

    def find(self, question: Question) -> Finding:
        """Ask the rule; an unmet rule that was waived says by which document."""
        answer = self.ask(question, **self.parameters)
        outcome = Outcome.met if answer.met else Outcome.unmet
        waiver = next((w for w in question.dossier.waivers if w.rule == self.id), None)
        if waiver and self.waivers and not answer.met:
            outcome = Outcome.waived
            answer = Answer(
                False,
                f"{answer.id} Dikecualikan oleh {waiver.given_by} dengan dokumen {waiver.document}: {waiver.reason}",
                f"{answer.en} Waived by {waiver.given_by} with document {waiver.document}: {waiver.reason}",
                {**answer.values, "waiver": waiver.document},
            )
        return Finding(self.id, self.severity, outcome, self.law, answer.id, answer.en, answer.values)


RULES: dict[str, Rule] = {}
"""Every rule by its id; filled by the files of this folder."""


def rule(
    id: str,
    severity: Severity,
    law: str,
    *,
    waivers: tuple[Role, ...] = (),
    needs_data: bool = False,
    note_when_unmet: bool = False,
    **parameters: int,
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Enter a function into RULES under its id, with its legal basis and its parameters."""

    def enter(ask: Callable[..., Answer]) -> Callable[..., Answer]:
        RULES[id] = Rule(id, severity, law, ask, parameters, waivers, needs_data, note_when_unmet)
        return ask

    return enter
