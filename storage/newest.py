"""What of a proposal's file changed last: said to whoever decides on an older reading of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.governance import ChangeDecision
from storage.tables import Document, Endorsement, Intake, Objection, Transition, Verification, Waiver, table

_ID: sa.BindParameter[int] = sa.bindparam("proposal")

_doc, _look, _objection, _decided = table(Document), table(Verification), table(Objection), table(ChangeDecision)


def _newest(part: sa.Table, when: str) -> Any:
    """The newest instant of a table's rows that belong to the proposal."""
    return sa.select(sa.func.max(part.c[when])).where(part.c.proposal == _ID)


NEWEST: tuple[tuple[str, str, Any], ...] = (
    ("dokumen", "a document", _newest(_doc, "filed_at")),
    (
        "pemeriksaan dokumen",
        "the verification of a document",
        sa.select(sa.func.max(_look.c.given_at))
        .select_from(_look.join(_doc, _doc.c.id == _look.c.document))
        .where(_doc.c.proposal == _ID),
    ),
    ("pengecualian ketentuan", "a waiver", _newest(table(Waiver), "given_at")),
    ("paraf", "an endorsement", _newest(table(Endorsement), "at")),
    ("keberatan", "an objection", _newest(_objection, "filed_at")),
    ("jawaban keberatan", "the answer to an objection", _newest(_objection, "answered_at")),
    ("langkah", "a step", _newest(table(Transition), "at")),
    ("data pegawai dan jabatan", "data of people and posts", sa.select(sa.func.max(table(Intake).c.at))),
    (
        "data instansi",
        "the agency's own data",
        sa.select(sa.func.max(_decided.c.decided_at)).where(_decided.c.outcome == "done"),
    ),
)
"""What can change, in (Indonesian, English), and the question when it did."""


def newest_changes(connection: sa.Connection, proposal: int) -> list[tuple[str, str, datetime]]:
    """What of a proposal's file changed, the newest first; what has never been touched is left out."""
    found = [(id, en, connection.execute(query, {"proposal": proposal}).scalar()) for id, en, query in NEWEST]
    dated = [(id, en, at) for id, en, at in found if at is not None]
    return sorted(dated, key=lambda change: change[2], reverse=True)
