"""A preview is the decree that the step would issue now, without its number; it is refused as the step is, and claims nothing."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from app.keys import make_keys
from app.wiring import Office
from documents import render
from storage import tables
from storage.log_tables import LogCheckpoint
from tests import world
from workflow.booking import book
from workflow.canonical import encode
from workflow.errors import DraftFailed, DrawingFailed, MutasiError, Stepping, StepRefused
from workflow.preview import NO_CODE, preview
from workflow.step import take

ON_THE_WAY = ("submit", "establish_need", "assess", "socialize", "approve", "implement", "conclude")

OWN = {"number", "n", "code", "verify_url", "draft"}
"""What a draft has otherwise than its decree."""

DRAWN: list[bytes] = []
"""The orders that the press was given, the newest last."""


@pytest.fixture
def office(database_url: str) -> Office:
    DRAWN.clear()
    made = world.build(database_url)
    made.press.during = DRAWN.append
    return made


def asked(office: Office, proposal: int, verb: str, **more: Any) -> dict[str, Any]:
    """The order of a preview."""
    preview(office.desk, world.request(office, proposal, verb, **more))
    told: dict[str, Any] = json.loads(DRAWN[-1])
    return told


def test_a_preview_of_each_step_is_its_decree_but_for_number_and_mark(office: Office) -> None:
    proposal = world.propose(office)
    for verb in ON_THE_WAY:
        world.make_ready(office, proposal, verb)
        draft = asked(office, proposal, verb)
        world.step(office, proposal, verb)
        issued = json.loads(DRAWN[-1])
        assert {key for key in draft | issued if draft.get(key) != issued.get(key)} == OWN
        assert draft["draft"] is True
        assert (draft["number"], draft["n"]) == (re.sub(r"/\d+/", "/…/", issued["number"], count=1), 0)
        assert draft["verify_url"] == issued["verify_url"].replace(issued["code"], NO_CODE)
    world.assert_sound(office)


def test_a_preview_of_a_collective_decree_is_of_all_its_people(office: Office) -> None:
    everyone = [world.propose(office, nip) for nip in world.COLLEAGUES[:3]]
    for proposal in everyone:
        world.carry(office, proposal, "approval")
    request = replace(world.request(office, everyone[0], "approve"), proposals=tuple(everyone))
    preview(office.desk, request)
    assert [case["proposal"] for case in json.loads(DRAWN[-1])["cases"]] == everyone


def test_a_preview_takes_no_number_and_leaves_nothing_behind(office: Office) -> None:
    proposal = world.propose(office)
    kinds = (tables.Booking, tables.Claim, tables.Counter, tables.Transition, tables.Proposal)
    before = [world.rows(office, kind) for kind in kinds]
    first, second = (asked(office, proposal, "submit") for _ in range(2))
    assert first == second
    assert [world.rows(office, kind) for kind in kinds] == before


def test_a_preview_signs_no_checkpoint(office: Office, tmp_path: Path) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit")
    make_keys(tmp_path, None)
    signing = world.open_office(office.settings.database_url, home=tmp_path, clock=office.clock)
    signing.clock.forward(days=1)
    assert signing.desk.signer is not None
    preview(signing.desk, world.request(signing, proposal, "establish_need"))
    assert world.rows(office, LogCheckpoint) == []


REFUSED: dict[str, tuple[str, Callable[[Office, int], dict[str, Any]]]] = {
    "another office's step": ("establish_need", lambda office, id: {"account": world.ANALYST}),
    "a reason is missing": ("reject", lambda office, id: {"note": " "}),
    "a verb of another state": ("approve", lambda office, id: {}),
    "an older version": ("establish_need", lambda office, id: {"version": 0}),
    "another dossier": ("establish_need", lambda office, id: {"dossier": "0" * 64}),
    "no dossier": ("establish_need", lambda office, id: {"dossier": "x"}),
    "a note that is too long": ("establish_need", lambda office, id: {"note": "x" * 20_000}),
    "unknown data": ("establish_need", lambda office, id: {"data": {"warna": "biru"}}),
    "an unknown account": ("establish_need", lambda office, id: {"account": "siapa"}),
    "an unknown verb": ("menari", lambda office, id: {"account": world.HEAD}),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_would_be_refused_is_not_previewed_for_the_same_reasons(why: str, office: Office) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit")
    verb, wrong = REFUSED[why]
    request = world.request(office, proposal, verb, **wrong(office, proposal))
    said = []
    for act in (preview, take):
        with pytest.raises(MutasiError) as refused:
            act(office.desk, request)
        said.append((type(refused.value), refused.value.sentence("id"), refused.value.sentence("en")))
    assert said[0] == said[1]


def test_an_unmet_rule_stops_a_preview_with_its_findings(office: Office) -> None:
    world.step(office, world.propose(office), "submit")
    request = world.request(office, world.propose(office), "submit")
    said = []
    for act in (preview, take):
        with pytest.raises(StepRefused) as refused:
            act(office.desk, request)
        said.append(refused.value.findings)
    assert said[0] == said[1]
    assert "R-PRO-01" in [finding.rule for finding in said[0] if finding.blocks]


def test_a_step_that_is_under_way_is_said_to_be(office: Office) -> None:
    proposal = world.propose(office)
    request = world.request(office, proposal, "submit")
    book(office.desk, request)
    with pytest.raises(Stepping):
        preview(office.desk, request)


def test_a_booking_whose_lease_has_ended_stands_in_no_previews_way_and_is_left_to_the_next_step(office: Office) -> None:
    proposal = world.propose(office)
    request = world.request(office, proposal, "submit")
    book(office.desk, request)
    office.clock.skew = timedelta(hours=1)
    preview(office.desk, request)
    assert [row["status"] for row in world.rows(office, tables.Booking)] == ["booked"]


def test_a_preview_waits_for_nobody_who_writes(office: Office) -> None:
    proposal = world.propose(office)
    request = world.request(office, proposal, "submit")
    with office.desk.store.transaction() as ledger:
        ledger.lock([proposal], posts=[])
        preview(office.desk, request)
    assert json.loads(DRAWN[-1])["draft"] is True


def test_a_page_that_cannot_be_drawn_says_nothing_of_a_number(office: Office) -> None:
    proposal = world.propose(office)
    office.press.fails = DrawingFailed(problem="tata letaknya rusak.", problem_en="the layout is broken.")
    with pytest.raises(DraftFailed) as failed:
        preview(office.desk, world.request(office, proposal, "submit"))
    assert failed.value.sentence("id") == "Konsep tidak dapat digambar: tata letaknya rusak."


# The page itself

LIGHT = 0xFF - 0xE6
"""How much darker than paper the mark is."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> tuple[bytes, bytes]:
    """A preview, and the decree that was issued after it."""
    DRAWN.clear()
    path = tmp_path_factory.mktemp("konsep") / "mutasi.db"
    path.write_bytes(sqlite_template.read_bytes())
    with world.build(f"sqlite:///{path}") as office:
        proposal = world.propose(office)
        world.carry(office, proposal, "approval")
        office.press.during = DRAWN.append
        asked(office, proposal, "approve")
        world.step(office, proposal, "approve")
    draft, issued = (render.draw(order) for order in DRAWN)
    return draft, issued


def words(pdf: bytes) -> str:
    """The words of a paper without blanks and without the hyphens that an address may break at."""
    with pypdfium2.PdfDocument(pdf) as file:
        text = "".join(page.get_textpage().get_text_range() for page in file)
    return re.sub(r"[\s\ufffe-]", "", text)


def test_the_words_of_a_preview_are_those_of_the_decree_but_for_number_and_code(pages: tuple[bytes, bytes]) -> None:
    issued = json.loads(DRAWN[-1])
    draft = words(pages[1]).replace(issued["code"].replace("-", ""), NO_CODE)
    draft = draft.replace(issued["number"], issued["number"].replace("/1/", "/…/"))
    assert words(pages[0]) == draft != words(pages[1])
    assert draft.count("/…/SK/") == draft.count(NO_CODE) + 1 == 3


def test_the_picture_of_a_preview_is_that_of_the_decree_but_for_number_code_and_mark(
    pages: tuple[bytes, bytes],
) -> None:
    draft, issued = map(shots, pages)
    assert len(draft) == len(issued)
    for one, two, hidden in zip(draft, issued, places(pages), strict=True):
        for picture in (one, two):
            for box in hidden:
                ImageDraw.Draw(picture).rectangle(box, fill=255)
        assert one.getextrema()[0] < 64
        assert ImageChops.difference(one, two).getextrema()[1] <= LIGHT


def test_every_page_of_a_preview_bears_the_mark(pages: tuple[bytes, bytes]) -> None:
    for marked, plain in zip(*map(shots, pages), strict=True):
        apart = ImageChops.difference(marked, plain).histogram()
        assert sum(apart[LIGHT - 3 : LIGHT + 1]) > 10_000


def test_a_preview_says_that_its_seal_is_still_to_come(pages: tuple[bytes, bytes]) -> None:
    assert pages
    seal = {"kind": "bsre", "by": "Sekretaris Daerah", "level": "B-B", "certificate": "0" * 64}
    draft, issued = (words(render.draw(encode(json.loads(order) | {"seal": seal}))) for order in DRAWN)
    assert "AkanditandatanganisecaraelektronikolehSekretarisDaerah" in draft
    assert "DitandatanganisecaraelektronikolehSekretarisDaerah" in issued
    assert ("BSrE" in draft, "BSrE" in issued) == (False, True)


def shots(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as file:
        return [page.render(scale=1, grayscale=True).to_pil().convert("L") for page in file]


def places(pages: tuple[bytes, bytes]) -> list[list[tuple[int, int, int, int]]]:
    """For each page the boxes of what may differ: lines with the number, the code and its field."""
    found: list[list[tuple[int, int, int, int]]] = []
    for pdf in pages:
        with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
            for at, page in enumerate(file):
                found += [[]] if len(found) <= at else []
                found[at] += list(_boxes(page))
    return found


def _boxes(page: Any) -> Iterator[tuple[int, int, int, int]]:
    text, (width, height) = page.get_textpage(), page.get_size()
    for sought, left, right, deep in (("NOMOR 800", -width, width, 12), ("Keaslian", -60, 170, 62)):
        search = text.search(sought, match_case=True)
        while hit := search.get_next():
            x, _, _, top = text.get_charbox(hit[0])
            yield round(x + left), round(height - top) - 4, round(x + right), round(height - top) + deep
