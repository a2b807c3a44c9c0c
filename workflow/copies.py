"""Copies of a decree: the drawing order of each, derived from the decree's own order and from nothing else.

The rule is Permendagri 1/2023: a petikan quotes a decree for one person, a salinan gives all of it; an official of the
agency declares that they agree with the original. The pertinggal stays in the archive and bears the initials.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from workflow.canonical import encode


class CopyKind(StrEnum):
    """What may be copied of a decree."""

    petikan = "petikan"
    salinan = "salinan"
    pertinggal = "pertinggal"


EXCERPTED = "approve"
"""The verb whose decree is quoted for one person."""


def copy_order(order: Mapping[str, Any], kind: CopyKind) -> bytes:
    """What a copy of a whole decree is drawn from, in canonical bytes; it is drawn on demand, and bears no seal."""
    return encode({**order, "seal": None, "copy": {"kind": kind.value, "serial": None, "of": None}})


def excerpts(order: Mapping[str, Any]) -> Iterator[bytes]:
    """What the petikan of a collective decree are drawn from, in the order of its annex; a decree of one has none."""
    cases = order["cases"]
    if len(cases) < 2:
        return
    employments = sorted({case["dossier"]["person"]["employment"] for case in cases})
    for serial, case in enumerate(cases, 1):
        told = {"kind": CopyKind.petikan.value, "serial": serial, "of": len(cases), "employments": employments}
        yield encode({**order, "cases": [case], "seal": _seal(order), "copy": told})


def _seal(order: Mapping[str, Any]) -> Any:
    """The seal of a petikan: the agency's, never the signatory's own, for it is another who authenticates it."""
    seal = order.get("seal")
    return seal if seal and seal["kind"] == "agency" else None


def decree_as_json(number: str, sha256: str, excerpt: str | None) -> dict[str, Any]:
    """A decree as answers and history name it, with the person's petikan where there is one."""
    return {"number": number, "sha256": sha256} | ({"excerpt": {"sha256": excerpt}} if excerpt else {})
