"""Whom a proposal waits for: the next office of the chain of initials, then those that may carry it on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from workflow.authority import Kind, Role
from workflow.endorsement import chain
from workflow.parameters import ParameterFacts
from workflow.process import ASIDE, edges_from, next_roles
from workflow.states import State


def onward(state: State) -> str | None:
    """The verb that carries a proposal on to another state, or None once it has ended."""
    moving = (edge.verb for edge in edges_from(state) if edge.verb not in ASIDE and edge.target is not state)
    return next(moving, None)


def waits_for(
    state: State, kind: Kind, given: Collection[tuple[str, str]], told: Iterable[ParameterFacts], day: date
) -> tuple[tuple[Role, ...], str | None]:
    """The offices that have the next word, and the verb that they initial, or None where they take a step.

    Args:
        given: (verb, office) of the initials that count for the proposal's version.
        told: what the agency has set.
    """
    verb = onward(state)
    asked = chain(told, verb, kind, day) if verb else ()
    missing = next((role for role in asked if (verb, role.value) not in given), None)
    return ((missing,), verb) if missing else (next_roles(state), None)
