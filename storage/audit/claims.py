"""The claims: of a running booking they live, of an issued one they are the proposals of its entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from storage.audit.report import AuditReport, Words
from storage.audit.stored import columns, raw, rows
from storage.tables import Booking, Claim, Decree, Transition, table
from workflow.text import shown

_b, _c, _d, _t = table(Booking), table(Claim), table(Decree), table(Transition)

_QUERY = (
    sa.select(
        *columns(_b, "number", "status"),
        *columns(_c, "proposal", "live"),
        raw(_d.c.number, "decree"),
        raw(_t.c.id, "entry"),
    )
    .outerjoin_from(_b, _c, _c.c.booking == _b.c.id)
    .outerjoin(_d, _d.c.booking == _b.c.id)
    .outerjoin(_t, (_t.c.proposal == _c.c.proposal) & (_t.c.number == _d.c.number))
    .order_by(_b.c.id, _c.c.proposal)
)
_ORPHANS = (
    sa.select(*columns(_c, "booking", "proposal"))
    .outerjoin_from(_c, _b, _b.c.id == _c.c.booking)
    .where(_b.c.id.is_(None))
    .order_by(_c.c.booking, _c.c.proposal)
)


def check_claims(connection: sa.Connection, report: AuditReport) -> None:
    """Check every claim against its booking and its entry."""
    for row in rows(connection, _QUERY):
        report.problems.extend(_problems(row, shown(row.number), shown(row.proposal)))
    for row in rows(connection, _ORPHANS):
        booking, proposal = shown(row.booking), shown(row.proposal)
        report.wrong(
            f"Usulan {proposal}: diklaim oleh pemesanan {booking}, yang tidak ada.",
            f"Proposal {proposal}: it is claimed by booking {booking}, which is not there.",
        )


def _problems(row: Any, number: str, proposal: str) -> Iterator[Words]:
    if row.proposal is None:
        yield f"Nomor {number} tidak mengklaim usulan apa pun.", f"Number {number} claims no proposal."
        return
    if row.live != (row.status == "booked"):
        yield (
            f"Nomor {number}: klaimnya atas usulan {proposal} tidak sesuai dengan statusnya.",
            f"Number {number}: its claim on proposal {proposal} does not fit its status.",
        )
    if row.status == "issued" and row.decree is not None and row.entry is None:
        yield (
            f"Nomor {number} mengklaim usulan {proposal}, yang tidak diputusnya.",
            f"Number {number} claims proposal {proposal}, which it did not decide.",
        )
