"""Where people sit on a day of the past: by our decrees, by the workbook, by their careers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from storage.tables import Assignment, Career, Person, Post, Unit, table

_person, _seat, _career, _post, _unit = table(Person), table(Assignment), table(Career), table(Post), table(Unit)

PEOPLE = sa.select(_person.c.nip, _person.c.post, _person.c.post_since)
SEATS = (
    sa.select(_seat.c.nip, _seat.c.post, _seat.c.starts)
    .where(_seat.c.cancelled_by.is_(None), _seat.c.held.is_(False))
    .order_by(_seat.c.starts, _seat.c.id)
)
CAREERS = (
    sa.select(_career.c.nip, _post.c.code)
    .join_from(_career, _unit, _unit.c.name == _career.c.unit)
    .join(_post, (_post.c.name == _career.c.post) & (_post.c.unit == _unit.c.code))
    .where(_career.c.since <= sa.bindparam("day"), _career.c.until.is_(None) | (_career.c.until >= sa.bindparam("day")))
    .order_by(_career.c.since)
)


@dataclass(frozen=True)
class Seat:
    """A seat given by a decree, from a day on."""

    post: str
    starts: date


class Places:
    """Everyone's post on any day; what a newer workbook has overwritten is taken from decrees and careers.

    Args:
        origins: (NIP, date of effect) → the post that a decree moved its person from.
    """

    def __init__(self, connection: sa.Connection, origins: dict[tuple[str, date], str]) -> None:
        self.connection = connection
        self.origins = origins
        self.people = connection.execute(PEOPLE).all()
        self.seats: dict[str, list[Seat]] = {}
        for row in connection.execute(SEATS):
            self.seats.setdefault(row.nip, []).append(Seat(row.post, row.starts))

    def holders(self, day: date) -> Counter[str]:
        """Post → how many people sat in it."""
        careers = {row.nip: row.code for row in self.connection.execute(CAREERS, {"day": day})}
        found = (self._post(row.nip, row.post, row.post_since, day, careers) for row in self.people)
        return Counter(post for post in found if post)

    def _post(self, nip: str, stated: str, since: date, day: date, careers: dict[str, str]) -> str | None:
        """The post on the day; None for someone of whom nothing is known that early."""
        seats = self.seats.get(nip, ())
        begun = [seat for seat in seats if seat.starts <= day]
        if begun and (begun[-1].starts >= since or since > day):
            return begun[-1].post
        if since <= day:
            return stated
        return self._origin(nip, seats, day) or careers.get(nip)

    def _origin(self, nip: str, seats: Iterable[Seat], day: date) -> str | None:
        """Where the first decree after the day moved the person from."""
        first = next((seat for seat in seats if seat.starts > day), None)
        return self.origins.get((nip, first.starts)) if first else None
