"""The guards of history: are its triggers there, and does a commit outlive the power."""

from __future__ import annotations

import sqlalchemy as sa

from storage.database import Database
from storage.tables import APPEND_ONLY, ERASABLE

DUTIES = ("transition_no_stake", "transition_no_own_assessment", "transition_no_own_decision")
"""The triggers that keep the separation of duties."""

_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def expected(dialect: str) -> set[str]:
    """The triggers that must be there."""
    kept = (*APPEND_ONLY, "mandate", *ERASABLE)
    on_change = {*DUTIES, *(f"{table}_no_update" for table in kept)}
    if dialect == "postgresql":
        return on_change | {f"{table}_no_truncate" for table in kept}
    return on_change | {f"{table}_no_delete" for table in kept if table not in ERASABLE}


def missing(database: Database) -> list[str]:
    """The triggers that are not there, or are switched off."""
    dialect = database.engine.dialect.name
    with database.reading() as connection:
        found = set(connection.execute(sa.text(_NAMES[dialect])).scalars())
    return sorted(expected(dialect) - found)


def durability(database: Database) -> dict[str, bool]:
    """The settings without which an acknowledged step could be lost."""
    with database.reading() as connection:
        ask = connection.exec_driver_sql
        if database.sqlite:
            return {
                "WAL": ask("PRAGMA journal_mode").scalar() == "wal",
                "synchronous=FULL": ask("PRAGMA synchronous").scalar() == 2,
                "foreign_keys": ask("PRAGMA foreign_keys").scalar() == 1,
                "recursive_triggers": ask("PRAGMA recursive_triggers").scalar() == 1,
            }
        names = ("fsync", "synchronous_commit", "full_page_writes")
        return {name: ask(f"SHOW {name}").scalar() == "on" for name in names}
