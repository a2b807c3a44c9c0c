"""Waivers: who may set a rule aside, and by which document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.wiring import Office
from storage import documents, proposals
from storage.governance import Mandate
from storage.tables import Waiver
from tests import world
from workflow.authority import Actor, Role
from workflow.errors import Closed, InvalidField, NoMandate, RoleMissing, StepRefused
from workflow.rules import RULES, Outcome, Question

START = date(2026, 5, 4)
"""Four weeks in the post: too short for R-ELG-01."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def waive(office: Office, proposal: int, document: int, account: str = world.MAYOR, rule: str = "R-ELG-01") -> None:
    with office.database.transaction() as connection:
        now, today = office.clock.now(), office.today
        proposals.waive(connection, proposal, rule, document, "Kebutuhan mendesak.", account, now, today)


def test_the_authority_waives_a_rule_by_a_document_of_the_proposal(office: Office) -> None:
    proposal, other = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    mine, foreign = world.attach(office, proposal), world.attach(office, other)
    with pytest.raises(InvalidField, match=f"document {foreign} is not filed with proposal {proposal}"):
        waive(office, proposal, foreign)
    with pytest.raises(InvalidField, match="R-KON-01 cannot be waived"):
        waive(office, proposal, mine, rule="R-KON-01")
    waive(office, proposal, mine)
    [row] = world.rows(office, Waiver)
    assert (row["rule"], row["document"], row["given_by"]) == ("R-ELG-01", mine, world.MAYOR)


def test_a_refused_document_waives_nothing_neither_before_nor_after(office: Office) -> None:
    proposal = world.propose(office)
    document = world.attach(office, proposal)
    waive(office, proposal, document)
    assert [one.document for one in world.dossier(office, proposal).waivers] == [document]
    with office.database.transaction() as connection:
        documents.look(connection, document, "refused", "Tanpa cap.", world.HEAD, office.clock.now(), office.today)
    with pytest.raises(InvalidField, match=f"document {document} was refused"):
        waive(office, proposal, document)
    short = replace(
        world.dossier(office, proposal), origin=replace(world.dossier(office, proposal).origin, since=START)
    )
    question = Question(short, Actor(world.CHAIR), "assess", office.today)
    assert RULES["R-ELG-01"].find(question).outcome is Outcome.unmet


def test_others_do_not_waive(office: Office) -> None:
    proposal = world.propose(office)
    document = world.attach(office, proposal)
    with pytest.raises(RoleMissing, match="may not waive R-ELG-01"):
        waive(office, proposal, document, world.HEAD)


@pytest.mark.parametrize(("nip", "said"), [(world.SARI, "You are the person"), (world.BUDI, "You are the spouse")])
def test_nobody_waives_a_rule_for_themselves_or_their_spouse(office: Office, nip: str, said: str) -> None:
    proposal = world.propose(office)
    document = world.attach(office, proposal)
    with office.database.transaction() as connection:
        world.grant(connection, "wakil", Role.authority, nip=nip)
    with pytest.raises(StepRefused, match=said):
        waive(office, proposal, document, "wakil")
    assert world.rows(office, Waiver) == []


@pytest.mark.parametrize(
    ("told", "error", "said"),
    [
        ({"ends": world.START}, NoMandate, "holds none that is in force now"),
        ({"kinds": "ANTAR_PROV"}, StepRefused, "covers only transfers of the kind ANTAR_PROV"),
    ],
    ids=["ended", "for others"],
)
def test_a_mandate_that_ended_or_is_for_others_waives_nothing(
    office: Office, told: dict[str, object], error: type[Exception], said: str
) -> None:
    proposal = world.propose(office)
    document = world.attach(office, proposal)
    with office.database.transaction() as connection:
        mandate = {"office": "authority", "account": world.MAYOR, "capacity": "definitif", "number": "821/1"}
        period = {"starts": world.START - timedelta(days=9), "dated": date(2026, 5, 1)}
        world.insert(connection, Mandate, **mandate, **period, **told)
    with pytest.raises(error, match=said):
        waive(office, proposal, document)


def test_nothing_is_waived_once_the_proposal_has_ended(office: Office) -> None:
    proposal = world.propose(office)
    document = world.attach(office, proposal)
    world.step(office, proposal, "submit")
    world.step(office, proposal, "withdraw")
    with pytest.raises(Closed, match="has ended"):
        waive(office, proposal, document)
