"""The separation of duties, asked of what an entry was decided on: whoever signed was free to take the step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storage.audit.report import Words
from workflow.authority import Actor

STAKE: Words = (
    "penandatangannya adalah pegawai yang diusulkan atau pasangannya.",
    "whoever signed it is the person to be transferred or the spouse.",
)
OWN_ASSESSMENT: Words = ("penandatangannya mengusulkannya sendiri.", "whoever signed it has proposed the case.")
OWN_DECISION: Words = (
    "penandatangannya ikut menyiapkan usulan yang diputuskannya.",
    "whoever signed it took part in preparing what was decided.",
)


def broken(order: Any, case: Any) -> Iterator[Words]:
    """What the payload of an entry says against whoever signed; persons are compared as the door compares them."""
    signatory, dossier, verb = order["signatory"], case["dossier"], order["form"]
    actor, person = Actor(signatory["account"], signatory["nip"]), dossier["person"]
    if actor.nip and actor.nip in (person["nip"], person["spouse_nip"]):
        yield STAKE
    proposer = dossier["proposal"]["proposed_by"]
    proposed = actor.is_same_person(proposer["account"], proposer["nip"])
    if verb == "assess" and proposed:
        yield OWN_ASSESSMENT
    decides = verb in ("approve", "annul") or (verb == "reject" and case["from"] == "approval")
    if decides and (proposed or any(_prepared(actor, step) for step in dossier["steps"])):
        yield OWN_DECISION


def _prepared(actor: Actor, step: Any) -> bool:
    took = step["verb"] in ("submit", "assess") and actor.is_same_person(step["actor"], step["actor_nip"])
    team = (step["data"].get("team") or ()) if step["verb"] == "assess" else ()
    return took or any(actor.is_called(member["name"], member.get("nip")) for member in team)
