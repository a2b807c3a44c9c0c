"""The rules, one file for each stage; importing this folder enters them all."""

from __future__ import annotations

from workflow.rules import actor, approval, evaluation, needs, socialization
from workflow.rules.frame import RULES, Answer, Finding, Outcome, Question, Rule, Severity

__all__ = [
    "RULES",
    "Answer",
    "Finding",
    "Outcome",
    "Question",
    "Rule",
    "Severity",
    "actor",
    "approval",
    "evaluation",
    "needs",
    "socialization",
]
