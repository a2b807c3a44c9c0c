"""Erasures: payloads that an entry of the log says were erased are gone; whatever else is missing is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from storage.audit.payloads import Kept
from storage.audit.ranges import runs, several, spoken
from storage.audit.report import Words
from storage.audit.stored import UNREADABLE, columns, rows
from storage.erased import erased
from storage.governance import Change, ChangeDecision
from storage.log_tables import LogLeaf
from storage.tables import table
from workflow.text import shown

_l, _c, _d = table(LogLeaf), table(Change), table(ChangeDecision)
_LEAVES = sa.select(*columns(_l, "index", "content")).where(_l.c.kind == "erasure").order_by(_l.c.index)
_DECIDED = (
    sa.select(*columns(_c, "new")).join(_d, _d.c.change == _c.c.id).where(_c.c.act == "erase", _d.c.outcome == "done")
)


class Erasures:
    """The entries whose payloads were lawfully erased, and which of them were met."""

    def __init__(self, connection: sa.Connection) -> None:
        self._by_entry = erased(connection).entries
        self._met: dict[int, list[int]] = {}
        self._proposals: dict[int, int] = {}
        self._undecided = list(_undecided(connection))

    def meet(self, entry: int, proposal: int) -> bool:
        """Whether a leaf of the log says that the payload of an entry was erased; the notes will tell of it."""
        if entry not in self._by_entry:
            return False
        self._met.setdefault(self._by_entry[entry], []).append(entry)
        self._proposals[proposal] = self._by_entry[entry]
        return True

    def problems(self, entry: int, kept: Kept) -> Iterator[Words]:
        """What is wrong with an erased entry: its payload is still there, or came back from an older copy."""
        if kept.there:
            index = self._by_entry[entry]
            yield (
                f"dasar keputusannya masih ada, padahal daun log {index} mencatat penghapusannya.",
                f"what it was decided on is still there, although leaf {index} says that it was erased.",
            )

    def left(self, ended: set[int]) -> Iterator[Words]:
        """What is wrong with the erasures themselves: nobody decided them, or the proposal has not ended."""
        for leaf in self._undecided:
            yield (
                f"Daun {leaf}: penghapusan yang disebutnya tidak pernah diputuskan.",
                f"Leaf {leaf}: nobody decided the erasure that it tells of.",
            )
        for proposal, index in self._proposals.items():
            if proposal not in ended:
                found = shown(proposal)
                yield (
                    f"Usulan {found}: dasar keputusannya dihapus menurut daun log {index}, padahal usulannya belum berakhir.",
                    f"Proposal {found}: what was decided on was erased by leaf {index}, although it has not ended.",
                )

    def notes(self) -> Iterator[Words]:
        """What was erased, by which leaf."""
        for index, entries in sorted(self._met.items()):
            for run in runs(entries):
                yield (
                    f"Entri {spoken(run)}: dasar keputusannya dihapus menurut daun log {index}.",
                    several(run, "Entry", "Entries")
                    + f" {spoken(run)}: what was decided on was erased by leaf {index}.",
                )


def _undecided(connection: sa.Connection) -> Iterator[str]:
    """The leaves about erasures that no decided change asked for."""
    decided = {_proposals(row.new) for row in rows(connection, _DECIDED)}
    for row in rows(connection, _LEAVES):
        told = _proposals(row.content)
        if told is None or told not in decided:
            yield shown(row.index)


def _proposals(content: Any) -> str | None:
    """The list of proposals that a change or a leaf speaks of, as JSON; None where it has none."""
    try:
        told = json.loads(content)["proposals"]
    except UNREADABLE:
        return None
    return json.dumps(told) if isinstance(told, list) else None
