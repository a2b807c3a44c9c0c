"""Long lists in pages: what was asked for, made safe."""

from __future__ import annotations

from dataclasses import dataclass

from storage.pages import LARGEST_ID

ROWS = 25
"""Rows of a page."""

LONGEST = 100
"""Characters of a search."""


@dataclass(frozen=True)
class Paging:
    """Which page of a list is shown."""

    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS))

    @property
    def first(self) -> int:
        return (self.number - 1) * ROWS + 1

    @property
    def last(self) -> int:
        return min(self.number * ROWS, self.total)


def number(text: str, otherwise: int | None = None, most: int = LARGEST_ID) -> int | None:
    """A positive whole number out of an address, or `otherwise`."""
    if text.isascii() and text.isdigit() and len(text) < 12 and 1 <= int(text) <= most:
        return int(text)
    return otherwise


def page_number(text: str) -> int:
    """The page that was asked for, from 1."""
    return number(text, 1, 100_000) or 1


def offset(page: int) -> int:
    return (page - 1) * ROWS


def search(text: str) -> str:
    """What was searched for, without characters that no name has."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]
