"""What entries were decided on: read, hashed and understood, apart from everything that it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage.audit.helpers import Helpers
from storage.audit.orders import Order, read
from storage.audit.stored import binary, columns, rows
from storage.tables import Payload, Transition, table
from workflow.canonical import commitment

_t, _p = table(Transition), table(Payload)

_QUERY = (
    sa.select(_p.c.transition, *columns(_p, "salt", "content"), *columns(_t, "commitment"))
    .join_from(_p, _t, _t.c.id == _p.c.transition)
    .where(_p.c.transition.between(sa.bindparam("first"), sa.bindparam("last")))
)


TOGETHER = 100
"""Entries whose payloads are read together."""


@dataclass(frozen=True)
class Kept:
    """What is kept of what an entry was decided on.

    Attributes:
        there, has_content: whether there is anything, and whether there are bytes.
        commitment: of the bytes with their salt, where the entry is committed to them; else None.
        order: what they say, where that can be read.
    """

    there: bool = False
    has_content: bool = False
    commitment: str | None = None
    order: Order | None = None


NOTHING = Kept()


class Payloads:
    """What is kept for one entry after the other."""

    def __init__(self, connection: sa.Connection, entries: int, helpers: Helpers) -> None:
        self.connection = connection
        firsts = [(first, first + TOGETHER - 1) for first in range(1, entries + 1, TOGETHER)]
        self._ahead = zip(firsts, helpers.each(kept, firsts), strict=True)
        self._last, self._known = 0, dict[int, Kept]()

    def of(self, entry: Any) -> Kept:
        """What is kept for an entry; what a helper does not find in order is read again."""
        while entry.id > self._last:
            (first, self._last), found = next(self._ahead, ((entry.id, entry.id), None))
            self._known = kept(self.connection, first, self._last) if found is None else found
        known = self._known.get(entry.id, NOTHING)
        if known.order is None or known.commitment != entry.commitment:
            return kept(self.connection, entry.id, entry.id).get(entry.id, NOTHING)
        return known


def kept(connection: sa.Connection, first: int, last: int) -> dict[int, Kept]:
    """Entry → what is kept for it, from one entry to another; those for which there is nothing are left out."""
    query = _QUERY.params(first=first, last=last)
    return {row.transition: _kept(row) for row in rows(connection, query, 50)}


def _kept(row: Any) -> Kept:
    salt, content = binary(row.salt), binary(row.content)
    there, has_content = row.salt is not None or row.content is not None, row.content is not None
    if salt is None or content is None or (found := commitment(salt, content)) != row.commitment:
        return Kept(there, has_content)
    return Kept(there, has_content, found, read(content))
