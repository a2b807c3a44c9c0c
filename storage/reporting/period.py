"""The period of a report: a year of the agency's calendar, or as much of it as has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.errors import InvalidField
from workflow.planning.calendar import local_day


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included, in the agency's zone."""

    first: date
    last: date
    zone: str

    @property
    def begins(self) -> datetime:
        """The instant at which the period begins."""
        return _midnight(self.first, self.zone)

    @property
    def ends(self) -> datetime:
        """The instant at which it is over."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    def day(self, at: datetime) -> date:
        """The day of an instant."""
        return local_day(at, self.zone)


def period(year: int, today: date, zone: str) -> Period:
    """The year, until today when it has not ended.

    Raises:
        InvalidField: the year has not begun.
    """
    if year > today.year:
        raise InvalidField(
            field="--year",
            problem=f"tahun {year} belum dimulai. Pilih tahun {today.year} atau sebelumnya.",
            problem_en=f"the year {year} has not begun. Choose {today.year} or an earlier one.",
        )
    return Period(date(year, 1, 1), min(date(year, 12, 31), today), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
