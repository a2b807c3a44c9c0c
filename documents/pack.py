"""Writes each object of a PDF once.

The writer of the file asks every object for its bytes twice: for the file, and for the checksum in its identifier.
Compressing fonts and pages twice costs more than all else that PDF/A asks for.
"""

from __future__ import annotations

import zlib
from typing import Any

import pydyf  # type: ignore[import-untyped]

LEVEL = 6
"""Above, zlib spends twice the time for one byte in a hundred."""


class Packed(pydyf.Object):
    """An object whose bytes are known."""

    data: bytes = b""

    def __init__(self, source: pydyf.Object) -> None:
        super().__init__()
        self.number = source.number
        self.generation = source.generation
        self.free = source.free
        self.data = _packed(source) if isinstance(source, pydyf.Stream) else source.data
        self._compressible = source.compressible

    @property
    def compressible(self) -> bool:
        return self._compressible


def pack(document: Any, pdf: pydyf.PDF) -> None:
    """Replace every object of `pdf` by its bytes; a `finisher` of WeasyPrint, called when nothing is added any more."""
    pdf.objects[:] = [source if source.free == "f" else Packed(source) for source in pdf.objects]


def _packed(stream: pydyf.Stream) -> bytes:
    if not stream.compress:
        return stream.data
    content = b"\n".join(item if isinstance(item, bytes) else _bytes(item) for item in stream.stream)
    extra = dict(stream.extra) | {"Filter": "/FlateDecode"}
    return pydyf.Stream([zlib.compress(content, LEVEL)], extra).data


def _bytes(item: Any) -> bytes:
    return item.data if isinstance(item, pydyf.Object) else str(item).encode("ascii")
