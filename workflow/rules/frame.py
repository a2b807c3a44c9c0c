"""The frame of rules: a question, its answer, and the finding that is shown, kept and printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from workflow.authority import Actor, Held, Role
from workflow.canonical import plain
from workflow.data import Told
from workflow.dossier import Dossier
from workflow.parameters import Parameter, Value
from workflow.planning.working_days import WorkingDays


class Severity(StrEnum):
    """What an unmet rule does: stops the step, warns, or only informs."""

    block = "block"
    warn = "warn"
    info = "info"

    @property
    def weight(self) -> int:
        """Harder severities weigh more."""
        return (Severity.info, Severity.warn, Severity.block).index(self)


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
        held: the office by which the actor would take the step, or None when the actor has none.
        working_days: gives the calendar of working days.
    """

    dossier: Dossier
    actor: Actor
    verb: str
    today: date
    told: Told | None = None
    note: str | None = None
    held: Held | None = None
    working_days: Callable[[], WorkingDays] = WorkingDays

    def value(self, parameter: Parameter) -> Value:
        """What the agency has set for this kind of transfer on this day, or what ships."""
        return parameter.value(self.dossier.parameters, self.dossier.kind, self.today)


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
        within: the severity inside one agency, where that is another.
        parameters: the values that an agency may set, by the name of their argument.
        waivers: the roles that may set the rule aside, with a document; nobody when empty.
        needs_data: whether it can only be asked once the verb's data is there.
        note_when_unmet: whether going on against it takes a written reason.
    """

    id: str
    severity: Severity
    law: str
    ask: Callable[..., Answer]
    within: Severity | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    waivers: tuple[Role, ...] = ()
    needs_data: bool = False
    note_when_unmet: bool = False

    @cached_property
    def hardness(self) -> Parameter:
        """The severity as a value that an agency may set: harder than what ships, never softer."""
        within = (self.within or self.severity).value
        softest = min(self.severity.weight, Severity(within).weight)
        choices = tuple(one.value for one in Severity if one.weight >= softest)
        return Parameter(self.id, "severity", self.severity.value, WORDS["severity"], within=within, choices=choices)

    def severity_for(self, question: Question) -> Severity:
        """The severity in this case."""
        shipped = Severity(str(self.hardness.shipped(question.dossier.kind)))
        own = Severity(str(question.value(self.hardness)))
        return max(shipped, own, key=lambda severity: severity.weight)

    def find(self, question: Question) -> Finding:
        """Ask the rule; an unmet rule that was waived says by which document."""
        answer = self.ask(question, **{name: question.value(one) for name, one in self.parameters.items()})
        outcome = Outcome.met if answer.met else Outcome.unmet
        refused = {one.id for one in question.dossier.documents if one.verdict == "refused"}
        given = (w for w in question.dossier.waivers if w.rule == self.id and w.document not in refused)
        waiver = next(given, None)
        if waiver and self.waivers and not answer.met:
            outcome = Outcome.waived
            answer = Answer(
                False,
                f"{answer.id} Dikecualikan oleh {waiver.given_by} dengan dokumen {waiver.document}: {waiver.reason}",
                f"{answer.en} Waived by {waiver.given_by} with document {waiver.document}: {waiver.reason}",
                {**answer.values, "waiver": waiver.document},
            )
        severity = self.severity_for(question)
        return Finding(self.id, severity, outcome, self.law, answer.id, answer.en, answer.values)


WORDS: dict[str, tuple[str, str]] = {
    "severity": ("kekuatan", "severity"),
    "months": ("bulan", "months"),
    "years": ("tahun", "years"),
    "days": ("hari", "days"),
    "percent": ("persen", "percent"),
    "one_lower": ("boleh satu tingkat di bawah (1 ya, 0 tidak)", "one rank lower allowed (1 yes, 0 no)"),
}
"""Name of a rule's parameter → what it is, in (Indonesian, English)."""

RULES: dict[str, Rule] = {}
"""Every rule by its id; filled by the files of this folder."""


def rule(
    id: str,
    severity: Severity,
    law: str,
    *,
    within: Severity | None = None,
    waivers: tuple[Role, ...] = (),
    needs_data: bool = False,
    note_when_unmet: bool = False,
    least: tuple[str, ...] = (),
    **parameters: Value | Parameter,
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Enter a function into RULES under its id, with its legal basis and its parameters.

    Args:
        least: the parameters whose shipped number is the least that the law allows.
    """

    def settable(name: str, value: Value | Parameter) -> Parameter:
        if isinstance(value, Parameter):
            return value
        lowest = value if name in least and isinstance(value, int) else 0
        return Parameter(id, name, value, WORDS[name], lowest=lowest)

    def enter(ask: Callable[..., Answer]) -> Callable[..., Answer]:
        own = {name: settable(name, value) for name, value in parameters.items()}
        RULES[id] = Rule(id, severity, law, ask, within, own, waivers, needs_data, note_when_unmet)
        return ask

    return enter
