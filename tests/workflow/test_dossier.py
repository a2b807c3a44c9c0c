"""The dossier: what its hash covers, what it does not, and what is said when it changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import (
    DOSSIER,
    JOKO_NIP,
    TODAY,
    TUTI_NIP,
    approved,
    assessed,
    dossier,
    held_since,
    interest,
    melati,
    need,
    rated,
    sanction,
    seats,
    target,
    waiver,
)
from workflow.dossier import (
    PARTS,
    CareerFacts,
    CompetenceFacts,
    DocumentFacts,
    Dossier,
    EndorsementFacts,
    FreezeFacts,
    InterestFacts,
    ObjectionFacts,
    OpenProposal,
    PreferenceFacts,
    Spouse,
    changed_parts,
)
from workflow.papers import RequirementFacts
from workflow.parameters import ParameterFacts

CHANGES: dict[str, Any] = {
    "proposal": replace(DOSSIER.proposal, reason="Alasan lain"),
    "person": melati(rank="III/d"),
    "origin": held_since(date(2022, 2, 2)),
    "target": target(grade=10),
    "need": need(need=4),
    "appraisals": rated(y2025="Baik"),
    "competences": (CompetenceFacts("Digital", 3, TODAY),),
    "discipline": (sanction(TODAY, None),),
    "preferences": (PreferenceFacts(1, "KOM-07", "Pranata Komputer", None),),
    "career": (CareerFacts("PUS-02", None, date(2018, 1, 1), None, None),),
    "documents": (DocumentFacts(1, "anjab", None, None, None, "anjab.pdf", "0" * 64),),
    "steps": (assessed(),),
    "open_elsewhere": (OpenProposal(3, "evaluation"),),
    "spouse": Spouse("198601092010011003", "Galih Kuncoro", None),
    "waivers": (waiver("R-ELG-01"),),
    "interests": (interest("Tuti Handayani"),),
    "endorsements": (EndorsementFacts(1, "approve", 4, "hr_head", "tuti", TUTI_NIP, TODAY, None),),
    "objections": (ObjectionFacts(1, "800.1.3.1/5/BKPSDM/2026", TODAY, "Jarak.", None, None, None),),
    "freezes": (FreezeFacts(1, "Pilkada 2027", TODAY, date(2027, 2, 1), ("jpt",), "D12", "UU 10/2016"),),
    "parameters": (ParameterFacts("R-ELG-01", "months", None, "36", TODAY, None),),
    "requirements": (RequirementFacts("L01", "Pakta integritas", (), False, None, TODAY, None),),
}


def test_every_part_but_the_occupancy_is_hashed_and_has_its_words() -> None:
    assert set(PARTS) == {field.name for field in fields(Dossier)} - {"occupancy"} == set(CHANGES)
    assert all(id_ and en for id_, en in PARTS.values())


@pytest.mark.parametrize("part", CHANGES)
def test_a_change_of_any_part_changes_the_hash_and_is_named(part: str) -> None:
    changed = replace(DOSSIER, **{part: CHANGES[part]})
    assert changed.sha256 != DOSSIER.sha256
    assert list(changed_parts(DOSSIER, changed)) == [PARTS[part]]


@pytest.mark.parametrize(
    "other",
    [
        InterestFacts("Tuti Handayati", "sepupu", TUTI_NIP),
        InterestFacts("Tuti Handayani", "bibi", TUTI_NIP),
        InterestFacts("Tuti Handayani", "sepupu", None),
        InterestFacts("Tuti Handayani", "sepupu", JOKO_NIP),
    ],
    ids=["another name", "another relation", "no NIP", "another NIP"],
)
def test_name_relation_and_nip_of_a_declared_interest_are_hashed(other: InterestFacts) -> None:
    declared = dossier(interests=(interest("Tuti Handayani", TUTI_NIP),))
    assert dossier(interests=(other,)).sha256 != declared.sha256
    assert declared.as_json["interests"] == [{"name": "Tuti Handayani", "relation": "sepupu", "nip": TUTI_NIP}]


@pytest.mark.parametrize(
    ("needed", "counted", "free"),
    [
        (3, {}, 1),
        (3, {"reserved": 1}, 0),
        (3, {"reserved": 1, "released": 2}, 2),
        (2, {"holders": 5}, -3),
    ],
)
def test_free_seats_are_the_need_less_holders_less_reserved_plus_released(
    needed: int, counted: dict[str, int], free: int
) -> None:
    assert dossier(need=need(need=needed), occupancy=seats(**counted)).free_seats == free


def test_the_occupancy_changes_all_day_and_the_hash_does_not() -> None:
    changed = dossier(occupancy=seats(holders=0, pending=(8,)))
    assert changed.sha256 == DOSSIER.sha256
    assert list(changed_parts(DOSSIER, changed)) == []
    assert changed.as_json["occupancy"]["holders"] == 0


def test_equal_dossiers_have_equal_hashes() -> None:
    assert replace(DOSSIER).sha256 == DOSSIER.sha256


def test_several_changes_are_named_in_the_order_of_the_dossier() -> None:
    changed = dossier(waivers=CHANGES["waivers"], person=CHANGES["person"])
    assert [en for _, en in changed_parts(DOSSIER, changed)] == ["the person's data", "the waivers"]


def test_steps_are_written_with_from_and_to() -> None:
    [written] = dossier(steps=(approved(date(2026, 7, 1)),)).as_json["steps"]
    assert (written["from"], written["to"], written["date"]) == ("evaluation", "evaluation", "2026-06-10")
    assert "from_state" not in written


def test_a_part_has_the_hash_that_it_had_while_it_does_not_change() -> None:
    changed = dossier(person=melati(rank="III/d"))
    assert changed.part_hash("person") != DOSSIER.part_hash("person")
    assert changed.part_hash("appraisals") == DOSSIER.part_hash("appraisals")


def test_the_last_step_of_a_verb_is_the_newest() -> None:
    old, new = approved(date(2026, 7, 1)), approved(date(2026, 8, 1), version=9)
    assert dossier(steps=(old, assessed(), new)).last("approve") is new
    assert dossier(steps=(old,)).last("assess") is None


def test_a_dossier_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        DOSSIER.person = melati()  # type: ignore[misc]
