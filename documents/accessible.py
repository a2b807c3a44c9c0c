"""Makes a tagged PDF/A a PDF/UA-1 as well: what a screen reader hears is what a reader sees (ISO 14289-1).

WeasyPrint tags what the page names. What it leaves undone: headings may skip a level (7.4.2), rows that no `tbody`
holds lie in a table within the table (7.2), headers that span columns are not those of each of them and a table that
only arranges things on the page is announced as a table of facts (7.5), and what stands in the margin is text without a place in the tree (7.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

RDF_END = b"</rdf:RDF>"

CLAIM = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"\
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file complies with</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""The claim (ISO 14289-1, 5), with the description of its schema that an archive file owes (ISO 19005-3, 6.6.2.3.3).

It stands in the one rdf:RDF that is there: of a second one readers take no notice.
"""

TABULAR = ("/Table", "/THead", "/TBody", "/TR", "/TD")
"""The parts of a table without headers."""

PAGINATION = {"Type": "/Pagination"}
"""What the margin repeats on each page: a screen reader passes over it."""


def comply(pdf: pydyf.PDF) -> None:
    """Mend the structure tree of a tagged PDF/A to which nothing is added any more, and claim PDF/UA-1 for it."""
    _mend(pdf, _found(pdf, pdf.catalog["StructTreeRoot"]))
    _claim(_found(pdf, pdf.catalog["Metadata"]))
    _read_blanks(pdf)


def _claim(metadata: pydyf.Stream) -> None:
    metadata.stream[:] = [part.replace(RDF_END, CLAIM + RDF_END) for part in metadata.stream]


def _read_blanks(pdf: pydyf.PDF) -> None:
    """A blank at which no line ends is read, found and copied as a blank (7.21.7)."""
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.stream[2:3] == [b"begincmap"]:
            part.stream[:] = [re.sub(rb"<00a0>\Z", b"<0020>", line) for line in part.stream]


def _mend(pdf: pydyf.PDF, root: pydyf.Dictionary) -> None:
    parts = list(_walk(pdf, _found(pdf, root["K"][0])))
    _close_ranks([part for part in parts if _level(part)])
    for part in parts:
        if part["S"] == "/Table":
            _mend_table(pdf, part)
    _pass_over_margins(pdf, _found(pdf, root["ParentTree"])["Nums"], {part.number for part in parts})


def _found(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _walk(pdf: pydyf.PDF, part: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    """The parts of the tree, in the order in which they are read."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(_children(pdf, part)))


def _children(pdf: pydyf.PDF, part: pydyf.Dictionary) -> list[pydyf.Dictionary]:
    below = (_found(pdf, kid) for kid in part["K"] if isinstance(kid, bytes))
    return [kid for kid in below if kid.get("Type") == "/StructElem"]


def _level(part: pydyf.Dictionary) -> int:
    kind = part["S"]
    return int(kind[2:]) if kind[:2] == "/H" and kind[2:].isdigit() else 0


def _close_ranks(headings: list[pydyf.Dictionary]) -> None:
    """Number headings by their depth: a heading under one of level 2 is of level 3."""
    above: list[int] = []
    for heading in headings:
        level = _level(heading)
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading["S"] = f"/H{len(above)}"


def _mend_table(pdf: pydyf.PDF, table: pydyf.Dictionary) -> None:
    parts = list(_walk(pdf, table))
    if not any(part["S"] == "/TH" for part in parts):
        for part in parts:
            _lay_out(part)
    for group in _children(pdf, table):
        scope = "/Column" if group["S"] == "/THead" else "/Row"
        for part in _walk(pdf, group):
            _mend_cell(part, scope)
        if group["S"] == "/Table":
            group["S"] = "/TBody"


def _mend_cell(cell: pydyf.Dictionary, scope: str) -> None:
    """Say of a header what it heads, instead of saying of each cell which headers it has: spans are counted wrongly."""
    if cell["S"] == "/TH":
        del cell["ID"]
        cell["A"]["Scope"] = scope
    elif cell["S"] == "/TD":
        cell["A"].pop("Headers", None)


def _lay_out(part: pydyf.Dictionary) -> None:
    """Make a part of a table without headers a mere division of the page."""
    if part["S"] in TABULAR:
        part["S"] = "/Div"
        part.pop("A", None)


def _pass_over_margins(pdf: pydyf.PDF, places: list[Any], told: set[int]) -> None:
    """Make what no part of the tree holds an artifact. `places` is page, its contents, page, its contents …"""
    for page, contents in zip(pdf.page_references, places[1::2], strict=False):
        silent = {mcid for mcid, owner in enumerate(contents) if int(owner.split()[0]) not in told}
        for mcid in silent:
            contents[mcid] = b"null"
        if silent:
            _silence(_found(pdf, _found(pdf, page)["Contents"]).stream, silent)


def _silence(stream: list[Any], silent: set[int]) -> None:
    marks = [place for place, item in enumerate(stream) if isinstance(item, dict) and item.get("MCID") in silent]
    for place in marks:
        stream[place - 1] = "/Artifact"
        stream[place] = pydyf.Dictionary(PAGINATION)
