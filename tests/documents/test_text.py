"""Text is text: nothing that people type becomes markup, a template, an address or another order of letters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.urls import FatalURLFetchingError

from documents import render
from documents.catalogue import sample
from tests.documents.orders import named, order, text
from workflow.errors import DrawingFailed

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "<link rel=attachment href=file:///etc/passwd>",
    "</p><style>@import url(http://a.test/x)</style>",
    "{{7*7}} {% raw %} {# x #}",
    "url(file:///etc/passwd)",
    "&lt;b&gt; &#x3c; &xxe;",
    "]]><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    "Nguyễn Žofie d'Âró",
]


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a drawing asks for."""
    render.machinery()
    log: list[str] = []
    fetch = render.Assets.fetch

    def logged(self: render.Assets, url: str, headers: Any = None) -> Any:
        log.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(render.Assets, "fetch", logged)
    return log


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_and_fetches_nothing(name: str, fetched: list[str]) -> None:
    pdf = render.draw(named(name))
    assert "".join(name.split()) in "".join(text(pdf).split())
    assert fetched == []


def test_an_address_that_is_no_asset_stops_the_drawing() -> None:
    page = render.assets(json.loads(sample("submit")))
    for url in ("file:///etc/passwd", "http://127.0.0.1/", "asset:../render.py", "data:text/plain,x"):
        with pytest.raises(FatalURLFetchingError):
            page.fetch(url)


@pytest.mark.parametrize("character", ["\u202e", "\u05d0", "\u200b", "\u4e2d", "\x07", "x\u0489", "\U0001f600"])
def test_a_character_that_no_face_has_is_refused_by_its_code(character: str) -> None:
    with pytest.raises(DrawingFailed) as failure:
        render.draw(named(f"Sari {character} Dewi"))
    assert f"U+{ord(character[-1]):04X}" in failure.value.sentence("id")


def _tags(text: str) -> list[str]:
    return [element.tag for element in ElementTree.fromstring(text).iter()]


FIELDS: list[Callable[[dict[str, Any], str], None]] = [
    lambda told, value: told["cases"][0]["dossier"]["person"].update(full_name=value),
    lambda told, value: told["cases"][0].update(note=value),
    lambda told, value: told["cases"][0]["data"].update(considerations=value),
    lambda told, value: told["cases"][0]["findings"][0].update(sentence=value),
    lambda told, value: told["signatory"].update(name=value),
    lambda told, value: told["bases"].__setitem__(0, value),
]


@settings(max_examples=60, deadline=None)
@given(
    value=st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1),
    field=st.sampled_from(FIELDS),
)
def test_no_typed_text_changes_the_structure_of_the_page(
    value: str, field: Callable[[dict[str, Any], str], None]
) -> None:
    def change(told: dict[str, Any]) -> None:
        field(told, "x" + value)

    def plain(told: dict[str, Any]) -> None:
        field(told, "x")

    typed, expected = (render.html(json.loads(order("assess", how))) for how in (change, plain))
    assert _tags(typed) == _tags(expected)
