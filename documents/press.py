"""The press: warm, confined children that draw decrees. The parent side; it imports nothing that draws.

A document that takes too much time or memory costs its own child and its own decree. Nothing else notices.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from types import TracebackType

from documents import wire
from documents.catalogue import templates_hash
from documents.keeper import Child, Keeper, press_closed
from workflow.errors import DrawingFailed
from workflow.together import ORDER_BYTES

DOCUMENTS_PER_CHILD = 500
"""A child is replaced after so many decrees, whatever its memory did."""

Arms = Callable[[str], bytes | None]
"""SHA-256 of an SVG file → the file, if there is one."""


class Press:
    """`size` children, each drawing one decree at a time. Safe to use from many threads.

    `arms` gives the SVG file of a hash, for a child that draws it for the first time.

    Attributes of the limits, per document: `cpu_seconds` of processor time, `memory` in bytes of address space,
    `wall_seconds` from the order to the decree.
    """

    def __init__(
        self,
        size: int = 1,
        cpu_seconds: int = 10,
        memory: int = 1 << 30,
        wall_seconds: float = 30,
        arms: Arms = lambda sha256: None,
    ) -> None:
        self.wall_seconds = wall_seconds
        self._arms = arms
        self._keeper = Keeper(cpu_seconds, memory)
        self._seats: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._seats.put(None)
        self._size = size
        self._closed = threading.Event()

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def draw(self, order: bytes, beat: Callable[[], None] | None = None, beat_seconds: float = 15.0) -> bytes:
        """The decree of a drawing order. Blocks until a child is free and has drawn it.

        Args:
            beat: called every `beat_seconds` seconds while the caller waits, to renew its lease.

        Raises:
            DrawingFailed: the decree could not be drawn, with the reason.
        """
        if len(order) > ORDER_BYTES:
            raise _failed(
                f"perintah cetaknya berukuran {len(order)} byte, melebihi batas {ORDER_BYTES} byte.",
                f"its drawing order has {len(order)} bytes, more than the limit of {ORDER_BYTES} bytes.",
            )
        pulse = _Pulse(beat, beat_seconds)
        seat = self._seat(pulse)
        child: Child | None = None
        try:
            child = seat or self._keeper.spawn()
            return self._drawn(child, order, pulse)
        finally:
            self._give_back(child)

    def warm(self) -> None:
        """Start every free seat's child that is not running, and wait until each is ready to draw.

        Raises:
            DrawingFailed: a child does not start.
        """
        seats: list[Child | None] = []
        with contextlib.suppress(queue.Empty):
            while len(seats) < self._size:
                seats.append(self._seats.get_nowait())
        children: list[Child] = []
        try:
            children = [seat or self._keeper.spawn() for seat in seats]
            for child in children:
                self._wait_until_ready(child, _Pulse(None, 1.0))
        finally:
            for seat in children or seats:
                self._give_back(seat)

    def close(self) -> None:
        """End the children. A draw that is under way fails."""
        self._closed.set()
        self._keeper.close()

    def _seat(self, pulse: _Pulse) -> Child | None:
        while True:
            if self._closed.is_set():
                raise press_closed()
            with contextlib.suppress(queue.Empty):
                return self._seats.get(timeout=pulse.wait())
            pulse.beat()

    def _give_back(self, child: Child | None) -> None:
        if child is not None and (not child.fit or child.drawn >= DOCUMENTS_PER_CHILD):
            self._keeper.discard(child)
            child = None
        self._seats.put(child)

    def _drawn(self, child: Child, order: bytes, pulse: _Pulse) -> bytes:
        self._wait_until_ready(child, pulse)
        child.send(wire.ORDER, order)
        kind, body = self._reply(child, pulse)
        if kind == wire.WANTED:
            child.fit = False  # it waits for them
            child.send(wire.ARMS, self._arms(body.decode(errors="replace")) or b"")
            kind, body = self._reply(child, pulse)
        child.drawn += 1
        child.fit = kind != wire.DYING
        if kind != wire.PDF:
            raise _failed(*body.decode().split("\0", 1))
        return body

    def _wait_until_ready(self, child: Child, pulse: _Pulse) -> None:
        if child.ready:
            return
        _, drawn_with = self._reply(child, pulse)
        child.ready = child.fit = drawn_with.decode() == templates_hash()
        if not child.ready:
            raise _failed(
                "program ini diperbarui setelah dijalankan. Jalankan ulang, lalu ulangi.",
                "this program was upgraded after it was started. Start it anew, then repeat.",
            )

    def _reply(self, child: Child, pulse: _Pulse) -> tuple[int, bytes]:
        """The child's next message; a child that does not send one in time is no longer fit."""
        child.fit = False
        limit = time.monotonic() + self.wall_seconds
        while not child.readable(max(0.0, min(pulse.wait(), limit - time.monotonic()))):
            pulse.beat()
            if time.monotonic() >= limit:
                raise _too_long(self.wall_seconds)
        try:
            message = child.receive(limit)
        except TimeoutError as late:
            raise _too_long(self.wall_seconds) from late
        except (wire.Hungup, OSError) as gone:
            raise _failed(*child.obituary()) from gone
        child.fit = True
        return message


class _Pulse:
    """When the caller's beat is next due."""

    def __init__(self, beat: Callable[[], None] | None, seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._due = time.monotonic() + seconds

    def wait(self) -> float:
        """Seconds until the next beat."""
        return max(0.0, self._due - time.monotonic())

    def beat(self) -> None:
        """Call the beat if it is due."""
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + self._seconds
            if self._beat is not None:
                self._beat()


def _failed(problem: str, problem_en: str) -> DrawingFailed:
    return DrawingFailed(problem=problem, problem_en=problem_en)


def _too_long(seconds: float) -> DrawingFailed:
    return _failed(
        f"pencetakan melewati batas waktu {seconds:g} detik.",
        f"drawing took longer than its limit of {seconds:g} seconds.",
    )
