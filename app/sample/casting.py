"""The casting: which people of the sample city move to which posts, found by asking the real rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import proposals
from storage.ledger import Ledger
from storage.seats import free_seats
from workflow.authority import Actor, Kind
from workflow.judgement import ask
from workflow.process import EDGES
from workflow.rules import Outcome, Question, Severity

CANDIDATES = sa.text(
    """
    SELECT p.nip, q.code AS post, min(w.as_of) AS measured, h.unit AS origin
    FROM person p JOIN post h ON h.code = p.post
    JOIN post q ON q.name = h.name AND q.unit <> h.unit
    JOIN workload w ON w.post = q.code
    WHERE p.employment = 'PNS' AND q.kind IN ('fungsional', 'pelaksana') AND q.unit NOT LIKE '90%'
    GROUP BY p.nip, q.code, h.unit ORDER BY measured, p.nip, q.code
    """
).columns(measured=sa.Date)

NEIGHBOUR = "90"
"""The code under which the neighbouring agency's units stand."""


@dataclass
class Casting:
    """People and seats that are still free for the story."""

    connection: sa.Connection
    cast: set[str]
    taken: set[str]
    unfit: set[str]
    rows: list[Any]

    @classmethod
    def open(cls, connection: sa.Connection, today: date) -> Casting:
        rows = connection.execute(CANDIDATES).all()
        free = {post for post in {row.post for row in rows} if free_seats(connection, post, today) > 0}
        return cls(connection, set(), set(), set(), [row for row in rows if row.post in free])

    def next(self, kind: Kind, account: str, day: date, now: Any) -> int:
        """Write the next proposal whose person meets every rule; returns its number."""
        for row in self._open_rows(kind, day):
            with self.connection.begin_nested() as attempt:
                id = self._propose(row, kind, account, day, now)
                if self._fits(id, day):
                    self.cast.add(row.nip)
                    self.taken.add(row.post)
                    return id
                self.unfit.add(row.nip)
                attempt.rollback()
        raise LookupError(f"nobody in the sample city can make a move of kind {kind}")

    def _open_rows(self, kind: Kind, day: date) -> Iterator[Any]:
        for row in self.rows:
            comes_over = row.origin.startswith(NEIGHBOUR)
            free = row.nip not in self.cast | self.unfit and row.post not in self.taken
            if free and comes_over == kind.between_agencies and row.measured <= day:
                yield row

    def _propose(self, row: Any, kind: Kind, account: str, day: date, now: Any) -> int:
        reason = "Memenuhi kekurangan tenaga pada unit tujuan menurut analisis beban kerja."
        return proposals.propose(
            self.connection, nip=row.nip, post=row.post, account=account, kind=kind, reason=reason, now=now, today=day
        )

    def _fits(self, id: int, day: date) -> bool:
        """Whether no rule of the whole way stands against the move, not even as a warning about the post."""
        dossier = Ledger(self.connection).dossier(id, day)
        nobody = Actor("–")
        for edge in EDGES:
            if edge.verb in ("submit", "establish_need", "assess"):
                for finding in ask(edge, Question(dossier, nobody, edge.verb, day)):
                    if finding.outcome is Outcome.unmet and finding.severity is not Severity.info:
                        return False
        return True
