"""The proposals: each stands where its history left it, for the person and the post it was decided on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.audit.report import AuditReport, Words
from storage.audit.stored import columns, differing, named, rows, to_the_second
from storage.tables import Proposal, table
from workflow.states import State
from workflow.text import shown

if TYPE_CHECKING:
    from storage.audit.entries import Newest

_COLUMNS = (
    *("id", "state", "version", "nip", "post", "kind", "reason", "own_request"),
    *("proposed_by", "proposed_on", "changed_at"),
)
_QUERY = sa.select(*columns(table(Proposal), *_COLUMNS)).order_by(table(Proposal).c.id)


def check_proposals(connection: sa.Connection, report: AuditReport, newest: dict[int, Newest]) -> None:
    """Check every proposal against its newest entry."""
    left, total = dict(newest), 0
    for row in rows(connection, _QUERY):
        total += 1
        report.problems.extend(_problems(row, left.pop(row.id, None)))
    for id in left:
        found = shown(id)
        report.wrong(
            f"Usulan {found} ada dalam riwayat, tetapi hilang.", f"Proposal {found} is in history, but missing."
        )
    report.counts["proposals"] = total


def _problems(row: Any, entry: Newest | None) -> Iterator[Words]:
    id, stands = shown(row.id), (shown(row.state), shown(row.version))
    state, version = (entry.state, entry.version) if entry else (State.draft.value, 0)
    if row.state != state or row.version != version:
        yield (
            f"Usulan {id} tercatat {stands[0]} versi {stands[1]}, padahal riwayatnya {shown(state)} versi {version}.",
            f"Proposal {id} stands at {stands[0]} version {stands[1]}, but history says {shown(state)} version {version}.",
        )
    wrong = _altered(row, entry.identity) if entry and entry.identity else []
    if wrong:
        yield (
            f"Usulan {id}: kolomnya ({named(wrong)}) tidak sama dengan dasar keputusan terakhirnya.",
            f"Proposal {id}: its columns ({named(wrong)}) are not what it was last decided on.",
        )


def _altered(row: Any, identity: dict[str, Any]) -> list[str]:
    """The columns that are not what the newest entry says."""
    told = {**identity}
    changed_at = told.pop("changed_at")
    wrong = differing(row, told)
    return wrong if to_the_second(row.changed_at) == changed_at else [*wrong, "changed_at"]
