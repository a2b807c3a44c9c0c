"""The judgement of a case: the row of the table, the role, the rules, the reasons against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflow.authority import ROLE_LABELS, Actor, Held, Role
from workflow.data import Told
from workflow.desk import Desk, Request
from workflow.dossier import Dossier
from workflow.endorsement import endorsement_missing
from workflow.errors import (
    MutasiError,
    NewerVersion,
    NoMandate,
    NoSuchStep,
    NoteRequired,
    RoleMissing,
    Stepped,
    StepRefused,
)
from workflow.hearing import read
from workflow.machine import Case, edge_taken, fire
from workflow.planning.calendar import local_day
from workflow.ports import Ledger
from workflow.process import Edge, verbs_from
from workflow.rules import RULES, Finding, Outcome, Question
from workflow.states import label


@dataclass(frozen=True)
class Examination:
    """Whether an account may take a verb now, and why not."""

    verb: str
    allowed: bool
    reasons: tuple[MutasiError, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Prepared:
    """One proposal, judged and ready to be booked."""

    dossier: Dossier
    edge: Edge
    held: Held
    told: Told
    findings: tuple[Finding, ...]


def examine(ledger: Ledger, proposal: int, account: str, now: datetime) -> tuple[Dossier, list[Examination]]:
    """Every verb of the proposal's state: allowed or not for this account, with all findings."""
    actor = ledger.actor(account)
    today = local_day(now, ledger.agency().zone)
    dossier = ledger.dossier(proposal, today)
    found = []
    for verb in verbs_from(dossier.state):
        if (edge := edge_for(verb, dossier)) is None:
            continue
        held, reasons = office_for(edge, actor, dossier, now, today)
        findings = ask(edge, Question(dossier, actor, verb, today, held=held, working_days=ledger.working_days))
        reasons += [*endorsement_missing(dossier, verb, today), *refusals(findings)]
        found.append(Examination(verb, held is not None and not reasons, tuple(reasons), findings))
    return dossier, found


def edge_for(verb: str, dossier: Dossier) -> Edge | None:
    """The row that the machine takes for this verb and dossier, or None."""
    facts = dossier.proposal
    target = fire(verb, Case(facts.state, dossier.between_agencies, facts.suspended_from))
    return edge_taken(verb, dossier.state, target) if target else None


def office_for(
    edge: Edge, actor: Actor, dossier: Dossier, now: datetime, today: date
) -> tuple[Held | None, list[MutasiError]]:
    """The first office of the row that the actor holds in this case, or the reason why there is none."""
    proposer = dossier.proposal.proposed_by
    for role in edge.roles:
        if role is Role.proposer and actor.is_same_person(proposer.account, proposer.nip):
            return Held(role), []
        if held := actor.held(role, now, today):
            return held, []
    return None, [_no_office(edge, actor, now, today)]


def _no_office(edge: Edge, actor: Actor, now: datetime, today: date) -> MutasiError:
    names, names_en = (", ".join(ROLE_LABELS[role][pick] for role in edge.roles) for pick in (0, 1))
    if any(actor.holds(role, today) or any(m.office is role for m in actor.mandates) for role in edge.roles):
        return NoMandate(account=actor.account, roles=names, roles_en=names_en)
    return RoleMissing(
        account=actor.account,
        act=f"mengambil langkah {edge.verb}",
        act_en=f"take the step {edge.verb}",
        roles=names,
        roles_en=names_en,
    )


def ask(edge: Edge, question: Question) -> tuple[Finding, ...]:
    """The findings of the row's rules; rules about the verb's data wait until it is there."""
    rules = (RULES[id] for id in edge.rules)
    return tuple(rule.find(question) for rule in rules if question.told is not None or not rule.needs_data)


def refusals(findings: Sequence[Finding]) -> list[MutasiError]:
    """The blocking findings as refusals."""
    return [StepRefused([(f.id, f.en)], (f,)) for f in findings if f.blocks]


def judge(
    ledger: Ledger, desk: Desk, request: Request, actor: Actor, dossier: Dossier, now: datetime, today: date
) -> Prepared:
    """The row, the role, the data and the findings of a step.

    Raises:
        Refused: with every reason.
        Stepped: someone has just taken this very step.
    """
    verb = request.verb
    edge = edge_for(verb, dossier)
    if edge is None:
        raise no_such_step(ledger, desk, dossier, verb)
    held, reasons = office_for(edge, actor, dossier, now, today)
    if held is None:
        raise reasons[0]
    for reason in endorsement_missing(dossier, verb, today):
        raise reason
    told, problem = _read(request, dossier, today)
    question = Question(dossier, actor, verb, today, told, request.note, held, ledger.working_days)
    findings = ask(edge, question)
    if any(finding.blocks for finding in findings):
        raise refused(findings)
    if told is None:
        raise problem or NoteRequired(verb=verb)
    if not request.note and any(RULES[f.rule].note_when_unmet and f.outcome is Outcome.unmet for f in findings):
        raise NoteRequired(verb=verb)
    return Prepared(dossier, edge, held, told, findings)


def _read(request: Request, dossier: Dossier, today: date) -> tuple[Told | None, MutasiError | None]:
    """The data, or what is wrong with it: rules that stand against the step are said first."""
    try:
        return read(request.verb, request.data, request.note, dossier, today), None
    except MutasiError as problem:
        return None, problem


def refused(findings: tuple[Finding, ...]) -> StepRefused:
    return StepRefused([(f.id, f.en) for f in findings if f.blocks], findings)


def no_such_step(ledger: Ledger, desk: Desk, dossier: Dossier, verb: str) -> MutasiError:
    """The step is not in the table from here: because someone has just taken it, or altogether."""
    facts, last = dossier.proposal, ledger.last_entry(dossier.proposal.id)
    if last is not None and last.verb == verb:
        return Stepped(
            proposal=facts.id, actor=last.actor, verb=verb, at=desk.clock.shown(last.at), version=last.version
        )
    return NoSuchStep(
        proposal=facts.id,
        state=label(facts.state),
        state_en=label(facts.state, "en"),
        verb=verb,
        verbs=", ".join(v for v in verbs_from(dossier.state) if edge_for(v, dossier)) or "–",
    )


def stepped_since(ledger: Ledger, desk: Desk, id: int, asked: int, version: int) -> MutasiError:
    """Who took the step after the version that was read."""
    last = ledger.last_entry(id)
    if last is None or asked > version:
        return NewerVersion(proposal=id, version=version, asked=asked)
    return Stepped(proposal=id, actor=last.actor, verb=last.verb, at=desk.clock.shown(last.at), version=last.version)
