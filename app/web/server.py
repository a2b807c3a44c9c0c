"""Serving the pages: on this machine only, and once for each SQLite file."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from app.web import make_app
from app.web.refusals import AlreadyServed, PortTaken, PublicHost
from app.wiring import Office
from workflow.errors import DiskProblem


def serve(office: Office, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the pages until the process is told to stop.

    Raises:
        PublicHost: the host is not this machine itself.
        AlreadyServed: another process serves this SQLite file.
        PortTaken: the address cannot be bound.
    """
    require_loopback(host)
    with only_server(office), bound(host, port) as listener:
        config = uvicorn.Config(
            make_app(office), log_level="warning", access_log=False, proxy_headers=False, server_header=False
        )
        print(f"Halaman: http://{_named(host)}:{listener.getsockname()[1]}/  (Ctrl+C untuk berhenti)", file=sys.stderr)
        uvicorn.Server(config).run(sockets=[listener])


def require_loopback(host: str) -> None:
    """Refuse any address that others could reach."""
    if host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise PublicHost(host=host)


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket at the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as problem:
            raise PortTaken(host=host, port=port, problem=problem.strerror) from problem
        yield listener


@contextmanager
def only_server(office: Office) -> Iterator[None]:
    """Hold the lock file beside a SQLite database; a server database needs none."""
    name = office.database.engine.url.database
    if not office.database.sqlite or not name:
        yield
        return
    path = Path(f"{name}.serve")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise DiskProblem(problem=f"{path}: {problem.strerror}") from problem
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise AlreadyServed(file=name) from None
    else:
        yield
    finally:
        os.close(handle)
