"""One decree for several proposals: for all or for none, with a petikan for each."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.workflow.office_in_memory import APPROVE, PDF, READY, World
from tests.workflow.people import PRANATA, melati, need, seats, target
from workflow import together
from workflow.canonical import sha256
from workflow.errors import DrawingFailed, FellOut, InvalidField, NotTogether, RoleMissing
from workflow.states import State
from workflow.step import take


@pytest.fixture
def pair(world: World) -> World:
    second = replace(READY.proposal, id=9)
    world.kept.cases[9] = replace(READY, proposal=second, need=need(need=9), person=melati(nip="1" * 18))
    world.kept.cases[7] = replace(READY, need=need(need=9))
    return world


def test_a_collective_decree_is_one_number_for_all_its_proposals(pair: World) -> None:
    answers = take(pair.desk, replace(APPROVE, proposals=(9, 7)))
    assert [answer["proposal"] for answer in answers] == [7, 9]
    assert {answer["decree"]["number"] for answer in answers} == {"approve-office/1/2026"}
    assert pair.kept.bookings[1].claims == ((7, 4), (9, 4))
    assert [pair.case(id).state for id in (7, 9)] == [State.implementation] * 2


def test_the_payload_of_each_proposal_tells_nothing_of_the_others(pair: World) -> None:
    take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    payloads = [json.loads(payload) for _, _, payload in pair.kept.entries]
    assert [[case["proposal"] for case in payload["cases"]] for payload in payloads] == [[7], [9]]
    assert pair.kept.entries[0][1] != pair.kept.entries[1][1]


def test_a_collective_decree_is_for_all_or_for_none(pair: World) -> None:
    pair.kept.cases[9] = replace(pair.kept.cases[9], need=need(need=1))
    with pytest.raises(NotTogether) as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert list(caught.value.fallen) == [9]
    assert "Usulan 9: " in caught.value.sentence("id")
    assert pair.kept.bookings == {}
    assert pair.nothing_happened()


def test_all_who_fall_out_of_a_collective_decree_are_named(pair: World) -> None:
    pair.kept.cases[7] = replace(pair.kept.cases[7], need=need(need=1))
    pair.kept.cases[9] = replace(pair.kept.cases[9], proposal=replace(READY.proposal, id=9, state="draft"))
    with pytest.raises(NotTogether) as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    head, *lines = caught.value.sentence("en").split("\n")
    assert "no number was used" in head
    assert [line.split(":")[0] for line in lines] == ["Proposal 7", "Proposal 9"]


def test_a_reason_that_all_cases_share_is_said_once(pair: World) -> None:
    with pytest.raises(RoleMissing):
        take(pair.desk, replace(APPROVE, account="joko", proposals=(7, 9)))


def test_a_decree_is_for_no_more_people_than_can_be_drawn(pair: World) -> None:
    with pytest.raises(InvalidField, match="at most 500 people, and these are 501"):
        take(pair.desk, replace(APPROVE, proposals=tuple(range(1, 502))))
    assert pair.store.opened == 0


def test_what_a_decree_is_drawn_from_is_small_enough_before_it_has_a_number(
    pair: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "ORDER_BYTES", 2048)
    with pytest.raises(InvalidField, match="more than 2 KiB"):
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert pair.kept.bookings == {}


def test_each_person_of_a_collective_decree_gets_a_petikan(pair: World) -> None:
    answers = take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    drawn = [json.loads(order) for order in pair.press.orders]
    assert sorted((order.get("copy") or {"serial": 0})["serial"] for order in drawn) == [0, 1, 2]
    excerpt = next(order for order in drawn if (order.get("copy") or {}).get("serial") == 2)
    assert [case["proposal"] for case in excerpt["cases"]] == [9]
    assert excerpt["copy"] == {"kind": "petikan", "serial": 2, "of": 2, "employments": ["PNS"]}
    digest = sha256(PDF)
    assert pair.kept.copies == [("approve-office/1/2026", id, digest, PDF) for id in (7, 9)]
    assert [entry.copy_sha256 for entry, _, _ in pair.kept.entries] == [digest, digest]
    assert [json.loads(payload)["entry"]["copy_sha256"] for _, _, payload in pair.kept.entries] == [digest, digest]
    assert [answer["decree"]["excerpt"] for answer in answers] == [{"sha256": digest}] * 2


def test_a_decree_about_one_person_has_no_petikan_and_says_nothing_of_it(world: World) -> None:
    (answer,) = take(world.desk, APPROVE)
    assert (len(world.press.orders), world.kept.copies) == (1, [])
    assert "excerpt" not in answer["decree"]
    assert "copy_sha256" not in json.loads(world.kept.entries[0][2])["entry"]


def test_whoever_waits_hears_how_many_petikan_are_drawn(pair: World) -> None:
    said: list[tuple[int, int]] = []
    take(pair.desk, replace(APPROVE, proposals=(7, 9)), moved=lambda done, total: said.append((done, total)))
    assert said == [(1, 2), (2, 2)]


def test_a_petikan_that_cannot_be_drawn_voids_the_number_of_all(pair: World) -> None:
    calls = iter(range(9))

    def second_fails() -> None:
        if next(calls) == 1:
            raise DrawingFailed(problem="kertas habis.", problem_en="no paper.")

    pair.press.meanwhile = second_fails
    with pytest.raises(DrawingFailed):
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert pair.nothing_happened()
    assert pair.status()[0].startswith("void: ")


def free_for_both(pair: World, free: int) -> None:
    """Let the post of both proposals have so many free seats."""
    for id in (7, 9):
        pair.kept.cases[id] = replace(pair.kept.cases[id], occupancy=seats(holders=9 - free))


def test_a_collective_approval_of_more_people_than_seats_takes_no_number(pair: World) -> None:
    free_for_both(pair, 1)
    with pytest.raises(InvalidField) as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert caught.value.sentence("id") == (
        "usulan: jabatan KOM-07 hanya memiliki 1 tempat untuk 2 usulan. Kurangi usulannya."
    )
    assert (
        caught.value.sentence("en")
        == "usulan: the post KOM-07 has room for 1, but 2 proposals ask for it. Leave some out."
    )
    assert pair.kept.bookings == {}
    assert pair.press.orders == []
    assert pair.nothing_happened()


def test_a_collective_approval_of_as_many_people_as_seats_is_issued(pair: World) -> None:
    free_for_both(pair, 2)
    take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert [(done[0], done[1], done[3]) for done in pair.kept.seats] == [
        ("give", 7, PRANATA.code),
        ("give", 9, PRANATA.code),
    ]


def test_one_proposal_named_twice_for_the_last_seat_is_not_counted_twice(pair: World) -> None:
    free_for_both(pair, 1)
    assert len(take(pair.desk, replace(APPROVE, proposals=(7, 7)))) == 1


def test_two_people_for_the_last_seat_of_different_posts_are_approved_together(pair: World) -> None:
    free_for_both(pair, 1)
    pair.kept.cases[9] = replace(pair.kept.cases[9], target=target(code="KOM-08"))
    take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert [done[3] for done in pair.kept.seats] == [PRANATA.code, "KOM-08"]


def test_a_seat_that_was_taken_meanwhile_is_not_given_twice_by_a_collective_decree(pair: World) -> None:
    free_for_both(pair, 2)
    pair.press.meanwhile = lambda: free_for_both(pair, 1)
    with pytest.raises(FellOut, match="has no place left") as caught:
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert list(caught.value.fallen) == [9]
    assert pair.status() == [f"void: {caught.value.sentence('id')}"]
    assert pair.nothing_happened()
    assert pair.case(9).state is State.approval


def test_one_proposal_of_a_collective_decree_that_changed_stops_them_all(pair: World) -> None:
    changed = replace(pair.kept.cases[9], person=melati(rank="III/d"))
    pair.press.meanwhile = lambda: pair.kept.cases.update({9: changed})
    with pytest.raises(FellOut, match="Proposal 9: The dossier"):
        take(pair.desk, replace(APPROVE, proposals=(7, 9)))
    assert pair.nothing_happened()
    assert pair.status()[0].startswith("void: ")
