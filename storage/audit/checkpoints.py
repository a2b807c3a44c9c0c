"""The checkpoints: each is signed by the log, and of a log that this one continues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from storage import witness
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
    for note in (read_note(outside.anchor), *(_brought(content) for _, content in outside.held)):
        if note is not None:
            yield note.size


def check_checkpoints(connection: sa.Connection, report: AuditReport, outside: Outside, roots: Roots) -> None:
    """Check every stored checkpoint, every one that was brought along, and the anchor."""
    origins, apart = set[str](), list[Checkpoint]()
    report.counts["checkpoints"] = 0
    for row in rows(connection, _ALL):
        report.counts["checkpoints"] += 1
        note = read_note(row.note)
        report.problems.extend(stored_problems(row, note, outside))
        if note is not None:
            origins.add(note.origin)
            report.newest = max(report.newest or 0, note.size)
            if roots(note.size) != note.root:
                apart.append(note)
    report.problems.extend(_apart_problems(apart, roots))
    for file, content in outside.held:
        report.problems.extend(brought_problems(file, content, outside, roots, origins))
    report.problems.extend(_anchor_problems(connection, outside, roots, origins))
    if outside.keys and outside.anchor is None and report.newest is not None:
        report.note(
            "Berkas anchor tidak ada di MUTASI_HOME, jadi pemulihan salinan lama tidak akan diketahui. Pulihkan berkas itu, atau buat yang baru dengan `mutasi audit checkpoint`.",
            "The file anchor is not in MUTASI_HOME, so a restored older copy would go unnoticed. Restore that file, or make it anew with `mutasi audit checkpoint`.",
        )
    _note_unsigned(report, origins - {key.name for key in outside.keys})


def stored_problems(row: Any, note: Checkpoint | None, outside: Outside) -> Iterator[Words]:
    """What is wrong with a stored checkpoint for itself; its `note` is None where it cannot be read."""
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
    if not _is_signed(note, outside):
        yield f"{called[0]}: {_UNSIGNED[0]}", f"{called[1]}: {_UNSIGNED[1]}"


def _apart_problems(notes: list[Checkpoint], roots: Roots) -> Iterator[Words]:
    """The stored checkpoints that the log does not continue, in one sentence for all that say the same; the smallest tells most."""
    short, other = (
        [note.size for note in notes if (roots(note.size) is None) == is_short] for is_short in (True, False)
    )
    for sizes, words in ((short, _short), (other, _changed)):
        if len(sizes) == 1:
            called = f"Titik periksa berukuran {sizes[0]}", f"Checkpoint of size {sizes[0]}"
            yield from _prefixed(called, [words(sizes[0])])
        elif sizes:
            called = (
                f"{len(sizes)} titik periksa berukuran {min(sizes)} sampai {max(sizes)}",
                f"{len(sizes)} checkpoints of sizes {min(sizes)} to {max(sizes)}",
            )
            yield from _prefixed(called, [words(min(sizes))])


def brought_problems(
    file: str, content: bytes, outside: Outside, roots: Roots, origins: Iterable[str]
) -> Iterator[Words]:
    """What is wrong between the log and a checkpoint that was kept elsewhere."""
    name, note = shown(file, 200), _brought(content)
    called = f"Titik periksa {name}", f"Checkpoint {name}"
    if note is None:
        yield (
            f"{called[0]}: bukan titik periksa. Pakai berkas yang disimpan, tanpa diubah.",
            f"{called[1]}: it is no checkpoint. Use the file as it was kept, unchanged.",
        )
        return
    if note.origin not in {*origins, *(key.name for key in outside.keys)}:
        yield (
            f"{called[0]}: asalnya {note.origin} bukan nama log ini. Pakai titik periksa log ini.",
            f"{called[1]}: its origin {note.origin} is no name of this log. Use a checkpoint of this log.",
        )
    elif not _is_signed(note, outside):
        yield from _prefixed(called, [_UNSIGNED if roots(note.size) == note.root else _UNSIGNED_AND_OTHER])
    elif roots(note.size) != note.root:
        yield from _prefixed(called, [_short(note.size) if roots(note.size) is None else _changed(note.size)])


def _anchor_problems(
    connection: sa.Connection, outside: Outside, roots: Roots, origins: Iterable[str]
) -> Iterator[Words]:
    if outside.anchor is None:
        return
    note = _brought(outside.anchor)
    yield from brought_problems("anchor", outside.anchor, outside, roots, origins)
    if note is None:
        return
    known = [row.note for row in rows(connection, _KNOWN.params(origin=note.origin, size=note.size))]
    if outside.anchor.decode() not in known:
        yield (
            f"Basis data tidak mengenal titik periksa anchor (berukuran {note.size}): salinan lama dipulihkan. Pulihkan salinan terbaru, atau buka asal baru dengan `mutasi audit reopen`.",
            f"The database does not know the checkpoint of the anchor (size {note.size}): an older copy was restored. Restore the newest copy, or open a new origin with `mutasi audit reopen`.",
        )


_UNSIGNED = "tanda tangannya bukan tanda tangan log ini.", "its signature is not that of this log."
_UNSIGNED_AND_OTHER = (
    "tanda tangannya bukan tanda tangan log ini, dan isinya tidak cocok: berkasnya rusak, atau kunci dan riwayat log ini diganti. Bandingkan dengan salinan lain, dan kuncinya dengan yang pernah diserahkan (`mutasi keys show`).",
    "its signature is not that of this log, and what it says does not fit: the file is damaged, or the key and the history of this log were replaced. Compare it with another copy, and the key with the one that was handed over (`mutasi keys show`).",
)


def _is_signed(note: Checkpoint, outside: Outside) -> bool:
    """Whether a key of its origin has signed a checkpoint, or none is there to ask."""
    mine = [key for key in outside.keys if key.name == note.origin]
    return not mine or any(key.holds(note) for key in mine)


def _short(size: int) -> Words:
    return (
        f"ketika dibuat log memuat {size} daun, sekarang tidak semuanya ada lagi.",
        f"the log held {size} leaves when it was made, and now they are not all there.",
    )


def _changed(size: int) -> Words:
    return (
        f"riwayat sampai entri log {size} telah diubah sejak titik periksa itu dibuat. Simpan keduanya sebagai bukti.",
        f"history up to log entry {size} was changed since it was made. Keep both as evidence.",
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


def _brought(content: bytes) -> Checkpoint | None:
    """A checkpoint that was kept elsewhere, alone or behind the proof with which it went to a witness."""
    try:
        return witness.read(content).checkpoint
    except (BadNote, ValueError):
        return None
