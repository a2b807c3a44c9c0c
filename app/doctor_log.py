"""What the doctor looks at of the log: its key, the anchor beside the database, and the newest checkpoint."""

from __future__ import annotations

from collections.abc import Iterator

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
