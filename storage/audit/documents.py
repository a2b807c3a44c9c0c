"""The filed documents: each still has the bytes that were filed, whose SHA-256 the dossiers of history name."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from storage.audit.report import AuditReport, Progress
from storage.audit.stored import binary, columns, count, rows
from storage.erased import erased
from storage.tables import Document, table
from workflow.canonical import sha256
from workflow.text import shown

_d = table(Document)
_QUERY = sa.select(*columns(_d, "id", "sha256", "content")).order_by(_d.c.id)


def check_documents(
    connection: sa.Connection, report: AuditReport, progress: Progress | None, told: Mapping[int, str]
) -> None:
    """Check every document, the bytes of one at a time.

    Args:
        told: number of a document → its SHA-256, as history names those on which something was decided.
    """
    total, gone, missing = count(connection, _d), erased(connection).documents, dict(told)
    for seen, row in enumerate(rows(connection, _QUERY, 1), 1):
        content, number = binary(row.content), shown(row.id)
        if missing.pop(row.id, row.sha256) != row.sha256:
            report.wrong(
                f"Dokumen {number}: bukan yang dilihat ketika diputuskan.",
                f"Document {number}: it is not the one on which was decided.",
            )
        if content == b"" and row.id in gone:
            report.note(
                f"Dokumen {number}: isinya dihapus menurut daun log {gone[row.id]}.",
                f"Document {number}: its content was erased by leaf {gone[row.id]}.",
            )
        elif content is None or sha256(content) != row.sha256:
            report.wrong(f"Dokumen {number}: isinya berubah.", f"Document {number}: its bytes were altered.")
        if progress:
            progress(seen, total, "dokumen")
    for id in map(shown, missing):
        report.wrong(f"Dokumen {id}: hilang.", f"Document {id}: it is missing.")
