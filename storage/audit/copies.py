"""The copies of decrees: each has its bytes, and what history or a recorded act says of it; none that they tell of is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from storage.audit.report import AuditReport, Progress, Words
from storage.audit.stored import UNREADABLE, binary, columns, count, raw, rows
from storage.copy_tables import MADE, Copy
from storage.governance import Change
from storage.tables import Transition, table
from workflow.canonical import sha256
from workflow.text import shown

_c, _t, _change = table(Copy), table(Transition), table(Change)

_ITS_ENTRY = (_t.c.number == _c.c.number) & (_t.c.proposal == _c.c.proposal) & (_t.c.copy_sha256 == _c.c.sha256)
_QUERY = (
    sa.select(
        *columns(_c, "number", "proposal", "kind", "sha256", "content", "change"),
        raw(_t.c.id, "entry"),
        *columns(_change, "act", "new"),
    )
    .outerjoin_from(_c, _t, _ITS_ENTRY)
    .outerjoin(_change, _change.c.id == _c.c.change)
    .order_by(_c.c.id)
)
_WITHOUT = (
    sa.select(*columns(_t, "id", "number"))
    .outerjoin_from(_t, _c, _ITS_ENTRY & _c.c.change.is_(None))
    .where(_t.c.copy_sha256.is_not(None), _c.c.id.is_(None))
    .order_by(_t.c.id)
)
_LOST = (
    sa.select(*columns(_change, "id", "subject"))
    .outerjoin_from(_change, _c, _c.c.change == _change.c.id)
    .where(_change.c.act == MADE, _c.c.id.is_(None))
    .order_by(_change.c.id)
)


def check_copies(connection: sa.Connection, report: AuditReport, progress: Progress | None) -> None:
    """Check every copy, the bytes of one at a time."""
    total, seen = count(connection, _c), 0
    for seen, row in enumerate(rows(connection, _QUERY, 1), 1):
        id, en = f"Salinan ({shown(row.kind)}) keputusan {shown(row.number)}", f"Copy of decree {shown(row.number)}"
        for said_id, said_en in _problems(row):
            report.wrong(f"{id}: {said_id}", f"{en}: {said_en}")
        if progress:
            progress(seen, total, "salinan")
    report.counts["copies"] = seen
    for row in rows(connection, _WITHOUT):
        report.wrong(
            f"Entri {shown(row.id)}: petikan keputusan {shown(row.number)} hilang.",
            f"Entry {shown(row.id)}: its excerpt of decree {shown(row.number)} is missing.",
        )
    for row in rows(connection, _LOST):
        report.wrong(
            f"Perubahan {shown(row.id)}: salinan keputusan {shown(row.subject)} yang dibuatnya hilang.",
            f"Change {shown(row.id)}: the copy of decree {shown(row.subject)} that it made is missing.",
        )


def _problems(row: Any) -> Iterator[Words]:
    content = binary(row.content)
    if content is None or sha256(content) != row.sha256:
        yield "isinya berubah.", "its bytes were altered."
    if row.change is None and (row.entry is None or row.kind != "petikan"):
        yield "tidak ada dalam riwayat.", "it is not in history."
    if row.change is not None and _told(row) != [row.number, row.kind, row.proposal, row.sha256]:
        yield "bukan yang dicatat ketika dibuat.", "it is not the one that was recorded when it was made."


def _told(row: Any) -> list[Any] | None:
    """What the recorded act says of the copy: number, kind, proposal, SHA-256."""
    try:
        told = json.loads(row.new) if row.act == MADE else {}
        return [told[name] for name in ("number", "kind", "proposal", "sha256")]
    except UNREADABLE:
        return None
