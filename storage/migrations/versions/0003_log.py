"""The log of history: its leaves, the nodes of their tree, its head, its checkpoints and the salts of changes."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = AutoString()
INSTANT = UTCDateTime()

APPEND_ONLY = ("log_leaf", "log_node", "log_checkpoint")
TREE = sa.table(
    "log_tree", sa.column("id"), sa.column("size"), sa.column("frontier", sa.LargeBinary), sa.column("name")
)


def upgrade() -> None:
    create_tables()
    op.bulk_insert(TREE, [{"id": 1, "size": 0, "frontier": b"", "name": secrets.token_hex(8)}])
    guard = guard_postgresql if op.get_bind().dialect.name == "postgresql" else guard_sqlite
    guard()


def guard_sqlite() -> None:
    """Refuse UPDATE, DELETE and REPLACE on the append-only tables, and UPDATE of salts."""
    for table in APPEND_ONLY:
        forbid_sqlite(table, "DELETE")
    for table in (*APPEND_ONLY, "change_salt"):
        forbid_sqlite(table, "UPDATE")


def forbid_sqlite(table: str, act: str) -> None:
    op.execute(
        f'CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def guard_postgresql() -> None:
    """Refuse UPDATE, DELETE and TRUNCATE on the append-only tables, and UPDATE and TRUNCATE of salts."""
    for table in APPEND_ONLY:
        forbid_postgresql(table, "UPDATE OR DELETE", "ROW")
    forbid_postgresql("change_salt", "UPDATE", "ROW")
    for table in (*APPEND_ONLY, "change_salt"):
        forbid_postgresql(table, "TRUNCATE", "STATEMENT")


def forbid_postgresql(table: str, acts: str, each: str) -> None:
    op.execute(
        f'CREATE TRIGGER {table}_no_{acts.split()[0].lower()} BEFORE {acts} ON "{table}" '
        f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
    )


def create_tables() -> None:
    op.create_table(
        "log_leaf",
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('transition', 'change', 'erasure', 'origin')", name=op.f("ck_log_leaf_kind_known")
        ),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_log_leaf")),
        sa.UniqueConstraint("kind", "ref", name=op.f("uq_log_leaf_kind_ref")),
    )
    op.create_table(
        "log_node",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_log_node")),
    )
    op.create_table(
        "log_tree",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_tree_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_tree")),
    )
    op.create_table(
        "log_checkpoint",
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("origin", "size", name=op.f("pk_log_checkpoint")),
    )
    op.create_table(
        "change_salt",
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["change"], ["change.id"], name=op.f("fk_change_salt_change_change")),
        sa.PrimaryKeyConstraint("change", name=op.f("pk_change_salt")),
    )
