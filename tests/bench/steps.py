"""A whole step against the bare library, and the part of it that is our own."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from app.batch import take_all
from app.sample.story import MAYOR
from app.wiring import Office
from documents import render
from tests.bench.figures import Figure, paired, seconds
from tests.bench.world import FlatPress, to_approval
from workflow.desk import Request
from workflow.step import take

TMT = {"tmt": "2026-12-01"}
ROUNDS, OWN, BATCH = 25, 60, 200


def measure(office: Office) -> Iterator[Figure]:
    """step-sealed, then without a seal: step-warmed, step-naive, own-part-ms, batch."""
    waiting = to_approval(office, 3 * ROUNDS + OWN + BATCH + 8)
    ids = iter(waiting)

    def step() -> None:
        take(office.desk, Request("approve", MAYOR, (next(ids),), TMT, "Disetujui."))

    office.press.warm()
    for _ in range(5):
        step()
    bare = Bare(newest_order(office))
    for _ in range(3):
        bare.warmed()
    yield Figure("step-sealed", paired(step, bare.warmed, ROUNDS), 1.15)

    office.__dict__["desk"] = replace(office.desk, sealer=None)
    for _ in range(3):
        step()
    bare = Bare(newest_order(office))
    for _ in range(3):
        bare.warmed()
    yield Figure("step-warmed", paired(step, bare.warmed, ROUNDS), 1.05)
    yield Figure("step-naive", paired(step, bare.naive, ROUNDS), 0.88)

    desk = replace(office.desk, press=FlatPress())
    own = [seconds(lambda: take(desk, Request("approve", MAYOR, (next(ids),), TMT, "Disetujui."))) for _ in range(OWN)]
    yield Figure("own-part-ms", statistics.median(own) * 1000, 8)

    rest = list(ids)[:BATCH]
    half = BATCH // 2
    before = seconds(lambda: [bare.warmed() for _ in range(half)])
    together = seconds(lambda: take_all(office, "approve", MAYOR, rest, TMT, "Disetujui."))
    after = seconds(lambda: [bare.warmed() for _ in range(BATCH - half)])
    yield Figure("batch", together / (before + after), 0.52)


def newest_order(office: Office) -> dict[str, Any]:
    """The drawing order of the decree that was issued last."""
    with office.database.reading() as connection:
        content = connection.execute(
            sa.text("SELECT content FROM payload ORDER BY transition DESC LIMIT 1")
        ).scalar_one()
    order: dict[str, Any] = json.loads(content)
    return order


class Bare:
    """The same page, drawn by the bare library."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.html = render.html(order)
        self.order = order
        self.fetcher = render.assets(order)
        self.fonts = render.machinery().fonts
        self.styles = render.stylesheets(order)
        self.texts = (
            render.templates()["style.css"],
            render.page_text(order["agency"]["paper"], True),
        )

    def warmed(self) -> None:
        """Fonts and style sheets reused, a new cache, no PDF/A, the collector on."""
        HTML(string=self.html, url_fetcher=self.fetcher).write_pdf(
            font_config=self.fonts, stylesheets=self.styles, cache={}
        )

    def naive(self) -> None:
        """Everything made anew: fonts, style sheets, images."""
        fonts = FontConfiguration()
        fetcher = render.assets(self.order)
        styles = [CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in self.texts]
        HTML(string=self.html, url_fetcher=fetcher).write_pdf(font_config=fonts, stylesheets=styles)
