"""The Merkle tree of history (RFC 6962): roots, inclusion proofs and consistency proofs, as plain functions over bytes.

A tree is kept as its frontier: the roots of its perfect subtrees, largest first. Appending touches only the frontier;
proofs ask for the roots of perfect subtrees by (level, index), which the log keeps or computes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

Node = Callable[[int, int], bytes]
"""(level, index) → root of the perfect subtree over leaves index·2^level … (index + 1)·2^level − 1."""

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""

LENGTH = 32
"""Bytes of a hash."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf's bytes; another prefix than inner nodes, so that neither can pass for the other."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def subtrees(size: int) -> list[tuple[int, int]]:
    """The perfect subtrees of a tree, as (level, index), largest first."""
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def fold(roots: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees, largest first."""
    if not roots:
        return EMPTY
    root = roots[-1]
    for left in reversed(roots[:-1]):
        root = node_hash(left, root)
    return root


def append(frontier: list[bytes], size: int, leaf: bytes) -> list[tuple[int, int, bytes]]:
    """Append a leaf's hash to a frontier of `size` leaves, in place.

    Returns:
        Every perfect subtree that this leaf completes, as (level, index, root); the leaf itself is level 0.

    Raises:
        ValueError: the frontier is not of a tree of that size; it is left as it was.
    """
    if size < 0 or len(frontier) != size.bit_count():
        raise ValueError(f"{len(frontier)} subtrees in a tree of {size}")
    made, root, level = [(0, size, leaf)], leaf, 0
    while size >> level & 1:
        root = node_hash(frontier.pop(), root)
        level += 1
        made.append((level, size >> level, root))
    frontier.append(root)
    return made


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size` leaves, from the leaf upwards (RFC 6962, 2.1.1).

    Raises:
        ValueError: the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    return _path(index, 0, size, node)


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of the tree of `new` (RFC 6962, 2.1.2).

    The empty tree begins every tree: its proof is empty, as in C2SP tlog-witness.

    Raises:
        ValueError: the old tree is larger than the new one.
    """
    if not 0 <= old <= new:
        raise ValueError(f"no proof from {old} to {new}")
    return _subproof(old, 0, new, True, node) if old else []


def range_root(start: int, end: int, node: Node) -> bytes:
    """The root over the leaves `start` … `end` − 1, where `start` is where a subtree of the tree begins."""
    return fold([node(level, (start >> level) + index) for level, index in subtrees(end - start)])


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _path(index: int, start: int, end: int, node: Node) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle, node), range_root(middle, end, node)]
    return [*_path(index, middle, end, node), range_root(start, middle, node)]


def _subproof(old: int, start: int, end: int, known: bool, node: Node) -> list[bytes]:
    if old == end:
        return [] if known else [range_root(start, end, node)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_subproof(old, start, middle, known, node), range_root(middle, end, node)]
    return [*_subproof(old, middle, end, False, node), range_root(start, middle, node)]


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that a proof leads to from a leaf's hash, or None where its length is wrong (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(sibling, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that one tree is the beginning of the other (RFC 9162, 2.1.4.2)."""
    if (old == 0 and old_root != EMPTY) or not 0 <= old <= new:
        return False
    if old in (0, new):
        return not proof and (old != new or old_root == new_root)
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    return bool(path) and _roots_of_consistency(old, new, path) == (old_root, new_root)


def _roots_of_consistency(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a proof leads to, or None where its length is wrong."""
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        place, last = place >> 1, last >> 1
    return (first, second) if last == 0 else None
