"""A collective decree that is killed at any instant: all of it happened, or none of it."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys

from storage.copy_tables import Copy
from storage.tables import Booking, Decree
from tests import world

KILLS = int(os.environ.get("MUTASI_TEST_KILLS", "60")) // 8


def test_a_collective_decree_happened_with_all_its_petikan_or_it_did_not_happen(database_url: str) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    with world.build(database_url) as office:
        ids = [world.propose(office, nip) for nip in world.COLLEAGUES[:3]]
        for id in ids:
            world.carry(office, id, "approval")
        office.database.dispose()
        command = [sys.executable, "-m", "tests.faults.together", database_url, str(KILLS), str(seed), *map(str, ids)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        killed = json.loads(done.stdout)["killed"]
        assert {world.show(office, id)["state"] for id in ids} == {"implementation"}
        (issued,) = [row for row in world.rows(office, Decree) if "/SK/" in row["number"]]
        copies = world.rows(office, Copy)
        assert [(copy["number"], copy["proposal"]) for copy in copies] == [(issued["number"], id) for id in ids]
        voids = [row for row in world.rows(office, Booking) if row["status"] == "void"]
        assert len(voids) <= killed
        world.assert_sound(office)
