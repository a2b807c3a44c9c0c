"""The decision panel: every verb of the state, whether it may be taken, and why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.web.refusals import sentence
from storage.ledger import Ledger
from workflow.authority import ROLE_LABELS, Actor
from workflow.dossier import Dossier
from workflow.errors import MutasiError, StepRefused
from workflow.judgement import ask, edge_for, examine
from workflow.planning.calendar import local_day
from workflow.process import ASIDE, VERBS, Edge, verbs_from
from workflow.rules import RULES, Finding, Outcome, Question
from workflow.rules.frame import Severity

ABOUT_THE_ACTOR = frozenset({"R-KON-01", "R-KON-02", "R-WEN-01", "R-WEN-04"})
"""The rules that can only be asked of someone."""


@dataclass(frozen=True)
class Reason:
    """Why a verb may not be taken, with the rule and its legal basis when it is a rule."""

    text: str
    rule: str = ""
    law: str = ""


@dataclass(frozen=True)
class Choice:
    """A verb of the state.

    Attributes:
        onward: whether it carries the proposal forward.
        note_required: whether it takes a written reason.
        who: the roles that may take it.
    """

    verb: str
    allowed: bool
    onward: bool
    note_required: bool
    who: str
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]


def choices(ledger: Ledger, proposal: int, account: str | None, now: datetime) -> tuple[Dossier, list[Choice]]:
    """The proposal, and its verbs as they stand for this account; without one, who may take them."""
    if account is None:
        return _for_nobody(ledger, proposal, now)
    dossier, found = examine(ledger, proposal, account, now)
    return dossier, [
        _choice(edge, one.allowed, tuple(_reasons(one.reasons)), one.findings)
        for one in found
        if (edge := edge_for(one.verb, dossier))
    ]


def _for_nobody(ledger: Ledger, proposal: int, now: datetime) -> tuple[Dossier, list[Choice]]:
    today = local_day(now, ledger.agency().zone)
    dossier = ledger.dossier(proposal, today)
    found = []
    for verb in verbs_from(dossier.state):
        if edge := edge_for(verb, dossier):
            question = Question(dossier, Actor(account=""), verb, today, working_days=ledger.working_days)
            findings = tuple(one for one in ask(edge, question) if one.rule not in ABOUT_THE_ACTOR)
            found.append(_choice(edge, False, (Reason(f"Langkah ini untuk: {_who(edge)}."),), findings))
    return dossier, found


def _choice(edge: Edge, allowed: bool, reasons: tuple[Reason, ...], findings: tuple[Finding, ...]) -> Choice:
    unmet = any(RULES[one.rule].note_when_unmet and one.outcome is Outcome.unmet for one in findings)
    return Choice(
        verb=edge.verb,
        allowed=allowed,
        onward=edge.verb not in ASIDE,
        note_required=VERBS[edge.verb].note_required or unmet,
        who=_who(edge),
        reasons=reasons,
        findings=findings,
    )


def _who(edge: Edge) -> str:
    return ", ".join(ROLE_LABELS[role][0] for role in edge.roles)


def _reasons(problems: Sequence[MutasiError]) -> Iterator[Reason]:
    for problem in problems:
        if isinstance(problem, StepRefused) and problem.findings:
            yield from (Reason(one.id, one.rule, one.law) for one in problem.findings)
        else:
            yield Reason(sentence(problem))


def findings(found: Sequence[Choice]) -> list[Finding]:
    """What the rules of this state say, each rule once, what needs attention first."""
    once = {one.rule: one for choice in found for one in choice.findings}
    return sorted(once.values(), key=_urgency)


def _urgency(finding: Finding) -> tuple[int, int]:
    outcomes = (Outcome.unmet, Outcome.waived, Outcome.met)
    return outcomes.index(finding.outcome), tuple(Severity).index(finding.severity)
