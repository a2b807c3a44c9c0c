"""The verifier's own readers against those of the log: on every altered text both read, or both refuse."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator

import pytest

from storage import merkle, notes
from storage.verifier import verify
from tests.log.bundles import KEY, ORIGIN, VKEY, Log, small
from tests.log.checking import OTHER_KEY

NOTE = small().note()
COSIGNED = notes.cosign(NOTE, "inspektorat.example/saksi", OTHER_KEY, 1_793_000_000)
TEXT = NOTE.split("\n\n")[0] + "\n"
ROOT = TEXT.split("\n")[2]


def read_by_log(content: bytes) -> tuple[object, ...] | None:
    try:
        note = notes.read(content)
    except notes.BadNote:
        return None
    return (
        note.origin,
        note.size,
        note.root,
        note.text.encode(),
        [(s.name, s.key_id + s.signature) for s in note.signatures],
    )


def read_by_verifier(content: bytes) -> tuple[object, ...] | None:
    try:
        return tuple(verify.note_of(content))
    except (verify.Wrong, *verify.MISSHAPEN):
        return None


def signed(text: str) -> bytes:
    """A text that the log's key really signed, whatever it says."""
    signature = notes.verifier(ORIGIN, KEY).key_id + KEY.sign(text.encode())
    return f"{text}\n\u2014 {ORIGIN} {base64.b64encode(signature).decode()}\n".encode()


def altered(content: bytes) -> Iterator[bytes]:
    """Every bit flipped, every byte left out or doubled, and bytes put where they hurt."""
    for at in range(len(content)):
        yield from (content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :] for bit in range(8))
        yield content[:at] + content[at + 1 :]
        yield content[: at + 1] + content[at:]
        yield from (
            content[:at] + one + content[at:] for one in (b"\n", b"\r", b" ", b"=", b"0", b"-", b"+", b"\xc2\x85")
        )


@pytest.mark.parametrize("content", [NOTE.encode(), COSIGNED.encode()], ids=["signed", "cosigned"])
def test_both_read_the_same_notes(content: bytes) -> None:
    assert read_by_verifier(content) == read_by_log(content) is not None
    for other in altered(content):
        assert read_by_verifier(other) == read_by_log(other)


def test_both_read_the_same_notes_that_were_put_together_at_random() -> None:
    line = NOTE.split("\n")[-2]
    parts = [line, line, line, "", "—", "\u2014 a AAAAAAA=", "\u2014 a AAAA", "4", ROOT]
    chance, readable = random.Random(5), 0
    for _ in range(5000):
        ends = chance.choices(parts, k=chance.randrange(4))
        content = "\n".join([ORIGIN, chance.choice(("4", "04")), ROOT, "", *ends, ""]).encode()
        assert read_by_verifier(content) == read_by_log(content)
        readable += read_by_log(content) is not None
    assert 200 < readable < 4800


@pytest.mark.parametrize(
    "text",
    [
        *(f"{ORIGIN}\n{size}\n{ROOT}\n" for size in ("04", "+4", "-0", "4 ", "", "４", "4.0", str(2**63), "1" * 30)),
        *(f"{origin}\n4\n{ROOT}\n" for origin in ("", "dua kata", "a+b", "é", "x" * 201, f"{ORIGIN}\r")),
        *(
            f"{ORIGIN}\n4\n{root}\n"
            for root in ("", ROOT[:-1], ROOT + "=", ROOT[:-4], base64.b64encode(bytes(31)).decode())
        ),
        *(f"{TEXT}lainnya\n", TEXT + "\n", f"{ORIGIN}\n4\n"),
    ],
)
def test_a_checkpoint_in_another_spelling_is_refused_by_both_though_the_key_signed_it(text: str) -> None:
    assert read_by_verifier(signed(TEXT)) is not None
    assert read_by_verifier(signed(text)) is None
    assert read_by_log(signed(text)) is None


def test_sixteen_signatures_are_read_and_a_seventeenth_is_refused_by_both() -> None:
    line = NOTE.splitlines()[-1] + "\n"
    for more, readable in ((0, True), (15, True), (16, False)):
        content = (NOTE + line * more).encode()
        assert (read_by_verifier(content) is not None) is readable
        assert (read_by_log(content) is not None) is readable


@pytest.mark.parametrize("length", [0, 1, 3, 4, 5, 68, 5000, 5001])
def test_signatures_of_any_kind_are_read_up_to_one_length(length: int) -> None:
    content = f"{NOTE}\u2014 lain {base64.b64encode(bytes(length)).decode()}\n".encode()
    assert read_by_verifier(content) == read_by_log(content)
    assert (read_by_log(content) is not None) is (4 < length <= 5000)


def keys_of(line: str) -> bool:
    try:
        verify.key_of(line)
    except (verify.Wrong, *verify.MISSHAPEN):
        return False
    return True


def test_a_key_is_read_as_it_was_handed_out_and_in_no_other_spelling() -> None:
    key = notes.verifier(ORIGIN, KEY)
    assert verify.key_of(VKEY) == (ORIGIN, key.key_id, key.public)
    for other in altered(VKEY.encode()):
        assert not keys_of(other.decode("latin-1"))


@pytest.mark.parametrize("kind", [0, 2, notes.WITNESS, 6, 255])
def test_a_key_that_is_no_log_s_is_refused(kind: int) -> None:
    assert not keys_of(notes.verifier(ORIGIN, KEY, kind).line())


@pytest.mark.parametrize("name", ["", "dua kata", "é", "x" * 201, "a\n"])
def test_a_key_with_a_name_that_is_none_is_refused(name: str) -> None:
    assert not keys_of(notes.verifier(name, KEY).line())


def verified(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    try:
        return verify.root_from(leaf, index, size, path)
    except (verify.Wrong, *verify.MISSHAPEN):
        return None


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: list[bytes]) -> bool:
    try:
        return verify.roots_from(old, new, path, old_root) == (old_root, new_root)
    except (verify.Wrong, *verify.MISSHAPEN):
        return False


def lengthened(path: list[bytes], other: bytes) -> Iterator[list[bytes]]:
    """The path itself, with one hash more anywhere, one less, or another in its place."""
    yield path
    for at in range(len(path) + 1):
        yield [*path[:at], other, *path[at:]]
        yield [*path[:at], other, *path[at + 1 :]]
        yield path[:at] + path[at + 1 :]


def test_both_follow_the_same_proofs_to_the_same_roots() -> None:
    log = Log()
    for _ in range(33):
        log.change()
    node, hashes = log.node(), [merkle.leaf_hash(leaf) for leaf in log.leaves]
    for size in range(1, 34):
        for index in range(size):
            for path in lengthened(merkle.inclusion(index, size, node), hashes[0]):
                for place in (index - 1, index, index + 1):
                    led = merkle.root_of_inclusion(hashes[index], place, size, path)
                    assert verified(place, size, hashes[index], path) == led


def test_both_find_the_same_trees_consistent() -> None:
    log = Log()
    for _ in range(33):
        log.change()
    node, sound = log.node(), 0
    roots = [merkle.range_root(0, size, node) for size in range(34)]
    for new in range(1, 34):
        for old in range(1, new + 1):
            for path in lengthened(merkle.consistency(old, new, node), roots[1]):
                held = merkle.is_consistent(old, roots[old], new, roots[new], path)
                assert consistent(old, roots[old], new, roots[new], path) is held
                sound += held
    assert sound >= 33 * 34 // 2
