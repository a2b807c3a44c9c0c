"""R-EVA-04 on a real database: the parts of the assessed dossier come back from the payload with the same hashes."""

from __future__ import annotations

import pytest

from storage import tables
from storage.dossiers import dossier
from tests import world
from workflow.authority import Actor, Kind
from workflow.rules import RULES, Outcome, Question


@pytest.mark.parametrize("kind", [Kind.INTERNAL, Kind.ANTAR_PROV])
def test_what_changed_since_the_assessment_is_found_and_nothing_else(database_url: str, kind: Kind) -> None:
    office = world.build(database_url)
    proposal = world.propose(office, kind=kind)
    world.carry(office, proposal, "socialization")
    assert changed(office, proposal) == []
    people = tables.table(tables.Person)
    with office.database.transaction() as connection:
        connection.execute(people.update().where(people.c.nip == world.SARI).values(rank="III/d"))
    assert changed(office, proposal) == ["data pegawai"]


def test_a_dossier_keeps_the_post_that_was_left_when_the_person_sits_in_the_new_one(
    database_url: str,
) -> None:
    office = world.build(database_url)
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    world.reach(office, world.tmt_of(office, proposal))
    with office.database.reading() as connection:
        now = dossier(connection, proposal, office.today)
    approved = now.last("approve")
    assert approved is not None
    assert (now.origin.post.code, approved.origin_post) == (world.HOME, world.HOME)


def changed(office: world.Office, proposal: int) -> list[str]:
    """What R-EVA-04 finds changed."""
    with office.database.reading() as connection:
        case = dossier(connection, proposal, office.today)
    question = Question(case, Actor(world.MAYOR), "approve", office.today)
    finding = RULES["R-EVA-04"].find(question)
    assert (finding.outcome is Outcome.met) == (finding.values["changed"] == [])
    return list(finding.values["changed"])
