"""The capacities of history against the mandates: each named mandate is there, the actor's, and in force at the time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from storage import installation
from storage.audit.orders import Order
from storage.audit.report import Words
from storage.audit.stored import columns, instant, rows, whole
from storage.governance import Mandate
from storage.tables import table
from workflow.authority import Capacity
from workflow.capacity import Recorded, read
from workflow.text import shown

_m = table(Mandate)
_QUERY = sa.select(*columns(_m, "id", "office", "account", "capacity", "starts", "ends", "number", "dated"))


class Mandates:
    """Every mandate that is stored, by its number."""

    def __init__(self, connection: sa.Connection) -> None:
        self._rows = {whole(row.id): row for row in rows(connection, _QUERY)}
        self._stands_still = installation.found(connection) is True

    def problems(self, entry: Any, order: Order | None) -> Iterator[Words]:
        """What is wrong with the capacity of an entry."""
        found = read(entry.capacity) if isinstance(entry.capacity, str) else None
        if found is None:
            yield "kapasitasnya tidak terbaca.", "its capacity cannot be read."
            return
        if order is not None and (order.signed.capacity, order.signed.mandate) != (found.capacity, found.mandate):
            yield (
                f"keputusannya ditandatangani sebagai {shown(order.signed.capacity)}, bukan dalam kapasitas yang tercatat.",
                f"its decree was signed as {shown(order.signed.capacity)}, not in the recorded capacity.",
            )
        if found.mandate is not None:
            yield from self._mandate_problems(entry, found, order)
        elif found.capacity != Capacity.definitif:
            yield f"kapasitas {found.capacity} tanpa mandat.", f"the capacity {found.capacity} without a mandate."

    def _mandate_problems(self, entry: Any, found: Recorded, order: Order | None) -> Iterator[Words]:
        id, row = found.mandate, self._rows.get(found.mandate)
        if row is None:
            yield f"mandat {id} tidak ada.", f"mandate {id} does not exist."
            return
        if row.account != entry.actor:
            who = shown(entry.actor)
            yield f"mandat {id} bukan mandat akun {who}.", f"mandate {id} is not one of the account {who}."
        if (row.office, row.capacity) != (found.role, found.capacity):
            yield f"mandat {id} bukan mandat untuk kapasitas itu.", f"mandate {id} does not give that capacity."
        if not self._in_force(row, entry.at):
            yield f"mandat {id} tidak berlaku pada saat itu.", f"mandate {id} was not in force at that time."
        if order is not None and (order.signed.number, order.signed.dated) != (row.number, row.dated):
            yield f"suratnya bukan surat mandat {id}.", f"the letter it names is not that of mandate {id}."

    def _in_force(self, row: Any, at: Any) -> bool:
        """In a rehearsal whose calendar stands still, a decree may have the very instant of the end that came after."""
        then, starts, ends = instant(at), instant(row.starts), instant(row.ends)
        if then is None or starts is None or (ends is None and row.ends is not None) or then < starts:
            return False
        return ends is None or then < ends or (then == ends and self._stands_still)
