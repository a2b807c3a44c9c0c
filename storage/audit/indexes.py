"""The indexes of an SQLite file against its tables: a byte that was turned in one would show each reader another row."""

from __future__ import annotations

import sqlalchemy as sa

from storage.audit.report import Words
from workflow.text import shown

MOST = 1_000_000
"""Sentences that SQLite is asked for: of 100, all could be about pages that were put there to say no more."""

_CHECK = sa.text(f"PRAGMA integrity_check({MOST})")
SAID = 20
"""Sentences that are passed on, those about indexes first."""

_NOTHING = ("ok", "*** in database main ***", "")

_OF_VALUES = ("NULL value in ", "CHECK constraint failed in ")
"""How sentences begin that are about single rows, at which the audit looks itself."""


def index_problems(connection: sa.Connection) -> list[Words]:
    """What an index says and its table does not; PostgreSQL reads every row from its table."""
    if connection.dialect.name != "sqlite":
        return []
    told = [line for one in connection.execute(_CHECK).scalars() for line in str(one).split("\n")]
    wrong = [line for line in told if line not in _NOTHING and not line.startswith(_OF_VALUES)]
    return [_problem(shown(one, 200)) for one in sorted(wrong, key=lambda line: " index " not in line)][:SAID]


def _problem(said: str) -> Words:
    return (
        f"Berkas basis data rusak ({said}). Pulihkan salinan terbaru.",
        f"The database file is damaged ({said}). Restore the newest copy.",
    )
