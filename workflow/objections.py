"""Objections (keberatan) against a decree: until when one may be filed, and until when it must be answered."""

from __future__ import annotations

from datetime import date

from workflow.parameters import Parameter
from workflow.planning.working_days import WorkingDays

FILING_DAYS = Parameter("R-KBR-01", "days", 14, ("hari kerja untuk mengajukan", "working days to file"), lowest=14)
"""Working days after the decree in which an objection may be filed (PP 79/2021)."""

ANSWER_DAYS = Parameter(
    "R-KBR-01", "answer_days", 21, ("hari kerja untuk menjawab", "working days to answer"), highest=21
)
"""Working days after it was received in which an objection must be answered (PP 79/2021)."""

OBJECTED = ("approve", "reject", "suspend", "annul")
"""The verbs whose decrees can be objected to: they decide about a person, and each says until when."""

OUTCOMES: dict[str, tuple[str, str]] = {
    "upheld": ("dikabulkan", "upheld"),
    "dismissed": ("ditolak", "dismissed"),
    "inadmissible": ("tidak dapat diterima", "inadmissible"),
}
"""Outcome of an objection → (Indonesian, English) words."""


def filing_due(decree_date: date, calendar: WorkingDays, days: int) -> date:
    """The last day on which an objection against a decree of this date is in time."""
    return calendar.after(decree_date, days)


def answer_due(received: date, calendar: WorkingDays, days: int) -> date:
    """The day by which an objection received on this day must be answered."""
    return calendar.after(received, days)


def days_late(due: date, day: date, calendar: WorkingDays) -> int:
    """Working days from a limit to a day after it; 0 when the day is in time."""
    return calendar.between(due, day) if day > due else 0
