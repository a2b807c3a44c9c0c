"""R-EVA-02: it is a quorum of the assessment team that recommends."""

from __future__ import annotations

import pytest

from tests.workflow.people import JOKO, dossier, find
from workflow.data import Assess
from workflow.rules import RULES, Finding, Outcome

MET, UNMET = Outcome.met, Outcome.unmet


def met_with(*team: tuple[str, bool | None]) -> Finding:
    """What is found of a team, each member by capacity and presence; None where nobody has said."""
    members = [
        {"name": f"Anggota {n}", "capacity": capacity} | ({} if present is None else {"present": present})
        for n, (capacity, present) in enumerate(team, 1)
    ]
    told = Assess.model_validate({"team": members, "recommendation": "recommend", "considerations": "Cakap."})
    return find("R-EVA-02", dossier(), JOKO, told=told)


WHOLE = (("official", None), ("asn", None), ("expert", None))


def test_who_is_not_said_to_be_absent_is_present() -> None:
    finding = met_with(*WHOLE)
    assert finding.outcome is MET
    assert finding.id == "Rapat tim memenuhi kuorum: 3 dari 3 anggota hadir."
    assert finding.en == "The team has its quorum: 3 of 3 members are present."
    assert finding.values == {"members": 3, "present": 3, "absent": []}


@pytest.mark.parametrize(
    ("away", "outcome"), [(2, MET), (3, UNMET), (4, UNMET)], ids=["five to two", "four to three absent", "half"]
)
def test_more_than_half_of_the_team_must_be_present(away: int, outcome: Outcome) -> None:
    size = {2: 4, 3: 3, 4: 4}[away]
    team = (*WHOLE, *(("official", True),) * (size - 3), *(("official", False),) * away)
    finding = met_with(*team)
    assert (finding.values["present"], finding.values["members"]) == (size, size + away)
    assert finding.outcome is outcome


def test_a_team_without_a_quorum_is_to_meet_again() -> None:
    finding = met_with(*WHOLE, ("official", False), ("asn", False), ("asn", False))
    assert finding.blocks
    assert finding.id == (
        "team: hanya 3 dari 6 anggota hadir, padahal harus lebih dari separuh. Ulangi rapat dengan kuorum."
    )
    assert finding.en == "team: only 3 of 6 members are present, more than half must be. Meet again with a quorum."


@pytest.mark.parametrize(
    ("missing", "id_", "en"),
    [
        ("official", "pejabat", "official"),
        ("asn", "unsur ASN", "employee"),
        ("expert", "tenaga ahli", "expert"),
    ],
)
def test_each_capacity_must_be_present(missing: str, id_: str, en: str) -> None:
    others = [(capacity, True) for capacity, _ in WHOLE if capacity != missing]
    finding = met_with(*others, *others, (missing, False))
    assert finding.blocks
    assert finding.id == (f"team: tidak ada {id_} yang hadir. Ulangi rapat dengan sekurangnya satu dari setiap unsur.")
    assert finding.en == f"team: no {en} is present. Meet again with at least one in each capacity."
    assert finding.values["absent"] == [id_]


def test_the_quorum_is_asked_once_the_team_is_named() -> None:
    assert RULES["R-EVA-02"].needs_data


def test_a_meeting_of_nobody_has_no_quorum() -> None:
    finding = met_with(("official", False), ("asn", False), ("expert", False))
    assert "0 dari 3" in finding.id
