"""R-WKT-01 to R-WKT-03: advice in 15 working days, appointment and inauguration in 30."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import PRANATA, RATNA, TUTI, dossier, find, step, target
from workflow.data import Implement, Letter
from workflow.dossier import StepFacts
from workflow.parameters import ParameterFacts
from workflow.planning.working_days import WorkingDays
from workflow.rules import Finding, Outcome, Severity

HOLIDAYS = WorkingDays({date(2026, 5, 1): "Hari Buruh", date(2026, 5, 14): "Kenaikan Yesus Kristus"})


def letter(day: str) -> dict[str, Any]:
    return {"letter": {"number": "1/2026", "date": day}, "post": PRANATA.code}


def consented(day: date) -> StepFacts:
    return step("consent", 5, day, data=letter("2026-04-01"))


def advice(day: str) -> StepFacts:
    return step("advise", 6, date(2026, 6, 1), data=letter(day))


def approval(day: date, transfer: str | None = None) -> StepFacts:
    data = {"tmt": "2026-07-01", **(letter(transfer) if transfer else {})}
    return step("approve", 7, day, data=data, actor="ratna", actor_nip=None)


# R-WKT-01


def adviced(*steps: StepFacts, kind: str = "ANTAR_PROV", **told: Any) -> Finding:
    return find("R-WKT-01", dossier(kind=kind, steps=steps), RATNA, "approve", **told)


@pytest.mark.parametrize(("came", "met"), [("2026-04-20", True), ("2026-05-15", True), ("2026-05-18", False)])
def test_r_wkt_01_fifteen_working_days_are_counted_from_the_consent(came: str, met: bool) -> None:
    finding = adviced(consented(date(2026, 4, 24)), advice(came))
    assert (finding.outcome is Outcome.met) == met
    assert finding.severity is Severity.info
    assert not finding.blocks


def test_r_wkt_01_holidays_are_not_counted() -> None:
    late = adviced(consented(date(2026, 4, 24)), advice("2026-05-19"), working_days=lambda: HOLIDAYS)
    assert late.outcome is Outcome.met
    assert late.as_json()["values"] == {
        **{"since": "2026-04-24", "date": "2026-05-19", "limit_days": 15, "days": 15, "due": "2026-05-19"},
    }


def test_r_wkt_01_what_came_late_is_said_with_the_day_that_was_due() -> None:
    finding = adviced(consented(date(2026, 4, 24)), advice("2026-06-02"))
    assert finding.id == (
        "Pertimbangan teknis bertanggal 2 Juni 2026, melampaui tenggat 15 hari kerja (15 Mei 2026). "
        "Catat sebab keterlambatannya."
    )
    assert finding.en == (
        "The technical advice is dated 2 June 2026, past the limit of 15 working days (15 May 2026). Note down why."
    )
    assert finding.values["days"] == 27


def test_r_wkt_01_an_agency_may_set_another_limit() -> None:
    shorter = ParameterFacts("R-WKT-01", "days", "ANTAR_PROV", "5", date(2026, 1, 1), None)
    case = dossier(kind="ANTAR_PROV", steps=(consented(date(2026, 4, 24)), advice("2026-05-04")), parameters=(shorter,))
    assert find("R-WKT-01", case, RATNA, "approve").outcome is Outcome.unmet
    assert find("R-WKT-01", replace(case, parameters=()), RATNA, "approve").outcome is Outcome.met


def test_r_wkt_01_within_one_agency_nothing_is_counted() -> None:
    finding = adviced(kind="INTERNAL")
    assert (finding.outcome, finding.id) == (
        Outcome.met,
        "Pertimbangan teknis tidak diperlukan dalam satu instansi.",
    )


def test_r_wkt_01_a_date_that_nobody_knows_is_not_in_time() -> None:
    erased = step("consent", 5, date.min), step("advise", 6, date.min)
    for steps in ((), erased, (consented(date(2026, 4, 24)),)):
        finding = adviced(*steps)
        assert finding.outcome is Outcome.unmet
        assert finding.id == (
            "Pertimbangan teknis: tenggatnya tidak dapat dihitung karena tanggalnya tidak tercatat. "
            "Periksa surat aslinya."
        )


# R-WKT-02


def appointed(*steps: StepFacts, kind: str = "ANTAR_PROV") -> Finding:
    return find("R-WKT-02", dossier(kind=kind, steps=steps, state="implementation"), TUTI, "implement")


@pytest.mark.parametrize(("day", "met"), [(date(2026, 5, 13), True), (date(2026, 5, 14), False)])
def test_r_wkt_02_the_appointment_comes_thirty_working_days_after_the_transfer_decree(day: date, met: bool) -> None:
    finding = appointed(approval(day, "2026-04-01"))
    assert (finding.outcome is Outcome.met) == met
    assert (finding.severity, finding.blocks) == (Severity.warn, False)
    if not met:
        assert finding.id == (
            "Pengangkatan oleh instansi penerima bertanggal 14 Mei 2026, melampaui tenggat 30 hari kerja "
            "(13 Mei 2026). Catat sebab keterlambatannya."
        )


def test_r_wkt_02_within_one_agency_there_is_no_transfer_decree_of_others() -> None:
    finding = appointed(approval(date(2026, 5, 14)), kind="INTERNAL")
    assert (finding.outcome, finding.id) == (Outcome.met, "Keputusan pemindahan tidak diperlukan dalam satu instansi.")


def test_r_wkt_02_an_approval_whose_payload_was_erased_is_not_in_time() -> None:
    assert appointed(step("approve", 7, date.min)).outcome is Outcome.unmet


# R-WKT-03


def inaugurated(oath: str | None, kind: str = "fungsional", approved: date = date(2026, 4, 1)) -> Finding:
    sworn = Letter(number="BA/1", date=date.fromisoformat(oath)) if oath else None
    told = Implement(
        spmt=Letter(number="S/1", date=date(2026, 6, 1)), handover=None, oath=sworn, started=date(2026, 6, 1)
    )
    case = dossier(state="implementation", steps=(approval(approved),), target=target(kind=kind))
    return find("R-WKT-03", case, TUTI, "implement", told=told)


@pytest.mark.parametrize(("oath", "met"), [("2026-04-02", True), ("2026-05-13", True), ("2026-05-14", False)])
def test_r_wkt_03_the_oath_is_taken_within_thirty_working_days_of_the_decree(oath: str, met: bool) -> None:
    finding = inaugurated(oath)
    assert (finding.outcome is Outcome.met) == met
    assert (finding.severity, finding.blocks) == (Severity.warn, False)
    if not met:
        assert "Pelantikan bertanggal 14 Mei 2026, melampaui tenggat 30 hari kerja (13 Mei 2026)" in finding.id


def test_r_wkt_03_where_no_oath_is_asked_none_is_late() -> None:
    finding = inaugurated(None, "pelaksana")
    assert (finding.outcome, finding.id) == (Outcome.met, "Sumpah jabatan tidak diperlukan untuk jabatan ini.")
    assert inaugurated("2026-05-14", "pelaksana").outcome is Outcome.unmet
    assert inaugurated(None, "jpt").outcome is Outcome.unmet


def test_r_wkt_03_a_decree_whose_payload_was_erased_gives_no_limit() -> None:
    assert inaugurated("2026-05-14", approved=date.min).outcome is Outcome.unmet
