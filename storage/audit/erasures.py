"""Erasures: payloads that an entry of the log says were erased are gone; whatever else is missing is missing."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from storage.audit.payloads import Kept
from storage.audit.ranges import runs, several, spoken
from storage.audit.report import Words
from storage.erased import erased


class Erasures:
    """The entries whose payloads were lawfully erased, and which of them were met."""

    def __init__(self, connection: sa.Connection) -> None:
        self._by_entry = erased(connection).entries
        self._met: dict[int, list[int]] = {}

    def meet(self, entry: int) -> bool:
        """Whether a leaf of the log says that the payload of an entry was erased; the notes will tell of it."""
        if entry not in self._by_entry:
            return False
        self._met.setdefault(self._by_entry[entry], []).append(entry)
        return True

    def problems(self, entry: int, kept: Kept) -> Iterator[Words]:
        """What is wrong with an erased entry: its payload is still there, or came back from an older copy."""
        if kept.there:
            index = self._by_entry[entry]
            yield (
                f"dasar keputusannya masih ada, padahal daun log {index} mencatat penghapusannya.",
                f"what it was decided on is still there, although leaf {index} says that it was erased.",
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
