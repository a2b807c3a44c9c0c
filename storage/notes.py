"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature): text that is signed, read strictly.

Nothing is read that would not be written the same way: base64 is canonical, numbers have no leading zeros, lines end
with LF alone. A note that was altered in any bit is a note that cannot be read or whose signature does not hold.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LOG, WITNESS = 1, 4
"""Kinds of signatures: an Ed25519 signature of a log, a timed cosignature of a witness."""

MOST_SIGNATURES = 16
LONGEST_SIGNATURE = 5000
"""Bytes; longer than any kind of signature that notes know today. Kinds that are not known here count for nothing."""

LARGEST = 2**63 - 1
"""Of sizes and of instants, as of the numbers that a database holds."""

NAME = re.compile(r"[!-*,-~]{1,200}")
"""Names of keys and logs: printable ASCII without blanks and without a plus sign."""

NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class BadNote(ValueError):
    """The text is no note of this form; the message says why, for a log file and not for people."""


@dataclass(frozen=True)
class Signature:
    """One signature line: whose key it claims, and the bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its origin, how many leaves it has, and their root.

    Attributes:
        text: the signed text, up to and with its last line feed.
    """

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Verifier:
    """A public key by which signatures are checked."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:4]

    def line(self) -> str:
        """The key as it is handed out: name+id+base64(kind, key)."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(bytes([self.kind]) + self.public)}"

    @classmethod
    def read(cls, line: str) -> Verifier:
        """A key from its line, which may end with a line feed.

        Raises:
            BadNote: it is no such line, or its id does not belong to the key.
        """
        name, _, rest = line.removesuffix("\n").partition("+")
        key_id, _, encoded = rest.partition("+")
        key = _bytes(encoded)
        if not NAME.fullmatch(name) or len(key) != 33 or key[0] not in (LOG, WITNESS):
            raise BadNote("no key")
        found = cls(name, key[0], key[1:])
        if found.key_id.hex() != key_id:
            raise BadNote("the id is not of this key")
        return found

    def holds(self, checkpoint: Checkpoint) -> bool:
        """Whether this key signed, and every signature that names it is right."""
        mine = [one for one in checkpoint.signatures if (one.name, one.key_id) == (self.name, self.key_id)]
        return bool(mine) and all(self._is_right(checkpoint.text, one.signature) for one in mine)

    def _is_right(self, text: str, signature: bytes) -> bool:
        message = text.encode()
        if self.kind == WITNESS:
            seconds, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            if seconds > LARGEST:
                return False
            message = _timed(text, seconds)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def verifier(name: str, key: Ed25519PrivateKey, kind: int = LOG) -> Verifier:
    """The public half of a key."""
    return Verifier(name, kind, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def sign(origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """A checkpoint of a log, signed by its key.

    Raises:
        BadNote: such an origin, size or root could not be read again.
    """
    text = f"{origin}\n{size}\n{_base64(root)}\n"
    return _legible(f"{text}\n{_line(verifier(origin, key), key.sign(text.encode()))}")


def cosign(note: str, name: str, key: Ed25519PrivateKey, seconds: int) -> str:
    """The note with a witness's cosignature added, made at `seconds` since 1970.

    Raises:
        BadNote: it is no checkpoint, it has no room for another signature, or the name is none.
    """
    text = read(note).text
    signature = seconds.to_bytes(8, "big") + key.sign(_timed(text, seconds))
    return _legible(note + _line(verifier(name, key, WITNESS), signature))


def read(note: str | bytes) -> Checkpoint:
    """A checkpoint from its note; a file's bytes are read as they are, with no line end translated.

    Raises:
        BadNote: the text is not exactly what a log writes.
    """
    text, _, lines = _text(note).partition("\n\n")
    parts = text.split("\n")
    if len(parts) != 3 or not lines.endswith("\n"):
        raise BadNote("no checkpoint")
    origin, size, root = parts
    if not NAME.fullmatch(origin) or not NUMBER.fullmatch(size) or int(size) > LARGEST:
        raise BadNote("origin or size")
    if len(_bytes(root)) != 32:
        raise BadNote("root")
    signatures = lines[:-1].split("\n")
    if len(signatures) > MOST_SIGNATURES:
        raise BadNote("too many signatures")
    return Checkpoint(origin, int(size), _bytes(root), text + "\n", tuple(_signature(line) for line in signatures))


def _text(note: str | bytes) -> str:
    try:
        return note if isinstance(note, str) else note.decode()
    except UnicodeDecodeError:
        raise BadNote("not UTF-8") from None


def _legible(note: str) -> str:
    read(note)
    return note


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    found = _bytes(encoded)
    if dash != "—" or not NAME.fullmatch(name) or not 4 < len(found) <= LONGEST_SIGNATURE:
        raise BadNote("signature")
    return Signature(name, found[:4], found[4:])


def _line(key: Verifier, signature: bytes) -> str:
    return f"— {key.name} {_base64(key.key_id + signature)}\n"


def _timed(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    """Bytes of canonical base64: other spellings of the same bytes are refused."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("base64") from None
    if _base64(found) != text:
        raise BadNote("base64 is not canonical")
    return found
