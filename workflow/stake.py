"""The rules about whoever acts, where somebody acts on a case without taking a step."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.errors import StepRefused
from workflow.rules import RULES, Question

STAKE, AUTHORITY = "R-KON-01", "R-WEN-01"
"""No stake in the case; and no limit of the mandate is passed, for those who decide."""


def refuse_unless(question: Question, rules: Iterable[str] = (STAKE,)) -> None:
    """Ask rules about the actor.

    Raises:
        StepRefused: one of them stands against it.
    """
    findings = tuple(RULES[id].find(question) for id in rules)
    against = [(finding.id, finding.en) for finding in findings if finding.blocks]
    if against:
        raise StepRefused(against, findings)
