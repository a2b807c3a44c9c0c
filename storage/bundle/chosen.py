"""Which leaves of the log a bundle holds: those of a proposal, or all from the first to the last of a period."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import sqlalchemy as sa

from storage.governance import ChangeDecision
from storage.log_tables import LogLeaf
from storage.reporting.period import Period
from storage.tables import Transition, table

_leaf, _t, _d = table(LogLeaf), table(Transition), table(ChangeDecision)

_OF_TRANSITION = (_leaf.c.kind == "transition") & (_leaf.c.ref == _t.c.id)
OF_PROPOSAL = (
    sa.select(_leaf.c.index)
    .join_from(_t, _leaf, _OF_TRANSITION)
    .where(_t.c.proposal == sa.bindparam("proposal"))
    .order_by(_leaf.c.index)
)
STEPS = (
    sa.select(sa.func.min(_leaf.c.index), sa.func.max(_leaf.c.index))
    .join_from(_t, _leaf, _OF_TRANSITION)
    .where(_t.c.at >= sa.bindparam("begins"), _t.c.at < sa.bindparam("ends"))
)
CHANGES = (
    sa.select(sa.func.min(_leaf.c.index), sa.func.max(_leaf.c.index))
    .join_from(_d, _leaf, (_leaf.c.kind == "change") & (_leaf.c.ref == _d.c.change))
    .where(_d.c.decided_at >= sa.bindparam("begins"), _d.c.decided_at < sa.bindparam("ends"))
)
ERASURES = sa.select(_leaf.c.index, _leaf.c.content).where(_leaf.c.kind == "erasure").order_by(_leaf.c.index)
REFS = sa.select(_leaf.c.ref).where(
    _leaf.c.kind == sa.bindparam("kind"), _leaf.c.index.in_(sa.bindparam("places", expanding=True))
)


@dataclass(frozen=True)
class Chosen:
    """The leaves of a bundle.

    Attributes:
        places: their indexes, in order.
        left_out: how many more there are past the checkpoint, which nothing proves yet.
    """

    places: Sequence[int]
    left_out: int

    def parts(self, length: int) -> Iterator[Sequence[int]]:
        """The indexes, some at a time."""
        return (self.places[at : at + length] for at in range(0, len(self.places), length))


def of_proposal(connection: sa.Connection, proposal: int, size: int) -> Chosen:
    """The leaves of a proposal's steps in a log of so many leaves, and of what was erased of them."""
    found = list(connection.execute(OF_PROPOSAL, {"proposal": proposal}).scalars())
    return _chosen(connection, found, size)


def of_period(connection: sa.Connection, period: Period, size: int) -> Chosen:
    """Every leaf from the first to the last of a period, and of what was erased of them.

    A calendar may jump, but the order of the log is that of the acts: nothing between two of them is left out.
    """
    asked = {"begins": period.begins, "ends": period.ends}
    ends = [one for query in (STEPS, CHANGES) for one in connection.execute(query, asked).one() if one is not None]
    return _chosen(connection, range(min(ends), max(ends) + 1) if ends else (), size)


def _chosen(connection: sa.Connection, places: Sequence[int], size: int) -> Chosen:
    proved = [place for place in places if place < size]
    later = [place for place in _erasures(connection, proved) if place < size]
    return Chosen(sorted({*proved, *later}), len(places) - len(proved))


def _erasures(connection: sa.Connection, places: Sequence[int]) -> Iterable[int]:
    """The leaves that say that something was erased of these."""
    told = [(index, json.loads(content)) for index, content in connection.execute(ERASURES)]
    if not told:
        return []
    refs = {kind: set(_refs(connection, kind, places)) for kind in ("transition", "change")}
    return [
        index
        for index, leaf in told
        if refs["transition"].intersection(leaf["entries"]) or refs["change"].intersection(leaf["changes"])
    ]


def _refs(connection: sa.Connection, kind: str, places: Sequence[int]) -> Iterator[int]:
    parts = (places[at : at + 1000] for at in range(0, len(places), 1000))
    return chain.from_iterable(connection.execute(REFS, {"kind": kind, "places": part}).scalars() for part in parts)
