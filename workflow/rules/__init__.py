"""The rules, one file for each subject; importing this folder enters them all.

The eight aspects of a mutation plan (Peraturan BKN 5/2019) are covered by these rules:

| aspect | rules |
|---|---|
| competence | R-ELG-13 |
| career pattern | R-ELG-01, R-ELG-02, R-ELG-07 |
| mapping of the person | R-EVA-03 |
| talent pool | R-EVA-03 |
| career and its development | R-ELG-02, R-ELG-09, R-ELG-14 |
| performance and work behaviour | R-ELG-03, R-ELG-04 |
| need of the organisation | R-KEB-01, R-KEB-02, R-KEB-03 |
| nature of the work, by post | R-ELG-08, R-ELG-12 |
"""

from __future__ import annotations

from workflow.rules import (
    actor,
    approval,
    data_age,
    deadlines,
    documents,
    fitness,
    freezes,
    implementation,
    limits,
    monitoring,
    needs,
    objections,
    obstacles,
    performance,
    signing,
    socialization,
    talent_box,
    team,
    tenure,
    wishes,
)
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
    "data_age",
    "deadlines",
    "documents",
    "fitness",
    "freezes",
    "implementation",
    "limits",
    "monitoring",
    "needs",
    "objections",
    "obstacles",
    "performance",
    "signing",
    "socialization",
    "talent_box",
    "team",
    "tenure",
    "wishes",
]
