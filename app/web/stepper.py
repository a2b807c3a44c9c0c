"""The stages of a proposal as a row of steps: what is done, where it stands, where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflow.dossier import Dossier
from workflow.states import ENDED, RUNNING, STAGES, State, label


@dataclass(frozen=True)
class Step:
    """One stage; `mark` is done, current, paused, stopped or coming."""

    state: State
    mark: str


MARKS = {
    "done": "selesai",
    "current": "sedang berjalan",
    "paused": "ditangguhkan di sini",
    "stopped": "berhenti di sini",
    "coming": "belum",
}


@dataclass(frozen=True)
class Stepper:
    steps: tuple[Step, ...]
    here: State | None

    @property
    def short(self) -> str:
        """The row in a few words, for narrow screens."""
        for number, step in enumerate(self.steps, 1):
            if step.state is self.here:
                return f"{number} dari {len(self.steps)}: {label(step.state)}"
        return f"{len(self.steps)} dari {len(self.steps)}" if self.steps[0].mark == "done" else "Belum diajukan"


def stepper(dossier: Dossier, entries: Sequence[dict[str, Any]]) -> Stepper:
    """The stages of this proposal's route.

    Args:
        entries: its history, newest first.
    """
    route = [state for state in RUNNING if state in STAGES or dossier.between_agencies]
    here = where(dossier, entries)
    if dossier.state is State.completed:
        return Stepper(tuple(Step(state, "done") for state in route), None)
    place = route.index(here) if here in route else -1
    at = "paused" if dossier.state is State.suspended else "stopped" if dossier.state in ENDED else "current"
    marks = ["done" if i < place else at if i == place else "coming" for i in range(len(route))]
    return Stepper(tuple(Step(state, mark) for state, mark in zip(route, marks, strict=True)), here)


def where(dossier: Dossier, entries: Sequence[dict[str, Any]]) -> State | None:
    """The stage at which a proposal stands, or from which it was suspended or ended."""
    if dossier.state in RUNNING:
        return dossier.state
    if dossier.proposal.suspended_from:
        return State(dossier.proposal.suspended_from)
    return next((State(entry["from"]) for entry in entries if State(entry["from"]) in RUNNING), None)
