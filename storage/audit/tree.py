"""The tree of the log, built anew from the bytes of its leaves and held against the nodes that are stored."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from storage import merkle
from storage.audit import quick
from storage.audit.ranges import Run
from storage.audit.stored import binary

HEIGHT = quick.BLOCK.bit_length() - 1
"""The level of the subtree over a whole block."""


class Tree:
    """A tree that grows by blocks of leaves.

    Attributes:
        frontier: the roots of its perfect subtrees, largest first.
        roots: size → root, for each of the sizes that were asked for and reached.
        altered: leaves below nodes that are not the stored ones, or that are missing; of nodes one above the other
            the lowest counts.
        missing: how many nodes are not stored.
    """

    def __init__(self, connection: sa.Connection, sizes: Iterable[int]) -> None:
        self.connection = connection
        self.size = 0
        self.frontier: list[bytes] = []
        self.roots: dict[int, bytes] = {0: merkle.EMPTY}
        self.altered: list[Run] = []
        self.missing = 0
        self._wanted = {size for size in sizes if size > 0}
        self._bad: set[tuple[int, int]] = set()

    @property
    def root(self) -> bytes:
        return merkle.fold(self.frontier)

    def start_after(self, size: int) -> bool:
        """Start after so many leaves, whole blocks, as the stored nodes tell of them; False where a node is missing."""
        found = [quick.nodes(self.connection, level, at, at + 1) for level, at in merkle.subtrees(size)]
        roots = [binary(rows[0][1]) if rows else None for rows in found]
        known = [root for root in roots if root is not None and len(root) == merkle.LENGTH]
        if len(known) != len(roots):
            return False
        self.size, self.frontier = size, known
        self._wanted = {wanted for wanted in self._wanted if wanted > size}
        return True

    def grow(self, leaves: list[bytes]) -> None:
        """Add a block of hashes of leaves; after one that is not whole nothing can be added."""
        made = levels(leaves)
        for level, roots in enumerate(made[1:], 1):
            self._compare(level, self.size >> level, roots)
        for size in self.wanted(self.size, len(leaves)):
            self._reach(size, pieces(made, size - self.size))
        if len(leaves) == quick.BLOCK:
            self._add_block(made[-1][0])
        else:
            self.frontier += pieces(made, len(leaves))
        self.size += len(leaves)

    def wanted(self, start: int, count: int) -> list[int]:
        """The sizes whose roots are asked for and not known, and which so many leaves after `start` reach."""
        return [size for size in self._wanted if start < size <= start + count]

    def take(self, root: bytes, reached: Iterable[tuple[int, list[bytes]]]) -> None:
        """Add a block that was looked at elsewhere, up to its root.

        Args:
            reached: each size that was wanted, and the roots of the block's perfect subtrees before it.
        """
        for size, roots in reached:
            self._reach(size, roots)
        self._add_block(root)
        self.size += quick.BLOCK

    def _reach(self, size: int, roots: list[bytes]) -> None:
        self._wanted.discard(size)
        self.roots[size] = merkle.fold([*self.frontier, *roots])

    def _add_block(self, root: bytes) -> None:
        for level, index, above in merkle.append(self.frontier, self.size >> HEIGHT, root)[1:]:
            self._compare(HEIGHT + level, index, [above])

    def _compare(self, level: int, first: int, roots: list[bytes]) -> None:
        stored = quick.nodes(self.connection, level, first, first + len(roots))
        if stored != list(enumerate(roots, first)):
            kept: dict[Any, Any] = dict(stored)
            for index, root in enumerate(roots, first):
                if kept.get(index) != root:
                    self.missing += index not in kept
                    self._alter(level, index)

    def _alter(self, level: int, index: int) -> None:
        self._bad.add((level, index))
        if not self._bad & {(level - 1, 2 * index), (level - 1, 2 * index + 1)}:
            self.altered.append((index << level, (index + 1 << level) - 1))


def levels(leaves: list[bytes]) -> list[list[bytes]]:
    """The roots of the perfect subtrees of a block by level, from the hashes of the leaves upwards."""
    made = [leaves]
    while len(below := made[-1]) > 1:
        pairs = zip(below[::2], below[1::2], strict=False)
        made.append([sha256(b"\x01" + left + right).digest() for left, right in pairs])
    return made


def pieces(levels: list[list[bytes]], count: int) -> list[bytes]:
    """The roots of the perfect subtrees of a block's first leaves, largest first."""
    return [levels[level][index] for level, index in merkle.subtrees(count)]
