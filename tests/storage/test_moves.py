"""The compare-and-swap by itself, without the locks and checks that stand before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.wiring import Office
from storage.history import move
from storage.tables import Proposal
from tests import world
from workflow.errors import Busy
from workflow.states import State


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def stands(office: Office) -> tuple[str, int]:
    [row] = world.rows(office, Proposal)
    return row["state"], row["version"]


def test_a_proposal_moves_from_the_state_and_version_that_were_read(office: Office) -> None:
    id = world.propose(office)
    world.carry(office, id, "monitoring")
    state, version = stands(office)
    with office.database.transaction() as connection:
        move(connection, id, State.monitoring, State.monitoring, version + 1, world.START)
    assert (state, stands(office)) == ("monitoring", ("monitoring", version + 1))


@pytest.mark.parametrize("late", [0, 2, 3])
def test_a_step_that_comes_back_to_the_same_state_is_told_apart_by_its_version(office: Office, late: int) -> None:
    id = world.propose(office)
    world.carry(office, id, "monitoring")
    before = stands(office)
    with pytest.raises(Busy), office.database.transaction() as connection:
        move(connection, id, State.monitoring, State.monitoring, before[1] + late, world.START)
    assert stands(office) == before


def test_a_proposal_that_stands_elsewhere_does_not_move(office: Office) -> None:
    id = world.propose(office)
    world.carry(office, id, "evaluation")
    before = stands(office)
    with pytest.raises(Busy), office.database.transaction() as connection:
        move(connection, id, State.approval, State.implementation, before[1] + 1, world.START)
    assert stands(office) == before
