"""A severity that the agency has set makes a rule harder, and never softer than what ships."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workflow.people import RATNA, TODAY, dossier
from workflow.parameters import ParameterFacts
from workflow.rules import RULES, Question, Severity


def severity(rule: str, kind: str, told: str) -> Severity:
    """How hard a rule is in a transfer of a kind, where the agency has set a severity for all kinds."""
    own = ParameterFacts(rule, "severity", None, told, date(2026, 1, 1), None)
    case = dossier(kind=kind, parameters=(own,))
    return RULES[rule].severity_for(Question(case, RATNA, "approve", TODAY))


@pytest.mark.parametrize("told", ["warn", "block"])
def test_what_blocks_between_agencies_blocks_whatever_was_set(told: str) -> None:
    assert severity("R-WEN-02", "KABKOTA_SATU_PROV", told) is Severity.block


@pytest.mark.parametrize(("told", "counts"), [("warn", Severity.warn), ("block", Severity.block)])
def test_what_warns_within_the_agency_blocks_where_the_agency_says_so(told: str, counts: Severity) -> None:
    assert severity("R-WEN-02", "INTERNAL", told) is counts
