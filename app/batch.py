"""The same step for many proposals: drawn on all cores, one outcome each, stopping for none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from app.wiring import Office
from workflow.desk import Request
from workflow.errors import FellOut, Interrupted, InvalidField, MutasiError, NotTogether, Unforeseen
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
    office: Office,
    verb: str,
    account: str,
    ids: Sequence[int],
    data: dict[str, Any],
    note: str | None,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Outcome]:
    """Take a step for all proposals with one collective decree; outcomes in the order of `ids`.

    Those who fall out while it is drawn make its number void; the others are booked again, until all who are left are
    in one decree.

    Raises:
        InvalidField: the verb has no collective form, or there is nothing to do.
        NotTogether: some cannot be approved to begin with; nothing was booked.
        MutasiError: nobody is left.
    """
    require_collective(verb, ids)
    left, fallen = list(dict.fromkeys(ids)), dict[int, MutasiError]()

    def moved(done: int, total: int) -> None:
        if progress:
            progress(done, total, "petikan")

    while True:
        request = Request(verb, account, tuple(left), data, note, channel="batch", os_user=office.os_user)
        try:
            answers = take(office.desk, request, moved)
            break
        except NotTogether as problem:
            if not fallen and not isinstance(problem, FellOut):
                raise
            fallen |= problem.fallen
            left = [id for id in left if id not in fallen]
            if not left:
                raise
    done: dict[int, dict[str, Any] | MutasiError] = {answer["proposal"]: answer for answer in answers}
    return [(id, (done | fallen)[id]) for id in dict.fromkeys(ids)]


def require_collective(verb: str, ids: Sequence[int]) -> None:
    """Make sure that the verb has a collective decree, and that it is for somebody.

    Raises:
        InvalidField: it has none, or nobody is named.
    """
    if verb != "approve" or not ids:
        raise InvalidField(
            field="--collective",
            problem="keputusan bersama hanya ada untuk langkah approve, dan memerlukan sekurangnya satu usulan.",
            problem_en="a collective decree exists for the verb approve only, and needs at least one proposal.",
        )
