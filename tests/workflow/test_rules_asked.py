"""Which rule is asked at which step, how hard it is, and on which law it rests."""

from __future__ import annotations

import pytest

from tests.workflow.people import RATNA, SARI, WATI, assessed, dossier, find
from workflow.process import EDGES, Edge
from workflow.rules import RULES, Outcome, Rule, Severity

SEVERITY = {
    "R-PRO-01": "block",
    "R-PRO-02": "block",
    "R-KEB-01": "block",
    "R-KEB-02": "block",
    "R-KEB-03": "warn",
    "R-ELG-01": "block",
    "R-ELG-02": "info",
    "R-ELG-03": "block",
    "R-ELG-04": "block",
    "R-ELG-05": "block",
    "R-ELG-06": "block",
    "R-ELG-07": "block",
    "R-ELG-08": "block",
    "R-ELG-09": "warn",
    "R-ELG-10": "block",
    "R-ELG-11": "block",
    "R-ELG-12": "warn",
    "R-ELG-13": "warn",
    "R-ELG-14": "info",
    "R-KON-03": "warn",
    "R-DAT-01": "warn",
    "R-EVA-02": "block",
    "R-EVA-03": "info",
    "R-KON-01": "block",
    "R-KON-02": "block",
    "R-SOS-01": "block",
    "R-EVA-01": "warn",
    "R-EVA-04": "info",
    "R-DOK-01": "block",
    "R-DOK-02": "block",
    "R-WEN-01": "block",
    "R-WEN-02": "block",
    "R-WEN-03": "block",
    "R-WEN-04": "block",
    "R-WKT-01": "info",
    "R-WKT-02": "warn",
    "R-WKT-03": "warn",
    "R-PLK-01": "block",
    "R-PLK-02": "warn",
    "R-MON-01": "block",
    "R-MON-02": "block",
    "R-KBR-01": "info",
}

WITHIN = {"R-ELG-06": "warn", "R-WEN-02": "warn"}
"""The severity inside one agency, where that is another (domain.md 3.3)."""

ASKED = {
    "submit": {"R-PRO-01", "R-PRO-02"},
    "establish_need": {"R-KEB-01", "R-KEB-02", "R-KEB-03"},
    "assess": {
        *("R-ELG-01", "R-ELG-02", "R-ELG-03", "R-ELG-04", "R-ELG-05", "R-ELG-06", "R-ELG-07", "R-ELG-08"),
        *("R-ELG-09", "R-ELG-10", "R-ELG-11", "R-ELG-12", "R-ELG-13", "R-ELG-14"),
        *("R-KON-03", "R-DAT-01", "R-EVA-02", "R-EVA-03"),
        "R-KON-02",
    },
    "socialize": {"R-SOS-01"},
    "approve": {
        *("R-KEB-02", "R-EVA-01", "R-EVA-04", "R-DOK-01", "R-DOK-02"),
        *("R-WEN-02", "R-WEN-03", "R-WEN-04", "R-WKT-01", "R-KON-02"),
    },
    "implement": {"R-PLK-01", "R-PLK-02", "R-WKT-02", "R-WKT-03", "R-KBR-01"},
    "conclude": {"R-MON-01", "R-MON-02", "R-KBR-01"},
    "suspend": {"R-KBR-01"},
    "annul": {"R-KON-02", "R-KBR-01"},
}


@pytest.mark.parametrize(("rule", "severity"), SEVERITY.items())
def test_every_rule_is_as_hard_as_the_catalogue_says(rule: str, severity: str) -> None:
    assert RULES[rule].severity.value == severity
    within = RULES[rule].within
    assert (within.value if within else None) == WITHIN.get(rule)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_names_its_law_and_says_what_it_asks(rule: Rule) -> None:
    assert rule.id in SEVERITY
    assert len(rule.law) > 5
    assert rule.ask.__doc__


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: f"{edge.verb} from {edge.source} {edge.condition}".strip())
def test_every_row_asks_the_rules_of_its_verb_and_of_whoever_takes_it(edge: Edge) -> None:
    expected = {"R-KON-01"} | ASKED.get(edge.verb, set())
    if edge.verb != "withdraw":
        expected |= {"R-WEN-01"}
    if (edge.verb, edge.source) == ("reject", "approval"):
        expected |= {"R-KON-02"}
    assert set(edge.rules) == expected
    assert len(edge.rules) == len(expected)


def test_the_good_case_meets_every_rule() -> None:
    case = dossier(steps=(assessed(),))
    outcomes = {rule: find(rule, case, RATNA, "approve").outcome for rule in RULES if not RULES[rule].needs_data}
    assert set(outcomes.values()) == {Outcome.met}


def test_a_finding_is_shown_with_its_sentence_in_the_language_asked_for() -> None:
    finding = find("R-PRO-01", dossier(), SARI, "submit")
    assert finding.as_json() == {
        "rule": "R-PRO-01",
        "severity": "block",
        "outcome": "met",
        "sentence": "Pegawai tidak berada dalam usulan lain.",
        "law": "Ketentuan sistem: satu pegawai dalam satu usulan terbuka",
        "values": {"open": []},
    }
    assert finding.as_json("en")["sentence"] == "The person is in no other open proposal."


def test_only_an_unmet_rule_that_blocks_stands_in_the_way() -> None:
    not_recommended = find("R-EVA-01", dossier(), RATNA, "approve")
    assert (not_recommended.severity, not_recommended.outcome) == (Severity.warn, Outcome.unmet)
    assert not not_recommended.blocks
    assert find("R-KON-02", dossier(), WATI, "assess").blocks
    assert not find("R-KON-02", dossier(), SARI, "assess").blocks
