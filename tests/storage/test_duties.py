"""Who may not: one person behind several accounts, one person in several proposals, and what a return undoes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage import dossiers
from storage.ledger import Ledger
from storage.tables import Person, Proposal, TeamMember, Transition, table
from tests import world
from workflow.authority import Role
from workflow.errors import Conflict, Guarded, RoleMissing, StepRefused
from workflow.judgement import examine
from workflow.process import VERBS

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


# Past the door: the database itself


class Undone(Exception):
    """Takes back what the database let through."""


def insert_entry(office: Office, proposal: int, verb: str, actor: str) -> None:
    """Write an entry straight into history, and take it back."""
    entries = world.rows(office, Transition)
    last = next(entry for entry in reversed(entries) if entry["proposal"] == proposal)
    place = {"id": len(entries) + 1, "version": last["version"] + 1, "from_state": last["to_state"]}
    with office.database.transaction() as connection:
        world.insert(connection, Transition, **last | place | {"verb": verb, "actor": actor})
        raise Undone


def write(office: Office, proposal: int, verb: str, actor: str) -> bool:
    """Whether the database lets through what the door did not."""
    try:
        insert_entry(office, proposal, verb, actor)
    except Undone:
        return True
    except Guarded:
        return False
    raise AssertionError


@pytest.mark.parametrize(
    ("state", "verb", "account", "said"),
    [
        ("approval", "approve", world.EMPLOYEE, "whoever acts is the person to be transferred or the spouse"),
        ("evaluation", "assess", world.ANALYST, "whoever proposed a case does not assess it"),
        ("approval", "approve", world.CHAIR, "whoever took part in preparing a proposal does not decide it"),
    ],
)
def test_what_the_database_refuses_is_told_in_a_sentence(
    office: Office, state: str, verb: str, account: str, said: str
) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, state)
    with pytest.raises(Guarded) as refused:
        insert_entry(office, proposal, verb, account)
    assert f"{said}. Leave it to another official. Nothing was changed." in refused.value.sentence("en")
    assert "Serahkan kepada pejabat lain. Tidak ada yang berubah." in refused.value.sentence("id")


def test_the_database_itself_keeps_the_person_and_the_spouse_from_every_verb(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "needs_analysis")
    second_account(office, "budi", Role.authority, world.BUDI)
    mine = table(Person).c.nip
    for one_side in ({}, {"nip": world.SARI}, {"nip": world.BUDI}):
        with office.database.transaction() as connection:
            connection.execute(table(Person).update().where(mine == world.SARI).values(spouse=world.BUDI))
            connection.execute(table(Person).update().where(mine == world.BUDI).values(spouse=world.SARI))
            if one_side:
                connection.execute(table(Person).update().where(mine == one_side["nip"]).values(spouse=None))
        for verb in VERBS:
            assert not write(office, proposal, verb, world.EMPLOYEE), verb
            assert not write(office, proposal, verb, "budi"), (verb, one_side)
    with office.database.transaction() as connection:
        connection.execute(table(Person).update().values(spouse=None))
    assert all(write(office, proposal, verb, "budi") for verb in VERBS)


@pytest.mark.parametrize("verb", ["approve", "annul", "reject"])
def test_the_database_itself_keeps_who_prepared_a_proposal_from_deciding_it(office: Office, verb: str) -> None:
    proposal = world.propose(office, account=world.UNIT_HEAD)
    world.carry(office, proposal, "evaluation")
    told = world.data_of(office, proposal, "assess")
    told["team"][1] = {"name": "Joko Prasetyo", "nip": "198107082005011002", "capacity": "asn"}
    world.step(office, proposal, "assess", data=told)
    world.carry(office, proposal, "approval")
    for actor in (world.UNIT_HEAD, world.ANALYST, world.CHAIR, world.OFFICER):
        assert not write(office, proposal, verb, actor), f"{actor} proposed, submitted, chaired or sat in the team"
    for nip in (RINI, DEWI):
        assert not write(office, proposal, verb, second_account(office, f"lain.{nip}", Role.authority, nip))
    for actor in (world.MAYOR, world.HEAD, "tidak.dikenal"):
        assert write(office, proposal, verb, actor), actor
    world.step(office, proposal, "send_back")
    world.carry(office, proposal, "socialization")
    told["team"][1] = {"name": "Surya Darmawan", "nip": "197001011995031001", "capacity": "asn"}
    world.step(office, proposal, "send_back")
    world.carry(office, proposal, "evaluation")
    world.step(office, proposal, "assess", data=told)
    world.carry(office, proposal, "approval")
    assert write(office, proposal, verb, world.OFFICER), "the first team counts no more"
    assert not write(office, proposal, verb, world.HEAD), "the new team counts"
    assert not write(office, proposal, verb, world.ANALYST), "the submission still counts"
    world.assert_sound(office)


def test_the_chair_may_reject_in_evaluation_and_the_proposer_may_withdraw(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    assert write(office, proposal, "reject", world.CHAIR)
    assert write(office, proposal, "withdraw", world.ANALYST)


def test_the_database_itself_keeps_the_proposer_from_assessing(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    assert not write(office, proposal, "assess", world.ANALYST)
    assert not write(office, proposal, "assess", second_account(office, "rini.ketua", Role.team_chair, RINI))
    assert write(office, proposal, "assess", world.CHAIR)


def test_the_door_and_the_database_refuse_the_same_people(office: Office) -> None:
    second_account(office, "budi", Role.authority, world.BUDI)
    second_account(office, "rini.pejabat", Role.authority, RINI)
    second_account(office, "tanpa.nip", Role.authority, None)
    names = [*(name for name, _, _ in world.ACCOUNTS), "budi", "rini.pejabat", "tanpa.nip"]
    proposal = world.propose(office)
    for state in ("evaluation", "approval", "implementation"):
        world.carry(office, proposal, state)
        for name in names:
            with office.database.reading() as connection:
                _, verbs = examine(Ledger(connection), proposal, name, office.clock.now())
            for one in verbs:
                kept_out = any(found.blocks for found in one.findings if found.rule.startswith("R-KON"))
                assert write(office, proposal, one.verb, name) is not kept_out, (state, name, one.verb)


def test_a_team_is_kept_by_nip_once_for_each_member_that_has_one(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    told = world.data_of(office, proposal, "assess")
    told["team"].append({"name": "Prof. Made Sukarsa", "capacity": "expert"})
    world.step(office, proposal, "assess", data=told)
    assert world.rows(office, TeamMember) == [
        {"proposal": proposal, "version": 3, "nip": nip} for nip in sorted({DEWI, RINI})
    ]
    world.assert_sound(office)


# Declared interests


@pytest.mark.parametrize(
    "declared",
    [
        {"name": "J. Prasetyo", "relation": "sepupu", "nip": "198107082005011002"},
        {"name": "Joko Prasetyo", "relation": "sepupu"},
        {"name": world.OFFICER, "relation": "sepupu"},
    ],
)
def test_kin_that_was_declared_takes_no_later_step_by_nip_or_by_name(office: Office, declared: dict[str, str]) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    told = world.data_of(office, proposal, "assess") | {"interest": [declared]}
    world.step(office, proposal, "assess", data=told)
    with pytest.raises(StepRefused, match="An interest of yours is on record"):
        world.step(office, proposal, "socialize")
    other = second_account(office, "pengelola.lain", Role.hr_officer, None)
    world.step(office, proposal, "send_back", account=other)
    with office.database.reading() as connection:
        kept = dossiers.dossier(connection, proposal, office.today).interests
    assert [(one.name, one.relation, one.nip) for one in kept] == [
        (declared["name"], declared["relation"], declared.get("nip"))
    ]


def test_a_namesake_with_another_nip_is_not_the_one_who_was_declared(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    namesake = {"name": "Joko Prasetyo", "relation": "sepupu", "nip": "197001012000011009"}
    world.step(office, proposal, "assess", data=world.data_of(office, proposal, "assess") | {"interest": [namesake]})
    assert world.step(office, proposal, "socialize")["to"] == "approval"


def test_who_declares_an_own_interest_in_the_approval_does_not_approve(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "approval")
    told = world.data_of(office, proposal, "approve") | {"interest": [{"name": world.MAYOR, "relation": "paman"}]}
    with pytest.raises(StepRefused, match="An interest of yours is on record"):
        world.step(office, proposal, "approve", data=told)


def test_where_no_interest_was_declared_the_drawing_order_names_none(office: Office) -> None:
    orders = []
    office.press.during = lambda order: orders.append(json.loads(order))
    world.carry(office, world.propose(office), "implementation")
    told = {order["form"]: order["cases"][0]["data"].get("interest") for order in orders}
    assert (told["assess"], told["approve"]) == (None, None)
