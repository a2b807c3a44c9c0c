"""The yearly report as a PDF: the agency's letterhead, the figures, and how they were counted. It is no decree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents import words
from documents.catalogue import FORMS
from documents.paper import drawn
from workflow.authority import AgencyFacts
from workflow.objections import OUTCOMES
from workflow.rules import RULES
from workflow.states import ENDED, State, label

SEVERITIES = {"block": "wajib", "warn": "peringatan", "info": "informasi"}


def draw(report: Mapping[str, Any], agency: AgencyFacts, kinds: Mapping[str, str], *, rehearsal: bool) -> bytes:
    """The report of storage.report as a PDF on the agency's paper.

    Args:
        kinds: kind of transfer → its words.
        rehearsal: mark every page DEMO.
    """
    told = {"r": report, "kinds": kinds, "chosen": chosen(report["units"]), "day": day}
    tables = {"running": running, "ended": ENDED, "n": figure}
    known = {"forms": FORMS, "label": label, "laws": RULES, "severities": SEVERITIES, "outcomes": OUTCOMES}
    return drawn("report", told | tables | known, agency, rehearsal=rehearsal)


def chosen(units: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The units that someone came to or left."""
    return [unit for unit in units if unit["in"] or unit["out"]]


def running(row: Mapping[str, Any]) -> int:
    """How many proposals of a row have not ended."""
    return sum(number for state, number in row["states"].items() if State(state) not in ENDED)


def day(value: object) -> str:
    """A date, or its ISO text, as "21 November 2026"; a dash for none."""
    return words.date(str(value)) if value else "–"


def figure(number: int | None) -> str:
    """A whole number with Indonesian signs; a dash for none."""
    return "–" if number is None else words.figure(str(number))
