"""Collective decrees that are killed while they are made: `python -m tests.faults.together URL KILLS SEED ID…`.

A child takes the step for all proposals and is killed at a random instant; whatever it left, the next one finds free.
Prints how many were killed, and whether the step was taken in the end.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta

from app.batch import take_together
from storage.register import void_lapsed
from tests import world


def child(url: str, ids: list[int]) -> None:
    """The step, slow enough to be hit anywhere."""
    office = world.open_office(url, seconds=0.01)
    take_together(office, "approve", world.MAYOR, ids, world.data_of(office, 0, "approve"), None)


def hit(url: str, ids: list[int], seconds: float | None) -> bool:
    """Let a child take the step, and kill it after so many seconds; True when it ended by itself."""
    made = os.fork()
    if not made:
        try:
            child(url, ids)
        finally:
            os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(made, signal.SIGKILL)
    _, status = os.waitpid(made, 0)
    return not os.WIFSIGNALED(status)


def main(url: str, kills: int, seed: int, ids: list[int]) -> None:
    chance, killed, ended = random.Random(seed), 0, False
    for _ in range(kills):
        ended = hit(url, ids, chance.uniform(0.02, 0.45))
        killed += not ended
        if ended:
            break
        office = world.open_office(url)
        with office.database.transaction() as connection:
            void_lapsed(connection, office.clock.real() + timedelta(hours=1))
        office.database.dispose()
    if not ended:
        hit(url, ids, None)
    print(json.dumps({"killed": killed}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), [int(id) for id in sys.argv[4:]])
