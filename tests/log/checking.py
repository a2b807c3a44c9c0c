"""Bundles in memory, and what the verifier says of them."""

from __future__ import annotations

import base64
import json
import random
from collections import Counter
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage.verifier import verify
from tests.log.bundles import VKEY, resealed, small
from workflow.canonical import canonical

OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
UNPROVED = ("findings.csv", "berkas.pdf", "verify.py")
SOUND = small().bundle()


class Files(verify.Bundle):
    """A bundle in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.names = files, Counter([*files])

    def read(self, name: str) -> bytes:
        if name not in self.files:
            raise verify.Wrong(f"{name} tidak ada.")
        return self.files[name]


def wrongs(files: dict[str, bytes], keys: tuple[str, ...] = (VKEY,), **held: str) -> list[str]:
    """What is wrong with a bundle; `held` checkpoints by name."""
    return verify.Check(Files(files), [*keys], {name: note.encode() for name, note in held.items()}).wrongs


def manifest_of(whole: dict[str, bytes], /, **changed: object) -> dict[str, bytes]:
    return {**whole, "manifest.json": canonical({**json.loads(whole["manifest.json"]), **changed})}


def flips(content: bytes, seed: int = 1) -> Iterator[bytes]:
    """One bit flipped in each byte, any of the eight."""
    chance = random.Random(seed)
    for at in range(len(content)):
        yield content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def resealed_payload(files: dict[str, bytes], index: int, salt: bytes, content: bytes) -> dict[str, bytes]:
    """The files with another payload of an entry, and the manifest agreeing."""
    file = {"salt": salt.hex(), "payload": base64.b64encode(content).decode()}
    return resealed(files, **{f"payloads/{index}.json": canonical(file)})
