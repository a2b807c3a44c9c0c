"""R-EVA-01: going on against the team takes a written reason."""

from __future__ import annotations

from datetime import date

from tests.workflow.people import RATNA, assessed, dossier, find
from workflow.rules import RULES, Outcome


def test_a_recommended_move_is_shown_with_number_and_date_of_the_assessment() -> None:
    finding = find("R-EVA-01", dossier(steps=(assessed(),)), RATNA, "approve")
    assert finding.outcome is Outcome.met
    assert finding.id == "Tim Penilai Kinerja merekomendasikan mutasi ini."
    assert finding.en == "The assessment team recommends the move."
    assert finding.as_json()["values"] == {"number": "800.1.3.1/3/BKPSDM/2026", "date": "2026-06-02"}


def test_against_the_team_a_reason_is_asked_for_and_nothing_is_blocked() -> None:
    against = assessed(data={"recommendation": "not_recommend"})
    finding = find("R-EVA-01", dossier(steps=(against,)), RATNA, "approve")
    assert finding.outcome is Outcome.unmet
    assert not finding.blocks
    assert finding.id == (
        "Tim Penilai Kinerja tidak merekomendasikan mutasi ini. Menyetujuinya memerlukan alasan tertulis (--note)."
    )
    assert finding.en == (
        "The assessment team does not recommend the move. To approve it, give the reason in writing (--note)."
    )


def test_the_newest_assessment_counts() -> None:
    twice = (assessed(data={"recommendation": "not_recommend"}), assessed())
    assert find("R-EVA-01", dossier(steps=twice), RATNA, "approve").outcome is Outcome.met
    assert find("R-EVA-01", dossier(steps=twice[::-1]), RATNA, "approve").outcome is Outcome.unmet


def test_a_case_that_nobody_assessed_is_not_recommended() -> None:
    finding = find("R-EVA-01", dossier(), RATNA, "approve", today=date(2026, 6, 15))
    assert finding.outcome is Outcome.unmet
    assert finding.values == {"number": None, "date": None}


def test_it_is_the_only_rule_that_asks_for_a_note() -> None:
    assert [rule.id for rule in RULES.values() if rule.note_when_unmet] == ["R-EVA-01"]
