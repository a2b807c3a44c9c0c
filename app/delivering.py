"""The daily delivery while the pages are served: a thread that makes and delivers checkpoints, and stops nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.delivery import deliver, due
from app.wiring import Office
from workflow.errors import MutasiError

PAUSE = 3600.0
"""Seconds between two looks: a delivery that failed is tried again, and a new day begins with a checkpoint."""

log = logging.getLogger("mutasi.delivery")


@contextmanager
def daily(office: Office) -> Iterator[None]:
    """Make and deliver what is due, now and as long as this lasts."""
    ended = threading.Event()
    thread = threading.Thread(target=_until, args=(office, ended), name="delivery", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _until(office: Office, ended: threading.Event) -> None:
    once(office)
    while not ended.wait(PAUSE):
        once(office)


def once(office: Office) -> None:
    """Make and deliver what is due; a failure is a sentence in the log."""
    try:
        checkpoint = due(office)
        if checkpoint is not None and office.settings.delivery:
            deliver(office, checkpoint, office.clock.real())
    except MutasiError as problem:
        log.warning("%s", problem.sentence(office.settings.language))
    except Exception as problem:  # whatever it is, the pages go on
        log.warning("titik periksa tidak terkirim / no checkpoint was delivered: %s", type(problem).__name__)
