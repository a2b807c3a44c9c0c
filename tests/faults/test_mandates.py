"""Approve and end the mandate at the same moment: every decree that was signed is older than the end."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from app.wiring import Office
from storage import mandates, roles
from storage.changes import By
from storage.governance import Mandate
from storage.ledger import Ledger, Store
from storage.tables import Transition
from tests import world
from workflow import enacting, step
from workflow.authority import Role
from workflow.errors import Conflict, InvalidField, MandateChanged, MutasiError, NoMandate, RoleMissing
from workflow.judgement import Prepared

DEPUTY = "wakil.walikota"
APPROVERS = 4


class Ticking(world.Clock):
    """The calendar of `world.START`, moving on as the real one does."""

    def __init__(self) -> None:
        super().__init__()
        self.behind = self.real() - world.START

    def now(self) -> datetime:
        return self.real() - self.behind


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url, rehearsal=False) as made:
        made.press.seconds = 0.004
        with made.database.transaction() as connection:
            world.grant(connection, DEPUTY, Role.unit_head)
            connection.exec_driver_sql(f"UPDATE workload SET volume = '6000000' WHERE post = '{world.TARGET}'")
        yield made


def waiting(office: Office, count: int) -> list[int]:
    """Proposals that wait for the mayor's office; from now on the calendar moves."""
    ids = [world.propose(office, nip) for nip in world.add_people(office, count)]
    for id in ids:
        world.carry(office, id, "approval")
    office.__dict__["clock"] = Ticking()
    del office.__dict__["desk"]
    return ids


def give(office: Office) -> int:
    now = office.clock.now()
    told = {
        **{"office": "authority", "holder": DEPUTY, "capacity": "definitif", "number": "821/7/2026"},
        **{"dated": "2026-06-01", "starts": now.isoformat(), "ends": None, "given_by": None},
        **{"title": None, "through": None, "verbs": [], "kinds": [], "post_kinds": []},
    }
    with office.database.transaction() as connection:
        return int(
            mandates.add(connection, told, "Penunjukan.", By(world.ADMIN, now, office.today, "penguji"))["mandate"]
        )


def end(office: Office, id: int, before_commit: Callable[[], None] = lambda: None) -> None:
    with office.database.transaction() as connection:
        mandates.hold(connection, id)
        by = By(world.ADMIN, office.clock.now(), office.today, "penguji")
        mandates.end(connection, id, None, None, "Penugasan selesai.", by)
        before_commit()


def approve(office: Office, id: int, account: str = DEPUTY) -> object:
    """The answer, or what the approver was told."""
    return attempt(lambda: step.take(office.desk, world.request(office, id, "approve", account=account)))


def attempt(act: Callable[[], object]) -> object:
    """What was done, or why not."""
    try:
        return act()
    except MutasiError as problem:
        return problem


def signed_too_late(office: Office) -> list[int]:
    """The entries that lie at or after the end of the mandate that they name."""
    ends = {row["id"]: row["ends"] for row in world.rows(office, Mandate)}
    late = []
    for entry in world.rows(office, Transition):
        _, by_mandate, id = entry["capacity"].rstrip(")").partition("mandate ")
        if by_mandate and ends[int(id)] is not None and entry["at"] >= ends[int(id)]:
            late.append(entry["id"])
    return late


def test_every_decree_is_older_than_the_end_of_its_mandate_and_one_or_nobody_wins(office: Office) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance, won, lost = random.Random(seed), 0, 0
    for turn, id in enumerate(waiting(office, world.ROUNDS)):
        mandate, pause = give(office), chance.uniform(0, 0.01)
        delay = chance.uniform(0, 0.3) if turn else 2  # the first approver is left alone

        def act(n: int, *, id: int = id, mandate: int = mandate, delay: float = delay, pause: float = pause) -> object:
            if n < APPROVERS:
                return approve(office, id)
            time.sleep(delay)
            return end(office, mandate, lambda: time.sleep(pause))

        *told, ended = world.together(APPROVERS + 1, act)
        assert ended is None, ended
        winners = [answer for answer in told if isinstance(answer, list)]
        assert len(winners) <= 1
        assert all(isinstance(one, list | Conflict | NoMandate | MandateChanged) for one in told), told
        assert world.show(office, id)["state"] == ("implementation" if winners else "approval")
        won, lost = won + len(winners), lost + (not winners)
    assert won
    print(f"{won} approved before the end, {lost} found the mandate ended, 0 after it")
    assert signed_too_late(office) == []
    world.assert_sound(office)


# The harness catches what it is there for


def while_ending(office: Office, id: int, account: str, finish: Callable[[Callable[[], None]], None]) -> object:
    """Approve while another has taken the office away and not committed yet; what the approver was told."""
    told: list[object] = []
    approver = threading.Thread(target=lambda: told.append(approve(office, id, account)))

    def wait() -> None:
        approver.start()
        approver.join(0.7)

    finish(wait)
    approver.join()
    return told[0]


def test_who_approves_while_an_end_is_being_committed_waits_for_it_and_is_refused(postgresql_url: str) -> None:
    with prepared(postgresql_url) as (office, id):
        mandate = give(office)
        told = while_ending(office, id, DEPUTY, lambda wait: end(office, mandate, wait))
        assert isinstance(told, NoMandate), told
        assert signed_too_late(office) == []
        world.assert_sound(office)


def test_who_approves_while_the_role_is_being_taken_away_waits_for_it_and_is_refused(postgresql_url: str) -> None:
    with prepared(postgresql_url) as (office, id):

        def revoke(wait: Callable[[], None]) -> None:
            with office.database.transaction() as connection:
                by = By(world.ADMIN, office.clock.now(), office.today, "penguji")
                roles.revoke(connection, world.MAYOR, Role.authority, "Berhenti.", by)
                wait()

        assert isinstance(while_ending(office, id, world.MAYOR, revoke), RoleMissing)
        assert world.show(office, id)["state"] == "approval"
        world.assert_sound(office)


def test_of_two_administrators_who_fill_one_office_at_once_one_succeeds(office: Office) -> None:
    results = world.together(4, lambda _: attempt(lambda: give(office)))
    assert sorted(isinstance(one, InvalidField) for one in results) == [False, True, True, True], results
    assert len(world.rows(office, Mandate)) == 1


class CarelessLedger(Ledger):
    """The planted mistake: a step does not share the offices."""

    def lock(self, proposals: Sequence[int], *, posts: Sequence[str] | None = None, offices: object = ()) -> None:
        super().lock(proposals, posts=posts)


class CarelessStore(Store):
    @contextmanager
    def transaction(self) -> Iterator[Ledger]:
        with self.database.transaction() as connection:
            yield CarelessLedger(connection)


def test_a_store_that_shares_no_office_would_be_caught(postgresql_url: str) -> None:
    with prepared(postgresql_url) as (office, id):
        office.__dict__["desk"] = replace(office.desk, store=CarelessStore(office.database))
        mandate = give(office)
        told = while_ending(office, id, DEPUTY, lambda wait: end(office, mandate, wait))
        assert isinstance(told, list), told
        assert signed_too_late(office) == [5]
        assert "was not in force at that time" in world.audit(office).problems[0][1]


def test_an_enactment_that_does_not_judge_again_would_be_caught(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believe(
        _ledger: object, _desk: object, _request: object, _actor: object, booked: Prepared, *_: object
    ) -> Prepared:
        return booked

    with prepared(database_url) as (office, id):
        mandate = give(office)
        office.press.during = lambda _: end(office, mandate)
        monkeypatch.setattr(enacting, "recheck", believe)
        assert isinstance(approve(office, id), list)
        assert signed_too_late(office) == [5]
        assert "was not in force at that time" in world.audit(office).problems[0][1]


@contextmanager
def prepared(url: str) -> Iterator[tuple[Office, int]]:
    """One proposal that waits for the mayor's office."""
    with world.build(url, rehearsal=False) as office:
        with office.database.transaction() as connection:
            world.grant(connection, DEPUTY, Role.unit_head)
        (id,) = waiting(office, 1)
        yield office, id


def test_an_end_waits_for_the_decree_that_is_being_enacted_and_is_dated_after_it(postgresql_url: str) -> None:
    with prepared(postgresql_url) as (office, id):
        mandate = give(office)
        ending = threading.Thread(target=end, args=(office, mandate))

        class Slow(Ledger):
            """Another ends the mandate while this step is being written."""

            def append(self, *facts: object) -> int:
                ending.start()
                ending.join(0.3)
                assert ending.is_alive(), "the end did not wait"
                return super().append(*facts)  # type: ignore[arg-type]

        class SlowStore(Store):
            @contextmanager
            def transaction(self) -> Iterator[Ledger]:
                with self.database.transaction() as connection:
                    yield Slow(connection)

        office.__dict__["desk"] = replace(office.desk, store=SlowStore(office.database))
        assert isinstance(approve(office, id), list)
        ending.join()
        (row,) = world.rows(office, Mandate)
        assert row["ends"] > world.rows(office, Transition)[-1]["at"]
        world.assert_sound(office)
