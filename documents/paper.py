"""Papers that are no decrees: drawn in this process from facts, on the agency's paper, as PDF/A and PDF/UA.

The same facts give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from weasyprint import CSS

from documents.artwork import held
from documents.assets import ARMS, Assets, srgb, templates
from documents.render import OUTPUT_INTENT, VARIANT, Page, finish, machinery, page_style
from workflow.authority import AgencyFacts

UNDRAWN = "?"
"""Stands for a character that the bundled faces cannot draw."""


def drawn(
    name: str,
    told: Mapping[str, Any],
    agency: AgencyFacts,
    *,
    rehearsal: bool,
    images: Mapping[str, Any] | None = None,
) -> bytes:
    """A paper as PDF.

    Args:
        name: of its template and its style sheet.
        told: what the template may use, beside `agency`.
        rehearsal: mark every page DEMO.
        images: address → drawing, beside the arms.

    Raises:
        Wanted: the agency has arms of its own that are not held in this process.
    """
    shared = machinery()
    text = shared.environment.get_template(f"{name}.html").render(**told, agency=agency)
    text = "".join(c if c in shared.letters else UNDRAWN for c in text)
    look = CSS(string=templates()[f"{name}.css"], font_config=shared.fonts)
    options = {"pdf_variant": VARIANT, "output_intent": OUTPUT_INTENT}
    document = Page(text, Assets(shared.assets)).render(
        shared.fonts,
        color_profiles={OUTPUT_INTENT: srgb()},
        stylesheets=[shared.style, page_style(agency.paper, rehearsal), look],
        cache={ARMS: held(agency.arms) if agency.arms else shared.arms, **(images or {})},
        **options,
    )
    identifier = hashlib.sha256(text.encode()).hexdigest()[:32].encode()
    content: bytes = document.write_pdf(finisher=finish, pdf_identifier=identifier, **options)
    return content
