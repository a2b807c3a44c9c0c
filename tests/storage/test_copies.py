"""The papers of a collective decree: one number, a petikan for each person, all or none; and who falls out of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app.batch import take_together
from app.wiring import Office
from storage import history
from storage.copy_tables import Copy
from storage.log_tables import LogLeaf
from storage.tables import Booking, Decree, Transition
from tests import world
from workflow.canonical import sha256
from workflow.errors import Conflict, DossierChanged, FellOut, MutasiError, NotTogether


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    office = world.build(database_url)
    yield office
    office.database.dispose()


def at_approval(office: Office, count: int, post: str = world.TARGET) -> list[int]:
    """So many proposals that wait for approval."""
    ids = [world.propose(office, nip, post) for nip in world.COLLEAGUES[:count]]
    for id in ids:
        world.carry(office, id, "approval")
    return ids


def together(office: Office, ids: list[int]) -> dict[int, Any]:
    return dict(take_together(office, "approve", world.MAYOR, ids, world.data_of(office, 0, "approve"), None))


def test_each_person_has_a_petikan_of_their_own_that_history_and_the_log_know(office: Office) -> None:
    ids = at_approval(office, 3)
    answers = together(office, ids)
    copies = world.rows(office, Copy)
    assert [(copy["proposal"], copy["kind"], copy["change"]) for copy in copies] == [
        (id, "petikan", None) for id in ids
    ]
    assert len({copy["sha256"] for copy in copies}) == 3
    assert all(copy["sha256"] == sha256(copy["content"]) for copy in copies)
    (number,) = {answer["decree"]["number"] for answer in answers.values()}
    entries = [row for row in world.rows(office, Transition) if row["verb"] == "approve"]
    leaves = [json.loads(row["content"]) for row in world.rows(office, LogLeaf)]
    for id, copy, entry in zip(ids, copies, entries, strict=True):
        assert copy["number"] == entry["number"] == number
        assert entry["copy_sha256"] == copy["sha256"] == answers[id]["decree"]["excerpt"]["sha256"]
        leaf = next(leaf for leaf in leaves if leaf["type"] == "transition" and leaf["ref"] == entry["id"])
        assert leaf["copy_sha256"] == copy["sha256"]
        with office.database.reading() as connection:
            *_, newest = history.history(connection, id)
        assert newest["decree"]["excerpt"] == {"sha256": copy["sha256"]}
    assert "copy_sha256" not in leaves[0]
    world.assert_sound(office)


def test_all_who_fall_out_before_a_number_is_taken_are_named(office: Office) -> None:
    ids = at_approval(office, 2)
    drafts = [world.propose(office, nip) for nip in world.COLLEAGUES[2:4]]
    with pytest.raises(NotTogether) as caught:
        together(office, [*ids, *drafts])
    assert list(caught.value.fallen) == drafts
    assert [row for row in world.rows(office, Booking) if row["verb"] == "approve"] == []
    assert world.rows(office, Copy) == []


def test_who_falls_out_while_it_is_drawn_makes_the_number_void_and_the_rest_is_booked_again(office: Office) -> None:
    ids = at_approval(office, 3)
    first = iter([True])

    def something_is_filed(order: bytes) -> None:
        if next(first, False):
            world.attach(office, ids[1])

    office.press.during = something_is_filed
    outcomes = together(office, ids)
    assert isinstance(outcomes[ids[1]], DossierChanged)
    numbers = {outcomes[id]["decree"]["number"] for id in (ids[0], ids[2])}
    bookings = [(row["number"], row["status"]) for row in world.rows(office, Booking) if row["verb"] == "approve"]
    assert bookings == [("800.1.3.3/1/SK/2026", "void"), ("800.1.3.3/2/SK/2026", "issued")]
    assert numbers == {"800.1.3.3/2/SK/2026"}
    void = next(row for row in world.rows(office, Booking) if row["status"] == "void")
    assert f"Usulan {ids[1]}: " in void["reason"]
    assert [copy["proposal"] for copy in world.rows(office, Copy)] == [ids[0], ids[2]]
    world.assert_sound(office)


def test_a_seat_that_is_taken_in_between_lets_one_fall_out(office: Office) -> None:
    other = world.propose(office, world.COLLEAGUES[3])
    world.carry(office, other, "approval")
    ids = at_approval(office, 3)
    first = iter([True])

    def taken_in_between(order: bytes) -> None:
        if next(first, False):
            world.step(office, other, "approve")

    office.press.during = taken_in_between
    outcomes = together(office, ids)
    fallen = [id for id, outcome in outcomes.items() if isinstance(outcome, MutasiError)]
    assert fallen == ids[2:]
    assert "the same decree" in outcomes[fallen[0]].sentence("en")
    world.assert_sound(office)


def test_a_reason_that_holds_for_all_is_not_tried_again_one_by_one(office: Office) -> None:
    ids = at_approval(office, 2)
    office.press.during = lambda order: office.clock.forward(days=1)
    with pytest.raises(Conflict):
        together(office, ids)
    assert [row["status"] for row in world.rows(office, Booking) if row["verb"] == "approve"] == ["void"]
    assert world.rows(office, Copy) == []


def test_of_two_collective_decrees_at_once_one_is_issued_and_the_other_learns_who_acts(office: Office) -> None:
    ids = at_approval(office, 3)
    office.press.seconds = 0.05
    won: list[dict[int, Any]] = []
    lost: list[BaseException] = []
    gate = threading.Barrier(2)

    def one() -> None:
        gate.wait()
        try:
            won.append(together(office, ids))
        except MutasiError as problem:
            lost.append(problem)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 1)
    assert not any(isinstance(outcome, MutasiError) for outcome in won[0].values())
    assert not isinstance(lost[0], FellOut)
    assert len(world.rows(office, Copy)) == 3
    assert len([row for row in world.rows(office, Decree) if "/SK/" in row["number"]]) == 1
    world.assert_sound(office)


def test_a_failing_petikan_leaves_nothing_but_a_void_number(office: Office) -> None:
    ids = at_approval(office, 3)

    def ends_in_the_middle(order: bytes) -> None:
        if (json.loads(order).get("copy") or {}).get("serial") == 2:
            raise KeyboardInterrupt

    office.press.during = ends_in_the_middle
    with pytest.raises(KeyboardInterrupt):
        together(office, ids)
    assert [world.show(office, id)["state"] for id in ids] == ["approval"] * 3
    assert world.rows(office, Copy) == []
    office.press.during = None
    together(office, ids)
    world.assert_sound(office)


def test_the_lease_lives_while_many_petikan_are_drawn(database_url: str) -> None:
    office = world.build(database_url, seconds=0.3, lease=1)
    ids = at_approval_quickly(office)
    answers = together(office, ids)
    assert not any(isinstance(answer, MutasiError) for answer in answers.values())
    assert [row["status"] for row in world.rows(office, Booking) if row["verb"] == "approve"] == ["issued"]
    office.database.dispose()


def at_approval_quickly(office: Office) -> list[int]:
    """Three proposals at approval, and then a slow press: its papers take longer than the lease."""
    seconds, office.press.seconds = office.press.seconds, 0.0
    ids = at_approval(office, 3)
    office.press.seconds = seconds
    return ids
