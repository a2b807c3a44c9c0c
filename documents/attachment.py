"""The data that a decree carries in its own file (`isi.json`): what its page prints, and nothing else.

It is read from the elements that are laid out, so it cannot say more or less than the page does. Fixed words of the
form become the names of its parts (LABELS, SECTIONS, LEADS); a part that this file does not know stays text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

import pydyf  # type: ignore[import-untyped]
from weasyprint import Attachment
from weasyprint.urls import URLFetcher

from documents.printed import Block, blocks, classes, items, lines, text

NAME = "isi.json"

SECTIONS = {"Menimbang :": "considerations", "Mengingat :": "bases", "Memperhatikan :": "notices"}
"""Heading → the part of the data that holds what stands under it."""

LABELS = ("TENTANG", "MEMUTUSKAN :", "Tembusan:")
"""Words that the order of the parts says."""

LEADS = {
    "NOMOR ": "number",
    "Ditetapkan di ": "place",
    "pada tanggal ": "date",
    "NIP ": "nip",
    "Keaslian Keputusan ini dapat diperiksa pada": "",
    "http": "url",
    "Kode verifikasi ": "code",
    "Titik periksa riwayat ": "checkpoint",
    "Disegel secara elektronik oleh ": "seal",
}
"""How a line begins → what it tells; an address is told whole."""

SIGNED = {"capacity": "office", "name": "name"}
"""Class of a part of the signature → what it tells."""


def attachment(page: Element, day: str, marks: Iterable[str], fetcher: URLFetcher) -> Attachment:
    """The data of a page as a file within its file, the source of what is printed (ISO 19005-3, annex E).

    Args:
        day: the date of the decree, which is that of the data.
        marks: what stands in the margin of each page, beside the number and the count of pages.
    """
    content = json.dumps(contents(page) | {"marks": list(marks)}, ensure_ascii=False, indent=1)
    made = datetime.fromisoformat(day)
    return Attachment(
        string=content.encode(),
        url_fetcher=fetcher,
        name=NAME,
        description="Isi naskah ini sebagai data",
        relationship="Source",
        created=made,
        modified=made,
    )


def associate_once(pdf: pydyf.PDF) -> None:
    """Name each associated file of a PDF once; WeasyPrint names it twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def contents(page: Element) -> dict[str, Any]:
    """What a page says, part by part.

    Raises:
        ValueError: the page has no body.
    """
    body = page.find("body")
    if body is None:
        raise ValueError("a page has a body")
    reading = _Reading()
    for element in body:
        reading.take(element)
    reading.leave_heading()
    return reading.found


class _Reading:
    """Reads a page from its top to its end."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {
            **{"letterhead": [], "title": "", "number": "", "subject": "", "preamble": []},
            **{"considerations": [], "bases": [], "notices": [], "dictums": []},
            **{"signature": None, "authentication": None, "copies": [], "verification": None},
            **{"annexes": [], "further": []},
        }
        self.heading = ""

    def take(self, element: Element) -> None:
        """The next element of the body."""
        kinds = classes(element)
        if "annex" in kinds:
            self.found["annexes"].append({"head": lines(element), "title": "", "content": []})
        elif kinds & {"closing", "beneath"}:
            for cell in element.iter("td"):
                self._close(cell)
        elif any("annex" in classes(child) for child in element):
            for child in element:
                self.take(child)
        elif self.found["annexes"]:
            self._annex(element, kinds)
        else:
            self._decide(element, kinds)

    def _decide(self, element: Element, kinds: set[str]) -> None:
        if kinds & {"office", "agency"}:
            self.found["letterhead"] += [text(part) for part in element if part.tag == "p"]
        elif "title" in kinds:
            self._title(element)
        elif element.tag == "h3":
            self.leave_heading()
            self.heading = text(element)
        elif self.heading and (element.tag == "ol" or "dictum" in kinds):
            self._under_heading(element)
        elif not self._part(element, kinds) and text(element) not in LABELS:
            self.found["further"] += blocks(element)

    def leave_heading(self) -> None:
        """Keep a heading under which nothing stands."""
        if self.heading:
            self.found["further"].append({"heading": self.heading})
        self.heading = ""

    def _title(self, element: Element) -> None:
        for part in element:
            said = text(part)
            if part.tag in ("h1", "h2"):
                self.found["title" if part.tag == "h1" else "subject"] = said
            elif "number" in classes(part):
                self.found.update(_told([said]))
            elif said not in LABELS:
                self.found["preamble"].append(said)

    def _under_heading(self, element: Element) -> None:
        section = SECTIONS.get(self.heading)
        if section:
            self.found[section] += items(element) if element.tag == "ol" else [text(element)]
        else:
            self.found["dictums"].append({"name": self.heading.removesuffix(" :"), **_dictum(element)})
        self.heading = ""

    def _annex(self, element: Element, kinds: set[str]) -> None:
        annex = self.found["annexes"][-1]
        if "annex-title" in kinds:
            annex["title"] = text(element)
        else:
            annex["content"] += blocks(element)

    def _close(self, cell: Element) -> None:
        place = (self.found["annexes"] or [self.found])[-1]
        if "signature" in classes(cell):
            place["signature"] = _signature(cell)
        elif "party" in classes(cell):
            place.setdefault("parties", []).append(_signature(cell))
        elif any("agrees" in classes(part) for part in cell):
            place["authentication"] = _signature(cell)
        else:
            for part in cell:
                if not self._part(part, classes(part)):
                    place["content" if "content" in place else "further"] += blocks(part)

    def _part(self, element: Element, kinds: set[str]) -> bool:
        """Take what stands beside the signature or beneath it, and say whether this is."""
        if "facts" in kinds:
            self.found["verification"] = _told(lines(element))
        elif "copies" in kinds:
            self.found["copies"] += [entry for part in element.iter("ol") for entry in items(part)]
        return bool(kinds & {"facts", "copies"})


def _dictum(element: Element) -> Block:
    """The text of a dictum, and what it names and lists."""
    found: Block = {}
    for one in blocks(element):
        for kind, told in one.items():
            if kind in found and kind != "text":
                found[kind] = found[kind] | told if kind == "fields" else found[kind] + told
            else:
                found[kind] = told
    return found


def _signature(cell: Element) -> Block:
    """Who signed, where and when; the rank is what stands under the name beside the NIP."""
    found: Block = {}
    for part in cell:
        kind = next((kind for kind in ("capacity", "name") if kind in classes(part)), "")
        if kind:
            found[SIGNED[kind]] = "\n".join(lines(part))
        else:
            told = _told(lines(part))
            if "name" in found and "lines" in told:
                told["rank"] = "\n".join(told.pop("lines"))
            found |= told | ({"lines": found["lines"] + told.get("lines", [])} if "lines" in found else {})
    return found


def _told(said: Iterable[str]) -> Block:
    """Lines by what they tell; those that begin in no known way are kept as `lines`."""
    found: Block = {}
    for line in said:
        lead = next((lead for lead in LEADS if f"{line} ".startswith(lead)), None)
        if lead is None:
            found.setdefault("lines", []).append(line)
        elif LEADS[lead]:
            found[LEADS[lead]] = line if lead == "http" else line[len(lead) :]
    return found
