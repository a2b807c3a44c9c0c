"""The mark of a draft: KONSEP across every page, behind its text, and a grey field where a decree has its QR code."""

from __future__ import annotations

from functools import cache

from weasyprint import CSS

from documents import ink
from documents.assets import templates

MARK = "asset:draft.svg"

WORD = "KONSEP"
"""What the mark says."""

NO_CODE = ink.Ink(1, 1, b".88 g\n0 0 1 1 re\nf")
"""As large as the QR code that a decree has in its place."""


@cache
def mark() -> ink.Ink:
    """The word across the page, ready to be painted."""
    return ink.traced(templates()["draft.svg"])


@cache
def style() -> CSS:
    """Puts the word on every page."""
    return CSS(string=f"@page {{ background: url({MARK}) no-repeat center / 180mm }}")
