"""History that is older than the log: when the log begins, every entry and every decided change gets its leaf."""

from __future__ import annotations

import sqlalchemy as sa

from storage import change_leaves, log
from storage.governance import ChangeDecision
from storage.history import in_leaf
from storage.tables import Transition, table

_t, _d = table(Transition), table(ChangeDecision)


def adopt(connection: sa.Connection) -> None:
    """Give a database without any leaf those of its history so far.

    A log that has begun adopts nothing: what came into history past it is for the audit to find.
    """
    if log.head(connection, hold=True).size:
        return
    for row in connection.execute(sa.select(_t).order_by(_t.c.id), execution_options=log.AT_ONCE).mappings():
        log.append(connection, "transition", row["id"], in_leaf({name: row[name] for name in row if name != "id"}))
    for change in connection.execute(sa.select(_d.c.change).order_by(_d.c.change)).scalars().all():
        change_leaves.append(connection, change)
