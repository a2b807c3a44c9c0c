"""Free texts: those that a leaf of the log says were erased are empty, and no other text that was written is."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from storage.audit.ranges import runs, several, spoken
from storage.audit.report import AuditReport
from storage.audit.stored import raw, rows
from storage.erased import erased
from storage.free_texts import FREE_TEXTS, FreeText
from workflow.text import shown

AT_ONCE = 500
"""Proposals that are asked about together."""


def check_texts(connection: sa.Connection, report: AuditReport) -> None:
    """Check every free text against what was erased, and tell what was."""
    gone = erased(connection).proposals
    for text in FREE_TEXTS:
        for proposal in _still_there(connection, text, sorted(gone)):
            found = shown(proposal)
            report.wrong(
                f"Usulan {found}: {text.name} masih ada, padahal daun log {gone[proposal]} mencatat penghapusannya.",
                f"Proposal {found}: {text.name} is still there, although leaf {gone[proposal]} says that it was erased.",
            )
        for proposal in _emptied(connection, text) if text.never_empty else ():
            if proposal not in gone:
                found = shown(proposal)
                report.wrong(
                    f"Usulan {found}: {text.name} dikosongkan tanpa tercatat sebagai penghapusan.",
                    f"Proposal {found}: {text.name} was emptied, and no erasure is recorded.",
                )
    _note(report, gone)


def _still_there(connection: sa.Connection, text: FreeText, gone: list[int]) -> Iterator[int]:
    for start in range(0, len(gone), AT_ONCE):
        mine = text.proposal.in_(gone[start : start + AT_ONCE]) & text.column.is_not(None) & (text.column != "")
        yield from _proposals(connection, text, mine)


def _emptied(connection: sa.Connection, text: FreeText) -> Iterator[int]:
    yield from _proposals(connection, text, text.column == "")


def _proposals(connection: sa.Connection, text: FreeText, wanted: sa.ColumnElement[bool]) -> Iterator[int]:
    query = sa.select(raw(text.proposal, "of")).select_from(text.column.table).where(wanted).order_by("of")
    yield from (row[0] for row in rows(connection, query.distinct()))


def _note(report: AuditReport, gone: dict[int, int]) -> None:
    by_leaf: dict[int, list[int]] = {}
    for proposal, index in gone.items():
        by_leaf.setdefault(index, []).append(proposal)
    for index, proposals in sorted(by_leaf.items()):
        for run in runs(sorted(proposals)):
            report.note(
                f"Usulan {spoken(run)}: alasan, keberatan dan catatannya dihapus menurut daun log {index}.",
                several(run, f"Proposal {spoken(run)}: its", f"Proposals {spoken(run)}: their")
                + f" reasons, objections and notes were erased by leaf {index}.",
            )
