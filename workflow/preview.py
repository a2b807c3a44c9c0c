"""The preview of a decree: the page that the step would issue now, with a gap for its number; nothing is claimed by it."""

from __future__ import annotations

import json

from workflow.booking import checked, ordered, prepared
from workflow.canonical import encode
from workflow.desk import Desk, Request
from workflow.errors import DraftFailed, DrawingFailed
from workflow.planning.calendar import local_day
from workflow.ports import Press

NO_CODE = "_" * len("XXXX-XXXX-XXXX")
"""Stands where a decree has its verification code, and is as long."""


def preview(desk: Desk, request: Request) -> bytes:
    """The page of a step as PDF, marked KONSEP.

    Raises:
        Refused, Conflict: the step would be refused now, with the same sentences.
        DraftFailed: the page cannot be drawn.
        CannotWork: the database cannot be read.
    """
    return drawn(desk.press, previewed(desk, request))


def previewed(desk: Desk, request: Request) -> bytes:
    """The drawing order of a preview: judged as a booking is, from one view of the database, without a number."""
    request = checked(request)
    with desk.store.reading() as ledger:
        agency = ledger.agency()
        today = local_day(desk.clock.now(), agency.zone)
        actor = ledger.actor(request.account)
        cases = prepared(ledger, desk, request, actor, today)
        _, order = ordered(ledger, desk, request, actor, agency, cases, today, NO_CODE)
    return as_draft(order)


def as_draft(order: bytes) -> bytes:
    """A drawing order whose page is marked KONSEP."""
    return encode({**json.loads(order), "draft": True})


def drawn(press: Press, order: bytes) -> bytes:
    """The page of a draft as PDF.

    Raises:
        DraftFailed: it cannot be drawn; no number hangs on it.
    """
    try:
        return press.draw(order)
    except DrawingFailed as failed:
        raise DraftFailed(**failed.words) from failed
