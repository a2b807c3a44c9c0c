"""Which SVG may stand on a letterhead: shapes in opaque colours, and nothing that fetches, runs, moves, or hides.

A file is refused rather than repaired: what an agency saw when it chose its arms is what its decrees show.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from tinycss2.color3 import RGBA, parse_color  # type: ignore[import-untyped]

from workflow.errors import InvalidField

BYTES = 60_000
"""No file is larger."""

ELEMENTS = 2_000
"""No file has more elements."""

DEPTH = 20
"""No element stands deeper."""

NUMBERS = 20_000
"""No file has more numbers in its paths and points."""

RATIO = (0.4, 1.6)
"""How wide a drawing may be for its height: a letterhead has room for no other."""

SPACE = "http://www.w3.org/2000/svg"

ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "z": 0}
"""Command of a path → how many numbers it takes at a time; an arc is read apart, for its flags may touch what follows."""

LARGEST = 1_000_000
"""No number is larger."""

TRANSFORMS = 8
"""No element is transformed more often."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(rf"(?P<number>{_NUMBER})|\s+|,(?!\s*,)")
_GAP = r"(?>[\s,]*)"
_PART = re.compile(r"\s*([A-Za-z])([^A-DF-Za-df-z]*)")
_ARC = re.compile(_GAP.join(["", *[f"(?>{_NUMBER})"] * 3, "[01]", "[01]", *[f"(?>{_NUMBER})"] * 2, ""]))
_FUNCTION = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)[\s,]*")


def numbers(value: str) -> list[float] | None:
    """The numbers of a list; None for anything that is none."""
    found, at = [], 0
    while at < len(value):
        part = _NUMBERS.match(value, at)
        if part is None:
            return None
        at = part.end()
        if part["number"]:
            found.append(float(part["number"]))
    return found if all(abs(one) <= LARGEST for one in found) else None


def _several(value: str) -> bool:
    return bool(numbers(value))


def _pairs(value: str) -> bool:
    return _several(value) and len(numbers(value) or ()) % 2 == 0


def _one(value: str) -> bool:
    return len(numbers(value.removesuffix("px")) or ()) == 1


def _size(value: str) -> bool:
    return _one(value) and not value.strip().startswith("-")


def _unread(value: str) -> bool:
    """Width and height of the whole, which the letterhead decides."""
    return re.fullmatch(rf"\s*{_NUMBER}(?:px|mm|cm|in|pt|pc|%)?\s*", value) is not None


def _box(value: str) -> bool:
    return len(numbers(value) or ()) == 4


def _dashes(value: str) -> bool:
    return value == "none" or (_several(value) and "-" not in value)


def _transform(value: str) -> bool:
    at = 0
    for _ in range(TRANSFORMS):
        part = _FUNCTION.match(value, at)
        if part is None or not _several(part[2]):
            return False
        at = part.end()
        if at == len(value):
            return True
    return False


def _path(value: str) -> bool:
    """Whether every command of a path has the numbers that it takes; it begins with a move."""
    parts, at = [], 0
    while at < len(value):
        part = _PART.match(value, at)
        if part is None:
            return False
        parts.append((part[1], part[2]))
        at = part.end()
    return bool(parts) and parts[0][0] in "Mm" and all(_fits(*one) for one in parts)


def _fits(command: str, told: str) -> bool:
    """Whether a command of a path has what it takes, once or several times."""
    if command in "Aa":
        return _arcs(told)
    takes, found = ARGUMENTS.get(command.lower()), numbers(told)
    if takes is None or found is None:
        return False
    return not found if takes == 0 else bool(found) and len(found) % takes == 0


def _arcs(told: str) -> bool:
    at = 0
    while at < len(told):
        part = _ARC.match(told, at)
        if part is None or any(abs(float(one)) > LARGEST for one in re.findall(_NUMBER, part[0])):
            return False
        at = part.end()
    return at > 0


def _opaque(value: str) -> bool:
    """Whether it is no paint, or a colour that hides what lies under it."""
    found = parse_color(value) if len(value) <= 40 else None
    return value == "none" or (isinstance(found, RGBA) and found.alpha == 1)


def _word(*words: str) -> Callable[[str], bool]:
    return lambda value: value in words


def _name(value: str) -> bool:
    return re.fullmatch(r"[\w.:-]{1,60}", value) is not None


PAINT: dict[str, Callable[[str], bool]] = {
    "fill": _opaque,
    "fill-rule": _word("nonzero", "evenodd"),
    "stroke": _opaque,
    "stroke-width": _size,
    "stroke-linecap": _word("butt", "round", "square"),
    "stroke-linejoin": _word("miter", "round", "bevel"),
    "stroke-miterlimit": _size,
    "stroke-dasharray": _dashes,
    "stroke-dashoffset": _one,
    "transform": _transform,
    "id": _name,
}
"""Attribute that every element may have → what may stand in it."""

SHAPES: dict[str, dict[str, Callable[[str], bool]]] = {
    "svg": {"viewBox": _box, "width": _unread, "height": _unread, "version": _word("1.0", "1.1", "1.2")},
    "g": {},
    "path": {"d": _path},
    "rect": {"x": _one, "y": _one, "width": _size, "height": _size, "rx": _size, "ry": _size},
    "circle": {"cx": _one, "cy": _one, "r": _size},
    "ellipse": {"cx": _one, "cy": _one, "rx": _size, "ry": _size},
    "line": {"x1": _one, "y1": _one, "x2": _one, "y2": _one},
    "polygon": {"points": _pairs},
    "polyline": {"points": _pairs},
}
"""Element → its own attributes."""


def checked(content: bytes, field: str = "SVG") -> None:
    """Refuse a file that is not an SVG drawing of the shapes above.

    Raises:
        InvalidField: it is too large, no SVG, or has something that a letterhead must not have.
    """
    if len(content) > BYTES:
        raise _refused(
            field, f"berukuran {len(content)} byte, batasnya {BYTES}", f"has {len(content)} bytes, the limit is {BYTES}"
        )
    try:
        _Reader(field).read(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise _refused(field, "bukan teks UTF-8", "is not UTF-8 text") from problem
    except expat.ExpatError as problem:
        said = expat.errors.messages[problem.code]
        raise _refused(field, f"bukan XML yang utuh ({said})", f"is not well-formed XML ({said})") from problem


class _Reader:
    """Reads a file once, element by element, and refuses the first thing that is not allowed."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.depth = self.elements = self.numbers = 0

    def read(self, text: str) -> None:
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.XmlDeclHandler = lambda _, encoding, __: self._encoding(encoding)
        parser.ProcessingInstructionHandler = lambda target, _: self._refuse(f"<?{target}?>")
        parser.StartDoctypeDeclHandler = lambda name, *_: self._refuse(f"<!DOCTYPE {name}>")
        parser.EntityDeclHandler = lambda name, *_: self._refuse(f"<!ENTITY {name}>")
        parser.Parse(text.encode(), True)

    def _encoding(self, named: str | None) -> None:
        if (named or "utf-8").lower() != "utf-8":
            self._refuse(f'encoding="{named}"')

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if space != SPACE or element not in SHAPES or (element == "svg") != (self.elements == 0):
            self._refuse(f"<{element}>")
        self.elements += 1
        self.depth += 1
        if self.elements > ELEMENTS or self.depth > DEPTH:
            raise _refused(
                self.field,
                f"lebih dari {ELEMENTS} unsur, atau lebih dari {DEPTH} tingkat",
                f"has more than {ELEMENTS} elements or more than {DEPTH} levels",
            )
        for attribute, value in attributes.items():
            self._attribute(element, attribute, value)
        if element == "svg":
            self._view(attributes.get("viewBox"))

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _text(self, text: str) -> None:
        if text.strip():
            self._refuse(text.strip()[:20])

    def _attribute(self, element: str, name: str, value: str) -> None:
        if name in ("d", "points"):
            self._count(value)
        fits = SHAPES[element].get(name) or PAINT.get(name)
        if fits is None or not fits(value):
            self._refuse(f'{name.rpartition(" ")[2]}="{value[:40]}"')

    def _count(self, value: str) -> None:
        self.numbers += len(re.findall(_NUMBER, value))
        if self.numbers > NUMBERS:
            raise _refused(
                self.field,
                f"garisnya memuat lebih dari {NUMBERS} angka",
                f"its paths have more than {NUMBERS} numbers",
            )

    def _view(self, box: str | None) -> None:
        if box is None:
            raise _refused(self.field, "tidak memiliki viewBox", "has no viewBox")
        _, _, width, height = numbers(box) or (0, 0, 0, 0)
        if width <= 0 or height <= 0 or not RATIO[0] <= width / height <= RATIO[1]:
            raise _refused(
                self.field,
                f"lebarnya harus {RATIO[0]} sampai {RATIO[1]} kali tingginya agar muat pada kop",
                f"its width must be {RATIO[0]} to {RATIO[1]} times its height to fit the letterhead",
            )

    def _refuse(self, what: str) -> None:
        shown = "".join(letter if letter.isprintable() else "?" for letter in what)
        raise _refused(self.field, f"memuat {shown}, yang tidak diperbolehkan", f"holds {shown}, which is not allowed")


def _refused(field: str, problem: str, problem_en: str) -> InvalidField:
    return InvalidField(
        field=field,
        problem=f"{problem}. Pakai SVG yang hanya berisi bentuk dengan warna penuh, misalnya disimpan sebagai SVG teroptimasi.",
        problem_en=f"{problem_en}. Use an SVG that has nothing but shapes in full colours, for example one saved as optimized SVG.",
    )
