"""The machine: built from the table, checked when built, fired for an answer, drawn for the README.

The only file that imports transitions. The machine keeps no state and decorates nothing: a throwaway
object goes in, and its new state comes out.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from transitions import EventData, Machine, MachineError

from workflow import process
from workflow.process import Edge, Verb
from workflow.states import ENDED, LABELS, RUNNING, State


class BadDefinition(ValueError):
    """The process table contradicts itself; the program does not start with it."""


@dataclass
class Case:
    """What the machine may look at, and the state that it moves. Thrown away after one firing."""

    state: str
    between_agencies: bool
    suspended_from: str | None = None


CONDITIONS: dict[str, Callable[[Case], bool]] = {
    "within": lambda case: not case.between_agencies,
    "between": lambda case: case.between_agencies,
    **{
        f"suspended_in_{state}": functools.partial(lambda s, case: case.suspended_from == s, state) for state in RUNNING
    },
}
"""The conditions that a row may name; an unknown name is refused when the machine is built."""


def build(edges: Sequence[Edge], verbs: dict[str, Verb], rules: Collection[str]) -> Machine:
    """The machine of a table.

    Raises:
        BadDefinition: with the first problem that `problems` names.
    """
    for problem in problems(edges, verbs, rules):
        raise BadDefinition(problem)
    return Machine(
        model=None,
        initial=None,
        states=[state.value for state in State],
        transitions=[_transition(edge) for edge in edges],
        auto_transitions=False,
        queued=False,
        send_event=True,
    )


def _transition(edge: Edge) -> dict[str, object]:
    row: dict[str, object] = {"trigger": edge.verb, "source": edge.source.value, "dest": edge.target.value}
    if edge.condition:
        holds = CONDITIONS[edge.condition]
        row["conditions"] = lambda event: holds(_case(event))
    return row


def _case(event: EventData) -> Case:
    return cast(Case, event.model)


def problems(edges: Sequence[Edge], verbs: dict[str, Verb], rules: Collection[str]) -> Iterable[str]:
    """What is wrong with a table: unknown words, rows without role or form, states cut off or without an end."""
    for edge in edges:
        yield from _row_problems(edge, verbs, rules)
    known = [edge for edge in edges if {edge.source, edge.target} <= set(State)]
    for state in sorted(set(State) - _closure({State.draft}, known)):
        yield f"{state} cannot be reached"
    backwards = [Edge(e.verb, e.target, e.source, e.roles, e.rules) for e in known]
    for state in sorted(set(State) - _closure(set(ENDED), backwards)):
        yield f"{state} has no way to an end"


def _row_problems(edge: Edge, verbs: dict[str, Verb], rules: Collection[str]) -> Iterable[str]:
    row = f"{edge.verb}: {edge.source} → {edge.target}"
    for state in (edge.source, edge.target):
        if state not in set(State):
            yield f"{row}: unknown state {state}"
    if edge.verb not in verbs:
        yield f"{row}: unknown verb"
    elif not verbs[edge.verb].form:
        yield f"{row}: no decree form"
    if not edge.roles:
        yield f"{row}: no role"
    if edge.condition and edge.condition not in CONDITIONS:
        yield f"{row}: unknown condition {edge.condition}"
    for rule in edge.rules:
        if rule not in rules:
            yield f"{row}: unknown rule {rule}"


def _closure(start: set[State], edges: Sequence[Edge]) -> set[State]:
    reached = set(start)
    while found := {edge.target for edge in edges if edge.source in reached} - reached:
        reached |= found
    return reached


@functools.cache
def machine() -> Machine:
    """The machine of THE TABLE, built and checked once."""
    from workflow.rules.frame import RULES

    return build(process.EDGES, process.VERBS, RULES)


def fire(verb: str, case: Case, on: Machine | None = None) -> State | None:
    """The state to which `verb` carries `case`, or None when the table has no such step from there."""
    event = (on or machine()).events.get(verb)
    try:
        moved = event is not None and event.trigger(case)
    except MachineError:
        moved = False
    return State(case.state) if moved else None


def edge_taken(verb: str, source: State, target: State) -> Edge:
    """The row that the machine took."""
    return next(e for e in process.EDGES if (e.verb, e.source, e.target) == (verb, source, target))


def mermaid(edges: Sequence[Edge] = process.EDGES) -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    direction LR", "    [*] --> draft"]
    lines += [f"    {state} : {LABELS[state][0]}" for state in State]
    for verb, source, target in dict.fromkeys((e.verb, e.source, e.target) for e in edges):
        lines.append(f"    {source} --> {target} : {verb}")
    lines += [f"    {state} --> [*]" for state in ENDED]
    return "\n".join(lines)
