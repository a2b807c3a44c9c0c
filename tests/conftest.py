"""Fixtures that all tests share: a clean environment, and a migrated database on either engine."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL

from tests.engines import NoPostgres, PostgresServer, postgres_server

# A change is judged on the same examples each time; at home every run looks for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that the tests' databases may need at once, several times over."""


def pytest_configure() -> None:
    """Keep the tests' files in memory where there is room: thousands of databases are made, and none is needed again."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and roomy(os.statvfs(MEMORY)):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores, because some tests wait for processes of their own."""
    return len(os.sched_getaffinity(0)) + 1


def roomy(there: os.statvfs_result) -> bool:
    """Whether programs can run there, and databases have room."""
    return not there.f_flag & os.ST_NOEXEC and there.f_bavail * there.f_frsize >= ROOM


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the settings of whoever runs the tests out of them, and `MUTASI_HOME` in the test's own folder."""
    for name in list(os.environ):
        if name.startswith("MUTASI_") and not name.startswith("MUTASI_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MUTASI_HOME", str(tmp_path / "home"))


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh migrated database; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a fresh migrated SQLite file."""
    path = tmp_path / "mutasi.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql: PostgresServer, postgresql_template: URL) -> Iterator[str]:
    """The URL of a fresh migrated PostgreSQL database."""
    url = postgresql.database(postgresql_template)
    yield url.render_as_string(hide_password=False)
    postgresql.drop(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "mutasi.db"
    migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL server; under xdist each worker has its own, started when its first test asks."""
    try:
        with postgres_server() as server:
            yield server
    except NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgresServer) -> URL:
    """A migrated PostgreSQL database to copy from."""
    url = postgresql.database()
    migrate(url.render_as_string(hide_password=False))
    return url


def migrate(url: str) -> None:
    """Bring the database up to date; imported late, so that tests without a database do not pay for it."""
    from storage import database

    database.migrate(url)
