"""The decrees: each has its bytes, its entry and its issued number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from storage.audit.report import AuditReport, Progress, Words
from storage.audit.stored import binary, columns, count, raw, rows
from storage.tables import Booking, Decree, Transition, table
from workflow.canonical import sha256
from workflow.text import shown

_d, _b, _t = table(Decree), table(Booking), table(Transition)

_IN_HISTORY = _d.c.number.in_(sa.select(_t.c.number).where(_t.c.number.is_not(None)))
_QUERY = (
    sa.select(*columns(_d, "number", "sha256", "content"), raw(_b.c.status), _IN_HISTORY.label("in_history"))
    .outerjoin_from(_d, _b, _b.c.id == _d.c.booking)
    .order_by(_d.c.booking)
)


def check_decrees(connection: sa.Connection, report: AuditReport, progress: Progress | None) -> None:
    """Check every decree, the bytes of one at a time."""
    total, seen = count(connection, _d), 0
    for seen, row in enumerate(rows(connection, _QUERY, 1), 1):
        report.problems.extend(_problems(row, shown(row.number)))
        if progress:
            progress(seen, total, "keputusan")
    report.counts["decrees"] = seen


def _problems(row: Any, number: str) -> Iterator[Words]:
    content = binary(row.content)
    if content is None or sha256(content) != row.sha256:
        yield f"Keputusan {number}: isinya berubah.", f"Decree {number}: its bytes were altered."
    if not row.in_history:
        yield f"Keputusan {number} tidak ada dalam riwayat.", f"Decree {number} is not in history."
    if row.status != "issued":
        yield (
            f"Keputusan {number} tersimpan, tetapi nomornya tidak terbit.",
            f"Decree {number} is stored, but its number is not issued.",
        )
