"""Working days: Monday to Friday, without the national holidays and the collective leave of the holiday table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta


class WorkingDays:
    """The calendar of working days; without a table only weekends are off."""

    def __init__(self, off: Mapping[date, str] | None = None) -> None:
        self.off = off or {}

    def is_working(self, day: date) -> bool:
        """Whether the office works on this day."""
        return day.weekday() < 5 and day not in self.off

    def after(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself does not count."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
