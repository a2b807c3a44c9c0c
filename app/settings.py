"""Settings from the environment; read once when a command starts."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app import delivery_settings, seal_settings
from app.delivery_settings import DeliverySettings
from app.seal_settings import SealSettings
from workflow.errors import BadSetting

LANGUAGES = ("id", "en")
BASE_URL = "http://127.0.0.1:8000"
ORIGIN = re.compile(r"[!-*,-~]{1,150}")


@dataclass(frozen=True)
class Settings:
    """What the environment says.

    Attributes:
        database_url: address of the database.
        home: folder of keys and exports.
        language: "id" or "en".
        lease_seconds: how long a booking lives without a heartbeat.
        base_url: where the pages are reached from outside; verification codes lead there.
        now: the calendar's instant of a rehearsal, or None for the real one.
        origin: what the log's name begins with when its key is made, or None for a name by chance.
        seal: whose key seals, and which services help.
        delivery: where checkpoints go.
    """

    database_url: str
    home: Path
    language: str
    lease_seconds: int
    now: datetime | None
    base_url: str = BASE_URL
    origin: str | None = None
    seal: SealSettings = field(default_factory=SealSettings)
    delivery: DeliverySettings = field(default_factory=DeliverySettings)


def load() -> Settings:
    """The settings of this process.

    Raises:
        BadSetting: a value that cannot be used.
    """
    home = Path(os.environ.get("MUTASI_HOME") or "data")
    return Settings(
        database_url=os.environ.get("MUTASI_DATABASE_URL") or f"sqlite:///{home / 'mutasi.db'}",
        home=home,
        language=language(),
        lease_seconds=_seconds(os.environ.get("MUTASI_LEASE_SECONDS") or "60"),
        now=_instant(os.environ.get("MUTASI_NOW")),
        base_url=(os.environ.get("MUTASI_BASE_URL") or BASE_URL).rstrip("/"),
        origin=_origin(os.environ.get("MUTASI_ORIGIN")),
        seal=seal_settings.load(),
        delivery=delivery_settings.load(),
    )


def language() -> str:
    """The language of sentences: `MUTASI_LANG`, or Indonesian."""
    asked = os.environ.get("MUTASI_LANG") or "id"
    if asked not in LANGUAGES:
        raise BadSetting(name="MUTASI_LANG", value=asked, problem="pilih id atau en.", problem_en="choose id or en.")
    return asked


def _origin(text: str | None) -> str | None:
    if text and not ORIGIN.fullmatch(text):
        raise BadSetting(
            name="MUTASI_ORIGIN",
            value=text,
            problem="pakai paling banyak 150 huruf ASCII tanpa spasi dan tanpa +, misalnya mutasi.telaga.go.id.",
            problem_en="use at most 150 ASCII letters without blanks and without +, for example mutasi.telaga.go.id.",
        )
    return text or None


def _seconds(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4 or not 1 <= int(text) <= 3600:
        raise BadSetting(
            name="MUTASI_LEASE_SECONDS",
            value=text,
            problem="isi dengan bilangan 1 sampai 3600.",
            problem_en="give a number from 1 to 3600.",
        )
    return int(text)


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 1945 <= found.year <= 2200:
        raise BadSetting(
            name="MUTASI_NOW",
            value=text,
            problem="tulis sebagai ISO 8601 dengan zona, misalnya 2026-11-21T09:00:00+07:00.",
            problem_en="write it as ISO 8601 with a zone, for example 2026-11-21T09:00:00+07:00.",
        )
    return found
