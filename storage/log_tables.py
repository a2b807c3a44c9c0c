"""The rows of the log: its leaves, the inner nodes of their tree, its head and the checkpoints that were signed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables import Row, one_of


class LogLeaf(Row, table=True):
    """One leaf, as the bytes that were hashed. `kind` and `ref` say which row it is about. Append-only."""

    __tablename__ = "log_leaf"
    index: int = Field(sa_column=sa.Column(sa.BigInteger, primary_key=True, autoincrement=False))
    kind: str
    ref: int
    content: bytes = Field(sa_type=sa.LargeBinary)

    __table_args__ = (
        sa.UniqueConstraint("kind", "ref"),
        one_of("kind", ("transition", "change", "erasure", "origin")),
    )


class LogNode(Row, table=True):
    """The root of a perfect subtree of two leaves or more. Append-only."""

    __tablename__ = "log_node"
    level: int = Field(sa_column=sa.Column(sa.Integer, primary_key=True, autoincrement=False))
    index: int = Field(sa_column=sa.Column(sa.BigInteger, primary_key=True, autoincrement=False))
    hash: bytes = Field(sa_type=sa.LargeBinary)


class LogTree(Row, table=True):
    """One row: how many leaves the log has, and the roots of its perfect subtrees, largest first, 32 bytes each.

    Its lock orders the leaves. `name` tells this log from any other: a copy of the database keeps it, a new database has
    another.
    """

    __tablename__ = "log_tree"
    id: int = Field(default=1, primary_key=True)
    size: int = Field(default=0, sa_type=sa.BigInteger)
    frontier: bytes = Field(default=b"", sa_type=sa.LargeBinary)
    name: str

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)


class LogCheckpoint(Row, table=True):
    """A checkpoint that was signed, as its note. Append-only."""

    __tablename__ = "log_checkpoint"
    origin: str = Field(primary_key=True)
    size: int = Field(sa_column=sa.Column(sa.BigInteger, primary_key=True, autoincrement=False))
    root: bytes = Field(sa_type=sa.LargeBinary)
    note: str
    made_at: datetime


class ChangeSalt(Row, table=True):
    """The salt with which a leaf commits to a recorded change; deleting it ends what the leaf tells."""

    __tablename__ = "change_salt"
    change: int = Field(foreign_key="change.id", primary_key=True)
    salt: bytes = Field(sa_type=sa.LargeBinary)
