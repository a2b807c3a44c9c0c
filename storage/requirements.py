"""The documents that the agency itself asks for, besides those of the law (codes L01 to L99)."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from storage import changes, periods
from storage.accounts import split
from storage.changes import By, act
from storage.governance import Requirement
from storage.tables import table
from workflow.authority import Kind
from workflow.canonical import plain
from workflow.errors import AlreadyExists, InvalidField
from workflow.papers import RequirementFacts
from workflow.text import filled, shown

_r = table(Requirement)

OWN_CODE = re.compile(r"L[0-9]{2}")
"""The agency's own codes; they never collide with D01 and the others of the law."""

MOST_MONTHS = 1200


@dataclass(frozen=True)
class NewRequirement:
    """A document that the agency asks for.

    Attributes:
        kinds: the kinds of transfer that need it; all when empty.
        valid_months: how long it counts from its date, or None.
        names_post: whether it must name the post that the person is to take.
        since: the first day on which it is asked for; None for the day on which the change is made.
    """

    code: str
    name: str
    kinds: tuple[Kind, ...] = ()
    valid_months: int | None = None
    names_post: bool = False
    since: date | None = None


def require_document(connection: sa.Connection, new: NewRequirement, reason: str, by: By) -> dict[str, Any]:
    """Ask for a document of the agency's own.

    Raises:
        InvalidField: the code is none of L01 to L99, the months are none, or the first day has passed.
        AlreadyExists: the code is taken.
        RoleMissing: the account is no administrator.
    """
    if not OWN_CODE.fullmatch(new.code):
        raise InvalidField(
            field="KODE",
            problem=f"“{shown(new.code)}” bukan kode dokumen instansi. Tulis L dan dua angka, misalnya L01.",
            problem_en=f"“{shown(new.code)}” is no code of the agency. Write L with two digits, for example L01.",
        )
    if new.valid_months is not None and not 1 <= new.valid_months <= MOST_MONTHS:
        raise InvalidField(
            field="--months",
            problem=f"{new.valid_months} bukan masa berlaku. Tulis 1 sampai {MOST_MONTHS} bulan.",
            problem_en=f"{new.valid_months} is no validity. Write 1 to {MOST_MONTHS} months.",
        )
    told = plain(asdict(new) | {"name": filled("NAMA", new.name)})
    return changes.ask(connection, "document require", new.code, told, reason, by)


def unrequire_document(connection: sa.Connection, code: str, until: date, reason: str, by: By) -> dict[str, Any]:
    """Ask for a document no longer than a day; yesterday ends it at once.

    Raises:
        InvalidField: the agency has no such document, or the day is before yesterday.
        RoleMissing: the account is no administrator.
    """
    told = {"code": code, "until": until.isoformat()}
    return changes.ask(connection, "document unrequire", code[:10], told, reason, by, old=_row(connection, code))


def requirements(connection: sa.Connection) -> list[dict[str, Any]]:
    """Every document that the agency asks for, has asked for or will ask for, by code."""
    return [_shown(row) for row in connection.execute(sa.select(_r).order_by(_r.c.code)).mappings()]


@act("document require")
def _require(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    since = date.fromisoformat(told["since"]) if told["since"] else by.today
    periods.not_past("--from", since, by.today)
    if connection.execute(sa.select(_r.c.id).where(_r.c.code == told["code"])).scalar():
        raise AlreadyExists(what="Dokumen", what_en="The document", name=told["code"])
    connection.execute(_r.insert().values({**told, "kinds": ";".join(told["kinds"]), "since": since}))
    return {**told, "since": since.isoformat()}


@act("document unrequire")
def _unrequire(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    row, until = _row(connection, told["code"]), date.fromisoformat(told["until"])
    periods.not_past("--until", until, by.today - timedelta(days=1))
    connection.execute(_r.update().where(_r.c.code == row["code"]).values(until=until))
    return plain(row | {"until": until})


def _row(connection: sa.Connection, code: str) -> dict[str, Any]:
    row = connection.execute(sa.select(_r).where(_r.c.code == code)).mappings().one_or_none()
    if row is None:
        raise InvalidField(
            field="KODE",
            problem=f"instansi tidak meminta dokumen “{shown(code)}”. Lihat semuanya dengan `mutasi document types`.",
            problem_en=f"the agency asks for no document “{shown(code)}”. See them all with `mutasi document types`.",
        )
    return _shown(row)


def _shown(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"} | {"kinds": list(split(row["kinds"]))}


def facts(connection: sa.Connection) -> list[RequirementFacts]:
    """Every document that the agency asks for, as rules look at it."""
    return [
        RequirementFacts(
            *(row.code, row.name, split(row.kinds), row.names_post, row.valid_months, row.since, row.until)
        )
        for row in connection.execute(sa.select(_r).order_by(_r.c.code))
    ]
