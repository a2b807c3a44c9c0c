"""What the doctor looks at of the log: its key, the anchor beside the database, and the newest checkpoint."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from app.delivery import Memory
from app.keys import PRIVATE_MODE
from app.wiring import Office
from storage import checkpoints, log
from workflow.errors import KeyMissing

Answer = tuple[bool, str]


def key(office: Office) -> Answer:
    """Whether the key is there, is a pair, and is read by its owner only."""
    keys = office.key
    if not keys.private.exists():
        raise KeyMissing(file=keys.private)
    mode = keys.private.stat().st_mode & 0o777
    if mode & ~PRIVATE_MODE:
        return False, f"{keys.private} dapat dibaca orang lain ({mode:o}). Perbaiki dengan `chmod 600 {keys.private}`."
    keys.check()
    return True, f"kunci log {keys.origin} ada dan berpasangan."


def newest(office: Office) -> Answer:
    """Whether the anchor is there and keeps up, and the newest checkpoint is of today or covers the whole log."""
    if office.database.refusal:
        raise office.database.refusal()
    with office.database.reading() as connection:
        last, size = checkpoints.latest(connection), log.head(connection).size
        due = checkpoints.is_due(connection, office.clock.now(), office.clock.zone)
    if last is None:
        return True, f"belum ada titik periksa, {size} entri log." + (MAKE if due else "")
    problems = list(_anchor_problems(office, last.note))
    if problems:
        return False, " ".join(problems)
    since = f", dari hari sebelumnya.{MAKE}" if due else "."
    return True, f"titik periksa terakhir berukuran {last.size} dari {size} entri log{since}"


MAKE = " Buat dengan `mutasi audit checkpoint`."


def _anchor_problems(office: Office, note: str) -> Iterator[str]:
    """What is wrong with the anchor of a database that has checkpoints."""
    found = office.key.anchored()
    if found is None:
        yield f"{office.key.anchor} tidak ada, jadi pemulihan salinan lama tidak akan diketahui.{MAKE}"
    elif found != note:
        yield f"{office.key.anchor} bukan titik periksa terakhir.{MAKE}"
    elif not office.key.signed(found):
        yield f"{office.key.anchor} tidak bertanda tangan kunci log ini. Jalankan `mutasi audit verify`."


def delivered(office: Office) -> Answer:
    """Whether what the log has grown by was delivered within two days, and can be delivered now."""
    told, memory = office.settings.delivery, Memory(office.key.home).read()
    if not told:
        return True, "titik periksa tidak diantar: setel MUTASI_CHECKPOINT_FOLDER atau MUTASI_CHECKPOINT_MAIL."
    if told.folder and not os.access(told.folder, os.W_OK | os.X_OK):
        return False, f"{told.folder} tidak ada atau tidak dapat ditulis, jadi titik periksa tidak diantar ke sana."
    with office.database.reading() as connection:
        size = log.head(connection).size
    late = [name for name in ("folder", "mail") if getattr(told, name) and _is_late(office, memory.get(name), size)]
    if late:
        reason = memory.get("failed") or "Antar dengan `mutasi audit checkpoint --deliver`."
        return (
            False,
            f"{' dan '.join(NAMES[name] for name in late)} belum menerima titik periksa dua hari ini. {reason}",
        )
    return True, "titik periksa diantar."


NAMES = {"folder": "folder pengawas", "mail": "surel pengawas"}
LATEST = timedelta(days=2)
"""How old the newest delivery may be once the log has grown."""


def _is_late(office: Office, last: Any, size: int) -> bool:
    try:
        fresh = last["size"] == size or office.clock.real() - datetime.fromisoformat(last["at"]) <= LATEST
    except (TypeError, KeyError, ValueError):
        return size > 0
    return not fresh
