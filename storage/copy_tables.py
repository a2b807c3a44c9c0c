"""The rows of copies of decrees, and of the official who authenticates them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables import Row, one_of
from workflow.copies import CopyKind

MADE = "decree copy"
"""The recorded act of making a copy of a decree that was issued before."""


class Copy(Row, table=True):
    """The bytes of a copy of a decree: a petikan for one proposal, or a copy of the whole. Append-only.

    `change` is the recorded act by which it was made; petikan that were issued with their decree have none, for the
    entry of their proposal tells of them.
    """

    id: int = Field(sa_column=sa.Column(sa.Integer, primary_key=True))
    number: str = Field(foreign_key="decree.number", index=True)
    proposal: int | None = Field(default=None, foreign_key="proposal.id")
    kind: str
    sha256: str = Field(index=True)
    content: bytes = Field(sa_type=sa.LargeBinary)
    change: int | None = Field(default=None, foreign_key="change.id")
    made_at: datetime

    __table_args__ = (one_of("kind", CopyKind),)


class Authenticator(Row, table=True):
    """One row: the official who declares that copies agree with their originals."""

    id: int = Field(default=1, primary_key=True)
    account: str = Field(foreign_key="account.name")
    title: str
    on_behalf: bool

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
