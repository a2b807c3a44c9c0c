"""The colours keep the contrast of WCAG AA, in the light and in the dark."""

from __future__ import annotations

import re

import pytest

from app.web.site import STATIC

CSS = (STATIC / "app.css").read_text()
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
LIGHT = dict(TOKEN.findall(CSS[: CSS.index("@media (prefers-color-scheme: dark)")]))
DARK = LIGHT | dict(TOKEN.findall(CSS[CSS.index("@media (prefers-color-scheme: dark)") : CSS.index("/* Ground */")]))

MEANINGS = ("good", "warn", "bad", "calm", "teal", "plum", "grey")
GROUNDS = ("page", "surface", "sunken")
TEXT = [
    *((colour, ground) for colour in ("ink", "ink-soft", "link") for ground in GROUNDS),
    *((meaning, f"{meaning}-back") for meaning in MEANINGS),
    *((meaning, "surface") for meaning in ("good", "warn", "bad", "calm", "link")),
    *(("ink", f"{meaning}-back") for meaning in MEANINGS),
    ("on-brand", "brand"),
    ("on-brand-soft", "brand"),
]
"""Colour of text, and what it stands on."""

EDGES = [
    ("line-strong", "surface"),
    ("line-strong", "page"),
    ("focus", "page"),
    ("focus", "surface"),
    ("gold", "brand"),
]
"""Colour of the edge of a control, and what it stands on."""


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(theme: dict[str, str]) -> None:
    assert [pair for pair in TEXT if contrast(theme[pair[0]], theme[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_can_be_seen(theme: dict[str, str]) -> None:
    assert [pair for pair in EDGES if contrast(theme[pair[0]], theme[pair[1]]) < 3] == []


def test_colours_are_named_once_and_used_by_name() -> None:
    body = CSS[CSS.index("/* Ground */") : CSS.index("@media print")]
    assert re.findall(r"#[0-9a-f]{3,6}\b", body) == []
