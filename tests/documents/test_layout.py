"""How a decree breaks over pages: nothing leaves the margins, and no signature stands alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest

from documents import binding, render
from documents.catalogue import sample
from tests.documents.golden import text as lines_of
from tests.documents.golden import together
from tests.documents.orders import order
from workflow.copies import CopyKind, copy_order, excerpts

MILLIMETRE = 72 / 25.4

RIGHT = {"F4": 195, "A4": 190}
"""Paper → where its text ends, in millimetres from the left."""

HANGING = 1.5
"""Millimetres: the blank at the end of a line may hang out."""

NAME = "Dr. Ir. I Gusti Ngurah Agung Oka Suryadharma Wirabuana Hutagalung, S.Kep., Ns., M.Kes., Sp.Kep.M.B."
POST = "Pranata Laboratorium Kesehatan Ahli Madya pada Bidang Pelayanan Penunjang Medik dan Keperawatan"
UNIT = "UPTD Pusat Kesehatan Masyarakat Rawat Inap Kecamatan Telaga Sari Utara dan Telaga Sari Hilir"

ENDLESS = "Pertimbangan" * 12


def pages(pdf: bytes) -> Iterator[Any]:
    file = pypdfium2.PdfDocument(pdf)
    for page in file:
        yield page.get_textpage()
    file.close()


def reach(pdf: bytes) -> float:
    """How far to the right any letter reaches, in millimetres."""
    return max(text.get_charbox(index)[2] / MILLIMETRE for text in pages(pdf) for index in range(text.count_chars()))


def lengthy(told: dict[str, Any]) -> None:
    case = told["cases"][0]
    dossier = case["dossier"]
    dossier["person"].update(name=NAME, full_name=NAME)
    for seat in (dossier["origin"], dossier["target"]):
        seat["post"]["name"], seat["unit"]["name"] = POST, UNIT
    case["findings"] = (case["findings"] * 8)[:8]
    case["note"] = case["note"] and f"{ENDLESS} " * 8
    for name in ("considerations", "finding", "step", "reasons", "answer", "conclusion"):
        if name in case["data"]:
            case["data"][name] = "Dipandang perlu menata kembali penempatan pegawai. " * 40
    for member in case["data"].get("team", ()):
        member["name"] = NAME


@pytest.mark.parametrize("paper", RIGHT)
@pytest.mark.parametrize("verb", ["approve", "assess", "socialize", "implement", "conclude", "reject"])
def test_long_names_posts_and_words_stay_within_the_margins(verb: str, paper: str) -> None:
    def change(told: dict[str, Any]) -> None:
        lengthy(told)
        told["agency"]["paper"] = paper

    assert reach(render.draw(order(verb, change))) < RIGHT[paper] + HANGING


def test_a_letter_beyond_the_margin_is_found() -> None:
    def change(told: dict[str, Any]) -> None:
        told["number"] = "800.1.3.3/" * 12

    assert reach(render.draw(order("submit", change))) > RIGHT["F4"] + HANGING


@pytest.mark.parametrize("words", range(0, 200, 20))
def test_at_least_two_dictums_travel_with_the_signature(words: int) -> None:
    told = order("suspend", lambda told: told["cases"][0].update(note="pertimbangan " * words + "selesai"))
    text = [page.get_text_range() for page in pages(render.draw(told))]
    last = next(page for page in text if "Ditetapkan di" in page)
    assert len(re.findall(r"^KE[A-Z]+\s*:", last, re.M)) >= 2
    assert "Tembusan:" in last


@pytest.mark.parametrize("verb", ["establish_need", "assess", "conclude"])
def test_no_annex_ends_with_a_signature_alone(verb: str) -> None:
    text = [page.get_text_range() for page in pages(render.draw(order(verb)))]
    assert "R-" in text[-1].partition("Ditetapkan di")[0]


BROKEN = re.compile(rf"(?:\bNomor|\bNIP|\b\d\d? (?:{binding.MONTHS})|\b\d\d?(?=\n(?:{binding.MONTHS})\b))$", re.M)
"""A line that ends before the number of a decree or of a person, or within a date."""


@pytest.mark.parametrize("verb", ["submit", "consent", "approve", "annul", "suspend", "reject"])
def test_no_line_ends_within_a_date_or_before_a_number(verb: str) -> None:
    assert BROKEN.findall(lines_of(render.draw(sample(verb)))) == []


def test_such_a_line_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "bind", lambda element: None)
    assert any(BROKEN.search(lines_of(render.draw(sample(verb)))) for verb in ("submit", "consent", "annul"))


@pytest.mark.parametrize("paper", RIGHT)
def test_the_code_beside_the_qr_is_never_broken(paper: str) -> None:
    told = order("submit", lambda told: told["agency"].update(paper=paper))
    beside = lines_of(render.draw(told)).split("dapat diperiksa pada")[1]
    assert len(re.findall(r"K7QM-2XWD-9RTB", beside)) == 2


def test_the_petikan_of_a_collective_decree_is_one_page_on_either_paper() -> None:
    for paper in RIGHT:
        told = json.loads(together())
        told["agency"]["paper"] = paper
        assert [len(list(pages(render.draw(one)))) for one in excerpts(told)] == [1, 1, 1]


def test_the_petikan_of_a_single_transfer_is_one_page() -> None:
    assert len(list(pages(render.draw(copy_order(json.loads(sample("approve")), CopyKind.petikan))))) == 1


def test_a_petikan_of_two_pages_ends_with_no_lonely_signature() -> None:
    told = json.loads(order("approve", lengthy))
    told["agency"]["paper"] = "A4"
    text = [page.get_text_range() for page in pages(render.draw(copy_order(told, CopyKind.petikan)))]
    assert len(text) == 2
    assert len(re.findall(r"^KE[A-Z]+\s*:", text[-1], re.M)) >= 2
