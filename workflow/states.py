"""The states of a proposal, their labels and groups."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a proposal stands; name equal to value."""

    draft = "draft"
    needs_analysis = "needs_analysis"
    evaluation = "evaluation"
    socialization = "socialization"
    consent = "consent"
    advice = "advice"
    approval = "approval"
    implementation = "implementation"
    monitoring = "monitoring"
    completed = "completed"
    rejected = "rejected"
    withdrawn = "withdrawn"
    annulled = "annulled"
    suspended = "suspended"


LABELS: dict[State, tuple[str, str]] = {
    State.draft: ("Konsep", "Draft"),
    State.needs_analysis: ("Analisis Kebutuhan", "Needs analysis"),
    State.evaluation: ("Evaluasi", "Evaluation"),
    State.socialization: ("Sosialisasi", "Socialization"),
    State.consent: ("Persetujuan Instansi Asal", "Consent of the origin agency"),
    State.advice: ("Pertimbangan Teknis", "Technical advice"),
    State.approval: ("Persetujuan", "Approval"),
    State.implementation: ("Pelaksanaan", "Implementation"),
    State.monitoring: ("Pemantauan", "Monitoring"),
    State.completed: ("Selesai", "Completed"),
    State.rejected: ("Ditolak", "Rejected"),
    State.withdrawn: ("Ditarik", "Withdrawn"),
    State.annulled: ("Dibatalkan", "Annulled"),
    State.suspended: ("Ditangguhkan", "Suspended"),
}
"""State → (Indonesian, English) label."""

BEFORE_DECISION = (
    State.needs_analysis,
    State.evaluation,
    State.socialization,
    State.consent,
    State.advice,
    State.approval,
)
"""The stages up to and including the decision, in order."""

DECIDED = (State.implementation, State.monitoring)
"""The stages after the decision, in order."""

RUNNING = (*BEFORE_DECISION, *DECIDED)
"""The stages of a proposal on its way, in order."""

OPEN = (*RUNNING, State.suspended)
"""A person may be in one proposal of these states only; drafts do not count."""

ENDED = (State.completed, State.rejected, State.withdrawn, State.annulled)
"""No verb leaves from these."""

STAGES = (
    State.needs_analysis,
    State.evaluation,
    State.socialization,
    State.approval,
    State.implementation,
    State.monitoring,
)
"""The six stages that every proposal shows, in order."""


def label(state: State | str, language: str = "id") -> str:
    """The word for a state on pages and decrees, in `id` or `en`."""
    return LABELS[State(state)][1 if language == "en" else 0]
