"""The filed documents: each still has the bytes that were filed, whose SHA-256 the dossiers of history name."""

from __future__ import annotations

import sqlalchemy as sa

from storage.audit.report import AuditReport, Progress
from storage.audit.stored import binary, columns, count, rows
from storage.erased import erased
from storage.tables import Document, table
from workflow.canonical import sha256
from workflow.text import shown

_d = table(Document)
_QUERY = sa.select(*columns(_d, "id", "sha256", "content")).order_by(_d.c.id)


def check_documents(connection: sa.Connection, report: AuditReport, progress: Progress | None) -> None:
    """Check every document, the bytes of one at a time."""
    total, gone = count(connection, _d), erased(connection).documents
    for seen, row in enumerate(rows(connection, _QUERY, 1), 1):
        content, number = binary(row.content), shown(row.id)
        if content == b"" and row.id in gone:
            report.note(
                f"Dokumen {number}: isinya dihapus menurut daun log {gone[row.id]}.",
                f"Document {number}: its content was erased by leaf {gone[row.id]}.",
            )
        elif content is None or sha256(content) != row.sha256:
            report.problems.append(
                (f"Dokumen {number}: isinya berubah.", f"Document {number}: its bytes were altered.")
            )
        if progress:
            progress(seen, total, "dokumen")
