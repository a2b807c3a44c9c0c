"""An agency's own words: arms, how to be reached, formats and series of numbers, and the texts of its forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = AutoString()
INSTANT = UTCDateTime()

APPEND_ONLY = ("artwork", "wording")

GAPS = (("{year}", "{tahun}"), ("{roman_month}", "{romawi_bulan}"))
"""What a format said in English → what it says now."""


def upgrade() -> None:
    create_tables()
    for table in APPEND_ONLY:
        guard(table)
    op.add_column("agency", sa.Column("contact", TEXT, nullable=False, server_default=sa.text("''")))
    for name in ("arms", "emblem"):
        op.add_column("agency", sa.Column(name, TEXT, nullable=True))
    op.add_column("series", sa.Column("purpose", TEXT, nullable=False, server_default=sa.text("''")))
    op.add_column("series", sa.Column("unit", TEXT, nullable=True))
    op.execute("UPDATE series SET purpose = code")
    for old, new in GAPS:
        op.execute(sa.text("UPDATE series SET format = replace(format, :old, :new)").bindparams(old=old, new=new))
    op.create_index(op.f("ix_series_purpose_unit"), "series", ["purpose", "unit"], unique=True)


def create_tables() -> None:
    op.create_table(
        "artwork",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_artwork")),
    )
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=True),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wording_form"), "wording", ["form"], unique=False)


def guard(table: str) -> None:
    """Refuse everything but INSERT."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("DELETE", "UPDATE"):
            op.execute(
                f'CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    for acts, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f'CREATE TRIGGER {table}_no_{acts.split()[0].lower()} BEFORE {acts} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )
