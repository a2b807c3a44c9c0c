"""The child that draws: orders in, decrees out, confined, and gone with its parent.

Started as `python -m documents.child CHANNEL PARENT CPU_SECONDS MEMORY`: the descriptor of its socket, the
parent's process id, and the limits of confine.py.
"""

from __future__ import annotations

import contextlib
import gc
import shutil
import socket
import sys
import tempfile

from documents import confine, wire


def main(arguments: list[str]) -> None:
    """Serve orders until the parent hangs up."""
    channel, parent, cpu_seconds, memory = (int(argument) for argument in arguments)
    confine.leave_network()
    confine.die_with(parent)
    confine.limit(memory)
    with socket.socket(fileno=channel) as link:
        serve(link, cpu_seconds)


def serve(link: socket.socket, cpu_seconds: int) -> None:
    """Warm up, then answer each order with a decree or with what failed."""
    from documents import catalogue, render

    render.warm()
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)  # the fonts are in memory; a killed child leaves nothing
    wire.send(link, wire.READY, catalogue.templates_hash().encode())
    kind = wire.READY
    while kind != wire.DYING:
        try:
            _, order = wire.receive(link)
            confine.allow_cpu(cpu_seconds)
            kind, body = answer(order)
            if kind == wire.WANTED:
                kind, body = supplied(link, order, body)
        except (wire.Hungup, OSError):
            return
        except MemoryError:
            kind, body = wire.DYING, NO_MEMORY
        wire.send(link, kind, body)
        gc.collect()


def answer(order: bytes) -> tuple[int, bytes]:
    """The reply to an order: whatever goes wrong costs its own decree only.

    Raises:
        MemoryError: there is no memory left even to say so.
    """
    from documents import artwork, render
    from workflow.errors import DrawingFailed

    try:
        return wire.PDF, render.draw(order)
    except artwork.Wanted as missing:
        return wire.WANTED, missing.sha256.encode()
    except DrawingFailed as failure:
        return wire.FAILED, sentences(failure.words["problem"], failure.words["problem_en"])
    except MemoryError:
        raise
    except BaseException as problem:
        name = type(problem).__name__
        return wire.DYING, sentences(f"pencetak gagal ({name}).", f"the drawing child failed ({name}).")


def supplied(link: socket.socket, order: bytes, sha256: bytes) -> tuple[int, bytes]:
    """The reply to an order whose arms are not held here: the parent is asked for them first.

    Raises:
        Hungup, OSError: the parent is gone.
        MemoryError: there is no memory left even to say so.
    """
    from documents import artwork
    from workflow.errors import InvalidField

    wire.send(link, wire.WANTED, sha256)
    _, content = wire.receive(link)
    with contextlib.suppress(InvalidField):
        artwork.hold(content)
    kind, body = answer(order)
    return (wire.FAILED, NO_ARMS) if kind == wire.WANTED else (kind, body)


def sentences(problem: object, problem_en: object) -> bytes:
    """A failure as the parent reads it."""
    return f"{problem}\0{problem_en}".encode()


NO_MEMORY = sentences("memori pencetak habis.", "the drawing child ran out of memory.")
"""Ready beforehand: it cannot be made when it is needed."""

NO_ARMS = sentences(
    "lambang yang disebut perintah cetaknya tidak ada. Tetapkan lagi dengan `mutasi agency arms`.",
    "the arms that its drawing order names are not there. Set them again with `mutasi agency arms`.",
)


if __name__ == "__main__":
    main(sys.argv[1:])
