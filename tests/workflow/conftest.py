"""Fixtures of the process."""

from __future__ import annotations

import pytest

from tests.workflow.office_in_memory import LEASE, READY, Clocks, Kept, Memory, Printer, Shelf, World
from tests.workflow.people import JOKO, RATNA, SARI, WATI
from workflow.desk import Desk


@pytest.fixture
def world() -> World:
    people = {actor.account: actor for actor in (RATNA, JOKO, SARI, WATI)}
    store, clock = Memory(Kept({7: READY}, people)), Clocks()
    press = Printer(store)
    desk = Desk(store, press, clock, Shelf(), LEASE, "https://mutasi.lembayung.example/v/")
    return World(desk, store, press, clock)
