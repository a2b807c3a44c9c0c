"""The doctor: is everything there that the product needs, and is nothing left lying about."""

from __future__ import annotations

import ctypes.util
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app import doctor_log, doctor_seal
from app.wiring import Office
from documents.catalogue import FOLDER
from storage import database, guards, register
from workflow.errors import MutasiError


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, whether it is well, and a sentence about it."""

    name: str
    ok: bool
    sentence: str


def examine(office: Office) -> list[Check]:
    """Every check; one that cannot be made says why."""
    return [_made(name, check, office) for name, check in CHECKS.items()]


def _made(name: str, check: Callable[[Office], tuple[bool, str]], office: Office) -> Check:
    try:
        return Check(name, *check(office))
    except MutasiError as problem:
        return Check(name, False, problem.sentence(office.settings.language))


def _settings(office: Office) -> tuple[bool, str]:
    where = office.database.engine.url.render_as_string(hide_password=True)
    return True, f"basis data {where}, sewa {office.settings.lease_seconds} detik."


def _schema(office: Office) -> tuple[bool, str]:
    office.open()
    return True, f"skema {database.known_revisions()[-1]}, {'latihan' if office.rehearsal else 'resmi'}."


def _durability(office: Office) -> tuple[bool, str]:
    found = guards.durability(office.database)
    return all(found.values()), ", ".join(f"{name} {'ya' if ok else 'TIDAK'}" for name, ok in found.items()) + "."


def _guards(office: Office) -> tuple[bool, str]:
    office.database.check()
    missing = guards.missing(office.database)
    if missing:
        return False, f"pengaman riwayat hilang: {', '.join(missing)}. Pulihkan dari cadangan, lalu periksa riwayatnya."
    return True, "riwayat dan keputusan hanya dapat ditambah."


def _bookings(office: Office) -> tuple[bool, str]:
    with office.database.transaction() as connection:
        numbers = register.void_lapsed(connection, office.clock.real())
    return True, f"nomor yang dibatalkan: {', '.join(numbers)}." if numbers else "tidak ada pemesanan yang terhenti."


def _fonts(office: Office) -> tuple[bool, str]:
    faces = sorted(path.name for path in (FOLDER / "fonts").glob("*.otf"))
    return len(faces) >= 4, f"{len(faces)} berkas huruf."


def _libraries(office: Office) -> tuple[bool, str]:
    missing = [name for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset") if not ctypes.util.find_library(name)]
    if missing:
        return (
            False,
            f"pustaka {', '.join(missing)} tidak ada. Pasang libpango-1.0-0, libpangoft2-1.0-0 dan libharfbuzz-subset0.",
        )
    return True, "Pango dan HarfBuzz ada."


def _home(office: Office) -> tuple[bool, str]:
    home = office.settings.home
    nearest = next(folder for folder in _upwards(home.absolute()) if folder.exists())
    free = os.statvfs(nearest).f_bavail * os.statvfs(nearest).f_frsize
    ok = os.access(nearest, os.W_OK) and free > LEAST_FREE
    return (
        ok,
        f"{home}: {'dapat' if os.access(nearest, os.W_OK) else 'TIDAK dapat'} ditulis, {free // 2**20} MiB kosong.",
    )


LEAST_FREE = 200 * 2**20
"""Bytes of free space below which the doctor warns."""


def _upwards(path: Path) -> Iterator[Path]:
    yield path
    yield from path.parents


CHECKS: dict[str, Callable[[Office], tuple[bool, str]]] = {
    "pengaturan": _settings,
    "skema": _schema,
    "ketahanan": _durability,
    "pengaman": _guards,
    "kunci": doctor_log.key,
    "segel": doctor_seal.seal,
    "titik periksa": doctor_log.newest,
    "pengiriman": doctor_log.delivered,
    "pemesanan": _bookings,
    "huruf": _fonts,
    "pustaka": _libraries,
    "folder": _home,
}
"""Name → check, in the order in which they are made."""
