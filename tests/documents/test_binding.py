"""Dates and numbers stay together on a line, and are read and found as usual."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from documents import binding, render
from documents.attachment import NAME
from documents.catalogue import sample


def bound(inner: str) -> str:
    page = ElementTree.fromstring(f"<html><head><title>Nomor 7</title></head><body>{inner}</body></html>")
    binding.bind(page)
    return ElementTree.tostring(page, "unicode").split("<body>")[1].removesuffix("</body></html>").replace("\xa0", "_")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("<p>pada tanggal 11 Maret 2026;</p>", "<p>pada tanggal 11_Maret_2026;</p>"),
        ("<p>TANGGAL 1 MEI 2026</p>", "<p>TANGGAL 1_MEI_2026</p>"),
        ("<p>a<br />11 Maret 2026</p>", "<p>a<br />11_Maret_2026</p>"),
        ("<p>Undang-Undang Nomor 20 Tahun 2023</p>", "<p>Undang-Undang Nomor_20 Tahun 2023</p>"),
        (f"<p>Nomor {'9' * 40}</p>", f"<p>Nomor {'9' * 40}</p>"),
        ('<p>A, NIP <span class="whole">1 2</span></p>', '<p>A, <span class="whole">NIP 1 2</span></p>'),
        ('<p><b>A</b> Nomor <span class="whole">7</span></p>', '<p><b>A</b> <span class="whole">Nomor 7</span></p>'),
        ('<table class="grid"><td>11 Maret 2026</td></table>', '<table class="grid"><td>11 Maret 2026</td></table>'),
    ],
)
def test_what_is_read_as_one_is_bound(told: str, kept: str) -> None:
    assert bound(told) == kept


def test_a_bound_blank_is_a_blank_in_the_text_the_data_and_the_title_of_a_file() -> None:
    content = render.draw(sample("consent"))
    with pypdfium2.PdfDocument(content) as file:
        text = "".join(page.get_textpage().get_text_range() for page in file)
    with pikepdf.open(io.BytesIO(content)) as file:
        data = file.attachments[NAME].get_file().read_bytes().decode()
        title = str(file.docinfo["/Title"])
    assert "tanggal 11 Maret 2026" in data
    assert "11 Maret 2026" in text
    assert not any("\xa0" in told for told in (text, data, title))
