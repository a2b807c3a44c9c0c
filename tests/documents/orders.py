"""Drawing orders for the tests: the samples, with something changed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pypdf

from documents.catalogue import sample


def order(verb: str, change: Callable[[dict[str, Any]], None] = lambda told: None) -> bytes:
    """The sample order of `verb` after `change`, in canonical bytes."""
    told = json.loads(sample(verb))
    change(told)
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def named(name: str, verb: str = "submit") -> bytes:
    """The sample order of `verb` for an employee of this name."""

    def change(told: dict[str, Any]) -> None:
        told["cases"][0]["dossier"]["person"].update(name=name, full_name=name)

    return order(verb, change)


def lengthy(words: int) -> bytes:
    """An order whose decree is `words` words long in one place."""

    def change(told: dict[str, Any]) -> None:
        told["cases"][0]["note"] = "panjang " * words

    return order("reject", change)


def text(pdf: bytes) -> str:
    """The text of a decree, its white space made single."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
