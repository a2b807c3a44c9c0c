"""What was erased, as the leaves of the log say that tell of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from storage.log_tables import LogLeaf
from storage.tables import table

_leaf = table(LogLeaf)
_QUERY = sa.select(_leaf.c.index, _leaf.c.content).where(_leaf.c.kind == "erasure").order_by(_leaf.c.index)


@dataclass
class Gone:
    """What is lawfully gone, each by its number → the index of the leaf that says so.

    Attributes:
        entries: of history, whose payloads are gone; documents: whose contents are gone.
        proposals: whose free texts are gone.
    """

    entries: dict[int, int] = field(default_factory=dict)
    documents: dict[int, int] = field(default_factory=dict)
    proposals: dict[int, int] = field(default_factory=dict)


def erased(connection: sa.Connection) -> Gone:
    """Everything that was erased; a leaf that cannot be read tells of nothing."""
    found = Gone()
    for index, content in connection.execute(_QUERY):
        told = _told(content) if type(index) is int else {}
        for name, place in vars(found).items():
            for number in _numbers(told.get(name)):
                place.setdefault(number, index)
    return found


def _told(content: Any) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _numbers(value: Any) -> list[int]:
    return [number for number in value if type(number) is int] if isinstance(value, list) else []
