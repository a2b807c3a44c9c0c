"""What an audit is given from outside the database: keys, the anchor, and checkpoints that someone has kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.audit.seals import Look
    from storage.notes import Verifier


@dataclass(frozen=True)
class Outside:
    """What stands beside the database, or is brought by whoever checks it.

    Attributes:
        keys: the public keys of the log, under its present and its earlier names.
        anchor: the bytes of the anchor, where there is one.
        held: name → bytes of each checkpoint that was brought along.
        since: leaves before this index were checked earlier.
        seals: looks at the seal of a file; without it seals are not checked.
    """

    keys: tuple[Verifier, ...] = ()
    anchor: bytes | None = None
    held: tuple[tuple[str, bytes], ...] = ()
    since: int = 0
    seals: Look | None = None
