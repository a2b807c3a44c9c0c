"""A witness: on a machine of its own it keeps one row for each log, and co-signs what continues it.

    witness.key     the private key (PEM), readable by its owner only
    witness.vkey    the public key, to be handed to the agencies
    state.json      one row for each log: its key, newest size and root, and the note
    forks/          what contradicted a row: the known note beside what was shown

It needs no database. Its state is replaced whole, before a cosignature leaves it, and one process works at a time.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.whole import write_whole
from storage import notes, witness
from storage.notes import LOG, NAME, WITNESS, BadNote, Verifier
from storage.witness import Known, Offer, Verdict
from workflow.canonical import canonical, sha256
from workflow.errors import (
    AlreadyExists,
    DiskProblem,
    InvalidField,
    NotSigned,
    NoWitness,
    ProofNeeded,
    UnknownLog,
    WitnessFork,
    WitnessUnreadable,
)
from workflow.text import shown

FORKS = {
    Verdict.rolled_back: (
        "log itu pernah lebih panjang, jadi berkas ini lama atau lognya dipotong.",
        "that log was longer once, so this file is an old one or the log was cut.",
    ),
    Verdict.forked: (
        "ukurannya sama dan akarnya lain, jadi ada dua riwayat.",
        "it has the same size and another root, so there are two histories.",
    ),
    Verdict.rewritten: (
        "buktinya tidak berlaku, jadi riwayat lama ditulis ulang atau berkasnya rusak di jalan.",
        "its proof does not hold, so old history was rewritten or the file was damaged on its way.",
    ),
}
"""Verdict → what it means, in (Indonesian, English)."""


class Witness:
    """A witness in its folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.private, self.public, self.state = home / "witness.key", home / "witness.vkey", home / "state.json"
        self.forks = home / "forks"

    @cached_property
    def verifier(self) -> Verifier:
        """The public key of the witness.

        Raises:
            NoWitness: the folder holds no witness.
            WitnessUnreadable: the file holds something else.
        """
        try:
            return Verifier.read(self._read(self.public).decode("ascii"))
        except (UnicodeDecodeError, BadNote):
            raise self._unreadable(self.public) from None

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        try:
            found = load_pem_private_key(self._read(self.private), password=None)
        except (ValueError, TypeError):
            found = None
        if (
            not isinstance(found, Ed25519PrivateKey)
            or notes.verifier(self.verifier.name, found, WITNESS) != self.verifier
        ):
            raise self._unreadable(self.private)
        return found

    def make(self, name: str) -> Verifier:
        """Begin a witness with a key of its own.

        Raises:
            InvalidField: such a name cannot stand in a signature.
            AlreadyExists: the folder holds a witness.
            DiskProblem: it cannot be written to.
        """
        if not NAME.fullmatch(name):
            raise InvalidField(
                field="--name",
                problem=f"“{shown(name)}” tidak dapat dipakai. Tulis nama ASCII tanpa spasi dan tanpa +, misalnya inspektorat.telaga.go.id.",
                problem_en=f"“{shown(name)}” cannot be used. Write an ASCII name without blanks and without +, for example inspektorat.telaga.go.id.",
            )
        _folder(self.home)
        with self._alone():
            if self.private.exists() or self.public.exists():
                raise AlreadyExists(what="Saksi", what_en="The witness", name=self.home)
            key = Ed25519PrivateKey.generate()
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            write_whole(self.private, pem, 0o600)
            self._keep({})
            write_whole(self.public, (notes.verifier(name, key, WITNESS).line() + "\n").encode())
        return self.verifier

    def add(self, line: str) -> Verifier:
        """Register a log by its public key.

        Raises:
            InvalidField: the line is no key of a log.
            AlreadyExists: a log of that name is registered.
        """
        try:
            key = Verifier.read(line.strip())
        except BadNote:
            key = None
        if key is None or key.kind != LOG:
            raise InvalidField(
                field="KUNCI",
                problem=f"“{shown(line)}” bukan kunci publik log. Salin satu baris dari `mutasi keys show` di instansi.",
                problem_en=f"“{shown(line)}” is no public key of a log. Copy the one line from `mutasi keys show` at the agency.",
            )
        with self._alone():
            logs = self.logs()
            if key.name in logs:
                raise AlreadyExists(what="Log", what_en="The log", name=key.name)
            self._keep({**logs, key.name: Known(key.line())})
        return key

    def check(self, content: bytes, proof: bytes | None = None) -> tuple[Known, str]:
        """Accept a checkpoint that continues the one that is known; returns the row and the co-signed note.

        The row is kept before the cosignature exists anywhere else: whoever was killed in between asks again.

        Raises:
            InvalidField: it is no checkpoint.
            UnknownLog, NotSigned, ProofNeeded: it cannot be judged yet.
            WitnessFork: it contradicts what is known; both are kept as evidence.
        """
        offer = _read_offer(content, proof)
        with self._alone():
            logs = self.logs()
            known = logs.get(offer.checkpoint.origin)
            if known is None:
                raise UnknownLog(origin=offer.checkpoint.origin)
            if not known.key.holds(offer.checkpoint):
                raise NotSigned(origin=offer.checkpoint.origin)
            self._judge(known, offer, content)
            note = witness.own_part(offer, known.key)
            cosigned = notes.cosign(note, self.verifier.name, self._key, int(time.time()))
            new = Known(known.vkey, offer.checkpoint.size, offer.checkpoint.root, note)
            self._keep({**logs, offer.checkpoint.origin: new})
        return new, cosigned

    def logs(self) -> dict[str, Known]:
        """The rows: name of a log → what is known of it.

        Raises:
            WitnessUnreadable: a row is not what its own note says, or the file holds something else.
        """
        try:
            told = json.loads(self._read(self.state))
            found = {name: _row(row) for name, row in told["logs"].items()}
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise self._unreadable(self.state) from None
        if not all(_is_sound(name, known) for name, known in found.items()):
            raise self._unreadable(self.state)
        return found

    def _judge(self, known: Known, offer: Offer, content: bytes) -> None:
        origin, size = offer.checkpoint.origin, offer.checkpoint.size
        verdict = witness.judge(known, offer)
        if verdict is Verdict.unproved:
            raise ProofNeeded(origin=origin, known=known.size, size=size)
        if verdict in FORKS:
            id, en = FORKS[verdict]
            kept = self._keep_fork(known, content)
            raise WitnessFork(origin=origin, size=size, known=known.size, problem=id, problem_en=en, kept=kept)

    def _keep_fork(self, known: Known, content: bytes) -> Path:
        """Keep what was shown beside what is known; the same evidence is kept once."""
        place = self.forks / sha256(known.note.encode() + content)[:16]
        _folder(place)
        write_whole(place / "known.txt", known.note.encode())
        write_whole(place / "shown.txt", content)
        return place

    def _keep(self, logs: dict[str, Known]) -> None:
        rows = {
            name: {"vkey": one.vkey, "size": one.size, "root": one.root.hex(), "note": one.note}
            for name, one in logs.items()
        }
        write_whole(self.state, canonical({"v": 1, "logs": rows}), 0o600)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other process work in this folder; waits for one that does."""
        path = self.home / "lock"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except FileNotFoundError:
            raise NoWitness(home=self.home) from None
        except OSError as problem:
            raise DiskProblem(problem=f"{path}: {problem.strerror}") from problem
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            if not self.public.exists():
                raise NoWitness(home=self.home) from None
            raise self._unreadable(file) from None
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise WitnessUnreadable(file=file, problem=reason, problem_en=reason) from None

    def _unreadable(self, file: Path) -> WitnessUnreadable:
        return WitnessUnreadable(
            file=file,
            problem="isinya hilang, rusak atau bukan buatan saksi ini",
            problem_en="it is missing, damaged or not made by this witness",
        )


def _read_offer(content: bytes, proof: bytes | None) -> Offer:
    try:
        return witness.read(content, proof)
    except BadNote:
        raise InvalidField(
            field="BERKAS",
            problem="isinya bukan titik periksa, atau rusak di jalan. Minta berkas dari `mutasi audit checkpoint -o BERKAS`.",
            problem_en="it holds no checkpoint, or was damaged on its way. Ask for the file of `mutasi audit checkpoint -o FILE`.",
        ) from None


def _row(row: Any) -> Known:
    return Known(row["vkey"], row["size"], bytes.fromhex(row["root"]), row["note"])


def _is_sound(name: str, known: Known) -> bool:
    """Whether the note of a row is of its log, signed, and says what the row says."""
    try:
        if known.key.name != name or not known.note:
            return known == Known(known.vkey) and known.key.name == name
        note = notes.read(known.note)
    except (BadNote, TypeError, AttributeError):
        return False
    return known.key.holds(note) and (note.origin, note.size, note.root) == (name, known.size, known.root)


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise DiskProblem(problem=f"{path}: {problem.strerror}") from problem
