"""What a page prints, read from its own elements: text, lists and tables as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

LINES = frozenset({"br", "p", "div", "li", "ol", "tr", "table", "h1", "h2", "h3", "h4"})
"""Elements that begin a line and end one."""

NESTED = ("ol", "table")

Block = dict[str, Any]
"""A paragraph, heading, list or table of a page."""


def classes(element: Element) -> set[str]:
    """The classes of an element."""
    return set(element.get("class", "").split())


def lines(element: Element) -> list[str]:
    """The lines of an element as its source breaks them, each with single blanks."""
    found = (" ".join(line.split()) for line in "".join(_said(element)).split("\v"))
    return [line for line in found if line]


def text(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join(lines(element))


def items(element: Element) -> list[str]:
    """The items of a list."""
    return [text(item) for item in element]


def fields(table: Element) -> dict[str, str]:
    """The rows of a table that names what it tells: label → value, without the colon between them."""
    return {text(label): text(value).removeprefix(":").strip() for label, value in table.iter("tr")}


def grid(table: Element) -> Block:
    """The columns and the rows of any other table; a cell keeps its lines."""
    head, body = table.find("thead"), table.find("tbody")
    rows = table.iter("tr") if body is None else body.iter("tr")
    columns = [] if head is None else [text(cell) for cell in head.iter("th")]
    return {"columns": columns, "rows": [["\n".join(lines(cell)) for cell in row] for row in rows]}


def blocks(element: Element) -> list[Block]:
    """An element that stands for itself: its text, then the lists and tables within."""
    if element.tag in NESTED:
        return [_nested(element)]
    said, nested = apart(element)
    kind = "heading" if element.tag[0] == "h" else "text"
    return [*([{kind: said}] if said else []), *map(_nested, nested)]


def apart(element: Element) -> tuple[str, list[Element]]:
    """The text of an element without its lists and tables, its lines kept, and these."""
    nested = [child for child in element if child.tag in NESTED]
    own = Element(element.tag)
    own.text = element.text
    own.extend(_gap(child) if child in nested else child for child in element)
    return "\n".join(lines(own)), nested


def _nested(element: Element) -> Block:
    if element.tag == "ol":
        return {"list": items(element)}
    return {"fields": fields(element)} if _names(element) else {"tables": [grid(element)]}


def _names(table: Element) -> bool:
    """Whether each row of a table gives one value to a name of its own."""
    rows = list(table.iter("tr"))
    return "fields" in classes(table) and len({text(row[0]) for row in rows if len(row) == 2}) == len(rows)


def _gap(element: Element) -> Element:
    gap = Element("br")
    gap.tail = element.tail
    return gap


def _said(element: Element) -> Iterator[str]:
    """The text of an element, with a vertical tab where a line begins or ends."""
    edge = "\v" if element.tag in LINES else " " if element.tag in ("td", "th") else ""
    yield edge + _flat(element.text)
    for child in element:
        yield from _said(child)
        yield _flat(child.tail)
    yield edge


def _flat(part: str | None) -> str:
    return (part or "").replace("\v", " ")
