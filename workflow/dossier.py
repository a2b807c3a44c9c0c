"""The dossier: the frozen facts that a step looks at.

Rules judge from it and decrees are drawn from it, and from nothing else. Its hash covers everything
but the occupancy of posts, which other proposals change all day; seats are asked again under lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from workflow.authority import Kind
from workflow.canonical import encode, plain, sha256
from workflow.papers import RequirementFacts
from workflow.parameters import ParameterFacts
from workflow.states import State

Day = date
"""Under this name a fact with a `date` of its own can have a second one."""


@dataclass(frozen=True)
class Party:
    """An account that acted, with the person's NIP when it has one."""

    account: str
    nip: str | None


@dataclass(frozen=True)
class ProposalFacts:
    id: int
    kind: str
    reason: str | None
    state: str
    version: int
    proposed_by: Party
    proposed_on: date
    suspended_from: str | None
    own_request: bool = False


@dataclass(frozen=True)
class PersonFacts:
    """The person as the newest workbook says. `full_name` carries the academic titles."""

    nip: str
    name: str
    full_name: str
    birth_place: str | None
    birth_date: date
    sex: str
    employment: str
    rank: str
    rank_since: date | None
    education: str
    education_field: str | None
    spouse_nip: str | None
    as_of: date


@dataclass(frozen=True)
class CompetenceNeed:
    name: str
    level: int


@dataclass(frozen=True)
class PostFacts:
    code: str
    name: str
    kind: str
    level: str | None
    grade: int | None
    rank_min: str | None
    rank_max: str | None
    education_min: str | None
    education_fields: tuple[str, ...]
    retirement_age: int | None
    competences: tuple[CompetenceNeed, ...]


@dataclass(frozen=True)
class UnitFacts:
    code: str
    name: str
    parent_name: str | None


@dataclass(frozen=True)
class Origin:
    """Where the person sits: by the workbook, or by an earlier decree in effect; from the approval on, what it left."""

    post: PostFacts
    unit: UnitFacts
    since: date
    decree: str | None


@dataclass(frozen=True)
class Target:
    post: PostFacts
    unit: UnitFacts


@dataclass(frozen=True)
class Task:
    """A workload row; quantities are decimals as text, `load` in people."""

    task: str
    volume: str
    per: str
    minutes: str
    load: str
    as_of: date


@dataclass(frozen=True)
class Need:
    """How many people the target post needs.

    Attributes:
        source: "workload" (ABK), "stated" in the workbook, or None when nobody knows.
        as_of: the day of the oldest workload row.
    """

    source: str | None
    need: int
    load: str | None
    as_of: date | None
    workloads: tuple[Task, ...]


@dataclass(frozen=True)
class AppraisalFacts:
    year: int
    result: str | None
    behaviour: str | None
    predicate: str


@dataclass(frozen=True)
class CompetenceFacts:
    name: str
    level: int
    date: date


@dataclass(frozen=True)
class DisciplineFacts:
    level: str
    start: date
    end: date | None
    decree: str | None


@dataclass(frozen=True)
class PreferenceFacts:
    order: int
    post: str
    post_name: str
    reason: str | None


@dataclass(frozen=True)
class CareerFacts:
    post: str
    unit: str | None
    since: date
    until: date | None
    decree: str | None


@dataclass(frozen=True)
class DocumentFacts:
    """A filed document.

    Attributes:
        valid_until: the last day on which it counts, where the document itself says so.
        verdict: "verified", "refused", or None while nobody has looked at it.
        verdict_reason: why it was refused.
        verified_by: the account that looked.
    """

    id: int
    type: str
    number: str | None
    date: date | None
    post: str | None
    name: str
    sha256: str
    valid_until: Day | None = None
    verdict: str | None = None
    verdict_reason: str | None = None
    verified_by: str | None = None


@dataclass(frozen=True)
class EndorsementFacts:
    """Initials (paraf) that were put before a signature; they count for the version at which they were put."""

    id: int
    verb: str
    version: int
    role: str
    account: str
    nip: str | None
    date: date
    note: str | None


@dataclass(frozen=True)
class ObjectionFacts:
    """An objection (keberatan) against a decree of this proposal (PP 79/2021).

    Attributes:
        outcome: "upheld", "dismissed" or "inadmissible"; None while it waits for its answer.
    """

    id: int
    decree: str
    received: date
    grounds: str
    outcome: str | None
    answer: str | None
    answered: date | None


@dataclass(frozen=True)
class FreezeFacts:
    """A window in which transfers rest, for some kinds of posts or for all (UU 10/2016 Pasal 71 ayat (2)).

    Attributes:
        lifted_by: the code of the document that lifts it.
    """

    id: int
    name: str
    starts: date
    ends: date
    post_kinds: tuple[str, ...]
    lifted_by: str
    law: str


@dataclass(frozen=True)
class StepFacts:
    """An earlier step of this proposal that still counts (none before the last send_back does).

    Attributes:
        origin_post: where the person sat when the step was taken.
        parts: for an assessment, part of its dossier → SHA-256, to see what has changed since.
    """

    verb: str
    version: int
    from_state: str
    to_state: str
    date: date
    number: str
    actor: str
    actor_nip: str | None
    data: Mapping[str, Any]
    note: str | None
    origin_post: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenProposal:
    proposal: int
    state: str


@dataclass(frozen=True)
class Spouse:
    nip: str
    name: str
    unit: str | None


@dataclass(frozen=True)
class WaiverFacts:
    """A rule set aside for this proposal, with the document that allows it."""

    rule: str
    document: int
    reason: str
    given_by: str


@dataclass(frozen=True)
class InterestFacts:
    """Someone with a declared interest in the case; it holds whatever becomes of the step that declared it."""

    name: str
    relation: str
    nip: str | None


@dataclass(frozen=True)
class Taken:
    """A seat that an approved move holds."""

    proposal: int
    number: str
    name: str


@dataclass(frozen=True)
class Occupancy:
    """Seats of the target post and staff of the releasing unit on a day.

    Attributes:
        holders: people in the post on that day.
        reserved: approved moves into it that are not yet in effect.
        released: holders with an approved move away that is not yet in effect.
        pending: other open proposals to the post, counted on neither side.
        taken: who holds a seat by decree, newest last.
        origin_staff, origin_incoming, origin_outgoing: the same of the releasing unit, all posts.
    """

    day: date
    holders: int
    reserved: int
    released: int
    pending: tuple[int, ...]
    taken: tuple[Taken, ...]
    origin_staff: int
    origin_minimum: int | None
    origin_incoming: int
    origin_outgoing: int


@dataclass(frozen=True)
class Dossier:
    proposal: ProposalFacts
    person: PersonFacts
    origin: Origin
    target: Target
    need: Need
    appraisals: tuple[AppraisalFacts, ...]
    competences: tuple[CompetenceFacts, ...]
    discipline: tuple[DisciplineFacts, ...]
    preferences: tuple[PreferenceFacts, ...]
    career: tuple[CareerFacts, ...]
    documents: tuple[DocumentFacts, ...]
    steps: tuple[StepFacts, ...]
    open_elsewhere: tuple[OpenProposal, ...]
    spouse: Spouse | None
    waivers: tuple[WaiverFacts, ...]
    occupancy: Occupancy
    interests: tuple[InterestFacts, ...] = ()
    endorsements: tuple[EndorsementFacts, ...] = ()
    objections: tuple[ObjectionFacts, ...] = ()
    freezes: tuple[FreezeFacts, ...] = ()
    parameters: tuple[ParameterFacts, ...] = ()
    requirements: tuple[RequirementFacts, ...] = ()

    @property
    def free_seats(self) -> int:
        """need − holders − reserved + released of the target post."""
        seats = self.occupancy
        return self.need.need - seats.holders - seats.reserved + seats.released

    @property
    def state(self) -> State:
        return State(self.proposal.state)

    @property
    def kind(self) -> Kind:
        return Kind(self.proposal.kind)

    @property
    def between_agencies(self) -> bool:
        return self.kind.between_agencies

    @cached_property
    def as_json(self) -> dict[str, Any]:
        """The whole dossier as plain JSON values."""
        content: dict[str, Any] = plain(self)
        for step in content["steps"]:
            step["from"], step["to"] = step.pop("from_state"), step.pop("to_state")
        return content

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON of all facts but the occupancy."""
        return sha256(encode({name: part for name, part in self.as_json.items() if name != "occupancy"}))

    def part_hash(self, part: str) -> str:
        """SHA-256 of one part, to compare it with the same part of another day."""
        return sha256(encode(self.as_json[part]))

    def last(self, verb: str) -> StepFacts | None:
        """The newest counting step with this verb."""
        return next((step for step in reversed(self.steps) if step.verb == verb), None)


PARTS: dict[str, tuple[str, str]] = {
    "proposal": ("usulan", "the proposal"),
    "person": ("data pegawai", "the person's data"),
    "origin": ("jabatan asal", "the present post"),
    "target": ("jabatan tujuan", "the target post"),
    "need": ("analisis beban kerja", "the workload analysis"),
    "appraisals": ("penilaian kinerja", "the appraisals"),
    "competences": ("kompetensi", "the competences"),
    "discipline": ("hukuman disiplin", "the disciplinary record"),
    "preferences": ("preferensi pegawai", "the person's wishes"),
    "career": ("riwayat jabatan", "the career"),
    "documents": ("dokumen", "the documents"),
    "steps": ("langkah sebelumnya", "the earlier steps"),
    "open_elsewhere": ("usulan lain bagi pegawai ini", "other proposals of this person"),
    "spouse": ("data pasangan", "the spouse's data"),
    "waivers": ("pengecualian ketentuan", "the waivers"),
    "interests": ("pernyataan kepentingan", "the declared interests"),
    "endorsements": ("paraf", "the endorsements"),
    "objections": ("keberatan", "the objections"),
    "freezes": ("masa pembekuan mutasi", "the freeze windows"),
    "parameters": ("parameter ketentuan", "the parameters"),
    "requirements": ("dokumen wajib instansi", "the agency's own documents"),
}
"""The parts that the hash covers, in (Indonesian, English)."""


def changed_parts(old: Dossier, new: Dossier) -> Iterator[tuple[str, str]]:
    """The parts in which two dossiers differ, as words for a sentence."""
    for part, words in PARTS.items():
        if old.as_json[part] != new.as_json[part]:
            yield words
