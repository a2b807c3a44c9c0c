"""The names that the log has had: whenever it was opened anew, the auditor is told what was known of it before."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from storage.audit.checkpoints import read_note
from storage.audit.leaves import read
from storage.audit.report import Words
from storage.audit.stored import columns, rows, whole
from storage.log_tables import LogLeaf
from storage.tables import table
from workflow.text import shown

_l = table(LogLeaf)
_ORIGINS = sa.select(*columns(_l, "index", "content")).where(_l.c.kind == "origin").order_by(_l.c.index)


def origin_notes(connection: sa.Connection) -> Iterator[Words]:
    """The times that the log was begun anew under another name, and what was known of it before."""
    for row in rows(connection, _ORIGINS):
        told = read(row.content) or {}
        note, index = read_note(told.get("continues")), shown(row.index)
        name, why = shown(told.get("origin")), shown(told.get("reason"), 200)
        lost = note is not None and whole(row.index) is not None and note.size > row.index
        if note is not None and lost:
            yield (
                f"Pada daun {index} log dibuka lagi sebagai {name}, padahal sebelumnya pernah berukuran {note.size}: daun {index}–{note.size - 1} yang lama hilang. Alasannya: {why}",
                f"At leaf {index} the log was opened anew as {name}, although it had a size of {note.size} before: the old leaves {index}–{note.size - 1} are lost. The reason: {why}",
            )
        else:
            yield (
                f"Pada daun {index} log dibuka lagi sebagai {name}. Alasannya: {why}",
                f"At leaf {index} the log was opened anew as {name}. The reason: {why}",
            )
