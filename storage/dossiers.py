"""The dossier, read from its tables in a fixed number of questions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import seats
from storage.accounts import full_name
from storage.records import records
from storage.tables import (
    Account,
    Payload,
    Person,
    Post,
    Proposal,
    Transition,
    Unit,
    table,
)
from workflow.canonical import encode, sha256
from workflow.dossier import (
    PARTS,
    CompetenceNeed,
    Dossier,
    InterestFacts,
    OpenProposal,
    Origin,
    Party,
    PersonFacts,
    PostFacts,
    ProposalFacts,
    Spouse,
    StepFacts,
    Target,
    UnitFacts,
)
from workflow.errors import UnknownProposal
from workflow.states import DECIDED, OPEN, State

_ID: sa.BindParameter[int] = sa.bindparam("proposal")
_NIP: sa.BindParameter[str] = sa.bindparam("nip")
_POST: sa.BindParameter[str] = sa.bindparam("post")

_proposal, _person = table(Proposal), table(Person)
_post, _unit, _parent = table(Post), table(Unit), table(Unit).alias("parent")
_proposer = table(Account).alias("proposer")
_transition, _payload = table(Transition), table(Payload)

PROPOSAL = (
    sa.select(
        _proposal,
        *(column.label(f"person_{column.name}") for column in _person.c),
        _proposer.c.nip.label("proposer_nip"),
    )
    .select_from(
        _proposal.join(_person, _person.c.nip == _proposal.c.nip).outerjoin(
            _proposer, _proposer.c.name == _proposal.c.proposed_by
        )
    )
    .where(_proposal.c.id == _ID)
)

SEATS = (
    sa.select(_post, _unit.c.name.label("unit_name"), _parent.c.name.label("parent_name"))
    .select_from(_post.join(_unit, _unit.c.code == _post.c.unit).outerjoin(_parent, _parent.c.code == _unit.c.parent))
    .where(_post.c.code.in_([_POST, sa.bindparam("origin")]))
)

STEPS = (
    sa.select(
        *(_transition.c[name] for name in ("verb", "version", "from_state", "to_state", "actor", "number")),
        _payload.c.content,
    )
    .outerjoin_from(_transition, _payload, _payload.c.transition == _transition.c.id)
    .where(_transition.c.proposal == _ID)
    .order_by(_transition.c.version)
)
OTHERS = (
    sa.select(_proposal.c.id, _proposal.c.state, _proposal.c.nip, _proposal.c.post)
    .where(
        (_proposal.c.nip == _NIP) | (_proposal.c.post == _POST),
        _proposal.c.id != _ID,
        _proposal.c.state.in_([state.value for state in OPEN]),
    )
    .order_by(_proposal.c.id)
)
SPOUSE = (
    sa.select(_person.c.name, _person.c.title_before, _person.c.title_after, _post.c.unit)
    .join_from(_person, _post, _post.c.code == _person.c.post)
    .where(_person.c.nip == _NIP)
)


def dossier(connection: sa.Connection, proposal: int, day: date) -> Dossier:
    """The dossier of a proposal, with posts as they are held on `day`.

    Raises:
        UnknownProposal: there is no such proposal.
    """
    row = connection.execute(PROPOSAL, {"proposal": possible_id(proposal)}).one_or_none()
    if row is None:
        raise UnknownProposal(proposal=proposal)
    sits = _sits(connection, row.nip, day) or Sits(row.person_post, row.person_post_since)
    posts = {found.code: _seat(found) for found in connection.execute(SEATS, {"post": row.post, "origin": sits.post})}
    entries = connection.execute(STEPS, {"proposal": proposal}).all()
    all_steps = [_step(one) for one in entries]
    steps = tuple(_counting(all_steps))
    origin = _left(entries, steps) or Origin(*posts[sits.post], sits.since, sits.decree)
    others = connection.execute(OTHERS, {"proposal": proposal, "nip": row.nip, "post": row.post}).all()
    need = seats.need(connection, row.post)
    return Dossier(
        proposal=ProposalFacts(
            id=row.id,
            kind=row.kind,
            reason=row.reason,
            state=row.state,
            version=row.version,
            proposed_by=Party(row.proposed_by, row.proposer_nip),
            proposed_on=row.proposed_on,
            suspended_from=steps[-1].from_state if row.state == State.suspended else None,
            own_request=row.own_request,
        ),
        person=_person_facts(row),
        origin=origin,
        target=Target(*posts[row.post]),
        need=need,
        steps=steps,
        open_elsewhere=tuple(OpenProposal(one.id, one.state) for one in others if one.nip == row.nip),
        spouse=_spouse(connection, row.person_spouse),
        occupancy=seats.occupancy(
            connection,
            row.post,
            origin.unit.code,
            day,
            need=need.need,
            pending=tuple(one.id for one in others if one.post == row.post and one.state not in DECIDED),
        ),
        **records(connection, proposal, row.nip),
        interests=tuple(_interests(all_steps)),
    )


def agency_of(connection: sa.Connection, unit: str) -> str:
    """The name of the agency that a unit belongs to: the unit above it that has none above itself."""
    return str(connection.execute(AGENCY, {"unit": unit}).scalar_one())


AGENCY = sa.text(
    """
    WITH RECURSIVE above AS (
        SELECT code, name, parent FROM unit WHERE code = :unit
        UNION ALL SELECT u.code, u.name, u.parent FROM unit u JOIN above ON u.code = above.parent
    )
    SELECT name FROM above WHERE parent IS NULL
    """
)

LARGEST_ID = 2**31 - 1


def possible_id(proposal: int) -> int:
    """The number itself, if a proposal can have it; neither engine counts further.

    Raises:
        UnknownProposal: no proposal can have it.
    """
    if not 0 < proposal <= LARGEST_ID:
        raise UnknownProposal(proposal=proposal)
    return proposal


def _person_facts(row: Any) -> PersonFacts:
    return PersonFacts(
        nip=row.nip,
        name=row.person_name,
        full_name=full_name(row.person_title_before, row.person_name, row.person_title_after),
        birth_place=row.person_birth_place,
        birth_date=row.person_birth_date,
        sex=row.person_sex,
        employment=row.person_employment,
        rank=row.person_rank,
        rank_since=row.person_rank_since,
        education=row.person_education,
        education_field=row.person_education_field,
        spouse_nip=row.person_spouse,
        as_of=row.person_as_of,
    )


@dataclass(frozen=True)
class Sits:
    """Where a person sits, since when, and by which decree when it was one of ours."""

    post: str
    since: date
    decree: str | None = None


def sits(connection: sa.Connection, nip: str, day: date) -> Sits:
    """Where a person sits on a day: by the newest decree in effect, else by the workbook."""
    by_workbook = sa.select(_person.c.post, _person.c.post_since).where(_person.c.nip == nip)
    return _sits(connection, nip, day) or Sits(*connection.execute(by_workbook).one())


def _sits(connection: sa.Connection, nip: str, day: date) -> Sits | None:
    row = connection.execute(seats.HOLDING, {"nip": nip, "day": day}).one_or_none()
    return Sits(row.post, row.starts, row.decree) if row else None


def _seat(row: Any) -> tuple[PostFacts, UnitFacts]:
    post = PostFacts(
        code=row.code,
        name=row.name,
        kind=row.kind,
        level=row.level,
        grade=row.grade,
        rank_min=row.rank_min,
        rank_max=row.rank_max,
        education_min=row.education_min,
        education_fields=tuple(_listed(row.education_fields)),
        retirement_age=row.retirement_age,
        competences=tuple(_competence_need(entry) for entry in _listed(row.competences)),
    )
    return post, UnitFacts(row.unit, row.unit_name, row.parent_name)


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def _competence_need(entry: str) -> CompetenceNeed:
    name, _, level = entry.rpartition(":")
    return CompetenceNeed(name.strip(), int(level))


def _spouse(connection: sa.Connection, nip: str | None) -> Spouse | None:
    row = connection.execute(SPOUSE, {"nip": nip}).one_or_none() if nip else None
    if nip is None or row is None:
        return None
    return Spouse(nip, full_name(row.title_before, row.name, row.title_after), row.unit)


def _step(row: Any) -> StepFacts:
    """An earlier step from its entry and payload; where the payload was erased, its date and data are gone."""
    order = json.loads(row.content) if row.content else None
    case = order["cases"][0] if order else {}
    return StepFacts(
        verb=row.verb,
        version=row.version,
        from_state=row.from_state,
        to_state=row.to_state,
        date=date.fromisoformat(order["date"]) if order else date.min,
        number=row.number,
        actor=row.actor,
        actor_nip=order["signatory"]["nip"] if order else None,
        data=case.get("data", {}),
        note=case.get("note"),
        origin_post=case["dossier"]["origin"]["post"]["code"] if case else "",
        parts=_parts(case["dossier"]) if case and row.verb == "assess" else {},
    )


def _left(entries: Sequence[Any], steps: Sequence[StepFacts]) -> Origin | None:
    """What the approval moved the person from: once the move has taken effect, nobody sits there by it any more."""
    approved = next((step for step in reversed(steps) if step.verb == "approve"), None)
    row = next((row for row in entries if approved and row.version == approved.version), None)
    if row is None or not row.content:
        return None
    told = json.loads(row.content)["cases"][0]["dossier"]["origin"]
    post = told["post"] | {
        "education_fields": tuple(told["post"]["education_fields"]),
        "competences": tuple(CompetenceNeed(**one) for one in told["post"]["competences"]),
    }
    return Origin(PostFacts(**post), UnitFacts(**told["unit"]), date.fromisoformat(told["since"]), told["decree"])


def _parts(told: dict[str, Any]) -> dict[str, str]:
    """The parts of an earlier dossier by their hashes."""
    return {part: sha256(encode(told[part])) for part in PARTS if part in told}


def _counting(steps: list[StepFacts]) -> list[StepFacts]:
    """The submission, and what came after the last send_back: earlier decisions count no more."""
    newest = max((index for index, step in enumerate(steps) if step.verb == "send_back"), default=-1)
    return [step for index, step in enumerate(steps) if index >= newest or step.verb == "submit"]


def _interests(steps: list[StepFacts]) -> Iterator[InterestFacts]:
    """Everyone whose interest was declared, also at steps that count no more."""
    for step in steps:
        for entry in step.data.get("interest") or ():
            yield InterestFacts(entry["name"], entry["relation"], entry.get("nip"))
