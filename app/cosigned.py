"""What witnesses gave back: their cosignatures of this log's checkpoints, kept beside its keys.

cosigned/witnesses                              the public keys of the witnesses, one a line
cosigned/LOG-SIZE-WITNESS.txt                   a co-signed checkpoint; names are the ids of the two keys
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.beside import beside
from app.keys import LogKey
from app.whole import write_whole
from storage import log
from storage.notes import WITNESS, BadNote, Checkpoint, Verifier, read
from workflow.errors import CosignedElsewhere, DiskProblem, InvalidField, WitnessUnreadable
from workflow.text import shown


def accept(connection: sa.Connection, key: LogKey, content: bytes, line: str | None = None) -> dict[str, Any]:
    """Check a co-signed checkpoint and keep it.

    Args:
        line: the public key of a witness that is trusted from now on.

    Raises:
        InvalidField: it is no checkpoint of this log, or no known witness signed it.
        CosignedElsewhere: a witness signed a checkpoint that this log never was at.
        WitnessUnreadable: the list of the witnesses cannot be read.
        DiskProblem: it cannot be kept.
    """
    folder = key.home / "cosigned"
    note, mine = _checkpoint(content, key)
    witnesses = _witnesses(folder, line)
    signed_by = [one for one in witnesses if one.holds(note)]
    if not signed_by or (line is not None and _key(line) not in signed_by):
        raise InvalidField(
            field="BERKAS",
            problem="tidak ada tanda tangan saksi yang dikenal. Sebutkan kunci saksinya dengan --witness, dari `mutasi witness show`.",
            problem_en="no known witness signed it. Name the witness's key with --witness, from `mutasi witness show`.",
        )
    if log.head(connection).size < note.size or log.root_at(connection, note.size) != note.root:
        raise CosignedElsewhere(origin=note.origin, size=note.size)
    files = [_keep(folder, mine, one, note, content) for one in signed_by]
    if line:
        write_whole(folder / "witnesses", "".join(f"{one.line()}\n" for one in witnesses).encode())
    return {"origin": note.origin, "size": note.size, "witnesses": [one.name for one in signed_by], "files": files}


def _checkpoint(content: bytes, key: LogKey) -> tuple[Checkpoint, Verifier]:
    """The checkpoint, and the key of this log that signed it: the one in use, or that of an earlier origin."""
    try:
        note = read(content)
    except BadNote:
        note = None
    mine = [one for one in beside(key).keys if note and one.name == note.origin and one.holds(note)]
    if note is None or not mine:
        raise InvalidField(
            field="BERKAS",
            problem="isinya bukan titik periksa yang ditandatangani log ini, atau rusak di jalan. Minta sekali lagi dari saksi.",
            problem_en="it holds no checkpoint that this log signed, or was damaged on its way. Ask the witness once more.",
        )
    return note, mine[0]


def _witnesses(folder: Path, line: str | None) -> list[Verifier]:
    """The witnesses that are trusted, and the one that is named now; no name has two keys."""
    found = {one.name: one for one in _trusted(folder / "witnesses")}
    if line is not None:
        new = _key(line)
        if new is None or found.setdefault(new.name, new) != new:
            raise _other_witness(line)
    return list(found.values())


def _trusted(file: Path) -> list[Verifier]:
    try:
        return [Verifier.read(line) for line in file.read_text("ascii").splitlines()] if file.exists() else []
    except (BadNote, UnicodeDecodeError, OSError):
        problem, problem_en = (
            "isinya bukan kunci saksi, atau tidak terbaca",
            "it holds no keys of witnesses, or cannot be read",
        )
        raise WitnessUnreadable(file=file, problem=problem, problem_en=problem_en) from None


def _key(line: str) -> Verifier | None:
    try:
        found = Verifier.read(line.strip())
    except BadNote:
        return None
    return found if found.kind == WITNESS else None


def _other_witness(told: str) -> InvalidField:
    return InvalidField(
        field="--witness",
        problem=f"“{shown(told)}” bukan kunci saksi, atau saksi bernama itu dikenal dengan kunci lain. Periksa dengan `mutasi witness show` pada saksi.",
        problem_en=f"“{shown(told)}” is no key of a witness, or the witness of that name is known by another key. Check with `mutasi witness show` at the witness.",
    )


def _keep(folder: Path, mine: Verifier, witness: Verifier, note: Checkpoint, content: bytes) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise DiskProblem(problem=f"{folder}: {problem.strerror}") from problem
    file = folder / f"{mine.key_id.hex()}-{note.size}-{witness.key_id.hex()}.txt"
    write_whole(file, content)
    return str(file)
