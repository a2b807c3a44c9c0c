"""A drawing order becomes a PDF/A-3a and PDF/UA-1: the same order, the same bytes, in any process.

Everything that does not depend on the order is made once and kept: fonts, style sheets, templates, the drawn
arms. Nothing that a decree brought along is kept, so memory stays flat.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any
from xml.etree import ElementTree

import segno
from cssselect2 import ElementWrapper
from jinja2 import DictLoader, Environment, StrictUndefined
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from documents import accessible, artwork, binding, draft, ink, words
from documents.assets import ARMS, FAMILY, QR, Assets, bundled, letters, srgb, templates
from documents.attachment import associate_once, attachment
from documents.catalogue import FORMS, sample
from documents.contexts import context, qr_text
from documents.pack import pack
from documents.room import roomy
from workflow.errors import DrawingFailed

FACES = """<html lang="id"><head><title>Empat</title></head><body><p>a</p><p style="font-weight:bold">a</p>
<p style="font-style:italic">a</p><p style="font-weight:bold;font-style:italic">a</p></body></html>"""
"""A page with a letter of each face."""

PAPERS = {"F4": ("215mm 330mm", "330mm 215mm"), "A4": ("210mm 297mm", "297mm 210mm")}
"""Paper → its size, upright and wide (the usual papers of decrees)."""

VARIANT = "pdf/a-3a"
"""Fit for archives (PDF/A-3) and for screen readers (a: tags and language)."""

OUTPUT_INTENT = "--archive"
"""The key of the colour profile; not "srgb", for which the writer reads the profile anew each time."""

QR_MASK = 3
"""A fixed mask: searching for the best one costs milliseconds and helps no scanner."""


class Page(HTML):
    """Our HTML, which is well-formed: read by the XML parser, and matched against the few rules of plain.css."""

    def __init__(self, string: str, url_fetcher: URLFetcher) -> None:
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(ElementTree.fromstring(string), content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [machinery().plain]


@dataclass(frozen=True)
class Machinery:
    """What every drawing shares.

    Attributes:
        letters: the characters that all four faces can draw.
        arms: the arms, ready to be painted.
    """

    environment: Environment
    assets: dict[str, tuple[bytes, str]]
    fonts: FontConfiguration
    plain: CSS
    style: CSS
    letters: frozenset[str]
    arms: ink.Ink


@cache
def machinery() -> Machinery:
    """The shared machinery, made at the first call."""
    shared = bundled()
    fonts = FontConfiguration()
    style = CSS(string=templates()["style.css"], font_config=fonts, url_fetcher=Assets(shared))
    plain = CSS(string=templates()["plain.css"])
    return Machinery(_environment(), shared, fonts, plain, style, letters(), ink.traced(shared[ARMS][0].decode()))


@cache
def page_style(paper: str, rehearsal: bool) -> CSS:
    """The style sheet of the page.

    Raises:
        KeyError: the paper is unknown.
    """
    return CSS(string=page_text(paper, rehearsal), font_config=machinery().fonts)


def page_text(paper: str, rehearsal: bool) -> str:
    """The text of that style sheet."""
    (size, wide), mark = PAPERS[paper], templates()["rehearsal.css"] if rehearsal else ""
    return Template(templates()["page.css"]).substitute(size=size, wide=wide, mark=mark)


def stylesheets(order: Mapping[str, Any]) -> list[CSS]:
    """The parsed style sheets of an order's decree."""
    page = page_style(order["agency"]["paper"], order["rehearsal"])
    return [machinery().style, page, *([draft.style()] if order.get("draft") else [])]


def assets(order: Mapping[str, Any]) -> Assets:
    """What the page of an order may fetch: the shared assets, and its own QR code."""
    return Assets(machinery().assets | {QR: (_png(_qr(qr_text(order))), "image/png")})


def html(order: Mapping[str, Any]) -> str:
    """The page of an order, as well-formed HTML.

    Raises:
        KeyError, ValueError, jinja2.UndefinedError: a field is missing or is not what it should be.
        DrawingFailed: a character is in none of the faces.
    """
    template = machinery().environment.get_template(FORMS[order["form"]].template)
    text = template.render(d=context(order))
    strange = set(text) - machinery().letters
    if strange:
        raise _no_glyph(min(strange))
    return text


@roomy
def draw(order: bytes) -> bytes:
    """The decree of a drawing order, as a PDF/A-3a and PDF/UA-1 that carries its own words as data.

    Raises:
        DrawingFailed: the order lacks something, or the page cannot be laid out.
        MemoryError: the process has no more memory.
        Wanted: the order names arms that are not held in this process.
    """
    with _without_collector():
        try:
            told = json.loads(order)
            return _pdf(html(told), told, hashlib.sha256(order).hexdigest()[:32])
        except (DrawingFailed, MemoryError, artwork.Wanted):
            raise
        except (Exception, FatalURLFetchingError) as problem:
            raise _failure(problem) from problem


def arms(order: Mapping[str, Any]) -> ink.Ink:
    """The arms on the letterhead of an order.

    Raises:
        Wanted: they are the agency's own, and not held in this process.
    """
    own = artwork.named(order)
    return artwork.held(own) if own else machinery().arms


def warm() -> None:
    """Draw each kind of page and each face once, so that the next drawing finds everything in memory."""
    told = json.loads(sample("approve"))
    _pdf(FACES, told, "")
    for verb in ("approve", "assess"):
        draw(sample(verb))
    gc.collect()
    gc.freeze()


def _pdf(text: str, told: Mapping[str, Any], identifier: str) -> bytes:
    shared = machinery()
    page = Page(text, Assets(shared.assets))
    binding.bind(page.etree_element)
    code = draft.NO_CODE if told.get("draft") else ink.modules(_qr(qr_text(told)).matrix)
    images = {ARMS: arms(told), QR: code, draft.MARK: draft.mark()}
    options = {"pdf_variant": VARIANT, "output_intent": OUTPUT_INTENT}
    document = page.render(
        shared.fonts, color_profiles={OUTPUT_INTENT: srgb()}, stylesheets=stylesheets(told), cache=images, **options
    )
    data = attachment(page.etree_element, told["date"], _marks(told), page.url_fetcher)
    content = document.write_pdf(finisher=finish, pdf_identifier=identifier.encode(), attachments=[data], **options)
    if any(font.family != FAMILY or font.missing for font in document.fonts.values()):
        raise DrawingFailed(
            problem="sebagian huruf tidak ada dalam fon naskah dinas.",
            problem_en="some characters are in none of the decree's fonts.",
        )
    return content


def finish(document: Any, pdf: Any) -> None:
    """The last touch to every PDF, a `finisher` of WeasyPrint: fit for screen readers, each object written once."""
    associate_once(pdf)
    accessible.comply(pdf)
    pack(document, pdf)


def _marks(told: Mapping[str, Any]) -> list[str]:
    return [*([rehearsal_mark()] if told["rehearsal"] else []), *([draft.WORD] if told.get("draft") else [])]


@cache
def rehearsal_mark() -> str:
    """What every page of a rehearsal says in its margin."""
    return templates()["rehearsal.css"].split('"')[1]


@contextmanager
def _without_collector() -> Iterator[None]:
    """A page is thousands of small objects that all die together: looking for cycles meanwhile is in vain."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _environment() -> Environment:
    environment = Environment(
        loader=DictLoader(templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    del environment.filters["safe"]
    environment.globals.clear()
    environment.globals.update(
        ordinal=words.ordinal,
        letters=words.letters,
        listed=words.listed,
        balanced=words.balanced,
        days_between=words.days_between,
    )
    return environment


def _qr(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False, mask=QR_MASK, boost_error=False)


def _png(code: segno.QRCode) -> bytes:
    image = io.BytesIO()
    code.save(image, kind="png", scale=4, border=0)
    return image.getvalue()


def _no_glyph(character: str) -> DrawingFailed:
    code = f"U+{ord(character):04X}"
    return DrawingFailed(
        problem=f"huruf {code} tidak ada dalam fon naskah dinas. Ganti huruf itu pada datanya, lalu ulangi.",
        problem_en=f"the character {code} is in none of the decree's fonts. Replace it in the data, then repeat.",
    )


def _failure(problem: BaseException) -> DrawingFailed:
    what = f"{type(problem).__name__}: {problem}"[:200]
    return DrawingFailed(
        problem=f"perintah cetaknya tidak dapat dipakai ({what}).",
        problem_en=f"its drawing order cannot be used ({what}).",
    )
