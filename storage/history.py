"""History: appended in the enacting transaction, read for people and for the audit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage import log
from storage.tables import LogHead, Payload, ProcessVersion, Proposal, Transition, table
from workflow.canonical import canonical, commitment
from workflow.copies import decree_as_json
from workflow.errors import Busy
from workflow.ports import LastEntry, NewEntry
from workflow.process import DEFINITION, PROCESS
from workflow.states import State

_t, _p, _h, _v, _proposal = table(Transition), table(Payload), table(LogHead), table(ProcessVersion), table(Proposal)

LAST = (
    sa.select(_t.c.verb, _t.c.actor, _t.c.at, _t.c.version)
    .where(_t.c.proposal == sa.bindparam("proposal"))
    .order_by(_t.c.version.desc())
    .limit(1)
)
KEEP = sa.text("INSERT INTO process_version (sha256, definition) VALUES (:sha256, :definition) ON CONFLICT DO NOTHING")
KNOWN = sa.select(_v.c.sha256).where(_v.c.sha256 == sa.bindparam("process"))
MOVE = (
    _proposal.update()
    .where(
        _proposal.c.id == sa.bindparam("proposal"),
        _proposal.c.state == sa.bindparam("source"),
        _proposal.c.version == sa.bindparam("before"),
    )
    .values(state=sa.bindparam("state"), version=sa.bindparam("version"), changed_at=sa.bindparam("changed_at"))
)
INSERT_ENTRY, INSERT_PAYLOAD = _t.insert(), _p.insert()
NEXT_INDEX = _h.update().values(size=_h.c.size + 1).returning(_h.c.size)


def last_entry(connection: sa.Connection, proposal: int) -> LastEntry | None:
    """The newest entry of a proposal, if it has any."""
    row = connection.execute(LAST, {"proposal": proposal}).one_or_none()
    return LastEntry(*row) if row else None


def keep_process(connection: sa.Connection) -> None:
    """Keep the definition of the running process under its hash."""
    if connection.execute(KNOWN, {"process": PROCESS}).scalar():
        return
    connection.execute(KEEP, {"sha256": PROCESS, "definition": canonical(DEFINITION).decode()})


def move(connection: sa.Connection, proposal: int, source: State, target: State, version: int, at: datetime) -> None:
    """Compare-and-swap on (id, state, version).

    Raises:
        Busy: the proposal is no longer where the step left it.
    """
    here = {"proposal": proposal, "source": source.value, "before": version - 1}
    if connection.execute(MOVE, {**here, "state": target.value, "version": version, "changed_at": at}).rowcount != 1:
        raise Busy()


def append(connection: sa.Connection, entry: NewEntry, salt: bytes, payload: bytes) -> int:
    """Append an entry under the head's lock, with its payload and its leaf in the log; returns its index, from 1."""
    index = int(connection.execute(NEXT_INDEX).scalar_one())
    values = {name: getattr(entry, name) for name in NewEntry.__dataclass_fields__}
    values["commitment"] = commitment(salt, payload)
    connection.execute(INSERT_ENTRY, {"id": index, **values})
    connection.execute(INSERT_PAYLOAD, {"transition": index, "salt": salt, "content": payload})
    # Last, because from here on whoever else takes a step waits.
    log.append(connection, "transition", index, in_leaf(values))
    return index


def in_leaf(columns: Mapping[str, Any]) -> dict[str, Any]:
    """What a leaf says of an entry: its columns, and of its copy only where it has one."""
    return {name: value for name, value in columns.items() if name != "copy_sha256" or value is not None}


def history(connection: sa.Connection, proposal: int | None = None) -> Iterator[dict[str, Any]]:
    """Every transition, oldest first, of one proposal or of all."""
    query = sa.select(_t, _p.c.content).outerjoin_from(_t, _p, _p.c.transition == _t.c.id).order_by(_t.c.id)
    if proposal is not None:
        query = query.where(_t.c.proposal == proposal)
    for row in connection.execute(query):
        yield entry_as_json(row)


def entry_as_json(row: Any) -> dict[str, Any]:
    """A history row as scripts know it; note and findings are null once their payload was erased."""
    case = json.loads(row.content)["cases"][0] if row.content else None
    return {
        "id": row.proposal,
        "verb": row.verb,
        "from": row.from_state,
        "to": row.to_state,
        "version": row.version,
        "actor": row.actor,
        "capacity": row.capacity,
        "channel": row.channel,
        "os_user": row.os_user,
        "at": row.at,
        "note": case["note"] if case else None,
        "data": case["data"] if case else None,
        "decree": decree_as_json(row.number, row.decree_sha256, row.copy_sha256),
        "findings": case["findings"] if case else None,
        "process": row.process,
        "dossier": row.dossier,
        "index": row.id,
    }
