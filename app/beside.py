"""What an audit is given from outside the database: the keys and the anchor in MUTASI_HOME, what a checker brings, and
how the seal of a file is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.keys import LogKey
from storage.audit import Outside
from workflow.errors import KeyUnreadable

if TYPE_CHECKING:
    from storage.notes import Verifier


def beside(key: LogKey, held: Iterable[tuple[str, bytes]] = (), since: int = 0) -> Outside:
    """Everything that is there; without a key signatures are not checked.

    Raises:
        KeyUnreadable: something else than a key is in the place of one.
    """
    return Outside(tuple(_keys(key)), _anchor(key), tuple(held), since, _seal_fault)


def _seal_fault(content: bytes, announced: Mapping[str, Any]) -> tuple[str, str] | None:
    from documents.sealed import fault

    return fault(content, announced)


def _keys(key: LogKey) -> Iterator[Verifier]:
    if key.public.exists():
        yield key.verifier
    for file in sorted((key.folder / "old").glob("*.vkey")):
        yield _read(file)


def _read(file: Path) -> Verifier:
    from storage.notes import BadNote, Verifier

    try:
        return Verifier.read(file.read_bytes().decode("ascii"))
    except (OSError, UnicodeDecodeError, BadNote):
        raise KeyUnreadable(file=file, problem="isinya bukan kunci / it holds no key") from None


def _anchor(key: LogKey) -> bytes | None:
    """The bytes of the anchor; nothing at all where they cannot be read."""
    try:
        return key.anchor.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""
