"""The kill campaign: children take steps, and are killed at random instants; then everything is counted.

    python -m tests.faults.campaign --kills 1000 --url sqlite:////tmp/latihan.db

Each child writes what `take` answered to a side file, after it returned. After the last kill nothing that was
acknowledged may be missing, nothing may be there twice, and every number must be issued or void.
Every entry must have its leaf in the log. With `--planted` the children use a store with a mistake in it, which the
count must find.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.wiring import Office
from storage import history, log, merkle, register
from storage.database import Database
from storage.ledger import Ledger, Store
from storage.log_tables import LogLeaf
from storage.tables import Booking, Decree, Transition
from tests import world
from workflow.errors import MutasiError
from workflow.ports import LEASE_OVER, NewEntry
from workflow.states import State

THREADS = 2
"""Of each child."""

BUILD = Path("build")
"""Where a campaign leaves its database and its acknowledgements, to be looked at afterwards."""


class HastyLedger(Ledger):
    """The planted mistake: the state is committed before the decree, in a transaction of its own.

    What it leaves open stays open for as long as a slow disk would keep it: a fast one would hide the mistake.
    """

    def insert_decree(self, booking: int, number: str, sha256: str, content: bytes, at: datetime) -> None:
        self.decree = (booking, number, sha256, content, at)

    def move(self, proposal: int, source: State, target: State, version: int, at: datetime) -> None:
        super().move(proposal, source, target, version, at)
        self.connection.exec_driver_sql("COMMIT")
        time.sleep(0.02)
        if self.connection.dialect.name == "sqlite":
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")
        super().insert_decree(*self.decree)


class ForgetfulLedger(Ledger):
    """Another planted mistake: the entry is committed before its leaf."""

    def append(self, entry: NewEntry, salt: bytes, payload: bytes) -> int:
        late: list[tuple[str, int, Mapping[str, Any]]] = []
        with patch.object(history.log, "append", lambda _, *leaf: late.append(leaf)):
            index = super().append(entry, salt, payload)
        self.connection.exec_driver_sql("COMMIT")
        time.sleep(0.02)
        if self.connection.dialect.name == "sqlite":
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")
        log.append(self.connection, *late[0])
        return index


PLANTED = {"hasty": HastyLedger, "forgetful": ForgetfulLedger}


class PlantedStore(Store):
    """A store with one of the mistakes in it."""

    def __init__(self, database: Database, mistake: str) -> None:
        super().__init__(database)
        self.ledger = PLANTED[mistake]

    @contextmanager
    def transaction(self) -> Iterator[Ledger]:
        with self.database.transaction() as connection:
            yield self.ledger(connection)


def work(url: str, acknowledged: Path, seed: int, turn: int, planted: str | None, ready: int) -> None:
    """Take steps until killed. Each turn's real clock is ahead of the last one's leases."""
    office = world.open_office(url, seconds=0.003, lease=60)
    office.clock.skew = timedelta(seconds=100 * turn)
    if planted:
        office.__dict__["desk"] = replace(office.desk, store=PlantedStore(office.database, planted))
    ids = [row["id"] for row in world.rows(office, world.tables.Proposal)]
    out = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for n in range(THREADS):
        chance = random.Random(f"{seed} {turn} {n}")
        threading.Thread(target=keep_stepping, args=(office, ids, chance, out), daemon=True).start()
    os.write(ready, b".")
    time.sleep(60)


def keep_stepping(office: Office, ids: list[int], chance: random.Random, out: int) -> None:
    while True:
        proposal = chance.choice(ids)
        verb = next_verb(world.show(office, proposal)["state"], chance)
        try:
            answer = world.step(office, proposal, verb)
        except MutasiError:
            continue
        os.write(out, json.dumps(answer).encode() + b"\n")


def next_verb(state: str, chance: random.Random) -> str:
    """A verb that keeps the proposal going round for ever."""
    if state == "implementation":
        return "suspend"
    if state == "suspended":
        return "resume"
    if state == "monitoring":
        return "correct"
    if state == "approval":
        return chance.choice(["approve", "send_back", "send_back"])
    return dict(world.PATH)[state]


def prepare(url: str) -> float:
    """A world with proposals in several states; how long a step takes here and now.

    The process that forks children holds no connection.
    """
    office = world.build(url)
    ids = [
        world.propose(office, nip, "PENATA-DIK" if n % 2 else world.TARGET)
        for n, nip in enumerate(world.add_people(office, 6))
    ]
    world.carry(office, ids[0], "monitoring")
    office.clock.moved = world.START
    began = time.monotonic()
    for id in ids[1:]:
        world.step(office, id, "submit")
    office.database.dispose()
    return (time.monotonic() - began) / len(ids[1:])


def campaign(url: str, kills: int, seed: int, acknowledged: Path, planted: str | None = None) -> dict[str, Any]:
    """Kill so many children, and count."""
    chance = random.Random(seed)
    window = 16 * prepare(url)
    killed = 0
    for turn in range(1, kills + 1):
        listen, ready = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                work(url, acknowledged, seed, turn, planted, ready)
            finally:
                os._exit(1)
        os.close(ready)
        os.read(listen, 1)
        os.close(listen)
        time.sleep(chance.uniform(0, window))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    time.sleep(0.5)  # a server needs a moment to notice that its clients are gone
    return {"kills": killed, "seed": seed} | count(url, acknowledged, timedelta(seconds=100 * (kills + 1)))


def count(url: str, acknowledged: Path, skew: timedelta) -> dict[str, Any]:
    """What was acknowledged against what is stored."""
    office = world.open_office(url)
    office.clock.skew = skew
    answers = [json.loads(line) for line in acknowledged.read_text().splitlines() if line.endswith("}")]
    entries = {entry["id"]: entry for entry in world.rows(office, Transition)}
    lost = [answer for answer in answers if not stored(answer, entries.get(answer["entry"]))]
    with office.database.transaction() as connection:
        register.void_lapsed(connection, office.clock.real())
    bookings = world.rows(office, Booking)
    report = world.audit(office)
    unlogged = off_the_log(office, set(entries))
    office.database.dispose()
    return {
        "acknowledged": len(answers),
        "entries": len(entries),
        "lost": len(lost),
        "doubled": doubled([(a["proposal"], a["version"]) for a in answers])
        + doubled([entry["number"] for entry in entries.values()]),
        "numbers": len(bookings),
        "interrupted": sum(row["reason"] == LEASE_OVER for row in bookings),
        "neither issued nor void": sum(row["status"] == "booked" for row in bookings),
        "orphans": abs(sum(row["status"] == "issued" for row in bookings) - len(world.rows(office, Decree))),
        "off the log": unlogged,
        "problems": [english for _, english in report.problems],
    }


def off_the_log(office: Office, entries: set[int]) -> int:
    """Entries without a leaf and leaves without an entry, and a head that is not that of the leaves."""
    leaves = world.rows(office, LogLeaf)
    with office.database.reading() as connection:
        head = log.head(connection)
    frontier: list[bytes] = []
    for size, leaf in enumerate(leaves):
        merkle.append(frontier, size, merkle.leaf_hash(leaf["content"]))
    lost = entries ^ {leaf["ref"] for leaf in leaves if leaf["kind"] == "transition"}
    return len(lost) + (head != log.Head(len(leaves), merkle.fold(frontier)))


def stored(answer: dict[str, Any], entry: dict[str, Any] | None) -> bool:
    """Whether an acknowledged step is in history as it was acknowledged."""
    if entry is None:
        return False
    told = (answer["proposal"], answer["version"], answer["verb"], answer["to"])
    kept = (entry["proposal"], entry["version"], entry["verb"], entry["to_state"])
    return told == kept and answer["decree"] == {"number": entry["number"], "sha256": entry["decree_sha256"]}


def doubled(found: list[Any]) -> int:
    return sum(times - 1 for times in Counter(found).values())


def is_sound(found: dict[str, Any], kills: int) -> bool:
    """Nothing is wrong, and as many faults were injected as planned: some of them in the middle of a step."""
    wrong = ("lost", "doubled", "neither issued nor void", "orphans", "off the log")
    did = found["kills"] == kills and found["acknowledged"] > kills // 3 and found["interrupted"] > kills // 10
    return did and not found["problems"] and not any(found[name] for name in wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill children that take steps, and count what is left.")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--url", help="an address of a new SQLite file, or of a migrated database without an agency")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--planted", choices=PLANTED, help="use a store with this mistake in it")
    parser.add_argument("--side-file", type=Path, help="where acknowledgements are kept")
    told = parser.parse_args()
    began = time.monotonic()
    BUILD.mkdir(exist_ok=True)
    side = told.side_file or BUILD / f"acknowledged-{told.seed}.jsonl"
    url = told.url or f"sqlite:///{BUILD}/campaign-{told.seed}.db"
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        world.migrate(url)
    found = campaign(url, told.kills, told.seed, side, told.planted)
    found |= {
        "sound": is_sound(found, told.kills),
        "seconds": round(time.monotonic() - began),
        "day": str(date.today()),
    }
    print(json.dumps(found))
    return 0 if found["sound"] else 4


if __name__ == "__main__":
    sys.exit(main())
