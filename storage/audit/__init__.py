"""The audit: everything stored is checked against everything else, and what is wrong is named."""

from __future__ import annotations

from datetime import datetime

from storage.audit.claims import check_claims
from storage.audit.decrees import check_decrees
from storage.audit.documents import check_documents
from storage.audit.entries import Entries
from storage.audit.indexes import check_indexes
from storage.audit.log import Log
from storage.audit.numbers import check_numbers
from storage.audit.outside import Outside
from storage.audit.processes import read_processes
from storage.audit.proposals import check_proposals
from storage.audit.report import AuditReport, Progress
from storage.audit.seats import check_seats
from storage.audit.stored import as_stored
from storage.database import Database

__all__ = ["AuditReport", "Outside", "verify"]


def verify(
    database: Database, now: datetime, progress: Progress | None = None, outside: Outside | None = None
) -> AuditReport:
    """Check the log, history, decrees, documents, numbers, proposals, seats and process versions in one consistent view.

    Whatever was done to the rows, it is named and never raised.
    """
    report = AuditReport()
    with database.reading() as connection, as_stored(connection):
        check_indexes(connection, report)
        Log(connection, report, outside or Outside()).check(progress)
        entries = Entries(connection, report, read_processes(connection, report))
        entries.check(progress)
        check_decrees(connection, report, progress)
        check_documents(connection, report, progress)
        check_numbers(connection, report, now)
        check_claims(connection, report)
        check_proposals(connection, report, entries.newest)
        check_seats(connection, report, entries.seats)
    return report
