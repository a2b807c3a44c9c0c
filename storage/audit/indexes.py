"""The indexes of an SQLite file against its tables: a byte that was turned in one would show each reader another row."""

from __future__ import annotations

import sqlalchemy as sa

from storage.audit.report import AuditReport
from workflow.text import shown

_CHECK = sa.text("PRAGMA integrity_check")


def check_indexes(connection: sa.Connection, report: AuditReport) -> None:
    """Name what an index says and its table does not; PostgreSQL reads every row from its table."""
    if connection.dialect.name != "sqlite":
        return
    for told in connection.execute(_CHECK).scalars():
        if " index " in f" {told} ":
            said = shown(told)
            report.wrong(
                f"Berkas basis data rusak: indeks dan tabelnya tidak sama ({said}). Pulihkan salinan terbaru.",
                f"The database file is damaged: an index and its table differ ({said}). Restore the newest copy.",
            )
