"""The seals of a file that nobody here issued, read by a confined child: the library that reads them parses anything.

As a module it is the child, started as `python -m documents.strange PARENT CPU_SECONDS MEMORY`: on its input a line of JSON with the
certificates to trust, then the file; on its output a line of JSON with the seals.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents import confine

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from documents.sealed import Found

ROOT = Path(__file__).resolve().parent.parent

CPU_SECONDS, WALL_SECONDS, MEMORY = 10, 20, 1 << 30
"""The limits of the child: what takes longer, or more bytes of address space, has no seal that could be read."""


def seals(content: bytes, authorities: Sequence[Certificate] = ()) -> tuple[Found, ...] | None:
    """The seals of a file from anywhere; None where they cannot be read within the limits.

    Args:
        authorities: the certificates that a trusted seal goes back to.
    """
    from cryptography.hazmat.primitives.serialization import Encoding

    trusted = [one.public_bytes(Encoding.PEM).decode() for one in authorities]
    told = json.dumps(trusted).encode() + b"\n" + content
    inherited = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.strange", *map(str, (os.getpid(), CPU_SECONDS, MEMORY))],
            input=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            cwd=ROOT,
            env=inherited | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LANG": "C.UTF-8"},
        )
        return tuple(_found(one) for one in json.loads(done.stdout)) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def _found(told: Mapping[str, Any]) -> Found:
    from documents.sealed import Found

    at = datetime.fromisoformat(told["at"]) if told["at"] else None
    return Found(**{**told, "at": at})


def main(parent: int, cpu_seconds: int, memory: int) -> None:
    """The child: read, confined, and say."""
    confine.leave_network()
    confine.die_with(parent)
    confine.limit(memory)
    confine.allow_cpu(cpu_seconds)
    from cryptography.x509 import load_pem_x509_certificate

    from documents.sealed import seals as read

    trusted, _, content = sys.stdin.buffer.read().partition(b"\n")
    found = read(content, [load_pem_x509_certificate(one.encode()) for one in json.loads(trusted)])
    told = [{**vars(one), "at": one.at.isoformat() if one.at else None} for one in found]
    print(json.dumps(told))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
