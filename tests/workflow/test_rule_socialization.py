"""R-SOS-01: the person was told, could answer, and was answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.workflow.people import BAYU, dossier, find
from workflow.data import Socialize
from workflow.rules import RULES, Finding, Outcome

TALK = date(2026, 6, 1)


def heard(response: str, today: date = date(2026, 6, 15), **more: Any) -> Finding:
    told = Socialize.model_validate(
        {
            "date": TALK,
            "method": "Tatap muka",
            "participants": ["Melati Kuncoro"],
            "reasons": "Layanan digital kekurangan orang.",
            "response": response,
            **more,
        }
    )
    return find("R-SOS-01", dossier(state="socialization"), BAYU, "socialize", today, told=told)


def test_a_person_who_accepts_needs_no_answer() -> None:
    finding = heard("accepts")
    assert finding.outcome is Outcome.met
    assert finding.id == "Sosialisasi dilaksanakan 1 Juni 2026 dan tanggapan pegawai tercatat."
    assert finding.en == "The socialization took place on 1 June 2026 and the person's response is recorded."
    assert finding.as_json()["values"] == {
        "date": "2026-06-01",
        "response": "accepts",
        "answered": False,
        "answer_days": 7,
    }


@pytest.mark.parametrize("response", ["accepts_with_note", "objects", "silent"])
def test_every_other_response_is_to_be_answered(response: str) -> None:
    finding = heard(response)
    assert finding.blocks
    assert finding.id == "answer: tanggapan pegawai belum dijawab. Isi jawaban instansi atas tanggapan itu."
    assert finding.en == ("answer: the person's response has not been answered. Give the agency's answer to it.")
    assert heard(response, answer="Sudah dijelaskan.").outcome is Outcome.met


def test_an_objection_is_no_veto() -> None:
    assert heard("objects", response_note="Rumah jauh.", answer="Disediakan kendaraan.").outcome is Outcome.met


@pytest.mark.parametrize(
    ("today", "outcome"),
    [
        (date(2026, 6, 1), Outcome.unmet),
        (date(2026, 6, 7), Outcome.unmet),
        (date(2026, 6, 8), Outcome.met),
        (date(2026, 6, 30), Outcome.met),
    ],
    ids=["on the day itself", "on the last day for an answer", "on the day after", "weeks later"],
)
def test_silence_counts_once_the_last_day_for_an_answer_is_over(today: date, outcome: Outcome) -> None:
    assert heard("silent", today, answer="Dianggap menerima.").outcome is outcome


def test_the_person_is_given_time_until_a_day_that_is_named() -> None:
    finding = heard("silent", date(2026, 6, 3), answer="Dianggap menerima.")
    assert finding.blocks
    assert finding.id == "Pegawai masih dapat menjawab sampai 7 Juni 2026. Tunggu jawabannya."
    assert finding.en == "The person may still answer until 7 June 2026. Wait for the answer."


def test_the_rule_waits_for_the_data_of_the_verb() -> None:
    assert RULES["R-SOS-01"].needs_data
