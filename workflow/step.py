"""THE ONE DOOR.

A step is the only thing that changes a proposal's state. It has three beats: `book` claims the
proposal and a number in one short transaction; `draft` draws the decree with no lock held; `enact`
changes the state and stores the decree in another short transaction. Whatever ends it early leaves a
void number with its reason, and nothing else.
"""

from __future__ import annotations

import json

from workflow.booking import Answer, Booking, book
from workflow.desk import Desk, Request
from workflow.drafting import Moved, draft
from workflow.enacting import enact
from workflow.errors import BookingLost, CannotWork, MutasiError


def take(desk: Desk, request: Request, moved: Moved | None = None) -> Answer:
    """Take a step, whoever calls.

    Args:
        moved: told how far the petikan of a collective decree are.

    Raises:
        Refused: the step is not allowed, not known, or not told what it must be told.
        Conflict: someone else stepped or is stepping, or the dossier changed.
        CannotWork: the database cannot be used; nothing was changed.
    """
    booking = book(desk, request)
    if not isinstance(booking, Booking):
        return booking
    try:
        drawn = draft(desk, booking, moved)
        return enact(desk, request, booking, drawn)
    except BaseException as problem:
        answer = void(desk, booking, problem)
        if answer is not None and isinstance(problem, CannotWork):
            return answer
        raise


def void(desk: Desk, booking: Booking, problem: BaseException) -> Answer | None:
    """Keep the number as void with its reason; where even that fails, the lease runs out instead.

    Returns:
        The step's answer, when the booking turns out to be issued: only the news of its commit was lost.
    """
    if isinstance(problem, BookingLost):
        return None
    reason = problem.sentence("id") if isinstance(problem, MutasiError) else "Dihentikan karena gangguan teknis."
    try:
        with desk.store.transaction() as ledger:
            if ledger.void(booking.id, reason, booking.token):
                return None
            answer: Answer = json.loads(ledger.answer(booking.id) or "null")
            return answer
    except Exception:
        # The first failure is what the caller must hear of; the lease ends the booking.
        return None
