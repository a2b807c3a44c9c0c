"""What the register keeps of the number of an entry: what the entry's payload says, and a claim on its proposal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storage.audit.orders import Order
from storage.audit.report import Words
from storage.audit.stored import differing, instant, named, whole
from workflow.text import shown


def problems(row: Any, order: Order | None) -> Iterator[Words]:
    """What is wrong with the booking, the decree's time and the claim that belong to an entry."""
    number = shown(order.move.number if order else row.number)
    if row.stored_sha256 is None:
        return
    if row.booking_id is None:
        yield (
            f"Nomor {number}: pemesanannya hilang (entri {row.id}).",
            f"Number {number}: its booking is missing (entry {row.id}).",
        )
        return
    if order is not None:
        yield from _booking_problems(row, order, number)
    if instant(row.stored_issued_at) is None or instant(row.stored_issued_at) != instant(row.at):
        yield (
            f"Keputusan {number}: waktu terbitnya bukan waktu entri {row.id}.",
            f"Decree {number}: it was not issued at the time of entry {row.id}.",
        )
    yield from _claim_problems(row, number)


def _booking_problems(row: Any, order: Order, number: str) -> Iterator[Words]:
    wrong = differing(row, order.booking, "booking_")
    if wrong:
        yield (
            f"Nomor {number}: kolomnya ({named(wrong)}) tidak sama dengan dasar keputusannya (entri {row.id}).",
            f"Number {number}: its columns ({named(wrong)}) are not what it was issued for (entry {row.id}).",
        )


def _claim_problems(row: Any, number: str) -> Iterator[Words]:
    version, claimed, proposal = whole(row.version), whole(row.claimed), shown(row.proposal)
    if row.claimed is None:
        yield (
            f"Nomor {number}: klaimnya atas usulan {proposal} hilang (entri {row.id}).",
            f"Number {number}: its claim on proposal {proposal} is missing (entry {row.id}).",
        )
    elif version is not None and claimed != version - 1:
        yield (
            f"Nomor {number}: klaimnya atas usulan {proposal} tidak pada versi {version - 1} (entri {row.id}).",
            f"Number {number}: its claim on proposal {proposal} is not at version {version - 1} (entry {row.id}).",
        )
