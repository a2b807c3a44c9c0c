"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from workflow.errors import DiskProblem


@contextmanager
def whole(path: Path, mode: int = 0o644) -> Iterator[BinaryIO]:
    """A file to write to: at the end it replaces what was at `path`, and after any error nothing is left of it.

    What was written outlives the power; a reader sees the old bytes or the new ones.

    Raises:
        DiskProblem: the place cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    except OSError as problem:
        raise DiskProblem(problem=f"{path}: {problem.strerror}") from problem
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except OSError as problem:
        raise DiskProblem(problem=f"{path}: {problem.strerror}") from problem
    finally:
        Path(name).unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Replace a file whole by these bytes.

    Raises:
        DiskProblem: the place cannot be written to.
    """
    with whole(path, mode) as file:
        file.write(content)


def write_once(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file whole where there is none; one that someone else has written meanwhile stays.

    Raises:
        DiskProblem: the place cannot be written to.
    """
    mine = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    write_whole(mine, content, mode)
    try:
        with contextlib.suppress(FileExistsError):
            os.link(mine, path)
    except OSError as problem:
        raise DiskProblem(problem=f"{path}: {problem.strerror}") from problem
    finally:
        mine.unlink(missing_ok=True)
