"""The audit: everything stored is checked against everything else, and what is wrong is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.database import Database
from storage.tables import (
    Assignment,
    Booking,
    Counter,
    Decree,
    LogHead,
    Payload,
    ProcessVersion,
    Proposal,
    Transition,
    table,
)
from workflow.canonical import canonical, commitment, sha256
from workflow.states import State

_t, _p, _d, _b = table(Transition), table(Payload), table(Decree), table(Booking)
_proposal, _counter, _version, _assignment = table(Proposal), table(Counter), table(ProcessVersion), table(Assignment)

Words = tuple[str, str]
"""A sentence in (Indonesian, English)."""


@dataclass
class AuditReport:
    """What an audit found.

    Attributes:
        problems: what is wrong, each as a sentence.
        notes: what is odd but not wrong.
        counts: how many entries, decrees, numbers and proposals were checked.
    """

    problems: list[Words] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def as_json(self, language: str) -> dict[str, Any]:
        """The report as scripts read it."""
        pick = 1 if language == "en" else 0
        return {
            "ok": not self.problems,
            "problems": [words[pick] for words in self.problems],
            "notes": [words[pick] for words in self.notes],
            "counts": self.counts,
        }

    def lines(self, language: str) -> Iterator[str]:
        """The report as a person reads it."""
        said = self.as_json(language)
        yield from (f"✗ {problem}" for problem in said["problems"])
        yield from (f"· {note}" for note in said["notes"])
        entries, decrees = self.counts["entries"], self.counts["decrees"]
        if language == "en":
            found = f"{len(self.problems)} problem(s)" if self.problems else "nothing was changed"
            yield f"{entries} entries and {decrees} decrees checked: {found}."
        else:
            found = f"{len(self.problems)} masalah" if self.problems else "tidak ada yang berubah"
            yield f"{entries} entri dan {decrees} keputusan diperiksa: {found}."


def verify(database: Database, now: datetime, progress: Callable[[int, int, str], None] | None = None) -> AuditReport:
    """Check history, decrees, states, numbers, seats and process versions in one consistent view."""
    with database.reading() as connection:
        audit = _Audit(connection, now, progress)
        audit.run()
    return audit.report


class _Audit:
    def __init__(
        self, connection: sa.Connection, now: datetime, progress: Callable[[int, int, str], None] | None
    ) -> None:
        self.connection = connection
        self.now = now
        self.progress = progress
        self.report = AuditReport()
        self.edges: dict[str, set[tuple[str, str, str]]] = {}
        self.newest: dict[int, tuple[str, int]] = {}
        self.seats: dict[tuple[int, str], dict[str, Any]] = {}
        self.last_at: datetime | None = None

    def run(self) -> None:
        self._check_processes()
        self._check_entries()
        self._check_decrees()
        self._check_proposals()
        self._check_numbers()
        self._check_seats()

    def _wrong(self, id: str, en: str) -> None:
        self.report.problems.append((id, en))

    # Process versions

    def _check_processes(self) -> None:
        for row in self.connection.execute(sa.select(_version)):
            if sha256(row.definition.encode()) != row.sha256:
                self._wrong(
                    f"Versi proses {row.sha256[:12]}: isinya berubah.", f"Process version {row.sha256[:12]}: altered."
                )
            edges = json.loads(row.definition)["edges"]
            self.edges[row.sha256] = {(e["verb"], e["source"], e["target"]) for e in edges}

    # Entries

    def _check_entries(self) -> None:
        size = int(self.connection.execute(sa.select(table(LogHead).c.size)).scalar() or 0)
        query = (
            sa.select(_t, _p.c.salt, _p.c.content, _d.c.sha256.label("stored_sha256"))
            .outerjoin_from(_t, _p, _p.c.transition == _t.c.id)
            .outerjoin(_d, _d.c.number == _t.c.number)
            .order_by(_t.c.id)
        )
        expected = 0
        for row in self.connection.execution_options(yield_per=500).execute(query):
            expected += 1
            while expected < row.id:
                self._missing_entry(expected)
                expected += 1
            self._check_entry(row)
            if self.progress:
                self.progress(row.id, size, "riwayat")
        for index in range(expected + 1, size + 1):
            self._missing_entry(index)
        if expected > size:
            self._wrong(
                f"Riwayat berisi {expected} entri, sedangkan kepalanya mencatat {size}.",
                f"History has {expected} entries, but its head says {size}.",
            )
        self.report.counts["entries"] = size

    def _missing_entry(self, index: int) -> None:
        self._wrong(f"Entri {index} hilang.", f"Entry {index} is missing.")

    def _check_entry(self, row: Any) -> None:
        for id, en in entry_problems(row, self.edges, self.newest.get(row.proposal)):
            self._wrong(
                f"Entri {row.id} (usulan {row.proposal}): {id}", f"Entry {row.id} (proposal {row.proposal}): {en}"
            )
        self.newest[row.proposal] = (row.to_state, row.version)
        if self.last_at and row.at < self.last_at:
            self.report.notes.append(
                (
                    f"Entri {row.id} bertanggal lebih awal daripada entri sebelumnya; urutannya tetap menurut nomor entri.",
                    f"Entry {row.id} is dated before the one ahead of it; the order is that of the index.",
                )
            )
        self.last_at = row.at
        if row.verb in ("approve", "annul") and row.content:
            self.seats[row.proposal, row.number] = json.loads(row.content)["cases"][0] | {"verb": row.verb}

    # Decrees

    def _check_decrees(self) -> None:
        covered = set(self.connection.execute(sa.select(_t.c.number)).scalars())
        total = int(self.connection.execute(sa.select(sa.func.count()).select_from(_d)).scalar_one())
        query = sa.select(_d.c.number, _d.c.sha256, _d.c.content, _b.c.status).outerjoin_from(
            _d, _b, _b.c.id == _d.c.booking
        )
        rows = self.connection.execution_options(yield_per=50).execute(query.order_by(_d.c.booking))
        for count, row in enumerate(rows, 1):
            if sha256(bytes(row.content)) != row.sha256:
                self._wrong(f"Keputusan {row.number}: isinya berubah.", f"Decree {row.number}: its bytes were altered.")
            if row.number not in covered:
                self._wrong(
                    f"Keputusan {row.number} tidak ada dalam riwayat.", f"Decree {row.number} is not in history."
                )
            if row.status != "issued":
                self._wrong(
                    f"Keputusan {row.number} tersimpan, tetapi nomornya tidak terbit.",
                    f"Decree {row.number} is stored, but its number is not issued.",
                )
            if self.progress:
                self.progress(count, total, "keputusan")
        self.report.counts["decrees"] = total

    # Proposals

    def _check_proposals(self) -> None:
        seen = set()
        for row in self.connection.execute(sa.select(_proposal.c.id, _proposal.c.state, _proposal.c.version)):
            seen.add(row.id)
            state, version = self.newest.get(row.id, (State.draft.value, 0))
            if (row.state, row.version) != (state, version):
                self._wrong(
                    f"Usulan {row.id} tercatat {row.state} versi {row.version}, padahal riwayatnya {state} versi {version}.",
                    f"Proposal {row.id} stands at {row.state} version {row.version}, but history says {state} version {version}.",
                )
        for id in sorted(set(self.newest) - seen):
            self._wrong(f"Usulan {id} ada dalam riwayat, tetapi hilang.", f"Proposal {id} is in history, but missing.")
        self.report.counts["proposals"] = len(seen)

    # Numbers

    def _check_numbers(self) -> None:
        issued = {row.booking: row.number for row in self.connection.execute(sa.select(_d.c.booking, _d.c.number))}
        numbers: dict[tuple[str, int], list[int]] = {}
        query = sa.select(*(_b.c[n] for n in ("id", "series", "year", "n", "number", "status", "lease_until")))
        for row in self.connection.execute(query.order_by(_b.c.series, _b.c.year, _b.c.n)):
            numbers.setdefault((row.series, row.year), []).append(row.n)
            self._check_number(row, issued)
        counters = {(r.series, r.year): r.last for r in self.connection.execute(sa.select(_counter))}
        for key in sorted(set(counters) | set(numbers)):
            self._check_series(key, numbers.get(key, []), counters.get(key, 0))
        self.report.counts["numbers"] = sum(len(found) for found in numbers.values())

    def _check_number(self, row: Any, issued: dict[int, str]) -> None:
        has_decree = issued.get(row.id) == row.number
        if row.status == "issued" and not has_decree:
            self._wrong(
                f"Nomor {row.number} tercatat terbit, tetapi keputusannya tidak ada.",
                f"Number {row.number} is marked as issued, but its decree is missing.",
            )
        if row.status != "issued" and row.id in issued:
            self._wrong(
                f"Nomor {row.number} tidak terbit, tetapi ada keputusannya.",
                f"Number {row.number} is not issued, but has a decree.",
            )
        if row.status == "booked" and row.lease_until <= self.now:
            self.report.notes.append(
                (
                    f"Nomor {row.number} dipesan oleh proses yang terhenti; `mutasi doctor` membatalkannya.",
                    f"Number {row.number} was booked by a process that stopped; `mutasi doctor` voids it.",
                )
            )

    def _check_series(self, key: tuple[str, int], found: list[int], last: int) -> None:
        series, year = key
        missing = sorted(set(range(1, last + 1)) - set(found))
        beyond = sorted(set(found) - set(range(1, last + 1)))
        for n in missing:
            self._wrong(f"Seri {series} {year}: nomor {n} hilang.", f"Series {series} {year}: number {n} is missing.")
        for n in beyond:
            self._wrong(
                f"Seri {series} {year}: nomor {n} melampaui penghitungnya ({last}).",
                f"Series {series} {year}: number {n} is beyond its counter ({last}).",
            )

    # Seats

    def _check_seats(self) -> None:
        given = {(r.proposal, r.decree): r for r in self.connection.execute(sa.select(_assignment))}
        for (proposal, number), case in self.seats.items():
            row = given.pop((proposal, number), None)
            if case["verb"] == "approve" and not _same_seat(row, case):
                self._wrong(
                    f"Usulan {proposal}: penempatan menurut keputusan {number} hilang atau berubah.",
                    f"Proposal {proposal}: the seat given by decree {number} is missing or altered.",
                )
        for proposal, number in given:
            self._wrong(
                f"Usulan {proposal}: ada penempatan tanpa keputusan ({number}).",
                f"Proposal {proposal}: there is a seat without a decree ({number}).",
            )


def _same_seat(row: Any, case: dict[str, Any]) -> bool:
    """Whether an assignment is what its decree says; a suspension may have moved its day on."""
    dossier = case["dossier"]
    return (
        row is not None
        and row.nip == dossier["person"]["nip"]
        and row.post == dossier["target"]["post"]["code"]
        and row.starts.isoformat() >= case["data"]["tmt"]
    )


def entry_problems(
    row: Any, edges: dict[str, set[tuple[str, str, str]]], before: tuple[str, int] | None
) -> Iterator[Words]:
    """What is wrong with one entry, given the process versions and the entry before it of its proposal."""
    state, version = before or (State.draft.value, 0)
    if row.version != version + 1:
        yield (
            f"versi {row.version} tidak menyambung versi {version}.",
            f"version {row.version} does not follow {version}.",
        )
    if row.from_state != state:
        yield f"berangkat dari {row.from_state}, bukan {state}.", f"leaves from {row.from_state}, not {state}."
    if row.process not in edges:
        yield "versi prosesnya tidak dikenal.", "its process version is not known."
    elif (row.verb, row.from_state, row.to_state) not in edges[row.process]:
        yield "langkahnya tidak ada dalam tabel proses.", "its step is not in the process table."
    if row.stored_sha256 != row.decree_sha256:
        yield f"keputusan {row.number} bukan yang diterbitkan.", f"decree {row.number} is not the one that was issued."
    yield from _payload_problems(row)


def _payload_problems(row: Any) -> Iterator[Words]:
    if row.content is None:
        yield "dasar keputusannya hilang.", "what it was decided on is missing."
        return
    if commitment(bytes(row.salt), bytes(row.content)) != row.commitment:
        yield "dasar keputusannya berubah.", "what it was decided on was altered."
        return
    order = json.loads(row.content)
    case = order["cases"][0]
    facts = {name: part for name, part in case["dossier"].items() if name != "occupancy"}
    told = (
        case["proposal"],
        case["version"],
        order["form"],
        case["from"],
        case["to"],
        order["number"],
        order["process"],
    )
    kept = (row.proposal, row.version, row.verb, row.from_state, row.to_state, row.number, row.process)
    if told != kept or order["signatory"]["account"] != row.actor:
        yield "kolomnya tidak sama dengan dasar keputusannya.", "its columns are not what it was decided on."
    if sha256(canonical(facts)) != row.dossier:
        yield "berkasnya tidak sama dengan sidik yang tercatat.", "its dossier does not have the recorded hash."
