"""The schema is the one that the program makes: nothing stands in the place of a table, or between it and a reader."""

from __future__ import annotations

import pytest

from app.wiring import Office
from tests.storage.audit.tampering import found, unguarded


def told(office: Office, statements: str) -> list[str]:
    """What the audit says of the schema once the statements were executed."""
    with unguarded(office) as connection:
        for statement in statements.split(";;"):
            connection.exec_driver_sql(statement)
        return [problem for problem in found(office, connection) if problem.startswith("Schema of the database: ")]


def strange(*parts: str) -> list[str]:
    return [f"Schema of the database: {part} is not the one that this program makes." for part in parts]


BY_DAY = """ALTER TABLE preference RENAME TO preference_kept;;
    CREATE VIEW preference AS SELECT * FROM preference_kept WHERE {hour} < 12"""
"""Whoever reads it in the afternoon sees another table than the auditor in the morning."""

SQLITE = {
    "a view in place of a table": (
        BY_DAY.format(hour="strftime('%H', 'now')"),
        strange(
            *("index sqlite_autoindex_preference_1", "index sqlite_autoindex_preference_kept_1"),
            *("table preference", "table preference_kept", "view preference"),
        ),
    ),
    "a view of its own": ("CREATE VIEW ringkas AS SELECT 1", strange("view ringkas")),
    "a table of its own": ("CREATE TABLE catatan (isi TEXT)", strange("table catatan")),
    "a column more": ("ALTER TABLE preference ADD COLUMN isi TEXT", strange("table preference")),
    "a column that is computed": (
        "ALTER TABLE preference ADD COLUMN isi TEXT AS (strftime('%H', 'now')) VIRTUAL",
        strange("table preference"),
    ),
    "a trigger of its own": (
        "CREATE TRIGGER sisip AFTER INSERT ON preference BEGIN DELETE FROM preference; END",
        strange("trigger sisip"),
    ),
    "a guard that guards nothing": (
        "CREATE TRIGGER transition_no_update BEFORE UPDATE ON transition WHEN 0 BEGIN SELECT 1; END",
        strange("trigger transition_no_update"),
    ),
    "an index by another measure, under a name that is SQLite's own": (
        "CREATE INDEX lain ON transition (actor COLLATE NOCASE);; PRAGMA writable_schema = ON;;"
        "UPDATE sqlite_master SET name = 'sqlite_lain', sql = NULL WHERE name = 'lain';; PRAGMA writable_schema = OFF",
        strange("index sqlite_lain"),
    ),
    "a column of another kind, by a blank that is a letter": (
        "PRAGMA writable_schema = ON;; UPDATE sqlite_master SET sql = replace(sql, 'INTEGER NOT', 'INTEGER\u00a0NOT') "
        "WHERE name = 'payload';; PRAGMA writable_schema = OFF",
        strange("table payload"),
    ),
    "an index that is gone": ("DROP INDEX ix_claim_live", strange("index ix_claim_live")),
}

POSTGRESQL = {
    "a view in place of a table": (BY_DAY.format(hour="EXTRACT(hour FROM now())"), strange("table preference")),
    "rows that some do not see": (
        "ALTER TABLE decree ENABLE ROW LEVEL SECURITY;; CREATE POLICY siang ON decree USING (false)",
        strange("table decree"),
    ),
    "a rule": ("CREATE RULE diam AS ON INSERT TO decree DO INSTEAD NOTHING", strange("table decree")),
    "a trigger of its own": (
        "CREATE TRIGGER sisip AFTER INSERT ON decree EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        strange("trigger sisip"),
    ),
    "an heir whose rows are added": ("CREATE TABLE anak () INHERITS (decree)", strange("table decree")),
    "a column of another kind": (
        "CREATE DOMAIN kata AS varchar;; ALTER TABLE decree ALTER COLUMN sha256 TYPE kata",
        strange("table decree"),
    ),
    "a column that is computed": (
        "ALTER TABLE decree DROP COLUMN sha256 CASCADE;;"
        "ALTER TABLE decree ADD COLUMN sha256 varchar GENERATED ALWAYS AS ('0') STORED",
        strange("table decree"),
    ),
    "text that is compared in another way": (
        'ALTER TABLE account ALTER COLUMN name TYPE varchar COLLATE "C"',
        strange("table account"),
    ),
    "a table nearer than ours": (
        "CREATE SCHEMA palsu;; CREATE VIEW palsu.preference AS SELECT 1 AS id;; SET LOCAL search_path TO palsu, public",
        strange("table preference"),
    ),
    "an operator that is nearer than PostgreSQL's own, in an extension": (
        "CREATE FUNCTION public.lain(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT true';;"
        "CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.lain);;"
        "ALTER EXTENSION plpgsql ADD OPERATOR public.=(varchar, varchar)",
        ["Schema of the database: = outside PostgreSQL could be taken for PostgreSQL's own."],
    ),
    "a function that is taken for another": (
        "CREATE FUNCTION public.md5(integer) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
        ["Schema of the database: md5 outside PostgreSQL could be taken for PostgreSQL's own."],
    ),
}


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("statements", "said"), SQLITE.values(), ids=SQLITE)
def test_what_is_strange_in_an_sqlite_schema_is_named(office: Office, statements: str, said: list[str]) -> None:
    assert told(office, statements) == said


@pytest.mark.parametrize("office", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize(("statements", "said"), POSTGRESQL.values(), ids=POSTGRESQL)
def test_what_is_strange_in_a_postgresql_schema_is_named(office: Office, statements: str, said: list[str]) -> None:
    assert told(office, statements) == said


def test_what_an_administrator_may_do_is_not_strange(office: Office) -> None:
    assert told(office, "ANALYZE") == []


@pytest.mark.parametrize("office", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_an_extension_may_have_functions_that_are_called_as_others(office: Office) -> None:
    assert told(office, "CREATE EXTENSION citext") == []
