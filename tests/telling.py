"""A press whose decrees say what they are where real ones do: the number in the title, the code in what is attached."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable

from tests.world import FakePress

END = b"startxref\n9\n%%EOF\n"


def stream(content: bytes) -> bytes:
    """Some bytes as a PDF keeps them."""
    packed = zlib.compress(content)
    return b"<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\n"


def decree(number: str, code: str, copy: object = None) -> bytes:
    """A file that says so of itself, and little else."""
    title = f"<dc:title>Keputusan Wali Kota Nomor {number} tentang Mutasi</dc:title>"
    attached = json.dumps({"verification": {"code": code}, "copy": copy})
    return b"%PDF-1.7\n" + stream(title.encode()) + stream(attached.encode()) + END


class TellingPress(FakePress):
    """Draws such decrees at once."""

    def draw(self, order: bytes, beat: Callable[[], None] | None = None, beat_seconds: float = 15.0) -> bytes:
        told = json.loads(order)
        return decree(told["number"], told["code"], told.get("copy"))
