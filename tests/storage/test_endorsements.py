"""Endorsements (paraf): the order of a chain, who may initial, what initials count for, and two at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from app.wiring import Office
from storage import documents, dossiers, endorsements
from storage.documents import Filing
from storage.governance import Mandate, Parameter
from storage.ledger import Ledger
from storage.tables import Endorsement, Person, table
from tests import world
from workflow.authority import Role
from workflow.canonical import sha256
from workflow.errors import (
    Conflict,
    EndorsementGiven,
    EndorsementMissing,
    MutasiError,
    NoEndorsement,
    NoMandate,
    NoSuchStep,
    RoleMissing,
    StepRefused,
    UnknownProposal,
    UnknownVerb,
)
from workflow.judgement import examine

JOKO, SURYA = "198107082005011002", "197001011995031001"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Approvals are initialled by the HR officer, then by the head of the HR unit."""
    with world.build(database_url) as made:
        chain(made, "approve", "hr_officer,hr_head")
        yield made


def chain(office: Office, verb: str, roles: str, **told: Any) -> None:
    """Ask for initials from today on."""
    with office.database.transaction() as connection:
        row = {"subject": "endorsement", "name": verb, "value": roles, "since": office.today}
        world.insert(connection, Parameter, **(row | told))


def endorse(
    office: Office, proposal: int, account: str, verb: str = "approve", note: str | None = None
) -> dict[str, Any]:
    with office.database.transaction() as connection:
        now, today = office.clock.now(), office.today
        return endorsements.endorse(connection, proposal, verb, note, account, now, today)


def at_approval(office: Office, nip: str = world.SARI) -> int:
    proposal = world.propose(office, nip)
    world.carry(office, proposal, "approval")
    return proposal


def listed(office: Office, proposal: int) -> list[tuple[str, str, str]]:
    with office.database.reading() as connection:
        found = endorsements.endorsements(connection, proposal, office.today)
    return [(one["verb"], one["role"], one["status"]) for one in found]


def another(office: Office, name: str, *roles: Role, nip: str | None = None) -> str:
    with office.database.transaction() as connection:
        world.grant(connection, name, *roles, nip=nip)
    return name


def test_a_chain_is_initialled_in_its_order_and_then_signed(office: Office) -> None:
    proposal = at_approval(office)
    with pytest.raises(EndorsementMissing, match="waits for the endorsement of HR officer"):
        world.step(office, proposal, "approve")
    with pytest.raises(RoleMissing, match="That is for: HR officer"):
        endorse(office, proposal, world.HEAD)
    first = endorse(office, proposal, world.OFFICER, note="Lengkap.")
    assert (first["role"], first["next"], first["version"]) == ("hr_officer", "hr_head", 4)
    with pytest.raises(EndorsementMissing, match="Head of the HR unit"):
        world.step(office, proposal, "approve")
    assert endorse(office, proposal, world.HEAD)["next"] is None
    assert world.step(office, proposal, "approve")["to"] == "implementation"
    world.assert_sound(office)


def test_initials_keep_who_when_and_what_was_looked_at(office: Office) -> None:
    proposal = at_approval(office)
    with office.database.reading() as connection:
        seen = dossiers.dossier(connection, proposal, office.today).sha256
    endorse(office, proposal, world.OFFICER, note="Lengkap.")
    [row] = world.rows(office, Endorsement)
    assert (row["proposal"], row["verb"], row["role"], row["version"]) == (proposal, "approve", "hr_officer", 4)
    assert (row["account"], row["nip"], row["note"]) == (world.OFFICER, JOKO, "Lengkap.")
    assert (row["dossier"], row["at"], row["dated"]) == (seen, world.START, date(2026, 6, 2))


def test_can_and_the_list_say_whose_turn_it_is(office: Office) -> None:
    proposal = at_approval(office)
    assert listed(office, proposal) == [("approve", "hr_officer", "next"), ("approve", "hr_head", "waiting")]
    endorse(office, proposal, world.OFFICER)
    assert listed(office, proposal) == [("approve", "hr_officer", "given"), ("approve", "hr_head", "next")]
    with office.database.reading() as connection:
        _, found = examine(Ledger(connection), proposal, world.MAYOR, office.clock.now())
    said = {one.verb: one for one in found}
    assert not said["approve"].allowed
    assert any("Head of the HR unit" in str(reason) for reason in said["approve"].reasons)
    assert said["suspend"].allowed


def test_what_waits_for_no_initials_takes_none(office: Office) -> None:
    proposal = at_approval(office)
    with pytest.raises(NoEndorsement, match="The verb reject on proposal 1 waits for no endorsement"):
        endorse(office, proposal, world.OFFICER, "reject")
    endorse(office, proposal, world.OFFICER)
    endorse(office, proposal, world.HEAD)
    with pytest.raises(NoEndorsement):
        endorse(office, proposal, another(office, "petugas.lain", Role.hr_officer))


@pytest.mark.parametrize(
    ("proposal", "verb", "error"),
    [
        (1, "terbang", UnknownVerb),
        (1, "implement", NoSuchStep),
        (1, "consent", NoSuchStep),
        (0, "approve", UnknownProposal),
        (2**40, "approve", UnknownProposal),
    ],
)
def test_only_a_verb_that_leaves_from_here_is_initialled(
    office: Office, proposal: int, verb: str, error: type[MutasiError]
) -> None:
    at_approval(office)
    chain(office, "implement", "hr_officer")
    with pytest.raises(error):
        endorse(office, proposal, world.OFFICER, verb)
    assert world.rows(office, Endorsement) == []


def test_one_person_initials_a_chain_once_whatever_offices_are_held(office: Office) -> None:
    proposal = at_approval(office)
    both = another(office, "joko.kedua", Role.hr_head, nip=JOKO)
    endorse(office, proposal, world.OFFICER)
    for account in (world.OFFICER, both):
        with pytest.raises(EndorsementGiven, match="one person initials a chain once"):
            endorse(office, proposal, account)
    assert endorse(office, proposal, world.HEAD)["next"] is None


@pytest.mark.parametrize(("nip", "said"), [(world.SARI, "You are the person"), (world.BUDI, "You are the spouse")])
def test_neither_the_person_nor_the_spouse_initials(office: Office, nip: str, said: str) -> None:
    proposal = at_approval(office)
    with pytest.raises(StepRefused, match=said):
        endorse(office, proposal, another(office, "petugas.lain", Role.hr_officer, nip=nip))


def test_a_declared_interest_keeps_from_initialling(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    told = world.data_of(office, proposal, "assess")
    told["interest"] = [{"name": "Surya Darmawan", "relation": "sepupu", "nip": SURYA}]
    world.step(office, proposal, "assess", data=told)
    world.carry(office, proposal, "approval")
    endorse(office, proposal, world.OFFICER)
    with pytest.raises(StepRefused, match="An interest of yours is on record"):
        endorse(office, proposal, world.HEAD)


def test_initials_count_for_the_version_at_which_they_were_put(office: Office) -> None:
    proposal = at_approval(office)
    endorse(office, proposal, world.OFFICER)
    endorse(office, proposal, world.HEAD)
    world.step(office, proposal, "send_back")
    world.carry(office, proposal, "approval")
    with pytest.raises(EndorsementMissing):
        world.step(office, proposal, "approve")
    endorse(office, proposal, world.OFFICER)
    endorse(office, proposal, world.HEAD)
    world.step(office, proposal, "approve")
    with office.database.reading() as connection:
        found = endorsements.endorsements(connection, proposal, office.today)
    assert [(one["version"], one["counts"]) for one in found] == [(4, False), (4, False), (8, False), (8, False)]
    world.assert_sound(office)


def test_a_chain_of_one_kind_of_transfer_asks_nothing_of_the_others(office: Office) -> None:
    chain(office, "submit", "unit_head", kind="ANTAR_PROV")
    proposal = world.propose(office)
    assert listed(office, proposal) == []
    assert world.step(office, proposal, "submit")["to"] == "needs_analysis"


def test_whoever_holds_the_office_by_mandate_initials_until_its_end(office: Office) -> None:
    proposal, other = at_approval(office), at_approval(office, world.COLLEAGUES[1])
    acting = another(office, "plh.pengelola", Role.employee)
    period = {"starts": world.START - timedelta(days=1), "ends": world.START + timedelta(hours=2)}
    with office.database.transaction() as connection:
        mandate = {"office": "hr_officer", "account": acting, "capacity": "plh", "number": "821/9"}
        world.insert(connection, Mandate, **mandate, **period, dated=date(2026, 5, 29))
    with pytest.raises(NoMandate):
        endorse(office, proposal, world.OFFICER)
    assert endorse(office, proposal, acting)["role"] == "hr_officer"
    office.clock.forward(hours=2)
    with pytest.raises(NoMandate):
        endorse(office, other, acting)


# Two at once


def test_of_several_holders_who_initial_at_once_one_does(office: Office) -> None:
    officers = [another(office, f"petugas.{n}", Role.hr_officer) for n in range(4)]
    for nip in world.COLLEAGUES[: world.ROUNDS]:
        proposal = at_approval(office, nip)
        results = world.together(4, lambda n, id=proposal: endorse(office, id, officers[n]))  # type: ignore[misc]
        assert sum(isinstance(result, dict) for result in results) == 1, results
        assert sum(isinstance(result, RoleMissing) for result in results) == 3, results
        assert sum(row["proposal"] == proposal for row in world.rows(office, Endorsement)) == 1


def test_initials_and_a_step_at_once_leave_one_story(office: Office) -> None:
    for nip in world.COLLEAGUES[: world.ROUNDS]:
        proposal = at_approval(office, nip)
        endorse(office, proposal, world.OFFICER)
        acts = (
            lambda id=proposal: endorse(office, id, world.HEAD),
            lambda id=proposal: world.step(office, id, "approve"),
        )
        initials, signed = world.together(2, lambda n, acts=acts: acts[n]())  # type: ignore[misc]
        assert isinstance(initials, dict)
        assert isinstance(signed, dict | EndorsementMissing | Conflict), signed
        expected = "implementation" if isinstance(signed, dict) else "approval"
        assert world.show(office, proposal)["state"] == expected
        if isinstance(signed, dict):
            # The post has three seats only.
            world.step(office, proposal, "annul")
    world.assert_sound(office)


def test_initials_put_while_a_decree_is_drawn_stop_it_with_one_sentence(office: Office) -> None:
    proposal = at_approval(office)
    office.press.during = lambda order: endorse(office, proposal, world.OFFICER)
    with pytest.raises(Conflict, match="the endorsements"):
        world.step(office, proposal, "suspend")
    office.press.during = None
    assert listed(office, proposal)[0] == ("approve", "hr_officer", "given")
    world.step(office, proposal, "suspend")
    with pytest.raises(NoSuchStep):
        endorse(office, proposal, world.HEAD)
    world.assert_sound(office)


def test_a_document_filed_after_the_initials_does_not_take_them_away(office: Office) -> None:
    proposal = at_approval(office)
    endorse(office, proposal, world.OFFICER)
    filing = Filing("D13", "catatan.txt", b"catatan", sha256(b"catatan"))
    with office.database.transaction() as connection:
        documents.attach(connection, proposal, filing, world.OFFICER, office.clock.now(), office.today)
    assert endorse(office, proposal, world.HEAD)["next"] is None
    first, second = world.rows(office, Endorsement)
    assert first["dossier"] != second["dossier"]


def test_a_name_in_the_chain_is_compared_by_person_when_data_change(office: Office) -> None:
    proposal = at_approval(office)
    with office.database.transaction() as connection:
        mine = table(Person).c.nip == world.SARI
        connection.execute(table(Person).update().where(mine).values(spouse=SURYA))
    endorse(office, proposal, world.OFFICER)
    with pytest.raises(StepRefused, match="You are the spouse"):
        endorse(office, proposal, world.HEAD)
