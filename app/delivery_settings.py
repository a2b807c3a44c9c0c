"""Settings of the delivery from the environment: where checkpoints go, so that they are kept where the database is not."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from workflow.errors import BadSetting

ADDRESS = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,253}")
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class Smtp:
    """A mail server.

    Attributes:
        secure: whether the connection begins encrypted (smtps); else it becomes so where the server offers it.
        user, password: for servers that ask for them; the password is printed nowhere.
    """

    host: str
    port: int
    secure: bool
    user: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"Smtp({self.host}:{self.port})"


@dataclass(frozen=True)
class DeliverySettings:
    """What the environment says of deliveries; with nothing set, none are made.

    Attributes:
        folder: a folder that the inspectorate reads, on another machine's disk.
        mail: the inspectorate's address; smtp: the server that takes mail for it.
    """

    folder: Path | None = None
    mail: str | None = None
    smtp: Smtp | None = None

    def __bool__(self) -> bool:
        return bool(self.folder or self.mail)


def load() -> DeliverySettings:
    """The settings of this process.

    Raises:
        BadSetting: a value that cannot be used.
    """
    folder, mail = os.environ.get("MUTASI_CHECKPOINT_FOLDER"), os.environ.get("MUTASI_CHECKPOINT_MAIL") or None
    if mail and not ADDRESS.fullmatch(mail):
        raise BadSetting(
            name="MUTASI_CHECKPOINT_MAIL",
            value=mail,
            problem="tulis satu alamat surel, misalnya inspektorat@telaga.go.id.",
            problem_en="give one mail address, for example inspektorat@telaga.go.id.",
        )
    smtp = _smtp(os.environ.get("MUTASI_SMTP_URL")) if mail else None
    return DeliverySettings(Path(folder) if folder else None, mail, smtp)


def _smtp(text: str | None) -> Smtp:
    try:
        parts = urlsplit(text or "")
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise _unusable() from None
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _unusable()
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return Smtp(parts.hostname, port, parts.scheme == "smtps", user, password)


def _unusable() -> BadSetting:
    """The value itself is not told: it may hold a password."""
    return BadSetting(
        name="MUTASI_SMTP_URL",
        value="…",
        problem="tulis smtp://SERVER:PORTA atau smtps://PENGGUNA:SANDI@SERVER, agar MUTASI_CHECKPOINT_MAIL dapat dikirimi.",
        problem_en="write smtp://SERVER:PORT or smtps://USER:PASSWORD@SERVER, so that mail reaches MUTASI_CHECKPOINT_MAIL.",
    )
