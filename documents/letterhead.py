"""Whose letterhead a decree carries and who signs it, in which capacity (a.n., u.b., Plt., Plh.)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import filed, words
from documents.acts import Letter

PREFIXES = {"plt": "Plt. ", "plh": "Plh. "}
"""Capacity → what stands before the title (SE BKN 1/SE/I/2021)."""

MANDATES = {
    "definitif": "Pengangkatan sebagai",
    "plt": "Penunjukan sebagai Pelaksana Tugas (Plt.)",
    "plh": "Penunjukan sebagai Pelaksana Harian (Plh.)",
    "an": "Pelimpahan kewenangan menandatangani atas nama",
    "ub": "Pelimpahan kewenangan menandatangani untuk beliau atas nama",
}
"""Capacity → what its instrument does, before the office."""


@dataclass(frozen=True)
class Agency:
    """The agency as its letterhead names it.

    Attributes:
        emblem: whether the emblem of the state stands above the name of the office, and not the agency's arms.
    """

    name: str
    region: str
    head_title: str
    place: str
    hr_unit: str
    hr_head_title: str
    address: str
    contact: str
    emblem: bool


@dataclass(frozen=True)
class Signatory:
    """Who signs.

    Attributes:
        prefix: Plt. or Plh. with its blank, before the title.
        title: the own title, for the line under a.n.
        through: the office between a.n. and u.b.
        office: the office whose decree it is, with its region.
        is_head: whether the head of the agency signs in person.
        mandate: what gave the office, with the instrument by which it did; None for an office held by role alone.
    """

    name: str
    nip: str
    rank: str
    prefix: str
    title: str
    on_behalf_of: str
    through: str
    office: str
    is_head: bool
    mandate: filed.Paper | None


def agency(data: Mapping[str, Any]) -> Agency:
    """The agency of a drawing order."""
    return Agency(
        name=data["name"],
        region=data["region"],
        head_title=data["head_title"],
        place=data["place"],
        hr_unit=data["hr_unit"],
        hr_head_title=data["hr_head_title"],
        address=data["address"] or "",
        contact=data.get("contact") or "",
        emblem=bool(data.get("emblem")),
    )


def signatory(data: Mapping[str, Any], agency: Mapping[str, Any]) -> Signatory:
    """The signatory of a drawing order, whose decree is that of the principal where there is one."""
    on_behalf_of = data["on_behalf_of"] or ""
    office = _office(on_behalf_of or data["title"], agency)
    capacity = data["capacity"].lower().rstrip(".")
    return Signatory(
        name=data["name"],
        nip=words.nip(data["nip"]),
        rank=words.rank(data["rank"]),
        prefix=PREFIXES.get(capacity, ""),
        title=data["title"],
        on_behalf_of=on_behalf_of,
        through=data.get("through") or "",
        office=office,
        is_head=data["kop"] == "office" and not on_behalf_of,
        mandate=_mandate(f"{MANDATES.get(capacity, '')} {office}", data.get("mandate")),
    )


def _mandate(what: str, data: Mapping[str, Any] | None) -> filed.Paper | None:
    return filed.Paper(what.strip(), Letter(data["number"], words.date(data["date"]))) if data else None


def _office(title: str, agency: Mapping[str, Any]) -> str:
    """The title with its region: a Kepala Badan is the head of one region's agency."""
    region = agency["region"]
    named = title == agency["hr_head_title"] and region.lower() not in title.lower()
    return f"{title} {region}" if named else title
