"""A small log and its evidence bundles, written by hand: what an exporter writes, without one.

The process has three verbs; the people are invented. A bundle is its files by name, so that tests can alter each.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage import merkle, notes
from workflow.canonical import canonical, sha256

ORIGIN = "lembayung.example/log/1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VKEY = notes.verifier(ORIGIN, KEY).line()

PROCESS = {
    "initial": "draft",
    "verbs": [{"name": name, "form": f"f_{name}"} for name in ("submit", "suspend", "resume")],
    "edges": [
        {"verb": "submit", "source": "draft", "target": "asked", "condition": ""},
        {"verb": "suspend", "source": "asked", "target": "held", "condition": ""},
        {"verb": "resume", "source": "held", "target": "asked", "condition": "suspended_in_asked"},
        {"verb": "resume", "source": "held", "target": "draft", "condition": "suspended_in_draft"},
    ],
}
ENTRY = ("at", "capacity", "channel", "os_user", "decree_sha256", "process", "dossier")


@dataclass
class Log:
    """A log with what belongs to its leaves: index → (kind, ref), decree, petikan, (salt, payload)."""

    leaves: list[bytes] = field(default_factory=list)
    about: dict[int, tuple[str, int]] = field(default_factory=dict)
    decrees: dict[int, bytes] = field(default_factory=dict)
    copies: dict[int, bytes] = field(default_factory=dict)
    payloads: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    processes: dict[str, bytes] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, told: dict[str, Any], ref: int | None = None) -> int:
        """Append a leaf; returns its index."""
        self.counts[kind] += 1
        index, ref = len(self.leaves), ref or self.counts[kind]
        self.leaves.append(canonical({"v": 1, "type": kind, "ref": ref, **told}))
        self.about[index] = kind, ref
        return index

    def change(self, ref: int | None = None) -> int:
        """Append a decided change with its payload."""
        content = canonical({"subject": "sari", "old": None, "new": {"role": "analyst"}, "reason": "Formasi baru."})
        salt = hashlib.sha256(f"garam {len(self.leaves)}".encode()).digest()
        told = {"act": "role add", "outcome": "done", "alone": True, "commitment": sha256(salt + content)}
        index = self.add("change", told, ref)
        self.payloads[index] = salt, content
        return index

    def step(
        self,
        proposal: int,
        version: int,
        verb: str,
        way: tuple[str, str],
        process: Any = PROCESS,
        other: Mapping[str, object] = MappingProxyType({}),
    ) -> int:
        """Append a step with its decree and payload.

        Args:
            way: from and to.
            other: what the payload says otherwise than its leaf, by name.
        """
        decree = f"%PDF-1.7 keputusan {verb} usulan {proposal}".encode() + bytes(range(40))
        dossier = {"person": {"name": "Ayu"}, "occupancy": {"holders": version}}
        definition = canonical(process)
        entry = {
            **{"at": "2026-11-02T03:00:00Z", "capacity": "analyst (definitif)", "channel": "cli", "os_user": "sari"},
            **{"decree_sha256": sha256(decree), "process": sha256(definition)},
            "dossier": sha256(canonical({"person": {"name": "Ayu"}})),
        }
        told = {
            **{"proposal": proposal, "version": version, "verb": verb, "from_state": way[0], "to_state": way[1]},
            **{"actor": "sari", "number": f"800/{len(self.leaves)}/X/2026", **entry},
        }
        content = canonical(payload({**told, **other}, dossier, f"f_{verb}"))
        salt = hashlib.sha256(f"garam {len(self.leaves)}".encode()).digest()
        index = self.add("transition", {**told, "commitment": sha256(salt + content)})
        self.decrees[index], self.payloads[index] = decree, (salt, content)
        self.processes[sha256(definition)] = definition
        return index

    def erase(self, *indexes: int) -> int:
        """Append an erasure of payloads, and erase them."""
        gone = [self.about[index] for index in indexes]
        for index in indexes:
            del self.payloads[index]
        return self.add(
            "erasure",
            {
                **{"at": "2026-11-02T03:00:00Z", "asked_by": "wulan", "agreed_by": "ketut", "basis": "JRA"},
                "entries": [ref for kind, ref in gone if kind == "transition"],
                "changes": [ref for kind, ref in gone if kind == "change"],
            },
        )

    def note(self, size: int | None = None, key: Ed25519PrivateKey = KEY, origin: str = ORIGIN) -> str:
        """The checkpoint of the first leaves."""
        size = len(self.leaves) if size is None else size
        return notes.sign(origin, size, merkle.range_root(0, size, self.node()), key)

    def node(self) -> merkle.Node:
        @functools.cache
        def node(level: int, index: int) -> bytes:
            if level == 0:
                return merkle.leaf_hash(self.leaves[index])
            return merkle.node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

        return node

    def bundle(
        self,
        indexes: Iterable[int] | None = None,
        proposals: Iterable[int] = (7,),
        held: Iterable[int] = (),
        note: str | None = None,
    ) -> dict[str, bytes]:
        """The files of a bundle about some leaves, or all; with proofs of consistency from checkpoints `held`."""
        indexes = sorted(self.about if indexes is None else indexes)
        note = note or self.note()
        size, node = notes.read(note).size, self.node()
        files = {"checkpoint.txt": note.encode(), "log.vkey": f"{VKEY}\n".encode(), "findings.csv": b"aturan;hasil\r\n"}
        for index in indexes:
            head = f"c2sp.org/tlog-proof@v1\nindex {index}\n"
            files[f"leaves/{index}.json"] = self.leaves[index]
            files[f"proofs/{index}.tlog-proof"] = proof_file(head, merkle.inclusion(index, size, node), note)
            if index in self.decrees:
                files[f"decrees/{index}.pdf"] = self.decrees[index]
            if index in self.copies:
                files[f"copies/{index}.pdf"] = self.copies[index]
            if index in self.payloads:
                salt, content = self.payloads[index]
                file = {"salt": salt.hex(), "payload": base64.b64encode(content).decode()}
                files[f"payloads/{index}.json"] = canonical(file)
        for digest, definition in self.processes.items():
            files[f"processes/{digest}.json"] = definition
        for old in held:
            path = merkle.consistency(old, size, node)
            files[f"consistency/{old}-{size}.proof"] = proof_file(f"old {old}\n", path, note)
        leaves = [dict(zip(("index", "kind", "ref"), (index, *self.about[index]), strict=True)) for index in indexes]
        return sealed({"leaves": leaves, "proposals": sorted(proposals)}, files)


def payload(told: dict[str, Any], dossier: dict[str, Any], form: str) -> dict[str, Any]:
    """What a decision was taken on, as a step keeps it."""
    case = {name: told[name] for name in ("proposal", "version")}
    return {
        "v": 1,
        "form": form,
        "process": told["process"],
        "number": told["number"],
        "signatory": {"account": told["actor"]},
        "cases": [{**case, "from": told["from_state"], "to": told["to_state"], "dossier": dossier}],
        "entry": {name: told[name] for name in ENTRY},
    }


def proof_file(head: str, path: Iterable[bytes], note: str) -> bytes:
    lines = "".join(f"{base64.b64encode(one).decode()}\n" for one in path)
    return f"{head}{lines}\n{note}".encode()


def sealed(manifest: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest that agrees with them."""
    note = notes.read(files["checkpoint.txt"])
    told = {
        **{"v": 1, "made_at": "2026-11-02T03:00:00Z", **manifest},
        **{"origin": note.origin, "size": note.size, "root": note.root.hex()},
        "files": {name: sha256(content) for name, content in files.items()},
    }
    return {**files, "manifest.json": canonical(told)}


def resealed(files: dict[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """The files after `changed` ones, with hashes in the manifest that agree again: what whoever alters a file does."""
    manifest = json.loads(files["manifest.json"])
    others = {name: content for name, content in {**files, **changed}.items() if name != "manifest.json"}
    manifest["files"] = {name: sha256(content) for name, content in others.items()}
    return {**others, "manifest.json": canonical(manifest)}


def without(files: dict[str, bytes], *names: str) -> dict[str, bytes]:
    """The files but some, with a manifest that does not list those."""
    return resealed({name: content for name, content in files.items() if name not in names})


def zipped(files: dict[str, bytes], place: Path) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return place


def small() -> Log:
    """Two steps of proposal 7, one of them erased, between a change and the erasure."""
    log = Log()
    log.change()
    log.step(7, 1, "submit", ("draft", "asked"))
    second = log.step(7, 2, "suspend", ("asked", "held"))
    log.erase(second)
    return log


def busy() -> Log:
    """Three proposals, interleaved, with changes between, more than one bundle shows."""
    log = Log()
    for proposal in (7, 8, 9):
        log.step(proposal, 1, "submit", ("draft", "asked"))
        log.change()
    for version in range(2, 8, 2):
        for proposal in (7, 9):
            log.step(proposal, version, "suspend", ("asked", "held"))
            log.step(proposal, version + 1, "resume", ("held", "asked"))
    return log
