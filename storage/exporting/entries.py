"""The entries of history as they are exported: one after the other, and without identity numbers unless they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.accounts import full_name
from storage.history import entry_as_json
from storage.reporting.period import Period
from storage.tables import Payload, Person, Proposal, Transition, table

_t, _payload, _proposal, _person = table(Transition), table(Payload), table(Proposal), table(Person)

FIRST, LAST = date(1945, 1, 1), date(2200, 12, 31)
"""The days between which everything lies that an export without limits tells."""

BATCH = 200
"""Rows that are in memory at a time."""

NIP = re.compile(r"(?<!\w)[0-9]{8} ?[0-9]{6} ?[0-9] ?[0-9]{3}(?!\w)")
"""An identity number as it is kept, and in the groups in which people write it."""

HIDDEN = "[NIP]"
"""Stands where an identity number stood."""

IN_PERIOD = _t.c.at >= sa.bindparam("begins"), _t.c.at < sa.bindparam("ends")
COUNT = sa.select(sa.func.count()).select_from(_t).where(*IN_PERIOD)
ROWS = (
    sa.select(_t, _proposal.c.kind, _proposal.c.nip, _person.c.name, _person.c.title_before, _person.c.title_after)
    .join_from(_t, _proposal, _proposal.c.id == _t.c.proposal)
    .join(_person, _person.c.nip == _proposal.c.nip)
    .where(*IN_PERIOD)
)
WITH_PAYLOADS = ROWS.add_columns(_payload.c.content).outerjoin(_payload, _payload.c.transition == _t.c.id)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Wanted:
    """Which entries, and whether with the NIP and name of whom they are about."""

    period: Period
    people: bool = False

    @property
    def asked(self) -> dict[str, Any]:
        """The limits as the database is asked for them."""
        return {"begins": self.period.begins, "ends": self.period.ends}


def entries(connection: sa.Connection, wanted: Wanted, progress: Progress | None = None) -> Iterator[dict[str, Any]]:
    """Every entry as `history --json` tells it, with the kind of transfer, in the order of the log."""
    for row in stream(connection, WITH_PAYLOADS.order_by(_t.c.id), wanted, progress):
        told = {**entry_as_json(row), "kind": row.kind}
        yield {**told, **whom(row)} if wanted.people else without_numbers(told)


def stream(connection: sa.Connection, query: Any, wanted: Wanted, progress: Progress | None) -> Iterator[Any]:
    """The rows of a query over the period, a few at a time."""
    total = connection.execute(COUNT, wanted.asked).scalar_one()
    rows = connection.execution_options(yield_per=BATCH).execute(query, wanted.asked)
    for done, row in enumerate(rows, 1):
        yield row
        if progress is not None and done % BATCH == 0:
            progress(done, total, "entri")


def whom(row: Any) -> dict[str, str]:
    """NIP and name of the person whom an entry is about."""
    return {"nip": row.nip, "name": full_name(row.title_before, row.name, row.title_after)}


def without_numbers(value: Any) -> Any:
    """A value of JSON with every identity number in it hidden."""
    if isinstance(value, str):
        return NIP.sub(HIDDEN, value)
    if isinstance(value, dict):
        return {name: without_numbers(item) for name, item in value.items()}
    return [without_numbers(item) for item in value] if isinstance(value, list) else value
