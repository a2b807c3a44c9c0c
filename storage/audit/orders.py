"""What a payload says of its entry, of its number, of its proposal and of the seat it gave."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.audit.duties import broken
from storage.audit.report import Words
from storage.audit.stored import UNREADABLE
from workflow.canonical import encode, sha256

_ENTRY = ("at", "capacity", "channel", "os_user", "decree_sha256", "process", "dossier")


@dataclass(frozen=True)
class Order:
    """A payload, read.

    Attributes:
        entry: column of the entry → what it must hold.
        process, facts: hashes of the process and of the dossier, taken from the drawing order itself.
        booking: column of the booking → what it must hold.
        identity: column of the proposal → what it must hold after this entry.
        move: what the entry does to seats.
        signed: how the decree says that it was signed.
        team: the NIPs of the team that an assessment names; empty at every other verb.
        duties: what stands against whoever signed.
        documents: number of a filed document → its SHA-256, of all that the dossier names.
    """

    entry: dict[str, Any]
    process: str
    facts: str
    booking: dict[str, Any]
    identity: dict[str, Any]
    move: Move
    signed: Signed
    team: frozenset[str]
    duties: tuple[Words, ...]
    documents: dict[int, str]


@dataclass(frozen=True)
class Signed:
    """The signature block: the capacity, and the mandate with its letter where there is one."""

    capacity: str
    mandate: int | None
    number: str | None
    dated: str | None


@dataclass(frozen=True)
class Move:
    """What decides of seats; `tmt` is None at every verb but approve."""

    verb: str
    proposal: int
    number: str
    day: date
    nip: str
    target: str
    origin: str
    tmt: date | None
    returns_to: str | None


def read(content: bytes) -> Order | None:
    """What a payload says; None when it does not say it all."""
    try:
        order = json.loads(content)
        case = order["cases"][0]
        return Order(
            entry=_entry(order, case),
            process=order["process"],
            facts=_facts(case["dossier"]),
            booking=_booking(order),
            identity=_identity(order, case["dossier"]),
            move=_move(order, case, case["dossier"]),
            signed=_signed(order["signatory"]),
            team=_team(order, case),
            duties=tuple(broken(order, case)),
            documents={document["id"]: document["sha256"] for document in case["dossier"]["documents"]},
        )
    except UNREADABLE:
        return None


def _entry(order: Any, case: Any) -> dict[str, Any]:
    return {
        "proposal": case["proposal"],
        "version": case["version"],
        "verb": order["form"],
        "from_state": case["from"],
        "to_state": case["to"],
        "number": order["number"],
        "actor": order["signatory"]["account"],
        **{name: order["entry"][name] for name in _ENTRY},
        "copy_sha256": order["entry"].get("copy_sha256"),
    }


def _facts(dossier: Any) -> str:
    return sha256(encode({name: part for name, part in dossier.items() if name != "occupancy"}))


def _booking(order: Any) -> dict[str, Any]:
    return {
        "verb": order["form"],
        "actor": order["signatory"]["account"],
        **{name: order[name] for name in ("code", "series", "year", "n", "number")},
    }


def _identity(order: Any, dossier: Any) -> dict[str, Any]:
    proposal = dossier["proposal"]
    return {
        "nip": dossier["person"]["nip"],
        "post": dossier["target"]["post"]["code"],
        "proposed_by": proposal["proposed_by"]["account"],
        "changed_at": order["entry"]["at"],
        **{name: proposal[name] for name in ("kind", "reason", "proposed_on")},
        "own_request": proposal.get("own_request", False),
    }


def _signed(signatory: Any) -> Signed:
    mandate = signatory.get("mandate") or {}
    return Signed(signatory["capacity"], mandate.get("id"), mandate.get("number"), mandate.get("date"))


def _team(order: Any, case: Any) -> frozenset[str]:
    named = case["data"]["team"] if order["form"] == "assess" else ()
    return frozenset(str(member["nip"]) for member in named if member.get("nip"))


def _move(order: Any, case: Any, dossier: Any) -> Move:
    verb, data = order["form"], case["data"]
    return Move(
        verb=verb,
        proposal=int(case["proposal"]),
        number=str(order["number"]),
        day=date.fromisoformat(order["date"]),
        nip=dossier["person"]["nip"],
        target=dossier["target"]["post"]["code"],
        origin=dossier["origin"]["post"]["code"],
        tmt=date.fromisoformat(data["tmt"]) if verb == "approve" else None,
        returns_to=data.get("returns_to"),
    )
