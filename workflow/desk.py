"""The desk: what stands behind the one door, and what is asked of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from workflow.canonical import sha256
from workflow.ports import Clock, Forms, Press, Sealer, Signer, Store


@dataclass(frozen=True)
class Desk:
    """What stands behind the door.

    Attributes:
        lease: how long a booking lives without a heartbeat.
        verify_url: where verification codes lead, ending in "/".
        signer: the key of the log; without one no checkpoint is made.
        sealer: seals what was drawn; without one decrees are issued unsealed.
        presses: how many papers can be drawn at a time.
    """

    store: Store
    press: Press
    clock: Clock
    forms: Forms
    lease: timedelta
    verify_url: str
    signer: Signer | None = None
    sealer: Sealer | None = None
    presses: int = 1


@dataclass(frozen=True)
class Request:
    """One step that someone asks for; several proposals make one collective decree.

    Attributes:
        version, dossier: refuse the step when the proposal has moved on from what was read.
        key: makes repeating the same request safe.
        channel: the face that it came through.
    """

    verb: str
    account: str
    proposals: tuple[int, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None
    key: str | None = None
    version: int | None = None
    dossier: str | None = None
    channel: str = "cli"
    os_user: str = ""

    @property
    def sha256(self) -> str:
        """What a repeated key must match."""
        asked = [self.verb, list(self.proposals), self.data, self.note, self.version, self.dossier]
        return sha256(json.dumps(asked, sort_keys=True, default=str).encode())
