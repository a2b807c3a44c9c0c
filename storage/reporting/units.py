"""Units: who came and went, and how many people each lacked before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from storage.reporting.moves import Move
from storage.reporting.period import Period
from storage.reporting.places import Places
from storage.tables import Post, Unit, Workload, table
from workflow.planning import workload

_post, _unit, _work = table(Post), table(Unit), table(Workload)

UNITS = sa.select(_unit.c.code, _unit.c.name, _unit.c.parent).order_by(_unit.c.code)
POSTS = sa.select(_post.c.code, _post.c.unit, _post.c.need)
WORKLOADS = sa.select(_work.c.post, _work.c.volume, _work.c.per, _work.c.minutes)

ENDS = ("before", "after")
PARTS = ("holders", "short", "over")
"""What is counted at both ends: people in place, people lacking, people too many."""


def units(connection: sa.Connection, period: Period, moved: Sequence[Move]) -> list[dict[str, Any]]:
    """Every unit of the agency with its moves, its need, and its holders, shortage and surplus at both ends of the period."""
    unit_of, needed = _posts(connection)
    places = Places(connection, {(move.nip, move.starts): move.from_post for move in moved if move.from_post})
    before = _gaps(unit_of, needed, places.holders(period.first))
    after = _gaps(unit_of, needed, places.holders(period.last))
    came, left = Counter(move.to_unit for move in moved), Counter(move.from_unit for move in moved)
    return [
        {
            **{"unit": row.code, "name": row.name, "need": after[row.code, "need"]},
            **{"in": came[row.code], "out": left[row.code]},
            **{
                end: {part: found[row.code, part] for part in PARTS}
                for end, found in zip(ENDS, (before, after), strict=True)
            },
        }
        for row in _own(connection.execute(UNITS).all())
    ]


def _own(rows: Sequence[Any]) -> Iterator[Any]:
    """The units of the agency itself, without those of the agencies that people come from."""
    parents = {row.code: row.parent for row in rows}
    own = next((row.code for row in rows if row.parent is None), None)
    for row in rows:
        root = row.code
        while parents[root] is not None:
            root = parents[root]
        if root == own:
            yield row


def _posts(connection: sa.Connection) -> tuple[dict[str, str], dict[str, int]]:
    """Post → unit, and post → people it needs now: by its workload, else as the workbook states."""
    rows = connection.execute(POSTS).all()
    loads: dict[str, list[Fraction]] = {}
    for row in connection.execute(WORKLOADS):
        loads.setdefault(row.post, []).append(workload.load(row.volume, row.per, row.minutes))
    stated = {row.code: row.need or 0 for row in rows}
    return {row.code: row.unit for row in rows}, stated | {post: workload.need(each) for post, each in loads.items()}


def _gaps(unit_of: dict[str, str], needed: dict[str, int], holders: Counter[str]) -> Counter[tuple[str, str]]:
    """(unit, part) → people; a surplus in one post does not fill the shortage of another."""
    found: Counter[tuple[str, str]] = Counter()
    for post, unit in unit_of.items():
        gap = needed[post] - holders[post]
        found[unit, "need"] += needed[post]
        found[unit, "holders"] += holders[post]
        found[unit, "short"] += max(0, gap)
        found[unit, "over"] += max(0, -gap)
    return found


def total(by_unit: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures of all units together."""
    ends = {end: {part: sum(unit[end][part] for unit in by_unit) for part in PARTS} for end in ENDS}
    return {name: sum(unit[name] for unit in by_unit) for name in ("need", "in", "out")} | ends
