"""The leaves of changes: each says what the change and its decision say, and commits to what was changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from storage.audit.leaves import read
from storage.audit.ranges import runs, several, spoken
from storage.audit.report import AuditReport, Words
from storage.audit.stored import UNREADABLE, binary, columns, named, raw, rows, same, to_the_second, whole
from storage.change_leaves import COMMITTED, TOLD
from storage.governance import Change, ChangeDecision
from storage.log_tables import ChangeSalt, LogLeaf
from storage.tables import table
from workflow.canonical import canonical, commitment
from workflow.text import shown

_l, _c, _d, _s = table(LogLeaf), table(Change), table(ChangeDecision), table(ChangeSalt)

_INSTANTS = {"asked_at", "decided_at"}
_FIELDS = {*TOLD, "commitment", "v", "type", "ref"}
_QUERY = (
    sa.select(
        *columns(_l, "index", "ref"),
        raw(_l.c.content, "leaf"),
        *columns(_c, "id", *(name for name in TOLD if name in _c.c), *COMMITTED),
        *columns(_d, "change", *(name for name in TOLD if name in _d.c)),
        *columns(_s, "salt"),
    )
    .outerjoin_from(_l, _c, _c.c.id == _l.c.ref)
    .outerjoin(_d, _d.c.change == _l.c.ref)
    .outerjoin(_s, _s.c.change == _l.c.ref)
    .where(_l.c.kind == "change")
    .order_by(_l.c.index)
)
_MINE = (_l.c.kind == "change") & (_l.c.ref == _d.c.change)
_WITHOUT = sa.select(*columns(_d, "change")).outerjoin_from(_d, _l, _MINE).where(_l.c.index.is_(None))


def check_changes(connection: sa.Connection, report: AuditReport) -> None:
    """Check every decided change against its leaf."""
    for row in rows(connection, _QUERY):
        where = shown(row.index), shown(row.ref)
        for id, en in _problems(row):
            report.wrong("Daun {} (perubahan {}): {}".format(*where, id), "Leaf {} (change {}): {}".format(*where, en))
    found = (whole(row.change) for row in rows(connection, _WITHOUT.order_by(_d.c.change)))
    for run in runs(number for number in found if number is not None):
        report.wrong(
            f"Perubahan {spoken(run)} tidak ada dalam log.",
            several(run, f"Change {spoken(run)} is not in the log.", f"Changes {spoken(run)} are not in the log."),
        )


def _problems(row: Any) -> Iterator[Words]:
    if row.id is None or row.change is None:
        yield "perubahannya atau keputusannya hilang.", "the change or its decision is missing."
        return
    told = read(row.leaf)
    if told is None or set(told) != _FIELDS:
        yield "isinya bukan isi daun sebuah perubahan.", "its bytes are not those of a change's leaf."
        return
    wrong = [name for name in TOLD if not _same(name, getattr(row, name), told[name])]
    if wrong:
        yield (
            f"kolom perubahannya ({named(wrong)}) tidak sama dengan yang dikatakan daunnya.",
            f"the columns of the change ({named(wrong)}) are not what the leaf says.",
        )
    if not _is_committed(row, told["commitment"]):
        yield (
            f"isi perubahannya ({', '.join(COMMITTED)}) atau garamnya diubah atau hilang.",
            f"what was changed ({', '.join(COMMITTED)}) or its salt was altered, or is missing.",
        )


def _same(name: str, kept: Any, told: Any) -> bool:
    return to_the_second(kept) == told if name in _INSTANTS else same(kept, told)


def _is_committed(row: Any, told: Any) -> bool:
    salt = binary(row.salt)
    try:
        hidden = canonical({name: getattr(row, name) for name in COMMITTED})
    except UNREADABLE:
        return False
    return salt is not None and commitment(salt, hidden) == told
