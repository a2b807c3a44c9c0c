"""The rows of what governs steps: offices and mandates, parameters, requirements, freezes, holidays, and every change of them."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables import Row, one_of
from workflow.authority import Capacity


class Office(Row, table=True):
    """An office that can be mandated. Its row is held by whoever changes who holds the office, and shared by steps."""

    role: str = Field(primary_key=True)


class Mandate(Row, table=True):
    """An office in the hands of an account for a period; `ends` takes effect at its second.

    `verbs`, `kinds` and `post_kinds` are joined by ";" and limit the authority when they are there.
    """

    id: int | None = Field(default=None, primary_key=True)
    office: str = Field(foreign_key="office.role", index=True)
    account: str = Field(foreign_key="account.name", index=True)
    capacity: str
    starts: datetime
    ends: datetime | None = None
    number: str
    dated: date
    given_by: str | None = Field(default=None, foreign_key="account.name")
    title: str | None = None
    through: str | None = None
    verbs: str = ""
    kinds: str = ""
    post_kinds: str = ""

    __table_args__ = (
        one_of("capacity", Capacity),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name="ends_after_start"),
        {"sqlite_autoincrement": True},
    )


class Parameter(Row, table=True):
    """A value that the agency has set for a period, for one kind of transfer or for all."""

    id: int | None = Field(default=None, primary_key=True)
    subject: str
    name: str
    kind: str | None = None
    value: str
    since: date
    until: date | None = None


class Requirement(Row, table=True):
    """A document that the agency itself asks for; `kinds` is joined by ";", and empty for every kind of transfer."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    kinds: str = ""
    names_post: bool = False
    valid_months: int | None = None
    since: date
    until: date | None = None


class Freeze(Row, table=True):
    """A window in which transfers rest; `post_kinds` is joined by ";", and empty for every kind of post."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    starts: date
    ends: date
    post_kinds: str = ""
    lifted_by: str
    law: str

    __table_args__ = (sa.CheckConstraint("ends >= starts", name="ends_after_start"),)


class Holiday(Row, table=True):
    """A day on which the office rests: national by law, collective leave or local by the agency's table."""

    day: date = Field(primary_key=True)
    name: str
    kind: str

    __table_args__ = (one_of("kind", ("national", "collective", "local")),)


class Change(Row, table=True):
    """A change of the agency's data that someone asked for, with old and new. Append-only."""

    id: int | None = Field(default=None, primary_key=True)
    act: str
    subject: str
    old: str | None = None
    new: str
    reason: str
    asked_by: str
    asked_at: datetime
    os_user: str
    channel: str

    __table_args__ = ({"sqlite_autoincrement": True},)


class ChangeDecision(Row, table=True):
    """What became of a change: done or refused, by whom; `alone` when no second person was asked. Append-only."""

    __tablename__ = "change_decision"
    change: int = Field(foreign_key="change.id", primary_key=True)
    outcome: str
    decided_by: str
    decided_at: datetime
    alone: bool

    __table_args__ = (one_of("outcome", ("done", "refused")),)
