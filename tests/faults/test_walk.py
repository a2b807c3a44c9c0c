"""A random walk through the table, beside a small model that knows what must be true after every move."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from storage import register
from storage.tables import Assignment, Booking, Transition
from tests import world
from workflow.authority import Kind
from workflow.booking import book
from workflow.errors import Closed, Conflict, InvalidData, InvalidField, Refused
from workflow.process import EDGES, VERBS
from workflow.states import ENDED, OPEN, State

EXAMPLES = int(os.environ.get("MUTASI_TEST_EXAMPLES", "30"))
STEPS = int(os.environ.get("MUTASI_TEST_STEPS", "30"))

ROLES = {name: {role.value} for name, role, _ in world.ACCOUNTS}
NIPS = {name: nip for name, _, nip in world.ACCOUNTS}
MOVERS = (*world.COLLEAGUES[:4], world.BUDI)
taken: Counter[str] = Counter()
"""How often the walks of this run took each verb."""

POSTS = (world.TARGET, world.SINGLE, world.HOME)


class Model:
    """What the table says of one proposal, by itself."""

    def __init__(self, nip: str, kind: Kind) -> None:
        self.nip, self.kind = nip, kind
        self.state, self.version = State.draft, 0
        self.suspended_from: State | None = None

    def target(self, verb: str, account: str) -> State | None:
        """Where the verb leads, or None when the table has no such row for this account."""
        for edge in EDGES:
            if edge.verb != verb or edge.source is not self.state:
                continue
            if edge.condition in ("within", "between") and (edge.condition == "within") != (self.kind is Kind.INTERNAL):
                continue
            if edge.condition.startswith("suspended_in_") and edge.condition != f"suspended_in_{self.suspended_from}":
                continue
            mine = ROLES[account] | ({"proposer"} if account == world.ANALYST else set())
            if not mine & {role.value for role in edge.roles}:
                return None
            return self.suspended_from if verb == "resume" else edge.target
        return None

    def moved(self, verb: str, target: State) -> None:
        self.suspended_from = self.state if verb == "suspend" else None
        self.state, self.version = target, self.version + 1


class Walk(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="mutasi-walk-"))
        shutil.copyfile(self.template, self.folder / "mutasi.db")
        self.office = world.open_office(f"sqlite:///{self.folder / 'mutasi.db'}")
        self.models: dict[int, Model] = {}

    def teardown(self) -> None:
        with self.office.database.transaction() as connection:
            register.void_lapsed(connection, self.office.clock.real() + timedelta(hours=1))
        world.assert_sound(self.office)
        self.office.database.dispose()
        shutil.rmtree(self.folder)

    @rule(nip=st.sampled_from(MOVERS), post=st.sampled_from(POSTS), kind=st.sampled_from(list(Kind)[:2]))
    def propose(self, nip: str, post: str, kind: Kind) -> None:
        try:
            id = world.propose(self.office, nip, post, kind=kind)
        except Refused:
            return
        self.models[id] = Model(nip, kind)

    @precondition(lambda self: self.models)
    @rule(data=st.data(), times=st.integers(1, 4))
    def carry_on(self, data: st.DataObject, times: int) -> None:
        id = data.draw(st.sampled_from(sorted(self.models)))
        for _ in range(times):
            state = self.models[id].state
            verb = "resume" if state is State.suspended else dict(world.PATH).get(state, "")
            if verb:
                world.make_ready(self.office, id, verb)
                self.take(id, verb, world.TAKER[verb])

    @precondition(lambda self: self.models)
    @rule(data=st.data(), honest=st.sampled_from([True, True, False]))
    def step(self, data: st.DataObject, honest: bool) -> None:
        id = data.draw(st.sampled_from(sorted(self.models)))
        model = self.models[id]
        leaving = sorted({edge.verb for edge in EDGES if edge.source is model.state}) or list(VERBS)
        verb = data.draw(st.sampled_from(leaving if honest else list(VERBS)))
        able = [account for account in sorted(ROLES) if model.target(verb, account)] or sorted(ROLES)
        self.take(id, verb, data.draw(st.sampled_from(able if honest else sorted(ROLES))))

    def take(self, id: int, verb: str, account: str) -> None:
        model = self.models[id]
        expected = model.target(verb, account)
        refusal: Exception | None = None
        try:
            answer = world.step(self.office, id, verb, account=account)
        except (Refused, Conflict) as problem:
            refusal = problem
        if refusal is not None:
            note(f"{id} {verb} by {account}: {type(refusal).__name__} {refusal}")
            assert expected is None or self.may_be_refused(model, verb, account, refusal), refusal
            return
        assert answer["to"] == expected, (answer, expected)
        model.moved(verb, State(answer["to"]))
        assert answer["version"] == model.version
        taken[verb] += 1

    def may_be_refused(self, model: Model, verb: str, account: str, problem: Exception) -> bool:
        """A row of the table was refused: only for a reason that a rule or a date can give."""
        if isinstance(problem, Conflict):
            return False
        related = NIPS[account] in (
            model.nip,
            {world.SARI: world.BUDI, world.BUDI: world.SARI}.get(model.nip),
        )
        dated = isinstance(problem, InvalidField | InvalidData) and verb in ("implement", "annul", "conclude")
        ruled = verb in ("submit", "establish_need", "assess", "approve", "conclude")
        return related or dated or ruled

    @precondition(lambda self: self.models)
    @rule(data=st.data())
    def attach(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(sorted(self.models)))
        with pytest.raises(Closed) if self.models[id].state in ENDED else nullcontext():
            world.attach(self.office, id)

    @precondition(lambda self: self.models)
    @rule(data=st.data())
    def crash_between_book_and_enact(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(sorted(self.models)))
        model = self.models[id]
        choices = [(v, a) for v in VERBS for a in sorted(ROLES) if model.target(v, a)]
        if not choices:
            return
        verb, account = data.draw(st.sampled_from(choices))
        try:
            book(self.office.desk, world.request(self.office, id, verb, account=account))
        except Refused:
            return
        self.office.clock.skew += timedelta(seconds=61)

    @rule(days=st.sampled_from([1, 10, 30]))
    def time_passes(self, days: int) -> None:
        self.office.clock.forward(days=days)

    @invariant()
    def state_and_version_are_those_of_history(self) -> None:
        for id, model in self.models.items():
            row = world.show(self.office, id)
            assert (row["state"], row["version"]) == (model.state, model.version)
        entries = world.rows(self.office, Transition)
        assert [entry["id"] for entry in entries] == list(range(1, len(entries) + 1))
        assert len(entries) == sum(model.version for model in self.models.values())

    @invariant()
    def numbers_have_no_gap(self) -> None:
        bookings = world.rows(self.office, Booking)
        for series in {(b["series"], b["year"]) for b in bookings}:
            mine = sorted(b["n"] for b in bookings if (b["series"], b["year"]) == series)
            assert mine == list(range(1, len(mine) + 1))

    @invariant()
    def a_person_is_in_one_open_proposal(self) -> None:
        being_moved = [model.nip for model in self.models.values() if model.state in OPEN]
        assert len(being_moved) == len(set(being_moved))

    @invariant()
    def nobody_who_prepared_a_proposal_decided_it(self) -> None:
        entries = world.rows(self.office, Transition)
        prepared = {(e["proposal"], e["actor"]) for e in entries if e["verb"] in ("submit", "assess")}
        decided = {(e["proposal"], e["actor"]) for e in entries if e["verb"] in ("approve", "annul")}
        assert not prepared & decided

    @invariant()
    def no_seat_is_given_twice(self) -> None:
        given = [row for row in world.rows(self.office, Assignment) if row["cancelled_by"] is None]
        for post, need in ((world.TARGET, 3), (world.SINGLE, 1)):
            last = {row["nip"]: row["post"] for row in given}
            assert sum(where == post for where in last.values()) <= need


def test_no_walk_through_the_table_leaves_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mutasi.db'}"
    world.migrate(url)
    with world.build(url) as office, office.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    Walk.template = tmp_path / "mutasi.db"
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(dict(taken))
    assert sum(taken.values()) > EXAMPLES
    if EXAMPLES >= 500:
        assert set(taken) == set(VERBS)


def test_the_model_knows_every_row_of_the_table() -> None:
    for edge in EDGES:
        kind = Kind.KABKOTA_SATU_PROV if edge.condition == "between" else Kind.INTERNAL
        model = Model(world.SARI, kind)
        model.state = edge.source
        if edge.condition.startswith("suspended_in_"):
            model.suspended_from = State(edge.condition.removeprefix("suspended_in_"))
        accounts = [account for account in ROLES if model.target(edge.verb, account)]
        assert accounts, edge
        assert {model.target(edge.verb, account) for account in accounts} == {edge.target}
