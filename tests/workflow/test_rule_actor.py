"""R-PRO-01, R-PRO-02, R-KON-01 and R-KON-02: one open proposal for a person, and no judge in one's own cause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflow.people import (
    GALIH_ACTS,
    JOKO,
    JOKO_NIP,
    MELATI_ACTS,
    RATNA,
    SARI,
    SARI_NIP,
    TODAY,
    TUTI,
    TUTI_NIP,
    WATI,
    account,
    assessed,
    dossier,
    find,
    interest,
    melati,
    step,
)
from workflow.authority import Actor, Role
from workflow.data import Approve, Assess
from workflow.dossier import OpenProposal, Party
from workflow.process import EDGES, VERBS
from workflow.rules import Outcome

MET, UNMET = Outcome.met, Outcome.unmet
NEVER_AGAIN = "sehingga tidak boleh mengambil langkah apa pun atasnya. Serahkan kepada pejabat lain."


# R-PRO-02


def test_a_post_that_the_person_does_not_hold_may_be_proposed() -> None:
    assert not find("R-PRO-02", dossier(), SARI, "submit").blocks


def test_a_draft_for_the_post_that_the_person_holds_by_now_is_not_submitted() -> None:
    case = dossier()
    finding = find("R-PRO-02", replace(case, origin=replace(case.origin, post=case.target.post)), SARI, "submit")
    assert finding.blocks
    assert "sudah menduduki jabatan" in finding.id
    assert "holds the post" in finding.en
    assert finding.values["post"] == case.target.post.code


# R-PRO-01


def test_a_person_without_another_open_proposal_may_be_proposed() -> None:
    finding = find("R-PRO-01", dossier(), SARI, "submit")
    assert (finding.outcome, finding.values) == (MET, {"open": []})


def test_a_person_in_other_open_proposals_is_refused_with_their_numbers() -> None:
    others = (OpenProposal(3, "evaluation"), OpenProposal(5, "suspended"))
    finding = find("R-PRO-01", dossier(open_elsewhere=others), SARI, "submit")
    assert finding.blocks
    assert finding.id == ("Pegawai ini masih berada dalam usulan 3, 5. Selesaikan atau tarik usulan itu dahulu.")
    assert finding.en == "This person is still in proposal 3, 5. Complete or withdraw that one first."
    assert finding.values == {"open": [3, 5]}


# R-KON-01


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("actor", [MELATI_ACTS, GALIH_ACTS], ids=["Melati herself", "her husband"])
def test_neither_the_person_nor_the_spouse_takes_any_verb(actor: Actor, verb: str) -> None:
    assert find("R-KON-01", dossier(), actor, verb).blocks
    assert all("R-KON-01" in edge.rules for edge in EDGES if edge.verb == verb)


def test_the_person_is_told_why() -> None:
    finding = find("R-KON-01", dossier(), MELATI_ACTS)
    assert finding.id == f"Anda adalah pegawai yang diusulkan, {NEVER_AGAIN}"
    assert finding.en == (
        "You are the person to be transferred, and may take no step on it. Leave it to another official."
    )


def test_the_spouse_is_told_why() -> None:
    finding = find("R-KON-01", dossier(), GALIH_ACTS)
    assert finding.id == f"Anda adalah pasangan pegawai yang diusulkan, {NEVER_AGAIN}"
    assert finding.en.startswith("You are the spouse of the person, ")


def test_a_marriage_that_only_one_of_the_two_records_is_enough() -> None:
    unmarried = dossier(person=melati(spouse_nip=None))
    assert find("R-KON-01", unmarried, GALIH_ACTS).blocks
    silent = account("galih", Role.authority, nip=GALIH_ACTS.nip)
    assert find("R-KON-01", unmarried, silent).outcome is MET
    assert find("R-KON-01", dossier(), silent).blocks


def test_an_account_without_a_nip_is_not_taken_for_an_unknown_spouse() -> None:
    assert find("R-KON-01", dossier(person=melati(spouse_nip=None)), RATNA).outcome is MET


def test_anyone_else_has_no_stake() -> None:
    finding = find("R-KON-01", dossier(), SARI)
    assert finding.outcome is MET
    assert finding.id == "Pengambil langkah tidak memiliki benturan kepentingan."
    assert finding.en == "Whoever acts has no conflict of interest."


@pytest.mark.parametrize("written", ["Tuti Handayani", "TUTI HANDAYANI", "tuti handayani", " Tuti  Handayani", "tuti"])
def test_declared_kin_take_no_verb_whatever_the_case_of_the_letters_and_the_blanks(written: str) -> None:
    finding = find("R-KON-01", dossier(interests=(interest(written),)), TUTI, "implement")
    assert finding.blocks
    assert finding.id == f"Anda tercatat memiliki kepentingan dalam usulan ini, {NEVER_AGAIN}"
    assert finding.en.startswith("An interest of yours is on record here, ")


def test_an_interest_of_someone_else_stops_nobody() -> None:
    others = (interest("Tuti Handayani Putri"), interest("Bayu Pratista"))
    assert find("R-KON-01", dossier(interests=others), TUTI).outcome is MET


@pytest.mark.parametrize("written", ["Dr. Tuti Handayani, M.Si.", "Tuti Handayani", "tuti"])
def test_declared_kin_are_known_with_their_titles_without_them_and_by_their_account(written: str) -> None:
    titled = replace(TUTI, name="Dr. Tuti Handayani, M.Si.", bare_name="Tuti Handayani")
    assert find("R-KON-01", dossier(interests=(interest(written),)), titled, "implement").blocks


def test_declared_kin_with_a_nip_are_known_by_it_whatever_they_are_called() -> None:
    married = dossier(interests=(interest("Tuti Suryani", TUTI_NIP),))
    assert find("R-KON-01", married, TUTI, "implement").blocks
    namesake = dossier(interests=(interest("Tuti Handayani", SARI_NIP),))
    assert find("R-KON-01", namesake, TUTI, "implement").outcome is MET


def test_kin_whose_account_has_no_nip_are_known_by_name_also_when_a_nip_was_declared() -> None:
    assert find("R-KON-01", dossier(interests=(interest("Ratna", SARI_NIP),)), RATNA, "approve").blocks


@pytest.mark.parametrize("verb", VERBS)
def test_an_interest_whose_step_was_sent_back_still_stops_every_verb(verb: str) -> None:
    sent_back = dossier(steps=(), interests=(interest("Bayu Pratista"), interest("Tuti Handayani")))
    assert find("R-KON-01", sent_back, TUTI, verb).blocks


def test_an_interest_declared_in_this_very_step_counts() -> None:
    interest = [{"name": "Joko Waskito", "relation": "paman"}]
    team = [{"name": "Bu Ani", "capacity": capacity} for capacity in ("official", "asn", "expert")]
    told = Assess.model_validate(
        {"team": team, "recommendation": "recommend", "considerations": "Cakap.", "interest": interest}
    )
    assert find("R-KON-01", dossier(), JOKO, told=told).blocks
    approval = Approve.model_validate({"tmt": "2026-07-01", "interest": interest})
    assert find("R-KON-01", dossier(), JOKO, "approve", told=approval).blocks
    assert find("R-KON-01", dossier(), SARI, told=told).outcome is MET


def test_an_interest_declared_in_this_very_step_is_known_by_its_nip() -> None:
    by_nip = [{"name": "Paman Joko", "relation": "paman", "nip": JOKO_NIP}]
    assert find(
        "R-KON-01", dossier(), JOKO, "approve", told=Approve.model_validate({"tmt": "2026-07-01", "interest": by_nip})
    ).blocks
    namesake = [{"name": "Joko Waskito", "relation": "paman", "nip": SARI_NIP}]
    told = Approve.model_validate({"tmt": "2026-07-01", "interest": namesake})
    assert find("R-KON-01", dossier(), JOKO, "approve", told=told).outcome is MET


# R-KON-02

SURYA = account(
    "surya", Role.authority, nip="197502022000031002", name="Prof. Surya Atmaja, Ph.D.", bare_name="Surya Atmaja"
)
MEMBER = {"name": "Sari Wening", "nip": SARI_NIP, "capacity": "asn"}
PREPARED = (
    step("submit", 1, TODAY, actor="tuti", actor_nip=TUTI_NIP),
    assessed(data={"team": [MEMBER, {"name": "Prof. Surya", "capacity": "expert"}]}),
)


@pytest.mark.parametrize("verb", ["approve", "annul", "reject"])
@pytest.mark.parametrize(
    ("actor", "did", "did_en"),
    [
        (WATI, "mengusulkannya", "proposed it"),
        (TUTI, "mengajukannya", "submitted it"),
        (JOKO, "memimpin tim penilainya", "chaired its team"),
        (SARI, "menjadi anggota tim penilainya", "sat in its team"),
    ],
    ids=["the proposer", "the one who submitted", "the chair", "a member of the team"],
)
def test_who_prepared_a_case_does_not_decide_it(actor: Actor, did: str, did_en: str, verb: str) -> None:
    finding = find("R-KON-02", dossier(steps=PREPARED), actor, verb)
    assert finding.blocks
    assert finding.id == f"Anda {did}, sehingga tidak boleh memutuskannya. Serahkan kepada pejabat lain."
    assert finding.en == f"You {did_en}, and may not decide it. Leave it to another official."


@pytest.mark.parametrize("verb", ["approve", "annul", "reject"])
@pytest.mark.parametrize("written", ["Prof. Surya Atmaja, Ph.D.", "surya  atmaja", "SURYA ATMAJA", "surya"])
def test_a_member_named_without_a_nip_does_not_decide(written: str, verb: str) -> None:
    case = dossier(steps=(assessed(data={"team": [{"name": written, "capacity": "expert"}]}),))
    finding = find("R-KON-02", case, SURYA, verb)
    assert finding.blocks
    assert finding.en == "You sat in its team, and may not decide it. Leave it to another official."


def test_a_namesake_of_a_member_decides_when_the_nips_differ() -> None:
    member = {"name": "Surya Atmaja", "nip": SARI_NIP, "capacity": "expert"}
    case = dossier(steps=(assessed(data={"team": [member]}),))
    assert find("R-KON-02", case, SURYA, "approve").outcome is MET
    unnumbered = dossier(steps=(assessed(data={"team": [{**member, "nip": None}]}),))
    assert find("R-KON-02", unnumbered, SURYA, "approve").blocks


def test_a_mayor_without_a_nip_who_sat_in_the_team_does_not_decide() -> None:
    case = dossier(steps=(assessed(data={"team": [{"name": "Ratna", "capacity": "official"}]}),))
    assert find("R-KON-02", case, RATNA, "approve").blocks


def test_who_took_no_part_may_decide() -> None:
    finding = find("R-KON-02", dossier(steps=PREPARED), RATNA, "approve")
    assert finding.outcome is MET
    assert finding.id == "Pengambil langkah tidak ikut menyiapkan usulan ini."
    assert finding.en == "Whoever acts took no part in preparing this proposal."


def test_the_proposer_does_not_assess_and_whoever_submitted_may() -> None:
    case = dossier(steps=PREPARED[:1])
    assert find("R-KON-02", case, WATI, "assess").blocks
    assert find("R-KON-02", case, TUTI, "assess").outcome is MET


def test_another_account_of_the_same_person_is_the_same_person() -> None:
    second = account("joko.lagi", Role.authority, nip=JOKO_NIP)
    assert find("R-KON-02", dossier(steps=PREPARED), second, "approve").blocks


def test_without_a_nip_the_account_is_the_person() -> None:
    case = dossier(proposed_by=Party("ratna", None))
    assert find("R-KON-02", case, RATNA, "approve").blocks
    assert find("R-KON-02", case, account("wakil", Role.authority), "approve").outcome is MET


def test_an_account_that_passed_to_another_person_is_another_person() -> None:
    successor = account("wati", Role.authority, nip="198011112006042001")
    assert find("R-KON-02", dossier(), successor, "approve").outcome is MET


def test_one_head_may_take_the_steps_of_the_hr_unit() -> None:
    of_the_head = [edge for edge in EDGES if edge.verb in ("establish_need", "implement", "correct", "conclude")]
    assert len(of_the_head) == 4
    assert all("R-KON-02" not in edge.rules for edge in of_the_head)
