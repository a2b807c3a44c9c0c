"""The leaves of the log: each says what its row says, in the one way to write it.

Nearly all of them are about entries of history, and are compared whole: the bytes that the entry's columns make are the
bytes of the leaf. Only a leaf that is not those bytes is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from storage.audit import quick
from storage.audit.quick import COLUMNS, Row
from storage.audit.report import Words
from storage.audit.stored import UNREADABLE, binary, named, same, to_the_second, whole
from storage.merkle import leaf_hash
from workflow.canonical import canonical
from workflow.text import shown

KINDS = {
    "transition": ("entri", "entry"),
    "change": ("perubahan", "change"),
    "erasure": ("penghapusan", "erasure"),
    "origin": ("asal", "origin"),
}
"""Kind → the word for the row that a leaf is about."""

_SPECIAL = bytes(range(32)) + b'"'


@dataclass
class Look:
    """What one look at some leaves found.

    Attributes:
        next: the index that must follow.
        first, entry: the entries of the first and of the last leaf that is about one; `first` is None where none is.
        hashes: of the leaves.
        unbroken: how many of them follow each other from the first on.
        odd: the leaves that are not, byte by byte, what the columns of the next entry make in plain ASCII; each with
            the index that was expected and the entry before it.
    """

    next: int
    entry: int
    first: int | None = None
    hashes: list[bytes] = field(default_factory=list)
    odd: list[tuple[Row, int, int]] = field(default_factory=list)
    unbroken: int = 0


def look(connection: sa.Connection, start: int, entry: int) -> Look:
    """Look at a block of leaves that begins with an index, after an entry."""
    found, expected, broken, first, rows = Look(start, entry), start, False, None, None
    add, special, escaped = found.hashes.append, _SPECIAL, connection.dialect.name == "sqlite"
    for index, ref, content, quotes in quick.fitting(connection, start):
        if (
            quotes
            and index == expected
            and ref > entry
            and content.isascii()
            and b"\\" not in content
            and (escaped or len(content.translate(None, special)) == len(content) - quotes)
        ):
            add(sha256(b"\0" + content).digest())
            first, entry, expected = ref if first is None else first, ref, expected + 1
            continue
        rows = rows or quick.leaves(connection, start)
        row = rows[len(found.hashes)]
        found.odd.append((row, expected, entry))
        add(leaf_hash(binary(content) or b""))
        if index != expected and not broken:
            broken, found.unbroken = True, len(found.hashes) - 1
        expected = index + 1 if whole(index) is not None and index >= expected else expected
        if is_of_entry(row):
            first, entry = ref if first is None else first, max(ref, entry)
    found.next, found.first, found.entry = expected, first, entry
    found.unbroken = found.unbroken if broken else len(found.hashes)
    return found


def is_of_entry(row: Row) -> bool:
    """Whether a leaf is about an entry that is there."""
    return row[1] == "transition" and row[4] is not None and whole(row[2]) is not None


def called(row: Row) -> tuple[str, str]:
    """What a leaf is called in a sentence: by its index, and by the row that it is about."""
    index, kind, ref = shown(row[0]), row[1], shown(row[2])
    id, en = KINDS.get(kind, (shown(kind), shown(kind)))
    return f"Daun {index} ({id} {ref})", f"Leaf {index} ({en} {ref})"


def problems(row: Row) -> Iterator[Words]:
    """What is wrong with a leaf."""
    id, en = called(row)
    for said_id, said_en in _problems(row):
        yield f"{id}: {said_id}", f"{en}: {said_en}"


def _problems(row: Row) -> Iterator[Words]:
    _, kind, ref, content, *kept = row
    there = is_of_entry(row)
    if kind == "transition" and not there:
        yield "entrinya hilang dari riwayat.", "its entry is missing from history."
    told = read(content)
    if told is None:
        yield "isinya tidak terbaca atau tidak baku.", "its bytes cannot be read, or are not canonical."
    elif whole(told.get("v")) != 1 or (told.get("type"), told.get("ref")) != (kind, ref):
        yield "isinya tentang jenis atau nomor lain.", "its bytes are about another kind or number."
    elif kind == "transition" and set(told) - {"copy_sha256"} != quick.SAID - {"copy_sha256"}:
        yield "isinya bukan isi daun sebuah entri.", "its bytes are not those of an entry's leaf."
    elif there:
        yield from _column_problems(dict(zip(COLUMNS, kept, strict=True)), told)


def _column_problems(kept: dict[str, Any], told: dict[str, Any]) -> Iterator[Words]:
    wrong = [name for name, value in kept.items() if name != "at" and not same(value, told.get(name))]
    if to_the_second(kept["at"]) != told["at"]:
        wrong.append("at")
    if wrong:
        yield (
            f"kolom entrinya ({named(wrong)}) tidak sama dengan yang dikatakan daunnya.",
            f"its entry's columns ({named(wrong)}) are not what the leaf says.",
        )


def read(content: Any) -> dict[str, Any] | None:
    """What a leaf says; None where it is not written in the one way to write it."""
    stored = binary(content)
    try:
        told = json.loads(stored or b"")
        return told if isinstance(told, dict) and canonical(told) == stored else None
    except UNREADABLE:
        return None
