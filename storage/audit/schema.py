"""The schema: whoever put a view in place of a table could show each reader, at each hour, another history.

Guards that are missing change nothing that is shown, so they are told of elsewhere (`storage.guards`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import sqlalchemy as sa

from storage import guards
from storage.audit.report import AuditReport, Words
from storage.database import migrate
from storage.tables import Row
from workflow.text import shown

Part = tuple[str, str]
"""What a part of an SQLite schema is, and its name: ("table", "decree")."""

_PARTS = sa.text("SELECT type, name, tbl_name, sql FROM sqlite_master")
_STATISTICS = {("table", f"sqlite_stat{number}") for number in (1, 4)}
"""What ANALYZE adds: it may change how long a question takes, and never its answer."""

_TABLES = sa.text(
    """
    SELECT c.relname AS name,
        pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) AS columns,
        pg_catalog.array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE pg_catalog.pg_table_is_visible(c.oid) AND a.attnum > 0 AND NOT a.attisdropped
        AND c.relkind = 'r' AND NOT c.relrowsecurity
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_rewrite r WHERE r.ev_class = c.oid)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid))
    GROUP BY c.oid, c.relname
    HAVING NOT pg_catalog.bool_or(
        a.attgenerated <> '' OR a.attcollation NOT IN (0, 'pg_catalog."default"'::pg_catalog.regcollation)
    )
    """
)
"""Tables that are what they seem: no views, no rules, no policies, no heirs, nothing computed, text compared byte by byte."""

_TRIGGERS = sa.text(
    """
    SELECT t.tgname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    WHERE pg_catalog.pg_table_is_visible(c.oid) AND NOT t.tgisinternal ORDER BY t.tgname
    """
)

_SHADOWS = sa.text(
    """
    WITH one AS (
        SELECT proname AS name, pronamespace AS home, proargtypes::oid[] AS given FROM pg_catalog.pg_proc
        UNION ALL SELECT oprname, oprnamespace, ARRAY[oprleft, oprright] FROM pg_catalog.pg_operator
    ), own AS (SELECT * FROM one WHERE home = 'pg_catalog'::pg_catalog.regnamespace)
    SELECT DISTINCT one.name FROM one
    WHERE one.home <> 'pg_catalog'::pg_catalog.regnamespace
        AND one.home = ANY (pg_catalog.current_schemas(false)::text[]::pg_catalog.regnamespace[])
        AND EXISTS (SELECT FROM own WHERE own.name = one.name)
        AND NOT EXISTS (SELECT FROM own WHERE own.name = one.name AND own.given = one.given)
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_type t
            WHERE t.oid = ANY (one.given) AND t.typnamespace <> 'pg_catalog'::pg_catalog.regnamespace
        )
    ORDER BY one.name
    """
)
"""Functions and operators that could be taken for PostgreSQL's own: called the same, and nearer to some types of its own.

Those that take the very same types come after its own, since it is asked first (`storage.database`).
"""

_KINDS = {"table": "tabel", "index": "indeks", "view": "tampilan", "trigger": "pemicu"}
_TYPES = {"VARCHAR": "character varying"}


def check_schema(connection: sa.Connection, report: AuditReport) -> None:
    """Check that the tables are tables, and the ones that this program makes."""
    problems = _sqlite_problems if connection.dialect.name == "sqlite" else _postgresql_problems
    report.problems.extend(problems(connection))


def _sqlite_problems(connection: sa.Connection) -> Iterator[Words]:
    made, found = _made(), _parts(connection)
    for part in sorted(made.keys() | found.keys()):
        if made.get(part) != found.get(part) and not (part[0] == "trigger" and part not in found):
            yield _strange(*part)


@functools.cache
def _made() -> dict[Part, str]:
    """The schema that the migrations give."""
    made: dict[Part, str] = {}
    migrate("sqlite://", lambda connection: made.update(_parts(connection)))
    return made


def _parts(connection: sa.Connection) -> dict[Part, str]:
    found = {(str(kind), str(name)): f"{of}: {sql}" for kind, name, of, sql in connection.execute(_PARTS)}
    return {part: said for part, said in found.items() if part not in _STATISTICS}


def _postgresql_problems(connection: sa.Connection) -> Iterator[Words]:
    tables = Row.metadata.tables
    found = {row.name: [*zip(row.columns, row.types, strict=True)] for row in connection.execute(_TABLES)}
    for name in sorted(tables):
        kinds = ((column.name, column.type.compile(connection.dialect)) for column in tables[name].columns)
        if sorted(found.get(name, [])) != sorted((column, _TYPES.get(kind, kind.lower())) for column, kind in kinds):
            yield _strange("table", name)
    for name in connection.execute(_TRIGGERS).scalars():
        if name not in guards.expected("postgresql"):
            yield _strange("trigger", name)
    for name in connection.execute(_SHADOWS).scalars():
        yield (
            f"Skema basis data: {shown(name)} di luar PostgreSQL dapat dikira milik PostgreSQL sendiri.",
            f"Schema of the database: {shown(name)} outside PostgreSQL could be taken for PostgreSQL's own.",
        )


def _strange(kind: str, name: str) -> Words:
    return (
        f"Skema basis data: {_KINDS.get(kind, shown(kind))} {shown(name)} bukan yang dibuat program ini.",
        f"Schema of the database: {shown(kind)} {shown(name)} is not the one that this program makes.",
    )
