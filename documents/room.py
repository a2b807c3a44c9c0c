"""Room for a page on the interpreter's own stack.

CPython 3.11 keeps its frames in chunks of 16 KiB. A page is laid out by calls that go deep and come back thousands of
times; where they cross the end of a chunk, each crossing asks the system for memory and gives it back at once, which
is a sixth of all the time of a drawing. A frame that is larger than a chunk gets one of its own, as large as the next
power of two, and all that is called from it finds its place behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import FunctionType

SLOTS = 1 << 16
"""Places in the frame, of 8 bytes: the chunk has 1 MiB then, of which half a MiB is left for the calls below."""


def roomy(work: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """The same work, with room for the calls that it makes. What is not used of the room is never touched."""

    def call(given: bytes) -> bytes:
        return work(given)

    code = call.__code__.replace(co_stacksize=SLOTS)
    return wraps(work)(FunctionType(code, call.__globals__, work.__name__, None, call.__closure__))
