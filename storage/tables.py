"""The rows that are remembered.

Codes, names and numbers of the workbook keep their values; columns have English names. Closed
vocabularies are text with a named CHECK. Quantities of work are decimal numbers written as text,
because no engine may round them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.personnel import (
    DisciplineLevel,
    Employment,
    Period,
    PostKind,
    Predicate,
    Rating,
    Sex,
)
from workflow.states import State

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The base of all tables; its metadata names every constraint."""

    # Rows are read and written by statements; nobody waits for validators that nobody uses.
    model_config = {"defer_build": True}
    metadata = sa.MetaData(naming_convention=NAMING)


def one_of(column: str, values: Iterable[str], *, optional: bool = False) -> sa.CheckConstraint:
    """A CHECK that a text column holds one of `values`."""
    listed = ", ".join(f"'{value}'" for value in values)
    test = f"{column} IN ({listed})"
    return sa.CheckConstraint(f"{column} IS NULL OR {test}" if optional else test, name=f"{column}_known")


# The installation


class Installation(Row, table=True):
    """One row: what kind of database this is, written once at creation."""

    id: int = Field(default=1, primary_key=True)
    rehearsal: bool
    created_at: datetime


class Agency(Row, table=True):
    """One row: the agency that this installation belongs to, as its letterhead says."""

    id: int = Field(default=1, primary_key=True)
    name: str
    region: str
    head_title: str
    place: str
    zone: str = "Asia/Jakarta"
    hr_unit: str
    hr_head_title: str
    hr_code: str
    address: str = ""
    paper: str = "F4"
    contact: str = Field(default="", sa_column_kwargs={"server_default": sa.text("''")})
    arms: str | None = None
    emblem: str | None = None

    __table_args__ = (
        one_of("paper", ("F4", "A4")),
        sa.CheckConstraint("id = 1", name="one_row"),
    )


class Series(Row, table=True):
    """A series of numbers and how its numbers are printed; see `workflow.numbering`."""

    code: str = Field(primary_key=True)
    format: str
    purpose: str = Field(default="", sa_column_kwargs={"server_default": sa.text("''")})
    unit: str | None = None

    __table_args__ = (sa.Index("ix_series_purpose_unit", "purpose", "unit", unique=True),)


class Basis(Row, table=True):
    """A legal basis as Mengingat cites it, in order of rank and year, for as long as it is in force."""

    position: int = Field(primary_key=True)
    title: str
    since: date
    until: date | None = None


class Intake(Row, table=True):
    """One row for each workbook that was taken in."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    os_user: str
    file: str
    sha256: str
    report: str


# What the workbook brings


class Unit(Row, table=True):
    """A unit of the organisation; an agency is a unit without parent."""

    code: str = Field(primary_key=True)
    name: str
    parent: str | None = Field(default=None, foreign_key="unit.code", index=True)
    kind: str | None = None
    minimum: int | None = None
    siasn_id: str | None = None


class Post(Row, table=True):
    """A post; with a need of n it is n seats.

    `education_fields` is joined by ";", `competences` is "name:level;…". `need` is stated only when
    no workload says it.
    """

    code: str = Field(primary_key=True)
    name: str
    unit: str = Field(foreign_key="unit.code", index=True)
    kind: str
    level: str | None = None
    grade: int | None = None
    rank_min: str | None = None
    rank_max: str | None = None
    education_min: str | None = None
    education_fields: str | None = None
    competences: str | None = None
    retirement_age: int | None = None
    need: int | None = None

    __table_args__ = (one_of("kind", PostKind),)


class Workload(Row, table=True):
    """A task of a post: volume per period, minutes per unit of it. Volume and minutes are decimals as text."""

    post: str = Field(foreign_key="post.code", primary_key=True)
    task: str = Field(primary_key=True)
    volume: str
    per: str
    minutes: str
    as_of: date

    __table_args__ = (one_of("per", Period),)


class Person(Row, table=True):
    """A civil servant. `post` is where the workbook says that the person sits; assignments come on top."""

    nip: str = Field(primary_key=True)
    name: str
    title_before: str | None = None
    title_after: str | None = None
    birth_place: str | None = None
    birth_date: date
    sex: str
    employment: str
    rank: str
    rank_since: date | None = None
    education: str
    education_field: str | None = None
    post: str = Field(foreign_key="post.code", index=True)
    post_since: date
    spouse: str | None = None
    email: str | None = None
    as_of: date

    __table_args__ = (
        one_of("sex", Sex),
        one_of("employment", Employment),
        sa.CheckConstraint("length(nip) = 18", name="nip_length"),
    )


class Appraisal(Row, table=True):
    nip: str = Field(foreign_key="person.nip", primary_key=True)
    year: int = Field(primary_key=True)
    result: str | None = None
    behaviour: str | None = None
    predicate: str

    __table_args__ = (
        one_of("result", Rating, optional=True),
        one_of("behaviour", Rating, optional=True),
        one_of("predicate", Predicate),
    )


class Competence(Row, table=True):
    nip: str = Field(foreign_key="person.nip", primary_key=True)
    name: str = Field(primary_key=True)
    level: int
    date: date

    __table_args__ = (sa.CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),)


class Career(Row, table=True):
    """An earlier post of a person, in the words of its decree."""

    nip: str = Field(foreign_key="person.nip", primary_key=True)
    post: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    unit: str | None = None
    until: date | None = None
    decree: str | None = None


class Discipline(Row, table=True):
    """A disciplinary sanction; rows are never deleted. Without an end it is still running."""

    nip: str = Field(foreign_key="person.nip", primary_key=True)
    start: date = Field(primary_key=True)
    level: str = Field(primary_key=True)
    end: date | None = None
    decree: str | None = None

    __table_args__ = (one_of("level", DisciplineLevel),)


class Preference(Row, table=True):
    nip: str = Field(foreign_key="person.nip", primary_key=True)
    order: int = Field(primary_key=True)
    post: str = Field(foreign_key="post.code")
    reason: str | None = None


# Who acts


class Account(Row, table=True):
    name: str = Field(primary_key=True)
    nip: str | None = Field(default=None, index=True)
    unit: str | None = None
    os_user: str | None = None
    created_at: datetime


class AccountRole(Row, table=True):
    """A role of an account; it holds from the beginning of the day on which it was given."""

    __tablename__ = "account_role"
    account: str = Field(foreign_key="account.name", primary_key=True)
    role: str = Field(primary_key=True)
    since: date


# The proposal and its file


class Proposal(Row, table=True):
    """The current state of a proposal; history is in `transition`, and this row only mirrors its last entry."""

    id: int | None = Field(default=None, primary_key=True)
    nip: str = Field(foreign_key="person.nip", index=True)
    post: str = Field(foreign_key="post.code", index=True)
    kind: str
    reason: str | None = None
    state: str = Field(default=State.draft, index=True)
    version: int = 0
    proposed_by: str = Field(foreign_key="account.name")
    proposed_at: datetime
    proposed_on: date
    changed_at: datetime
    own_request: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})

    __table_args__ = (one_of("state", State), {"sqlite_autoincrement": True})


class Document(Row, table=True):
    """A document filed with a proposal, kept as bytes; `media` is what its content turned out to be."""

    id: int | None = Field(default=None, primary_key=True)
    proposal: int = Field(foreign_key="proposal.id", index=True)
    type: str
    number: str | None = None
    dated: date | None = None
    post: str | None = None
    name: str
    sha256: str
    content: bytes
    filed_by: str = Field(foreign_key="account.name")
    filed_at: datetime
    valid_until: date | None = None
    media: str | None = None


class Verification(Row, table=True):
    """What someone found who looked at a document; the newest counts."""

    id: int | None = Field(default=None, primary_key=True)
    document: int = Field(foreign_key="document.id", index=True)
    verdict: str
    reason: str | None = None
    given_by: str = Field(foreign_key="account.name")
    given_at: datetime

    __table_args__ = (
        one_of("verdict", ("verified", "refused")),
        sa.CheckConstraint("verdict <> 'refused' OR reason IS NOT NULL", name="refusal_has_reason"),
    )


class Endorsement(Row, table=True):
    """Initials (paraf) before a signature, by the holder of an office; `dossier` is what was looked at."""

    id: int | None = Field(default=None, primary_key=True)
    proposal: int = Field(foreign_key="proposal.id")
    version: int
    verb: str
    role: str
    account: str = Field(foreign_key="account.name")
    nip: str | None = None
    note: str | None = None
    dossier: str
    at: datetime
    dated: date

    __table_args__ = (sa.UniqueConstraint("proposal", "version", "verb", "role"),)


class Objection(Row, table=True):
    """An objection (keberatan) against a decree, with its answer once there is one (PP 79/2021)."""

    id: int | None = Field(default=None, primary_key=True)
    proposal: int = Field(foreign_key="proposal.id", index=True)
    decree: str = Field(foreign_key="decree.number")
    received: date
    grounds: str
    document: int | None = Field(default=None, foreign_key="document.id")
    filed_by: str = Field(foreign_key="account.name")
    filed_at: datetime
    outcome: str | None = None
    answer: str | None = None
    answered_on: date | None = None
    answered_by: str | None = Field(default=None, foreign_key="account.name")
    answered_at: datetime | None = None

    __table_args__ = (
        one_of("outcome", ("upheld", "dismissed", "inadmissible"), optional=True),
        sa.CheckConstraint("(outcome IS NULL) = (answer IS NULL)", name="answered_whole"),
    )


class TeamMember(Row, table=True):
    """Who sat in the team of an assessment, by NIP, so that the database itself keeps them from deciding."""

    __tablename__ = "team_member"
    proposal: int = Field(foreign_key="proposal.id", primary_key=True)
    version: int = Field(primary_key=True)
    nip: str = Field(primary_key=True)


class Waiver(Row, table=True):
    """A rule set aside for one proposal, by someone whom the rule names and with a document."""

    proposal: int = Field(foreign_key="proposal.id", primary_key=True)
    rule: str = Field(primary_key=True)
    document: int = Field(foreign_key="document.id")
    reason: str
    given_by: str = Field(foreign_key="account.name")
    given_at: datetime


class Assignment(Row, table=True):
    """A seat given by a decree: person and post, from a day on.

    `held` is set while the proposal is suspended before that day has come: then it does not come.
    """

    id: int | None = Field(default=None, primary_key=True)
    proposal: int = Field(foreign_key="proposal.id", index=True)
    nip: str = Field(foreign_key="person.nip", index=True)
    post: str = Field(foreign_key="post.code", index=True)
    starts: date
    decree: str
    held: bool = False
    cancelled_by: str | None = None


# The register, the decrees and the history


class Counter(Row, table=True):
    """The last number given in a series and year."""

    series: str = Field(foreign_key="series.code", primary_key=True)
    year: int = Field(primary_key=True)
    last: int


class Booking(Row, table=True):
    """A number, what it was taken for and what became of it."""

    id: int | None = Field(default=None, primary_key=True)
    token: str
    series: str = Field(foreign_key="series.code")
    year: int
    n: int
    number: str = Field(unique=True)
    verb: str
    actor: str
    status: str
    lease_until: datetime
    booked_at: datetime
    reason: str | None = None
    code: str = Field(unique=True)
    drawing: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    key: str | None = None
    request: str | None = None
    answer: str | None = None

    __table_args__ = (
        sa.UniqueConstraint("series", "year", "n"),
        one_of("status", ("booked", "issued", "void")),
        sa.CheckConstraint("(status = 'void') = (reason IS NOT NULL)", name="void_has_reason"),
    )


class Claim(Row, table=True):
    """A proposal, at a version, that a booking is about to change. One live claim for each."""

    booking: int = Field(foreign_key="booking.id", primary_key=True)
    proposal: int = Field(foreign_key="proposal.id", primary_key=True)
    version: int
    live: bool = True


class Decree(Row, table=True):
    """The bytes that were issued under a number. Append-only."""

    number: str = Field(primary_key=True)
    booking: int = Field(foreign_key="booking.id", unique=True)
    sha256: str
    content: bytes = Field(sa_type=sa.LargeBinary)
    issued_at: datetime


class Transition(Row, table=True):
    """One entry of history. Append-only; no personal data in the clear."""

    id: int = Field(sa_column=sa.Column(sa.Integer, primary_key=True, autoincrement=False))
    proposal: int = Field(foreign_key="proposal.id")
    version: int
    verb: str
    from_state: str
    to_state: str
    actor: str = Field(index=True)
    capacity: str
    channel: str
    os_user: str
    at: datetime
    number: str = Field(foreign_key="decree.number")
    decree_sha256: str
    process: str = Field(foreign_key="process_version.sha256")
    dossier: str
    commitment: str
    copy_sha256: str | None = None

    __table_args__ = (
        sa.UniqueConstraint("proposal", "version"),
        one_of("from_state", State),
        one_of("to_state", State),
    )


class Payload(Row, table=True):
    """What an entry was decided on, with its salt. It can be deleted, never changed."""

    transition: int = Field(
        sa_column=sa.Column(
            sa.Integer,
            sa.ForeignKey("transition.id"),
            primary_key=True,
            autoincrement=False,
        )
    )
    salt: bytes = Field(sa_type=sa.LargeBinary)
    content: bytes = Field(sa_type=sa.LargeBinary)


class LogHead(Row, table=True):
    """One row: how many entries history has. Its lock orders them."""

    __tablename__ = "log_head"
    id: int = Field(default=1, primary_key=True)
    size: int = 0


class ProcessVersion(Row, table=True):
    """A process table that entries were decided under, in full. Append-only."""

    __tablename__ = "process_version"
    sha256: str = Field(primary_key=True)
    definition: str


APPEND_ONLY: tuple[str, ...] = (
    *("transition", "decree", "copy", "process_version", "change", "change_decision"),
    *("log_leaf", "log_node", "log_checkpoint", "artwork", "wording"),
)
"""Tables that take INSERT and nothing else."""

ERASABLE = ("payload", "change_salt")
"""Tables whose rows can be deleted, and never changed."""


def table(row: type[Row]) -> sa.Table:
    """The table behind a row class, for statements that need no objects."""
    found: Any = row.__table__  # type: ignore[attr-defined]
    return found
