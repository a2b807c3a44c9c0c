"""Random bytes of an SQLite file are turned: an error, a finding, or a page that nobody uses; never another history.

    python -m tests.log.flips --flips 10000

`make tamper` runs it. Ends with 4 where a flip was not found, and keeps its file in build/.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.beside import beside
from app.keys import LogKey
from storage.audit import verify
from storage.database import Database, migrate
from tests.log.tampered import history
from workflow.errors import MutasiError

KEPT = Path("build") / "flipped.db"

WHOLE = (
    *("transition", "payload", "decree", "process_version", "log_leaf", "log_node", "log_tree", "change_salt"),
    *("change", "change_decision", "log_checkpoint", "copy"),
)
"""Tables of history: whoever finds nothing wrong must read the same from them."""

UNTOLD = {"log_tree.name", "log_checkpoint.made_at"}
"""What nothing else stored speaks of."""

TO_THE_SECOND = {"asked_at", "decided_at"}


@dataclass
class Campaign:
    """What became of the flips, by outcome; `unseen` are those that changed history and were not found."""

    outcomes: Counter[str] = field(default_factory=Counter)
    unseen: list[tuple[int, int]] = field(default_factory=list)


def run(folder: Path, flips: int, seed: int) -> Campaign:
    """Turn one random byte after the other of a small history, each time from the sound file."""
    path, campaign, chance = make(folder), Campaign(), random.Random(seed)
    sound, key = path.read_bytes(), LogKey(folder / "kunci")
    told = view(path)
    for _ in range(flips):
        at, bit = chance.randrange(len(sound)), chance.randrange(8)
        turn(path, at, bit)
        outcome = look(path, key, told)
        campaign.outcomes[outcome] += 1
        if outcome == "unseen":
            campaign.unseen.append((at, bit))
            KEPT.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, KEPT)
        restore(path, sound)
    return campaign


def make(folder: Path) -> Path:
    """A history in one file, without a log of its own beside it."""
    path = folder / "mutasi.db"
    migrate(f"sqlite:///{path}")
    with history(f"sqlite:///{path}", folder / "kunci"):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def turn(path: Path, at: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


def restore(path: Path, sound: bytes) -> None:
    for beside_it in path.parent.glob(f"{path.name}-*"):
        beside_it.unlink()
    path.write_bytes(sound)


def look(path: Path, key: LogKey, told: dict[str, Any]) -> str:
    """What the audit says of a file: error, finding, the same history, or `unseen`."""
    database = Database(f"sqlite:///{path}")
    try:
        report = verify(database, datetime.now(UTC), outside=beside(key))
    except (MutasiError, sa.exc.DBAPIError):
        return "error"
    finally:
        database.dispose()
    if report.problems:
        return "finding"
    return "same" if view(path) == told else "unseen"


def view(path: Path) -> dict[str, Any]:
    """What history says to who reads its tables row by row; None where they cannot be read."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return {name: _rows(connection, name) for name in WHOLE}


def _rows(connection: sqlite3.Connection, name: str) -> Any:
    try:
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        names = [column[0] for column in cursor.description]
        return sorted(repr([_told(name, *cell) for cell in zip(names, row, strict=True)]) for row in cursor)
    except sqlite3.Error:
        return None


def _told(table: str, column: str, value: Any) -> Any:
    if f"{table}.{column}" in UNTOLD:
        return None
    return value[:19] if column in TO_THE_SECOND and isinstance(value, bytes) else value


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--flips", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        campaign = run(Path(folder), told.flips, told.seed)
    print(json.dumps({"seed": told.seed, **campaign.outcomes, "places": campaign.unseen}))
    return 4 if campaign.unseen else 0


if __name__ == "__main__":
    sys.exit(main())
