"""The indexes of an SQLite file against its tables: a byte that was turned in one would show each reader another row."""

from __future__ import annotations

import sqlalchemy as sa

from storage.audit.report import Words
from workflow.text import shown

_CHECK = sa.text("PRAGMA integrity_check")


def index_problems(connection: sa.Connection) -> list[Words]:
    """What an index says and its table does not; PostgreSQL reads every row from its table."""
    if connection.dialect.name != "sqlite":
        return []
    told = connection.execute(_CHECK).scalars()
    return [_problem(shown(one)) for one in told if " index " in f" {one} "]


def _problem(said: str) -> Words:
    return (
        f"Berkas basis data rusak: indeks dan tabelnya tidak sama ({said}). Pulihkan salinan terbaru.",
        f"The database file is damaged: an index and its table differ ({said}). Restore the newest copy.",
    )
