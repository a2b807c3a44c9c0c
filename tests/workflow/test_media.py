"""What a file is, told by its content: what is accepted, what is refused and what it is called."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import InvalidField
from workflow.media import ACCEPTED, LARGEST_INDEX, media_of

TYPES = "[Content_Types].xml"
ODT = b"application/vnd.oasis.opendocument.text"


def packed(*members: str, first: tuple[str, bytes] | None = None) -> bytes:
    """A packed file with these members, each holding its own name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        if first:
            file.writestr(*first)
        for member in members:
            file.writestr(member, member)
    return made.getvalue()


DOCX, XLSX = packed(TYPES, "word/document.xml"), packed(TYPES, "xl/workbook.xml")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("surat.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
        ("SURAT.PDF", b"%PDF-2.0", "application/pdf"),
        ("pindai.png", PNG, "image/png"),
        ("pindai.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        ("pindai.jpeg", b"\xff\xd8\xff\xe1", "image/jpeg"),
        ("surat.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("abk.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("surat.odt", packed("content.xml", first=("mimetype", ODT)), ODT.decode()),
        ("catatan.txt", "Wawancara unit, 3 Juni – baik.\r\n\tSetuju.".encode(), "text/plain"),
        ("catatan.txt", b"\xef\xbb\xbfdengan tanda urutan bita", "text/plain"),
        ("surat 800.7.2026", b"surat", "text/plain"),
        ("surat", b"%PDF-1.4", "application/pdf"),
    ],
)
def test_what_is_accepted_is_known_by_its_content(name: str, content: bytes, media: str) -> None:
    assert media_of(name, content) == media


@pytest.mark.parametrize(
    ("name", "content", "said", "said_en"),
    [
        ("kosong.pdf", b"", "tidak berisi apa-apa", "is empty"),
        ("kosong.txt", b" \r\n\t", "tidak berisi apa-apa", "is empty"),
        ("surat.pdf", b"MZ\x90\0", "program Windows", "Windows program"),
        ("surat.pdf", b"\x7fELF\x02", "program Linux", "Linux program"),
        ("surat.txt", b"#!/bin/sh\nrm -rf /", "naskah perintah", "a script"),
        ("surat.txt", b"<!DOCTYPE html><p>surat", "halaman HTML", "an HTML page"),
        ("surat.txt", b"Yth.\n<script>alert(1)</script>", "halaman HTML", "an HTML page"),
        ("surat.svg", b"<?xml version='1.0'?>\n<svg xmlns='x'/>", "gambar SVG", "an SVG image"),
        ("surat.xml", b"<?xml version='1.0'?><surat/>", "berkas XML", "an XML file"),
        ("surat.gif", b"GIF89a\x01\0", "gambar jenis lain", "an image of another kind"),
        ("surat.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "dokumen Office lama", "an old Office document"),
        ("surat.docx", packed("surat.txt"), "arsip ZIP", "a ZIP archive"),
        ("surat.docx", packed(TYPES, "word/document.xml", "word/vbaProject.bin"), "arsip ZIP", "a ZIP archive"),
        ("surat.odt", packed("content.xml"), "arsip ZIP", "a ZIP archive"),
        ("surat.docx", DOCX[:-8], "arsip ZIP", "a ZIP archive"),
        ("surat.txt", b"surat\0", "data yang tidak dikenal", "data of an unknown kind"),
        ("surat.txt", b"\x1b[2Jsurat", "data yang tidak dikenal", "data of an unknown kind"),
        ("surat.txt", b"\xe9t\xe9", "data yang tidak dikenal", "data of an unknown kind"),
        ("surat.png", PNG[:10], "data yang tidak dikenal", "data of an unknown kind"),
        ("surat.pdf", b"%PDF", "namanya berakhiran .pdf", "its name ends in .pdf"),
        ("surat.pdf", b"bukan PDF", "namanya berakhiran .pdf", "its name ends in .pdf"),
        ("surat.pdf", PNG, "berisi image/png", "holds image/png"),
        ("surat.exe", b"%PDF-1.7", "namanya berakhiran .exe", "its name ends in .exe"),
        ("surat.html", b"teks biasa", "namanya berakhiran .html", "its name ends in .html"),
    ],
)
def test_what_is_refused_is_named_with_what_to_do(name: str, content: bytes, said: str, said_en: str) -> None:
    with pytest.raises(InvalidField) as refused:
        media_of(name, content)
    assert said in refused.value.sentence("id")
    assert said_en in refused.value.sentence("en")
    assert any(word in refused.value.sentence("id") for word in ("Lampirkan PDF", "Periksa isinya"))


def test_a_packed_file_with_an_endless_list_of_members_is_not_read() -> None:
    content = DOCX[:-10] + (LARGEST_INDEX + 1).to_bytes(4, "little") + DOCX[-6:]
    with pytest.raises(InvalidField, match="a ZIP archive"):
        media_of("surat.docx", content)


STARTS = (b"", b"PK\x03\x04", b"PK\x03\x04PK\x05\x06", b"%PDF-", b"\x89PNG", b"<svg", DOCX, XLSX)


@given(st.sampled_from(STARTS), st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_accepted_or_refused_with_a_sentence(start: bytes, rest: bytes, place: int) -> None:
    content = start[:place] + rest + start[place + len(rest) :]
    try:
        found = media_of("surat", content)
    except InvalidField as refused:
        found = refused.sentence("id")
    assert found in {media.name for media in ACCEPTED} or found.startswith("--file: surat ")
