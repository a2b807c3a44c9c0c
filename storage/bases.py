"""The legal bases of Mengingat, in order of rank and year; a decree that was issued keeps those that it cites."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from storage import changes, periods
from storage.changes import By, act
from storage.tables import Basis, table
from workflow.canonical import plain
from workflow.errors import InvalidField
from workflow.text import LONG, filled, spoken

_b = table(Basis)


def set_basis(
    connection: sa.Connection, title: str, position: int, since: date, until: date | None, reason: str, by: By
) -> dict[str, Any]:
    """Cite a legal basis at a place; those from there on move down by one, and a title that is cited already moves.

    Raises:
        InvalidField: the place is beyond the end, the period ends before it begins, or no basis would be left.
        RoleMissing: the account is no administrator.
    """
    title = filled("JUDUL", title, LONG)
    told = plain({"title": title, "position": position, "since": since, "until": until})
    return changes.ask(connection, "basis set", title[:80], told, reason, by, old=bases(connection))


def end_basis(connection: sa.Connection, position: int, until: date, reason: str, by: By) -> dict[str, Any]:
    """Cite a legal basis no longer than a day.

    Raises:
        InvalidField: nothing stands there, the day is before its first, or no basis would be left.
        RoleMissing: the account is no administrator.
    """
    row = _row(connection, position)
    told = {"title": row["title"], "until": until.isoformat()}
    return changes.ask(connection, "basis end", row["title"][:80], told, reason, by, old=row)


def bases(connection: sa.Connection) -> list[dict[str, Any]]:
    """Every legal basis in the order of Mengingat, past and coming ones too."""
    return [dict(row) for row in connection.execute(sa.select(_b).order_by(_b.c.position)).mappings()]


@act("basis set")
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    since = date.fromisoformat(told["since"])
    until = date.fromisoformat(told["until"]) if told["until"] else None
    periods.in_order(since, until)
    rows = [row for row in bases(connection) if row["title"] != told["title"]]
    if not 1 <= told["position"] <= len(rows) + 1:
        raise InvalidField(
            field="--position",
            problem=f"tidak ada urutan {told['position']}. Pilih 1 sampai {len(rows) + 1}.",
            problem_en=f"there is no position {told['position']}. Choose 1 to {len(rows) + 1}.",
        )
    rows.insert(told["position"] - 1, {"title": told["title"], "since": since, "until": until})
    _write(connection, rows, by.today)
    return told


@act("basis end")
def _end(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    rows, until = bases(connection), date.fromisoformat(told["until"])
    for row in rows:
        if row["title"] == told["title"]:
            periods.in_order(row["since"], until)
            row["until"] = until
    _write(connection, rows, by.today)
    return told


def _write(connection: sa.Connection, rows: list[dict[str, Any]], today: date) -> None:
    for day in {today, *(row["until"] + timedelta(days=1) for row in rows if row["until"])}:
        if day >= today and not any(_cited(row, day) for row in rows):
            raise InvalidField(
                field="Mengingat",
                problem=f"pada {spoken(day)} tidak ada dasar hukum yang tersisa. Tambahkan yang baru dulu dengan `mutasi basis set`.",
                problem_en=f"on {spoken(day, 'en')} no legal basis would be left. First add a new one with `mutasi basis set`.",
            )
    connection.execute(_b.delete())
    connection.execute(_b.insert(), [row | {"position": place} for place, row in enumerate(rows, 1)])


def _cited(row: dict[str, Any], day: date) -> bool:
    return bool(row["since"] <= day and (row["until"] is None or day <= row["until"]))


def _row(connection: sa.Connection, position: int) -> dict[str, Any]:
    found = next((row for row in bases(connection) if row["position"] == position), None)
    if found is None:
        raise InvalidField(
            field="URUTAN",
            problem=f"tidak ada dasar hukum pada urutan {position}. Lihat semuanya dengan `mutasi basis list`.",
            problem_en=f"no legal basis stands at position {position}. See them all with `mutasi basis list`.",
        )
    return found
