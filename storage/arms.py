"""The arms on the letterhead: SVG files by hash, and which of them stand there."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from storage import agency, changes
from storage.changes import By, act
from storage.own_tables import Artwork
from storage.tables import table

_a = table(Artwork)

PLACES = ("arms", "emblem")
"""Where arms stand: of the region, and above the name of the office (lambang negara)."""


def keep(connection: sa.Connection, content: bytes) -> str:
    """Keep an SVG file that `documents.svg` let pass; answers its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    if arms(connection, sha256) is None:
        connection.execute(_a.insert().values(sha256=sha256, content=content))
    return sha256


def arms(connection: sa.Connection, sha256: str) -> bytes | None:
    """The SVG file of a hash; None where it is not kept."""
    content = connection.execute(sa.select(_a.c.content).where(_a.c.sha256 == sha256)).scalar()
    return None if content is None else bytes(content)


def change_arms(connection: sa.Connection, files: dict[str, bytes], reason: str, by: By) -> dict[str, Any]:
    """Put other arms on the letterhead; decrees that were issued keep theirs. See `storage.changes.set_up`.

    Args:
        files: place, `arms` or `emblem` → SVG file that `documents.svg` let pass.

    Raises:
        InvalidField: an administrator must ask.
        RoleMissing: the account is no administrator.
    """
    told = {place: keep(connection, content) for place, content in files.items()}
    before = agency.agency(connection)
    old = {place: getattr(before, place) for place in told}
    return changes.set_up(connection, "agency arms", "agency", told, reason, by, old=old)


@act("agency arms", two_persons=True)
def _set(connection: sa.Connection, told: dict[str, Any], by: By) -> dict[str, Any]:
    agency.set_agency(connection, told)
    return told
