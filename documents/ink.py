"""Drawings kept in the page's own language, so that a decree need not decode and encode them anew.

They stand in WeasyPrint's image cache in the place of the picture that the page names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pydyf  # type: ignore[import-untyped]
from weasyprint.pdf.stream import Stream
from weasyprint.svg import SVG

from documents.svg import numbers

OPACITY = b" gs"
"""The operator that names an opacity; every drawing here is opaque, as a page is to begin with."""

LARGE = 1000.0
"""CSS pixels: what a drawing would be high if the page set no limit."""


class Ink:
    """A drawing of `width` by `height` units, its origin at the top left."""

    def __init__(self, width: float, height: float, operators: bytes) -> None:
        self.width = width
        self.height = height
        self.operators = operators

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Width and height in CSS pixels, larger than any place for it, and their ratio; the page gives the real size."""
        ratio = self.width / self.height
        return LARGE * ratio, LARGE, ratio

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Paint it into a box of the page."""
        stream.transform(a=width / self.width, d=height / self.height)
        stream.stream.append(self.operators)


def modules(matrix: Sequence[Sequence[int]]) -> Ink:
    """The black modules of a QR code, one rectangle for each run in a row."""
    runs = [b"0 g"]
    for y, row in enumerate(matrix):
        start = 0
        for x, black in enumerate((*row, 0)):
            if not black:
                if x > start:
                    runs.append(b"%d %d %d 1 re" % (start, y, x - start))
                start = x + 1
    return Ink(len(matrix), len(matrix), b"\n".join([*runs, b"f"]))


def traced(svg: str) -> Ink:
    """An SVG drawing that `documents.svg` lets pass: shapes in opaque colours, in a viewBox.

    Raises:
        Exception: it is none; nothing half drawn is given.
    """
    root = ElementTree.fromstring(svg)
    width, height = (numbers(root.attrib["viewBox"]) or [])[2:]
    resources = pydyf.Dictionary({"ExtGState": pydyf.Dictionary(), "XObject": pydyf.Dictionary()})
    stream = Stream({}, (0, 0, width, height), resources, {}, None, {}, None)
    SVG(root, None, None, None).draw(stream, width, height, None, None)
    items = (item if isinstance(item, bytes) else item.encode() for item in stream.stream)
    return Ink(width, height, b"\n".join(item for item in items if not item.endswith(OPACITY)))
