"""Disciplinary sanctions on a day (PP 94/2021)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workflow.dossier import DisciplineFacts


def running(sanctions: Iterable[DisciplineFacts], day: date) -> list[DisciplineFacts]:
    """The sanctions that run on a day; first and last day count, and one without an end has not ended."""
    return [one for one in sanctions if one.start <= day and (one.end is None or one.end >= day)]
