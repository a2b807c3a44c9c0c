"""Delivery: the newest checkpoint is put where the database is not, in a folder or into the inspectorate's mail.

With it goes a file for the inspectorate's witness: the same checkpoint behind the proof that it continues the last one.

A checkpoint has one file name and one message id, by its log and its size. What was delivered is remembered in
MUTASI_HOME; whoever sees a checkpoint twice sees the same one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.mailing import send
from app.whole import write_whole
from storage import checkpoints
from storage.continuation import continuation
from workflow.canonical import instant, sha256
from workflow.errors import BadSetting, MutasiError, NotDelivered
from workflow.ports import Checkpoint

if TYPE_CHECKING:
    from app.delivery_settings import DeliverySettings
    from app.wiring import Office

LEAFLET = "BACA-SAYA.txt"


@dataclass(frozen=True)
class Delivered:
    """A checkpoint in its place; `new` is False where it had been delivered there before."""

    to: str
    size: int
    new: bool


def promise(size: int) -> str:
    """What a delivered checkpoint is good for, as its reader is told."""
    return (
        f"Setiap perubahan riwayat sampai entri {size} dapat diketahui oleh siapa pun yang memegang titik periksa "
        f"berukuran {size} atau lebih yang dibuat sebelum perubahan itu."
    )


def file_name(checkpoint: Checkpoint) -> str:
    """The name of a checkpoint's file: the same for the same log and size."""
    return f"titik-periksa-{sha256(checkpoint.origin.encode())[:8]}-{checkpoint.size:010}.txt"


def due(office: Office) -> Checkpoint | None:
    """The newest checkpoint; where the log has grown since that of an earlier day, a new one."""
    with office.database.reading() as connection:
        late = checkpoints.is_due(connection, office.clock.now(), office.clock.zone)
        found = checkpoints.latest(connection)
    return make(office) if late and office.database.refusal is None else found


def make(office: Office) -> Checkpoint:
    """A checkpoint of the log as it is, kept in the anchor too.

    Raises:
        LogInconsistent, OtherKey, KeyMissing: nothing can be signed.
    """
    with office.database.transaction() as connection:
        made = checkpoints.make(connection, office.key, office.clock.now())
    office.key.keep(made.note)
    return made


def deliver(office: Office, checkpoint: Checkpoint, at: datetime) -> list[Delivered]:
    """Put a checkpoint wherever the settings say, unless it is there already.

    Raises:
        BadSetting: no place is set.
        NotDelivered: one of the places could not be reached; the others have it.
        DiskProblem: what was delivered cannot be remembered.
    """
    told, memory = office.settings.delivery, Memory(office.key.home)
    if not told:
        raise BadSetting(
            name="MUTASI_CHECKPOINT_FOLDER",
            value="(kosong)",
            problem="sebutkan folder yang dibaca pengawas, atau MUTASI_CHECKPOINT_MAIL dengan MUTASI_SMTP_URL.",
            problem_en="name a folder that the inspectorate reads, or MUTASI_CHECKPOINT_MAIL with MUTASI_SMTP_URL.",
        )
    done, failed = list[Delivered](), list[NotDelivered]()
    for name, act in (("folder", _into_folder), ("mail", _by_mail)):
        where = getattr(told, name)
        if where is None:
            continue
        known = memory.has(name, str(where), checkpoint)
        files = _files(office, checkpoint, memory.size(name, str(where), checkpoint.origin))
        try:
            new = act(told, checkpoint, files, known)
        except NotDelivered as problem:
            failed.append(problem)
            continue
        done.append(Delivered(str(where), checkpoint.size, new))
        if not known:
            memory.keep(name, str(where), checkpoint, at)
    memory.fail(failed[0] if failed else None)
    if failed:
        raise failed[0]
    return done


def _files(office: Office, checkpoint: Checkpoint, since: int) -> dict[str, bytes]:
    """Name → bytes of what is delivered: the note, and for a witness its proof from the size that was delivered last."""
    name = file_name(checkpoint)
    files = {name: checkpoint.note.encode()}
    if 0 < since < checkpoint.size:
        with office.database.reading() as connection:
            files[name.replace("titik-periksa", "sambungan")] = continuation(connection, since, checkpoint).encode()
    return files


class Memory:
    """What was delivered last, in a file beside the anchor."""

    def __init__(self, home: Path) -> None:
        self.file = home / "delivered.json"

    def read(self) -> dict[str, Any]:
        """Place → the address, the log, the size and the time of its newest delivery; empty where nothing is known."""
        try:
            found = json.loads(self.file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def has(self, name: str, where: str, checkpoint: Checkpoint) -> bool:
        """Whether the newest delivery to a place was of this checkpoint."""
        last = self.read().get(name)
        return isinstance(last, dict) and last == {**last, **_told(where, checkpoint)}

    def size(self, name: str, where: str, origin: str) -> int:
        """The size of that log which a place was given last; 0 where it was given none."""
        last = self.read().get(name)
        if not isinstance(last, dict) or (last.get("to"), last.get("origin")) != (where, origin):
            return 0
        size = last.get("size")
        return size if isinstance(size, int) else 0

    def keep(self, name: str, where: str, checkpoint: Checkpoint, at: datetime) -> None:
        """Remember a delivery."""
        self._write({**self.read(), name: {**_told(where, checkpoint), "at": instant(at)}})

    def fail(self, problem: MutasiError | None) -> None:
        """Remember why the newest attempt failed, or that it did not."""
        said = problem.sentence("id") if problem else None
        if self.read().get("failed") != said:
            self._write({**self.read(), "failed": said})

    def _write(self, told: dict[str, Any]) -> None:
        write_whole(self.file, (json.dumps(told, sort_keys=True, indent=1) + "\n").encode())


def _told(where: str, checkpoint: Checkpoint) -> dict[str, Any]:
    return {"to": where, "origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root}


def _into_folder(told: DeliverySettings, checkpoint: Checkpoint, files: dict[str, bytes], known: bool) -> bool:
    """Write the note as a file, which `audit verify --checkpoint` reads; True where it was not there."""
    assert told.folder is not None
    file = told.folder / file_name(checkpoint)
    try:
        if file.exists():
            _require_same(file, files[file.name])
            return False
        write_whole(told.folder / LEAFLET, _leaflet().encode())
        for name, content in reversed(files.items()):
            write_whole(told.folder / name, content)
    except (OSError, MutasiError) as problem:
        if isinstance(problem, NotDelivered):
            raise
        raise NotDelivered(where=told.folder, problem=_reason(problem)) from problem
    return True


def _require_same(file: Path, note: bytes) -> None:
    if file.read_bytes() != note:
        raise NotDelivered(
            where=file,
            problem="di sana ada titik periksa lain dengan ukuran yang sama; simpan keduanya sebagai bukti / another checkpoint of the same size is there; keep both as evidence",
        )


def _reason(problem: Exception) -> str:
    cause = problem.__cause__ if isinstance(problem.__cause__, OSError) else problem
    return (cause.strerror if isinstance(cause, OSError) else None) or type(problem).__name__


def _leaflet() -> str:
    return (
        "Titik periksa log mutasi. Simpan berkas-berkas ini tanpa diubah, di tempat yang tidak dipegang pengelola basis data.\n"
        + promise(0).replace(" 0 ", " N ")
        + "\nPeriksa dengan: mutasi audit verify --checkpoint BERKAS\n"
        "Saksi menyambung dengan: mutasi witness check BERKAS, yang pertama titik-periksa-…, berikutnya sambungan-….\n"
    )


def _by_mail(told: DeliverySettings, checkpoint: Checkpoint, files: dict[str, bytes], known: bool) -> bool:
    """Mail the files as attachments, once; True where it was not mailed before."""
    if known:
        return False
    assert told.mail is not None
    assert told.smtp is not None
    send(told.smtp, told.mail, checkpoint, files, promise(checkpoint.size))
    return True
