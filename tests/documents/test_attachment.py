"""The data that a decree carries is what its page prints: no word less, and no word more."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest

from documents import render
from documents.attachment import LABELS, LEADS, NAME, SECTIONS
from documents.catalogue import FORMS, sample
from tests.documents.orders import order

Data = dict[str, Any]

BROKEN = "\ufffe"
"""What the reader gives for a hyphen at the end of a line."""


def collective(told: dict[str, Any]) -> None:
    told["cases"] *= 3


def excerpt(told: dict[str, Any]) -> None:
    told["copy"] = {"kind": "petikan", "serial": 2, "of": 3}


def in_earnest(told: dict[str, Any]) -> None:
    told["rehearsal"] = False


ORDERS = {
    **{verb: sample(verb) for verb in FORMS},
    "collective": order("approve", collective),
    "excerpt": order("approve", excerpt),
    "in earnest": order("submit", in_earnest),
}


@cache
def drawn(name: str) -> bytes:
    return render.draw(ORDERS[name])


def data(pdf: bytes) -> Data:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        told: Data = json.loads(file.attachments[NAME].get_file().read_bytes())
    return told


def printed(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as file:
        return [page.get_textpage().get_text_range().replace(BROKEN, "-") for page in file]


def said(told: Data, pages: int) -> Iterator[str]:
    """The data as a page says it, with the fixed words that its parts stand for."""
    number = told.pop("number")
    yield from (f"NOMOR {number}", *LABELS[:2], *told.pop("marks") * pages)
    yield from (f"NOMOR {number} – Halaman {page + 1} dari {pages}" for page in range(pages))
    for heading, section in SECTIONS.items():
        yield from ((heading, *told[section]) if told[section] else ())
        told.pop(section)
    if told["copies"]:
        yield LABELS[2]
    verification = told.pop("verification")
    if not any("dapat diperiksa pada" in line for line in verification.get("lines", [])):
        yield "Keaslian Keputusan ini dapat diperiksa pada"
    yield from _lines(verification)
    yield from _lines(told)


def _lines(part: Any) -> Iterator[str]:
    """Any other part: what a signature or a verification tells with its lead, what is named with its name."""
    leads = {kind: lead for lead, kind in LEADS.items() if kind and lead != "http"}
    if isinstance(part, list):
        for one in part:
            yield from _lines(one)
    elif isinstance(part, dict):
        for name, one in part.items():
            if name == "fields":
                yield from (f"{label} : {value}" for label, value in one.items())
            elif name == "name" and ("text" in part or "list" in part):
                yield f"{one} :"
            else:
                yield leads.get(name, "")
                yield from _lines(one)
    elif part:
        yield part


def words(texts: Any) -> Counter[str]:
    """The words and signs of texts, spaced letters joined, without the letters and numbers that count list items."""
    found = re.sub(r"(?:(?<=\s)|^)(?:[a-z]|\d+)\.(?=\s|$)", " ", "\n".join(texts))
    joined = re.sub(r"\b(?:[A-Z] ){2,}[A-Z]\b", lambda spaced: spaced[0].replace(" ", ""), found)
    return Counter(re.findall(r"\w+|[^\w\s]", joined))


def heads_of_tables(told: Data) -> list[str]:
    """What is printed again at the top of a page on which a table goes on."""
    tables = [table for annex in told["annexes"] for part in annex["content"] for table in part.get("tables", ())]
    return [column for table in tables for column in table["columns"]]


@pytest.mark.parametrize("name", ORDERS)
def test_every_word_of_the_page_is_in_the_data_and_the_other_way_round(name: str) -> None:
    pages = printed(drawn(name))
    on_paper, as_data = words(pages), words(said(data(drawn(name)), len(pages)))
    heads = words(heads_of_tables(data(drawn(name)))) if len(pages) > 1 else Counter[str]()
    assert [word for word in on_paper - as_data if word not in heads] == []
    assert as_data - on_paper == Counter()


def test_a_word_of_the_page_that_the_data_keeps_back_is_found() -> None:
    pages = printed(drawn("submit"))
    told = data(drawn("submit"))
    told["dictums"][1]["text"] = ""
    assert words(pages) - words(said(told, len(pages)))


def test_the_data_names_the_parts_of_a_decree() -> None:
    told, source = data(drawn("approve")), json.loads(sample("approve"))
    assert told["number"] == source["number"]
    assert told["title"] == "KEPUTUSAN WALI KOTA TELAGA SARI"
    assert told["considerations"][0].startswith("bahwa dr. Sekar Ayu")
    assert len(told["bases"]) == len(source["bases"])
    assert [dictum["name"] for dictum in told["dictums"][:2]] == ["Menetapkan", "KESATU"]
    assert told["dictums"][1]["fields"]["Jabatan baru"] == "Dokter Ahli Muda"
    assert told["signature"]["name"] == source["signatory"]["name"]
    assert told["signature"]["place"] == source["agency"]["place"]
    assert told["verification"]["code"] == source["code"]
    assert told["verification"]["url"] == source["verify_url"]
    assert told["copies"]
    assert told["further"] == []


def test_the_data_keeps_the_tables_of_an_annex() -> None:
    (annex,) = data(drawn("assess"))["annexes"]
    assert annex["title"] == "BERITA ACARA RAPAT TIM PENILAI KINERJA"
    assert annex["signature"]["name"] == json.loads(sample("assess"))["signatory"]["name"]
    (table, *_), *_ = (block["tables"] for block in annex["content"] if "tables" in block)
    assert table["columns"][:2] == ["No.", "Nama dan NIP"]
    assert all(len(row) == len(table["columns"]) for row in table["rows"])


def test_a_rehearsal_says_so_in_the_data() -> None:
    assert data(drawn("in earnest"))["marks"] == []
    assert data(drawn("submit"))["marks"] == ["DEMO – DOKUMEN LATIHAN, TIDAK MEMPUNYAI KEKUATAN HUKUM"]


def test_what_a_dossier_knows_and_a_page_does_not_print_stays_out() -> None:
    def secret(told: dict[str, Any]) -> None:
        told["cases"][0]["dossier"]["person"]["spouse_nip"] = "198001012005011999"

    content = json.dumps(data(render.draw(order("submit", secret))))
    assert "198001012005011999" not in content


def test_the_data_is_the_source_of_the_page_and_dated_like_it() -> None:
    with pikepdf.open(io.BytesIO(drawn("submit"))) as file:
        (entry,) = file.Root.AF
        assert entry.AFRelationship == "/Source"
        assert entry.UF == NAME
        stream = entry.EF.F
        day = json.loads(sample("submit"))["date"].replace("-", "")
        assert stream.Subtype == "/application/json"
        assert [str(stream.Params[key]) for key in ("/CreationDate", "/ModDate")] == [f"D:{day}000000Z"] * 2
