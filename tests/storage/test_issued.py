"""What was issued, by what the log says of it: on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.keys import LogKey, make_keys
from app.wiring import Office
from storage import checkpoints, copies, issued, issued_copies, proofs, tables
from storage.copies import Kept
from storage.copy_tables import Copy
from tests import world
from tests.storage.administrators import by
from workflow.canonical import sha256
from workflow.copies import CopyKind
from workflow.errors import DecreeAltered, NotProvedYet, UnknownDecree

SECOND = world.COLLEAGUES[1]


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    make_keys(tmp_path, None)
    with world.build(database_url, home=tmp_path) as made:
        yield made


@pytest.fixture
def ids(office: Office) -> list[int]:
    """Two cases that were approved with one decree."""
    found = [world.propose(office, nip) for nip in (world.SARI, SECOND)]
    for id in found:
        world.carry(office, id, "approval")
    world.step_together(office, found)
    return found


def newest(office: Office) -> str:
    return str(world.rows(office, tables.Transition)[-1]["number"])


def cover(office: Office, folder: Path) -> None:
    with office.database.transaction() as connection:
        checkpoints.make(connection, LogKey(folder), office.clock.now())


def test_a_void_number_is_not_issued(office: Office) -> None:
    office.press.fails = DecreeAltered(number="?")
    with pytest.raises(DecreeAltered):
        world.step(office, world.propose(office), "submit")
    (booking,) = world.rows(office, tables.Booking)
    with office.database.reading() as connection:
        assert issued.with_codes(connection, [booking["code"]]) == []


def test_a_decree_and_its_petikan_are_found_each_in_its_leaf_and_a_checkpoint_covers_them(
    office: Office, ids: list[int], tmp_path: Path
) -> None:
    number = newest(office)
    (booking,) = [row for row in world.rows(office, tables.Booking) if row["number"] == number]
    (decree,) = [row for row in world.rows(office, tables.Decree) if row["number"] == number]
    with office.database.reading() as connection:
        assert issued.with_codes(connection, ["AAAA-BBBB-CCCC", booking["code"]]) == [number]
        assert issued.among(connection, [number, "800/0"]) == [number]
        assert issued.with_bytes(connection, ["0" * 64, decree["sha256"]]) == [number]
        assert issued.with_codes(connection, []) == issued.among(connection, []) == []
        with pytest.raises(UnknownDecree):
            issued.place(connection, "800/0")
        place = issued.place(connection, number)
        with pytest.raises(NotProvedYet):
            proofs.of_decree(connection, number)
    assert (len(place.leaves), place.covered, place.leaves[0].proof) == (2, None, ())
    cover(office, tmp_path)
    with office.database.reading() as connection:
        place = issued.place(connection, number)
        content, said = proofs.of_decree(connection, number)
        petikan = [issued_copies.with_bytes(connection, [row["sha256"]]) for row in world.rows(office, Copy)]
    assert place.covered is not None
    assert place.covered.size > max(leaf.index for leaf in place.leaves)
    assert said["index"] == place.leaves[0].index
    assert said["sha256"] == place.sha256 == decree["sha256"]
    assert content.endswith(place.covered.note.encode())
    assert [(one.kind, one.proposal, one.place.number) for one in petikan if one] == [
        ("petikan", id, number) for id in ids
    ]
    assert [one.place.leaves[0].index for one in petikan if one] == [leaf.index for leaf in place.leaves]


def test_a_decree_is_revoked_case_by_case_and_a_later_copy_stands_in_the_leaf_of_its_act(
    office: Office, ids: list[int]
) -> None:
    number = newest(office)
    annulled = world.step(office, ids[1], "annul")["decree"]["number"]
    content, at = b"%PDF salinan", office.clock.now()
    made = Kept(number, None, CopyKind.salinan, sha256(content), content, at)
    with office.database.transaction() as connection:
        told = copies.keep(connection, made, {}, by(office, world.HEAD))
    with office.database.reading() as connection:
        assert issued.revoked(connection, number) == {ids[1]: annulled}
        assert issued.revoked(connection, annulled) == {}
        found = issued_copies.with_bytes(connection, [sha256(content)])
        assert issued_copies.with_bytes(connection, ["0" * 64]) is None
    assert found is not None
    assert (found.kind, found.proposal, found.place.leaves[0].entry) == ("salinan", None, None)
    assert told["sha256"] == found.place.sha256
