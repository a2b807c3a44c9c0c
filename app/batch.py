"""The same step for many proposals: drawn on all cores, one outcome each, stopping for none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from app.wiring import Office
from workflow.desk import Request
from workflow.errors import Interrupted, InvalidField, MutasiError, Unforeseen
from workflow.step import take

Outcome = tuple[int, dict[str, Any] | MutasiError]


def take_all(
    office: Office,
    verb: str,
    account: str,
    ids: Sequence[int],
    data: dict[str, Any],
    note: str | None,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Outcome]:
    """Take a step for each proposal; outcomes in the order of `ids`.

    Two more threads than presses, so that a press never waits for a booking. When it is interrupted, the
    steps under way are finished, the others are refused as not begun.
    """

    def one(id: int) -> Outcome:
        request = Request(verb, account, (id,), data, note, channel="batch", os_user=office.os_user)
        try:
            return id, take(office.desk, request)[0]
        except MutasiError as problem:
            return id, problem
        except Exception as problem:
            return id, Unforeseen(problem=f"{type(problem).__name__}: {problem}")

    office.desk.press  # noqa: B018 - made before the threads ask for it
    with ThreadPoolExecutor(office.presses + 2) as pool:
        waiting = [pool.submit(one, id) for id in ids]
        try:
            for count, _ in enumerate(as_completed(waiting), 1):
                if progress:
                    progress(count, len(ids), verb)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
        return [
            (id, Interrupted()) if done.cancelled() else done.result() for id, done in zip(ids, waiting, strict=True)
        ]


def take_together(
    office: Office, verb: str, account: str, ids: Sequence[int], data: dict[str, Any], note: str | None
) -> list[dict[str, Any]]:
    """Take a step for all proposals with one collective decree: all or none.

    Raises:
        InvalidField: the verb has no collective form, or there is nothing to do.
    """
    if verb != "approve" or not ids:
        raise InvalidField(
            field="--collective",
            problem="keputusan bersama hanya ada untuk langkah approve, dan memerlukan sekurangnya satu usulan.",
            problem_en="a collective decree exists for the verb approve only, and needs at least one proposal.",
        )
    request = Request(verb, account, tuple(ids), data, note, channel="batch", os_user=office.os_user)
    return take(office.desk, request)
