"""The yearly report as a PDF says what was counted, in words of the agency."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from documents.report import draw
from storage.agency import default_agency

AGENCY = default_agency("Pemerintah Kota Samudra Jaya", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia")
ENDS = {"before": {"holders": 4, "short": 2, "over": 0}, "after": {"holders": 5, "short": 1, "over": 0}}
UNIT = {"unit": "1.02", "name": "Dinas Kesehatan", "need": 6, "in": 1, "out": 0, **ENDS}
EMPTY: dict[str, Any] = {
    **{"year": 2026, "from": date(2026, 1, 1), "to": date(2026, 12, 31), "agency": AGENCY.name},
    "moves": {"total": 0, "within": 0, "kinds": {}, "unknown_origin": 0},
    **{"units": [], "total": {"need": 0, "in": 0, "out": 0, **ENDS}},
    "decrees": {"issued": {}, "void": []},
    **{"proposals": [], "adverse": [], "objections": [], "stages": []},
    "rules": {"unmet": [], "waived": []},
    **{"steps": 0, "erased": 0},
}
FULL: dict[str, Any] = EMPTY | {
    "moves": {"total": 1, "within": 1, "kinds": {"INTERNAL": 1}, "unknown_origin": 1},
    **{"units": [UNIT, UNIT | {"name": "Dinas Perikanan", "in": 0}], "total": UNIT},
    "decrees": {
        "issued": {"approve": 1},
        "void": [{"number": "7/SK/2026", "verb": "approve", "reason": "Batal <lagi>."}],
    },
    "proposals": [{"kind": "INTERNAL", "carried": 1, "new": 1234, "states": {"draft": 2, "completed": 3}}],
    "adverse": [
        {
            **{"proposal": 1, "verb": "conclude", "decree": "8/2026", "date": "2026-12-01", "unit": "Dinas Kesehatan"},
            **{"post": "Perawat", "finding": "Antrean panjang.", "step": None, "owner": None, "due": None},
        }
    ],
    "objections": [
        {
            **{"id": 1, "proposal": 1, "decree": "7/SK/2026", "received": date(2026, 6, 2), "outcome": None},
            **{"answered": None, "due": date(2026, 7, 1), "days": None, "late": 0},
        }
    ],
    "stages": [{"state": "draft", "count": 2, "median": 0, "longest": 0, "proposal": 1}],
    "rules": {"unmet": [{"rule": "R-ELG-02", "severity": "info", "count": 3}], "waived": []},
    **{"steps": 10, "erased": 2},
}
KINDS = {"INTERNAL": "Dalam satu instansi"}


def read(report: dict[str, Any], **more: Any) -> str:
    """The text of the PDF on one line."""
    told = {"agency": AGENCY, "kinds": KINDS, "rehearsal": False} | more
    pages = PdfReader(io.BytesIO(draw(report, **told))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_everything_that_was_counted_is_printed() -> None:
    text = read(FULL)
    for words in (
        *("PEMERINTAH KOTA SAMUDRA JAYA", "1 Januari 2026 sampai dengan 31 Desember 2026", "Dinas Kesehatan"),
        *("Dalam satu instansi", "1.234", "Keputusan Mutasi", "7/SK/2026 Batal <lagi>.", "Antrean panjang."),
        *("belum dijawab, tenggat 1 Juli 2026", "R-ELG-02 PP 11/2017", "isi 2 langkah telah dihapus", "Asal 1 mutasi"),
    ):
        assert words in text, words


def test_units_that_nobody_came_to_or_left_are_only_in_the_sum() -> None:
    text = read(FULL)
    assert "Dinas Perikanan" not in text
    assert "Seluruh instansi, 2 unit" in text


def test_a_report_without_figures_says_so_in_each_part() -> None:
    text = read(EMPTY)
    for words in ("Tidak ada mutasi", "Tidak ada usulan", "Tidak ada tahap", "Tidak ada keputusan", "Tidak ada temuan"):
        assert words in text
    assert "Tidak ada keberatan" in text


def test_a_rehearsal_marks_every_page() -> None:
    units = [UNIT | {"name": f"Unit {number}"} for number in range(80)]
    report = FULL | {"units": units}
    pages = PdfReader(io.BytesIO(draw(report, AGENCY, KINDS, rehearsal=True))).pages
    assert len(pages) > 2
    assert all("DEMO" in page.extract_text() for page in pages)
    assert "DEMO" not in read(report)


@pytest.mark.parametrize(("paper", "height"), [("F4", 330), ("A4", 297)])
def test_the_report_is_on_the_agencys_paper(paper: str, height: int) -> None:
    drawn = PdfReader(io.BytesIO(draw(EMPTY, replace(AGENCY, paper=paper), KINDS, rehearsal=False)))
    assert float(drawn.pages[0].mediabox.height) / 72 * 25.4 == pytest.approx(height, abs=0.5)


def test_a_character_that_no_face_has_does_not_stop_the_report() -> None:
    assert "Dinas ? Kesehatan" in read(FULL | {"units": [UNIT | {"name": "Dinas 衛 Kesehatan"}]})
