"""The process versions: each is what its hash says, and tells which steps it allowed."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from storage.audit.report import AuditReport
from storage.audit.stored import UNREADABLE, columns, rows
from storage.tables import ProcessVersion, table
from workflow.canonical import sha256
from workflow.text import shown

Edges = frozenset[tuple[str, str, str]]
"""The steps of a process as (verb, from, to)."""

_QUERY = sa.select(*columns(table(ProcessVersion), "sha256", "definition"))


def read_processes(connection: sa.Connection, report: AuditReport) -> dict[str, Edges | None]:
    """Hash → the steps that are allowed; None where the definition was altered, which is a problem."""
    found: dict[str, Edges | None] = {}
    for row in rows(connection, _QUERY, 1):
        found[row.sha256] = edges = _edges(row)
        if edges is None:
            version = shown(row.sha256, 12).removesuffix("…")
            report.wrong(f"Versi proses {version}: isinya berubah.", f"Process version {version}: altered.")
    return found


def _edges(row: Any) -> Edges | None:
    """The steps of a definition, read only when it has its hash."""
    try:
        if sha256(row.definition.encode()) != row.sha256:
            return None
        return frozenset((e["verb"], e["source"], e["target"]) for e in json.loads(row.definition)["edges"])
    except UNREADABLE:
        return None
