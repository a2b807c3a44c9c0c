"""What the case file of a bundle tells: its proposals with their steps, and the changes of the agency's data."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from storage.accounts import full_name
from storage.bundle.leaves import Leaf
from storage.tables import Person, Post, Proposal, Unit, table
from workflow.errors import ProposalLost

_p, _person, _post, _unit = table(Proposal), table(Person), table(Post), table(Unit)

MOST = 300
"""Steps and changes on paper; a bundle of more says how many it leaves to its other files."""

ABOUT = (
    sa.select(
        *(_p.c[name] for name in ("id", "nip", "kind", "reason", "state", "proposed_by", "proposed_at")),
        *(_person.c.name, _person.c.title_before, _person.c.title_after),
        *(_post.c.name.label("post"), _unit.c.name.label("unit")),
    )
    .select_from(
        _p.join(_person, _person.c.nip == _p.c.nip)
        .join(_post, _post.c.code == _p.c.post)
        .join(_unit, _unit.c.code == _post.c.unit)
    )
    .where(_p.c.id == sa.bindparam("proposal"))
)


class Paper:
    """Gathers what the case file tells.

    Attributes:
        more: steps and changes that did not find room.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.proposals: dict[int, dict[str, Any]] = {}
        self.changes: list[dict[str, Any]] = []
        self.told = self.more = 0

    def take(self, leaf: Leaf) -> None:
        """Add a leaf, if there is room."""
        if leaf.kind not in ("transition", "change"):
            return
        if self.told >= MOST:
            self.more += 1
            return
        self.told += 1
        if leaf.kind == "change":
            self.changes.append({**json.loads(leaf.content), "index": leaf.index})
        elif leaf.row is not None:
            self._step(leaf)

    def facts(self) -> dict[str, Any]:
        """What was gathered."""
        return {"proposals": list(self.proposals.values()), "changes": self.changes, "more": self.more}

    def _step(self, leaf: Leaf) -> None:
        row, case = leaf.row, leaf.case
        about = self.proposals.get(row.proposal) or self._proposal(row.id, row.proposal)
        about["entries"].append(
            {
                **{"index": row.id, "leaf": leaf.index, "at": row.at, "verb": row.verb, "number": row.number},
                **{"from": row.from_state, "to": row.to_state, "actor": row.actor, "capacity": row.capacity},
                **{"sha256": row.decree_sha256, "erased": case is None},
                **{"note": case and case.note, "findings": case.findings if case else []},
            }
        )
        if case is not None:
            about.update(case.about)
        if case is not None and (about["origin"] is None or row.verb == "approve"):
            about["origin"] = {"post": case.post, "unit": case.unit}

    def _proposal(self, entry: int, id: int) -> dict[str, Any]:
        """What the tables say today, for the steps whose payloads are gone."""
        row = self.connection.execute(ABOUT, {"proposal": id}).one_or_none()
        if row is None:
            raise ProposalLost(entry=entry, proposal=id)
        self.proposals[id] = {
            **{name: row._mapping[name] for name in ("id", "nip", "kind", "reason", "state")},
            **{"proposed_by": row.proposed_by, "proposed_at": row.proposed_at, "entries": [], "origin": None},
            **{"name": full_name(row.title_before, row.name, row.title_after)},
            "target": {"post": row.post, "unit": row.unit},
        }
        return self.proposals[id]
