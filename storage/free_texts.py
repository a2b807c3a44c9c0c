"""What people wrote about a case outside of what was decided on: reasons, objections and their answers, notes, file names.

Erasure leaves nothing of them but an empty text where one stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from storage.tables import Document, Endorsement, Objection, Proposal, Verification, Waiver, table

_p, _doc, _look = table(Proposal), table(Document), table(Verification)
_objection, _waiver, _initials = table(Objection), table(Waiver), table(Endorsement)


@dataclass(frozen=True)
class FreeText:
    """A column of free text.

    Attributes:
        proposal: what tells the proposal that a row belongs to.
        never_empty: whether a text that was never written is absent and not empty, so that an empty one was erased.
    """

    column: sa.Column[str]
    proposal: sa.ColumnElement[int]
    never_empty: bool = True

    @property
    def name(self) -> str:
        """The column as a sentence names it."""
        return f"{self.column.table.name}.{self.column.name}"


_OF_DOCUMENT = sa.select(_doc.c.proposal).where(_doc.c.id == _look.c.document).scalar_subquery()

FREE_TEXTS = (
    FreeText(_p.c.reason, _p.c.id, never_empty=False),
    FreeText(_doc.c.name, _doc.c.proposal, never_empty=False),
    FreeText(_look.c.reason, _OF_DOCUMENT),
    FreeText(_objection.c.grounds, _objection.c.proposal),
    FreeText(_objection.c.answer, _objection.c.proposal),
    FreeText(_waiver.c.reason, _waiver.c.proposal),
    FreeText(_initials.c.note, _initials.c.proposal),
)


def erase(connection: sa.Connection, proposals: Sequence[int]) -> int:
    """Empty every free text about some proposals; returns how many there were."""
    gone = 0
    for text in FREE_TEXTS:
        column = text.column
        mine = text.proposal.in_(proposals) & (column != "")
        gone += connection.execute(column.table.update().where(mine).values({column.name: ""})).rowcount
    return gone


def left(connection: sa.Connection, proposals: sa.ColumnElement[bool]) -> set[int]:
    """The proposals of which any free text is left, among those that a condition names."""
    wanted = sa.select(_p.c.id).where(proposals)
    found: set[int] = set()
    for text in FREE_TEXTS:
        mine = text.proposal.in_(wanted) & (text.column != "")
        found.update(connection.execute(sa.select(text.proposal).select_from(text.column.table).where(mine)).scalars())
    return found
