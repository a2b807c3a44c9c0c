"""Nothing that people type makes a decree open a file or a socket, carry another file, or link anywhere."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from documents import render
from documents.attachment import NAME
from documents.catalogue import FORMS, sample
from tests.documents.orders import text
from workflow.errors import DrawingFailed

SECRET = "file:///etc/passwd"

VECTORS = {
    "img": f'<img src="{SECRET}"/>',
    "css import": f'<style>@import url("{SECRET}");</style>',
    "css url": f'<style>p {{ background: url("{SECRET}") }}</style><p>a</p>',
    "style attribute": f"<p style=\"background-image: url('{SECRET}')\">a</p>",
    "stylesheet link": f'<link rel="stylesheet" href="{SECRET}"/>',
    "attachment link": f'<link rel="attachment" href="{SECRET}"/>',
    "attachment anchor": f'<a rel="attachment" href="{SECRET}">a</a>',
    "svg image": f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{SECRET}" width="9" height="9"/></svg>',
    "svg use": f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="{SECRET}#a"/></svg>',
    "object": f'<object data="{SECRET}" type="image/png">a</object>',
    "embed": f'<embed src="{SECRET}" type="image/png"/>',
    "font face": f'<style>@font-face {{ font-family: x; src: url("{SECRET}") }} p {{ font-family: x }}</style><p>a</p>',
    "base": '<base href="file:///etc/"/><img src="passwd"/>',
    "data": '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E"/>',
    "relative": '<img src="../../etc/passwd"/>',
    "content": f"<style>p::before {{ content: url('{SECRET}') }}</style><p>a</p>",
    "list style": f"<ul style=\"list-style-image: url('{SECRET}')\"><li>a</li></ul>",
    "picture source": f'<picture><source srcset="{SECRET}"/><img src="{SECRET}"/></picture>',
}
"""Ways in which a page may ask for something from outside."""

DEAD = ("svg use",)
"""Ways that WeasyPrint does not follow without a document of its own."""

CODES = frozenset(
    (
        *("form", "kop", "paper", "kind", "state", "from", "to", "verb", "outcome", "severity", "level", "predicate"),
        *("capacity", "recommendation", "response", "result", "behaviour", "employment", "note_of", "type", "verdict"),
        *("sha256", "templates", "process", "root", "series", "source", "rule", "role", "zone", "certificate"),
    )
)
"""Fields with a closed list of values, and digests."""

FIXED = re.compile(r"\d{4}-\d\d-\d\d|[\d.]+")
"""Dates and numbers."""


class Log(URLFetcher):
    """Notes every address, and serves none."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> Any:
        self.asked.append(url)
        raise FatalURLFetchingError(url)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a decree asks for."""
    render.machinery()
    log: list[str] = []

    def noted(self: render.Assets, url: str, headers: Any = None) -> Any:
        log.append(url)
        raise FatalURLFetchingError(url)

    monkeypatch.setattr(render.Assets, "fetch", noted)
    return log


def typed(told: Any, key: str = "") -> Iterator[tuple[Any, Any]]:
    """The places of an order that hold what people typed: the container and the key in it."""
    places = told.items() if isinstance(told, dict) else enumerate(told)
    for place, value in places:
        name = place if isinstance(place, str) else key
        if isinstance(value, dict | list):
            yield from typed(value, name)
        elif isinstance(value, str) and name not in CODES and not FIXED.fullmatch(value):
            yield told, place


def poisoned(verb: str, *doses: str) -> dict[str, Any]:
    """The sample of a form with the doses in turn behind everything that is typed."""
    told: dict[str, Any] = json.loads(sample(verb))
    checkpoint = told.pop("checkpoint")
    places = list(typed(told))
    for number, (container, place) in enumerate(places):
        container[place] = f"{container[place]} {doses[number % len(doses)]}"
    assert len(places) > len(VECTORS)
    return told | {"checkpoint": checkpoint}


def shape(page: str) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes."""
    return [(element.tag, list(element.attrib)) for element in ElementTree.fromstring(page).iter()]


@pytest.mark.parametrize("name", VECTORS)
def test_each_vector_is_alive_where_text_is_markup(name: str) -> None:
    log = Log()
    page = f'<html lang="id"><head><title>a</title></head><body>{VECTORS[name]}</body></html>'
    try:
        HTML(string=page, url_fetcher=log, base_url="file:///srv/").write_pdf()
    except FatalURLFetchingError:
        assert log.asked
    assert bool(log.asked) != (name in DEAD)


@pytest.mark.parametrize("verb", FORMS)
def test_every_vector_in_every_field_stays_text(verb: str) -> None:
    dose = " ".join(VECTORS.values())
    harmless = "".join(letter if letter.isalnum() or letter == " " else "x" for letter in dose)
    assert shape(render.html(poisoned(verb, dose))) == shape(render.html(poisoned(verb, harmless)))


@pytest.mark.parametrize("verb", ["assess", "socialize", "approve", "conclude", "annul"])
def test_a_poisoned_decree_fetches_nothing_and_carries_and_links_nothing(verb: str, asked: list[str]) -> None:
    content = render.draw(json.dumps(poisoned(verb, *VECTORS.values())).encode())
    assert "/etc/passwd" in text(content)
    assert asked == []
    with pikepdf.open(io.BytesIO(content)) as file:
        assert list(file.attachments) == [NAME]
        assert sum(item.get("/Type") == "/EmbeddedFile" for item in streams(file)) == 1
        assert not any("/Annots" in page for page in file.pages)
        assert not any(name in file.Root for name in ("/OpenAction", "/AA", "/AcroForm"))


def streams(file: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    return (item for item in file.objects if isinstance(item, pikepdf.Stream))


def test_a_template_that_trusted_its_data_would_be_found(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render.machinery().environment, "autoescape", False)
    render.machinery().environment.cache.clear()
    told = json.loads(sample("submit"))
    told["cases"][0]["dossier"]["person"]["full_name"] = VECTORS["img"]
    with pytest.raises(DrawingFailed, match=SECRET):
        render.draw(json.dumps(told).encode())
    render.machinery().environment.cache.clear()
    assert asked == [SECRET]
