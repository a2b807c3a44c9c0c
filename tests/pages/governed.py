"""What an administrator sets for the tests of the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.wiring import Office
from storage import bases, freezes, holiday_table, mandates, parameters, requirements
from storage.changes import By
from storage.requirements import NewRequirement
from tests import world
from workflow.authority import Kind
from workflow.personnel import PostKind


def admin(office: Office) -> By:
    """The administrator, now."""
    return By(world.ADMIN, office.clock.now(), office.today, "orang")


def set_value(office: Office, subject: str, name: str, value: str, kind: Kind | None = None) -> None:
    new = parameters.NewValue(subject, name, value, kind)
    with office.database.transaction() as connection:
        parameters.set_parameter(connection, new, "Keputusan rapat pimpinan", admin(office))


def set_freeze(office: Office, name: str, starts: date, ends: date, *kinds: PostKind) -> None:
    new = freezes.NewFreeze(name, starts, ends, "UU 10/2016 Pasal 71 ayat (2)", kinds)
    with office.database.transaction() as connection:
        freezes.set_freeze(connection, new, "Jadwal pemilihan", admin(office))


def set_holiday(office: Office, day: date, name: str) -> None:
    with office.database.transaction() as connection:
        holiday_table.set_holidays(connection, {day: name}, "collective", "Surat keputusan bersama", admin(office))


def set_basis(office: Office, title: str, position: int) -> None:
    with office.database.transaction() as connection:
        bases.set_basis(connection, title, position, office.today, None, "Peraturan baru", admin(office))


def require(office: Office, code: str, name: str) -> None:
    with office.database.transaction() as connection:
        requirements.require_document(connection, NewRequirement(code, name), "Peraturan wali kota", admin(office))


def mandate(office: Office, holder: str, starts: timedelta, ends: timedelta | None, **told: Any) -> None:
    """Let someone act for the authority, from and until so long after now."""
    now = office.clock.now()
    asked = {
        **{"office": "authority", "holder": holder, "capacity": "plh", "number": "800.1.11.1/5/SETDA"},
        **{"dated": (office.today - timedelta(days=20)).isoformat(), "starts": (now + starts).isoformat()},
        **{"ends": (now + ends).isoformat() if ends else None, "given_by": None, "title": None, "through": None},
        **{"verbs": [], "kinds": [], "post_kinds": []},
    }
    with office.database.transaction() as connection:
        mandates.add(connection, asked | told, "Pejabat definitif berhalangan", admin(office))
