"""The drawing order: everything that a decree is drawn from, frozen when its number is booked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from workflow.canonical import encode, plain
from workflow.data import as_json
from workflow.judgement import Prepared
from workflow.process import PROCESS

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of verification codes: none that is mistaken for another."""


def drawing_order(head: Mapping[str, Any], cases: Sequence[Mapping[str, Any]]) -> bytes:
    """The canonical bytes of an order: its head, the version of the process, and its cases."""
    told = {"v": 1, "process": PROCESS, **head}
    return encode({**plain(told), "cases": cases})


def case_in_order(case: Prepared, note: str | None) -> dict[str, Any]:
    """One proposal as the drawing order carries it."""
    return {
        "proposal": case.dossier.proposal.id,
        "version": case.dossier.proposal.version + 1,
        "from": case.edge.source.value,
        "to": case.edge.target.value,
        "data": as_json(case.told),
        "note": note,
        "findings": [finding.as_json() for finding in case.findings],
        "dossier": case.dossier.as_json,
    }


def verification_code() -> str:
    """Twelve random letters in three groups: 60 bits."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))
