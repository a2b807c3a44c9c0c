"""Whoever decides on an older reading of a file is told what of it changed, the newest first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage import documents, newest, objections
from storage.dossiers import dossier
from tests import world
from workflow.errors import DossierChanged


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def changed(office: Office, proposal: int) -> list[str]:
    with office.database.reading() as connection:
        return [english for _, english, _ in newest.newest_changes(connection, proposal)]


def test_a_verdict_on_a_document_is_named_before_its_filing(office: Office) -> None:
    proposal = world.propose(office)
    assert changed(office, proposal) == []
    document = world.attach(office, proposal)
    with office.database.reading() as connection:
        seen = dossier(connection, proposal, office.today).sha256
    office.clock.forward(minutes=5)
    with office.database.transaction() as connection:
        told = {"account": world.HEAD, "now": office.clock.now(), "today": office.today}
        documents.look(connection, document, "verified", None, **told)
    assert changed(office, proposal) == ["the verification of a document", "a document"]
    with pytest.raises(DossierChanged) as refused:
        world.step(office, proposal, "submit", dossier=seen)
    said = refused.value.sentence("id")
    assert "berubah sejak dibaca: pemeriksaan dokumen (2 Jun 2026 09.05 WIB); dokumen (2 Jun 2026 09.00 WIB)" in said


def test_an_objection_and_its_answer_are_named(office: Office) -> None:
    proposal, other = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    world.carry(office, proposal, "implementation")
    office.clock.forward(hours=1)
    with office.database.transaction() as connection:
        told = {"now": office.clock.now(), "today": office.today}
        made = objections.object_to(connection, proposal, "Anak sakit.", None, None, world.EMPLOYEE, **told)
    assert changed(office, proposal) == ["an objection", "a step"]
    office.clock.forward(hours=1)
    with office.database.transaction() as connection:
        told = {"account": world.MAYOR, "now": office.clock.now(), "today": office.today}
        objections.answer(connection, made["id"], "dismissed", "Mendesak.", None, **told)
    assert changed(office, proposal) == ["the answer to an objection", "an objection", "a step"]
    assert changed(office, other) == []
