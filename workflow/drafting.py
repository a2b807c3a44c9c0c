"""The second beat of a step: draw the decree with no lock held, and the petikan of a collective one beside it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from workflow.booking import Booking
from workflow.copies import excerpts
from workflow.desk import Desk
from workflow.sealing import sealed

Moved = Callable[[int, int], None]
"""Told how many of how many petikan are drawn."""


@dataclass(frozen=True)
class Drawn:
    """The decree, and the petikan of a collective one in the order of its annex."""

    decree: bytes
    copies: tuple[bytes, ...] = ()


class Lease:
    """A booking's lease, which is renewed while its papers are drawn."""

    def __init__(self, desk: Desk, booking: Booking) -> None:
        self.desk, self.booking = desk, booking
        self.seconds = desk.lease.total_seconds() / 3
        self._due = time.monotonic() + self.seconds

    def renew(self) -> None:
        """Let the booking live for another lease."""
        self._due = time.monotonic() + self.seconds
        with self.desk.store.transaction() as ledger:
            ledger.renew(self.booking.id, self.booking.token, self.desk.clock.real() + self.desk.lease)

    def renew_if_due(self) -> None:
        """The same, when a third of it has passed."""
        if time.monotonic() >= self._due:
            self.renew()


def draft(desk: Desk, booking: Booking, moved: Moved | None = None) -> Drawn:
    """Draw the decree; a heartbeat renews the lease while the drawing lives.

    Raises:
        DrawingFailed, SealFailed: one of the papers could not be drawn or sealed; the others are left.
    """
    lease = Lease(desk, booking)
    if desk.sealer:
        desk.sealer.warm()
    if len(booking.cases) < 2:
        return Drawn(paper(desk, booking.order, lease))
    with ThreadPoolExecutor(desk.presses) as pool:
        decree = pool.submit(paper, desk, booking.order, lease)
        copies = [pool.submit(paper, desk, order, lease) for order in excerpts(json.loads(booking.order))]
        try:
            _wait(copies, lease, moved)
            return Drawn(decree.result(), tuple(copy.result() for copy in copies))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def paper(desk: Desk, order: bytes, lease: Lease) -> bytes:
    """One file, ready to be issued: drawn, and sealed as its order announced."""
    drawn = desk.press.draw(order, lease.renew, lease.seconds)
    return sealed(desk, order, drawn, lease.renew, lease.seconds)


def _wait(copies: list[Future[bytes]], lease: Lease, moved: Moved | None) -> None:
    """Until all are drawn, or one has failed."""
    for count, copy in enumerate(as_completed(copies), 1):
        copy.result()
        lease.renew_if_due()
        if moved:
            moved(count, len(copies))
