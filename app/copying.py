"""Copies of an issued decree: one that is there is given as it is, another is drawn, sealed, kept and recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.wiring import Office
from storage import authenticators, copies, orders
from storage.changes import By
from workflow.canonical import plain, sha256
from workflow.copies import EXCERPTED, CopyKind, copy_order, excerpts
from workflow.errors import CopyFailed, DrawingFailed, InvalidField, SealFailed
from workflow.sealing import sealed

if TYPE_CHECKING:
    import sqlalchemy as sa

BEAT_SECONDS = 15.0


@dataclass(frozen=True)
class Wanted:
    """Which copy of which decree; `proposal` is whom a petikan is for."""

    number: str
    kind: CopyKind
    proposal: int | None = None


def give(here: Office, wanted: Wanted, by: By) -> tuple[dict[str, Any], bytes]:
    """What there is to say of a copy, and its bytes.

    Raises:
        UnknownDecree: nothing was issued under that number.
        InvalidField: the decree has no such copy.
        RoleMissing: it would have to be made, and the account does not keep decrees.
        OrderErased: what the decree was drawn from was erased.
        CopyFailed: it could not be drawn or sealed.
    """
    with here.database.reading() as connection:
        wanted = named(connection, wanted)
        found = copies.stored(connection, wanted.number, wanted.kind, wanted.proposal)
        if found is not None:
            content = copies.verified(wanted.number, found)
            return {**_told(wanted, content), "made": False}, content
        copies.may_make(connection, by)
        order = derived(here, connection, wanted, by)
    content = _drawn(here, order)
    kept = copies.Kept(wanted.number, wanted.proposal, wanted.kind, sha256(content), content, by.at)
    said = json.loads(order)
    with here.database.transaction() as connection:
        copies.keep(connection, kept, {name: said[name] for name in ("authenticator", "seal")}, by)
    return {**_told(wanted, content), "made": True}, content


def named(connection: sa.Connection, wanted: Wanted) -> Wanted:
    """The same with the proposal that a petikan is for."""
    verb, proposals = copies.about(connection, wanted.number)
    if wanted.kind is CopyKind.petikan and verb != EXCERPTED:
        raise InvalidField(
            field="--kind",
            problem="petikan hanya ada bagi keputusan mutasi (approve). Pilih salinan.",
            problem_en="only transfer decrees (approve) have a petikan. Choose salinan.",
        )
    return replace(wanted, proposal=copies.whose(wanted.kind, proposals, wanted.proposal))


def derived(here: Office, connection: sa.Connection, wanted: Wanted, by: By) -> bytes:
    """What the copy is drawn from: the decree's order, the official who authenticates today, the seal of today if any."""
    order = json.loads(orders.drawing(connection, wanted.number))
    order["authenticator"] = plain(authenticators.designated(connection))
    if wanted.kind is not CopyKind.petikan or len(order["cases"]) < 2:
        return copy_order(order, wanted.kind)
    sealer = here.desk.sealer
    order["seal"] = sealer.announce(by.account, by.at) if sealer else None
    mine = [case["proposal"] for case in order["cases"]].index(wanted.proposal)
    return list(excerpts(order))[mine]


def _drawn(here: Office, order: bytes) -> bytes:
    try:
        return sealed(here.desk, order, here.press.draw(order), lambda: None, BEAT_SECONDS)
    except (DrawingFailed, SealFailed) as problem:
        raise CopyFailed(**problem.words) from problem


def _told(wanted: Wanted, content: bytes) -> dict[str, Any]:
    return {
        **{"number": wanted.number, "kind": wanted.kind.value, "proposal": wanted.proposal},
        **{"sha256": sha256(content), "bytes": len(content)},
    }
