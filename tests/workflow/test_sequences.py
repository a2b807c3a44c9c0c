"""Any sequence of steps by any actors through the real judgement: no step is skipped, and no duty is joined.

The promises are written out here by hand; nothing of them is read from the table or from the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from tests.workflow.people import (
    ADVISED,
    CLEARED,
    GALIH_NIP,
    LONG_AGO,
    MELATI_NIP,
    PRANATA,
    dossier,
    mandate,
    papers,
)
from tests.workflow.test_judgement import DESK, OneCase
from workflow.authority import GIVEN_ROLES, Actor, Capacity, Role
from workflow.data import as_json
from workflow.desk import Request
from workflow.dossier import Dossier, InterestFacts, Party, StepFacts
from workflow.errors import MutasiError
from workflow.judgement import judge
from workflow.ports import Ledger
from workflow.process import VERBS

START = date(2026, 6, 15)
EVERY_ROLE = dict.fromkeys(GIVEN_ROLES, LONG_AGO)
NIPS = ("197001011995031001", "197101011996031002", "197201011997031003", "197301011998031004")
PEOPLE: tuple[Actor, ...] = (
    *(Actor(f"pejabat{n}", nip=nip, name=f"Pejabat {n}", roles=EVERY_ROLE) for n, nip in enumerate(NIPS)),
    Actor("pejabat0.lain", nip=NIPS[0], name="Pejabat 0", roles=EVERY_ROLE),
    Actor("walikota", roles=EVERY_ROLE),
    Actor("melati", nip=MELATI_NIP, name="Melati Kuncoro", roles=EVERY_ROLE),
    Actor("galih", nip=GALIH_NIP, name="Galih Kuncoro", spouse_nip=MELATI_NIP, roles=EVERY_ROLE),
    Actor(
        "pelaksana.harian",
        nip="197401011999031005",
        mandates=(mandate(capacity=Capacity.plh),),
        mandated={Role.authority: mandate().starts},
    ),
    Actor("tamu"),
)
"""Whoever can act holds every office, so that nothing but the duties keeps them apart; one acts only, one is nobody."""

_WITHIN = {
    **{"submit": "needs_analysis", "establish_need": "evaluation", "assess": "socialization", "socialize": "approval"},
    **{"approve": "implementation", "implement": "monitoring", "conclude": "completed"},
}
_BETWEEN = {
    **{"submit": "needs_analysis", "establish_need": "evaluation", "assess": "socialization", "socialize": "consent"},
    **{"consent": "advice", "advise": "approval"},
    **{"approve": "implementation", "implement": "monitoring", "conclude": "completed"},
}
PATHS = {"INTERNAL": _WITHIN, "ANTAR_PROV": _BETWEEN}
"""Kind → the verbs that lead to the end with their states; after a send_back all but the first are taken anew."""

AT_APPROVAL = {"INTERNAL": 4, "ANTAR_PROV": 6}


@dataclass
class Run:
    """One proposal on its way, with everything that was taken."""

    case: Dossier
    today: date = START
    taken: list[tuple[Actor, StepFacts]] = field(default_factory=list)
    refused: int = 0

    def attempt(self, verb: str, actor: Actor, team: tuple[Actor, ...], kin: Actor | None) -> None:
        """Ask for a step; where it is allowed, write it into the dossier as the store would."""
        if verb in ("implement", "conclude") and self.case.state.value in ("implementation", "monitoring"):
            self.today = max(self.today, _effect(self.case) + timedelta(days=180 if verb == "conclude" else 0))
        now = datetime.combine(self.today, time(5), UTC)
        request = Request(verb, actor.account, (7,), _data(verb, self.case, self.today, team, kin), "Alasannya jelas.")
        try:
            done = judge(cast(Ledger, OneCase(self.case, actor)), DESK, request, actor, self.case, now, self.today)
        except MutasiError:
            self.refused += 1
            return
        facts = self.case.proposal
        taken = StepFacts(
            *(verb, facts.version + 1, facts.state, done.edge.target.value, self.today, f"{facts.version}/2026"),
            *(actor.account, actor.nip, as_json(done.told), "Alasannya jelas.", self.case.origin.post.code),
        )
        self.taken.append((actor, taken))
        self.case = _after(self.case, taken)


def _after(case: Dossier, taken: StepFacts) -> Dossier:
    counting = [one for one in case.steps if one.verb == "submit"] if taken.verb == "send_back" else list(case.steps)
    proposal = replace(
        case.proposal,
        state=taken.to_state,
        version=taken.version,
        suspended_from=taken.from_state if taken.verb == "suspend" else None,
    )
    declared = tuple(
        InterestFacts(one["name"], one["relation"], one.get("nip")) for one in taken.data.get("interest") or ()
    )
    return replace(case, proposal=proposal, steps=(*counting, taken), interests=(*case.interests, *declared))


def _effect(case: Dossier) -> date:
    approved = case.last("approve")
    assert approved is not None
    resumed = [one.date for one in case.steps if one.verb == "resume"]
    return max([date.fromisoformat(approved.data["tmt"]), *resumed])


def _data(verb: str, case: Dossier, today: date, team: tuple[Actor, ...], kin: Actor | None) -> dict[str, Any]:
    letter = {"number": "1/2026", "date": today.isoformat()}
    interest = (
        [{"name": kin.name or kin.account, "relation": "ipar", **({"nip": kin.nip} if kin.nip else {})}] if kin else []
    )
    if verb == "assess":
        named = [{"name": one.name or one.account, **({"nip": one.nip} if one.nip else {})} for one in team]
        members = [{**one, "capacity": part} for one, part in zip(named, ("official", "asn", "expert"), strict=True)]
        return {"team": members, "recommendation": "recommend", "considerations": "Cakap.", "interest": interest}
    if verb == "socialize":
        told = {"date": today.isoformat(), "method": "Tatap muka", "participants": ["Melati"], "reasons": "Kebutuhan."}
        return {**told, "response": "accepts"}
    if verb in ("consent", "advise"):
        return {"letter": letter, "post": PRANATA.code}
    if verb == "approve":
        cited = {"letter": letter} if case.between_agencies else {}
        return {"tmt": (today + timedelta(days=1)).isoformat(), "interest": interest, **cited}
    if verb == "implement":
        return {"spmt": letter, "handover": None, "oath": letter, "started": today.isoformat()}
    if verb == "correct":
        return {"finding": "Beban.", "step": "Bagi.", "owner": "Wati", "due": today.isoformat()}
    if verb == "conclude":
        review = {"date": today.isoformat(), "person": "Betah.", "unit": "Lancar.", "adverse": False}
        return {"reviews": [review] * 3, "conclusion": "Berhasil."}
    return {}


def same_person(one: Actor, other: Actor) -> bool:
    return one.account == other.account or (one.nip is not None and one.nip == other.nip)


def assert_no_step_was_skipped(run: Run, kind: str) -> None:
    path, reached, state = list(PATHS[kind]), 0, "draft"
    for _, taken in run.taken:
        assert taken.from_state == state
        state = taken.to_state
        if taken.verb in path:
            assert (taken.verb, taken.to_state) == (path[reached], PATHS[kind][taken.verb])
            reached += 1
        elif taken.verb == "send_back":
            assert 2 <= reached <= AT_APPROVAL[kind]
            reached = 1
        elif taken.verb == "annul":
            assert reached > AT_APPROVAL[kind]
        elif taken.verb in ("reject", "withdraw"):
            assert 1 <= reached <= AT_APPROVAL[kind]
        else:
            assert taken.verb in ("suspend", "resume", "correct")
    assert state == run.case.proposal.state
    assert (state == "completed") == (reached == len(path))


def assert_no_duty_was_joined(run: Run, proposer: Actor, teams: dict[int, tuple[Actor, ...]]) -> None:
    prepared, kin = [proposer], []
    for actor, taken in run.taken:
        assert actor.account not in ("melati", "galih", "tamu")
        assert not any(actor.is_called(one["name"], one.get("nip")) for one in kin)
        if taken.verb == "assess":
            assert not same_person(actor, proposer)
        if taken.verb in ("approve", "annul") or (taken.verb, taken.from_state) == ("reject", "approval"):
            assert not any(same_person(actor, one) for one in prepared)
        if taken.verb == "approve":
            assert actor.account != "pelaksana.harian"
        if taken.verb == "withdraw":
            assert same_person(actor, proposer)
        kin += taken.data.get("interest") or []
        assert not any(actor.is_called(one["name"], one.get("nip")) for one in kin)
        if taken.verb == "send_back":
            prepared = [proposer, *(who for who, one in run.taken if one.verb == "submit")]
        if taken.verb == "submit":
            prepared.append(actor)
        if taken.verb == "assess":
            prepared += [actor, *teams[taken.version]]


ACCOUNTS = {one.account: one for one in PEOPLE}
ATTEMPT = st.tuples(
    st.integers(0, 9),
    st.sampled_from([*VERBS, *_BETWEEN]),
    st.sampled_from(list(ACCOUNTS)),
    st.integers(0, 5),
    st.sampled_from(["", "", "", *ACCOUNTS]),
)
"""Whether the verb that leads on (0 to 6) or another, by whom, with which team, and whose interest is declared."""


def team_of(first: int) -> tuple[Actor, ...]:
    """Three of those who hold every office."""
    return tuple(PEOPLE[(first + n) % 6] for n in range(3))


# Not shrunk: a run of forty steps would take minutes, and the failing step is named anyway.
@settings(EXAMPLES, max_examples=60, phases=[Phase.generate])
@pytest.mark.parametrize("kind", PATHS)
@given(proposer=st.sampled_from(list(ACCOUNTS)[:6]), attempts=st.lists(ATTEMPT, min_size=15, max_size=40))
def test_no_sequence_of_steps_skips_one_or_joins_two_duties(kind: str, proposer: str, attempts: list[Any]) -> None:
    documents = (*papers(), ADVISED) if kind != "INTERNAL" else (CLEARED, ADVISED)
    facts = {"state": "draft", "version": 0, "kind": kind, "documents": documents}
    who, teams = ACCOUNTS[proposer], {}
    run = Run(dossier(proposed_by=Party(who.account, who.nip), **facts))
    for choice, other, account, first, kin in attempts:
        done = {one.verb for one in run.case.steps}
        onward = next((verb for verb in PATHS[kind] if verb not in done), "conclude")
        before = run.case.proposal.version
        run.attempt(onward if choice < 7 else other, ACCOUNTS[account], team_of(first), ACCOUNTS.get(kin))
        if run.case.proposal.version > before:
            teams[run.case.proposal.version] = team_of(first)
    event(f"reached {run.case.proposal.state}")
    assert_no_step_was_skipped(run, kind)
    assert_no_duty_was_joined(run, who, teams)
