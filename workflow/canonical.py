"""Canonical JSON: one value, one sequence of bytes.

Keys sorted, no blanks, no floats, text in NFC, dates as ISO 8601, instants in UTC with `Z`.
"""

from __future__ import annotations

import functools
import hashlib
import json
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """`value` as what JSON knows: dict, list, str, int, bool, None.

    Raises:
        TypeError: a float, or something that JSON has no word for.
    """
    kind: Any = type(value)
    if kind is str:
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or kind is int or kind is bool:
        return value
    if kind is dict:
        return {plain(key): plain(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [plain(item) for item in value]
    names = _field_names(kind)
    if names is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return plain(dict(value))
    return scalar(value)


@functools.cache
def _field_names(kind: Hashable) -> tuple[str, ...] | None:
    """The fields of a dataclass; None for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def scalar(value: Any) -> str:
    """Dates, instants and decimals as text."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"canonical JSON has no word for {type(value).__name__}")


def instant(value: datetime) -> str:
    """An instant in UTC, to the second, with `Z`.

    Raises:
        TypeError: the instant names no zone.
    """
    if value.tzinfo is None:
        raise TypeError("an instant without a zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def canonical(value: Any) -> bytes:
    """The canonical bytes of `value` (UTF-8)."""
    return encode(plain(value))


def encode(value: Any) -> bytes:
    """The canonical bytes of what `plain` has made already."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(content: bytes) -> str:
    """SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def commitment(salt: bytes, content: bytes) -> str:
    """SHA-256(salt ‖ content): what history keeps of a payload that may be erased."""
    return sha256(salt + content)
