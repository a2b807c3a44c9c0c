"""Room on the interpreter's stack: calls that go deep and come back do not ask the system for memory each time."""

from __future__ import annotations

import resource
from collections.abc import Callable

from documents import catalogue, render
from documents.room import roomy

TIMES = 500


def leaf() -> None:
    """What is called over and over."""


def down(depth: int) -> None:
    """Call a leaf many times from some depth."""
    if depth:
        down(depth - 1)
    else:
        for _ in range(TIMES):
            leaf()


def at_every_depth(_: bytes) -> bytes:
    """Calls from each depth up to where several chunks would end."""
    for depth in range(300):
        down(depth)
    return b""


def pages_asked_for(work: Callable[[bytes], bytes], given: bytes) -> int:
    """How often the system had to bring memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    work(given)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_without_room_some_depth_asks_at_every_call() -> None:
    assert pages_asked_for(at_every_depth, b"") > TIMES


def test_with_room_none_does() -> None:
    work = roomy(at_every_depth)
    work(b"")
    assert pages_asked_for(work, b"") < 50


def test_a_page_is_drawn_in_the_memory_that_is_there() -> None:
    order = catalogue.sample("approve")
    for _ in range(3):
        render.draw(order)
    assert min(pages_asked_for(render.draw, order) for _ in range(3)) < 300


def test_the_name_and_the_words_of_the_work_stay() -> None:
    assert (render.draw.__name__, render.draw.__module__) == ("draw", "documents.render")
    assert "drawing order" in str(render.draw.__doc__)
