"""What a filed document is, told by its content and not by its name."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from workflow.errors import InvalidField
from workflow.text import shown


@dataclass(frozen=True)
class Media:
    """A kind of content that is accepted.

    Attributes:
        name: as it is stored and as browsers are told (RFC 6838).
        suffixes: what the name of such a file ends in.
    """

    name: str
    suffixes: tuple[str, ...]
    holds: Callable[[bytes], bool]


LARGEST_INDEX = 1024 * 1024
"""Bytes of the list of members at the end of a packed file; the lists of real letters are far smaller."""

_INDEX_SIZE = struct.Struct("<4s4H2LH")
_CONTENT = "[Content_Types].xml"


def _members(content: bytes) -> frozenset[str]:
    """The members of a packed file; none when it is no such file, or its list is far too long."""
    end = content.rfind(b"PK\x05\x06")
    if not content.startswith(b"PK\x03\x04") or end < 0 or len(content) - end < _INDEX_SIZE.size:
        return frozenset()
    if _INDEX_SIZE.unpack_from(content, end)[5] > LARGEST_INDEX:
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return frozenset()


def _office(part: str) -> Callable[[bytes], bool]:
    """A packed office document (ISO/IEC 29500) with this part and without macros."""

    def holds(content: bytes) -> bool:
        members = _members(content)
        return {_CONTENT, part} <= members and not any(name.endswith("vbaProject.bin") for name in members)

    return holds


def _is_odt(content: bytes) -> bool:
    # ISO/IEC 26300: the first member is called mimetype and is stored as it is.
    kind = b"mimetypeapplication/vnd.oasis.opendocument.text"
    return content[30 : 30 + len(kind)] == kind and "content.xml" in _members(content)


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not MARKUP.search(text[:4096]) and not any(map(_unprintable, set(text)))


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) == "Cc" and character not in "\n\r\t\f"


MARKUP = re.compile(r"\A\s*(<\?|<!|#!)|<(html|head|body|script|svg|iframe|object|embed)\b", re.IGNORECASE)
"""How text begins that a machine would run or a browser would draw."""

ACCEPTED: tuple[Media, ...] = (
    Media("application/pdf", (".pdf",), lambda c: re.match(rb"%PDF-[12]\.\d", c) is not None),
    Media("image/png", (".png",), lambda c: c.startswith(b"\x89PNG\r\n\x1a\n") and c[12:16] == b"IHDR"),
    Media("image/jpeg", (".jpg", ".jpeg"), lambda c: c.startswith(b"\xff\xd8\xff")),
    Media(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
        _office("word/document.xml"),
    ),
    Media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), _office("xl/workbook.xml")),
    Media("application/vnd.oasis.opendocument.text", (".odt",), _is_odt),
    Media("text/plain", (".txt",), _is_text),
)
"""What may be filed, in the order in which it is looked for."""

_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (rb"MZ", "program Windows", "a Windows program"),
    (rb"\x7fELF", "program Linux", "a Linux program"),
    (rb"#!", "naskah perintah", "a script"),
    (rb"PK\x03\x04", "arsip ZIP", "a ZIP archive"),
    (rb"\xd0\xcf\x11\xe0", "dokumen Office lama", "an old Office document"),
    (rb"GIF8|BM|II\*\x00|MM\x00\*|RIFF", "gambar jenis lain", "an image of another kind"),
    (rb"(?is).{0,4096}<(!doctype html|html|head|body)\b", "halaman HTML", "an HTML page"),
    (rb"(?is).{0,4096}<svg\b", "gambar SVG", "an SVG image"),
    (rb"(?is).{0,4096}<(script|iframe|object|embed)\b", "halaman HTML", "an HTML page"),
    (rb"(?s)(\xef\xbb\xbf)?\s*<[?!]", "berkas XML", "an XML file"),
)
"""How other content begins → what to call it, in (Indonesian, English)."""

SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}\Z")
"""The end of a name that tells a kind of file; `surat 800.7.2026` has none."""

_LIST = ("PDF, PNG, JPEG, DOCX, XLSX, ODT atau teks (.txt)", "PDF, PNG, JPEG, DOCX, XLSX, ODT or text (.txt)")


def media_of(name: str, content: bytes) -> str:
    """The media type of a file, by its content; its name must not say otherwise.

    Raises:
        InvalidField: the file is empty, of a kind that is not accepted, or not what its name says.
    """
    found = next((media for media in ACCEPTED if media.holds(content)), None)
    if found is None:
        raise _not_accepted(name, content)
    suffix = SUFFIX.search(name)
    if suffix and suffix.group().lower() not in found.suffixes:
        raise InvalidField(
            field="--file",
            problem=f"{shown(name)} berisi {found.name}, padahal namanya berakhiran {suffix.group()}. "
            f"Periksa isinya, atau beri nama yang berakhiran {found.suffixes[0]}.",
            problem_en=f"{shown(name)} holds {found.name}, but its name ends in {suffix.group()}. "
            f"Check the content, or give it a name that ends in {found.suffixes[0]}.",
        )
    return found.name


def _not_accepted(name: str, content: bytes) -> InvalidField:
    what, what_en = _called(content)
    return InvalidField(
        field="--file",
        problem=f"{shown(name)} {what}. Lampirkan {_LIST[0]}.",
        problem_en=f"{shown(name)} {what_en}. File {_LIST[1]}.",
    )


def _called(content: bytes) -> tuple[str, str]:
    """What content is that is not accepted."""
    if not content.strip():
        return "tidak berisi apa-apa", "is empty"
    for begins, id, en in _OTHERS:
        if re.match(begins, content):
            return f"adalah {id}, yang tidak diterima", f"is {en}, which is not accepted"
    return "berisi data yang tidak dikenal", "holds data of an unknown kind"
