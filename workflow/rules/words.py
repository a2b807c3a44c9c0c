"""Words that the sentences of several rules share."""

from __future__ import annotations

from datetime import date

from workflow.text import shown, spoken


def cited(number: object, day: date, language: str = "id") -> str:
    """A letter as a sentence cites it: its number and its date."""
    if language == "en":
        return f"{shown(number)} of {spoken(day, 'en')}"
    return f"nomor {shown(number)} tanggal {spoken(day)}"
