"""What happens in the sample city: one proposal for every row of the process table, with days and data.

The plan is computed from the table, so that a new row brings a new proposal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflow.authority import Kind
from workflow.machine import Case, fire
from workflow.process import ASIDE, EDGES, Edge, verbs_from
from workflow.states import State

TODAY = date(2026, 11, 2)
"""The day on which the sample's people, workloads and appraisals were put together."""

SUSPENDED = "suspended_in_"

GAPS = {
    **{"submit": 2, "establish_need": 4, "assess": 6, "socialize": 8, "consent": 5, "advise": 8, "approve": 5},
    **{"implement": 12, "correct": 30, "conclude": 183},
}
"""Verb → days since the step before it; three for those that are not named."""

EXTRA = (
    *(("INTERNAL", ()),) * 3,
    *(("INTERNAL", ("submit",)),) * 2,
    *(("INTERNAL", ("submit", "establish_need", "assess", "socialize")),) * 3,
)
"""Further proposals, so that every desk has some work: drafts, new ones, and some to approve."""

PROPOSER = "pengusul"
MAYOR, ORIGIN, REGIONAL_OFFICE = "Ratna Permadi", "Teuku Iskandar", "Bagus Hartono"

ACCOUNTS = {
    "submit": "analis",
    "establish_need": "kepala",
    "assess": "ketua",
    "socialize": "petugas",
    "consent": ORIGIN,
    "advise": REGIONAL_OFFICE,
    "approve": MAYOR,
    "implement": "kepala",
    "correct": "kepala",
    "conclude": "kepala",
    "withdraw": PROPOSER,
    "suspend": MAYOR,
    "resume": MAYOR,
    "annul": MAYOR,
}
"""Verb → the sample account that takes it; others go by the state."""

BY_STATE = {
    State.needs_analysis: "kepala",
    State.evaluation: "ketua",
    State.socialization: "petugas",
    State.consent: ORIGIN,
    State.advice: REGIONAL_OFFICE,
    State.approval: MAYOR,
}
"""Who sends back or rejects; at socialization the head rejects."""


@dataclass(frozen=True)
class Step:
    """One step of the story: the day, the verb, who takes it."""

    day: date
    verb: str
    account: str


@dataclass(frozen=True)
class Plan:
    """One proposal of the story; `started` is the day on which it is written."""

    kind: str
    started: date
    steps: tuple[Step, ...]

    @property
    def tmt(self) -> date:
        """The date of effect that its approval will fix: a week after the approval."""
        return next(step.day for step in self.steps if step.verb == "approve") + timedelta(days=7)


def plans() -> list[Plan]:
    """Every proposal of the story, by the day on which it is written."""
    wanted = [*((kind_of(edge), path_along(edge)) for edge in EDGES), *EXTRA]
    made = [_dated(kind, verbs, last_day(place)) for place, (kind, verbs) in enumerate(wanted)]
    return sorted(made, key=lambda plan: plan.started)


def kind_of(edge: Edge) -> str:
    """The kind of transfer on which a row can be walked."""
    names = {edge.source, edge.target, edge.condition.removeprefix(SUSPENDED)}
    between = edge.condition == "between" or names & {State.consent, State.advice}
    return "KABKOTA_SATU_PROV" if between else "INTERNAL"


def path_along(edge: Edge) -> tuple[str, ...]:
    """The verbs from a draft along a row, that row's verb last."""
    between = kind_of(edge) != "INTERNAL"
    if edge.source is State.suspended:
        return (*path_to(State(edge.condition.removeprefix(SUSPENDED)), between), "suspend", edge.verb)
    return (*path_to(edge.source, between), edge.verb)


def path_to(goal: State, between: bool) -> tuple[str, ...]:
    """The shortest way from a draft to a state, by verbs that carry on."""
    ways: deque[tuple[State, tuple[str, ...]]] = deque([(State.draft, ())])
    while ways:
        state, verbs = ways.popleft()
        if state is goal:
            return verbs
        for verb in verbs_from(state):
            target = fire(verb, Case(state.value, between)) if verb not in ASIDE else None
            if target is not None and target is not state:
                ways.append((target, (*verbs, verb)))
    raise ValueError(f"no way to {goal}")


def last_day(place: int) -> date:
    """When a plan ends: spread over the five weeks before the sample's day."""
    return TODAY - timedelta(days=3 + place * 7 % 34)


def _dated(kind: str, verbs: tuple[str, ...], end: date) -> Plan:
    days = [end]
    for verb in reversed(verbs):
        days.insert(0, days[0] - timedelta(days=GAPS.get(verb, 3)))
    workdays = [_workday(day) for day in days]
    return Plan(kind, workdays[0], tuple(_steps(kind, verbs, workdays[1:])))


def _workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _steps(kind: str, verbs: tuple[str, ...], days: list[date]) -> Iterator[Step]:
    case = Case(State.draft.value, Kind(kind).between_agencies)
    for verb, day in zip(verbs, days, strict=True):
        account = ACCOUNTS.get(verb) or BY_STATE[State(case.state)]
        if (verb, case.state) == ("reject", State.socialization):
            account = "kepala"
        yield Step(day, verb, account)
        case.suspended_from = case.state if verb == "suspend" else case.suspended_from
        fire(verb, case)


def data_for(step: Step, plan: Plan, place: int, post: str) -> dict[str, Any]:
    """What a step is told; `place` varies the answers, `post` is the post that letters name."""
    before = step.day - timedelta(days=1)
    told = DATA.get(step.verb)
    return told(plan, before, place, post) if told else {}


def _letter(office: str, day: date, place: int) -> dict[str, str]:
    return {"number": f"800.1.3.1/{100 + place}/{office}/{day.year}", "date": day.isoformat()}


def _assess(plan: Plan, day: date, place: int, post: str) -> dict[str, Any]:
    return {
        "team": [
            {"name": "Drs. Made Wirawan, M.Si.", "capacity": "official"},
            {"name": "Yohana Tambunan, S.AP.", "capacity": "asn"},
            {"name": "Dr. Ilham Paturusi", "capacity": "expert"},
        ],
        "recommendation": "not_recommend" if place % 17 == 5 else "recommend",
        "considerations": CONSIDERATIONS[place % len(CONSIDERATIONS)],
    }


CONSIDERATIONS = (
    "Kualifikasi dan kompetensi sesuai dengan persyaratan jabatan, dan unit asal masih dapat menjalankan pelayanan.",
    "Kinerja dua tahun terakhir baik; perpindahan mengisi kekurangan tenaga pada unit tujuan.",
    "Pengalaman pegawai pada bidang yang sama mempersingkat masa penyesuaian di unit tujuan.",
)

RESPONSES = ("accepts", "accepts", "accepts_with_note", "accepts", "objects")


def _socialize(plan: Plan, day: date, place: int, post: str) -> dict[str, Any]:
    response = RESPONSES[place % len(RESPONSES)]
    told = {
        "date": day.isoformat(),
        "method": "tatap muka",
        "participants": [
            "Pegawai yang bersangkutan",
            "Kepala unit asal",
            "Kepala unit tujuan",
            "Pengelola kepegawaian",
        ],
        "reasons": "Unit tujuan kekurangan tenaga menurut analisis beban kerja, dan kompetensi pegawai sesuai.",
        "response": response,
    }
    if response == "accepts_with_note":
        told |= {
            "response_note": "Bersedia; mohon waktu dua minggu untuk serah terima pekerjaan.",
            "answer": "Disetujui; tanggal mulai berlaku mempertimbangkan serah terima.",
        }
    if response == "objects":
        told |= {
            "response_note": "Berkeberatan karena jarak rumah ke unit tujuan lebih jauh.",
            "answer": "Kebutuhan pelayanan lebih mendesak; jadwal kerja akan disesuaikan selama masa peralihan.",
        }
    return told


def _others_letter(plan: Plan, day: date, place: int, post: str) -> dict[str, Any]:
    return {"letter": _letter("RI", day, place), "post": post}


def _approve(plan: Plan, day: date, place: int, post: str) -> dict[str, Any]:
    told: dict[str, Any] = {"tmt": plan.tmt.isoformat()}
    if plan.kind != "INTERNAL":
        told["letter"] = _letter("GUB", day, place)
    return told


def _implement(plan: Plan, day: date, place: int, post: str) -> dict[str, Any]:
    letter = _letter("SPMT", plan.tmt, place)
    return {"spmt": letter, "handover": None, "oath": None, "started": plan.tmt.isoformat()}


def _correct(plan: Plan, day: date, place: int, post: str) -> dict[str, Any]:
    return {
        "finding": "Waktu tunggu layanan di unit asal bertambah.",
        "step": "Menambah satu petugas loket secara bergiliran.",
        "owner": "Kepala unit asal",
        "due": (day + timedelta(days=30)).isoformat(),
    }


def _conclude(plan: Plan, day: date, place: int, post: str) -> dict[str, Any]:
    days = (plan.tmt + timedelta(days=interval) for interval in (30, 90, 180))
    return {
        "reviews": [
            {
                "date": min(review, day).isoformat(),
                "person": "Menyesuaikan diri dengan baik dan memenuhi target kinerja.",
                "unit": "Antrean pelayanan berkurang sejak kedatangan pegawai.",
                "origin_unit": "Pelayanan berjalan seperti semula.",
                "adverse": False,
                "measure": {"name": "Rata-rata waktu tunggu", "before": "45 menit", "after": "31 menit"},
            }
            for review in days
        ],
        "conclusion": "Mutasi mencapai tujuannya; tidak diperlukan tindakan lanjutan.",
    }


DATA = {
    "assess": _assess,
    "socialize": _socialize,
    "consent": _others_letter,
    "advise": _others_letter,
    "approve": _approve,
    "implement": _implement,
    "correct": _correct,
    "conclude": _conclude,
}
"""Verb → what it is told in the story."""

NOTES = {
    "approve": "Disetujui karena kebutuhan pelayanan mendesak.",
    "send_back": "Uraian tugas unit tujuan perlu dilengkapi.",
    "reject": "Kebutuhan unit tujuan akan dipenuhi melalui pengadaan pegawai.",
    "withdraw": "Unit pengusul menata ulang kebutuhannya.",
    "suspend": "Menunggu hasil pemeriksaan atas keberatan yang masuk.",
    "resume": "Pemeriksaan selesai; tidak ada halangan.",
    "annul": "Terdapat kekeliruan data yang memengaruhi dasar keputusan.",
}
"""Verb → the reason that is given in the story."""
