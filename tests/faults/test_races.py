"""Many at once: exactly one wins, and the others learn who did."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from app.wiring import Office
from storage.tables import Booking, Transition
from tests import world
from tests.faults.approvers import approve_all
from workflow.errors import Conflict, NoSuchStep

THREADS, PROCESSES, IN_EACH = 40, 3, 8


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


@contextmanager
def approvers(url: str, accounts: list[str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.faults.approvers", url, *accounts]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def test_of_64_simultaneous_approvers_one_wins_and_63_learn_who_it_was(office: Office) -> None:
    rounds = world.ROUNDS
    office.press.seconds = 0.005
    names = world.add_authorities(office, THREADS + PROCESSES * IN_EACH)
    here, there = names[:THREADS], names[THREADS:]
    nips = world.add_people(office, rounds)
    ids = [world.propose(office, nip, "PENATA-DIK") for nip in nips]
    with office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE workload SET volume = '600000' WHERE post = 'PENATA-DIK'")
    for id in ids:
        world.carry(office, id, "approval")
    with ExitStack() as stack:
        others = [
            stack.enter_context(approvers(office.database.url, there[n * IN_EACH : (n + 1) * IN_EACH]))
            for n in range(PROCESSES)
        ]
        for other in others:
            assert other.stdout
            assert other.stdout.readline() == "ready\n"
        for turn, id in enumerate(ids, 1):
            for other in others:
                assert other.stdin
                other.stdin.write(f"{id}\n")
                other.stdin.flush()
            found = approve_all(office, id, here)
            for other in others:
                assert other.stdout
                found += json.loads(other.stdout.readline())
            assert len(found) == 64
            winners = [name for name, one in zip(names, found, strict=True) if one["won"]]
            assert len(winners) == 1, f"round {turn}: {winners}"
            losers = [one for one in found if not one["won"]]
            assert all(one["conflict"] and winners[0] in one["sentence"] for one in losers), f"round {turn}: {losers}"
            assert world.show(office, id)["state"] == "implementation"
    decisions = [row for row in world.rows(office, Booking) if row["series"] == "SK"]
    assert [(row["n"], row["status"]) for row in decisions] == [(n, "issued") for n in range(1, rounds + 1)]
    print(f"{rounds} rounds, {rounds} winners, {63 * rounds} conflicts, 0 void numbers")
    world.assert_sound(office)


def test_of_different_verbs_decided_on_one_version_one_wins(office: Office) -> None:
    verbs = ("approve", "reject", "send_back", "suspend", "withdraw")
    for nip in world.COLLEAGUES[:3]:
        id = world.propose(office, nip)
        world.carry(office, id, "approval")
        asked = [world.request(office, id, verb, version=4) for verb in verbs]
        results = world.together(len(verbs), lambda n, asked=asked: world.take(office.desk, asked[n]))  # type: ignore[misc]
        won = [n for n, result in enumerate(results) if isinstance(result, list)]
        assert len(won) == 1, results
        winner = asked[won[0]]
        for n, result in enumerate(results):
            assert n in won or isinstance(result, Conflict), result
            assert n in won or winner.account in str(result), result
            assert n in won or winner.verb in str(result), result
        if world.show(office, id)["state"] in ("needs_analysis", "suspended"):
            break
    world.assert_sound(office)


def test_different_verbs_without_a_version_are_each_taken_or_told_why_not(office: Office) -> None:
    id = world.propose(office)
    world.carry(office, id, "approval")
    verbs = ("reject", "withdraw")
    asked = [world.request(office, id, verb) for verb in verbs]
    results = world.together(2, lambda n: world.take(office.desk, asked[n]))
    assert sorted(isinstance(result, list) for result in results) == [False, True], results
    assert any(isinstance(result, Conflict | NoSuchStep) for result in results)
    world.assert_sound(office)


def test_steps_on_many_proposals_at_once_do_not_wait_for_ever(office: Office) -> None:
    ids = [world.propose(office, nip, world.HOME) for nip in world.add_people(office, 12, world.TARGET)]
    for id in ids:
        world.step(office, id, "submit")

    def back_and_forth(n: int) -> int:
        steps = 0
        for id in ids[n % 6 :: 6]:
            for verb in ("suspend", "resume"):
                try:
                    world.step(office, id, verb)
                except (Conflict, NoSuchStep):
                    continue
                steps += 1
        return steps

    results = world.together(12, back_and_forth)
    assert all(isinstance(result, int) for result in results), results
    assert len(world.rows(office, Transition)) == 12 + sum(results)
    world.assert_sound(office)
