"""The golden pages: what each form's sample says and looks like, once someone has looked at it and found it good.

    make golden     draws them anew; look at what has changed before it is kept

The words are compared exactly, the pictures so that another rounding of a letter's place is nothing, and a line that
moved by a millimetre is found.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from documents import render
from documents.catalogue import FORMS, sample
from tests.documents.orders import order
from workflow.copies import excerpts
from workflow.preview import NO_CODE, as_draft

FOLDER = Path(__file__).with_name("golden")

DPI = 50

GREYS = 4
"""Levels of grey, of which two bits a pixel are stored."""

NOTICED = 120
"""How much darker than all ink near it, of 255, a pixel must be to count."""

TOLERANCE = 10
"""Such pixels that a page may have: all of it moved by .1 mm makes none, its shortest line moved by 1 mm makes 31."""


def together() -> bytes:
    """The sample of a collective decree of three people."""

    def three(told: dict[str, Any]) -> None:
        for name in ("I Gusti Ngurah Agung Oka Suryadharma Wirabuana, S.Kep., Ns.", "Sudarto"):
            other = json.loads(json.dumps(told["cases"][0]))
            other["dossier"]["person"].update(full_name=name, name=name)
            told["cases"].append(other)

    return order("approve", three)


def draft() -> bytes:
    """The sample of a transfer as its preview."""
    gaps = {
        "number": "800.1.3.3/…/SK/2026",
        "code": NO_CODE,
        "verify_url": f"http://127.0.0.1:8000/verifikasi/{NO_CODE}",
    }
    return as_draft(order("approve", lambda told: told.update(gaps)))


ORDERS: dict[str, Callable[[], bytes]] = {
    **{verb: lambda verb=verb: sample(verb) for verb in FORMS},  # type: ignore[misc]
    "collective": together,
    "petikan": lambda: next(iter(excerpts(json.loads(together())))),
    "draft": draft,
}
"""Name of a golden file → the order that is drawn for it."""


def text(pdf: bytes) -> str:
    """The words of a paper: a line for each line, a line of dashes between pages."""
    with pypdfium2.PdfDocument(pdf) as file:
        pages = [page.get_textpage().get_text_range().replace("\ufffe", "-") for page in file]
    return "\n----\n".join("\n".join(" ".join(line.split()) for line in page.splitlines()) for page in pages) + "\n"


def pictures(pdf: bytes) -> list[Image.Image]:
    """The pages of a paper, small, in a few greys."""
    with pypdfium2.PdfDocument(pdf) as file:
        drawn = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in file]
    return [picture.point(lambda v: v * GREYS // 256 * 255 // (GREYS - 1)) for picture in drawn]


def differences(name: str, pdf: bytes) -> list[str]:
    """What is not as it was found good, in words."""
    kept = FOLDER / f"{name}.txt"
    said = list(unified_diff(kept.read_text("utf-8").splitlines(), text(pdf).splitlines(), "golden", "drawn", n=0))
    found, drawn = sorted(FOLDER.glob(f"{name}-*.png")), pictures(pdf)
    if len(found) != len(drawn):
        return [*said, f"{len(drawn)} pages, and not {len(found)}"]
    for number, (path, picture) in enumerate(zip(found, drawn, strict=True), 1):
        with Image.open(path) as golden:
            said += [f"page {number} looks otherwise {where}" for where in moved(golden.convert("L"), picture)]
    return said


def moved(golden: Image.Image, drawn: Image.Image) -> list[str]:
    """Where a page looks otherwise, in millimetres from the top left; nothing where it does not."""
    if golden.size != drawn.size:
        return [f"everywhere: {drawn.size} pixels and not {golden.size}"]
    strange = ImageChops.lighter(alone(golden, drawn), alone(drawn, golden))
    if strange.histogram()[255] <= TOLERANCE:
        return []
    left, top, right, bottom = (side * 25.4 / DPI for side in strange.getbbox() or (0, 0, 0, 0))
    return [f"between ({left:.0f}, {top:.0f}) and ({right:.0f}, {bottom:.0f}) mm"]


def alone(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where one picture has ink and the other has none within a pixel."""
    darker = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    return darker.point(lambda v: 255 if v > NOTICED else 0)


def keep(name: str, pdf: bytes) -> None:
    """Make a paper the golden one."""
    for old in FOLDER.glob(f"{name}-*.png"):
        old.unlink()
    (FOLDER / f"{name}.txt").write_text(text(pdf), "utf-8")
    for number, picture in enumerate(pictures(pdf), 1):
        picture.quantize(GREYS).save(FOLDER / f"{name}-{number}.png", bits=2, optimize=True)


def main() -> None:
    """Draw all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, made in ORDERS.items():
        keep(name, render.draw(made()))


if __name__ == "__main__":
    main()
