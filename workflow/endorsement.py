"""Endorsements (paraf): an ordered chain of offices for a verb and a route, initialled before the signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from workflow.authority import ROLE_LABELS, Kind, Role
from workflow.errors import EndorsementMissing, MutasiError
from workflow.parameters import Parameter, ParameterFacts
from workflow.process import EDGES, VERBS

if TYPE_CHECKING:
    from workflow.dossier import Dossier

INITIALLERS = tuple(dict.fromkeys(role.value for edge in EDGES for role in edge.roles if role is not Role.proposer))
"""The offices that can stand in a chain."""

CHAINS: dict[str, Parameter] = {
    verb: Parameter("endorsement", verb, (), (f"rantai paraf {verb}", f"chain of {verb}"), choices=INITIALLERS)
    for verb in VERBS
}
"""Verb → its chain of offices; they ship empty."""


def chain(told: Iterable[ParameterFacts], verb: str, kind: Kind, day: date) -> tuple[Role, ...]:
    """The offices that initial a verb before its signature, in order."""
    value = CHAINS[verb].value(told, kind, day)
    assert isinstance(value, tuple)
    return tuple(Role(str(role)) for role in value)


def next_endorser(dossier: Dossier, verb: str, day: date) -> Role | None:
    """The office whose initials are missing next, or None when the chain is complete."""
    version = dossier.proposal.version
    given = {one.role for one in dossier.endorsements if (one.verb, one.version) == (verb, version)}
    asked = chain(dossier.parameters, verb, dossier.kind, day)
    return next((role for role in asked if role.value not in given), None)


def endorsement_missing(dossier: Dossier, verb: str, day: date) -> Iterator[MutasiError]:
    """Why the verb cannot be signed yet, if initials are missing."""
    role = next_endorser(dossier, verb, day)
    if role is not None:
        names, names_en = ROLE_LABELS[role]
        yield EndorsementMissing(verb=verb, role=names, role_en=names_en, proposal=dossier.proposal.id)
