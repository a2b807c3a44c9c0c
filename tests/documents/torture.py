"""Torture documents: drawing orders whose data asks for more than a decree can hold.

`make torture` puts each through the real press with its real limits, and a decree after it. What people type is
bounded long before (workflow.text), so most of these orders could not come about; the press does not rely on it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from documents.catalogue import sample
from documents.press import Press
from tests.documents.orders import order
from workflow.errors import DrawingFailed

Order = dict[str, Any]
Change = Callable[[Order], None]

WORDS = "panjang "


def note(text: str) -> Change:
    def change(told: Order) -> None:
        told["cases"][0]["note"] = text

    return change


def dossier(**values: Any) -> Change:
    def change(told: Order) -> None:
        told["cases"][0]["dossier"].update(values)

    return change


def data(**values: Any) -> Change:
    def change(told: Order) -> None:
        told["cases"][0]["data"].update(values)

    return change


def many(name: str, times: int, verb: str = "") -> Change:
    """One list of the dossier, or of what the verb was told, so many times as long."""

    def change(told: Order) -> None:
        case = told["cases"][0]
        place = case["data"] if verb else case["dossier"]
        place[name] = place[name] * times

    return change


def findings(times: int) -> Change:
    def change(told: Order) -> None:
        told["cases"][0]["findings"] *= times

    return change


def named(text: str) -> Change:
    def change(told: Order) -> None:
        told["cases"][0]["dossier"]["person"].update(name=text, full_name=text)

    return change


def posted(text: str) -> Change:
    def change(told: Order) -> None:
        told["cases"][0]["dossier"]["target"]["post"]["name"] = text

    return change


def deep(told: Order) -> None:
    told["cases"][0]["findings"][0]["values"] = "DEEP"


def need(**values: Any) -> Change:
    def change(told: Order) -> None:
        told["cases"][0]["dossier"]["need"].update(values)

    return change


def people(told: Order) -> None:
    told["cases"] *= 1500


def bases(told: Order) -> None:
    told["bases"] *= 20_000


DOCUMENTS: dict[str, tuple[str, Change]] = {
    "200 kB of accents on one letter": ("reject", note("a" + "\u0301" * 100_000)),
    "accents on every letter of a name": ("submit", named("a\u0301\u0302\u0303" * 20_000)),
    "a million characters in words": ("reject", note(WORDS * 125_000)),
    "a word of 100,000 letters": ("reject", note("a" * 100_000)),
    "a word of 100,000 letters in a table": ("socialize", data(reasons="a" * 100_000)),
    "a name of 100,000 words in the title": ("submit", named("Sari " * 100_000)),
    "a post of 100,000 letters": ("approve", posted("A" * 100_000)),
    "100,000 lines": ("reject", note("baris\n" * 100_000)),
    "a million blanks": ("reject", note("a" + " " * 1_000_000 + "b")),
    "a million brackets of a regular expression": ("assess", data(considerations="; terakhir diberikan " * 40_000)),
    "5,000 rows of findings": ("assess", findings(1_000)),
    "10,000 members of the team": ("assess", many("team", 2_500, "assess")),
    "30,000 participants": ("socialize", many("participants", 10_000, "socialize")),
    "15,000 filed documents": ("approve", many("documents", 5_000)),
    "10,000 posts held": ("assess", many("career", 5_000)),
    "9,000 reviews": ("conclude", many("reviews", 3_000, "conclude")),
    "60,000 legal bases": ("submit", bases),
    "a decree on 1,500 people": ("approve", people),
    "lists a hundred thousand deep": ("assess", deep),
    "a need of 4,000 digits": ("establish_need", need(need=10**4000)),
    "a workload of a billion digits": ("establish_need", need(load="1E+999999999")),
    "a number of a million characters": ("submit", lambda told: told.update(number="1/" * 500_000)),
}
"""Name → the form and what is done to its sample."""


def tortured(name: str) -> bytes:
    """The order of a torture document."""
    verb, change = DOCUMENTS[name]
    return order(verb, change).replace(b'"DEEP"', b"[" * 100_000 + b"]" * 100_000)


def outcome(press: Press, name: str) -> str:
    """What the press makes of a torture document: how long its decree is, or why there is none."""
    try:
        return f"{len(press.draw(tortured(name)))} bytes"
    except DrawingFailed as failure:
        return failure.sentence("en")


def main() -> int:
    """Every document with the real limits; the exit code says whether one outlived them or hurt its neighbour."""
    failed = 0
    with Press() as press:
        healthy = press.draw(sample("submit"))
        for name in DOCUMENTS:
            started = time.monotonic()
            said = outcome(press, name)
            took = time.monotonic() - started
            well = press.draw(sample("submit")) == healthy and took < press.wall_seconds + 5
            failed += not well
            print(f"{'✓' if well else '✗'} {name}: {took:.1f} s, {said[:150]}", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
