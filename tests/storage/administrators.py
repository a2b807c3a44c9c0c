"""Administrators of the small world, and what they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.wiring import Office
from storage import changes
from storage.changes import By
from tests import world
from workflow.authority import Role

SECOND = "admin.kedua"
REASON = "Surat edaran wali kota"


def by(office: Office, account: str = world.ADMIN) -> By:
    """An administrator, now."""
    return By(account, office.clock.now(), office.today, office.os_user)


def setting_up(office: Office) -> By:
    """Whoever sets the installation up, without an account."""
    return By("os:penguji", office.clock.now(), office.today, office.os_user, named=False)


def add_administrators(office: Office, *names: str, nip: str | None = None) -> None:
    with office.database.transaction() as connection:
        for name in names or (SECOND,):
            world.grant(connection, name, Role.admin, nip=nip)


def do(office: Office, act: Callable[..., dict[str, Any]], *told: Any, who: By | None = None) -> dict[str, Any]:
    """Make a change in a transaction of its own."""
    with office.database.transaction() as connection:
        return act(connection, *told, REASON, who or by(office))


def confirm(office: Office, id: int, account: str = SECOND) -> dict[str, Any]:
    with office.database.transaction() as connection:
        return changes.confirm(connection, id, by(office, account))


def refuse(office: Office, id: int, account: str = SECOND) -> dict[str, Any]:
    with office.database.transaction() as connection:
        return changes.refuse(connection, id, by(office, account))


def log(office: Office, *, waiting: bool = False) -> list[dict[str, Any]]:
    """The changes, newest first."""
    with office.database.reading() as connection:
        return changes.changes(connection, waiting=waiting)


def read(office: Office, ask: Callable[..., Any], *told: Any) -> Any:
    """The answer of a question to the database."""
    with office.database.reading() as connection:
        return ask(connection, *told)
