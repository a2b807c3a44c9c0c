"""The engine, and `transaction()` as the only place that writes and commits."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from workflow.errors import (
    Busy,
    DamagedFile,
    DiskProblem,
    Guarded,
    MutasiError,
    NewerDatabase,
    NotInitialised,
    OlderDatabase,
    Unreachable,
)

LOCK_SECONDS = 10
"""How long a transaction waits for another's lock before it is told that the database is busy."""

MIGRATIONS = Path(__file__).parent / "migrations"

SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # Without this, REPLACE deletes rows behind the back of the append-only triggers.
    "PRAGMA recursive_triggers=ON",
    f"PRAGMA busy_timeout={LOCK_SECONDS * 1000}",
)

POSTGRESQL_SETTINGS = (
    "timezone=UTC",
    # The same for everybody, so that no view can tell an auditor from other readers by it.
    "datestyle=ISO,YMD",
    # A constraint that was never checked would otherwise decide which rows are read.
    "constraint_exclusion=off",
)
_OWN_FIRST = """
    SELECT pg_catalog.set_config(
        'search_path', coalesce(pg_catalog.string_agg(pg_catalog.quote_ident(one.name), ',' ORDER BY one.n), ''), false)
    FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS one(name, n)
    WHERE one.name OPERATOR(pg_catalog.<>) 'pg_catalog'
"""
"""PostgreSQL asks its own schema first where it is not named in the path."""


class Database:
    """One database, by its address (`sqlite:///…` or `postgresql+psycopg://…`).

    Attributes:
        refusal: why nothing may be written to it any more, once someone has found that out.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._writer = self.engine.execution_options(writes=True)
        self._reader = self.engine if self.sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        # SQLite has one writer; threads that wait here do not sleep in its busy handler.
        self._alone = threading.Lock() if self.sqlite else nullcontext()
        self.refusal: Callable[[], MutasiError] | None = None

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A transaction that may write; commits at the end, rolls back on any exception.

        Raises:
            Busy: another transaction held a lock for too long.
            DiskProblem: the disk is full, read-only or failing.
            Unreachable: the server does not answer.
            MutasiError: nothing may be written; `refusal` says why.
        """
        if self.refusal is not None:
            raise self.refusal()
        with self._alone, sentences(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent view for questions; takes no lock that writers would wait for."""
        with (
            sentences(),
            self._reader.connect() as connection,
            connection.begin() as view,
        ):
            yield connection
            view.rollback()

    def check(self) -> None:
        """Make sure that this program knows the database's schema.

        Raises:
            NotInitialised: there is no schema yet.
            OlderDatabase: the schema is one that `migrate` would upgrade.
            NewerDatabase: the schema belongs to a newer program.
        """
        if self.sqlite and not Path(self.engine.url.database or "").exists():
            raise NotInitialised()
        with self.reading() as connection:
            found = revision(connection)
        if found is None:
            raise NotInitialised()
        known = known_revisions()
        if found not in known:
            raise NewerDatabase(found=found)
        if found != known[-1]:
            raise OlderDatabase(found=found, expected=known[-1])

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def make_engine(url: str) -> sa.Engine:
    """An engine with this product's settings for its dialect."""
    try:
        parsed = sa.make_url(url)
    except (exc.ArgumentError, ValueError) as problem:
        raise Unreachable(problem="alamat basis data tidak dapat dibaca / cannot read the address") from problem
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    if parsed.drivername != "postgresql+psycopg":
        raise Unreachable(problem=f"{parsed.drivername}: pakai / use sqlite:/// atau / or postgresql+psycopg://")
    options = " ".join(f"-c {setting}" for setting in (f"lock_timeout={LOCK_SECONDS}s", *POSTGRESQL_SETTINGS))
    try:
        engine = sa.create_engine(parsed, connect_args={"options": options, "connect_timeout": LOCK_SECONDS})
    except (exc.ArgumentError, ValueError, ImportError, TypeError) as problem:
        raise Unreachable(problem=str(problem).splitlines()[0]) from problem
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _set_up_postgresql(connection: Any, _record: object) -> None:
    """Let nothing be taken for PostgreSQL's own, whatever the settings of the role and of the database say."""
    connection.execute(_OWN_FIRST)
    connection.commit()


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    if url.database:
        folder = Path(url.database).absolute().parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise DiskProblem(problem=f"{folder}: {problem.strerror}") from problem
    engine = sa.create_engine(url, connect_args={"check_same_thread": False, "timeout": LOCK_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    try:
        for setting in SQLITE_SETTINGS:
            connection.execute(setting)
    except UnicodeDecodeError as problem:  # SQLite quotes the bytes of a broken schema
        raise sqlite3.DatabaseError("database disk image is malformed") from problem


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what the drivers raise into this product's sentences."""
    try:
        yield
    except MutasiError:
        raise
    except exc.DBAPIError as problem:
        raise sentence_for(problem) from problem


def sentence_for(problem: exc.DBAPIError) -> Exception:
    """The sentence for a driver's error, or the error itself where only a programmer can help."""
    code = getattr(problem.orig, "sqlstate", None)
    text = str(problem.orig)
    if code in ("55P03", "40P01", "40001") or any(words in text for words in BUSY_WORDS):
        return Busy()
    if code in ("53100", "25006", "42501") or any(words in text for words in DISK_WORDS):
        return DiskProblem(problem=text)
    if "no such table" in text or code == "42P01":
        return NotInitialised()
    if any(words in text for words in BROKEN_WORDS):
        return DamagedFile(problem=text.splitlines()[0])
    if isinstance(problem, exc.OperationalError | exc.InterfaceError) or code == "08001":
        return Unreachable(problem=text.splitlines()[0])
    guarded = next((said for words, said in GUARD_WORDS.items() if words in text), None)
    return Guarded(problem=guarded[0], problem_en=guarded[1]) if guarded else problem


GUARD_WORDS = {
    "is append-only": ("riwayat hanya dapat ditambah.", "history can only be added to."),
    "whoever acts is the subject or the spouse": (
        "pengambil langkah adalah pegawai yang diusulkan atau pasangannya. Serahkan kepada pejabat lain.",
        "whoever acts is the person to be transferred or the spouse. Leave it to another official.",
    ),
    "whoever assesses has proposed it": (
        "pengusul tidak menetapkan hasil evaluasi usulannya sendiri. Serahkan kepada pejabat lain.",
        "whoever proposed a case does not assess it. Leave it to another official.",
    ),
    "whoever decides has prepared it": (
        "pejabat yang ikut menyiapkan usulan tidak memutuskannya. Serahkan kepada pejabat lain.",
        "whoever took part in preparing a proposal does not decide it. Leave it to another official.",
    ),
}
"""The words of the triggers → what they mean, in (Indonesian, English)."""

BUSY_WORDS = (
    *("database is locked", "ix_booking_live_key", "ix_claim_live"),
    *("booking.actor, booking.key", "claim.proposal, claim.version"),
)
"""A lock that lasted too long, or another who was faster to claim a proposal or a key."""

BROKEN_WORDS = ("file is not a database", "disk image is malformed")
DISK_WORDS = (
    "disk is full",
    "disk I/O error",
    "readonly database",
    "unable to open database file",
)


def known_revisions() -> list[str]:
    """The schema revisions that this program knows, oldest first, by the names of the migration files."""
    return sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision(connection: sa.Connection) -> str | None:
    """The schema revision of the database, or None when it has no schema."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


_migrating = threading.Lock()
"""The migration library keeps its context in globals."""

MIGRATION_LOCK = 0x6D757461


def migrate(url: str, afterwards: Callable[[sa.Connection], None] | None = None) -> None:
    """Bring the database to this program's schema; a schema is the old one or the new one, never between.

    Args:
        afterwards: what belongs to the same transaction.

    Raises:
        NewerDatabase: the schema belongs to a newer program.
    """
    from alembic import command
    from alembic.config import Config

    database = Database(url)
    try:
        with _migrating, database.transaction() as connection:
            if not database.sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            found = revision(connection)
            if found is not None and found not in known_revisions():
                raise NewerDatabase(found=found)
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if afterwards:
                afterwards(connection)
    finally:
        database.dispose()
