"""The case file of an evidence bundle: what its entries say, on paper, with the checkpoint that they are held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno

from documents import ink, words
from documents.assets import QR
from documents.catalogue import FORMS
from documents.paper import drawn
from documents.report import SEVERITIES, figure
from workflow.authority import AgencyFacts
from workflow.states import label

OUTCOMES = {"unmet": "tidak terpenuhi", "waived": "dikecualikan"}
CHANGES = {"done": "dilaksanakan", "refused": "ditolak"}

GROUP = 8
"""Letters of a hash that stand together."""


@dataclass(frozen=True)
class Speech:
    """How codes and instants are said on paper.

    Attributes:
        kinds: kind of transfer → its words.
        capacity: what history holds of a capacity → its words.
        shown: an instant → as a person reads it, with its zone.
    """

    kinds: Mapping[str, str]
    capacity: Callable[[str], str]
    shown: Callable[[datetime], str]


def draw(told: Mapping[str, Any], agency: AgencyFacts, speech: Speech, *, rehearsal: bool) -> bytes:
    """The case file as PDF/A.

    Args:
        told: what storage.evidence gathered for it.
        rehearsal: mark every page DEMO.
    """
    code = segno.make(told["note"], error="m", micro=False, boost_error=False)
    known = {"label": label, "title": title, "grouped": grouped, "nip": words.nip, "n": figure, "speech": speech}
    tables = {"severities": SEVERITIES, "outcomes": OUTCOMES, "changes": CHANGES}
    images = {QR: ink.modules(code.matrix)}
    return drawn("case_file", {"c": told} | known | tables, agency, rehearsal=rehearsal, images=images)


def title(verb: str) -> str:
    """The title of the decree that a verb issues."""
    return FORMS[verb].title if verb in FORMS else verb


def grouped(digest: str) -> str:
    """A hash in groups that an eye can compare."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))
