"""The seal of a drawn paper: as its order announced it, in time, with the lease renewed meanwhile."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from workflow.desk import Desk
from workflow.errors import SealFailed

SECONDS = 60.0
"""How long a seal may take; a signing service that answers later is not listened to."""

Outcome = tuple[bytes | None, BaseException | None]


def sealed(desk: Desk, order: bytes, drawn: bytes, beat: Callable[[], None], beat_seconds: float) -> bytes:
    """The paper with the seal that its order announced; as it was drawn where none was.

    Args:
        beat: called every `beat_seconds` seconds while a signing service is at work.

    Raises:
        SealFailed: it was not sealed as announced, or not in time.
    """
    sealer = desk.sealer
    announced = json.loads(order)["seal"] if sealer else None
    if sealer is None or announced is None:
        return drawn
    outcome: SimpleQueue[Outcome] = SimpleQueue()
    at = desk.clock.now()

    def work() -> None:
        try:
            outcome.put((sealer.seal(drawn, announced, at), None))
        except BaseException as problem:
            outcome.put((None, problem))

    # Not joined: what a service answers after its time goes nowhere.
    threading.Thread(target=work, name="mutasi-seal", daemon=True).start()
    content, problem = _outcome(outcome, beat, beat_seconds)
    if content is None:
        raise problem or SealFailed(problem="segelnya kosong.", problem_en="its seal is empty.")
    return content


def _outcome(outcome: SimpleQueue[Outcome], beat: Callable[[], None], beat_seconds: float) -> Outcome:
    limit = time.monotonic() + SECONDS
    while (left := limit - time.monotonic()) > 0:
        try:
            return outcome.get(timeout=min(beat_seconds, left))
        except Empty:
            beat()
    raise SealFailed(
        problem=f"penyegelan melewati batas waktu {SECONDS:g} detik. Ulangi bila layanannya sudah pulih.",
        problem_en=f"sealing took longer than its limit of {SECONDS:g} seconds. Repeat when the service is well again.",
    )
