"""The ZIP file of a bundle: the same contents give the same bytes, and the manifest knows the hash of each file."""

from __future__ import annotations

import hashlib
import zipfile
from types import TracebackType
from typing import BinaryIO

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file: the earliest that the format can say."""

UNIX, READABLE = 3, 0o100644 << 16
AT_ONCE = 1 << 20
"""Bytes that are copied at a time."""


class Archive:
    """Writes the files of a bundle one after the other.

    Attributes:
        hashes: name → SHA-256 in hexadecimal of every file so far.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.hashes: dict[str, str] = {}
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, name: str, content: bytes) -> None:
        """Write a file."""
        self._zip.writestr(_entry(name), content)
        self.hashes[name] = hashlib.sha256(content).hexdigest()

    def copy(self, name: str, file: BinaryIO) -> None:
        """Write a file that another one holds, from its beginning, a part at a time."""
        file.seek(0)
        digest = hashlib.sha256()
        with self._zip.open(_entry(name), "w", force_zip64=True) as target:
            while part := file.read(AT_ONCE):
                digest.update(part)
                target.write(part)
        self.hashes[name] = digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    """PDFs are packed already; packing them again would only take time."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system, entry.external_attr = UNIX, READABLE
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".pdf") else zipfile.ZIP_DEFLATED
    return entry
