"""History as an event log (XES 1.0, IEEE 1849) for programs that mine processes: a trace for each proposal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from xml.sax.saxutils import quoteattr

import sqlalchemy as sa

from storage.exporting.entries import ROWS, Progress, Wanted, stream, whom
from storage.tables import Transition, table
from workflow.canonical import instant

_t = table(Transition)

BY_PROPOSAL = ROWS.order_by(_t.c.proposal, _t.c.version)

EXTENSIONS = (("Concept", "concept"), ("Lifecycle", "lifecycle"), ("Organizational", "org"), ("Time", "time"))

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot say, not even escaped."""

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
"""
TAIL = """</log>
"""
GLOBALS = """<global scope="trace"><string key="concept:name" value=""/><string key="kind" value=""/></global>
<global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00Z"/>\
<string key="org:resource" value=""/><string key="org:role" value=""/><string key="lifecycle:transition" value="complete"/></global>
<classifier name="Langkah" keys="concept:name"/>
<classifier name="Langkah dan pelaku" keys="concept:name org:resource"/>
"""


def log(connection: sa.Connection, wanted: Wanted, agency: str, progress: Progress | None = None) -> Iterator[bytes]:
    """The bytes of an event log, a piece for each proposal.

    Args:
        agency: the name of the agency, which the log carries.
    """
    yield (HEAD + "".join(map(_extension, EXTENSIONS)) + GLOBALS).encode()
    yield f"{_text('concept:name', agency)}\n".encode()
    for _, rows in groupby(stream(connection, BY_PROPOSAL, wanted, progress), lambda row: row.proposal):
        yield _trace(list(rows), wanted.people).encode()
    yield TAIL.encode()


def _extension(named: tuple[str, str]) -> str:
    name, prefix = named
    return f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'


def _trace(rows: list[Any], people: bool) -> str:
    first = rows[0]
    told = {"concept:name": str(first.proposal), "kind": first.kind}
    if people:
        told |= whom(first)
    return f"<trace>{''.join(_text(*one) for one in told.items())}\n{''.join(map(_event, rows))}</trace>\n"


def _event(row: Any) -> str:
    told = {
        **{"concept:name": row.verb, "org:resource": row.actor, "org:role": row.capacity},
        **{"lifecycle:transition": "complete", "from": row.from_state, "to": row.to_state},
        **{"number": row.number, "channel": row.channel},
    }
    when = f'<date key="time:timestamp" value="{instant(row.at)}"/>'
    numbers = f'<int key="index" value="{row.id}"/><int key="version" value="{row.version}"/>'
    return f"<event>{when}{''.join(_text(*one) for one in told.items())}{numbers}</event>\n"


def _text(key: str, value: str) -> str:
    return f'<string key="{key}" value={quoteattr(NOT_XML.sub("�", value))}/>'
