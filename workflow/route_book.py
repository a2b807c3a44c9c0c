"""The routes as they stand on a day: their words, documents, deadlines and chains, with what the agency has set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow import routes
from workflow.authority import Kind
from workflow.deadlines import LIMITS
from workflow.endorsement import CHAINS, chain
from workflow.papers import RequirementFacts, required
from workflow.parameters import ParameterFacts, written
from workflow.states import State


@dataclass(frozen=True)
class RouteEntry:
    """A kind of transfer on a day.

    Attributes:
        open: whether proposals of this kind are processed; False while its law is not known.
        documents: the codes that a proposal needs.
        deadlines: state → working days.
        endorsements: verb → offices that initial before the signature; verbs without a chain are not named.
    """

    kind: Kind
    open: bool
    name: str
    proposer: str = ""
    consenter: str = ""
    adviser: str = ""
    decider: str = ""
    law: str = ""
    documents: tuple[str, ...] = ()
    deadlines: dict[str, int] | None = None
    endorsements: dict[str, tuple[str, ...]] | None = None


def route_entry(
    kind: Kind, told: Sequence[ParameterFacts], own: Sequence[RequirementFacts], day: date, language: str = "id"
) -> RouteEntry:
    """A kind of transfer with everything that counts for it on a day."""
    route = routes.ROUTES.get(kind)
    if route is None:
        return RouteEntry(kind, False, kind.value)
    parts = {part: written(routes.parameter(kind, part).value(told, kind, day)) for part in routes.PARTS}
    chains = {verb: tuple(role.value for role in chain(told, verb, kind, day)) for verb in CHAINS}
    return RouteEntry(
        kind,
        True,
        route.en if language == "en" else route.id,
        **parts,
        law=route.law,
        documents=tuple(document.code for document in required(kind, own, day)),
        deadlines={
            state.value: int(written(limit.value(told, kind, day)))
            for state, limit in LIMITS.items()
            if kind.between_agencies or state not in (State.consent, State.advice)
        },
        endorsements={verb: offices for verb, offices in chains.items() if offices},
    )
