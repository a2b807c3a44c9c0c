"""The process as a drawing, computed from the table: a row of stages, and beneath it what may interrupt them."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.process import ASIDE, EDGES, VERBS, verbs_from
from workflow.states import ENDED, RUNNING, State, label

COLUMNS = (State.draft, *RUNNING, State.completed)
WIDTH, HEIGHT, STRIDE = 100, 56, 117
TOP, DIP = 14, 96
BAR_TOP, BAR_STRIDE = 196, 34
MARGIN = 6


@dataclass(frozen=True)
class Box:
    """A stage: where it is drawn, the lines of its name, and how it looks."""

    state: State
    x: int
    y: int
    lines: tuple[str, ...]
    look: str

    @property
    def middle(self) -> int:
        return self.y + HEIGHT // 2


@dataclass(frozen=True)
class Arrow:
    path: str


@dataclass(frozen=True)
class Bar:
    """A verb that may be taken from several stages, drawn beneath all of them."""

    verb: str
    x: int
    y: int
    width: int
    words: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    bars: tuple[Bar, ...]


def drawing() -> Drawing:
    """The whole drawing."""
    boxes = {state: _box(state, column) for column, state in enumerate(COLUMNS)}
    bars = tuple(_bars(boxes))
    width = MARGIN * 2 + STRIDE * (len(COLUMNS) - 1) + WIDTH
    height = BAR_TOP + BAR_STRIDE * len(bars) + MARGIN
    return Drawing(width, height, tuple(boxes.values()), tuple(_arrows(boxes)), bars)


def _box(state: State, column: int) -> Box:
    between = state in (State.consent, State.advice)
    look = "between" if between else "ended" if state in ENDED else "stage"
    return Box(state, MARGIN + column * STRIDE, DIP if between else TOP, _lines(label(state)), look)


def _lines(text: str) -> tuple[str, ...]:
    """A name in lines that fit into a box."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) > 13:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _arrows(boxes: dict[State, Box]) -> list[Arrow]:
    onward = dict.fromkeys(
        (e.source, e.target) for e in EDGES if e.verb not in ASIDE and e.source is not State.suspended
    )
    return [Arrow(_path(boxes[source], boxes[target])) for source, target in onward]


def _path(source: Box, target: Box) -> str:
    if source is target:
        x = source.x + WIDTH // 2
        return f"M{x + 14} {source.y + HEIGHT}v16h-28v-12"
    x, y = source.x + WIDTH, source.middle
    return f"M{x} {y}C{x + 14} {y} {target.x - 16} {target.middle} {target.x - 3} {target.middle}"


def _bars(boxes: dict[State, Box]) -> list[Bar]:
    """One bar for each verb that leads aside, over the stages from which it may be taken."""
    found: list[Bar] = []
    for verb in VERBS:
        sources = [state for state in COLUMNS if verb in ASIDE and verb in verbs_from(state)]
        if sources:
            left, right = boxes[sources[0]].x, boxes[sources[-1]].x + WIDTH
            y = BAR_TOP + BAR_STRIDE * len(found)
            found.append(Bar(verb, left, y, right - left, f"{VERBS[verb].id} → {_targets(verb)}"))
    return found


def _targets(verb: str) -> str:
    return ", ".join(dict.fromkeys(label(edge.target) for edge in EDGES if edge.verb == verb))
