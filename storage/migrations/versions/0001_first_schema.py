"""The first schema: people and posts, proposals and their files, the register, the decrees and the history."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = AutoString()
INSTANT = UTCDateTime()

APPEND_ONLY = ("transition", "decree", "process_version")

SERIES = sa.table("series", sa.column("code"), sa.column("format"))
FORMATS = {
    "SK": "800.1.3.3/{n}/SK/{year}",
    "PENETAPAN": "800.1.3.1/{n}/{unit}/{roman_month}/{year}",
}

BASIS = sa.table("basis", sa.column("position"), sa.column("title"), sa.column("since", sa.Date))
BASES = (
    ("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah", date(2014, 10, 2)),
    ("Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan", date(2014, 10, 17)),
    ("Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara", date(2023, 10, 31)),
    (
        "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil sebagaimana telah diubah "
        "dengan Peraturan Pemerintah Nomor 17 Tahun 2020",
        date(2017, 4, 7),
    ),
    (
        "Peraturan Badan Kepegawaian Negara Nomor 5 Tahun 2019 tentang Tata Cara Pelaksanaan Mutasi",
        date(2019, 4, 5),
    ),
    (
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 1 Tahun 2020 tentang Pedoman "
        "Analisis Jabatan dan Analisis Beban Kerja",
        date(2020, 1, 1),
    ),
)


def upgrade() -> None:
    create_tables()
    op.execute("INSERT INTO log_head (id, size) VALUES (1, 0)")
    op.bulk_insert(SERIES, [{"code": code, "format": form} for code, form in FORMATS.items()])
    op.bulk_insert(BASIS, [{"position": n, "title": t, "since": d} for n, (t, d) in enumerate(BASES, 1)])
    guard = guard_postgresql if op.get_bind().dialect.name == "postgresql" else guard_sqlite
    guard()


def guard_sqlite() -> None:
    """Refuse UPDATE, DELETE and REPLACE on the append-only tables, and UPDATE of payloads."""
    for table in APPEND_ONLY:
        forbid_sqlite(table, "DELETE")
    for table in (*APPEND_ONLY, "payload"):
        forbid_sqlite(table, "UPDATE")


def forbid_sqlite(table: str, act: str) -> None:
    op.execute(
        f'CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def guard_postgresql() -> None:
    """Refuse UPDATE, DELETE and TRUNCATE on the append-only tables, and UPDATE of payloads."""
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        forbid_postgresql(table, "UPDATE OR DELETE", "ROW")
        forbid_postgresql(table, "TRUNCATE", "STATEMENT")
    forbid_postgresql("payload", "UPDATE", "ROW")
    forbid_postgresql("payload", "TRUNCATE", "STATEMENT")


def forbid_postgresql(table: str, acts: str, each: str) -> None:
    op.execute(
        f'CREATE TRIGGER {table}_no_{acts.split()[0].lower()} BEFORE {acts} ON "{table}" '
        f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
    )


def create_tables() -> None:
    op.create_table(
        "account",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("nip", TEXT, nullable=True),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("os_user", TEXT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_nip"), "account", ["nip"], unique=False)
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("region", TEXT, nullable=False),
        sa.Column("head_title", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("hr_unit", TEXT, nullable=False),
        sa.Column("hr_head_title", TEXT, nullable=False),
        sa.Column("hr_code", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("paper", TEXT, nullable=False),
        sa.CheckConstraint("paper IN ('F4', 'A4')", name=op.f("ck_agency_paper_known")),
        sa.CheckConstraint("id = 1", name=op.f("ck_agency_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )
    op.create_table(
        "basis",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_basis")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("os_user", TEXT, nullable=False),
        sa.Column("file", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("report", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "process_version",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("definition", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_process_version")),
    )
    op.create_table(
        "series",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("format", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_series")),
    )
    op.create_table(
        "unit",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("parent", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("siasn_id", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["unit.code"], name=op.f("fk_unit_parent_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_unit")),
    )
    op.create_index(op.f("ix_unit_parent"), "unit", ["parent"], unique=False)
    op.create_table(
        "account_role",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_account_role_account_account")),
        sa.PrimaryKeyConstraint("account", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", TEXT, nullable=False),
        sa.Column("series", TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("lease_until", INSTANT, nullable=False),
        sa.Column("booked_at", INSTANT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("drawing", sa.LargeBinary(), nullable=True),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("request", TEXT, nullable=True),
        sa.Column("answer", TEXT, nullable=True),
        sa.CheckConstraint("(status = 'void') = (reason IS NOT NULL)", name=op.f("ck_booking_void_has_reason")),
        sa.CheckConstraint("status IN ('booked', 'issued', 'void')", name=op.f("ck_booking_status_known")),
        sa.ForeignKeyConstraint(["series"], ["series.code"], name=op.f("fk_booking_series_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("code", name=op.f("uq_booking_code")),
        sa.UniqueConstraint("number", name=op.f("uq_booking_number")),
        sa.UniqueConstraint("series", "year", "n", name=op.f("uq_booking_series_year_n")),
    )
    op.create_index(
        "ix_booking_live_key",
        "booking",
        ["actor", "key"],
        unique=True,
        sqlite_where=sa.text("key IS NOT NULL AND status <> 'void'"),
        postgresql_where=sa.text("key IS NOT NULL AND status <> 'void'"),
    )
    op.create_table(
        "counter",
        sa.Column("series", TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series"], ["series.code"], name=op.f("fk_counter_series_series")),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_counter")),
    )
    op.create_table(
        "post",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("rank_min", TEXT, nullable=True),
        sa.Column("rank_max", TEXT, nullable=True),
        sa.Column("education_min", TEXT, nullable=True),
        sa.Column("education_fields", TEXT, nullable=True),
        sa.Column("competences", TEXT, nullable=True),
        sa.Column("retirement_age", sa.Integer(), nullable=True),
        sa.Column("need", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('jpt', 'administrator', 'pengawas', 'fungsional', 'pelaksana')", name=op.f("ck_post_kind_known")
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_post_unit_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_unit"), "post", ["unit"], unique=False)
    op.create_table(
        "decree",
        sa.Column("number", TEXT, nullable=False),
        sa.Column("booking", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["booking.id"], name=op.f("fk_decree_booking_booking")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decree")),
        sa.UniqueConstraint("booking", name=op.f("uq_decree_booking")),
    )
    op.create_table(
        "person",
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("title_before", TEXT, nullable=True),
        sa.Column("title_after", TEXT, nullable=True),
        sa.Column("birth_place", TEXT, nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", TEXT, nullable=False),
        sa.Column("employment", TEXT, nullable=False),
        sa.Column("rank", TEXT, nullable=False),
        sa.Column("rank_since", sa.Date(), nullable=True),
        sa.Column("education", TEXT, nullable=False),
        sa.Column("education_field", TEXT, nullable=True),
        sa.Column("post", TEXT, nullable=False),
        sa.Column("post_since", sa.Date(), nullable=False),
        sa.Column("spouse", TEXT, nullable=True),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.CheckConstraint("employment IN ('PNS', 'CPNS', 'PPPK')", name=op.f("ck_person_employment_known")),
        sa.CheckConstraint("sex IN ('L', 'P')", name=op.f("ck_person_sex_known")),
        sa.CheckConstraint("length(nip) = 18", name=op.f("ck_person_nip_length")),
        sa.ForeignKeyConstraint(["post"], ["post.code"], name=op.f("fk_person_post_post")),
        sa.PrimaryKeyConstraint("nip", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_post"), "person", ["post"], unique=False)
    op.create_table(
        "workload",
        sa.Column("post", TEXT, nullable=False),
        sa.Column("task", TEXT, nullable=False),
        sa.Column("volume", TEXT, nullable=False),
        sa.Column("per", TEXT, nullable=False),
        sa.Column("minutes", TEXT, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.CheckConstraint("per IN ('tahun', 'bulan', 'minggu', 'hari')", name=op.f("ck_workload_per_known")),
        sa.ForeignKeyConstraint(["post"], ["post.code"], name=op.f("fk_workload_post_post")),
        sa.PrimaryKeyConstraint("post", "task", name=op.f("pk_workload")),
    )
    op.create_table(
        "appraisal",
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("result", TEXT, nullable=True),
        sa.Column("behaviour", TEXT, nullable=True),
        sa.Column("predicate", TEXT, nullable=False),
        sa.CheckConstraint(
            "behaviour IS NULL OR behaviour IN ('diatas', 'sesuai', 'dibawah')",
            name=op.f("ck_appraisal_behaviour_known"),
        ),
        sa.CheckConstraint(
            "predicate IN ('Sangat Baik', 'Baik', 'Butuh Perbaikan', 'Kurang', 'Sangat Kurang')",
            name=op.f("ck_appraisal_predicate_known"),
        ),
        sa.CheckConstraint(
            "result IS NULL OR result IN ('diatas', 'sesuai', 'dibawah')", name=op.f("ck_appraisal_result_known")
        ),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name=op.f("fk_appraisal_nip_person")),
        sa.PrimaryKeyConstraint("nip", "year", name=op.f("pk_appraisal")),
    )
    op.create_table(
        "career",
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("post", TEXT, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decree", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name=op.f("fk_career_nip_person")),
        sa.PrimaryKeyConstraint("nip", "post", "since", name=op.f("pk_career")),
    )
    op.create_table(
        "competence",
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_competence_level_range")),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name=op.f("fk_competence_nip_person")),
        sa.PrimaryKeyConstraint("nip", "name", name=op.f("pk_competence")),
    )
    op.create_table(
        "discipline",
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("decree", TEXT, nullable=True),
        sa.CheckConstraint("level IN ('ringan', 'sedang', 'berat')", name=op.f("ck_discipline_level_known")),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name=op.f("fk_discipline_nip_person")),
        sa.PrimaryKeyConstraint("nip", "start", "level", name=op.f("pk_discipline")),
    )
    op.create_table(
        "preference",
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("post", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name=op.f("fk_preference_nip_person")),
        sa.ForeignKeyConstraint(["post"], ["post.code"], name=op.f("fk_preference_post_post")),
        sa.PrimaryKeyConstraint("nip", "order", name=op.f("pk_preference")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("post", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_by", TEXT, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'needs_analysis', 'evaluation', 'socialization', 'consent', 'advice', 'approval', 'implementation', 'monitoring', 'completed', 'rejected', 'withdrawn', 'annulled', 'suspended')",
            name=op.f("ck_proposal_state_known"),
        ),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name=op.f("fk_proposal_nip_person")),
        sa.ForeignKeyConstraint(["post"], ["post.code"], name=op.f("fk_proposal_post_post")),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.name"], name=op.f("fk_proposal_proposed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proposal_nip"), "proposal", ["nip"], unique=False)
    op.create_index(op.f("ix_proposal_post"), "proposal", ["post"], unique=False)
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("post", TEXT, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("decree", TEXT, nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("cancelled_by", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["nip"], ["person.nip"], name=op.f("fk_assignment_nip_person")),
        sa.ForeignKeyConstraint(["post"], ["post.code"], name=op.f("fk_assignment_post_post")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_assignment_proposal_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_nip"), "assignment", ["nip"], unique=False)
    op.create_index(op.f("ix_assignment_post"), "assignment", ["post"], unique=False)
    op.create_index(op.f("ix_assignment_proposal"), "assignment", ["proposal"], unique=False)
    op.create_table(
        "claim",
        sa.Column("booking", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["booking.id"], name=op.f("fk_claim_booking_booking")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_claim_proposal_proposal")),
        sa.PrimaryKeyConstraint("booking", "proposal", name=op.f("pk_claim")),
    )
    op.create_index(
        "ix_claim_live",
        "claim",
        ["proposal", "version"],
        unique=True,
        sqlite_where=sa.text("live"),
        postgresql_where=sa.text("live"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("number", TEXT, nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("post", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("filed_by", TEXT, nullable=False),
        sa.Column("filed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["filed_by"], ["account.name"], name=op.f("fk_document_filed_by_account")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_document_proposal_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_proposal"), "document", ["proposal"], unique=False)
    op.create_table(
        "transition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("from_state", TEXT, nullable=False),
        sa.Column("to_state", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("capacity", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("os_user", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("decree_sha256", TEXT, nullable=False),
        sa.Column("process", TEXT, nullable=False),
        sa.Column("dossier", TEXT, nullable=False),
        sa.Column("commitment", TEXT, nullable=False),
        sa.CheckConstraint(
            "from_state IN ('draft', 'needs_analysis', 'evaluation', 'socialization', 'consent', 'advice', 'approval', 'implementation', 'monitoring', 'completed', 'rejected', 'withdrawn', 'annulled', 'suspended')",
            name=op.f("ck_transition_from_state_known"),
        ),
        sa.CheckConstraint(
            "to_state IN ('draft', 'needs_analysis', 'evaluation', 'socialization', 'consent', 'advice', 'approval', 'implementation', 'monitoring', 'completed', 'rejected', 'withdrawn', 'annulled', 'suspended')",
            name=op.f("ck_transition_to_state_known"),
        ),
        sa.ForeignKeyConstraint(["number"], ["decree.number"], name=op.f("fk_transition_number_decree")),
        sa.ForeignKeyConstraint(
            ["process"], ["process_version.sha256"], name=op.f("fk_transition_process_process_version")
        ),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_transition_proposal_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition")),
        sa.UniqueConstraint("proposal", "version", name=op.f("uq_transition_proposal_version")),
    )
    op.create_index(op.f("ix_transition_actor"), "transition", ["actor"], unique=False)
    op.create_table(
        "payload",
        sa.Column("transition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["transition"], ["transition.id"], name=op.f("fk_payload_transition_transition")),
        sa.PrimaryKeyConstraint("transition", name=op.f("pk_payload")),
    )
    op.create_table(
        "waiver",
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("given_by", TEXT, nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name=op.f("fk_waiver_document_document")),
        sa.ForeignKeyConstraint(["given_by"], ["account.name"], name=op.f("fk_waiver_given_by_account")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_waiver_proposal_proposal")),
        sa.PrimaryKeyConstraint("proposal", "rule", name=op.f("pk_waiver")),
    )
