"""The checkpoints: each is signed by the log, and of a log that this one continues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from storage.audit.outside import Outside
from storage.audit.report import AuditReport, Words
from storage.audit.stored import binary, columns, instant, named, rows, whole
from storage.log_tables import LogCheckpoint
from storage.notes import BadNote, Checkpoint, read
from storage.tables import table
from workflow.text import shown

_c = table(LogCheckpoint)
_SIZES = sa.select(*columns(_c, "size")).distinct()
_ALL = sa.select(*columns(_c, "origin", "size", "root", "note", "made_at")).order_by(_c.c.size, _c.c.origin)
_KNOWN = sa.select(*columns(_c, "note")).where(_c.c.origin == sa.bindparam("origin"), _c.c.size == sa.bindparam("size"))

Roots = Callable[[int], bytes | None]
"""Size → the root that the log had then; None where it has not so many leaves."""


def sizes(connection: sa.Connection, outside: Outside) -> Iterator[int]:
    """The sizes whose roots are asked for."""
    for row in rows(connection, _SIZES):
        size = whole(row.size)
        if size is not None and size >= 0:
            yield size
    for content in (outside.anchor, *(content for _, content in outside.held)):
        note = read_note(content)
        if note is not None:
            yield note.size


def check_checkpoints(connection: sa.Connection, report: AuditReport, outside: Outside, roots: Roots) -> None:
    """Check every stored checkpoint, every one that was brought along, and the anchor."""
    origins = set[str]()
    report.counts["checkpoints"] = 0
    for row in rows(connection, _ALL):
        report.counts["checkpoints"] += 1
        note = read_note(row.note)
        report.problems.extend(stored_problems(row, note, outside, roots))
        if note is not None:
            origins.add(note.origin)
            report.newest = max(report.newest or 0, note.size)
    for file, content in outside.held:
        report.problems.extend(brought_problems(file, content, outside, roots, origins))
    report.problems.extend(_anchor_problems(connection, outside, roots, origins))
    _note_unsigned(report, origins - {key.name for key in outside.keys})


def stored_problems(row: Any, note: Checkpoint | None, outside: Outside, roots: Roots) -> Iterator[Words]:
    """What is wrong with a stored checkpoint, whose `note` is None where it cannot be read."""
    called = f"Titik periksa berukuran {shown(row.size)}", f"Checkpoint of size {shown(row.size)}"
    if note is None:
        yield f"{called[0]}: isinya tidak terbaca.", f"{called[1]}: it cannot be read."
        return
    kept = {"origin": row.origin, "size": row.size, "root": binary(row.root)}
    wrong = [name for name, value in kept.items() if value != getattr(note, name)]
    if instant(row.made_at) is None:
        wrong.append("made_at")
    if wrong:
        yield (
            f"{called[0]}: kolomnya ({named(wrong)}) tidak sama dengan isinya.",
            f"{called[1]}: its columns ({named(wrong)}) are not what it says.",
        )
    yield from _prefixed(called, _note_problems(note, outside, roots))


def brought_problems(
    file: str, content: bytes, outside: Outside, roots: Roots, origins: Iterable[str]
) -> Iterator[Words]:
    """What is wrong between the log and a checkpoint that was kept elsewhere."""
    name, note = shown(file, 200), read_note(content)
    called = f"Titik periksa {name}", f"Checkpoint {name}"
    if note is None:
        yield (
            f"{called[0]}: bukan titik periksa. Pakai berkas yang disimpan, tanpa diubah.",
            f"{called[1]}: it is no checkpoint. Use the file as it was kept, unchanged.",
        )
        return
    if note.origin not in {*origins, *(key.name for key in outside.keys)}:
        yield (
            f"{called[0]}: asalnya {note.origin} bukan nama log ini.",
            f"{called[1]}: its origin {note.origin} is no name of this log.",
        )
    yield from _prefixed(called, _note_problems(note, outside, roots))


def _anchor_problems(
    connection: sa.Connection, outside: Outside, roots: Roots, origins: Iterable[str]
) -> Iterator[Words]:
    if outside.anchor is None:
        return
    note = read_note(outside.anchor)
    yield from brought_problems("anchor", outside.anchor, outside, roots, origins)
    if note is None:
        return
    known = [row.note for row in rows(connection, _KNOWN.params(origin=note.origin, size=note.size))]
    if outside.anchor.decode() not in known:
        yield (
            f"Basis data tidak mengenal titik periksa anchor (berukuran {note.size}): salinan lama dipulihkan. Pulihkan salinan terbaru, atau buka asal baru dengan `mutasi audit reopen`.",
            f"The database does not know the checkpoint of the anchor (size {note.size}): an older copy was restored. Restore the newest copy, or open a new origin with `mutasi audit reopen`.",
        )


def _note_problems(note: Checkpoint, outside: Outside, roots: Roots) -> Iterator[Words]:
    """What is wrong with a checkpoint that can be read: who signed it, and whether the log continues it."""
    mine = [key for key in outside.keys if key.name == note.origin]
    if mine and not any(key.holds(note) for key in mine):
        yield "tanda tangannya bukan tanda tangan log ini.", "its signature is not that of this log."
    root = roots(note.size)
    if root is None:
        yield (
            f"ketika dibuat log memuat {note.size} daun, sekarang tidak semuanya ada lagi.",
            f"the log held {note.size} leaves when it was made, and now they are not all there.",
        )
    elif root != note.root:
        yield (
            f"riwayat sampai entri log {note.size} telah diubah sejak titik periksa itu dibuat. Simpan keduanya sebagai bukti.",
            f"history up to log entry {note.size} was changed since it was made. Keep both as evidence.",
        )


def _prefixed(called: Words, problems: Iterable[Words]) -> Iterator[Words]:
    for id, en in problems:
        yield f"{called[0]}: {id}", f"{called[1]}: {en}"


def _note_unsigned(report: AuditReport, origins: set[str]) -> None:
    for origin in sorted(origins):
        report.note(
            f"Tanda tangan titik periksa {origin} tidak diperiksa: kunci publiknya tidak ada di MUTASI_HOME/keys.",
            f"The signatures of checkpoints of {origin} were not checked: their public key is not in MUTASI_HOME/keys.",
        )


def read_note(content: Any) -> Checkpoint | None:
    """A checkpoint from text or bytes; None where they are none."""
    try:
        return read(content) if isinstance(content, str | bytes) else None
    except (BadNote, ValueError):
        return None
