"""The drawing of the process holds the table and nothing else."""

from __future__ import annotations

import re
from collections import Counter

from tests.workflow.test_matrix import ROWS
from workflow.authority import Role
from workflow.machine import mermaid
from workflow.process import EDGES, Edge
from workflow.states import ENDED, LABELS, State

ARROW = re.compile(r"^    (\w+) --> (\w+) : (\w+)$", re.MULTILINE)


def test_every_row_is_drawn_once_and_nothing_else_is() -> None:
    drawn = Counter(ARROW.findall(mermaid()))
    promised = {(source.split("/")[0], to, verb) for verb, source, to, _ in ROWS}
    assert drawn == Counter(promised)


def test_the_drawing_begins_at_the_draft_and_ends_where_no_verb_leaves() -> None:
    text = mermaid()
    assert text.startswith("stateDiagram-v2\n")
    assert re.findall(r"\[\*\] --> (\w+)", text) == ["draft"]
    assert set(re.findall(r"(\w+) --> \[\*\]", text)) == {state.value for state in ENDED}


def test_every_state_is_drawn_with_its_label() -> None:
    for state in State:
        assert f"\n    {state.value} : {LABELS[state][0]}\n" in mermaid()


def test_the_drawing_follows_the_rows_that_it_is_given() -> None:
    shortcut = Edge("wink", State.draft, State.completed, (Role.admin,), ())
    assert ARROW.findall(mermaid([shortcut])) == [("draft", "completed", "wink")]


def test_no_line_is_drawn_twice_and_no_arrow_is_hidden_by_its_form() -> None:
    lines = mermaid().splitlines()
    assert len(lines) == len(set(lines))
    arrows = [line for line in lines if " : " in line and "-->" in line]
    assert len(arrows) == len(ARROW.findall(mermaid())) == len({(e.verb, e.source, e.target) for e in EDGES})
