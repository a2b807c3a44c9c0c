"""The entries of history, one after the other: each follows the one before it and says what its payload says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.audit import register
from storage.audit.erasures import Erasures
from storage.audit.helpers import Helpers
from storage.audit.mandates import Mandates
from storage.audit.orders import Order
from storage.audit.payloads import Kept, Payloads
from storage.audit.processes import Edges
from storage.audit.ranges import Run, several, spoken
from storage.audit.report import AuditReport, Progress, Words
from storage.audit.seats import Seats
from storage.audit.stored import columns, count, differing, instant, named, raw, rows, to_the_second, whole
from storage.audit.teams import Teams
from storage.tables import Booking, Claim, Decree, LogHead, Transition, table
from workflow.states import ENDED, State
from workflow.text import shown

_t, _d, _b, _c = table(Transition), table(Decree), table(Booking), table(Claim)

_ENDED = {state.value for state in ENDED}

CALENDAR_SLACK = timedelta(seconds=5)
"""Entries that were written at the same time may be dated in another order by so much."""

_QUERY = (
    sa.select(
        *columns(_t, *_t.c.keys()),
        *columns(_d, "sha256", "issued_at", prefix="stored_"),
        *columns(_b, "id", "code", "verb", "actor", "series", "year", "n", "number", prefix="booking_"),
        raw(_c.c.version, "claimed"),
    )
    .outerjoin_from(_t, _d, _d.c.number == _t.c.number)
    .outerjoin(_b, _b.c.id == _d.c.booking)
    .outerjoin(_c, (_c.c.booking == _b.c.id) & (_c.c.proposal == _t.c.proposal))
    .order_by(_t.c.id)
)


@dataclass(frozen=True)
class Newest:
    """What the newest entry of a proposal says of it; `identity` is None when its payload does not tell."""

    state: str
    version: int
    identity: dict[str, Any] | None


class Entries:
    """The look at history from its first entry to its last.

    Attributes:
        newest: proposal → what its newest entry says of it.
        seats: the seats as history gave them.
        documents: number of a filed document → its SHA-256, as the dossiers of history name it.
    """

    def __init__(self, connection: sa.Connection, report: AuditReport, processes: dict[str, Edges | None]) -> None:
        self.connection = connection
        self.report = report
        self.processes = processes
        self.newest: dict[int, Newest] = {}
        self.seats = Seats()
        self.documents: dict[int, str] = {}
        self._mandates = Mandates(connection)
        self._teams = Teams(connection)
        self._erasures = Erasures(connection)
        self._latest: datetime | None = None
        self._early: list[Run] = []

    def check(self, progress: Progress | None, helpers: Helpers) -> None:
        """Check every entry, and that none is missing between the first and the head."""
        total, last, seen = count(self.connection, _t), 0, 0
        payloads = Payloads(self.connection, total, helpers)
        for seen, row in enumerate(rows(self.connection, _QUERY, 50), 1):
            last = self._follows(row.id, last)
            self._check(row, payloads.of(row))
            if progress:
                progress(seen, total, "riwayat")
        self.report.counts["entries"] = seen
        self._check_head(last)
        self.report.problems.extend(self._teams.left())
        self.report.problems.extend(self._erasures.left({id for id, one in self.newest.items() if one.state in _ENDED}))
        self.report.notes.extend(self._erasures.notes())
        self._note_calendar()

    def _follows(self, id: int, last: int) -> int:
        if id <= last:
            self.report.wrong(f"Entri {id} berada di luar urutan.", f"Entry {id} is out of order.")
            return last
        if id > last + 1:
            self._missing((last + 1, id - 1))
        return id

    def _missing(self, run: Run) -> None:
        self.report.wrong(
            f"Entri {spoken(run)} hilang.",
            several(run, f"Entry {spoken(run)} is missing.", f"Entries {spoken(run)} are missing."),
        )

    def _check_head(self, last: int) -> None:
        sizes = self.connection.execute(sa.select(raw(table(LogHead).c.size))).scalars().all()
        size = whole(sizes[0]) if len(sizes) == 1 else None
        if size is None:
            self.report.wrong("Kepala riwayat hilang atau rusak.", "The head of history is missing or broken.")
        elif size > last:
            self._missing((last + 1, size))
        elif size < last:
            self.report.wrong(
                f"Riwayat sampai pada entri {last}, sedangkan kepalanya mencatat {size}.",
                f"History goes up to entry {last}, but its head says {size}.",
            )

    def _check(self, row: Any, kept: Kept) -> None:
        order = kept.order
        problems = [
            *self._place_problems(row),
            *_decree_problems(row),
            *(
                self._erasures.problems(row.id, kept)
                if self._erasures.meet(row.id, row.proposal)
                else _payload_problems(row, kept)
            ),
            *self._mandates.problems(row, order),
            *self._teams.problems(row, order),
            *(order.duties if order else ()),
        ]
        for id, en in problems:
            where = row.id, shown(row.proposal)
            self.report.wrong(
                "Entri {} (usulan {}): {}".format(*where, id), "Entry {} (proposal {}): {}".format(*where, en)
            )
        self.report.problems.extend(register.problems(row, order))
        self._remember(row, order)
        self._look_at_calendar(row)

    def _place_problems(self, row: Any) -> Iterator[Words]:
        """What is wrong with where the entry stands: after which, from where, by which process."""
        before = self.newest.get(row.proposal)
        state, version = (before.state, before.version) if before else (State.draft.value, 0)
        if row.version != version + 1:
            found = shown(row.version)
            yield f"versi {found} tidak menyambung versi {version}.", f"version {found} does not follow {version}."
        if row.from_state != state:
            found, expected = shown(row.from_state), shown(state)
            yield f"berangkat dari {found}, bukan {expected}.", f"leaves from {found}, not {expected}."
        edges = self.processes.get(row.process, frozenset())
        if row.process not in self.processes:
            yield "versi prosesnya tidak dikenal.", "its process version is not known."
        elif edges is not None and (row.verb, row.from_state, row.to_state) not in edges:
            yield "langkahnya tidak ada dalam tabel proses.", "its step is not in the process table."

    def _remember(self, row: Any, order: Order | None) -> None:
        before, version = self.newest.get(row.proposal), whole(row.version)
        if version is None:
            version = before.version + 1 if before else 1
        mine = order is not None and order.move.proposal == row.proposal
        self.newest[row.proposal] = Newest(row.to_state, version, order.identity if order and mine else None)
        if order is not None:
            self.seats.take(order.move)
            self.documents.update(order.documents)
        else:
            self.seats.forget(row.proposal, row.verb)

    def _look_at_calendar(self, row: Any) -> None:
        at = instant(row.at)
        if at is None:
            return
        if self._latest is not None and at < self._latest - CALENDAR_SLACK:
            self._note_early(row.id)
        self._latest = max(at, self._latest or at)

    def _note_early(self, id: int) -> None:
        if self._early and self._early[-1][1] == id - 1:
            self._early[-1] = (self._early[-1][0], id)
        else:
            self._early.append((id, id))

    def _note_calendar(self) -> None:
        for run in self._early:
            self.report.note(
                f"Entri {spoken(run)} bertanggal lebih awal daripada entri sebelumnya; urutannya tetap menurut nomor entri.",
                several(
                    run,
                    f"Entry {spoken(run)} is dated before the one ahead of it; the order is that of the index.",
                    f"Entries {spoken(run)} are dated before one ahead of them; the order is that of the index.",
                ),
            )


def _decree_problems(row: Any) -> Iterator[Words]:
    """What is wrong with the decree of an entry."""
    number = shown(row.number)
    if row.stored_sha256 is None or row.stored_sha256 != row.decree_sha256:
        yield f"keputusan {number} bukan yang diterbitkan.", f"decree {number} is not the one that was issued."


def _payload_problems(row: Any, kept: Kept) -> Iterator[Words]:
    """What is wrong with the payload of an entry."""
    if not kept.has_content:
        yield "dasar keputusannya hilang.", "what it was decided on is missing."
    elif kept.commitment is None:
        yield "dasar keputusannya berubah.", "what it was decided on was altered."
    elif kept.order is None:
        yield "dasar keputusannya tidak terbaca.", "what it was decided on cannot be read."
    else:
        yield from _column_problems(row, kept.order)


def _column_problems(row: Any, order: Order) -> Iterator[Words]:
    """The columns of an entry that are not what its payload says."""
    told = {**order.entry}
    at = told.pop("at")
    wrong = differing(row, told)
    if to_the_second(row.at) != at:
        wrong.append("at")
    if row.process != order.process and "process" not in wrong:
        wrong.append("process")
    if wrong:
        yield (
            f"kolomnya ({named(wrong)}) tidak sama dengan dasar keputusannya.",
            f"its columns ({named(wrong)}) are not what it was decided on.",
        )
    if order.facts != row.dossier:
        yield "berkasnya tidak sama dengan sidik yang tercatat.", "its dossier does not have the recorded hash."
