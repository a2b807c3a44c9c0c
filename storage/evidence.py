"""The evidence bundle: everything with which an inspector proves, without this program, what was decided and when.

manifest.json            origin, size and root of the checkpoint, the leaves, and the SHA-256 of every other file
checkpoint.txt           the signed checkpoint (C2SP tlog-checkpoint)
log.vkey                 the key that signed it; to be compared with one that came another way
leaves/I.json            the bytes of leaf I
proofs/I.tlog-proof      the proof that it is in the log (C2SP tlog-proof)
decrees/I.pdf            the decree of that step
copies/I.pdf             the petikan that was issued with it, where there is one
payloads/I.json          salt and bytes of what the leaf commits to, unless they were erased
processes/SHA256.json    the tables of the process under which the steps were decided
consistency/M-N.proof    the proof that the log of an earlier checkpoint is the beginning of this one
findings.csv             what the rules found at each step
berkas.pdf               the same for people
verify.py                the verifier
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from storage import checkpoints, log
from storage.bundle.archive import Archive
from storage.bundle.chosen import Chosen, of_period, of_proposal
from storage.bundle.leaves import Leaf, leaves
from storage.bundle.paper import Paper
from storage.exporting import cells
from storage.proposals import require, state_of
from storage.reporting.period import Period
from storage.tables import ProcessVersion, table
from workflow.authority import Actor, Role
from workflow.canonical import canonical, encode, instant
from workflow.errors import InvalidField

VERIFIER = Path(__file__).parent / "verifier" / "verify.py"
EXPORTERS = (Role.auditor, Role.admin, Role.hr_head)
"""Who may take evidence out of the house: it names people."""

PROOF = "c2sp.org/tlog-proof@v1"
AT_ONCE = 50
"""Leaves that are in memory at a time, each with its decree."""

FINDINGS = ("daun", "entri", "usulan", "langkah", "ketentuan", "kekuatan", "hasil", "uraian", "dasar")

_v = table(ProcessVersion)

Progress = Callable[[int, int, str], None]
Draw = Callable[[dict[str, Any]], bytes]
"""Facts of the case file → its PDF."""


@dataclass(frozen=True)
class Wanted:
    """What the bundle is about: a proposal, or a period."""

    title: str
    proposal: int | None = None
    period: Period | None = None


@dataclass
class Written:
    """What has been written so far.

    Attributes:
        leaves: index, kind and ref of each.
        firsts: the proposals whose first step is among them.
    """

    leaves: list[dict[str, Any]] = field(default_factory=list)
    firsts: set[int] = field(default_factory=set)
    processes: set[str] = field(default_factory=set)


def may_export(actor: Actor, today: date) -> None:
    """Raise RoleMissing unless the account may take evidence out of the house."""
    require(actor, EXPORTERS, today, "mengekspor bukti", "export evidence")


def write(
    connection: sa.Connection,
    file: BinaryIO,
    wanted: Wanted,
    key: Callable[[str], str],
    made_at: datetime,
    draw: Draw,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write a bundle against the newest checkpoint, from one consistent view of the database.

    Args:
        key: the name of a log → the line of its public key.

    Returns:
        `{origin, size, root, leaves, proposals, left_out, manifest_sha256}`; `left_out` counts what is newer than the
        checkpoint.

    Raises:
        UnknownProposal: there is no such proposal.
        InvalidField: nothing is proved yet of what was asked for.
        LogInconsistent: some of the log is missing.
    """
    last = checkpoints.latest(connection)
    chosen = _choose(connection, wanted, last.size if last else 0)
    if last is None or not chosen.places:
        raise _nothing(wanted)
    told = {"origin": last.origin, "size": last.size, "root": last.root}
    with Archive(file) as archive:
        paper, done = Paper(connection), Written()
        _add_leaves(archive, _read(connection, chosen, last.size, progress), last.note, paper, done)
        _add_consistency(connection, archive, chosen.places[0], last)
        _add_processes(connection, archive, done.processes)
        facts = {"title": wanted.title, "note": last.note, "made_at": made_at}
        archive.add("berkas.pdf", draw({**told, **facts, **paper.facts()}))
        archive.add("checkpoint.txt", last.note.encode())
        archive.add("log.vkey", f"{key(last.origin)}\n".encode())
        archive.add("verify.py", VERIFIER.read_bytes())
        _seal(archive, {"v": 1, **told, "made_at": instant(made_at)}, done)
    counted = {"leaves": len(done.leaves), "proposals": sorted(done.firsts), "left_out": chosen.left_out}
    return {**told, **counted, "manifest_sha256": archive.hashes["manifest.json"]}


def _add_leaves(archive: Archive, found: Iterable[Leaf], note: str, paper: Paper, done: Written) -> None:
    """The files of each leaf, and the table of what the rules found."""
    with tempfile.TemporaryFile() as rows:
        rows.write(cells.BOM + cells.line(FINDINGS))
        for leaf in found:
            _add(archive, leaf, note, done)
            rows.writelines(map(cells.line, findings(leaf)))
            paper.take(leaf)
        archive.copy("findings.csv", rows)


def _seal(archive: Archive, head: dict[str, Any], done: Written) -> None:
    """The manifest, which knows every other file."""
    told = {"proposals": sorted(done.firsts), "leaves": done.leaves, "files": archive.hashes}
    archive.add("manifest.json", encode({**head, **told}))


def _choose(connection: sa.Connection, wanted: Wanted, size: int) -> Chosen:
    if wanted.proposal is not None:
        state_of(connection, wanted.proposal)
        return of_proposal(connection, wanted.proposal, size)
    assert wanted.period is not None
    return of_period(connection, wanted.period, size)


def _nothing(wanted: Wanted) -> InvalidField:
    return InvalidField(
        field="--proposal" if wanted.proposal is not None else "--from",
        problem="belum ada entri riwayat di dalam titik periksa. Ambil langkah dulu, atau pilih yang lain.",
        problem_en="no entry of history is in a checkpoint yet. Take a step first, or choose another.",
    )


def _read(connection: sa.Connection, chosen: Chosen, size: int, progress: Progress | None) -> Iterator[Leaf]:
    done = 0
    for part in chosen.parts(AT_ONCE):
        yield from leaves(connection, part, size)
        done += len(part)
        if progress is not None:
            progress(done, len(chosen.places), "entri")


def _add(archive: Archive, leaf: Leaf, note: str, done: Written) -> None:
    """The files of one leaf."""
    done.leaves.append({"index": leaf.index, "kind": leaf.kind, "ref": leaf.ref})
    archive.add(f"leaves/{leaf.index}.json", leaf.content)
    archive.add(f"proofs/{leaf.index}.tlog-proof", proof([PROOF, f"index {leaf.index}"], leaf.proof, note))
    if leaf.payload is not None:
        salt, content = leaf.payload
        told = {"salt": salt.hex(), "payload": base64.b64encode(content).decode()}
        archive.add(f"payloads/{leaf.index}.json", canonical(told))
    if leaf.row is not None:
        done.processes.add(leaf.row.process)
        if leaf.row.version == 1:
            done.firsts.add(leaf.row.proposal)
        if leaf.row.decree is not None:
            archive.add(f"decrees/{leaf.index}.pdf", bytes(leaf.row.decree))
        if leaf.row.excerpt is not None:
            archive.add(f"copies/{leaf.index}.pdf", bytes(leaf.row.excerpt))


def proof(first: Sequence[str], path: Sequence[bytes], note: str) -> bytes:
    """A proof as a file: its first lines, its hashes, and after an empty line the checkpoint that it leads to."""
    lines = [*first, *(base64.b64encode(one).decode() for one in path)]
    return ("\n".join(lines) + "\n\n" + note).encode()


def findings(leaf: Leaf) -> Iterator[list[cells.Cell]]:
    """What the rules found at a step, a row each."""
    if leaf.row is None or leaf.case is None:
        return
    for one in leaf.case.findings:
        where = [leaf.index, leaf.ref, leaf.row.proposal, leaf.row.verb]
        yield [*where, *(one.get(name) for name in ("rule", "severity", "outcome", "sentence", "law"))]


def _add_consistency(connection: sa.Connection, archive: Archive, first: int, last: Any) -> None:
    """For each earlier checkpoint that covers a leaf of the bundle, the proof that its log is the beginning of this."""
    sizes = {one.size for one in checkpoints.checkpoints(connection) if first < one.size < last.size}
    for old in sorted(sizes):
        path = log.consistency(connection, old, last.size)
        archive.add(f"consistency/{old}-{last.size}.proof", proof([f"old {old}"], path, last.note))


def _add_processes(connection: sa.Connection, archive: Archive, hashes: set[str]) -> None:
    for row in connection.execute(sa.select(_v).where(_v.c.sha256.in_(sorted(hashes))).order_by(_v.c.sha256)):
        archive.add(f"processes/{row.sha256}.json", row.definition.encode())
