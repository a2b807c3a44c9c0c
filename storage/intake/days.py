"""Cells that hold days: real ones, or written in a way that cannot be misread."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.intake.cells import FIRST_YEAR, LAST_YEAR, Bad, Kind, Value
from storage.intake.nips import real_day
from storage.intake.report import Cell, shown

ISO_LENGTH = 10
ISO_SHAPE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
LOCAL_SHAPE = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
EXCEL_EPOCH = date(1899, 12, 30)
LAST_SERIAL = 73_415
"""The number by which a spreadsheet knows 2100-12-31."""


@dataclass(frozen=True, eq=False)
class Day(Kind):
    """A day of the calendar, stored as ISO text. `past`: not after today."""

    past: bool = False

    words = ("tanggal, TTTT-BB-HH atau HH-BB-TTTT", "a day, YYYY-MM-DD or DD-MM-YYYY")

    def read(self, cell: Cell, today: date) -> Value:
        return self._bounded(_day(cell), today).isoformat()

    def _bounded(self, day: date, today: date) -> date:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Bad(
                f"tahun {day.year} di luar {FIRST_YEAR}–{LAST_YEAR}; periksa tanggalnya",
                f"the year {day.year} is not within {FIRST_YEAR}–{LAST_YEAR}; check the date",
            )
        if self.past and day > today:
            raise Bad(
                f"{day} belum terjadi (hari ini {today}); periksa tanggalnya",
                f"{day} has not come yet (today is {today}); check the date",
            )
        return day


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        if cell.time() != datetime.min.time():
            raise Bad(
                f"{shown(cell)} berisi jam; isi tanggalnya saja",
                f"{shown(cell)} has a time of day; give the date alone",
            )
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _written_day(cell)
    raise Bad(
        f"{shown(cell)} bukan tanggal{_likely_day(cell)[0]}; format sel sebagai tanggal, atau tulis TTTT-BB-HH",
        f"{shown(cell)} is not a date{_likely_day(cell)[1]}; format the cell as a date, or write YYYY-MM-DD",
    )


def _written_day(text: str) -> date:
    if len(text) == ISO_LENGTH and text[4] == text[7] == "-":
        with suppress(ValueError):
            return date.fromisoformat(text)
    iso, local = ISO_SHAPE.fullmatch(text), LOCAL_SHAPE.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if local:
            return date(int(local[4]), int(local[3]), int(local[1]))
    except ValueError:
        raise Bad(
            f"tanggal {shown(text)} tidak ada dalam kalender; periksa hari dan bulannya",
            f"there is no day {shown(text)} in the calendar; check day and month",
        ) from None
    raise Bad(
        f"{shown(text)} bukan tanggal; tulis TTTT-BB-HH (2026-01-31) atau HH-BB-TTTT (31-01-2026)",
        f"{shown(text)} is not a date; write YYYY-MM-DD (2026-01-31) or DD-MM-YYYY (31-01-2026)",
    )


def _likely_day(cell: Cell) -> tuple[str, str]:
    """What day a number probably is: eight digits, or a spreadsheet's count of days."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        return "", ""
    digits = str(int(cell))
    day: date | None = None
    if len(digits) == 8 and real_day(digits):
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    elif 0 < cell <= LAST_SERIAL:
        day = EXCEL_EPOCH + timedelta(days=int(cell))
    return (f" (mungkin {day})", f" (probably {day})") if day else ("", "")
