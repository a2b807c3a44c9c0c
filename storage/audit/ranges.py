"""Runs of whole numbers: a gap of two thousand million is one sentence, and takes no longer than a gap of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Run = tuple[int, int]
"""The first and the last of numbers that follow each other."""


def runs(numbers: Iterable[int]) -> Iterator[Run]:
    """Ascending numbers, those that follow each other put together."""
    first = last = None
    for number in numbers:
        if first is None or last is None or number > last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def gaps(numbers: Iterable[int], end: int) -> Iterator[Run]:
    """What is missing from 1 to `end` among ascending numbers."""
    expected = 1
    for number in numbers:
        if number > end:
            break
        if number > expected:
            yield expected, number - 1
        expected = max(expected, number + 1)
    if expected <= end:
        yield expected, end


def spoken(run: Run) -> str:
    """A run as a sentence names it: 5, or 5–9."""
    first, last = run
    return str(first) if first == last else f"{first}–{last}"


def several(run: Run, one: str, many: str) -> str:
    """The word for one number or for more of them."""
    return one if run[0] == run[1] else many
