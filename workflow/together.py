"""Cases that are decided together: all that fall out are named, each with its reason, and none hides another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workflow.errors import Busy, Conflict, FellOut, InvalidField, MutasiError, NotTogether, Refused, SeatsShared

MOST = 500
"""The people of one collective decree.

A document has 10 seconds of CPU: on a busy machine 500 people with ordinary posts take 6, with the longest posts and
units about 10.
"""

ORDER_BYTES = 8 << 20
"""No drawing order is larger: a collective decree of MOST people has 4 MB."""


class Together:
    """The cases of one request, while each is examined.

    Attributes:
        number: what is booked for them; None before.
    """

    def __init__(self, total: int, number: str | None = None) -> None:
        self.total, self.number = total, number
        self.fallen: dict[int, MutasiError] = {}

    @contextmanager
    def examining(self, proposal: int) -> Iterator[None]:
        """Note that a case is refused, and go on to the next one."""
        try:
            yield
        except Busy:
            raise
        except (Refused, Conflict) as problem:
            # A decree that will not be issued has taken nobody's place.
            shared = self.number is not None and self.number in problem.sentence()
            self.fallen[proposal] = SeatsShared() if shared else problem

    def require_all(self) -> None:
        """Make sure that nobody fell out; a reason that all cases share is said once.

        Raises:
            NotTogether: some fell out, before a number was taken.
            FellOut: some fell out, and the others can be booked again.
            MutasiError: the reason for which all fell out.
        """
        reasons = {problem.sentence() for problem in self.fallen.values()}
        if len(self.fallen) == self.total and len(reasons) == 1:
            raise next(iter(self.fallen.values()))
        if self.fallen and self.number is None:
            raise NotTogether(self.fallen)
        if self.fallen:
            raise FellOut(self.fallen)


def require_few(count: int) -> None:
    """Make sure that so many people fit into one decree.

    Raises:
        InvalidField: they are too many.
    """
    if count > MOST:
        raise InvalidField(
            field="usulan",
            problem=f"satu keputusan memuat paling banyak {MOST} orang, sedangkan ini {count}. Bagi menjadi beberapa keputusan.",
            problem_en=f"one decree is for at most {MOST} people, and these are {count}. Make several decrees of them.",
        )


def require_small(order: bytes) -> None:
    """Make sure that a drawing order can be drawn.

    Raises:
        InvalidField: it is too large.
    """
    if len(order) > ORDER_BYTES:
        size, most = len(order) // 1024, ORDER_BYTES // 1024
        raise InvalidField(
            field="usulan",
            problem=f"bahan keputusan ini {size} KiB, melebihi batas {most} KiB. Bagi menjadi beberapa keputusan.",
            problem_en=f"what this decree is drawn from has {size} KiB, more than {most} KiB. Make several decrees of it.",
        )
