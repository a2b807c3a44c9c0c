"""Indexes over some rows only: one live claim for a proposal and version, one live booking for a key.

Apart from the tables, because naming an engine's options loads its whole dialect, which a command that
only reads should not wait for.
"""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables import Booking, Claim, table


def _unique_where(name: str, of: sa.Table, columns: tuple[str, ...], condition: str) -> sa.Index:
    where = sa.text(condition)
    keys = (of.c[column] for column in columns)
    return sa.Index(name, *keys, unique=True, sqlite_where=where, postgresql_where=where)


LIVE_KEY = _unique_where(
    "ix_booking_live_key", table(Booking), ("actor", "key"), "key IS NOT NULL AND status <> 'void'"
)
LIVE_CLAIM = _unique_where("ix_claim_live", table(Claim), ("proposal", "version"), "live")
