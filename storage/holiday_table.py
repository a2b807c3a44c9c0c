"""Changes of the holiday table: days on which the office rests come and go, each with who and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import changes
from storage.changes import By, act
from storage.governance import Holiday
from storage.holidays import KINDS, holidays
from storage.tables import table
from workflow.errors import InvalidData, InvalidField
from workflow.text import filled, spoken

_h = table(Holiday)


def set_holidays(connection: sa.Connection, days: Mapping[date, str], kind: str, reason: str, by: By) -> dict[str, Any]:
    """Enter days on which the office rests; a day of the same kind takes the new name.

    Raises:
        InvalidData: days that are there with another kind, each in a sentence.
        InvalidField: a year between known years would have no holiday.
        RoleMissing: the account is no administrator.
    """
    told = {"kind": kind, "days": {day.isoformat(): filled(day.isoformat(), name) for day, name in days.items()}}
    old = {row["day"].isoformat(): row["name"] for row in holidays(connection) if row["day"] in days}
    return changes.ask(connection, "holiday set", _span(days), told, reason, by, old=old)


def remove_holiday(connection: sa.Connection, day: date, reason: str, by: By) -> dict[str, Any]:
    """Let the office work on a day again.

    Raises:
        InvalidField: the day is no holiday, or the last one of a year between known years.
        RoleMissing: the account is no administrator.
    """
    old = next((row for row in holidays(connection, day.year) if row["day"] == day), None)
    return changes.ask(connection, "holiday remove", _span([day]), {"day": day.isoformat()}, reason, by, old=old)


@act("holiday set")
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    days = {date.fromisoformat(day): name for day, name in told["days"].items()}
    there = {row["day"]: row for row in holidays(connection)}
    taken = [there[day] for day in days if day in there and there[day]["kind"] != told["kind"]]
    if taken:
        raise InvalidData(_taken(row) for row in taken)
    connection.execute(_h.delete().where(_h.c.day.in_(list(days))))
    connection.execute(_h.insert(), [{"day": day, "name": name, "kind": told["kind"]} for day, name in days.items()])
    _check_gaps(connection)
    new = len(days.keys() - there.keys())
    changed = sum(1 for day, name in days.items() if day in there and there[day]["name"] != name)
    return {"days": len(days), "new": new, "changed": changed, "kind": told["kind"]}


@act("holiday remove")
def _remove(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    day = date.fromisoformat(told["day"])
    if connection.execute(_h.delete().where(_h.c.day == day)).rowcount == 0:
        raise InvalidField(
            field="TANGGAL",
            problem=f"{spoken(day)} tidak ada dalam tabel hari libur. Lihat isinya dengan `mutasi holiday list --year {day.year}`.",
            problem_en=f"{spoken(day, 'en')} is not in the table of holidays. See `mutasi holiday list --year {day.year}`.",
        )
    _check_gaps(connection)
    return told


def _taken(row: dict[str, Any]) -> InvalidField:
    id_, en = KINDS[row["kind"]]
    return InvalidField(
        field=row["day"].isoformat(),
        problem=f"sudah tercatat sebagai {id_}, {row['name']}. Hapus dulu dengan `mutasi holiday remove`.",
        problem_en=f"is there as a {en}, {row['name']}. First remove it with `mutasi holiday remove`.",
    )


def _check_gaps(connection: sa.Connection) -> None:
    """A year without holidays between known years was forgotten: its deadlines would come too early."""
    years = {day.year for day in connection.execute(sa.select(_h.c.day)).scalars()}
    missing = [year for year in range(min(years, default=0), max(years, default=0)) if year not in years]
    if missing:
        named = str(missing[0]) if len(missing) == 1 else f"{missing[0]}–{missing[-1]}"
        raise InvalidField(
            field="TANGGAL",
            problem=f"tahun {named} tidak akan punya hari libur, padahal tahun sebelum dan sesudahnya punya. Isi tahun itu dulu.",
            problem_en=f"{named} would have no holiday, while earlier and later years have. Enter those of {named} first.",
        )


def _span(days: Iterable[date]) -> str:
    first, last = min(days), max(days)
    return first.isoformat() if first == last else f"{first} – {last}"
