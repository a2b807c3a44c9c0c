"""Figures: paired, interleaved, and kept as ratios."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

RESULT = Path("build") / "bench.json"


@dataclass(frozen=True)
class Figure:
    """A measured ratio (or milliseconds, where the name says so) and the most it should be."""

    name: str
    ratio: float
    goal: float


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def paired(act: Callable[[], object], reference: Callable[[], object], rounds: int = 25) -> float:
    """The median of the ratios of `act` to `reference`, measured in turns."""
    ratios = []
    for number in range(rounds):
        if number % 2:
            one, other = seconds(act), seconds(reference)
        else:
            other, one = seconds(reference), seconds(act)
        ratios.append(one / other)
    return statistics.median(ratios)


def write(figures: list[Figure]) -> None:
    """Print the figures and keep them in build/bench.json."""
    for figure in figures:
        mark = "✓" if figure.ratio <= figure.goal else "✗"
        print(f"{mark} {figure.name:22} {figure.ratio:8.3f}   at most {figure.goal}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n")
