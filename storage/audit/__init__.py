"""The audit: everything stored is checked against everything else, and what is wrong is named."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime

import sqlalchemy as sa

from storage.audit.claims import check_claims
from storage.audit.copies import check_copies
from storage.audit.decrees import check_decrees
from storage.audit.documents import check_documents
from storage.audit.entries import Entries
from storage.audit.helpers import Helpers, assemble
from storage.audit.indexes import index_problems
from storage.audit.log import Log
from storage.audit.numbers import check_numbers
from storage.audit.outside import Outside
from storage.audit.own_words import check_own_words
from storage.audit.processes import read_processes
from storage.audit.proposals import check_proposals
from storage.audit.report import AuditReport, Progress
from storage.audit.schema import check_schema
from storage.audit.seals import check_seals
from storage.audit.seats import check_seats
from storage.audit.stored import as_stored
from storage.audit.texts import check_texts
from storage.database import Database

__all__ = ["AuditReport", "Outside", "verify"]


def verify(
    database: Database, now: datetime, progress: Progress | None = None, outside: Outside | None = None
) -> AuditReport:
    """Check the schema, the log, history, decrees, seals, documents, numbers, proposals, seats and process versions in one consistent view.

    Whatever was done to the rows, it is named and never raised.
    """
    report = AuditReport()
    with ExitStack() as stack:
        connection = stack.enter_context(database.reading())
        stack.enter_context(as_stored(connection))
        check_schema(connection, report)
        beside = assemble(stack, database, connection)
        check_log(connection, report, outside or Outside(), progress, beside)
        entries = Entries(connection, report, read_processes(connection, report))
        entries.check(progress, beside)
        check_decrees(connection, report, progress)
        check_copies(connection, report, progress)
        if outside and outside.seals:
            check_seals(connection, report, outside.seals, progress)
        check_documents(connection, report, progress, entries.documents)
        check_numbers(connection, report, now)
        check_claims(connection, report)
        check_proposals(connection, report, entries.newest)
        check_seats(connection, report, entries.seats)
        check_texts(connection, report)
        check_own_words(connection, report)
    return report


def check_log(
    connection: sa.Connection, report: AuditReport, outside: Outside, progress: Progress | None, beside: Helpers
) -> None:
    """Check the log; meanwhile a helper looks at the indexes, of which the report tells first."""
    indexes = beside.ask(index_problems)
    log = Log(connection, report, outside)
    log.look(progress, beside)
    damaged = indexes()
    report.problems[:0] = index_problems(connection) if damaged is None else damaged
    log.conclude()
