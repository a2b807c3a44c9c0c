"""The capacity as history records it: the role, how it is held, and by which mandate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workflow.authority import Held

_FORM = re.compile(r"([a-z_]+) \(([a-z]+)(?:, mandate ([0-9]{1,9}))?\)")


@dataclass(frozen=True)
class Recorded:
    """A capacity that was read back; the words are as they stand, known or not."""

    role: str
    capacity: str
    mandate: int | None


def recorded(held: Held) -> str:
    """A capacity in the words of history: `authority (plt, mandate 3)`."""
    by = f", mandate {held.mandate.id}" if held.mandate else ""
    return f"{held.role.value} ({held.capacity.value}{by})"


def read(text: str) -> Recorded | None:
    """What was recorded; None when it has another form."""
    found = _FORM.fullmatch(text)
    return Recorded(found[1], found[2], int(found[3]) if found[3] else None) if found else None
