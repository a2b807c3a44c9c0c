"""What a witness judges: whether the checkpoint that it is shown continues the one that it knows.

A checkpoint travels alone, or with the proof that it continues an earlier one, as one text:

    old SIZE
    BASE64 OF A HASH            one line for each hash of the proof

    THE CHECKPOINT'S NOTE
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from storage import merkle
from storage.notes import NUMBER, BadNote, Checkpoint, Verifier
from storage.notes import read as read_note

MOST_HASHES = 128
"""More than any proof between two logs has."""


@dataclass(frozen=True)
class Known:
    """A log as a witness knows it; `note` is empty before its first checkpoint."""

    vkey: str
    size: int = 0
    root: bytes = merkle.EMPTY
    note: str = ""

    @property
    def key(self) -> Verifier:
        """The public key of the log."""
        return Verifier.read(self.vkey)


@dataclass(frozen=True)
class Offer:
    """A checkpoint as it is shown, and from which size its proof leads to it; `old` is None without a proof."""

    note: str
    checkpoint: Checkpoint
    old: int | None = None
    proof: tuple[bytes, ...] = ()


class Verdict(Enum):
    """What a witness finds; all but `continues` and `unproved` are evidence against the log."""

    continues = "continues"
    unproved = "unproved"
    rolled_back = "rolled_back"
    forked = "forked"
    rewritten = "rewritten"


def written(old: int, proof: Sequence[bytes], note: str) -> str:
    """A checkpoint with its proof as it travels."""
    return "".join([f"old {old}\n", *(f"{base64.b64encode(one).decode()}\n" for one in proof), "\n", note])


def read(content: bytes, proof: bytes | None = None) -> Offer:
    """What a witness is shown, from its bytes.

    Args:
        proof: a file of its own that holds the proof, with or without the same checkpoint after it.

    Raises:
        BadNote: it is not exactly what `written` or a log writes.
    """
    text = _text(content)
    if proof is not None:
        head, _, repeated = _text(proof).partition("\n\n")
        if repeated and repeated != text:
            raise BadNote("the proof is of another checkpoint")
        text = f"{head.removesuffix(chr(10))}\n\n{text}"
    if not text.startswith("old ") and proof is None:
        return Offer(text, read_note(text))
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    size = first.removeprefix("old ")
    if first == size or not NUMBER.fullmatch(size) or len(lines) > MOST_HASHES:
        raise BadNote("no proof")
    return Offer(note, read_note(note), int(size), tuple(map(_hash, lines)))


def judge(known: Known, offer: Offer) -> Verdict:
    """Whether a checkpoint that the log signed continues the one that is known."""
    new = offer.checkpoint
    if new.size < known.size:
        return Verdict.rolled_back
    if new.size == known.size:
        return Verdict.continues if new.root == known.root else Verdict.forked
    if (offer.old or 0) != known.size:
        return Verdict.unproved
    if merkle.is_consistent(known.size, known.root, new.size, new.root, offer.proof):
        return Verdict.continues
    return Verdict.rewritten


def own_part(offer: Offer, key: Verifier) -> str:
    """The note with the log's own signature alone; what others have added is theirs."""
    text, _, lines = offer.note.partition("\n\n")
    named = zip(lines[:-1].split("\n"), offer.checkpoint.signatures, strict=True)
    mine = [line for line, one in named if (one.name, one.key_id) == (key.name, key.key_id)]
    return "\n".join([text, "", mine[0], ""])


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise BadNote("not UTF-8") from None


def _hash(line: str) -> bytes:
    """A hash from its line; other spellings of the same bytes are refused."""
    try:
        found = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("base64") from None
    if len(found) != merkle.LENGTH or base64.b64encode(found).decode() != line:
        raise BadNote("no hash")
    return found
