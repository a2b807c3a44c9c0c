"""R-KBR-01: an objection is seen, with its clock, wherever the case goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import TUTI, approved, dossier, find, step
from workflow.dossier import ObjectionFacts
from workflow.parameters import ParameterFacts
from workflow.planning.working_days import WorkingDays
from workflow.rules import Finding, Outcome, Severity

DECREE = approved(date(2026, 7, 1), day=date(2026, 6, 1))
OPEN = ObjectionFacts(4, DECREE.number, date(2026, 6, 8), "Jarak terlalu jauh.", None, None, None)
ANSWERED = replace(OPEN, outcome="dismissed", answer="Ada mes dinas.", answered=date(2026, 6, 12))


def objected(*objections: ObjectionFacts, today: date = date(2026, 6, 15), **facts: Any) -> Finding:
    told = {name: facts.pop(name) for name in ("working_days",) if name in facts}
    case = dossier(state="implementation", objections=objections, **{"steps": (DECREE,), **facts})
    return find("R-KBR-01", case, TUTI, "implement", today, **told)


def test_r_kbr_01_an_open_objection_is_named_with_the_day_on_which_its_answer_is_due() -> None:
    finding = objected(OPEN)
    assert (finding.severity, finding.outcome, finding.blocks) == (Severity.info, Outcome.unmet, False)
    assert finding.id == (
        "Keberatan yang diterima 8 Juni 2026 belum dijawab; batasnya 7 Juli 2026 (21 hari kerja). "
        "Jawab dengan `mutasi answer 4`."
    )
    assert finding.en == (
        "The objection received on 8 June 2026 has no answer yet; it is due on 7 July 2026 (21 working days). "
        "Answer it with `mutasi answer 4`."
    )


def test_r_kbr_01_the_values_hold_both_limits_and_every_objection() -> None:
    finding = objected(ANSWERED, replace(OPEN, id=5, received=date(2026, 6, 15)))
    assert finding.as_json()["values"] == {
        **{"date": "2026-06-01", "limit_days": 14, "answer_days": 21, "file_until": "2026-06-19"},
        "objections": [
            {"received": "2026-06-08", "due": "2026-07-07", "outcome": "dismissed", "answered_on": "2026-06-12"},
            {"received": "2026-06-15", "due": "2026-07-14", "outcome": None, "answered_on": None},
        ],
    }
    assert "Jarak" not in str(finding.values)


def test_r_kbr_01_answered_objections_wait_for_nothing() -> None:
    finding = objected(ANSWERED)
    assert (finding.outcome, finding.id) == (Outcome.met, "Semua keberatan sudah dijawab.")


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2026, 6, 19), "Tidak ada keberatan; pegawai dapat mengajukannya sampai 19 Juni 2026."),
        (date(2026, 6, 20), "Tidak ada keberatan; masanya berakhir 19 Juni 2026."),
    ],
)
def test_r_kbr_01_without_an_objection_the_time_for_one_is_said(today: date, sentence: str) -> None:
    finding = objected(today=today)
    assert (finding.outcome, finding.id) == (Outcome.met, sentence)


@pytest.mark.parametrize("steps", [(), (step("approve", 5, date.min),)], ids=["none", "erased"])
def test_r_kbr_01_without_a_decree_no_time_runs(steps: Any) -> None:
    finding = objected(steps=steps)
    assert (finding.outcome, finding.id) == (Outcome.met, "Belum ada keputusan yang dapat diajukan keberatan.")
    assert finding.values["file_until"] is None


def test_r_kbr_01_holidays_and_the_agency_s_own_limits_are_counted() -> None:
    off = WorkingDays({date(2026, 6, 17): "Tahun Baru Islam"})
    assert objected(OPEN, working_days=lambda: off).values["file_until"] == date(2026, 6, 22)
    own = (
        ParameterFacts("R-KBR-01", "days", None, "20", date(2026, 1, 1), None),
        ParameterFacts("R-KBR-01", "answer_days", None, "10", date(2026, 1, 1), None),
    )
    finding = objected(OPEN, parameters=own)
    assert finding.values["file_until"] == date(2026, 6, 29)
    assert "batasnya 22 Juni 2026 (10 hari kerja)" in finding.id
