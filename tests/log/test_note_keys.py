"""Public keys as the line that is handed out: what was written is read, and nothing else is."""

from __future__ import annotations

import pytest

from storage.notes import BadNote, Verifier, verifier
from tests.log.test_notes import KEY, LOG, ORIGIN, SAKSI, flips


@pytest.mark.parametrize("key", [LOG, SAKSI])
def test_a_key_is_read_as_it_was_handed_out(key: Verifier) -> None:
    assert Verifier.read(key.line()) == key
    assert Verifier.read(key.line() + "\n") == key


@pytest.mark.parametrize("key", [LOG, SAKSI])
def test_every_flipped_bit_of_a_key_is_refused(key: Verifier) -> None:
    for altered in flips(f"{key.line()}\n".encode()):
        with pytest.raises((BadNote, UnicodeDecodeError)):
            Verifier.read(altered.decode())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "\n",
        "a",
        "a+b",
        "a+b+c",
        "+00000000+AAAA",
        LOG.line() + "\n\n",
        "\n" + LOG.line(),
        LOG.line() + "\r\n",
        LOG.line() + " ",
    ],
)
def test_a_line_that_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(BadNote):
        Verifier.read(line)


def test_a_key_of_another_kind_is_refused() -> None:
    for kind in (0, 2, 3, 5, 6, 255):
        with pytest.raises(BadNote):
            Verifier.read(verifier(ORIGIN, KEY, kind).line())


@pytest.mark.parametrize("name", ["", "dua kata", "é", "x" * 201, "a\nb"])
def test_a_key_with_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(BadNote):
        Verifier.read(verifier(name, KEY).line())
