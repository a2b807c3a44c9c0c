"""The series of numbers: which decrees of whom each numbers, and how its numbers are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import agency, changes
from storage import tables as rows
from storage.changes import By, act
from storage.tables import Booking, Counter, Unit, table
from workflow import numbering
from workflow.canonical import plain
from workflow.errors import AlreadyExists, InvalidField, UnknownUnit
from workflow.numbering import CLASSES, Series
from workflow.text import shown

_s, _n, _b, _u = table(rows.Series), table(Counter), table(Booking), table(Unit)

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")

COLUMNS = (_s.c.code, _s.c.format, _s.c.purpose, _s.c.unit)

OF_UNIT = sa.select(_s.c.code).where(_s.c.purpose == sa.bindparam("purpose"), _s.c.unit == sa.bindparam("mine"))


def series_of(connection: sa.Connection, purpose: str, unit: str | None) -> str:
    """The code of the series that numbers decrees of a purpose for whoever belongs to a unit."""
    own = connection.execute(OF_UNIT, {"purpose": purpose, "mine": unit}).scalar() if unit else None
    return own or purpose


def series(connection: sa.Connection) -> list[Series]:
    """Every series, by code."""
    return [Series(*row) for row in connection.execute(sa.select(*COLUMNS).order_by(_s.c.code))]


def listed(connection: sa.Connection, day: date) -> list[dict[str, Any]]:
    """Every series with the last number of the day's year, and the next one as it would be printed on that day."""
    hr_code = agency.agency(connection).hr_code
    counted = connection.execute(sa.select(_n.c.series, _n.c.last).where(_n.c.year == day.year))
    last = {row.series: row.last for row in counted}
    names = {row.code: row.name for row in connection.execute(sa.select(_u.c.code, _u.c.name))}
    return [
        {
            **plain(one),
            "unit_name": names.get(one.unit or ""),
            "last": last.get(one.code, 0),
            "next": one.printed(last.get(one.code, 0) + 1, day, hr_code),
        }
        for one in series(connection)
    ]


def set_format(connection: sa.Connection, code: str, format: str, reason: str, by: By) -> dict[str, Any]:
    """Print the numbers of a series in another way from the next one on; numbers that were taken keep their text.

    Answers the change, with the next number as it would be printed as `sample`.

    Raises:
        InvalidField: there is no such series, or the format could print a number twice.
        RoleMissing: the account is no administrator.
    """
    told, before = {"code": code, "format": numbering.checked(format)}, _known(connection, code)
    said = changes.ask(connection, "series set", code, told, reason, by, old={"format": before.format})
    return said | _sample(connection, replace(before, format=told["format"]), by.today)


def add(
    connection: sa.Connection, code: str, unit: str, purpose: str, format: str, reason: str, by: By
) -> dict[str, Any]:
    """Let a unit number its decrees of a purpose for itself, from 1 on; answers as `set_format` does.

    Raises:
        InvalidField: code, purpose or format cannot be used, or the unit has such a series.
        AlreadyExists: the code is taken.
        UnknownUnit: there is no such unit.
        RoleMissing: the account is no administrator.
    """
    told = {"code": code, "unit": unit, "purpose": purpose, "format": numbering.checked(format)}
    said = changes.ask(connection, "series add", code, told, reason, by)
    return said | _sample(connection, Series(code, told["format"], purpose, unit), by.today)


@act("series set", two_persons=True)
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    old = _known(connection, told["code"])
    connection.execute(_s.update().where(_s.c.code == old.code).values(format=told["format"]))
    refuse_clashes(connection)
    return told


@act("series add", two_persons=True)
def _add(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    if not CODE.fullmatch(told["code"]):
        raise InvalidField(
            field="KODE",
            problem=f"“{shown(told['code'])}” tidak dapat dipakai. Tulis 2 sampai 20 huruf besar, angka atau tanda hubung.",
            problem_en=f"“{shown(told['code'])}” cannot be used. Write 2 to 20 capital letters, digits or hyphens.",
        )
    if any(one.code == told["code"] for one in series(connection)):
        raise AlreadyExists(what="Seri", what_en="The series", name=told["code"])
    if connection.execute(sa.select(_u.c.code).where(_u.c.code == told["unit"])).scalar() is None:
        raise UnknownUnit(unit=shown(told["unit"]))
    if told["purpose"] not in CLASSES:
        raise InvalidField(
            field="--for",
            problem=f"“{shown(told['purpose'])}” tidak dikenal. Pilih sk atau penetapan.",
            problem_en=f"“{shown(told['purpose'])}” is not known. Choose sk or penetapan.",
        )
    if taken := connection.execute(OF_UNIT, {"purpose": told["purpose"], "mine": told["unit"]}).scalar():
        raise InvalidField(
            field="--unit",
            problem=f"unit {told['unit']} sudah memakai seri {taken}. Ubah bentuknya dengan `mutasi series set {taken}`.",
            problem_en=f"the unit {told['unit']} has the series {taken} already. Change its format with `mutasi series set {taken}`.",
        )
    connection.execute(_s.insert().values(**told))
    refuse_clashes(connection)
    return told


def refuse_clashes(connection: sa.Connection) -> None:
    """Refuse formats by which a number could be printed that another decree has, or will have.

    Raises:
        InvalidField: there are two such series, or the register holds such a number.
    """
    hr_code, everything = agency.agency(connection).hr_code, series(connection)
    for at, one in enumerate(everything):
        for other in everything[:at]:
            if numbering.could_clash(one, other, hr_code):
                raise _clash(one.code, f"seri {other.code}", f"the series {other.code}")
        for number in _taken(connection, one, hr_code):
            raise _clash(one.code, f"nomor {number} dalam register", f"the number {number} of the register")


def _taken(connection: sa.Connection, one: Series, hr_code: str) -> Iterator[str]:
    """Numbers of the register that this series has yet to come to."""
    counted = connection.execute(sa.select(_n.c.year, _n.c.last).where(_n.c.series == one.code))
    last = {row.year: row.last for row in counted}
    readers = one.readers(hr_code)
    like = _b.c.number.startswith(one.prefix(hr_code), autoescape=True)
    for number in connection.execute(sa.select(_b.c.number).where(like)).scalars():
        found = next(filter(None, (reader.fullmatch(number) for reader in readers)), None)
        if found and int(found["n"]) > last.get(int(found["year"]), 0):
            yield number


def _known(connection: sa.Connection, code: str) -> Series:
    found = {one.code: one for one in series(connection)}
    if code not in found:
        raise InvalidField(
            field="KODE",
            problem=f"tidak ada seri “{shown(code)}”. Seri yang ada: {', '.join(found)}.",
            problem_en=f"there is no series “{shown(code)}”. The series are: {', '.join(found)}.",
        )
    return found[code]


def _sample(connection: sa.Connection, one: Series, today: date) -> dict[str, str]:
    """What the next number would be printed as."""
    mine = (_n.c.series == one.code) & (_n.c.year == today.year)
    last = connection.execute(sa.select(_n.c.last).where(mine)).scalar() or 0
    return {"sample": one.printed(last + 1, today, agency.agency(connection).hr_code)}


def _clash(code: str, what: str, what_en: str) -> InvalidField:
    return InvalidField(
        field="--format",
        problem=f"seri {code} dapat mencetak nomor yang sama dengan {what}. Bedakan, misalnya dengan kode seri di dalamnya.",
        problem_en=f"the series {code} could print the same number as {what_en}. Tell them apart, for example by the code of the series.",
    )
