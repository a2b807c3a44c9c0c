"""The agency's own arms: an order names them by hash, and is drawn with them or not at all."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from documents import artwork, render
from documents.catalogue import sample
from documents.press import Press
from tests.documents.orders import order
from tests.documents.test_svg import svg_of
from workflow.errors import Busy, DrawingFailed

GREEN = svg_of('<path d="M0 0h60v80H0z" fill="#00ff00"/>')
WIDE = svg_of('<path d="M0 0h80v60H0z" fill="#ff00ff"/>', "0 0 80 60")
OFFSET = svg_of('<path d="M100 100h60v80h-60z" fill="#00ff00"/>', "100 100 60 80")

FILES = {hashlib.sha256(content).hexdigest(): content for content in (GREEN, WIDE, OFFSET)}
MINE, STATE, MOVED = FILES


class Shelf:
    """Gives arms by hash, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False
        self.wrong: bytes | None = None

    def __call__(self, sha256: str) -> bytes | None:
        self.asked.append(sha256)
        if self.fails:
            raise Busy()
        return self.wrong or FILES.get(sha256)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def press(shelf: Shelf) -> Iterator[Press]:
    with Press(arms=shelf) as running:
        yield running


def with_arms(verb: str, **own: Any) -> bytes:
    """The sample of a form by an agency with arms of its own."""
    return order(verb, lambda told: told["agency"].update(own))


def painted(pdf: bytes, colour: tuple[int, int, int]) -> tuple[int, int]:
    """Width and height of what is painted in a colour on the first page, in tenths of a millimetre."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        picture = document[0].render(scale=254 / 72).to_pil().convert("RGB")
    strange = ImageChops.difference(picture, Image.new("RGB", picture.size, colour)).convert("L")
    left, top, right, bottom = strange.point(lambda value: 0 if value else 255).getbbox() or (0, 0, 0, 0)
    return right - left, bottom - top


def test_arms_of_any_shape_fill_their_place_and_no_more() -> None:
    for content in FILES.values():
        artwork.hold(content)
    for own, colour in ((MINE, (0, 255, 0)), (MOVED, (0, 255, 0)), (STATE, (255, 0, 255))):
        width, height = painted(render.draw(with_arms("submit", arms=own)), colour)
        assert 130 <= width <= 176
        assert 120 <= height <= 204
        width, height = painted(render.draw(with_arms("approve", arms=own)), colour)
        assert 130 <= width <= 221
        assert 150 <= height <= 187


def test_the_emblem_stands_above_the_name_of_the_office_only() -> None:
    for content in FILES.values():
        artwork.hold(content)
    office, agency = (render.draw(with_arms(verb, arms=MINE, emblem=STATE)) for verb in ("approve", "submit"))
    assert painted(office, (255, 0, 255)) > (0, 0)
    assert painted(office, (0, 255, 0)) == (0, 0)
    assert painted(agency, (0, 255, 0)) > (0, 0)
    assert painted(agency, (255, 0, 255)) == (0, 0)


def test_a_child_asks_once_for_arms_and_draws_what_this_process_draws(press: Press, shelf: Shelf) -> None:
    artwork.hold(GREEN)
    mine = with_arms("submit", arms=MINE)
    assert press.draw(mine) == press.draw(mine) == render.draw(mine)
    assert shelf.asked == [MINE]
    assert press.draw(sample("submit")) != press.draw(mine)
    assert shelf.asked == [MINE]


def test_an_order_that_names_arms_which_nobody_has_is_not_drawn(press: Press, shelf: Shelf) -> None:
    with pytest.raises(DrawingFailed, match="the arms that its drawing order names are not there"):
        press.draw(with_arms("submit", arms="0" * 64))
    shelf.wrong = WIDE
    with pytest.raises(DrawingFailed, match="the arms that its drawing order names are not there"):
        press.draw(with_arms("submit", arms=MINE))
    shelf.wrong = b"<svg onload='x'/>"
    with pytest.raises(DrawingFailed, match="the arms that its drawing order names are not there"):
        press.draw(with_arms("submit", arms=MINE))
    assert press.draw(sample("submit")).startswith(b"%PDF")


def test_a_shelf_that_cannot_be_reached_costs_the_child_and_not_the_next_decree(press: Press, shelf: Shelf) -> None:
    shelf.fails = True
    with pytest.raises(Busy):
        press.draw(with_arms("submit", arms=MINE))
    shelf.fails = False
    assert press.draw(with_arms("submit", arms=MINE)).startswith(b"%PDF")
    assert press.draw(sample("submit")).startswith(b"%PDF")
