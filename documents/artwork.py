"""The arms that an agency brought along: an order names them by hash, and whoever draws it holds what it names.

The hash is taken anew of everything that is held, so an order is drawn with the arms that it names or not at all.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from documents import ink, svg

HELD = 8
"""How many drawings are held; an agency has two."""


class Wanted(Exception):
    """An order names arms that are not held here.

    Attributes:
        sha256: of the SVG file.
    """

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256


_held: OrderedDict[str, ink.Ink] = OrderedDict()


def hold(content: bytes) -> None:
    """Trace an SVG file and hold it; the one that was not asked for longest is let go.

    Raises:
        InvalidField: it is none that may stand on a letterhead.
    """
    svg.checked(content)
    _held[hashlib.sha256(content).hexdigest()] = ink.traced(content.decode("utf-8-sig"))
    while len(_held) > HELD:
        _held.popitem(last=False)


def held(sha256: str) -> ink.Ink:
    """The drawing of a file.

    Raises:
        Wanted: it is not held.
    """
    if sha256 not in _held:
        raise Wanted(sha256)
    _held.move_to_end(sha256)
    return _held[sha256]


def named(order: Mapping[str, Any]) -> str | None:
    """The arms on the letterhead of an order: of the office where it has its own, else of the region; None for those that
    every agency has.
    """
    agency = order["agency"]
    own = agency.get("emblem") if order["signatory"]["kop"] == "office" else None
    found: str | None = own or agency.get("arms")
    return found
