"""How far long work has come: a bar on a terminal, a line now and then anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS = 5.0
"""Between two lines where there is no terminal; shorter work says nothing."""

Moved = Callable[[int, int, str], None]
"""Called with what is done, the whole, and its name."""


@contextmanager
def progress() -> Iterator[Moved]:
    """Show progress on standard error."""
    if not sys.stderr.isatty():
        yield lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


def lines() -> Moved:
    """A line every few seconds."""
    said = time.monotonic()

    def moved(done: int, total: int, name: str) -> None:
        nonlocal said
        if time.monotonic() - said >= SECONDS:
            said = time.monotonic()
            print(f"{name}: {done}/{total}", file=sys.stderr, flush=True)

    return moved
