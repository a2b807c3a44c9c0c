"""What makes a copy of a decree: its mark, the person's place in the annex, and the official who authenticates it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import words

NOUNS = {"petikan": "Petikan", "salinan": "Salinan", "pertinggal": "Pertinggal"}
"""Kind → the word for it in a title."""

AUTHENTICATED = ("petikan", "salinan")
"""Kinds that an official of the agency declares to agree with the original."""


@dataclass(frozen=True)
class Authenticator:
    """The official who declares that a copy agrees with the original.

    Attributes:
        on_behalf_of: the office in whose name it is done; empty when it is the own.
        name: empty when nobody was designated: the block is then filled in by hand.
    """

    title: str
    on_behalf_of: str
    name: str
    nip: str
    rank: str


@dataclass(frozen=True)
class Copy:
    """A decree as a copy gives it; of the issued decree itself everything is empty.

    Attributes:
        noun: "Petikan", "Salinan" or "Pertinggal".
        mark: the same above the title; the archive's copy bears none.
        serial, of: the person's number in the annex of a collective decree, and how many people it is about.
        authenticator: who declares that it agrees with the original; None for the decree itself and the archive's copy.
    """

    noun: str = ""
    mark: str = ""
    serial: int | None = None
    of: int | None = None
    authenticator: Authenticator | None = None

    @property
    def is_excerpt(self) -> bool:
        """Whether it quotes the decree for one person and leaves its grounds out."""
        return self.noun == NOUNS["petikan"]

    @property
    def is_archives(self) -> bool:
        """Whether it is the archive's, which bears the initials."""
        return self.noun == NOUNS["pertinggal"]


def copy(order: Mapping[str, Any]) -> Copy:
    """The copy that an order is drawn for.

    Raises:
        KeyError: its kind is not known.
    """
    told = order.get("copy")
    if not told:
        return Copy()
    noun, authenticated = NOUNS[told["kind"]], told["kind"] in AUTHENTICATED
    return Copy(
        noun=noun,
        mark=noun.upper() if authenticated else "",
        serial=told["serial"],
        of=told["of"],
        authenticator=_authenticator(order) if authenticated else None,
    )


def _authenticator(order: Mapping[str, Any]) -> Authenticator:
    """The designated official; without one the head of the HR unit, whose name is left to the pen."""
    told, agency = order.get("authenticator"), order["agency"]
    if not told:
        return Authenticator(title=agency["hr_head_title"], on_behalf_of="", name="", nip="", rank="")
    return Authenticator(
        title=told["title"],
        on_behalf_of=told["on_behalf_of"] or "",
        name=told["name"],
        nip=words.nip(told["nip"]),
        rank=words.rank(told["rank"]),
    )
