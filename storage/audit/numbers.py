"""The numbers: from 1 to the counter of a series each is there once, issued with a decree or void with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from storage.audit.ranges import gaps, runs, several, spoken
from storage.audit.report import AuditReport, Words
from storage.audit.stored import columns, instant, raw, rows, whole
from storage.tables import Booking, Counter, Decree, table
from workflow.text import shown

_b, _d, _n = table(Booking), table(Decree), table(Counter)

_BOOKINGS = (
    sa.select(
        *columns(_b, "series", "year", "n", "number", "status", "reason", "lease_until"), raw(_d.c.number, "decree")
    )
    .outerjoin_from(_b, _d, _d.c.booking == _b.c.id)
    .order_by(_b.c.series, _b.c.year, _b.c.n)
)
_COUNTERS = sa.select(*columns(_n, "series", "year", "last"))


def check_numbers(connection: sa.Connection, report: AuditReport, now: datetime) -> None:
    """Check every number, and every series of them against its counter."""
    counters = {(row.series, row.year): row.last for row in rows(connection, _COUNTERS)}
    total = 0
    for series, group in groupby(rows(connection, _BOOKINGS), lambda row: (row.series, row.year)):
        found = [_check(row, report, now) for row in group]
        total += len(found)
        report.problems.extend(_series_problems(series, found, counters.pop(series, 0)))
    for series, last in counters.items():
        report.problems.extend(_series_problems(series, [], last))
    report.counts["numbers"] = total


def _check(row: Any, report: AuditReport, now: datetime) -> int | None:
    """Check one booking; returns its place in the series."""
    number, lease = shown(row.number), instant(row.lease_until)
    report.problems.extend(_problems(row, number))
    if row.status == "booked" and lease is None:
        report.wrong(
            f"Nomor {number}: batas waktu pemesanannya rusak.", f"Number {number}: the end of its lease is broken."
        )
    elif row.status == "booked" and lease is not None and lease <= now:
        report.note(
            f"Nomor {number} dipesan oleh proses yang terhenti; `mutasi doctor` membatalkannya.",
            f"Number {number} was booked by a process that stopped; `mutasi doctor` voids it.",
        )
    return whole(row.n)


def _problems(row: Any, number: str) -> Iterator[Words]:
    if row.status not in ("issued", "booked", "void") or (row.status == "void") != bool(row.reason):
        yield (
            f"Nomor {number}: statusnya tidak sesuai dengan alasannya.",
            f"Number {number}: its status and its reason do not fit.",
        )
    if row.status == "issued" and (row.decree is None or row.decree != row.number):
        yield (
            f"Nomor {number} tercatat terbit, tetapi keputusannya tidak ada.",
            f"Number {number} is marked as issued, but its decree is missing.",
        )
    if row.status != "issued" and row.decree is not None:
        yield (
            f"Nomor {number} tidak terbit, tetapi ada keputusannya.",
            f"Number {number} is not issued, but has a decree.",
        )
    if row.status != "issued" and str(row.n) not in re.findall(r"[1-9]\d*", str(row.number)):
        yield (
            f"Nomor {number} tidak memuat urutannya dalam seri ({shown(row.n)}).",
            f"Number {number} does not hold its place in the series ({shown(row.n)}).",
        )


def _series_problems(series: tuple[Any, Any], found: list[int | None], counter: Any) -> Iterator[Words]:
    """What is wrong with the places of a series, in ascending order, against its counter."""
    name, last = " ".join(shown(part) for part in series), whole(counter)
    if last is None or last < 0:
        yield f"Seri {name}: penghitungnya rusak.", f"Series {name}: its counter is broken."
        last = 0
    places = [n for n in found if n is not None]
    for run in gaps(places, last):
        are = several(run, f"number {spoken(run)} is", f"numbers {spoken(run)} are")
        yield f"Seri {name}: nomor {spoken(run)} hilang.", f"Series {name}: {are} missing."
    for run in runs(n for n in places if not 1 <= n <= last):
        are = several(run, f"number {spoken(run)} is", f"numbers {spoken(run)} are")
        yield (
            f"Seri {name}: nomor {spoken(run)} melampaui penghitungnya ({last}).",
            f"Series {name}: {are} beyond its counter ({last}).",
        )
    if len(set(places)) < len(found):
        yield f"Seri {name}: ada urutan yang ganda atau rusak.", f"Series {name}: a place is there twice or broken."
