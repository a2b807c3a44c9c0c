"""Each file is PDF/A-3a for the archive and PDF/UA-1 for the screen reader at once, as veraPDF reads the standards."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from documents import number_book, render, report
from documents.catalogue import FORMS, sample
from tests.documents import verapdf
from tests.documents.orders import order
from tests.documents.test_papers import AGENCY, NUMBER, case
from tests.documents.test_report import FULL, KINDS


def collective(told: dict[str, Any]) -> None:
    told["cases"] *= 40


def excerpt(told: dict[str, Any]) -> None:
    told["copy"] = {"kind": "petikan", "serial": 2, "of": 3}


def full_copy(told: dict[str, Any]) -> None:
    told["copy"] = {"kind": "salinan", "serial": None, "of": None}


def draft(told: dict[str, Any]) -> None:
    told["draft"] = told["rehearsal"] = True


DECREES: dict[str, Callable[[], bytes]] = {
    **{verb: lambda verb=verb: sample(verb) for verb in FORMS},
    "collective": lambda: order("approve", collective),
    "excerpt": lambda: order("approve", excerpt),
    "copy": lambda: order("annul", full_copy),
    "draft": lambda: order("reject", draft),
}

PAPERS: dict[str, Callable[[], bytes]] = {
    "case file": case,
    "register": lambda: number_book.draw([NUMBER], AGENCY, "2 Juni 2026", rehearsal=True),
    "report": lambda: report.draw(FULL, AGENCY, KINDS, rehearsal=False),
}


@cache
def drawn(name: str) -> bytes:
    return PAPERS[name]() if name in PAPERS else render.draw(DECREES[name]())


def violations(content: bytes) -> list[str]:
    return [one for profile in (verapdf.ARCHIVE, verapdf.ACCESSIBLE) for one in verapdf.violations(content, profile)]


def test_every_file_keeps_both_standards(monkeypatch: pytest.MonkeyPatch) -> None:
    """One test for all files, so that one process pays for the Java machine."""
    assert {name: violations(drawn(name)) for name in (*DECREES, *PAPERS)} == {name: [] for name in (*DECREES, *PAPERS)}
    monkeypatch.setattr(render, "finish", render.pack)
    assert any("7.2-3" in one for one in violations(render.draw(sample("assess"))))


def parts(file: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure tree as it is read."""
    waiting = [file.Root.StructTreeRoot.K[0]]
    while waiting:
        part = waiting.pop()
        yield part
        kids = [kid for kid in part.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        waiting.extend(reversed(kids))


@pytest.mark.parametrize(("name", "heads"), [("assess", "/Column /Row"), ("collective", "/Column"), ("submit", "/Row")])
def test_a_screen_reader_hears_title_headings_and_tables(name: str, heads: str) -> None:
    with pikepdf.open(io.BytesIO(drawn(name))) as file:
        kinds = [str(part.S) for part in parts(file)]
        levels = [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
        scopes = {str(part.A.Scope) for part in parts(file) if part.S == "/TH"}
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.Lang == "id"
        assert str(file.docinfo.Title)
    assert levels[0] == 1
    assert all(deeper - above <= 1 for above, deeper in pairwise(levels))
    assert kinds.count("/Table") >= 1
    assert scopes == set(heads.split())


def test_a_table_that_only_arranges_the_page_is_none_to_the_ear() -> None:
    with pikepdf.open(io.BytesIO(drawn("withdraw"))) as file:
        tables = [part for part in parts(file) if part.S == "/Table"]
        inside = [kid.S for table in tables for kid in table.K]
    assert len(tables) == 1  # whose move it is; not the closing with signature and copies
    assert inside == ["/TBody"]


def test_what_every_page_repeats_is_passed_over() -> None:
    with pikepdf.open(io.BytesIO(drawn("draft"))) as file:
        marks = [
            list(operands)
            for operands, operator in pikepdf.parse_content_stream(file.pages[0])
            if str(operator) in ("BDC", "BMC")
        ]
        told = {int(mark[1].MCID) for mark in marks if mark[0] != "/Artifact"}
        owners = file.Root.StructTreeRoot.ParentTree.Nums[1]
        assert told == {place for place, owner in enumerate(owners) if owner is not None}
        margins = [mark for mark in marks if len(mark) > 1 and mark[1].get("/Type") == "/Pagination"]
    assert len(margins) == 2  # DEMO, and the number with the count of pages


def test_the_file_claims_both_standards() -> None:
    with pikepdf.open(io.BytesIO(drawn("submit"))) as file, file.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"] == str(file.docinfo.Title)


def test_even_a_decree_of_two_pages_takes_at_most_60_kb_with_room_for_its_seal() -> None:
    sizes = {verb: len(drawn(verb)) for verb in FORMS if pages(drawn(verb)) < 3}
    assert sizes
    assert max(sizes.values()) < 60_000 - 20_000, sizes


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as file:
        return len(file.pages)
