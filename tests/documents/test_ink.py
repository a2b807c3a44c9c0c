"""Drawings painted in the page's own language look like what they stand for."""

from __future__ import annotations

import io
import json

import pikepdf
import pypdfium2
import pytest
import segno

from documents import ink, render
from documents.catalogue import sample
from documents.contexts import qr_text

URL = "http://127.0.0.1:8000/verifikasi/K7QM-2XWD-9RTB"


def _painted(drawing: ink.Ink) -> list[list[int]]:
    """The modules that the rectangles of a drawing cover."""
    grid = [[0] * int(drawing.width) for _ in range(int(drawing.height))]
    for line in drawing.operators.decode().splitlines():
        if line.endswith(" re"):
            x, y, width, _ = map(int, line.split()[:4])
            grid[y][x : x + width] = [1] * width
    return grid


@pytest.mark.parametrize("url", [URL, "https://a.id/v/1", URL * 4])
def test_each_module_of_a_qr_code_is_painted(url: str) -> None:
    matrix = segno.make(url, error="m").matrix
    assert _painted(ink.modules(matrix)) == [list(row) for row in matrix]


def test_the_qr_code_on_paper_leads_to_the_verification_page_and_carries_the_newest_checkpoint() -> None:
    text = qr_text(json.loads(sample("submit")))
    assert text == f"{URL}#20817.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    expected = [list(row) for row in render._qr(text).matrix]
    size = len(expected)
    module = 18 / 25.4 * 72 / size
    document = pypdfium2.PdfDocument(render.draw(sample("submit")))
    page = document[len(document) - 1].render(scale=8 / module, grayscale=True).to_pil()
    document.close()
    left = round(30 / 25.4 * 72 / module * 8)
    column = [page.getpixel((left + 4, y)) < 128 for y in range(page.height)]
    top = next(y for y in range(page.height) if all(column[y : y + 52]))
    read = [[int(page.getpixel((left + 8 * x + 4, top + 8 * y + 4)) < 128) for x in range(size)] for y in range(size)]
    assert read == expected


def test_the_arms_use_nothing_but_paths() -> None:
    drawing = render.machinery().arms
    assert (drawing.width, drawing.height, drawing.get_intrinsic_size(1, 16)[2]) == (100, 116, 100 / 116)
    operators = {line.split()[-1] for line in drawing.operators.decode().splitlines() if line}
    assert operators <= {"q", "Q", "cm", "m", "l", "c", "h", "f", "S", "B", "w", "rg", "RG", "J", "j", "M", "d", "n"}


def test_no_page_names_a_resource_that_the_file_lacks() -> None:
    with pikepdf.open(io.BytesIO(render.draw(sample("approve")))) as file:
        page = file.pages[0]
        named = {str(op.operands[0]) for op in pikepdf.parse_content_stream(page) if str(op.operator) == "gs"}
        assert named <= set(page.Resources.ExtGState.keys())
