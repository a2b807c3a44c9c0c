"""Copies of decrees: the petikan that were issued with them, and those that were made later, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import accounts, changes
from storage.changes import By
from storage.copy_tables import MADE, Copy
from storage.proposals import require
from storage.tables import Transition, table
from workflow.authority import Role
from workflow.canonical import sha256
from workflow.copies import CopyKind
from workflow.errors import DecreeAltered, InvalidField, UnknownDecree

_c, _t = table(Copy), table(Transition)

MAKERS = (Role.hr_officer, Role.hr_head, Role.analyst)
"""Who may make copies: the people who keep the decrees."""

INSERT = _c.insert()


@dataclass(frozen=True)
class Kept:
    """A copy as it is kept.

    Attributes:
        proposal: whom a petikan is for; None for a copy of the whole decree.
        change: the recorded act by which it was made; None for a petikan that was issued with its decree.
    """

    number: str
    proposal: int | None
    kind: CopyKind
    sha256: str
    content: bytes
    made_at: datetime
    change: int | None = None


def insert(connection: sa.Connection, copy: Kept) -> None:
    """Keep a copy."""
    connection.execute(INSERT, {**vars(copy), "kind": copy.kind.value})


def stored(connection: sa.Connection, number: str, kind: CopyKind, proposal: int | None) -> tuple[str, bytes] | None:
    """SHA-256 and bytes of a copy that is there already; the newest of its kind."""
    mine = (_c.c.number == number) & (_c.c.kind == kind.value) & _c.c.proposal.is_not_distinct_from(proposal)
    row = connection.execute(sa.select(_c.c.sha256, _c.c.content).where(mine).order_by(_c.c.id.desc()).limit(1)).first()
    return (row.sha256, bytes(row.content)) if row else None


def about(connection: sa.Connection, number: str) -> tuple[str, list[int]]:
    """The verb of a decree, and the proposals that it is about.

    Raises:
        UnknownDecree: nothing was issued under that number.
    """
    rows = connection.execute(sa.select(_t.c.verb, _t.c.proposal).where(_t.c.number == number).order_by(_t.c.id)).all()
    if not rows:
        raise UnknownDecree(number=number)
    return rows[0].verb, [row.proposal for row in rows]


def keep(connection: sa.Connection, copy: Kept, told: dict[str, Any], by: By) -> dict[str, Any]:
    """Keep a copy that was made later, and record who made it.

    Args:
        told: what else the record says of it.

    Raises:
        RoleMissing: the account does not keep decrees.
    """
    may_make(connection, by)
    said = {"number": copy.number, "kind": copy.kind.value, "proposal": copy.proposal, "sha256": copy.sha256, **told}
    change = changes.record(connection, MADE, copy.number, said, "Permintaan salinan naskah dinas", by)
    insert(connection, Kept(**{**vars(copy), "change": change}))
    return {**said, "change": change}


def may_make(connection: sa.Connection, by: By) -> None:
    """Raise RoleMissing unless the account may make copies."""
    actor = accounts.actor(connection, by.account)
    require(actor, MAKERS, by.today, "membuat salinan keputusan", "make copies of decrees")


def whose(kind: CopyKind, proposals: list[int], proposal: int | None) -> int | None:
    """The proposal that a copy is for: a petikan is for one of those of its decree, others are for all.

    Raises:
        InvalidField: the decree has several petikan and none is named, or none for that proposal.
    """
    if kind is not CopyKind.petikan:
        if proposal is not None:
            raise InvalidField(
                field="--proposal",
                problem="hanya petikan yang dibuat bagi satu usulan. Hapus --proposal.",
                problem_en="only a petikan is made for one proposal. Leave --proposal out.",
            )
        return None
    found = proposals[0] if proposal is None and len(proposals) == 1 else proposal
    if found not in proposals:
        listed = ", ".join(map(str, proposals[:20])) + (" …" if len(proposals) > 20 else "")
        raise InvalidField(
            field="--proposal",
            problem=f"sebutkan salah satu usulan keputusan ini: {listed}.",
            problem_en=f"name one of the proposals of this decree: {listed}.",
        )
    return found


def verified(number: str, found: tuple[str, bytes]) -> bytes:
    """The bytes of a stored copy.

    Raises:
        DecreeAltered: they are not those that were stored.
    """
    digest, content = found
    if sha256(content) != digest:
        raise DecreeAltered(number=number)
    return content
