"""The teams of assessments: who is kept from deciding is exactly who the assessment named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from storage.audit.orders import Order
from storage.audit.report import Words
from storage.audit.stored import columns, rows
from storage.tables import TeamMember, table
from workflow.text import shown

_m = table(TeamMember)
_QUERY = sa.select(*columns(_m, "proposal", "version", "nip"))


class Teams:
    """The teams that are stored, by proposal and version; each is put aside once its assessment was found."""

    def __init__(self, connection: sa.Connection) -> None:
        self._found: dict[tuple[Any, Any], set[Any]] = {}
        for row in rows(connection, _QUERY):
            self._found.setdefault((row.proposal, row.version), set()).add(row.nip)

    def problems(self, entry: Any, order: Order | None) -> Iterator[Words]:
        """Whether the team of an assessment is the one that was kept; once the payload was erased it cannot be told."""
        if entry.verb != "assess":
            return
        kept = self._found.pop((entry.proposal, entry.version), set())
        if order is not None and kept != order.team:
            yield "anggota timnya tidak sama dengan yang disimpan.", "its team is not the one that was kept."

    def left(self) -> Iterator[Words]:
        """The teams that no assessment named."""
        for proposal, version in self._found:
            where = shown(proposal), shown(version)
            yield (
                "Usulan {}: tim pada versi {} tidak berasal dari hasil evaluasi mana pun.".format(*where),
                "Proposal {}: the team at version {} comes from no assessment.".format(*where),
            )
