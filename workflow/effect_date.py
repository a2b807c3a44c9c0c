"""The date of effect of a move: fixed by the approval, moved on by a suspension."""

from __future__ import annotations

from datetime import date

from workflow.dossier import Dossier
from workflow.states import State


def date_of_effect(dossier: Dossier) -> date | None:
    """The date of effect that the approval fixed, moved on by a resume that came after it; None before approval.

    None also where the approval's payload was erased.
    """
    approved = dossier.last("approve")
    if approved is None or "tmt" not in approved.data:
        return None
    tmt = date.fromisoformat(str(approved.data["tmt"]))
    for step in dossier.steps:
        if step.verb == "resume" and step.version > approved.version:
            tmt = _moved(tmt, dossier, step.version, step.date)
    return tmt


def _moved(tmt: date, dossier: Dossier, version: int, resumed: date) -> date:
    suspended = next(step for step in dossier.steps if step.verb == "suspend" and step.version == version - 1)
    return resumed if suspended.date < tmt <= resumed else tmt


def effect_after(verb: str, dossier: Dossier, today: date) -> date | None:
    """The date of effect once the verb is taken today: a resume moves one that fell into the suspension."""
    tmt = date_of_effect(dossier)
    missed = verb == "resume" and tmt is not None and tmt <= today and not in_effect(dossier, today)
    return today if missed else tmt


def in_effect(dossier: Dossier, today: date) -> bool:
    """Whether the move has taken effect: its day has come, and did not fall into a suspension that still lasts."""
    tmt, suspended = date_of_effect(dossier), dossier.last("suspend")
    if tmt is None or tmt > today:
        return False
    still = dossier.state is State.suspended and suspended is not None and suspended.date < tmt
    return not still
