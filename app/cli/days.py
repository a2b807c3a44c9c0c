"""Days as they are written on the command line: TTTT-BB-HH."""

from __future__ import annotations

from datetime import date

from workflow.errors import InvalidField
from workflow.text import shown, spoken


def day(field: str, text: str) -> date:
    """A day of the calendar.

    Raises:
        InvalidField: it is no such day.
    """
    from workflow.complaints import PROBLEMS
    from workflow.days import iso_date

    try:
        return iso_date(text)
    except ValueError as problem:
        id, en = PROBLEMS[str(problem)]
        raise InvalidField(
            field=field, problem=id.format(value=shown(text)), problem_en=en.format(value=shown(text))
        ) from None


def past_day(field: str, text: str, today: date) -> date:
    """A day that is not after today.

    Raises:
        InvalidField: it is no such day.
    """
    found = day(field, text)
    if found > today:
        raise InvalidField(
            field=field,
            problem=f"tanggal {spoken(found)} belum terjadi; hari ini {spoken(today)}.",
            problem_en=f"the date {spoken(found, 'en')} has not come; today is {spoken(today, 'en')}.",
        )
    return found
