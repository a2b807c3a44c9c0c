"""The keeper: one thread that starts the drawing children, and the children as the parent sees them.

Linux ends a child when the *thread* that started it ends, and threads of web servers come and go. So one thread,
which lives as long as the press, starts them all.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue

from documents import wire
from workflow.errors import DrawingFailed

ROOT = Path(__file__).resolve().parent.parent


class Child:
    """A drawing child.

    Attributes:
        ready: whether it has said that it is warm.
        fit: whether it may draw again.
        drawn: how many decrees it has drawn.
    """

    def __init__(self, process: subprocess.Popen[bytes], link: socket.socket, folder: str) -> None:
        self.process = process
        self.link = link
        self.folder = folder
        self.ready = False
        self.fit = True
        self.drawn = 0

    def send(self, kind: int, body: bytes) -> None:
        """Hand it an order, or what an order needs. A child that is gone is noticed when its answer is read."""
        self.fit = False
        try:
            wire.send(self.link, kind, body)
        except OSError:
            return

    def readable(self, seconds: float) -> bool:
        """Whether it says something, or hangs up, within so many seconds."""
        poll = select.poll()
        try:
            poll.register(self.link, select.POLLIN)
        except ValueError:  # the press was closed meanwhile; reading finds that out
            return True
        return bool(poll.poll(seconds * 1000))

    def receive(self, limit: float) -> tuple[int, bytes]:
        """Its next message, read before the monotonic time `limit`.

        Raises:
            TimeoutError: it stopped in the middle.
            Hungup, OSError: it is gone.
        """
        self.link.settimeout(max(0.01, limit - time.monotonic()))
        try:
            return wire.receive(self.link)
        finally:
            self.link.settimeout(None)

    def obituary(self) -> tuple[str, str]:
        """Why it is gone, in Indonesian and in English."""
        code = self.process.wait()
        if code == -signal.SIGXCPU:
            return "pencetakan melewati batas waktu prosesor.", "drawing used up its processor time."
        if code < 0:
            name = signal.Signals(-code).name
            return f"pencetak dihentikan oleh sistem ({name}).", f"the drawing child was killed ({name})."
        return f"pencetak berhenti (kode {code}).", f"the drawing child stopped (code {code})."

    def end(self) -> None:
        """Kill it and clear up after it."""
        self.process.kill()
        self.process.wait()
        self.link.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Keeper:
    """Starts children, ends them, and keeps none alive after `close`."""

    def __init__(self, cpu_seconds: int, memory: int) -> None:
        self._limits = (str(cpu_seconds), str(memory))
        self._wishes: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._children: set[Child] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def spawn(self) -> Child:
        """A new child, which still has to warm up.

        Raises:
            DrawingFailed: the system does not let it start, or the press is closed.
        """
        answer: Future[Child] = Future()
        with self._lock:
            if self._closed:
                raise press_closed()
            self._run()
            self._wishes.put(lambda: _settle(answer, self._start))
        return answer.result()

    def discard(self, child: Child) -> None:
        """End a child that is not used any more."""
        with self._lock:
            self._children.discard(child)
        child.end()

    def close(self) -> None:
        """End every child, then the thread."""
        with self._lock:
            self._closed = True
            children, self._children = self._children, set()
            self._wishes.put(None)
        for child in children:
            child.end()

    def _run(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="mutasi-press-keeper", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while (wish := self._wishes.get()) is not None:
            wish()

    def _start(self) -> Child:
        ours, theirs = socket.socketpair()
        folder = tempfile.mkdtemp(prefix="mutasi-press-")
        try:
            child = Child(self._popen(theirs.fileno(), folder), ours, folder)
        except OSError as problem:
            ours.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise DrawingFailed(
                problem=f"pencetak tidak dapat dijalankan ({problem}).",
                problem_en=f"the drawing child does not start ({problem}).",
            ) from problem
        finally:
            theirs.close()
        with self._lock:
            if not self._closed:
                self._children.add(child)
                return child
        child.end()
        raise press_closed()

    def _popen(self, channel: int, folder: str) -> subprocess.Popen[bytes]:
        arguments = (str(channel), str(os.getpid()), *self._limits)
        return subprocess.Popen(
            [sys.executable, "-m", "documents.child", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(channel,),
            cwd=ROOT,
            env=_environment(folder),
        )


def press_closed() -> DrawingFailed:
    """What a caller hears after `close`."""
    return DrawingFailed(problem="pencetak sudah ditutup.", problem_en="the press is closed.")


def _settle(answer: Future[Child], start: Callable[[], Child]) -> None:
    try:
        answer.set_result(start())
    except BaseException as problem:
        answer.set_exception(problem)


def _environment(folder: str) -> dict[str, str]:
    """All that a child inherits: where Python finds its packages, where it may write, and no caller's secrets."""
    inherited = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    places = dict.fromkeys(("TMPDIR", "HOME", "XDG_CACHE_HOME"), folder)
    return inherited | places | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LANG": "C.UTF-8"}
