"""Erasure of what people wrote: reasons, objections, answers, notes and file names go with the case, and only with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage.erasure import erase
from storage.free_texts import FREE_TEXTS
from storage.tables import Decree, Endorsement, Objection, Proposal, Verification, Waiver, table
from tests import world
from tests.storage.administrators import REASON, by
from workflow.errors import EntryAltered

SECRET = "Ibunya sakit keras di Bukittinggi"
OTHER = world.COLLEAGUES[1]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Proposals 1 and 2, both rejected eleven years ago, about each of which everything was written that can be."""
    with world.build(database_url) as made:
        for nip in (world.SARI, OTHER):
            write(made, world.propose(made, nip))
        made.clock.forward(days=11 * 366)
        yield made


def write(office: Office, proposal: int) -> None:
    """Free text wherever there is room for it."""
    now, day = office.clock.now(), office.today
    document = world.attach(office, proposal, content=b"surat")
    with office.database.transaction() as connection:
        connection.execute(table(Proposal).update().where(table(Proposal).c.id == proposal).values(reason=SECRET))
    world.carry(office, proposal, "evaluation")
    world.step(office, proposal, "reject", note=SECRET)
    number = [row["number"] for row in world.rows(office, Decree)][-1]
    look = {"document": document, "verdict": "verified", "reason": SECRET, "given_by": world.HEAD, "given_at": now}
    filed = {"decree": number, "received": day, "grounds": SECRET, "filed_by": world.OFFICER, "filed_at": now}
    answer = {"outcome": "dismissed", "answer": SECRET, "answered_on": day, "answered_by": world.MAYOR}
    waiver = {"rule": "R-ELG-09", "document": document, "reason": SECRET, "given_by": world.MAYOR, "given_at": now}
    initials = {"version": 1, "verb": "approve", "role": "hr_head", "account": world.HEAD, "note": SECRET}
    with office.database.transaction() as connection:
        world.insert(connection, Verification, **look)
        world.insert(connection, Objection, proposal=proposal, **filed, **answer, answered_at=now)
        world.insert(connection, Waiver, proposal=proposal, **waiver)
        world.insert(connection, Endorsement, proposal=proposal, **initials, dossier="0" * 64, at=now, dated=day)
        connection.execute(sa.text("UPDATE document SET name = :name WHERE id = :id"), {"name": SECRET, "id": document})


def destroy(office: Office, nip: str = world.SARI) -> Any:
    with office.database.transaction() as connection:
        return erase(connection, nip, "JRA 2026", REASON, by(office))


def written(office: Office) -> dict[str, list[str | None]]:
    """Column → what stands in it, of the first proposal and then of the second."""
    with office.database.reading() as connection:
        return {
            text.name: list(connection.execute(sa.select(text.column).order_by(text.proposal)).scalars())
            for text in FREE_TEXTS
        }


def problems(office: Office) -> list[str]:
    return [en for _, en in world.audit(office).problems]


def test_every_free_text_of_the_person_goes_and_those_of_others_stay(office: Office) -> None:
    before = written(office)
    assert all(SECRET in texts for texts in before.values())
    index = destroy(office)["index"]
    after = written(office)
    for name, texts in after.items():
        half = len(texts) // 2
        assert (name, set(texts[:half])) <= (name, {"", None})
        assert texts[half:] == before[name][half:]
    world.assert_sound(office)
    assert f"Proposal 1: its reasons, objections and notes were erased by leaf {index}." in [
        en for _, en in world.audit(office).notes
    ]


def test_nothing_of_them_is_left_in_the_file(office: Office) -> None:
    if not office.database.sqlite:
        pytest.skip("a server reuses its pages after VACUUM")
    destroy(office)
    destroy(office, OTHER)
    file = Path(office.database.engine.url.database or "")
    office.database.dispose()
    assert SECRET.encode() not in file.read_bytes()


def test_a_text_that_stands_there_again_is_found(office: Office) -> None:
    index = destroy(office)["index"]
    for text in FREE_TEXTS:
        with office.database.engine.connect() as connection, connection.begin() as attempt:
            changed = text.column.table.update().where(text.proposal == 1).values({text.column.name: "lagi"})
            assert connection.execute(changed).rowcount > 0
            attempt.commit()
        assert problems(office) == [
            f"Proposal 1: {text.name} is still there, although leaf {index} says that it was erased."
        ]
        with office.database.transaction() as connection:
            connection.execute(text.column.table.update().where(text.proposal == 1).values({text.column.name: ""}))
    assert problems(office) == []


def test_a_text_that_was_emptied_by_hand_is_found(office: Office) -> None:
    destroy(office)
    for text in FREE_TEXTS:
        if text.never_empty:
            with office.database.transaction() as connection:
                connection.execute(text.column.table.update().where(text.proposal == 2).values({text.column.name: ""}))
            assert f"Proposal 2: {text.name} was emptied, and no erasure is recorded." in problems(office)


def test_texts_that_an_earlier_erasure_left_can_be_erased(office: Office) -> None:
    destroy(office)
    with office.database.transaction() as connection:
        connection.execute(table(Objection).update().where(table(Objection).c.proposal == 1).values(grounds=SECRET))
    said = destroy(office)
    assert (said["proposals"], said["texts"], said["entries"]) == ([1], 1, 0)
    world.assert_sound(office)


def test_a_reason_that_was_altered_is_evidence_and_stays(office: Office) -> None:
    with office.database.transaction() as connection:
        connection.execute(table(Proposal).update().where(table(Proposal).c.id == 1).values(reason="Lain"))
    with pytest.raises(EntryAltered):
        destroy(office)
    assert "Lain" in written(office)["proposal.reason"]
