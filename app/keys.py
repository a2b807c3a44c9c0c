"""The key of the log: in files of its own beside the database, made once, read when something is signed.

keys/log.key    the private key (PEM), readable by its owner only
keys/log.vkey   the public key with the log's origin, to be handed to whoever checks
keys/old/       the public keys of earlier origins
keys/database   the name of the database that all this belongs to; another one has its own folder, logs/NAME
anchor          the newest checkpoint, to be kept where the database is not
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.whole import write_whole
from workflow.errors import AnchorUnreadable, DiskProblem, KeyMissing, KeyUnreadable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from storage.notes import Verifier

PRIVATE_MODE, PUBLIC_MODE = 0o600, 0o644


class LogKey:
    """Signs checkpoints of one log, and keeps the newest one beside the database.

    Attributes:
        folder: where the two halves are; `next` while a new origin is being opened.
    """

    def __init__(self, home: Path, folder: str = "keys") -> None:
        self.home, self.folder = home, home / folder
        self.private, self.public, self.anchor = self.folder / "log.key", self.folder / "log.vkey", home / "anchor"

    @property
    def origin(self) -> str:
        """The name of the log, as its checkpoints carry it."""
        return self.verifier.name

    @cached_property
    def verifier(self) -> Verifier:
        """The public key.

        Raises:
            KeyMissing, KeyUnreadable: there is no such file, or something else is in it.
        """
        from storage.notes import BadNote, Verifier

        try:
            return Verifier.read(self._read(self.public).decode("ascii"))
        except (UnicodeDecodeError, BadNote):
            raise KeyUnreadable(file=self.public, problem="isinya bukan kunci / it holds no key") from None

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        from storage.notes import verifier

        try:
            found = load_pem_private_key(self._read(self.private), password=None)
        except (ValueError, TypeError):
            found = None
        if not isinstance(found, Ed25519PrivateKey):
            raise KeyUnreadable(file=self.private, problem="isinya bukan kunci Ed25519 / it holds no Ed25519 key")
        if self.public.exists() and verifier(self.origin, found) != self.verifier:
            raise KeyUnreadable(file=self.private, problem="bukan pasangan / it does not belong to log.vkey")
        return found

    def check(self) -> None:
        """Make sure that both halves are there and belong together.

        Raises:
            KeyMissing, KeyUnreadable: they are not, or do not.
        """
        self.sign(0, bytes(32))

    def sign(self, size: int, root: bytes) -> str:
        """The note of a checkpoint.

        Raises:
            KeyMissing, KeyUnreadable: the key is not there, or is none.
        """
        from storage.notes import sign

        return sign(self.origin, size, root, self._key)

    def signed(self, note: str) -> bool:
        """Whether this key signed the note of a checkpoint."""
        from storage.notes import BadNote, read

        try:
            return self.verifier.holds(read(note))
        except BadNote:
            return False

    def keep(self, note: str) -> None:
        """Replace the anchor by a newer checkpoint, whole or not at all; an older one leaves it as it is.

        Raises:
            DiskProblem: it cannot be written.
        """
        from storage.anchor import read

        new, kept = read(note), read(self._anchored() or "")
        if new and kept and kept.origin == new.origin and kept.size > new.size:
            return
        write_whole(self.anchor, note.encode(), PUBLIC_MODE)

    def anchored(self) -> str | None:
        """The checkpoint of the anchor, if there is one.

        Raises:
            AnchorUnreadable: the file cannot be read as text.
        """
        found = self._anchored()
        if found is None and self.anchor.exists():
            raise AnchorUnreadable(file=self.anchor)
        return found

    def last_known(self) -> str | None:
        """The checkpoint of the anchor where it can be read; None where it cannot."""
        return self._anchored()

    def _anchored(self) -> str | None:
        try:
            return self.anchor.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return None

    def make(self, name: str) -> None:
        """Write a new pair of keys; a private key that is there already is used.

        Raises:
            KeyUnreadable: the private key that is there is none.
            DiskProblem: the folder cannot be written to.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        from storage.notes import verifier

        _folder(self.folder)
        key = self._key if self.private.exists() else Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_whole(self.private, pem, PRIVATE_MODE)
        write_whole(self.public, (verifier(name, key).line() + "\n").encode(), PUBLIC_MODE)
        self.__dict__.pop("verifier", None)  # what was left in the folder had another name

    def replace(self, new: LogKey) -> None:
        """Put a new pair in the place of this one; of this one only the public half is kept.

        Raises:
            DiskProblem: the folder cannot be written to.
        """
        if self.public.exists():
            _folder(self.folder / "old")
            write_whole(self.folder / "old" / f"{secrets.token_hex(8)}.vkey", self._read(self.public), PUBLIC_MODE)
        _folder(self.folder)
        try:
            os.replace(new.private, self.private)
            os.replace(new.public, self.public)
            new.folder.rmdir()
        except OSError as problem:
            raise DiskProblem(problem=f"{self.folder}: {problem.strerror}") from problem

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except FileNotFoundError:
            raise KeyMissing(file=file) from None
        except OSError as problem:
            raise KeyUnreadable(file=file, problem=problem.strerror or type(problem).__name__) from None


def log_home(home: Path, database: Callable[[], str]) -> Path:
    """Where a database has its log's key and anchor: in MUTASI_HOME itself, or in a folder of its own beside another's.

    Args:
        database: asks the database for its log's name.
    """
    try:
        owner = (home / "keys" / OWNER).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return home
    name = database()
    return home if owner == name else home / "logs" / hashlib.sha256(name.encode()).hexdigest()[:16]


def claim(home: Path, database: str) -> None:
    """Let a home that has no keys yet belong to a database."""
    owner = home / "keys" / OWNER
    if not owner.parent.exists():
        _folder(owner.parent)
        write_whole(owner, database.encode(), PUBLIC_MODE)


OWNER = "database"


def make_keys(home: Path, origin: str | None) -> bool:
    """Make the log's key when it is absent; True when it was made.

    Args:
        origin: what its name begins with.

    Raises:
        KeyMissing: the public half is there, and the private one is not.
    """
    keys = LogKey(home)
    if keys.public.exists():
        if not keys.private.exists():
            raise KeyMissing(file=keys.private)
        return False
    keys.make(new_name(origin))
    return True


def new_name(origin: str | None) -> str:
    """A name for a log that no log had before."""
    return f"{origin or 'mutasi'}/{secrets.token_hex(4)}"


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise DiskProblem(problem=f"{path}: {problem.strerror}") from problem
