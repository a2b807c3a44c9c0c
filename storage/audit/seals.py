"""The seals: each paper that was issued bears the one that its drawing order announced, and it holds.

How a file is looked at is brought from outside, for the database knows nothing of files. What was sealed is told by the
payload of an entry; an erased payload tells nothing, and its file is then covered by the hash in the log alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from storage.audit.report import AuditReport, Progress, Words
from storage.audit.stored import UNREADABLE, binary, count, raw, rows
from storage.copy_tables import Copy
from storage.tables import Decree, Payload, Transition, table
from workflow.text import shown

Look = Callable[[bytes, Mapping[str, Any]], Words | None]
"""What is wrong with a file's seal, by what was announced; None when nothing is."""

_d, _c, _t, _p = table(Decree), table(Copy), table(Transition), table(Payload)

_FIRST = sa.select(_t.c.number, sa.func.min(_t.c.id).label("entry")).group_by(_t.c.number).subquery()
_DECREES = (
    sa.select(raw(_d.c.number), raw(_p.c.transition, "entry"), raw(_p.c.content, "payload"), raw(_d.c.content))
    .join_from(_d, _FIRST, _FIRST.c.number == _d.c.number)
    .join(_p, _p.c.transition == _FIRST.c.entry)
    .order_by(_d.c.booking)
)
_EXCERPTS = (
    sa.select(raw(_c.c.number), raw(_p.c.transition, "entry"), raw(_p.c.content, "payload"), raw(_c.c.content))
    .join_from(_c, _t, (_t.c.number == _c.c.number) & (_t.c.proposal == _c.c.proposal))
    .join(_p, _p.c.transition == _t.c.id)
    .where(_c.c.change.is_(None))
    .order_by(_c.c.id)
)

SEALED = b'"seal":{'
"""Stands in every order that announces a seal; a text that says so has its quotation marks escaped."""


def check_seals(connection: sa.Connection, report: AuditReport, look: Look, progress: Progress | None) -> None:
    """Check every seal that was announced, of one file at a time."""
    total, sealed = count(connection, _d) + count(connection, _c), 0
    for seen, (row, announced, (id, en)) in enumerate(_papers(connection), 1):
        if announced:
            sealed += 1
            wrong = look(binary(row.content) or b"", announced)
            if wrong:
                report.wrong(f"{id} {shown(row.number)}: {wrong[0]}", f"{en} {shown(row.number)}: {wrong[1]}")
        if progress:
            progress(seen, total, "segel")
    report.counts["seals"] = sealed


def _papers(connection: sa.Connection) -> Iterator[tuple[Any, Mapping[str, Any] | None, Words]]:
    """Each paper with the seal that was announced for it, and what the paper is."""
    for row in rows(connection, _DECREES, 1):
        yield row, _seal(binary(row.payload)), ("Segel keputusan", "The seal of decree")
    for row in rows(connection, _EXCERPTS, 1):
        told = _seal(binary(row.payload))
        # The signatory's own signature is on the decree; a petikan is authenticated by another.
        own = told if told and told.get("kind") == "agency" else None
        yield row, own, ("Segel petikan keputusan", "The seal of the excerpt of decree")


def _seal(payload: bytes | None) -> Mapping[str, Any] | None:
    if payload is None or SEALED not in payload:
        return None
    try:
        told: Mapping[str, Any] = json.loads(payload)["seal"]
        return told if isinstance(told, dict) else None
    except UNREADABLE:
        return None
