"""The casting: which people of the sample city move to which posts, found by asking the real rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.sample.story import WAIVED, Plan
from storage import proposals
from storage.ledger import Ledger
from storage.seats import free_seats
from workflow.authority import Actor, Kind
from workflow.judgement import ask
from workflow.process import EDGES
from workflow.rules import Outcome, Question, Severity

CANDIDATES = sa.text(
    """
    SELECT p.nip, q.code AS post, min(w.as_of) AS measured, h.unit AS origin, h.code AS home,
        (SELECT max(c.date) FROM competence c WHERE c.nip = p.nip) AS assessed
    FROM person p JOIN post h ON h.code = p.post
    JOIN post q ON q.name = h.name AND q.unit <> h.unit
    JOIN workload w ON w.post = q.code
    WHERE p.employment = 'PNS' AND q.kind IN ('fungsional', 'pelaksana') AND q.unit NOT LIKE '9%'
    GROUP BY p.nip, q.code, h.unit, h.code ORDER BY measured, p.nip, q.code
    """
).columns(measured=sa.Date, assessed=sa.Date)

ORIGINS: dict[Kind, str] = {
    **dict.fromkeys((Kind.KABKOTA_SATU_PROV, Kind.KABKOTA_KE_PROV), "90"),
    Kind.PROV_KE_KABKOTA: "91",
    **dict.fromkeys((Kind.KABKOTA_BEDA_PROV, Kind.KABKOTA_KE_PROV_LAIN), "92"),
    **dict.fromkeys((Kind.PROV_KE_KABKOTA_LAIN, Kind.ANTAR_PROV, Kind.DAERAH_KE_PUSAT), "93"),
    **dict.fromkeys((Kind.PUSAT_KE_DAERAH, Kind.ANTAR_PUSAT), "94"),
}
"""Kind → the code of the agency from which people come. A city receives by five of these routes only; the others
are walked all the same, so that each can be seen to its end."""

CITY = ("0", "1", "2", "3", "4")
"""How the codes of the city's own units begin."""

OF_PAPERS = frozenset({"R-ELG-06"})
"""The rules that look at documents, which are filed later."""


WARNINGS = frozenset({"R-ELG-13", "R-DAT-01"})
"""Warnings that are borne: a competence below the post's, and old data."""


@dataclass
class Casting:
    """People and seats that are still free for the story."""

    connection: sa.Connection
    rows: list[Any]
    free: Counter[str]
    cast: set[str] = field(default_factory=set)
    unfit: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, connection: sa.Connection, today: date) -> Casting:
        rows = connection.execute(CANDIDATES).all()
        posts = {row.post for row in rows}
        return cls(connection, list(rows), Counter({post: free_seats(connection, post, today) for post in posts}))

    def next(self, plan: Plan, account: str, now: datetime) -> int:
        """Write the next proposal, of someone whom no rule stops but the one that the case sets aside.

        Someone about whom there is a warning, or who was assessed later, comes only when nobody else is left.
        """
        against = {"R-ELG-01"} if plan.case == WAIVED else set()
        for row, bearable in self._choices(plan):
            with self.connection.begin_nested() as attempt:
                id = self._propose(row, plan, account, now)
                if self._unmet(id, plan.started) - bearable == against:
                    self.cast.add(row.nip)
                    self.free[row.post] -= 1
                    return id
                self.unfit.add(row.nip)
                attempt.rollback()
        raise LookupError(f"nobody in the sample city can make a move of kind {plan.kind}")

    def _choices(self, plan: Plan) -> Iterator[tuple[Any, frozenset[str]]]:
        """Who could move where, and which warnings are borne."""
        if plan.case != WAIVED:
            fit = (row for row in self._open_rows(plan) if row.nip not in self.unfit)
            yield from ((row, frozenset()) for row in fit if row.assessed is None or row.assessed <= plan.started)
        yield from ((row, WARNINGS) for row in self._open_rows(plan))

    def _open_rows(self, plan: Plan) -> Iterator[Any]:
        for row in self.rows:
            comes = row.origin.startswith(ORIGINS.get(plan.kind, CITY)) and row.measured <= plan.started
            if comes and row.nip not in self.cast and self.free[row.post] > 0 and self._may_return(row, plan):
                yield row

    def _may_return(self, row: Any, plan: Plan) -> bool:
        """Whether there is a seat to go back to, where the move is annulled: none where there were too many."""
        annulled = plan.day_of("annul")
        return annulled is None or free_seats(self.connection, row.home, plan.started) >= 0

    def _propose(self, row: Any, plan: Plan, account: str, now: datetime) -> int:
        reason = "Memenuhi kekurangan tenaga pada unit tujuan menurut analisis beban kerja."
        told = {"nip": row.nip, "post": row.post, "account": account, "kind": plan.kind, "reason": reason}
        return proposals.propose(self.connection, **told, now=now, today=plan.started)

    def _unmet(self, id: int, day: date) -> set[str]:
        """The rules of the whole way that stand against the move, if only as a warning about the post."""
        dossier = Ledger(self.connection).dossier(id, day)
        nobody = Actor("–")
        return {
            finding.rule
            for edge in EDGES
            if edge.verb in ("submit", "establish_need", "assess")
            for finding in ask(edge, Question(dossier, nobody, edge.verb, day))
            if finding.outcome is Outcome.unmet and finding.severity is not Severity.info
        } - OF_PAPERS
