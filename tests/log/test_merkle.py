"""The tree against the RFC's definition, written naively, for every size up to 256."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence

import pytest

from storage.merkle import (
    EMPTY,
    append,
    consistency,
    fold,
    inclusion,
    is_consistent,
    leaf_hash,
    node_hash,
    range_root,
    root_of_inclusion,
    subtrees,
)

MOST = 256
LEAVES = [leaf_hash(f"entri {n}".encode()) for n in range(MOST)]
BIG = 2**63


def defined(hashes: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, over hashes of leaves."""
    if len(hashes) <= 1:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + defined(hashes[:k]) + defined(hashes[k:])).digest()


def defined_path(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(hashes) == 1:
        return []
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if index < k:
        return [*defined_path(index, hashes[:k]), defined(hashes[k:])]
    return [*defined_path(index - k, hashes[k:]), defined(hashes[:k])]


@functools.cache
def node(level: int, index: int) -> bytes:
    return defined(LEAVES[index << level : (index + 1) << level])


ROOTS = [defined(LEAVES[:n]) for n in range(MOST + 1)]


@functools.cache
def equal(level: int, _: int) -> bytes:
    """The nodes of a tree whose leaves are all the same: it can have any size."""
    return node_hash(equal(level - 1, 0), equal(level - 1, 0)) if level else LEAVES[0]


def flipped(proof: Sequence[bytes], at: int, bit: int) -> list[bytes]:
    content = bytearray(proof[at])
    content[bit // 8] ^= 1 << bit % 8
    return [*proof[:at], bytes(content), *proof[at + 1 :]]


def test_a_leaf_is_hashed_otherwise_than_an_inner_node() -> None:
    assert leaf_hash(b"") == hashlib.sha256(b"\x00").digest()
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


def test_the_roots_are_those_that_certificate_transparency_publishes() -> None:
    words = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
    leaves = [leaf_hash(bytes.fromhex(word)) for word in words]
    root = range_root(0, 8, lambda level, index: defined(leaves[index << level : (index + 1) << level]))
    assert root.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_appending_makes_every_perfect_subtree_and_every_root() -> None:
    frontier: list[bytes] = []
    made: dict[tuple[int, int], bytes] = {}
    for size, leaf in enumerate(LEAVES):
        made.update({(level, index): root for level, index, root in append(frontier, size, leaf)})
        assert fold(frontier) == ROOTS[size + 1]
    wanted = {(level, index) for level in range(9) for index in range(MOST >> level)}
    assert set(made) == wanted
    assert all(root == node(level, index) for (level, index), root in made.items())


def test_every_root_follows_from_perfect_subtrees() -> None:
    assert [range_root(0, size, node) for size in range(MOST + 1)] == ROOTS
    assert ROOTS[0] == EMPTY


@pytest.mark.parametrize(("length", "size"), [(0, 1), (1, 0), (1, 3), (2, 4), (0, -1), (1, -1)])
def test_a_frontier_of_another_size_is_refused_and_left_alone(length: int, size: int) -> None:
    frontier = LEAVES[:length]
    with pytest.raises(ValueError, match="subtrees"):
        append(frontier, size, LEAVES[9])
    assert frontier == LEAVES[:length]


def test_every_inclusion_proof_is_the_one_that_is_defined_and_leads_to_the_root() -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = inclusion(index, size, node)
            assert root_of_inclusion(LEAVES[index], index, size, proof) == ROOTS[size]
            if size <= 64:
                assert proof == defined_path(index, LEAVES[:size])


def test_an_inclusion_proof_with_a_bit_flipped_leads_elsewhere() -> None:
    for size in (1, 2, 3, 5, 8, 13, 64, 100, 255, 256):
        for index in {0, 1, size // 2, size - 1} & set(range(size)):
            proof = inclusion(index, size, node)
            for at in range(len(proof)):
                for bit in range(256):
                    assert root_of_inclusion(LEAVES[index], index, size, flipped(proof, at, bit)) != ROOTS[size]


def test_an_inclusion_proof_of_another_length_leads_nowhere() -> None:
    for size in range(1, 65):
        for index in range(size):
            proof = inclusion(index, size, node)
            assert root_of_inclusion(LEAVES[index], index, size, [*proof, LEAVES[0]]) != ROOTS[size]
            assert root_of_inclusion(LEAVES[index], index, size, [LEAVES[0], *proof]) != ROOTS[size]
            for at in range(len(proof)):
                assert root_of_inclusion(LEAVES[index], index, size, proof[:at] + proof[at + 1 :]) != ROOTS[size]


def test_an_inclusion_proof_holds_for_its_own_leaf_and_index_only() -> None:
    for size in range(1, 33):
        for index in range(size):
            proof = inclusion(index, size, node)
            for other in range(-1, size + 2):
                led = root_of_inclusion(LEAVES[index], other, size, proof)
                assert (led == ROOTS[size]) is (other == index)
                assert (root_of_inclusion(LEAVES[other], index, size, proof) == ROOTS[size]) is (other == index)


def test_an_inclusion_proof_does_not_lead_to_the_root_of_another_size() -> None:
    for size in range(1, 33):
        for index in range(size):
            proof = inclusion(index, size, node)
            others = [other for other in range(-1, 70) if other != size]
            led = [root_of_inclusion(LEAVES[index], index, other, proof) for other in others]
            assert all(root is None or root != ROOTS[other] for other, root in zip(others, led, strict=True))


def test_every_consistency_proof_holds() -> None:
    for new in range(MOST + 1):
        for old in range(new + 1):
            assert is_consistent(old, ROOTS[old], new, ROOTS[new], consistency(old, new, node))


def test_a_consistency_proof_of_another_length_is_refused() -> None:
    for new in range(1, 129):
        for old in range(new + 1):
            proof = consistency(old, new, node)
            for extra in (ROOTS[old], ROOTS[new], LEAVES[0]):
                assert not is_consistent(old, ROOTS[old], new, ROOTS[new], [*proof, extra])
                assert not is_consistent(old, ROOTS[old], new, ROOTS[new], [extra, *proof])
            for at in range(len(proof)):
                assert not is_consistent(old, ROOTS[old], new, ROOTS[new], proof[:at] + proof[at + 1 :])


def test_a_consistency_proof_with_a_bit_flipped_is_refused() -> None:
    for new in (2, 3, 6, 7, 8, 100, 128, 255, 256):
        for old in {1, 2, 3, new // 2, new - 1} & set(range(1, new)):
            proof = consistency(old, new, node)
            for at in range(len(proof)):
                for bit in range(256):
                    assert not is_consistent(old, ROOTS[old], new, ROOTS[new], flipped(proof, at, bit))


def test_a_consistency_proof_holds_for_its_own_roots_and_sizes_only() -> None:
    for new in range(1, 65):
        for old in range(1, new + 1):
            proof = consistency(old, new, node)
            assert not is_consistent(old, flipped([ROOTS[old]], 0, 7)[0], new, ROOTS[new], proof)
            assert not is_consistent(old, ROOTS[old], new, flipped([ROOTS[new]], 0, 255)[0], proof)
            for by in (-1, 1):
                assert not is_consistent(old, ROOTS[old + by], new, ROOTS[new], proof)
                assert not is_consistent(old, ROOTS[old], new, ROOTS[new + by], proof)


def moved(proof: Sequence[bytes], at: int) -> list[bytes]:
    """A byte of a hash moved to the end of the one before it: what is joined stays equal."""
    return [*proof[:at], proof[at] + proof[at + 1][:1], proof[at + 1][1:], *proof[at + 2 :]]


def test_bytes_cannot_be_moved_from_one_hash_of_a_proof_to_the_next() -> None:
    for size in range(1, 65):
        for place in range(1, size):
            path, proof = inclusion(place, size, node), consistency(place, size, node)
            for at in range(len(path) - 1):
                assert root_of_inclusion(LEAVES[place], place, size, moved(path, at)) != ROOTS[size]
            for at in range(len(proof) - 1):
                assert not is_consistent(place, ROOTS[place], size, ROOTS[size], moved(proof, at))


def test_an_empty_proof_makes_no_two_trees_consistent() -> None:
    for new in range(2, 65):
        assert not any(is_consistent(old, ROOTS[old], new, ROOTS[new], []) for old in range(1, new))


def test_the_empty_tree_begins_every_tree_and_no_other_root_does() -> None:
    assert consistency(0, 5, node) == []
    assert is_consistent(0, EMPTY, 5, ROOTS[5], [])
    assert is_consistent(0, EMPTY, 0, EMPTY, [])
    assert not is_consistent(0, ROOTS[1], 5, ROOTS[5], [])
    assert not is_consistent(0, EMPTY, 5, ROOTS[5], [ROOTS[5]])
    assert not is_consistent(0, EMPTY, 0, ROOTS[1], [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 5), (5, 5), (6, 5), (0, -1)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion(index, size, node)
    assert root_of_inclusion(LEAVES[0], index, size, []) is None


@pytest.mark.parametrize(("old", "new"), [(6, 5), (-1, 5), (1, 0), (-2, -1)])
def test_there_is_no_proof_from_a_tree_that_is_larger_or_none(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no proof"):
        consistency(old, new, node)
    assert not is_consistent(old, ROOTS[1], new, ROOTS[1], [])


@pytest.mark.parametrize("size", [2**62, BIG - 1, BIG, BIG + 1])
def test_trees_of_any_size_that_a_checkpoint_can_name_are_proved(size: int) -> None:
    root = range_root(0, size, equal)
    for index in (0, 1, size // 2, size - 2, size - 1):
        proof = inclusion(index, size, equal)
        assert root_of_inclusion(LEAVES[0], index, size, proof) == root
        assert root_of_inclusion(LEAVES[0], index, size, proof[:-1]) is None
    for old in (1, size // 2, size // 3, size - 1):
        proof = consistency(old, size, equal)
        assert is_consistent(old, range_root(0, old, equal), size, root, proof)
        assert not is_consistent(old, range_root(0, old, equal), size, root, proof[1:])


def test_the_perfect_subtrees_of_a_tree_lie_side_by_side() -> None:
    for size in (0, 1, 6, 255, BIG - 1, BIG):
        reached = 0
        for level, index in subtrees(size):
            assert index << level == reached
            reached += 1 << level
        assert reached == size
