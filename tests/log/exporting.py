"""Evidence bundles of a small agency, exported as the command does it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.evidence import key_of
from app.keys import LogKey, make_keys
from app.wiring import Office
from documents.case_file import Speech, draw
from storage import checkpoints
from storage.agency import agency
from storage.evidence import Wanted, write
from storage.reporting.period import Period

ALL = Wanted("2026", period=Period(date(2026, 1, 1), date(2027, 12, 31), "Asia/Jakarta"))
"""A bundle of everything."""

SPEECH = Speech({"INTERNAL": "Dalam satu instansi"}, str, str)


def key(folder: Path) -> LogKey:
    """The key of a log, made when it is absent."""
    make_keys(folder, None)
    return LogKey(folder)


def sign(office: Office, signer: LogKey) -> Any:
    """A checkpoint of the log as it is."""
    with office.database.transaction() as connection:
        return checkpoints.make(connection, signer, office.clock.now())


def bundle(office: Office, signer: LogKey, wanted: Wanted, *, drawn: bool = False) -> tuple[bytes, dict[str, Any]]:
    """The ZIP file of a bundle against the newest checkpoint, and what is said of it.

    Args:
        drawn: whether the case file is laid out, which takes a while.
    """
    file = io.BytesIO()
    with office.database.reading() as connection:
        facts = agency(connection)
        paper = (lambda told: draw(told, facts, SPEECH, rehearsal=True)) if drawn else (lambda told: b"%PDF-")
        said = write(connection, file, wanted, key_of(signer), office.clock.now(), paper)
    return file.getvalue(), said


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
