"""Mutated databases, looked at by two programs that share no code: the audit, and verify.py on the bundle exported from each.

    python -m tests.log.differential --mutations 1000

`make differential` runs it. Whatever verify.py finds, or the export refuses, the audit finds too; and what a bundle
holds the verifier finds wherever the audit does. Ends with 4 where the two disagree.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from app.beside import beside
from app.keys import LogKey
from app.wiring import Office
from storage.audit import verify
from storage.database import Database, migrate
from storage.verifier.verify import Check
from tests.log import exporting
from tests.log.checking import Files
from tests.log.tampered import checkpoint, history
from tests.storage.audit.tampering import OneView, unguarded
from workflow.errors import MutasiError

IN_BUNDLE = {
    "log_leaf": ("content",),
    "decree": ("content",),
    "payload": ("salt", "content"),
    "process_version": ("definition",),
    "change": ("subject", "old", "new", "reason", "os_user", "channel"),
    "change_salt": ("salt",),
}
"""What a bundle of everything holds: here the two agree in both directions."""

BESIDE = {
    "transition": (
        *("proposal", "version", "verb", "from_state", "to_state", "actor", "capacity", "channel", "os_user"),
        *("number", "decree_sha256", "process", "dossier", "commitment"),
    ),
    "log_leaf": ("index", "kind", "ref"),
    "log_node": ("level", "index", "hash"),
    "log_tree": ("size", "frontier"),
    "log_checkpoint": ("origin", "size", "root", "note"),
    "decree": ("number", "sha256"),
    "change_decision": ("outcome", "decided_by", "alone"),
}
"""What the bundle is only made from, or does not hold: what the verifier finds, the audit finds."""


@dataclass
class Campaign:
    """What became of the mutations, by who found them; `apart` are those on which the two disagree."""

    outcomes: Counter[str] = field(default_factory=Counter)
    apart: list[str] = field(default_factory=list)


class Bench:
    """A small signed history, its key, and a checkpoint of it that someone has kept."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'mutasi.db'}"
        migrate(url)
        self.office = history(url, folder / "home")
        self.held = checkpoint(self.office).note.encode()
        self.key = LogKey(self.office.key.home)

    def audit_finds(self, connection: sa.Connection) -> bool:
        """Whether the audit says that anything is wrong; what it cannot read at all is wrong."""
        outside = beside(self.key, [("disimpan", self.held)])
        try:
            return bool(verify(cast(Database, OneView(connection)), self.office.clock.real(), None, outside).problems)
        except (MutasiError, sa.exc.DBAPIError):
            return True

    def verifier_finds(self, connection: sa.Connection) -> bool:
        """Whether the export refuses, or verify.py says that anything is wrong with the bundle."""
        files = self._exported(connection)
        if files is None:
            return True
        return bool(Check(Files(files), [self.key.verifier.line()], {"disimpan": self.held}).wrongs)

    def _exported(self, connection: sa.Connection) -> dict[str, bytes] | None:
        office = cast(Office, Opened(self.office, connection))
        try:
            return exporting.unpacked(exporting.bundle(office, self.key, exporting.ALL)[0])
        except (MutasiError, sa.exc.DBAPIError, *REFUSALS):
            return None

    @contextmanager
    def mutated(self, chance: random.Random) -> Iterator[tuple[sa.Connection, str, bool]]:
        """The history with one thing altered, what was, and whether a bundle holds it; taken back afterwards."""
        with unguarded(self.office) as connection:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            held = chance.random() < 0.5
            table, columns = chance.choice(sorted((IN_BUNDLE if held else BESIDE).items()))
            act = chance.choice(ACTS if held else (*ACTS, _deleted))
            yield connection, act(connection, table, chance.choice(columns), chance), held


REFUSALS = (LookupError, ValueError, TypeError, AttributeError, AssertionError)
"""What an export of nonsense may end with; nobody gets a bundle."""


class Opened:
    """An office whose database is one open view."""

    def __init__(self, office: Office, connection: sa.Connection) -> None:
        self.database, self.clock = OneView(connection), office.clock


def _turned(connection: sa.Connection, table: str, column: str, chance: random.Random) -> str:
    """One bit of one value, or a number moved by one."""
    row, value = _some(connection, table, column, chance)
    other = _other(value, chance)
    _set(connection, table, column, row, other)
    return f"{table}.{column} of row {row}: {str(value)[:40]!r} became {str(other)[:40]!r}"


def _swapped(connection: sa.Connection, table: str, column: str, chance: random.Random) -> str:
    """The value of another row in its place."""
    (row, value), (_, other) = (_some(connection, table, column, chance) for _ in range(2))
    if value != other:
        _set(connection, table, column, row, other)
    return f"{table}.{column} of row {row} took another row's value"


def _deleted(connection: sa.Connection, table: str, column: str, chance: random.Random) -> str:
    row, _ = _some(connection, table, column, chance)
    connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
    return f"row {row} of {table} was deleted"


ACTS: tuple[Callable[[sa.Connection, str, str, random.Random], str], ...] = (_turned, _turned, _swapped)


def _some(connection: sa.Connection, table: str, column: str, chance: random.Random) -> tuple[Any, Any]:
    found = connection.exec_driver_sql(f'SELECT rowid, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL').all()
    return tuple(chance.choice(found))


def _other(value: Any, chance: random.Random) -> Any:
    if isinstance(value, int):
        return value + chance.choice((-1, 1))
    content = value.encode() if isinstance(value, str) else value
    at = chance.randrange(len(content)) if content else 0
    turned = content[:at] + bytes([(content[at] if content else 0) ^ 1 << chance.randrange(7)]) + content[at + 1 :]
    return turned.decode(errors="replace") if isinstance(value, str) else turned


def _set(connection: sa.Connection, table: str, column: str, row: Any, value: Any) -> None:
    connection.exec_driver_sql(f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, row))


def run(folder: Path, mutations: int, seed: int) -> Campaign:
    """One mutation after the other, each from the sound history."""
    bench, campaign, chance = Bench(folder), Campaign(), random.Random(seed)
    with bench.office.database.reading() as connection:
        assert not bench.audit_finds(connection)
        assert not bench.verifier_finds(connection)
    for _ in range(mutations):
        with bench.mutated(chance) as (connection, told, held):
            ours, theirs = bench.audit_finds(connection), bench.verifier_finds(connection)
        campaign.outcomes[OUTCOMES[ours, theirs]] += 1
        if (theirs and not ours) or (held and ours and not theirs):
            campaign.apart.append(told)
    bench.office.database.dispose()
    return campaign


OUTCOMES = {(True, True): "both", (False, False): "neither", (True, False): "audit", (False, True): "verifier"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        campaign = run(Path(folder), told.mutations, told.seed)
    print(json.dumps({"seed": told.seed, **campaign.outcomes, "apart": campaign.apart}, indent=1))
    return 4 if campaign.apart else 0


if __name__ == "__main__":
    sys.exit(main())
