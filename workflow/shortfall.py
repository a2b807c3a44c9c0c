"""What still stands against a case at its stage: told where a proposal is returned or rejected."""

from __future__ import annotations

from datetime import date

from workflow.judgement import Prepared, ask, edge_for
from workflow.ports import Ledger
from workflow.process import ASIDE, verbs_from
from workflow.rules import Finding, Outcome, Question, Severity

TOLD = ("send_back", "reject")
"""The verbs whose decree says it."""

OF_THE_SIGNER = frozenset({"R-KON-01", "R-KON-02", "R-WEN-01", "R-WEN-04"})
"""Rules that judge whoever takes a step, and not the case."""


def unmet(ledger: Ledger, account: str, verb: str, case: Prepared, today: date) -> tuple[Finding, ...]:
    """The rules of the step forward that do not hold, without those that only inform; () for other verbs."""
    if verb not in TOLD:
        return ()
    forward = next(one for one in verbs_from(case.dossier.state) if one not in ASIDE)
    edge = edge_for(forward, case.dossier)
    if edge is None:
        return ()
    question = Question(case.dossier, ledger.actor(account), forward, today, working_days=ledger.working_days)
    return tuple(one for one in ask(edge, question) if _tells(one))


def _tells(finding: Finding) -> bool:
    of_the_case = finding.rule not in OF_THE_SIGNER and finding.severity is not Severity.info
    return of_the_case and finding.outcome is Outcome.unmet
