"""Freeze windows: periods in which transfers rest, and the document that lifts them (domain.md 1.6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import changes, periods, requirements
from storage.accounts import split
from storage.changes import By, act
from storage.dossiers import LARGEST_ID
from storage.governance import Freeze
from storage.tables import table
from workflow.canonical import plain
from workflow.errors import InvalidField
from workflow.papers import DOCUMENT_TYPES, LIFTING
from workflow.personnel import PostKind
from workflow.text import filled, shown

_f = table(Freeze)


@dataclass(frozen=True)
class NewFreeze:
    """A window in which transfers rest.

    Attributes:
        starts, ends: its first and last day.
        law: the instrument that orders it.
        post_kinds: the kinds of post to which it applies; all when empty.
        lifted_by: the code of the document with which a transfer may go on.
    """

    name: str
    starts: date
    ends: date
    law: str
    post_kinds: tuple[PostKind, ...] = ()
    lifted_by: str = LIFTING


def set_freeze(connection: sa.Connection, new: NewFreeze, reason: str, by: By) -> dict[str, Any]:
    """Declare a freeze.

    Raises:
        InvalidField: it ends before it begins, or no document has the code that lifts it.
        RoleMissing: the account is no administrator.
    """
    named = {"name": filled("NAMA", new.name), "law": filled("--law", new.law)}
    told = plain(asdict(new) | named)
    return changes.ask(connection, "freeze set", named["name"], told, reason, by)


def end_freeze(connection: sa.Connection, id: int, until: date, reason: str, by: By) -> dict[str, Any]:
    """Give a freeze another last day.

    Raises:
        InvalidField: there is no such freeze, or the day is before its first.
        RoleMissing: the account is no administrator.
    """
    row = _row(connection, id)
    told = {"id": id, "until": until.isoformat()}
    return changes.ask(connection, "freeze end", row["name"], told, reason, by, old=row)


def freezes(connection: sa.Connection) -> list[dict[str, Any]]:
    """Every freeze, by its first day."""
    query = sa.select(_f).order_by(_f.c.starts, _f.c.id)
    return [_shown(dict(row)) for row in connection.execute(query).mappings()]


@act("freeze set")
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    starts, ends = date.fromisoformat(told["starts"]), date.fromisoformat(told["ends"])
    periods.in_order(starts, ends)
    codes = [*DOCUMENT_TYPES, *(one["code"] for one in requirements.requirements(connection))]
    if told["lifted_by"] not in codes:
        raise InvalidField(
            field="--lifted-by",
            problem=f"“{shown(told['lifted_by'])}” bukan kode dokumen. Pilih salah satu: {', '.join(codes)}.",
            problem_en=f"“{shown(told['lifted_by'])}” is no code of a document. Choose one of: {', '.join(codes)}.",
        )
    values = {"name": told["name"], "law": told["law"], "lifted_by": told["lifted_by"], "starts": starts, "ends": ends}
    insert = _f.insert().values(**values, post_kinds=";".join(told["post_kinds"])).returning(_f.c.id)
    return {"freeze": connection.execute(insert).scalar_one(), **told}


@act("freeze end")
def _end(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    row, until = _row(connection, told["id"]), date.fromisoformat(told["until"])
    periods.in_order(row["starts"], until)
    connection.execute(_f.update().where(_f.c.id == row["id"]).values(ends=until))
    return {"freeze": row["id"], **plain(row | {"ends": until})}


def _row(connection: sa.Connection, id: int) -> dict[str, Any]:
    possible = 0 < id <= LARGEST_ID
    row = connection.execute(sa.select(_f).where(_f.c.id == id)).mappings().one_or_none() if possible else None
    if row is None:
        raise InvalidField(
            field="NOMOR",
            problem=f"tidak ada masa pembekuan bernomor {id}. Lihat semuanya dengan `mutasi freeze list`.",
            problem_en=f"there is no freeze with number {id}. See them all with `mutasi freeze list`.",
        )
    return _shown(dict(row))


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"post_kinds": list(split(row["post_kinds"]))}
