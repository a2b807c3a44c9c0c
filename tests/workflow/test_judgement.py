"""The judgement of a case: which reason comes first, and that the look before the step says the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from tests.workflow.people import (
    AGENCY,
    BAYU,
    GALIH_ACTS,
    JOKO,
    MELATI_ACTS,
    RATNA,
    SARI,
    TODAY,
    TUTI,
    WATI,
    account,
    approved,
    assessed,
    dossier,
    held_since,
    interest,
    mandate,
    melati,
    paper,
    rated,
    sanction,
    seats,
    waiver,
)
from tests.workflow.test_data import REVIEW, VALID
from workflow.authority import ACTING, Actor, AgencyFacts, Capacity, Held, Mandate, Role
from workflow.desk import Desk, Request
from workflow.dossier import Dossier, Taken
from workflow.errors import (
    InvalidData,
    MutasiError,
    NewerVersion,
    NoMandate,
    NoSuchStep,
    NoteRequired,
    RoleMissing,
    Stepped,
    StepRefused,
)
from workflow.judgement import Examination, Prepared, examine, judge, office_for, stepped_since
from workflow.planning.working_days import WorkingDays
from workflow.ports import LastEntry, Ledger
from workflow.process import EDGES
from workflow.rules import RULES, Outcome

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)


@dataclass
class OneCase:
    """A ledger that knows one proposal, one account and perhaps one entry."""

    case: Dossier
    who: Actor
    last: LastEntry | None = None

    def agency(self) -> AgencyFacts:
        return AGENCY

    def actor(self, account: str) -> Actor:
        return self.who

    def dossier(self, proposal: int, day: date) -> Dossier:
        return self.case

    def last_entry(self, proposal: int) -> LastEntry | None:
        return self.last

    def working_days(self) -> WorkingDays:
        return WorkingDays()


class Noon:
    def shown(self, at: datetime) -> str:
        return f"{at:%d-%m-%Y %H.%M} UTC"


class Untouched:
    @contextmanager
    def transaction(self) -> Iterator[Ledger]:
        raise AssertionError("a judgement opens no transaction")
        yield


DESK = Desk(Untouched(), cast(Any, None), cast(Any, Noon()), cast(Any, None), timedelta(seconds=60), "https://x/")


def judged(
    verb: str, case: Dossier, actor: Actor, data: Any = None, note: str | None = None, last: LastEntry | None = None
) -> Prepared:
    request = Request(verb, actor.account, (case.proposal.id,), {} if data is None else data, note)
    return judge(cast(Ledger, OneCase(case, actor, last)), DESK, request, actor, case, NOON, TODAY)


def looked(case: Dossier, actor: Actor) -> dict[str, Examination]:
    _, found = examine(cast(Ledger, OneCase(case, actor)), case.proposal.id, actor.account, NOON)
    return {one.verb: one for one in found}


def asked(verb: str) -> set[str]:
    """The rules of a verb that can be asked before its data is there."""
    [edge] = [edge for edge in EDGES if edge.verb == verb]
    return {rule for rule in edge.rules if not RULES[rule].needs_data}


YOUNG = dossier(origin=held_since(date(2026, 1, 1)))


# The order of refusals


def test_an_allowed_step_comes_with_its_row_role_data_and_findings() -> None:
    prepared = judged("assess", dossier(), JOKO, VALID["assess"])
    assert (prepared.edge.source, prepared.edge.target, prepared.held.role) == (
        "evaluation",
        "socialization",
        "team_chair",
    )
    assert prepared.told.model_dump()["recommendation"] == "recommend"
    assert [finding.rule for finding in prepared.findings] == list(prepared.edge.rules)
    assert {finding.outcome for finding in prepared.findings} == {Outcome.met}


def test_first_of_all_the_step_must_be_in_the_table() -> None:
    with pytest.raises(NoSuchStep) as caught:
        judged("approve", YOUNG, MELATI_ACTS)
    assert caught.value.sentence("id") == (
        "Usulan 7 berada pada tahap Evaluasi; langkah approve tidak ada di tahap itu. "
        "Langkah yang ada: assess, send_back, reject, withdraw, suspend."
    )
    assert caught.value.sentence("en") == (
        "The proposal 7 is in Evaluation; the verb approve does not leave from there. "
        "Verbs from there: assess, send_back, reject, withdraw, suspend."
    )


def test_then_the_actor_must_have_the_role() -> None:
    with pytest.raises(RoleMissing) as caught:
        judged("assess", YOUNG, SARI)
    assert caught.value.sentence("id") == (
        "Akun sari tidak berhak mengambil langkah assess. Hak itu dimiliki oleh: Ketua Tim Penilai Kinerja."
    )
    assert caught.value.sentence("en") == (
        "The account sari may not take the step assess. That is for: Chair of the assessment team."
    )


def test_several_roles_are_named_in_the_language_of_the_sentence() -> None:
    edge = replace(EDGES[0], roles=(Role.unit_head, Role.bkn))
    _, [reason] = office_for(edge, SARI, dossier(), NOON, TODAY)
    assert reason.sentence("id").endswith("oleh: Kepala Unit Kerja, Pejabat Badan Kepegawaian Negara.")
    assert reason.sentence("en").endswith("for: Head of a unit, Official of the National Civil Service Agency.")


def test_then_all_rules_that_block_are_named_at_once_before_any_data() -> None:
    worse = replace(YOUNG, appraisals=rated(y2024="Kurang", y2025="Baik"), person=melati(rank="I/a"))
    with pytest.raises(StepRefused) as caught:
        judged("assess", worse, JOKO)
    assert [f.rule for f in caught.value.findings if f.blocks] == ["R-ELG-01", "R-ELG-03", "R-ELG-07"]
    assert len(caught.value.sentence("id").splitlines()) == 3
    assert "Pegawai baru 5 bulan" in caught.value.sentence("id").splitlines()[0]
    assert "below Baik" in caught.value.sentence("en").splitlines()[1]
    assert {finding.rule for finding in caught.value.findings} == asked("assess")


def test_then_the_note_that_is_the_reason_comes_before_the_data() -> None:
    with pytest.raises(NoteRequired):
        judged("withdraw", dossier(), WATI, {"ramalan": "cerah"})
    with pytest.raises(InvalidData):
        judged("withdraw", dossier(), WATI, {"ramalan": "cerah"}, "Batal.")


@pytest.mark.parametrize(
    "data", [{}, {"ramalan": "cerah"}, {**VALID["assess"], "considerations": ""}], ids=["none", "unknown", "empty"]
)
def test_data_that_are_wrong_are_said_only_when_no_rule_stands_against_the_step(data: dict[str, Any]) -> None:
    with pytest.raises(StepRefused, match="5 months only"):
        judged("assess", YOUNG, JOKO, data)
    with pytest.raises(InvalidData):
        judged("assess", dossier(), JOKO, data)


def test_a_missing_reason_is_said_only_when_no_rule_stands_against_the_step() -> None:
    kin = dossier(interests=(interest("Wati Pertiwi"),))
    with pytest.raises(StepRefused, match="An interest of yours is on record"):
        judged("withdraw", kin, WATI)
    with pytest.raises(NoteRequired):
        judged("withdraw", dossier(), WATI)


def test_without_readable_data_the_rules_about_them_are_not_asked() -> None:
    kin = dossier(state="socialization", interests=(interest("Bayu Pratista"),))
    objects = {**VALID["socialize"], "response": "objects"}
    with pytest.raises(StepRefused) as caught:
        judged("socialize", kin, BAYU, {**objects, "ramalan": 1})
    assert [finding.rule for finding in caught.value.findings] == ["R-KON-01", "R-WEN-01"]
    with pytest.raises(StepRefused) as caught:
        judged("socialize", kin, BAYU, objects)
    assert [finding.rule for finding in caught.value.findings if finding.blocks] == ["R-SOS-01", "R-KON-01"]


def test_then_the_data_come_before_the_rules_about_them() -> None:
    case = dossier(state="socialization")
    silent = {**VALID["socialize"], "date": "2026-06-14", "response": "silent", "answer": "Baik."}
    with pytest.raises(InvalidData):
        judged("socialize", case, BAYU, {**silent, "ramalan": 1})
    with pytest.raises(StepRefused, match="may still answer until 20 June 2026"):
        judged("socialize", case, BAYU, silent)


def test_a_rule_about_the_data_shows_every_finding_when_it_refuses() -> None:
    case = dossier(state="socialization")
    with pytest.raises(StepRefused) as caught:
        judged("socialize", case, BAYU, {**VALID["socialize"], "response": "objects"})
    assert [finding.rule for finding in caught.value.findings] == ["R-SOS-01", "R-KON-01", "R-WEN-01"]


# Going on against the team

AGAINST = dossier(state="approval", steps=(assessed(data={"recommendation": "not_recommend"}),))


@pytest.mark.parametrize("note", [None, ""])
def test_to_approve_against_the_team_takes_a_note(note: str | None) -> None:
    with pytest.raises(NoteRequired):
        judged("approve", AGAINST, RATNA, VALID["approve"], note)


def test_with_a_note_the_approval_goes_on_and_the_finding_stays_unmet() -> None:
    prepared = judged("approve", AGAINST, RATNA, VALID["approve"], "Kebutuhan layanan mendesak.")
    assert [finding.rule for finding in prepared.findings if finding.outcome is Outcome.unmet] == ["R-EVA-01"]


def test_with_the_team_no_note_is_asked() -> None:
    case = dossier(state="approval", steps=(assessed(),))
    assert judged("approve", case, RATNA, VALID["approve"]).held.role is Role.authority


# Waivers


def test_a_waived_tenure_refuses_no_longer() -> None:
    with pytest.raises(StepRefused):
        judged("assess", YOUNG, JOKO, VALID["assess"])
    waived = replace(YOUNG, waivers=(waiver("R-ELG-01"),))
    prepared = judged("assess", waived, JOKO, VALID["assess"])
    assert prepared.findings[0].outcome is Outcome.waived


def test_a_waiver_of_a_rule_that_nobody_may_waive_opens_no_door() -> None:
    punished = dossier(discipline=(sanction(date(2026, 2, 1), None),), waivers=(waiver("R-ELG-04"),))
    with pytest.raises(StepRefused, match="A sanction of level sedang runs since 1 February 2026"):
        judged("assess", punished, JOKO, VALID["assess"])


# The separation of duties at the door


def test_the_person_and_the_spouse_are_stopped_though_they_hold_every_role() -> None:
    for edge in EDGES:
        was = edge.condition.removeprefix("suspended_in_") or None
        case = dossier(state=edge.source.value, suspended_from=was)
        if edge.condition == "between":
            case = dossier(state=edge.source.value, kind="ANTAR_PROV")
        for actor in (MELATI_ACTS, GALIH_ACTS):
            with pytest.raises(StepRefused, match="may take no step on it"):
                judged(edge.verb, case, actor, VALID.get(edge.verb), "Alasan.")


def test_who_chaired_the_team_does_not_approve_reject_or_annul() -> None:
    both = replace(JOKO, roles={**JOKO.roles, Role.authority: date(2020, 1, 1)})
    for verb, state in [("approve", "approval"), ("reject", "approval"), ("annul", "monitoring")]:
        with pytest.raises(StepRefused, match="You chaired its team"):
            judged(verb, dossier(state=state, steps=(assessed(),)), both, VALID.get(verb), "Alasan.")


def test_who_proposed_does_not_assess() -> None:
    both = replace(WATI, roles={Role.team_chair: date(2020, 1, 1)})
    with pytest.raises(StepRefused, match="You proposed it"):
        judged("assess", dossier(), both, VALID["assess"])


# Roles and their days


@pytest.mark.parametrize(("since", "fine"), [(TODAY, True), (date(2026, 6, 16), False)])
def test_a_role_holds_from_the_beginning_of_its_day(since: date, fine: bool) -> None:
    chair = account("kusuma", nip="197001011995031001")
    chair = replace(chair, roles={Role.team_chair: since})
    if fine:
        assert judged("assess", dossier(), chair, VALID["assess"]).held.role is Role.team_chair
    else:
        with pytest.raises(RoleMissing):
            judged("assess", dossier(), chair, VALID["assess"])


def test_only_the_proposer_withdraws_and_needs_no_role_for_it() -> None:
    roleless = replace(WATI, roles={})
    assert judged("withdraw", dossier(), roleless, note="Batal.").held.role is Role.proposer
    everything_else = account("segala", *(role for role in Role if role is not Role.proposer))
    with pytest.raises(RoleMissing):
        judged("withdraw", dossier(), everything_else, note="Batal.")


def test_of_several_roles_the_first_of_the_row_is_recorded() -> None:
    edge = replace(EDGES[0], roles=(Role.hr_head, Role.analyst))
    both, one = account("dua", Role.analyst, Role.hr_head), account("satu", Role.analyst)
    assert office_for(edge, both, dossier(), NOON, TODAY) == (Held(Role.hr_head), [])
    assert office_for(edge, one, dossier(), NOON, TODAY) == (Held(Role.analyst), [])


# Offices by mandate

APPROVABLE = dossier(state="approval", steps=(assessed(),))


def mandated(*mandates: Mandate, by_role: bool = False) -> Actor:
    """An account of the mayor's office, which is held by mandate since last year."""
    roles = (Role.authority,) if by_role else ()
    return replace(account("sekda", *roles), mandates=mandates, mandated={Role.authority: mandate().starts})


@pytest.mark.parametrize("capacity", [Capacity.definitif, Capacity.an, Capacity.ub])
def test_an_office_is_held_by_a_mandate_that_is_in_force(capacity: Capacity) -> None:
    prepared = judged("approve", APPROVABLE, mandated(mandate(capacity=capacity)), VALID["approve"])
    assert prepared.held == Held(Role.authority, mandate(capacity=capacity))


def test_a_role_counts_no_more_once_a_mandate_has_named_the_office() -> None:
    with pytest.raises(NoMandate) as caught:
        judged("approve", APPROVABLE, mandated(by_role=True), VALID["approve"])
    assert caught.value.sentence("id") == (
        "Jabatan Pejabat Pembina Kepegawaian dipegang berdasarkan mandat, dan akun sekda tidak memegang mandat yang "
        "berlaku sekarang. Lihat `mutasi mandate list`."
    )
    assert "The office Appointing authority is held by mandate" in caught.value.sentence("en")


@pytest.mark.parametrize(
    ("starts", "ends", "fine"),
    [
        (NOON, None, True),
        (NOON + timedelta(seconds=1), None, False),
        (NOON - timedelta(days=9), NOON + timedelta(seconds=1), True),
        (NOON - timedelta(days=9), NOON, False),
    ],
    ids=["begins now", "begins in a second", "ends in a second", "ends now"],
)
def test_a_mandate_begins_and_ends_at_its_second(starts: datetime, ends: datetime | None, fine: bool) -> None:
    actor = mandated(mandate(starts=starts, ends=ends))
    if fine:
        assert judged("approve", APPROVABLE, actor, VALID["approve"]).held.mandate == actor.mandates[0]
    else:
        with pytest.raises(NoMandate):
            judged("approve", APPROVABLE, actor, VALID["approve"])


@pytest.mark.parametrize("capacity", sorted(ACTING))
def test_whoever_only_acts_does_not_approve_and_does_what_is_not_strategic(capacity: Capacity) -> None:
    actor = mandated(mandate(capacity=capacity))
    with pytest.raises(StepRefused, match="takes no strategic personnel decision"):
        judged("approve", APPROVABLE, actor, VALID["approve"])
    consented = replace(APPROVABLE, documents=(*APPROVABLE.documents, paper("D12")))
    assert judged("approve", consented, actor, VALID["approve"]).held.capacity is capacity
    assert judged("suspend", APPROVABLE, actor, note="Menunggu.").held.capacity is capacity


def test_the_limits_of_a_mandate_hold_at_every_step() -> None:
    actor = mandated(mandate(capacity=Capacity.an, verbs=("approve",)))
    assert judged("approve", APPROVABLE, actor, VALID["approve"]).held.capacity is Capacity.an
    for verb in ("reject", "suspend", "send_back"):
        with pytest.raises(StepRefused, match="covers only the steps: Approve"):
            judged(verb, APPROVABLE, actor, note="Alasan.")


# Someone was faster


def test_who_comes_a_moment_too_late_learns_who_was_faster() -> None:
    last = LastEntry("assess", "joko", NOON, 4)
    with pytest.raises(Stepped) as caught:
        judged("assess", dossier(state="socialization", version=4), JOKO, VALID["assess"], last=last)
    assert caught.value.sentence("id") == (
        "Usulan 7 sudah berubah: joko mengambil langkah assess pada 15-06-2026 05.00 UTC (versi 4). "
        "Lihat kembali usulannya sebelum memutuskan."
    )


def test_a_step_that_nobody_has_just_taken_is_simply_not_there() -> None:
    last = LastEntry("suspend", "ratna", NOON, 4)
    with pytest.raises(NoSuchStep):
        judged("assess", dossier(state="socialization", version=4), JOKO, VALID["assess"], last=last)


def test_an_ended_proposal_has_no_verbs_to_offer() -> None:
    with pytest.raises(NoSuchStep) as caught:
        judged("submit", dossier(state="completed"), SARI)
    assert caught.value.sentence("id").endswith("Langkah yang ada: –.")


def test_the_verbs_that_are_offered_are_those_of_the_route_and_of_the_suspension() -> None:
    with pytest.raises(NoSuchStep) as caught:
        judged("approve", dossier(state="suspended", suspended_from="evaluation"), RATNA)
    assert caught.value.sentence("en").endswith("Verbs from there: resume.")
    with pytest.raises(NoSuchStep) as caught:
        judged("approve", dossier(state="suspended", suspended_from="monitoring"), RATNA)
    assert caught.value.sentence("en").endswith("Verbs from there: resume, annul.")


@pytest.mark.parametrize(
    ("asked", "version", "last", "error"),
    [
        (3, 4, LastEntry("assess", "joko", NOON, 4), Stepped),
        (5, 4, LastEntry("assess", "joko", NOON, 4), NewerVersion),
        (1, 0, None, NewerVersion),
    ],
)
def test_a_version_that_is_not_the_present_one_is_explained(
    asked: int, version: int, last: LastEntry | None, error: type[MutasiError]
) -> None:
    problem = stepped_since(cast(Ledger, OneCase(dossier(), SARI, last)), DESK, 7, asked, version)
    assert type(problem) is error
    assert str(version) in problem.sentence("id")
    assert str(version) in problem.sentence("en")


# The look before the step


def test_every_verb_of_the_state_is_shown_with_its_findings() -> None:
    found = looked(dossier(), JOKO)
    assert list(found) == ["assess", "send_back", "reject", "withdraw", "suspend"]
    assert [verb for verb, one in found.items() if one.allowed] == ["assess", "send_back", "reject"]
    assert [finding.rule for finding in found["withdraw"].findings] == ["R-KON-01"]
    assert {finding.rule for finding in found["assess"].findings} == asked("assess")


def test_a_verb_of_another_route_or_suspension_is_not_shown() -> None:
    assert "annul" not in looked(dossier(state="suspended", suspended_from="approval"), RATNA)
    assert "annul" in looked(dossier(state="suspended", suspended_from="monitoring"), RATNA)
    assert list(looked(dossier(state="socialization"), BAYU)).count("socialize") == 1


def test_a_rule_about_data_is_not_asked_before_there_are_any() -> None:
    found = looked(dossier(state="socialization"), BAYU)["socialize"]
    assert found.allowed
    assert [finding.rule for finding in found.findings] == ["R-KON-01", "R-WEN-01"]


def test_all_reasons_are_shown_before_the_click_the_missing_role_first() -> None:
    full = dossier(state="approval", occupancy=seats(holders=3, taken=(Taken(3, "800/3/2026", "Dimas Ardi"),)))
    shown = looked(full, WATI)["approve"]
    assert not shown.allowed
    assert [type(reason) for reason in shown.reasons] == [RoleMissing, StepRefused, StepRefused]
    assert "Dimas Ardi melalui usulan 3" in shown.reasons[1].sentence("id")
    assert "You proposed it" in shown.reasons[2].sentence("en")


WATCHED = dossier(state="monitoring", steps=(assessed(), approved(date(2025, 11, 3), day=date(2025, 10, 20))))
REVIEWS = [{**REVIEW, "date": day} for day in ("2025-12-03", "2026-02-02", "2026-05-04")]
HONEST = {**VALID, "conclude": {"reviews": REVIEWS, "conclusion": "Berhasil."}}


@pytest.mark.parametrize("actor", [SARI, BAYU, TUTI, JOKO, WATI, RATNA, MELATI_ACTS], ids=lambda actor: actor.account)
@pytest.mark.parametrize("case", [dossier(), YOUNG, AGAINST, dossier(state="draft"), WATCHED])
def test_what_is_refused_after_the_click_was_shown_before_it_in_the_same_words(case: Dossier, actor: Actor) -> None:
    for verb, shown in looked(case, actor).items():
        try:
            judged(verb, case, actor, HONEST.get(verb), "Alasannya jelas.")
            refusal = ""
        except MutasiError as problem:
            refusal = problem.sentence("id")
        assert shown.allowed == (refusal == "")
        if refusal:
            assert refusal.splitlines()[0] == shown.reasons[0].sentence("id").splitlines()[0]


def test_the_day_of_the_look_is_the_day_of_the_office() -> None:
    late = datetime(2026, 6, 14, 17, 30, tzinfo=UTC)
    chair = replace(JOKO, roles={Role.team_chair: TODAY})
    _, found = examine(cast(Ledger, OneCase(dossier(), chair)), 7, "joko", late)
    assert found[0].allowed
    _, found = examine(cast(Ledger, OneCase(dossier(), chair)), 7, "joko", late - timedelta(hours=1))
    assert not found[0].allowed
