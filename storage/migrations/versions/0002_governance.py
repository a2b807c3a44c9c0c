"""What governs steps: mandates, parameters, documents, endorsements, objections, freezes, holidays, and their changes."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = AutoString()
INSTANT = UTCDateTime()

OFFICES = (
    *("analyst", "hr_officer", "hr_head", "team_chair", "unit_head", "origin_authority", "bkn", "authority"),
    *("employee", "auditor", "admin"),
)
APPEND_ONLY = ("change", "change_decision")

TEAM_MEMBER = sa.table("team_member", sa.column("proposal"), sa.column("version"), sa.column("nip"))


def upgrade() -> None:
    create_tables()
    op.bulk_insert(sa.table("office", sa.column("role")), [{"role": role} for role in OFFICES])
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "postgresql":
            guard_postgresql(table)
        else:
            guard_sqlite(table)
    keep_mandates()
    for name, (condition, problem) in DUTIES.items():
        keep_duties(name, condition, problem)
    remember_teams()


FIXED = "id, office, account, capacity, starts, number, dated, given_by, title, through, verbs, kinds, post_kinds"
"""What of a mandate never changes: everything but its end."""


def keep_mandates() -> None:
    """Refuse to delete a mandate, and to change anything of it but its end."""
    if op.get_bind().dialect.name == "sqlite":
        for name, act in (("delete", "DELETE"), ("update", f"UPDATE OF {FIXED}")):
            op.execute(
                f"CREATE TRIGGER mandate_no_{name} BEFORE {act} ON mandate "
                "BEGIN SELECT RAISE(ABORT, 'mandate is append-only'); END"
            )
        return
    for name, act, each in (("update", f"UPDATE OF {FIXED} OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER mandate_no_{name} BEFORE {act} ON mandate FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )


SINCE_RETURN = (
    "(SELECT coalesce(max(b.version), 0) FROM transition b WHERE b.proposal = NEW.proposal AND b.verb = 'send_back')"
)
SAME_PERSON = (
    "SELECT 1 FROM account same "
    "WHERE (same.name = NEW.actor OR same.nip = (SELECT me.nip FROM account me WHERE me.name = NEW.actor))"
)
"""The accounts of whoever acts: by NIP, or the account itself without one."""

PROPOSED = "same.name = (SELECT p.proposed_by FROM proposal p WHERE p.id = NEW.proposal)"
PREPARED = (
    "same.name IN (SELECT t.actor FROM transition t WHERE t.proposal = NEW.proposal "
    f"AND (t.verb = 'submit' OR (t.verb = 'assess' AND t.version > {SINCE_RETURN})))"
)
SAT_IN_TEAM = (
    f"same.nip IN (SELECT m.nip FROM team_member m WHERE m.proposal = NEW.proposal AND m.version > {SINCE_RETURN})"
)
DECIDES = "NEW.verb IN ('approve', 'annul') OR (NEW.verb = 'reject' AND NEW.from_state = 'approval')"
STAKE = (
    "SELECT 1 FROM account me JOIN proposal p ON p.id = NEW.proposal JOIN person subject ON subject.nip = p.nip "
    "LEFT JOIN person mine ON mine.nip = me.nip "
    "WHERE me.name = NEW.actor AND (me.nip = p.nip OR me.nip = subject.spouse OR mine.spouse = p.nip)"
)

DUTIES = {
    "transition_no_stake": (f"EXISTS ({STAKE})", "whoever acts is the subject or the spouse"),
    "transition_no_own_assessment": (
        f"NEW.verb = 'assess' AND EXISTS ({SAME_PERSON} AND {PROPOSED})",
        "whoever assesses has proposed it",
    ),
    "transition_no_own_decision": (
        f"({DECIDES}) AND EXISTS ({SAME_PERSON} AND ({PROPOSED} OR {PREPARED} OR {SAT_IN_TEAM}))",
        "whoever decides has prepared it",
    ),
}
"""Trigger on history → what it refuses, and its words: the separation of duties, compared by person."""


def keep_duties(name: str, condition: str, problem: str) -> None:
    """Refuse an entry of history that breaks a separation of duties."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT ON transition WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{problem}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{problem}'; END IF; RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE INSERT ON transition FOR EACH ROW EXECUTE FUNCTION {name}()")


def remember_teams() -> None:
    """The teams of assessments that were made before teams were kept, from the payloads."""
    assessed = sa.text(
        "SELECT t.proposal, t.version, p.content FROM transition t JOIN payload p ON p.transition = t.id "
        "WHERE t.verb = 'assess'"
    )
    for row in op.get_bind().execute(assessed).all():
        team = json.loads(row.content)["cases"][0]["data"]["team"]
        members = {member["nip"] for member in team if member.get("nip")}
        rows = [{"proposal": row.proposal, "version": row.version, "nip": nip} for nip in sorted(members)]
        op.bulk_insert(TEAM_MEMBER, rows)


def guard_sqlite(table: str) -> None:
    """Refuse UPDATE, DELETE and REPLACE."""
    for act in ("DELETE", "UPDATE"):
        op.execute(
            f'CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def guard_postgresql(table: str) -> None:
    """Refuse UPDATE, DELETE and TRUNCATE."""
    for acts, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f'CREATE TRIGGER {table}_no_{acts.split()[0].lower()} BEFORE {acts} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )


def create_tables() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("old", TEXT, nullable=True),
        sa.Column("new", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("asked_by", TEXT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("os_user", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "freeze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("post_kinds", TEXT, nullable=False),
        sa.Column("lifted_by", TEXT, nullable=False),
        sa.Column("law", TEXT, nullable=False),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_freeze_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze")),
    )
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.CheckConstraint("kind IN ('national', 'collective', 'local')", name=op.f("ck_holiday_kind_known")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "office", sa.Column("role", TEXT, nullable=False), sa.PrimaryKeyConstraint("role", name=op.f("pk_office"))
    )
    op.create_table(
        "parameter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=True),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter")),
    )
    op.create_table(
        "requirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kinds", TEXT, nullable=False),
        sa.Column("names_post", sa.Boolean(), nullable=False),
        sa.Column("valid_months", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
        sa.UniqueConstraint("code", name=op.f("uq_requirement_code")),
    )
    op.create_table(
        "change_decision",
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("decided_by", TEXT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'refused')", name=op.f("ck_change_decision_outcome_known")),
        sa.ForeignKeyConstraint(["change"], ["change.id"], name=op.f("fk_change_decision_change_change")),
        sa.PrimaryKeyConstraint("change", name=op.f("pk_change_decision")),
    )
    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("capacity", TEXT, nullable=False),
        sa.Column("starts", INSTANT, nullable=False),
        sa.Column("ends", INSTANT, nullable=True),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("given_by", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("through", TEXT, nullable=True),
        sa.Column("verbs", TEXT, nullable=False),
        sa.Column("kinds", TEXT, nullable=False),
        sa.Column("post_kinds", TEXT, nullable=False),
        sa.CheckConstraint(
            "capacity IN ('definitif', 'plt', 'plh', 'an', 'ub')", name=op.f("ck_mandate_capacity_known")
        ),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_mandate_ends_after_start")),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_mandate_account_account")),
        sa.ForeignKeyConstraint(["given_by"], ["account.name"], name=op.f("fk_mandate_given_by_account")),
        sa.ForeignKeyConstraint(["office"], ["office.role"], name=op.f("fk_mandate_office_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mandate_account"), "mandate", ["account"])
    op.create_index(op.f("ix_mandate_office"), "mandate", ["office"])

    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("nip", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("dossier", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_endorsement_account_account")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_endorsement_proposal_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint(
            "proposal", "version", "verb", "role", name=op.f("uq_endorsement_proposal_version_verb_role")
        ),
    )
    op.create_table(
        "team_member",
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("nip", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_team_member_proposal_proposal")),
        sa.PrimaryKeyConstraint("proposal", "version", "nip", name=op.f("pk_team_member")),
    )
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("decree", TEXT, nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("grounds", TEXT, nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("filed_by", TEXT, nullable=False),
        sa.Column("filed_at", INSTANT, nullable=False),
        sa.Column("outcome", TEXT, nullable=True),
        sa.Column("answer", TEXT, nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", TEXT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('upheld', 'dismissed', 'inadmissible')",
            name=op.f("ck_objection_outcome_known"),
        ),
        sa.CheckConstraint("(outcome IS NULL) = (answer IS NULL)", name=op.f("ck_objection_answered_whole")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.name"], name=op.f("fk_objection_answered_by_account")),
        sa.ForeignKeyConstraint(["decree"], ["decree.number"], name=op.f("fk_objection_decree_decree")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_objection_document_document")),
        sa.ForeignKeyConstraint(["filed_by"], ["account.name"], name=op.f("fk_objection_filed_by_account")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_objection_proposal_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_proposal"), "objection", ["proposal"])

    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("given_by", TEXT, nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "verdict <> 'refused' OR reason IS NOT NULL", name=op.f("ck_verification_refusal_has_reason")
        ),
        sa.CheckConstraint("verdict IN ('verified', 'refused')", name=op.f("ck_verification_verdict_known")),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_verification_document_document")),
        sa.ForeignKeyConstraint(["given_by"], ["account.name"], name=op.f("fk_verification_given_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.create_index(op.f("ix_verification_document"), "verification", ["document"])

    op.add_column("document", sa.Column("valid_until", sa.Date(), nullable=True))
    op.add_column("document", sa.Column("media", TEXT, nullable=True))

    op.add_column("proposal", sa.Column("own_request", sa.Boolean(), server_default=sa.false(), nullable=False))
