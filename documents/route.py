"""The route of a transfer in the words of a decree: who proposes, consents, advises and decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from documents import words
from workflow import routes
from workflow.authority import Kind
from workflow.parameters import ParameterFacts, written


@dataclass(frozen=True)
class Route:
    """The authorities of a kind of transfer; an empty text where the route has none."""

    route: str
    proposer: str
    consenter: str
    adviser: str
    decider: str
    law: str


def route(dossier: Mapping[str, Any], day: str) -> Route | None:
    """The route as the agency words it on the decree's day; None where its law is not known."""
    kind = Kind(dossier["proposal"]["kind"])
    if kind not in routes.ROUTES:
        return None
    told = [_set(row) for row in dossier.get("parameters", ()) if row["subject"] == "route"]
    parts = {
        part: written(routes.parameter(kind, part).value(told, kind, Date.fromisoformat(day))) for part in routes.PARTS
    }
    return Route(route=routes.ROUTES[kind].id, law=words.law(routes.ROUTES[kind].law), **parts)


def _set(row: Mapping[str, Any]) -> ParameterFacts:
    days = (Date.fromisoformat(row[name]) if row[name] else None for name in ("since", "until"))
    since, until = days
    return ParameterFacts(row["subject"], row["name"], row["kind"], row["value"], since or Date.min, until)
