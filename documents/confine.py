"""What a drawing child takes away from itself before it reads its first order (Linux)."""

from __future__ import annotations

import ctypes
import os
import resource
import signal

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000

OPEN_FILES = 64
FILE_SIZE = 4 << 20
"""Bytes in a file the child may write: it writes only copies of the fonts, 150 kB each."""


def die_with(parent: int) -> None:
    """End this process when its parent ends, however that ends; also when it already has.

    `parent` is the parent's id as the parent knew it: when the real one differs, it died before the request.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os._exit(1)


def leave_network() -> bool:
    """Move to a network of its own, with no interface but an idle loopback.

    Returns:
        Whether the system allowed it; where it does not, nothing changes.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.unshare(CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def limit(memory: int) -> None:
    """Bound memory (bytes of address space), open files, file size; leave no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_cpu(seconds: int) -> None:
    """Allow `seconds` more of processor time; beyond, the system ends the process (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.RLIM_INFINITY))
