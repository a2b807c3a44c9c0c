"""Who may not: one person behind several accounts, one person in several proposals, and what a return undoes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage import dossiers
from storage.tables import Person, Proposal, table
from tests import world
from workflow.authority import Role
from workflow.errors import Conflict, RoleMissing, StepRefused

RINI = "198203042006042001"
DEWI = "197509112000032003"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def second_account(office: Office, name: str, role: Role, nip: str | None) -> str:
    with office.database.transaction() as connection:
        world.grant(connection, name, role, nip=nip)
    return name


@pytest.mark.parametrize("verb", ["approve", "reject"])
@pytest.mark.parametrize(("nip", "said"), [(RINI, "proposed it"), (DEWI, "chaired its team")])
def test_who_prepared_a_proposal_does_not_decide_it_under_another_account(
    office: Office, verb: str, nip: str, said: str
) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "approval")
    other = second_account(office, "pejabat.lain", Role.authority, nip)
    with pytest.raises(StepRefused, match=f"You {said}, and may not decide it"):
        world.step(office, proposal, verb, account=other)
    assert world.step(office, proposal, verb)["version"] == 5


def test_a_member_of_the_team_does_not_decide(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    told = world.data_of(office, proposal, "assess")
    told["team"][1] = {"name": "Hasan Basri", "nip": "197204052098031001", "capacity": "asn"}
    world.step(office, proposal, "assess", data=told)
    world.carry(office, proposal, "approval")
    other = second_account(office, "pejabat.lain", Role.authority, "197204052098031001")
    with pytest.raises(StepRefused, match="You sat in its team"):
        world.step(office, proposal, "approve", account=other)


def test_who_proposed_does_not_chair_under_another_account(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    other = second_account(office, "rini.ketua", Role.team_chair, RINI)
    with pytest.raises(StepRefused, match="You proposed it"):
        world.step(office, proposal, "assess", account=other)


def test_who_approved_under_one_account_annuls_under_another(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    other = second_account(office, "pejabat.lain", Role.authority, None)
    assert world.step(office, proposal, "annul", account=other)["to"] == "annulled"


@pytest.mark.parametrize(("nip", "said"), [(world.SARI, "You are the person"), (world.BUDI, "You are the spouse")])
def test_neither_the_person_nor_the_spouse_takes_any_step(office: Office, nip: str, said: str) -> None:
    proposal = world.propose(office)
    for n, (role, verb) in enumerate(
        [
            (Role.analyst, "submit"),
            (Role.hr_head, "establish_need"),
            (Role.team_chair, "assess"),
            (Role.hr_officer, "socialize"),
            (Role.authority, "approve"),
        ]
    ):
        other = second_account(office, f"kerabat.{n}", role, nip)
        with pytest.raises(StepRefused, match=said):
            world.step(office, proposal, verb, account=other)
        world.step(office, proposal, verb)


def test_a_spouse_is_known_from_either_side(office: Office) -> None:
    with office.database.transaction() as connection:
        mine = table(Person).c.nip == world.SARI
        connection.execute(table(Person).update().where(mine).values(spouse=None))
    proposal = world.propose(office)
    other = second_account(office, "budi.analis", Role.analyst, world.BUDI)
    with pytest.raises(StepRefused, match="You are the spouse"):
        world.step(office, proposal, "submit", account=other)


def test_only_the_proposer_withdraws_under_any_account_of_the_same_person(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "socialization")
    stranger = second_account(office, "joko.analis", Role.analyst, "198107082005011002")
    with pytest.raises(RoleMissing):
        world.step(office, proposal, "withdraw", account=stranger)
    same = second_account(office, "rini.kedua", Role.employee, RINI)
    assert world.step(office, proposal, "withdraw", account=same)["to"] == "withdrawn"


def test_an_interest_that_was_declared_stays_on_record(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    told = world.data_of(office, proposal, "assess")
    told["interest"] = [{"name": "joko prasetyo, s.e.", "relation": "sepupu"}]
    world.step(office, proposal, "assess", data=told)
    with pytest.raises(StepRefused, match="An interest of yours is on record"):
        world.step(office, proposal, "socialize")


# One open proposal


def test_a_person_in_an_open_proposal_cannot_be_submitted_again(office: Office) -> None:
    first, second = world.propose(office), world.propose(office, post=world.SINGLE)
    world.step(office, first, "submit")
    with pytest.raises(StepRefused, match=f"still in proposal {first}"):
        world.step(office, second, "submit")
    world.step(office, first, "withdraw")
    assert world.step(office, second, "submit")["to"] == "needs_analysis"


@pytest.mark.parametrize("state", ["needs_analysis", "approval", "implementation", "monitoring", "suspended"])
def test_every_open_state_counts_as_open(office: Office, state: str) -> None:
    first, second = world.propose(office), world.propose(office, post=world.SINGLE)
    world.carry(office, first, "approval" if state == "suspended" else state)
    if state == "suspended":
        world.step(office, first, "suspend")
    with pytest.raises(StepRefused, match=f"still in proposal {first}"):
        world.step(office, second, "submit")


def test_of_two_drafts_of_one_person_submitted_at_once_one_becomes_open(office: Office) -> None:
    for nip in world.COLLEAGUES[:4]:
        drafts = [world.propose(office, nip, post) for post in (world.TARGET, world.SINGLE)]
        asked = [world.request(office, id, "submit") for id in drafts]
        results = world.together(2, lambda n, asked=asked: world.take(office.desk, asked[n]))  # type: ignore[misc]
        assert sum(isinstance(r, list) for r in results) == 1, results
        assert sum(isinstance(r, StepRefused | Conflict) for r in results) == 1, results
        assert sorted(world.show(office, id)["state"] for id in drafts) == ["draft", "needs_analysis"]
    world.assert_sound(office)


# Sent back


def test_after_a_return_the_earlier_decisions_count_no_more_and_stay_in_history(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    against = world.data_of(office, proposal, "assess") | {"recommendation": "not_recommend"}
    world.step(office, proposal, "assess", data=against)
    world.carry(office, proposal, "approval")
    world.step(office, proposal, "send_back")
    assert counting(office, proposal) == ["submit", "send_back"]
    world.carry(office, proposal, "approval")
    assert counting(office, proposal) == ["submit", "send_back", "establish_need", "assess", "socialize"]
    # The new team recommended it, so no written reason is asked for any more.
    answer = world.step(office, proposal, "approve", note=" ")
    assert answer["version"] == 9
    world.assert_sound(office)


def counting(office: Office, proposal: int) -> list[str]:
    with office.database.reading() as connection:
        return [step.verb for step in dossiers.dossier(connection, proposal, office.today).steps]


def test_who_submitted_a_proposal_stays_out_of_its_decision_after_a_return(office: Office) -> None:
    proposal = world.propose(office, account=world.UNIT_HEAD)
    world.carry(office, proposal, "approval")
    world.step(office, proposal, "send_back")
    world.carry(office, proposal, "approval")
    other = second_account(office, "rini.pejabat", Role.authority, RINI)
    with pytest.raises(StepRefused, match="You submitted it"):
        world.step(office, proposal, "approve", account=other)


def test_a_proposal_that_is_moved_behind_the_door_is_refused_by_every_step(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    with office.database.transaction() as connection:
        connection.execute(table(Proposal).update().values(state="approval"))
    assert [english for _, english in world.audit(office).problems] == [
        f"Proposal {proposal} stands at approval version 2, but history says evaluation version 2."
    ]
