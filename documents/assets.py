"""What a page may be made of: the bundled fonts, the arms, the colour profile. Nothing else can be fetched."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).parent / "templates"

FAMILY = "Bonum Naskah"
"""The family under which style.css knows the bundled faces (TeX Gyre Bonum, a free Bookman)."""

ARMS = "asset:arms.svg"

QR = "asset:qr.png"


class Assets(URLFetcher):
    """Serves the named assets and nothing else; it has no handler that could open a file or a socket."""

    def __init__(self, assets: Mapping[str, tuple[bytes, str]]) -> None:
        self._assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The asset named `url`.

        Raises:
            FatalURLFetchingError: no asset has this name.
        """
        if url not in self._assets:
            raise FatalURLFetchingError(f"{url} is not an asset of a decree")
        content, kind = self._assets[url]
        return URLFetcherResponse(url, content, {"Content-Type": kind})


@dataclass
class Profile:
    """A colour profile as the writer of the file takes it: `content` never changes, however often it is written."""

    name: str
    content: bytes
    components: tuple[str, ...]
    pdf_reference: bytes | None = None


def bundled() -> dict[str, tuple[bytes, str]]:
    """Address → content and type of what every decree shares."""
    assets = {f"asset:{path.name}": (path.read_bytes(), "font/otf") for path in _faces()}
    assets[ARMS] = ((TEMPLATES / "arms.svg").read_bytes(), "image/svg+xml")
    return assets


@cache
def templates() -> dict[str, str]:
    """File name → text of all templates, as they were when the process began to draw: none is read anew later."""
    return {path.name: path.read_text("utf-8") for path in TEMPLATES.iterdir() if path.is_file()}


@cache
def srgb() -> Profile:
    """The colour profile that an archive file must carry (ISO 19005-3, 6.2.3)."""
    return Profile("sRGB2014", (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes(), ("r", "g", "b"))


def letters() -> frozenset[str]:
    """The characters that all bundled faces can draw, and the white space of a page's source."""
    known = [set(TTFont(io.BytesIO(path.read_bytes())).getBestCmap()) for path in _faces()]
    return frozenset(map(chr, set.intersection(*known))) | {"\n", "\t"}


def _faces() -> list[Path]:
    return sorted(FONTS.glob("*.otf"))
