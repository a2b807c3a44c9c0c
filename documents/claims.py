"""What an untrusted file says of itself: verification codes, and the number in its title.

The file is never parsed as a PDF. Its compressed streams are blown up one after the other, within bounds, and looked
through for the two patterns that every decree carries: the code in what is attached, the number in its title.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that is looked at."""

STREAMS = 5_000
"""Compressed streams that are opened; a decree of 500 people has some hundreds."""

WORK = 64 * 1024 * 1024
"""Bytes that are read from streams and blown up out of them, all together; what is beyond is not looked at."""

_CHUNK = 4096
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LETTERS = rb"[2-9A-HJ-NP-Z]{4}"
_CODE = re.compile(rb"(?<![0-9A-Z-])" + b"-".join([_LETTERS] * 3) + rb"(?![0-9A-Z-])")
_TITLE = re.compile(rb"Nomor (\S[^<>\n]{0,99}?) tentang ")
_MOST = 8


@dataclass(frozen=True)
class Claims:
    """What a file says of itself, in the order in which it says so.

    Attributes:
        codes: verification codes; numbers: of decrees that it is entitled with.
    """

    codes: tuple[str, ...]
    numbers: tuple[str, ...]


def claims(content: bytes) -> Claims:
    """What a file says of itself; nothing where it is no PDF of ours, or hides it well."""
    codes: dict[str, None] = {}
    numbers: dict[str, None] = {}
    for text in (content, *_streams(content)):
        for found in _CODE.finditer(text):
            codes.setdefault(found.group().decode())
            if len(codes) >= _MOST:
                break
        numbers |= dict.fromkeys(_titles(text))
    return Claims(tuple(codes)[:_MOST], tuple(numbers)[:_MOST])


def _titles(text: bytes) -> Iterator[str]:
    """The numbers in the title that the metadata give, if these are metadata."""
    at = text.find(b"<dc:title>")
    found = _TITLE.search(text, at, at + 4096) if at >= 0 else None
    if found:
        yield html.unescape(found.group(1).decode("utf-8", "replace"))


def _streams(content: bytes) -> Iterator[bytes]:
    """The compressed streams of a file, as far as the bounds let them be opened and as far as they are whole."""
    left = WORK
    for start in islice(_STREAM.finditer(content), STREAMS):
        text, cost = _blown_up(content, start.end(), left)
        left -= cost
        if text:
            yield text
        if left <= 0:
            return


def _blown_up(content: bytes, at: int, work: int) -> tuple[bytes, int]:
    """What is compressed from a place on, and how many bytes were read and made."""
    machine, text, cost = zlib.decompressobj(), bytearray(), 0
    with suppress(zlib.error):
        while not machine.eof and at < len(content) and cost < work:
            chunk = content[at : at + _CHUNK]
            at += len(chunk)
            made = machine.decompress(chunk, work - cost)
            text += made
            cost += len(chunk) + len(made)
    return bytes(text), max(cost, _CHUNK)
