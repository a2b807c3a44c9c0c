"""Messages between the press and its child: a length, a kind, a body, over one socket.

The length is four bytes, big-endian; the kind is one byte.
"""

from __future__ import annotations

import socket
import struct

HEADER = struct.Struct(">IB")

READY = 0
"""The child is warm; the body is the hash of all that it draws with."""

PDF = 1
"""The body is the decree."""

FAILED = 2
"""The body is the sentence in Indonesian, a null character, the sentence in English."""

DYING = 3
"""As FAILED, and the child that says it ends."""

ORDER = 4
"""The body is a drawing order."""

WANTED = 5
"""The body is the hash of arms that the order names and the child does not hold."""

ARMS = 6
"""The body is the SVG file of those arms; empty where nobody has it."""


class Hungup(Exception):
    """The other side is gone."""


def send(channel: socket.socket, kind: int, body: bytes = b"") -> None:
    """Send one message.

    Raises:
        OSError: the other side is gone.
    """
    channel.sendall(HEADER.pack(len(body), kind) + body)


def receive(channel: socket.socket) -> tuple[int, bytes]:
    """The next message: its kind and its body.

    Raises:
        Hungup: the other side is gone.
        OSError: so it is, in the system's words; TimeoutError when the channel has a time limit.
    """
    length, kind = HEADER.unpack(_exactly(channel, HEADER.size))
    return kind, _exactly(channel, length)


def _exactly(channel: socket.socket, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        part = channel.recv(min(size - len(content), 1 << 20))
        if not part:
            raise Hungup
        content += part
    return bytes(content)
