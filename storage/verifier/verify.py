#!/usr/bin/env python3
"""Pemeriksa bundel bukti riwayat mutasi ASN. Satu berkas yang berdiri sendiri: Python 3.9+ dan paket cryptography.

    python verify.py BUNDEL.zip --vkey KUNCI --checkpoint TITIK-PERIKSA.txt

Ambil berkas ini dan KUNCI (satu baris) dari tempat yang Anda percaya, bukan dari bundel yang diperiksa.

Yang dibuktikan, bila KUNCI Anda peroleh dari instansi di luar bundel ini:
  1. Titik periksa (asal, ukuran, akar) ditandatangani log instansi, dan setiap entri di bundel ada di dalamnya.
  2. Keputusan, isi pertimbangan, dan tabel proses adalah yang dicatat ketika langkahnya diambil, sampai ke bitnya.
  3. Langkah tiap usulan berurutan, tersambung, dan diizinkan tabel proses yang berlaku ketika itu.
  4. Dengan --checkpoint: riwayat sampai titik periksa yang Anda pegang itu belum diubah.
  5. Dengan --witness: saksi itu menandatangani titik periksa bundel, atau yang Anda pegang.
Yang tidak dibuktikan:
  - bahwa tidak ada langkah yang lebih baru, atau entri lain, di luar bundel;
  - bahwa isi keputusan benar atau adil, dan bahwa jam komputer instansi benar;
  - findings.csv, berkas.pdf, verify.py, jalur consistency/ yang tidak dipakai --checkpoint, dan waktu pembuatan
    bundel: cocokkan SHA-256 manifest yang dicetak di sini dengan yang tertulis pada surat pengantar bundel;
  - siapa pembuat bundel, bila yang dipakai hanya kunci dari dalam bundel itu sendiri.

Selesai dengan 0 bila semua cocok, 1 bila ada yang salah atau tidak dapat diperiksa, 2 bila perintahnya keliru.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import signal
import struct
import sys
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print(
        "verify.py memerlukan paket cryptography: pasang dengan `python3 -m pip install cryptography`.", file=sys.stderr
    )
    sys.exit(2)

NAME = "[!-*,-~]{1,200}"
INSTANT = re.compile("[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")
KINDS = {
    "transition": (
        "entri riwayat",
        "leaves/{}.json proofs/{}.tlog-proof decrees/{}.pdf copies/{}.pdf payloads/{}.json",
    ),
    "change": ("perubahan data", "leaves/{}.json proofs/{}.tlog-proof payloads/{}.json"),
    "erasure": ("penghapusan", "leaves/{}.json proofs/{}.tlog-proof"),
    "origin": ("asal baru", "leaves/{}.json proofs/{}.tlog-proof"),
}
ALONE = {"manifest.json", "checkpoint.txt", "log.vkey", "findings.csv", "berkas.pdf", "verify.py"}
SHARED = re.compile("processes/[0-9a-f]{64}[.]json|consistency/[0-9]+-[0-9]+[.]proof")
REPEATED = ("at", "capacity", "channel", "os_user", "decree_sha256", "process", "dossier")
LARGEST_FILE = 2**28
LONG_SIZES = re.compile(rb"(?s:\x01\x00\x10\x00.{16})?")
MISSHAPEN = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError)
UNREADABLE = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, struct.error, *MISSHAPEN)
PROMISE = (
    "Setiap perubahan riwayat sampai entri N dapat diketahui oleh siapa pun yang memegang titik periksa berukuran N "
    "atau lebih yang dibuat sebelum perubahan itu."
)


class Wrong(Exception):
    """Something is not as it must be; the text says what."""


# Reading. Only what could have been written in exactly this way is read.


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def number_of(text: str) -> int:
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text) or int(text) >= 2**63:
        raise Wrong("memuat angka yang tidak baku.")
    return int(text)


def bytes_of(text: str, length: int | None = None) -> bytes:
    """Base64 in its one proper spelling; others of the same bytes are refused."""
    found = base64.b64decode(text, validate=True)
    if base64.b64encode(found).decode() != text or length not in (None, len(found)):
        raise Wrong("memuat base64 yang tidak baku.")
    return found


def canonical(value: Any) -> bytes:
    """The one way to write a value: keys sorted, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def json_of(content: bytes) -> Any:
    """What canonical JSON says; a key written twice or any other spelling would not be written again as it is."""
    found = json.loads(content.decode())
    if canonical(found) != content:
        raise Wrong("JSON tidak ditulis dengan cara baku.")
    return found


def key_of(line: str, kind: int = 1) -> tuple[str, bytes, bytes]:
    """Name, id and public half of a log's key (C2SP signed-note: name+id+base64(1, Ed25519 key)); a witness's has 4."""
    name, id, encoded = line.split("+", 2)
    key = bytes_of(encoded, 33)
    digest = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if not re.fullmatch(NAME, name) or key[0] != kind or digest.hex() != id:
        raise Wrong(f"bukan kunci {'log' if kind == 1 else 'saksi'}: salin kembali seluruh barisnya.")
    return name, digest, key[1:]


class Note(NamedTuple):
    """A checkpoint (C2SP tlog-checkpoint): the log's origin, how many entries it has, their root, and who signed."""

    origin: str
    size: int
    root: bytes
    signed: bytes
    signatures: list[tuple[str, bytes]]


def note_of(content: bytes) -> Note:
    head, _, tail = content.partition(b"\n\n")
    (origin, size, root), (*signatures, end) = head.decode().split("\n"), tail.decode().split("\n")
    parts = [re.fullmatch(f"\u2014 ({NAME}) ([A-Za-z0-9+/=]+)", line) for line in signatures]
    if end or not re.fullmatch(NAME, origin) or not 0 < len(parts) <= 16 or not all(parts):
        raise Wrong("bukan titik periksa.")
    signed_by = [(part[1], bytes_of(part[2])) for part in parts if part]
    if not all(4 < len(one) <= 5000 for _, one in signed_by):
        raise Wrong("memuat baris yang bukan tanda tangan.")
    return Note(origin, number_of(size), bytes_of(root, 32), head + b"\n", signed_by)


def check_signature(note: Note, keys: list[str]) -> None:
    """Every signature that claims to be the log's must hold, and there must be one."""
    mine = [key for key in map(key_of, keys) if key[0] == note.origin]
    found = [(key, one) for name, one in note.signatures for key in mine if (name, one[:4]) == key[:2]]
    if not found:
        raise Wrong(f"tidak ditandatangani dengan kunci yang diberikan untuk log {note.origin}.")
    for key, one in found:
        try:
            Ed25519PublicKey.from_public_bytes(key[2]).verify(one[4:], note.signed)
        except InvalidSignature:
            raise Wrong("tanda tangannya tidak sah.") from None


def is_cosigned(note: Note, key: tuple[str, bytes, bytes]) -> bool:
    """Whether a witness signed too (C2SP tlog-cosignature); every signature that claims to be its own must hold."""
    mine = [one[4:] for name, one in note.signatures if (name, one[:4]) == key[:2]]
    for one in mine:
        seconds = int.from_bytes(one[:8], "big")
        try:
            timed = f"cosignature/v1\ntime {seconds}\n".encode() + note.signed
            Ed25519PublicKey.from_public_bytes(key[2]).verify(one[8:], timed)
        except InvalidSignature:
            raise Wrong("tanda tangan saksi tidak sah.") from None
    return bool(mine)


def proof_of(content: bytes, first: list[str], note: bytes) -> list[bytes]:
    """The hashes of a proof: after its first lines, one a line; then an empty line and the bundle's checkpoint."""
    if not content.endswith(b"\n\n" + note):
        raise Wrong("jalur bukti memuat titik periksa lain.")
    lines = content[: -len(note) - 2].decode().split("\n")
    if lines[: len(first)] != first:
        raise Wrong("jalur bukti adalah untuk hal lain.")
    return [bytes_of(line, 32) for line in lines[len(first) :]]


# The Merkle tree, word by word as RFC 6962 defines it.


def inner(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Section 2.1.1: the root of a tree of `size` entries that has this leaf at this index."""
    if not 0 <= index < size or (size == 1) != (not path):
        raise Wrong("jalur bukti tidak sampai ke akar.")
    if size == 1:
        return leaf
    left = split(size)
    if index < left:
        return inner(root_from(leaf, index, left, path[:-1]), path[-1])
    return inner(path[-1], root_from(leaf, index - left, size - left, path[:-1]))


def roots_from(old: int, new: int, path: list[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """Section 2.1.2: the roots of a tree's first `old` and of all its `new` entries; `known`: the first, where known."""
    if old == new:
        (root,) = path if known is None else [known, *path]
        return root, root
    left = split(new)
    if old <= left:
        first, second = roots_from(old, left, path[:-1], known)
        return first, inner(second, path[-1])
    first, second = roots_from(old - left, new - left, path[:-1], None)
    return inner(path[-1], first), inner(path[-1], second)


# The bundle.


class Bundle:
    """A ZIP file or a folder: how often each name is there, and what it holds."""

    def __init__(self, place: Path) -> None:
        self.place, self.zip = place, None if place.is_dir() else zipfile.ZipFile(place)
        inside = [path.relative_to(place).as_posix() for path in place.rglob("*") if not path.is_dir()]
        self.names = Counter(name for name in (self.zip.namelist() if self.zip else inside) if not name.endswith("/"))

    def check_form(self) -> None:
        """Programs differ in how they read a ZIP: nothing may stand before, between or behind its files, or beside their names."""
        if not self.zip:
            return
        with self.place.open("rb") as file:
            end = 0
            for info in sorted(self.zip.infolist(), key=lambda info: info.header_offset):
                file.seek(info.header_offset + 26)
                name, extra = struct.unpack("<HH", file.read(4))
                beside = file.read(name + extra)[name:], info.extra
                if info.header_offset != end or info.flag_bits & 8 or not all(map(LONG_SIZES.fullmatch, beside)):
                    break
                end += 30 + name + extra + info.compress_size
            file.seek(-22, 2)
            if end != self.zip.start_dir or not file.read().startswith(b"PK\5\6"):
                raise Wrong(
                    "susunannya bukan yang dibuat program: bongkar, lalu periksa foldernya dan berkas di dalamnya."
                )

    def read(self, name: str) -> bytes:
        if name not in self.names:
            raise Wrong(f"{name} tidak ada.")
        try:
            if not self.zip:
                return (self.place / name).read_bytes()
            if self.zip.getinfo(name).file_size > LARGEST_FILE:
                raise Wrong(f"{name} terlalu besar.")
            return self.zip.read(name)
        except UNREADABLE:
            raise Wrong(f"{name} tidak terbaca.") from None


class Check:
    """The examination of one bundle: what is wrong with it, and the entries that are proved to be in the log."""

    def __init__(
        self, bundle: Bundle, keys: list[str], held: dict[str, bytes], witnesses: tuple[str, ...] = ()
    ) -> None:
        self.bundle, self.wrongs = bundle, list[str]()
        self.leaves, self.processes, self.erased = dict[int, Any](), dict[str, Any](), dict[tuple[str, int], int]()
        self.steps = defaultdict[int, list[Any]](list)
        self.manifest: Any = None
        with self.about("manifest.json"):
            manifest = json_of(bundle.read("manifest.json"))
            self.note_bytes = bundle.read("checkpoint.txt")
            self.note = note_of(self.note_bytes)
            self.check_manifest(manifest)
            self.manifest = manifest
        if self.manifest:
            self.check_all(keys, held)
            for line in witnesses:
                with self.about(f"saksi {key_of(line, 4)[0]}"):
                    self.check_witness(line, held)

    @contextmanager
    def about(self, what: str) -> Iterator[None]:
        """What is wrong within is noted, and the examination goes on."""
        try:
            yield
        except Wrong as problem:
            self.wrongs.append(f"{what}: {problem}")
        except MISSHAPEN:
            self.wrongs.append(f"{what}: ada bagian yang hilang atau tidak terbaca.")

    def check_manifest(self, manifest: Any) -> None:
        """The manifest agrees with the checkpoint; each file is listed, has its hash, and has its place."""
        indexes = [one["index"] for one in manifest["leaves"]]
        refs = [(one["kind"], one["ref"]) for one in manifest["leaves"]]
        steps = [ref for kind, ref in refs if kind == "transition"]
        if [*indexes, *steps] != [*sorted(set(indexes)), *sorted(set(steps))] or len({*refs}) < len(refs):
            raise Wrong("daftar entri berulang atau tidak berurutan.")
        told = [manifest[name] for name in ("v", "origin", "size", "root")]
        if told != [1, self.note.origin, self.note.size, self.note.root.hex()]:
            raise Wrong("versi, asal, ukuran atau akar berbeda dari titik periksa.")
        if not INSTANT.fullmatch(manifest["made_at"]):
            raise Wrong("waktu pembuatannya tidak terbaca.")
        self.whole = set(manifest["proposals"])
        own = {name.format(one["index"]) for one in manifest["leaves"] for name in KINDS[one["kind"]][1].split()}
        own |= ALONE
        for name in sorted({*self.bundle.names, *manifest["files"]} - {"manifest.json"}):
            with self.about(f"berkas {name}"):
                if manifest["files"].get(name) != sha256(self.bundle.read(name)):
                    raise Wrong("isinya berbeda dari SHA-256 dalam manifest.")
                if self.bundle.names[name] > 1 or not (name in own or SHARED.fullmatch(name)):
                    raise Wrong("tidak pada tempatnya, atau ada lebih dari satu.")

    def check_all(self, keys: list[str], held: dict[str, bytes]) -> None:
        """Everything, each check standing on those before it."""
        with self.about("log.vkey"):
            line, end = self.bundle.read("log.vkey").decode().split("\n")
            if end or line not in (keys or [line]):
                raise Wrong("bukan kunci yang Anda berikan.")
            keys = keys or [line]
        with self.about("checkpoint.txt"):
            check_signature(self.note, keys)
        for check in (self.check_leaf, self.check_decree, self.check_payload):
            for one in self.manifest["leaves"]:
                with self.about(f"daun {one['index']} ({KINDS[one['kind']][0]} {one['ref']})"):
                    check(one)
        for proposal in sorted({*self.whole, *self.steps}, key=str):
            with self.about(f"usulan {proposal}"):
                self.check_steps(self.steps[proposal], proposal in self.whole)
        for name, content in held.items():
            with self.about(f"titik periksa {name}"):
                self.check_held(content, keys)

    def check_leaf(self, one: Any) -> None:
        """The entry's bytes are in the log, and are about what the manifest says."""
        index, content = one["index"], self.bundle.read(f"leaves/{one['index']}.json")
        proof = self.bundle.read(f"proofs/{index}.tlog-proof")
        path = proof_of(proof, ["c2sp.org/tlog-proof@v1", f"index {index}"], self.note_bytes)
        leaf_hash = hashlib.sha256(b"\x00" + content).digest()
        if root_from(leaf_hash, index, self.note.size, path) != self.note.root:
            raise Wrong("tidak ada dalam log: isi entri atau jalur buktinya berubah.")
        leaf = json_of(content)
        if (leaf["v"], leaf["type"], leaf["ref"]) != (1, one["kind"], one["ref"]):
            raise Wrong("jenis atau nomornya berbeda dari manifest.")
        self.leaves[index] = leaf
        if one["kind"] == "transition":
            self.steps[leaf["proposal"]].append(leaf)
        if one["kind"] == "erasure":
            gone = [("transition", ref) for ref in leaf["entries"]] + [("change", ref) for ref in leaf["changes"]]
            self.erased.update(dict.fromkeys(gone, index))

    def check_decree(self, one: Any) -> None:
        """The decree and the table of the process are those that the entry speaks of."""
        leaf = self.leaves.get(one["index"], {})
        if leaf.get("type") != "transition":
            return
        if leaf["process"] not in self.processes:
            content = self.bundle.read(f"processes/{leaf['process']}.json")
            if sha256(content) != leaf["process"]:
                raise Wrong("tabel prosesnya bukan yang berlaku ketika itu.")
            self.processes[leaf["process"]] = json_of(content)
        if sha256(self.bundle.read(f"decrees/{one['index']}.pdf")) != leaf["decree_sha256"]:
            raise Wrong(f"keputusan {leaf['number']} bukan yang diterbitkan.")
        excerpt = f"copies/{one['index']}.pdf"
        if "copy_sha256" in leaf and sha256(self.bundle.read(excerpt)) != leaf["copy_sha256"]:
            raise Wrong(f"petikan keputusan {leaf['number']} bukan yang diterbitkan.")
        if "copy_sha256" not in leaf and excerpt in self.bundle.names:
            raise Wrong(f"entrinya tidak mengenal petikan {excerpt}.")

    def check_payload(self, one: Any) -> None:
        """What the decision was taken on is what the entry commits to, or was erased by an entry that says so."""
        leaf, name = self.leaves.get(one["index"], {}), f"payloads/{one['index']}.json"
        erased, there = self.erased.get((one["kind"], one["ref"]), -1) > one["index"], name in self.bundle.names
        if "commitment" not in leaf or (erased and not there):
            return
        if erased:
            raise Wrong("isi pertimbangannya dicatat terhapus, tetapi masih ada.")
        if not there:
            raise Wrong("isi pertimbangannya tidak ada, padahal tidak ada entri yang mencatat penghapusannya.")
        file = json_of(self.bundle.read(name))
        salt, content = bytes.fromhex(file["salt"]), bytes_of(file["payload"])
        if len(salt) != 32 or sha256(salt + content) != leaf["commitment"]:
            raise Wrong("isi pertimbangannya bukan yang dicatat.")
        if file != {"salt": salt.hex(), "payload": file["payload"]}:
            raise Wrong("isi pertimbangannya tidak ditulis dengan cara baku.")
        payload = json_of(content)
        said = self.told(payload, self.processes[leaf["process"]]) if one["kind"] == "transition" else {}
        other = sorted(name for name, value in said.items() if value != leaf.get(name))
        if other:
            raise Wrong(f"isi pertimbangannya berbeda dari entrinya: {', '.join(other)}.")

    def told(self, payload: Any, process: Any) -> dict[str, Any]:
        """What a payload says of its entry: column -> value."""
        (case,), entry = payload["cases"], payload["entry"]
        facts = {name: part for name, part in case["dossier"].items() if name != "occupancy"}
        if (entry["process"], entry["dossier"]) != (payload["process"], sha256(canonical(facts))):
            raise Wrong("isi pertimbangannya tidak cocok dengan dirinya sendiri.")
        return {
            "verb": {verb["form"]: verb["name"] for verb in process["verbs"]}[payload["form"]],
            **{"proposal": case["proposal"], "version": case["version"], "number": payload["number"]},
            **{"from_state": case["from"], "to_state": case["to"], "actor": payload["signatory"]["account"]},
            **{name: entry[name] for name in REPEATED},
            "copy_sha256": entry.get("copy_sha256"),
        }

    def check_steps(self, steps: list[Any], whole: bool) -> None:
        """The steps of a proposal follow each other, a `whole` one's from the first; each is a row of its process."""
        if not steps:
            raise Wrong("tidak ada langkahnya yang terbukti.")
        held_in, version, state = None, steps[0]["version"] - 1, steps[0]["from_state"]
        if whole or version == 0:
            version, state = 0, self.processes[steps[0]["process"]]["initial"]
        for leaf in steps:
            row = (leaf["verb"], leaf["from_state"], leaf["to_state"])
            if (leaf["version"], leaf["from_state"]) != (version + 1, state):
                raise Wrong(f"langkah {version + 1} hilang, tertukar, atau tidak menyambung.")
            edges = self.processes[leaf["process"]]["edges"]
            when = {edge["condition"] for edge in edges if (edge["verb"], edge["source"], edge["target"]) == row}
            elsewhere = {one for one in when if one.startswith("suspended_in_") and held_in and one[13:] != held_in}
            if not when - elsewhere:
                raise Wrong(f"langkah {leaf['version']} ({leaf['verb']}) tidak diizinkan tabel proses.")
            held_in = leaf["from_state"] if leaf["verb"] == "suspend" else held_in
            version, state = leaf["version"], leaf["to_state"]

    def check_held(self, content: bytes, keys: list[str]) -> None:
        """The log that an older checkpoint speaks of is the beginning of this one."""
        old, name = note_of(content), f"consistency/{note_of(content).size}-{self.note.size}.proof"
        check_signature(old, keys)
        if old.size > self.note.size:
            raise Wrong(
                "lebih baru daripada bundel: mintalah bundel yang lebih baru. Bila tidak ada, log telah dipotong."
            )
        path, before, after = list[bytes](), hashlib.sha256(b"").digest(), self.note.root
        if 0 < old.size < self.note.size:
            if name not in self.bundle.names:
                raise Wrong(f"belum dapat diperiksa: mintalah bundel yang memuat {name}.")
            path = proof_of(self.bundle.read(name), [f"old {old.size}"], self.note_bytes)
        if old.size:
            before, after = roots_from(old.size, self.note.size, path, old.root)
        if (before, after) != (old.root, self.note.root):
            raise Wrong(
                "riwayat yang Anda pegang telah diubah, atau jalur buktinya rusak. Simpan keduanya sebagai bukti."
            )

    def check_witness(self, line: str, held: dict[str, bytes]) -> None:
        """A witness signed the bundle's checkpoint, or one of those that were brought along."""
        notes = [self.note, *map(note_of, held.values())]
        signed = [is_cosigned(note, key_of(line, 4)) for note in notes]
        if not any(signed):
            raise Wrong("tidak menandatangani satu pun: sertakan berkas .cosigned darinya dengan --checkpoint.")


def say(text: str) -> None:
    """Print what others wrote without letting it steer the screen."""
    print("".join(letter if letter.isprintable() and letter.isascii() else "?" for letter in text))


def report(place: Path, keys: list[str], held: dict[str, bytes], witnesses: tuple[str, ...] = ()) -> int:
    """Examine a bundle and say what was found; returns the exit code."""
    try:
        bundle = Bundle(place)
        bundle.check_form()
        check = Check(bundle, keys, held, witnesses)
    except Wrong as problem:
        say(f"SALAH  {place}: {problem}")
        return 1
    except UNREADABLE:
        say(f"{place} tidak terbaca sebagai ZIP atau folder: mintalah salinan baru.")
        return 1
    if "manifest.json" not in check.bundle.names:
        say(f"{place} bukan bundel bukti: manifest.json tidak ada di dalamnya. Sebutkan berkas ZIP atau foldernya.")
        return 1
    for wrong in check.wrongs:
        say(f"SALAH  {wrong}")
    if check.manifest:
        say(f"Log {check.note.origin}: {check.note.size} entri, akar {check.note.root.hex()}.")
        say(f"SHA-256 manifest: {sha256(check.bundle.read('manifest.json'))}.")
    if not keys:
        say("Kunci diambil dari bundel ini sendiri: itu tidak membuktikan siapa pembuatnya. Ulangi dengan --vkey.")
    if not held:
        say("Tanpa --checkpoint, perubahan yang terjadi sebelum bundel ini dibuat tidak dapat diketahui.")
    if check.wrongs:
        say(f"{len(check.wrongs)} hal salah. Simpan bundel ini apa adanya, dan laporkan kepada inspektorat.")
        return 1
    say(f"COCOK: {len(check.leaves)} entri dari {len(check.steps)} usulan diperiksa, tidak ada yang berubah. {PROMISE}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form, allow_abbrev=False)
    parser.add_argument(
        "bundle",
        metavar="BUNDEL",
        type=Path,
        nargs="?",
        default=Path(__file__).resolve().parent,
        help="bundel: berkas ZIP, atau folder hasil membukanya; tanpanya folder berkas ini sendiri",
    )
    parser.add_argument("--vkey", metavar="KUNCI", action="append", default=[], help="kunci log; boleh lebih dari satu")
    parser.add_argument(
        "--checkpoint", metavar="BERKAS", type=Path, nargs="+", action="extend", default=[], help="titik periksa lama"
    )
    parser.add_argument("--witness", metavar="KUNCI", action="append", default=[], help="kunci saksi yang harus ada")
    told = parser.parse_args(arguments)
    try:
        for line, kind in [*((line, 1) for line in told.vkey), *((line, 4) for line in told.witness)]:
            key_of(line, kind)
        held = {str(path): path.read_bytes() for path in told.checkpoint}
    except (Wrong, OSError, *MISSHAPEN) as problem:
        parser.error(f"--vkey, --witness atau --checkpoint tidak terbaca ({problem}): salin kembali seluruhnya.")
    return report(told.bundle, told.vkey, held, tuple(told.witness))


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
