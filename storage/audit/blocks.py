"""Whole blocks of leaves, each looked at for itself: nearly always there is nothing wrong with one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from storage.audit import quick
from storage.audit.leaves import is_of_entry, look, problems
from storage.audit.tree import levels, pieces
from storage.merkle import LENGTH


@dataclass(frozen=True)
class Sound:
    """A block with which nothing is wrong, and whose nodes are the stored ones.

    Attributes:
        first, last: the entries of its first and its last leaf about one; `first` is None where there is none.
        root: of the subtree over the block.
        pieces: for each size that was asked for, the roots of the perfect subtrees before it, one after the other.
    """

    first: int | None
    last: int
    root: bytes
    pieces: tuple[bytes, ...]

    def roots(self, number: int) -> list[bytes]:
        """The roots before the size of that number."""
        packed = self.pieces[number]
        return [packed[at : at + LENGTH] for at in range(0, len(packed), LENGTH)]


def sound(connection: sa.Connection, start: int, sizes: Iterable[int]) -> Sound | None:
    """Look at the block that begins with a leaf; None where anything is wrong with it, or where it is not whole.

    Args:
        sizes: the sizes within the block of which the roots will be wanted.
    """
    found = look(connection, start, 0)
    if found.unbroken != quick.BLOCK or not all(map(_is_sound, found.odd)):
        return None
    tree = levels(found.hashes)
    for level, roots in enumerate(tree[1:], 1):
        first = start >> level
        if quick.nodes(connection, level, first, first + len(roots)) != list(enumerate(roots, first)):
            return None
    before = tuple(b"".join(pieces(tree, size - start)) for size in sizes)
    return Sound(found.first, found.entry, tree[-1][0], before)


def _is_sound(odd: tuple[quick.Row, int, int]) -> bool:
    row, expected, entry = odd
    return row[0] == expected and not (is_of_entry(row) and row[2] <= entry) and not any(problems(row))
