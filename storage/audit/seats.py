"""The seats: what history gave, held, released and took back is what stands in the plan of seats, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from storage.audit.orders import Move
from storage.audit.report import AuditReport, Words
from storage.audit.stored import columns, differing, named, rows
from storage.tables import Assignment, table
from workflow.text import shown

_COLUMNS = ("proposal", "nip", "post", "starts", "decree", "held", "cancelled_by")
_QUERY = sa.select(*columns(table(Assignment), *_COLUMNS)).order_by(
    table(Assignment).c.proposal, table(Assignment).c.id
)


@dataclass
class Seat:
    """A row of the plan of seats as history makes it; `origin` is the post that the person left for it."""

    nip: str
    post: str
    starts: date
    decree: str
    held: bool = False
    cancelled_by: str | None = None
    origin: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """Column → what it must hold."""
        names = ("nip", "post", "decree", "held", "cancelled_by")
        return {**{name: getattr(self, name) for name in names}, "starts": self.starts.isoformat()}


class Seats:
    """The seats that history gave, by proposal.

    Attributes:
        unknown: proposals whose seats nobody can tell, because what a step was decided on was altered.
    """

    def __init__(self) -> None:
        self.given: dict[int, list[Seat]] = {}
        self.unknown: set[int] = set()

    def take(self, move: Move) -> None:
        """Do to the seats what a step does to them."""
        effect = _EFFECTS.get(move.verb)
        if effect is not None:
            effect(self.given.setdefault(move.proposal, []), move)

    def forget(self, proposal: int, verb: str) -> None:
        """A step that changes seats cannot be read."""
        if verb in _EFFECTS:
            self.unknown.add(proposal)


def _give(seats: list[Seat], move: Move) -> None:
    if move.tmt is not None:
        seats.append(Seat(move.nip, move.target, move.tmt, move.number, origin=move.origin))


def _hold(seats: list[Seat], move: Move) -> None:
    for seat in seats:
        seat.held = seat.held or (seat.cancelled_by is None and seat.starts > move.day)


def _release(seats: list[Seat], move: Move) -> None:
    for seat in seats:
        if seat.held:
            seat.held, seat.starts = False, max(seat.starts, move.day)


def _cancel(seats: list[Seat], move: Move) -> None:
    live = [seat for seat in seats if seat.cancelled_by is None]
    left = [seat.origin for seat in live if seat.starts <= move.day and not seat.held]
    for seat in live:
        seat.held, seat.cancelled_by = False, move.number
    if left:
        seats.append(Seat(move.nip, move.returns_to or left[-1], move.day, move.number))


_EFFECTS: dict[str, Callable[[list[Seat], Move], None]] = {
    "approve": _give,
    "suspend": _hold,
    "resume": _release,
    "annul": _cancel,
}
"""Verb → what it does to seats, as `workflow.effects` does it."""


def check_seats(connection: sa.Connection, report: AuditReport, seats: Seats) -> None:
    """Check every row of the plan of seats against what history gave."""
    left = dict(seats.given)
    for proposal, group in groupby(rows(connection, _QUERY), lambda row: row.proposal):
        expected, stored = left.pop(proposal, []), list(group)
        if proposal not in seats.unknown:
            report.problems.extend(_problems(shown(proposal), expected, stored))
    for proposal, expected in left.items():
        if proposal not in seats.unknown:
            report.problems.extend(_problems(shown(proposal), expected, []))


def _problems(proposal: str, expected: list[Seat], stored: list[Any]) -> Iterator[Words]:
    """How the rows of a proposal differ from what history gave: altered, missing, twice, or given by nothing."""
    sound = [_take(stored, seat, exact=True) for seat in expected]
    for seat in (seat for seat, row in zip(expected, sound, strict=True) if row is None):
        yield _altered_or_missing(proposal, seat, _take(stored, seat, exact=False))
    known = {seat.decree for seat in expected}
    for row in stored:
        number = shown(row.decree)
        if row.decree in known:
            yield (
                f"Usulan {proposal}: penempatan menurut keputusan {number} tercatat ganda.",
                f"Proposal {proposal}: the seat given by decree {number} is there twice.",
            )
        else:
            yield (
                f"Usulan {proposal}: ada penempatan tanpa keputusan ({number}).",
                f"Proposal {proposal}: there is a seat without a decree ({number}).",
            )


def _take(stored: list[Any], seat: Seat, *, exact: bool) -> Any:
    """The row of a seat, taken from those that are left: the very same, or one of the same decree."""
    told = seat.told
    for index, row in enumerate(stored):
        if (not differing(row, told)) if exact else (row.decree == seat.decree):
            return stored.pop(index)
    return None


def _altered_or_missing(proposal: str, seat: Seat, row: Any) -> Words:
    number = shown(seat.decree)
    if row is None:
        return (
            f"Usulan {proposal}: penempatan menurut keputusan {number} hilang.",
            f"Proposal {proposal}: the seat given by decree {number} is missing.",
        )
    told = seat.told
    wrong = named(differing(row, told))
    return (
        f"Usulan {proposal}: penempatan menurut keputusan {number} berubah ({wrong}).",
        f"Proposal {proposal}: the seat given by decree {number} is altered ({wrong}).",
    )
