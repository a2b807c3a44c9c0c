"""Keeps together on a line what is read as one: a date, and a number behind the word for it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from documents.printed import classes

BLANK = "\u00a0"
"""A blank where no line ends; the data and the text of the file have a usual one in its place."""

MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"

DATE = re.compile(rf"\b(\d\d?) ({MONTHS}) (\d{{4}})\b", re.IGNORECASE)

NUMBERED = re.compile(r"\b(Nomor|NIP) (?=\S{1,39}(?:\s|\Z))")
"""The word before a number that surely fits on a line."""

LEAD = re.compile(r"\b(?:Nomor|NIP|NI PPPK) \Z")
"""The same before a number that is an element of its own."""


def bind(element: Element) -> None:
    """Bind dates and numbers in what an element prints. The cells of grids are too narrow for that."""
    if element.tag == "head" or "grid" in classes(element):
        return
    element.text = _bound(element.text)
    before: Element | None = None
    for child in element:
        bind(child)
        child.tail = _bound(child.tail)
        if "whole" in classes(child):
            _lead(element, before, child)
        before = child


def _lead(parent: Element, before: Element | None, child: Element) -> None:
    """Take the word before an element that is never broken into that element."""
    text = (parent.text if before is None else before.tail) or ""
    if found := LEAD.search(text):
        child.text = found[0] + (child.text or "")
        if before is None:
            parent.text = text[: found.start()]
        else:
            before.tail = text[: found.start()]


def _bound(text: str | None) -> str | None:
    dated = DATE.sub(rf"\1{BLANK}\2{BLANK}\3", text or "")
    return NUMBERED.sub(rf"\1{BLANK}", dated) or None
