"""The agency's own words, form by form; the newest row of a form counts, and decrees that were issued keep theirs."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from storage import changes
from storage.changes import By, act
from storage.governance import Change
from storage.own_tables import Wording
from storage.tables import table
from workflow import wording
from workflow.errors import UnknownChange

_w, _c = table(Wording), table(Change)

NEWEST = sa.select(_w.c.words).where(_w.c.form == sa.bindparam("name")).order_by(_w.c.id.desc()).limit(1)


def words(connection: sa.Connection, form: str) -> dict[str, Any] | None:
    """The own words of a form that are in force; None where its own clauses are."""
    return _read(connection.execute(NEWEST, {"name": form}).scalar())


def in_force(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    """Form → its own words that are in force, with `since`, for the forms that have any."""
    rows = connection.execute(sa.select(_w.c.form, _w.c.words, _w.c.since).order_by(_w.c.id))
    newest = {row.form: row for row in rows}
    return {form: {**json.loads(row.words), "since": row.since} for form, row in sorted(newest.items()) if row.words}


def asked(connection: sa.Connection, change: int) -> tuple[str, dict[str, Any] | None]:
    """The form and the words that a change asks for.

    Raises:
        UnknownChange: there is no such change of words.
    """
    mine = (_c.c.id == change) & _c.c.act.in_(("wording set", "wording reset"))
    new = connection.execute(sa.select(_c.c.new).where(mine)).scalar() if 0 < change < 2**31 else None
    if new is None:
        raise UnknownChange(change=change)
    told = json.loads(new)
    return told["form"], told.get("words")


def set_words(connection: sa.Connection, form: str, told: dict[str, Any], reason: str, by: By) -> dict[str, Any]:
    """Put own words into a form, in the place of all own words that it has; see `workflow.wording`.

    Raises:
        InvalidField: the words cannot stand there.
        RoleMissing: the account is no administrator.
    """
    new = {"form": form, "words": wording.checked(form, told)}
    return changes.ask(connection, "wording set", form, new, reason, by, old=words(connection, form))


def reset(connection: sa.Connection, form: str, reason: str, by: By) -> dict[str, Any]:
    """Let a form have its own clauses again.

    Raises:
        InvalidField: there is no such form.
        RoleMissing: the account is no administrator.
    """
    wording.known(form)
    return changes.ask(connection, "wording reset", form, {"form": form}, reason, by, old=words(connection, form))


@act("wording set", two_persons=True)
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    kept = json.dumps(wording.checked(told["form"], told["words"]), ensure_ascii=False, sort_keys=True)
    connection.execute(_w.insert().values(form=told["form"], words=kept, since=by.at))
    return told


@act("wording reset", two_persons=True)
def _reset(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    connection.execute(_w.insert().values(form=told["form"], words=None, since=by.at))
    return told


def _read(text: str | None) -> dict[str, Any] | None:
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found
