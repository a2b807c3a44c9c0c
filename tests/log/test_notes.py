"""Checkpoints and keys as text: what was written is read, and nothing else is."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage.notes import LARGEST, WITNESS, BadNote, Verifier, cosign, read, sign, verifier

ORIGIN, WITNESSED_BY = "lembayung.example/log/1", "inspektorat.example/saksi"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
ROOT = bytes(range(200, 232))
LOG = verifier(ORIGIN, KEY)
SAKSI = verifier(WITNESSED_BY, WITNESS_KEY, WITNESS)
NOTE = sign(ORIGIN, 20817, ROOT, KEY)
COSIGNED = cosign(NOTE, WITNESSED_BY, WITNESS_KEY, 1_793_000_000)


def holds(note: str | bytes, *keys: Verifier) -> bool:
    """Whether a note can be read and is signed by each of the keys."""
    try:
        found = read(note)
    except BadNote:
        return False
    return all(key.holds(found) for key in keys)


def flips(content: bytes) -> list[bytes]:
    """Every way to flip one bit."""
    return [
        content[: n // 8] + bytes([content[n // 8] ^ 1 << n % 8]) + content[n // 8 + 1 :]
        for n in range(len(content) * 8)
    ]


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    found = read(NOTE)
    assert (found.origin, found.size, found.root) == (ORIGIN, 20817, ROOT)
    assert found.text == f"{ORIGIN}\n20817\n{base64.b64encode(ROOT).decode()}\n"
    assert [one.name for one in found.signatures] == [ORIGIN]
    assert read(NOTE.encode()) == found
    assert LOG.holds(found)


def test_a_checkpoint_looks_as_the_specification_says() -> None:
    signature = base64.b64encode(LOG.key_id + KEY.sign(read(NOTE).text.encode())).decode()
    assert f"{ORIGIN}\n20817\n{base64.b64encode(ROOT).decode()}\n\n— {ORIGIN} {signature}\n" == NOTE


def test_a_checkpoint_of_another_key_or_name_does_not_hold() -> None:
    assert not verifier(ORIGIN, OTHER_KEY).holds(read(NOTE))
    assert not verifier("lembayung.example/log/2", KEY).holds(read(NOTE))
    assert not LOG.holds(read(sign(ORIGIN, 20817, ROOT, OTHER_KEY)))


@pytest.mark.parametrize("size", [0, 1, LARGEST])
def test_any_size_that_a_database_holds_can_be_signed(size: int) -> None:
    note = sign(ORIGIN, size, ROOT, KEY)
    assert read(note).size == size
    assert LOG.holds(read(note))


@pytest.mark.parametrize("size", [LARGEST + 1, 2**64, 10**30, -1])
def test_a_size_beyond_that_is_neither_signed_nor_read(size: int) -> None:
    with pytest.raises(BadNote):
        sign(ORIGIN, size, ROOT, KEY)
    with pytest.raises(BadNote):
        read(NOTE.replace("20817", str(size)))


@pytest.mark.parametrize(
    "number",
    ["020817", "00", "-0", "+20817", " 20817", "20817 ", "2_0817", "２０８１７", "0x5151", "20817.0", "2e4", ""],
)
def test_a_size_is_written_in_one_way(number: str) -> None:
    with pytest.raises(BadNote):
        read(NOTE.replace("20817", number))


@pytest.mark.parametrize(
    ("origin", "root"),
    [
        ("", ROOT),
        ("dua kata", ROOT),
        ("a+b", ROOT),
        ("a\nb", ROOT),
        ("é", ROOT),
        ("x" * 201, ROOT),
        (ORIGIN, ROOT[:31]),
    ],
)
def test_nothing_is_signed_that_could_not_be_read(origin: str, root: bytes) -> None:
    with pytest.raises(BadNote):
        sign(origin, 1, root, KEY)


def test_every_flipped_bit_of_a_checkpoint_is_refused() -> None:
    content = NOTE.encode()
    assert holds(content, LOG)
    assert [n for n, altered in enumerate(flips(content)) if holds(altered, LOG)] == []


def test_every_flipped_bit_of_a_cosigned_checkpoint_is_refused_by_whoever_knows_both_keys() -> None:
    content = COSIGNED.encode()
    assert holds(content, LOG, SAKSI)
    assert [n for n, altered in enumerate(flips(content)) if holds(altered, LOG, SAKSI)] == []


def test_every_byte_left_out_doubled_or_swapped_with_the_next_is_refused() -> None:
    content = NOTE.encode()
    for at in range(len(content)):
        assert not holds(content[:at] + content[at + 1 :], LOG)
        assert not holds(content[: at + 1] + content[at:], LOG)
        swapped = content[:at] + content[at : at + 2][::-1] + content[at + 2 :]
        assert swapped == content or not holds(swapped, LOG)


@pytest.mark.parametrize(
    "end", ["\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\n ", " \n", "\n\n", "\0", ""]
)
def test_a_line_ends_with_a_line_feed_only(end: str) -> None:
    places = [at for at, letter in enumerate(NOTE) if letter == "\n"]
    for at in places:
        assert not holds(NOTE[:at] + end + NOTE[at + 1 :], LOG)
    assert not holds(NOTE.replace("\n", end), LOG)


@pytest.mark.parametrize(
    "altered", [NOTE + "\n", "\n" + NOTE, NOTE + " ", "\ufeff" + NOTE, NOTE + NOTE, NOTE[:-1], "", "\n\n", "\n" * 9]
)
def test_nothing_stands_before_or_after_a_checkpoint(altered: str) -> None:
    with pytest.raises(BadNote):
        read(altered)


def test_a_line_more_in_the_text_is_refused() -> None:
    text = f"{ORIGIN}\n20817\n{base64.b64encode(ROOT).decode()}\nlainnya\n"
    line = base64.b64encode(LOG.key_id + KEY.sign(text.encode())).decode()
    with pytest.raises(BadNote):
        read(f"{text}\n— {ORIGIN} {line}\n")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(BadNote):
        read(b"\xff" + NOTE.encode())


def spellings(encoded: str) -> list[str]:
    """Other ways to write what base64 says, which lenient readers take for the same."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = encoded.rstrip("=")
    padding = encoded[len(last) :]
    unused = [last[:-1] + letters[letters.index(last[-1]) ^ bit] + padding for bit in (1, 2) if padding]
    return [
        *(one for one in unused if base64.b64decode(one) == base64.b64decode(encoded)),
        *(encoded + "=", encoded.replace("=", ""), encoded[:8] + " " + encoded[8:], encoded[:8] + "\r" + encoded[8:]),
        encoded.replace("+", "-").replace("/", "_") + "",
    ]


def test_base64_is_read_in_one_spelling_only() -> None:
    tried = 0
    for note in (NOTE, COSIGNED, sign(ORIGIN, 1, bytes([255] * 32), KEY)):
        for word in note.split():
            if len(word) < 44:
                continue
            for other in spellings(word):
                if other != word and word in note:
                    tried += 1
                    assert not holds(note.replace(word, other), LOG)
    assert tried > 20


def test_a_root_has_32_bytes() -> None:
    for length in (0, 31, 33, 64):
        with pytest.raises(BadNote):
            read(NOTE.replace(base64.b64encode(ROOT).decode(), base64.b64encode(bytes(length)).decode()))


def test_sixteen_signatures_are_read_and_a_seventeenth_is_refused() -> None:
    note = NOTE
    for number in range(15):
        note = cosign(note, f"saksi/{number}", WITNESS_KEY, number)
    assert len(read(note).signatures) == 16
    assert all(verifier(f"saksi/{number}", WITNESS_KEY, WITNESS).holds(read(note)) for number in range(15))
    with pytest.raises(BadNote):
        cosign(note, "saksi/15", WITNESS_KEY, 15)
    with pytest.raises(BadNote):
        read(note + note.splitlines()[-1] + "\n")


def test_a_note_without_a_signature_is_none() -> None:
    for end in ("", "\n", "\n\n"):
        with pytest.raises(BadNote):
            read(NOTE.split("\n\n")[0] + "\n" + end)


def test_a_cosignature_says_when_the_log_was_seen() -> None:
    found = read(COSIGNED)
    assert SAKSI.holds(found)
    assert LOG.holds(found)
    assert found.signatures[1].signature[:8] == (1_793_000_000).to_bytes(8, "big")
    message = f"cosignature/v1\ntime 1793000000\n{found.text}".encode()
    WITNESS_KEY.public_key().verify(found.signatures[1].signature[8:], message)


def test_a_cosignature_does_not_pass_for_the_log_s_signature_nor_the_reverse() -> None:
    same = verifier(ORIGIN, KEY, WITNESS)
    assert same.key_id != LOG.key_id
    assert not same.holds(read(NOTE))
    assert not LOG.holds(read(cosign(sign(ORIGIN, 1, ROOT, OTHER_KEY), ORIGIN, KEY, 5)))


def test_a_cosignature_of_another_moment_does_not_hold() -> None:
    line = COSIGNED.splitlines()[-1].split(" ")[-1]
    content = base64.b64decode(line)
    for seconds in (0, 1_793_000_001, LARGEST, LARGEST + 1, 2**64 - 1):
        moved = content[:4] + seconds.to_bytes(8, "big") + content[12:]
        assert not holds(COSIGNED.replace(line, base64.b64encode(moved).decode()), SAKSI)


def test_a_cosignature_of_an_instant_that_no_database_holds_does_not_hold() -> None:
    assert SAKSI.holds(read(cosign(NOTE, WITNESSED_BY, WITNESS_KEY, LARGEST)))
    assert not SAKSI.holds(read(cosign(NOTE, WITNESSED_BY, WITNESS_KEY, LARGEST + 1)))


def test_one_wrong_signature_of_a_known_key_spoils_the_right_one() -> None:
    wrong = f"— {ORIGIN} {base64.b64encode(LOG.key_id + bytes(64)).decode()}\n"
    assert read(NOTE + wrong).signatures[1].name == ORIGIN
    assert not LOG.holds(read(NOTE + wrong))


@pytest.mark.parametrize("length", [1, 64, 72, 2428])
def test_signatures_of_keys_and_kinds_that_are_not_known_count_for_nothing(length: int) -> None:
    unknown = f"— saksi.example {base64.b64encode(bytes(4 + length)).decode()}\n"
    assert LOG.holds(read(NOTE + unknown))
    assert not SAKSI.holds(read(NOTE + unknown))


@pytest.mark.parametrize(
    "line",
    [
        "- a AAAAAAA=",
        "—a AAAAAAA=",
        "— a  AAAAAAA=",
        "— a+b AAAAAAA=",
        "— AAAAAAA=",
        "— a AAAA",
        "— a AAAAAA==",
        "— a " + "A" * 6800,
    ],
)
def test_a_signature_line_has_its_form(line: str) -> None:
    with pytest.raises(BadNote):
        read(f"{NOTE}{line}\n")


def test_a_note_that_is_none_is_not_cosigned() -> None:
    with pytest.raises(BadNote):
        cosign("halo\n", WITNESSED_BY, WITNESS_KEY, 1)
    with pytest.raises(BadNote):
        cosign(NOTE, "dua kata", WITNESS_KEY, 1)
