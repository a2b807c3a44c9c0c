"""Copies of decrees, the SHA-256 of an entry's own copy, and who authenticates them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = AutoString()
INSTANT = UTCDateTime()


def upgrade() -> None:
    create_tables()
    op.add_column("transition", sa.Column("copy_sha256", TEXT, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        forbid_postgresql("UPDATE OR DELETE", "ROW")
        forbid_postgresql("TRUNCATE", "STATEMENT")
    else:
        forbid_sqlite("UPDATE")
        forbid_sqlite("DELETE")


def forbid_sqlite(act: str) -> None:
    op.execute(
        f'CREATE TRIGGER copy_no_{act.lower()} BEFORE {act} ON "copy" '
        "BEGIN SELECT RAISE(ABORT, 'copy is append-only'); END"
    )


def forbid_postgresql(acts: str, each: str) -> None:
    op.execute(
        f'CREATE TRIGGER copy_no_{acts.split()[0].lower()} BEFORE {acts} ON "copy" '
        f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
    )


def create_tables() -> None:
    op.create_table(
        "copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('petikan', 'salinan', 'pertinggal')", name=op.f("ck_copy_kind_known")),
        sa.ForeignKeyConstraint(["change"], ["change.id"], name=op.f("fk_copy_change_change")),
        sa.ForeignKeyConstraint(["number"], ["decree.number"], name=op.f("fk_copy_number_decree")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_copy_proposal_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
    )
    op.create_index(op.f("ix_copy_number"), "copy", ["number"])
    op.create_index(op.f("ix_copy_sha256"), "copy", ["sha256"])
    op.create_table(
        "authenticator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_authenticator_one_row")),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_authenticator_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticator")),
    )
