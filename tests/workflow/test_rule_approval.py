"""R-EVA-01 and R-EVA-04: what the team said, and what has changed since it said so."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import RATNA, assessed, dossier, find, interest, melati, paper, rated, seats, step
from workflow.dossier import EndorsementFacts
from workflow.rules import RULES, Finding, Outcome, Severity


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


def compared(**facts: Any) -> Finding:
    return find("R-EVA-04", dossier(**{"steps": (assessed(),), **facts}), RATNA, "approve")


def test_r_eva_04_the_dossier_that_the_team_saw_is_the_one_that_is_decided_on() -> None:
    finding = compared(state="approval", version=6)
    assert (finding.severity, finding.outcome) == (Severity.info, Outcome.met)
    assert finding.id == "Berkas tidak berubah sejak evaluasi."
    assert finding.values == {"number": "800.1.3.1/3/BKPSDM/2026", "changed": []}


def test_r_eva_04_what_has_changed_since_is_named_and_blocks_nothing() -> None:
    finding = compared(person=melati(rank="III/d"), appraisals=rated(y2025="Baik"), documents=(paper("D11"),))
    assert (finding.outcome, finding.blocks) == (Outcome.unmet, False)
    assert finding.id == (
        "Sejak evaluasi berubah: data pegawai, penilaian kinerja, dokumen. Teliti perubahannya sebelum memutuskan."
    )
    assert finding.en == (
        "Changed since the assessment: the person's data, the appraisals, the documents. "
        "Look at the changes before you decide."
    )
    assert finding.values["changed"] == ["data pegawai", "penilaian kinerja", "dokumen"]


def test_r_eva_04_the_proposal_itself_its_steps_and_the_seats_change_with_every_step() -> None:
    later = (assessed(), step("socialize", 4, date(2026, 6, 3)))
    assert compared(state="approval", version=5, steps=later, occupancy=seats(holders=1)).outcome is Outcome.met


def test_r_eva_04_an_interest_that_the_assessment_declared_and_later_initials_are_no_change() -> None:
    initials = EndorsementFacts(1, "approve", 5, "hr_head", "tuti", None, date(2026, 6, 4), None)
    assert compared(interests=(interest("Tuti"),), endorsements=(initials,)).outcome is Outcome.met


def test_r_eva_04_a_part_that_the_team_did_not_know_yet_is_not_compared() -> None:
    old = assessed(parts={"origin": dossier().part_hash("origin"), "weather": "0" * 64})
    assert compared(steps=(old,), person=melati(rank="III/d")).outcome is Outcome.met


def test_r_eva_04_without_the_dossier_of_the_assessment_nothing_can_be_compared() -> None:
    for steps in ((), (assessed(parts={}),)):
        finding = compared(steps=steps)
        assert (finding.outcome, finding.blocks) == (Outcome.unmet, False)
        assert finding.id.startswith("Berkas pada saat evaluasi tidak tercatat")


ERASED = ("submit", "establish_need", "assess", "socialize", "consent", "advise", "approve", "implement")


@pytest.mark.parametrize("kind", ["INTERNAL", "ANTAR_PROV", "PERWAKILAN_LN"])
@pytest.mark.parametrize("rule", [rule.id for rule in RULES.values() if not rule.needs_data])
def test_no_rule_stumbles_over_steps_whose_payload_was_erased(rule: str, kind: str) -> None:
    gone = [step(verb, n, date.min, data={}, origin_post="", actor_nip=None) for n, verb in enumerate(ERASED, 1)]
    finding = find(rule, dossier(kind=kind, steps=tuple(gone)), RATNA, "approve")
    assert finding.id
    assert finding.en
    assert json.dumps(finding.as_json())
