"""R-PLK-01 and R-PLK-02: the oath where the post asks for it, the start of duty, the hand-over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.people import DOSSIER, PUSTAKAWAN, TODAY, TUTI, approved, dossier, find, step, target
from tests.workflow.test_data import VALID
from workflow.data import Implement, Letter
from workflow.dossier import Origin
from workflow.errors import InvalidData
from workflow.hearing import read
from workflow.rules import Finding, Outcome, Severity

LETTER = Letter(number="800/12/2026", date=date(2026, 6, 12))
TMT = approved(date(2026, 6, 12))


def found(rule: str, *, oath: Letter | None = None, handover: Letter | None = None, **facts: Any) -> Finding:
    told = Implement(spmt=LETTER, handover=handover, oath=oath, started=date(2026, 6, 12))
    case = dossier(state="implementation", **{"steps": (TMT,), **facts})
    return find(rule, case, TUTI, "implement", told=told)


# R-PLK-01


@pytest.mark.parametrize("kind", ["jpt", "administrator", "pengawas", "fungsional"])
def test_r_plk_01_these_posts_are_taken_up_under_oath(kind: str) -> None:
    without = found("R-PLK-01", target=target(kind=kind))
    assert without.blocks
    assert without.id == (
        f"oath: jabatan Pranata Komputer Ahli Muda ({kind}) diduduki setelah pelantikan dan sumpah. "
        "Isi nomor dan tanggal berita acara sumpah jabatan."
    )
    assert "is taken up under oath. Give number and date" in without.en
    sworn = found("R-PLK-01", oath=LETTER, target=target(kind=kind))
    assert sworn.outcome is Outcome.met
    assert sworn.id == "Surat pernyataan melaksanakan tugas dan berita acara sumpah jabatan tercatat."
    assert sworn.en == "The statement of taking up duty and the minutes of the oath are on record."


def test_r_plk_01_a_pelaksana_needs_the_statement_of_duty_only() -> None:
    finding = found("R-PLK-01", target=target(kind="pelaksana"))
    assert finding.outcome is Outcome.met
    assert finding.id == "Surat pernyataan melaksanakan tugas tercatat."
    assert finding.en == "The statement of taking up duty is on record."
    assert finding.as_json()["values"] == {
        **{"tmt": "2026-06-12", "post_kind": "pelaksana", "spmt": "800/12/2026", "spmt_date": "2026-06-12"},
        "oath": None,
    }


def test_r_plk_01_without_a_date_of_effect_nothing_is_implemented() -> None:
    erased = step("approve", 5, date.min, data={})
    finding = found("R-PLK-01", oath=LETTER, steps=(erased,))
    assert finding.blocks
    assert finding.id.startswith("TMT mutasi ini tidak tercatat lagi")


# R-PLK-02


def left(kind: str) -> dict[str, Any]:
    """A move away from a post of this kind."""
    origin = DOSSIER.origin
    return {"steps": (TMT,), "origin": replace(origin, post=replace(origin.post, kind=kind))}


@pytest.mark.parametrize("kind", ["jpt", "administrator", "pengawas"])
def test_r_plk_02_a_post_with_charge_is_handed_over(kind: str) -> None:
    without = found("R-PLK-02", **left(kind))
    assert (without.severity, without.outcome) == (Severity.warn, Outcome.unmet)
    assert without.id == (
        "handover: berita acara serah terima belum tercatat, padahal jabatan yang ditinggalkan "
        f"({kind}) memegang tanggung jawab. Susulkan berita acaranya."
    )
    handed = found("R-PLK-02", handover=LETTER, **left(kind))
    assert handed.outcome is Outcome.met
    assert handed.values == {"post_kind": kind, "number": "800/12/2026", "date": date(2026, 6, 12)}


@pytest.mark.parametrize("kind", ["fungsional", "pelaksana"])
def test_r_plk_02_other_posts_need_no_hand_over(kind: str) -> None:
    finding = found("R-PLK-02", **left(kind))
    assert (finding.outcome, finding.id) == (Outcome.met, "Jabatan yang ditinggalkan tidak memerlukan serah terima.")


def test_r_plk_02_without_the_approval_the_post_of_today_is_asked() -> None:
    origin = Origin(replace(PUSTAKAWAN, kind="pengawas"), DOSSIER.origin.unit, date(2020, 1, 1), None)
    assert found("R-PLK-02", steps=(), origin=origin).outcome is Outcome.unmet
    assert found("R-PLK-02", steps=(step("approve", 5, date.min),)).outcome is Outcome.met


def test_an_oath_before_its_decree_cannot_be_true() -> None:
    case = dossier(state="implementation", steps=(TMT,))
    data = {**VALID["implement"], "oath": {"number": "BA/1", "date": "2026-06-09"}}
    with pytest.raises(InvalidData) as caught:
        read("implement", data, None, case, TODAY)
    assert caught.value.sentence("id") == (
        "oath.date: sumpah jabatan (9 Juni 2026) mendahului keputusannya (10 Juni 2026). Periksa tanggalnya."
    )
    assert caught.value.sentence("en") == (
        "oath.date: the oath (9 June 2026) is before its decree (10 June 2026). Check the date."
    )
    same_day = {**data, "oath": {"number": "BA/1", "date": "2026-06-10"}}
    assert read("implement", same_day, None, case, TODAY)
