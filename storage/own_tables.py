"""The rows of an agency's own words: its arms, and the texts of its forms."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables import Row


class Artwork(Row, table=True):
    """An SVG file under its hash. Append-only."""

    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_type=sa.LargeBinary)


class Wording(Row, table=True):
    """The agency's own words for a form, as JSON; the newest row of a form counts, without words the form's own do.

    Append-only.
    """

    id: int | None = Field(default=None, primary_key=True)
    form: str = Field(index=True)
    words: str | None = None
    since: datetime

    __table_args__ = ({"sqlite_autoincrement": True},)
