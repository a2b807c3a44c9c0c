"""THE TABLE: what may happen to a proposal, by whom, asked by which rules, issued as which decree.

Buttons, command line, permissions, the drawing in the README and the test matrix are computed from
here; nothing else lists states, verbs or roles.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow.authority import Role
from workflow.canonical import canonical, sha256
from workflow.states import BEFORE_DECISION, DECIDED, RUNNING, State


@dataclass(frozen=True)
class Verb:
    """One verb of the process.

    Attributes:
        name: the word of scripts and of history.
        id: the words of its button, in Indonesian.
        en: the same in English.
        form: the decree form that it issues (documents.catalogue).
        note_required: whether the note is the reason, and the step is refused without it.
    """

    name: str
    id: str
    en: str
    form: str
    note_required: bool = False


@dataclass(frozen=True)
class Edge:
    """One row: `verb` carries a proposal from `source` to `target` when `condition` holds.

    Attributes:
        roles: any of these may take it.
        rules: the rules that are asked, by id.
        condition: "" always, "within" or "between" agencies, or "suspended_in_<state>".
    """

    verb: str
    source: State
    target: State
    roles: tuple[Role, ...]
    rules: tuple[str, ...]
    condition: str = ""


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("submit", "Ajukan usulan", "Submit", "submit"),
        Verb("establish_need", "Tetapkan kebutuhan", "Establish the need", "establish_need"),
        Verb("assess", "Tetapkan hasil evaluasi", "Assess", "assess"),
        Verb("socialize", "Tetapkan hasil sosialisasi", "Socialize", "socialize"),
        Verb("consent", "Catat persetujuan instansi asal", "Record the origin's consent", "consent"),
        Verb("advise", "Catat pertimbangan teknis", "Record the technical advice", "advise"),
        Verb("approve", "Setujui mutasi", "Approve", "approve"),
        Verb("implement", "Tetapkan pelaksanaan", "Implement", "implement"),
        Verb("correct", "Tetapkan tindakan perbaikan", "Order a correction", "correct"),
        Verb("conclude", "Tetapkan hasil pemantauan", "Conclude", "conclude"),
        Verb("send_back", "Kembalikan usulan", "Send back", "send_back", note_required=True),
        Verb("reject", "Tolak usulan", "Reject", "reject", note_required=True),
        Verb("withdraw", "Tarik usulan", "Withdraw", "withdraw", note_required=True),
        Verb("suspend", "Tangguhkan", "Suspend", "suspend", note_required=True),
        Verb("resume", "Cabut penangguhan", "Resume", "resume", note_required=True),
        Verb("annul", "Batalkan mutasi", "Annul", "annul", note_required=True),
    )
}

PROPOSERS = (Role.analyst, Role.unit_head, Role.hr_officer)
"""Who may write a proposal."""

FILERS = (
    *(Role.analyst, Role.unit_head, Role.hr_officer, Role.hr_head),
    *(Role.team_chair, Role.origin_authority, Role.bkn, Role.authority),
)
"""Who may file a document with a proposal."""

_ANYONE = ("R-KON-01",)
_OFFICE = (*_ANYONE, "R-WEN-01")
_DUTIES = (*_OFFICE, "R-KON-02")
_NEED = ("R-KEB-01", "R-KEB-02", "R-KEB-03")
_FITNESS = (
    *("R-ELG-01", "R-ELG-02", "R-ELG-03", "R-ELG-04", "R-ELG-05", "R-ELG-06", "R-ELG-07", "R-ELG-08", "R-ELG-09"),
    *("R-ELG-10", "R-ELG-11", "R-ELG-12", "R-ELG-13", "R-ELG-14", "R-KON-03", "R-DAT-01", "R-EVA-02", "R-EVA-03"),
)
_DECISION = (
    *("R-KEB-02", "R-EVA-01", "R-EVA-04", "R-DOK-01", "R-DOK-02"),
    *("R-WEN-02", "R-WEN-03", "R-WEN-04", "R-WKT-01"),
)
_REMEDY = ("R-KBR-01",)
_MOVE = ("R-PLK-01", "R-PLK-02", "R-WKT-02", "R-WKT-03", *_REMEDY)
_REVIEW = ("R-MON-01", "R-MON-02", *_REMEDY)

_FORWARD: tuple[Edge, ...] = (
    Edge("submit", State.draft, State.needs_analysis, (Role.analyst,), ("R-PRO-01", "R-PRO-02", *_OFFICE)),
    Edge("establish_need", State.needs_analysis, State.evaluation, (Role.hr_head,), (*_NEED, *_OFFICE)),
    Edge("assess", State.evaluation, State.socialization, (Role.team_chair,), (*_FITNESS, *_DUTIES)),
    Edge("socialize", State.socialization, State.approval, (Role.hr_officer,), ("R-SOS-01", *_OFFICE), "within"),
    Edge("socialize", State.socialization, State.consent, (Role.hr_officer,), ("R-SOS-01", *_OFFICE), "between"),
    Edge("consent", State.consent, State.advice, (Role.origin_authority,), _OFFICE),
    Edge("advise", State.advice, State.approval, (Role.bkn,), _OFFICE),
    Edge("approve", State.approval, State.implementation, (Role.authority,), (*_DECISION, *_DUTIES)),
    Edge("implement", State.implementation, State.monitoring, (Role.hr_head,), (*_MOVE, *_OFFICE)),
    Edge("correct", State.monitoring, State.monitoring, (Role.hr_head,), _OFFICE),
    Edge("conclude", State.monitoring, State.completed, (Role.hr_head,), (*_REVIEW, *_OFFICE)),
)


def _forward_roles(state: State) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(role for edge in _FORWARD if edge.source is state for role in edge.roles))


_REJECTERS: dict[State, Role] = {
    State.needs_analysis: Role.hr_head,
    State.evaluation: Role.team_chair,
    State.socialization: Role.hr_head,
    State.consent: Role.origin_authority,
    State.advice: Role.bkn,
    State.approval: Role.authority,
}

EDGES: tuple[Edge, ...] = (
    *_FORWARD,
    *(
        Edge("send_back", state, State.needs_analysis, _forward_roles(state), _OFFICE)
        for state in BEFORE_DECISION
        if state is not State.needs_analysis
    ),
    *(
        Edge("reject", state, State.rejected, (role,), _DUTIES if state is State.approval else _OFFICE)
        for state, role in _REJECTERS.items()
    ),
    *(Edge("withdraw", state, State.withdrawn, (Role.proposer,), _ANYONE) for state in BEFORE_DECISION),
    *(Edge("suspend", state, State.suspended, (Role.authority,), (*_REMEDY, *_OFFICE)) for state in RUNNING),
    *(Edge("resume", State.suspended, state, (Role.authority,), _OFFICE, f"suspended_in_{state}") for state in RUNNING),
    *(Edge("annul", state, State.annulled, (Role.authority,), (*_REMEDY, *_DUTIES)) for state in DECIDED),
    *(
        Edge("annul", State.suspended, State.annulled, (Role.authority,), (*_REMEDY, *_DUTIES), f"suspended_in_{state}")
        for state in DECIDED
    ),
)

ASIDE = frozenset({"send_back", "reject", "withdraw", "suspend", "annul"})
"""The verbs that do not carry a proposal on."""

DEFINITION = {
    "states": [state.value for state in State],
    "initial": State.draft,
    "verbs": list(VERBS.values()),
    "edges": list(EDGES),
}
"""The table as data: what its hash covers and what an auditor is shown."""

PROCESS = sha256(canonical(DEFINITION))
"""The version of the process: SHA-256 of the definition's canonical JSON. Each history row stores it."""


def edges_from(state: State) -> tuple[Edge, ...]:
    """The rows that leave from `state`."""
    return tuple(edge for edge in EDGES if edge.source is state)


def next_roles(state: State) -> tuple[Role, ...]:
    """The roles that a proposal in `state` waits for: those that may carry it on."""
    onward = [edge for edge in EDGES if edge.source is state and edge.verb not in ASIDE]
    return tuple(dict.fromkeys(role for edge in onward for role in edge.roles))


def verbs_from(state: State) -> tuple[str, ...]:
    """The verbs that leave from `state`, in the order of the table."""
    return tuple(dict.fromkeys(edge.verb for edge in EDGES if edge.source is state))
