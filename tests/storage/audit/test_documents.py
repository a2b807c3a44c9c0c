"""The audit of filed documents: whatever happens to their bytes is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage.tables import Document, table
from tests import world
from workflow.canonical import sha256


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        world.carry(made, world.propose(made), "evaluation")
        for content in (b"surat", b"catatan"):
            world.attach(made, 1, content=content)
        yield made


def test_documents_that_are_what_was_filed_are_sound(office: Office) -> None:
    world.assert_sound(office)


@pytest.mark.parametrize(
    "planted",
    [{"content": b"palsu"}, {"content": b""}, {"sha256": "0" * 64}, {"sha256": sha256(b"catatan")}],
    ids=["other bytes", "no bytes", "no hash", "the hash of another"],
)
def test_a_document_that_was_altered_is_named(office: Office, planted: dict[str, object]) -> None:
    first = world.rows(office, Document)[0]["id"]
    with office.database.transaction() as connection:
        connection.execute(sa.update(table(Document)).where(table(Document).c.id == first).values(**planted))
    assert world.audit(office).problems == [
        (f"Dokumen {first}: isinya berubah.", f"Document {first}: its bytes were altered.")
    ]


def test_a_document_on_which_was_decided_cannot_be_replaced_or_removed(office: Office) -> None:
    world.step(office, 1, "assess")
    first, second = (row["id"] for row in world.rows(office, Document))
    kept = table(Document)
    with office.database.transaction() as connection:
        replaced = {"content": b"palsu", "sha256": sha256(b"palsu")}
        connection.execute(sa.update(kept).where(kept.c.id == first).values(**replaced))
        connection.execute(sa.delete(kept).where(kept.c.id == second))
    assert [english for _, english in world.audit(office).problems] == [
        f"Document {first}: it is not the one on which was decided.",
        f"Document {second}: it is missing.",
    ]
