"""What the command line says of a file that was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from app.checking import ADDED, ALTERED, CHANGED, CUT, REVOKED, STRANGERS, Answer, seal_words
from app.cli.face import words
from storage.issued import Place

Shown = Callable[[datetime], str]
"""An instant → as people read it."""

UNKNOWN_FILE = (
    "Tidak dikenal: berkas ini bukan keputusan yang diterbitkan di sini, dan tidak menyebut nomor atau kode keputusan mana pun. Cocokkan kode yang tercetak padanya di /verifikasi.",
    "Unknown: this file is no decree that was issued here, and names no number or code of one. Look up the code that is printed on it at /verifikasi.",
)

LOST = (
    "Segel itu dibuat dengan kunci instansi ini, padahal keputusannya tidak ada di sini: mungkin basis data dipulihkan dari salinan lama. Simpan berkas ini dan jalankan `mutasi audit verify`.",
    "That seal was made with a key of this agency, and yet the decree is not here: the database may have been restored from an older copy. Keep this file and run `mutasi audit verify`.",
)

HOW = {
    ADDED: (
        "Yang asli masih ada di awal berkas, tetapi kemudian ada yang ditambahkan; yang tampak dapat berbeda.",
        "The original is still there at the beginning, but something was added later; what is seen may differ.",
    ),
    CUT: (
        "Yang ada hanya bagian awalnya; akhirnya, termasuk segelnya, hilang.",
        "It is only the beginning; the end, with any seal, is missing.",
    ),
    CHANGED: ("Isinya lain.", "Its content is different."),
}
"""How an altered file differs."""

MANY = 10
"""Entries of history that are named; a collective decree has one for each person."""


def as_json(found: Answer) -> dict[str, Any]:
    """All that is known of a file, as scripts read it."""
    told: dict[str, Any] = {"status": found.status, "sha256": found.sha256, "seals": found.seals}
    if found.decree is None or found.place is None:
        return told
    return {
        **told,
        **{name: found.decree[name] for name in ("number", "verb", "issued_at")},
        "copy": {"kind": found.copy.kind, "proposal": found.copy.proposal} if found.copy else None,
        "revoked": [{"proposal": proposal, "by": by} for proposal, by in sorted((found.revoked or {}).items())],
        "change": found.change,
        "log": _log(found.place),
    }


def _log(place: Place) -> dict[str, Any]:
    covered = place.covered
    return {
        "entries": [leaf.entry for leaf in place.leaves if leaf.entry is not None],
        "leaves": [leaf.index for leaf in place.leaves],
        "checkpoint": {"origin": covered.origin, "size": covered.size} if covered else None,
    }


def lines(found: Answer, shown: Shown) -> Iterator[str]:
    """All that is known of a file, as people read it."""
    if found.decree is None or found.place is None:
        yield words(*UNKNOWN_FILE)
        yield from _sealed(found, shown)
        if any(one.holds and one.trusted for one in found.seals or ()):
            yield words(*LOST)
        return
    name, name_en = _name(found, found.decree)
    if found.status == ALTERED:
        how, how_en = HOW[found.change or CHANGED]
        yield words(
            f"Berubah: berkas ini menyebut dirinya {name}, tetapi bukan berkas yang diterbitkan. {how} Jangan dipakai; minta berkas aslinya kepada instansi.",
            f"Altered: this file says that it is {name_en}, but it is not the file that was issued. {how_en} Do not use it; ask the agency for the original.",
        )
        yield from _sealed(found, shown)
        return
    at = shown(found.decree["issued_at"])
    yield words(
        f"Diterbitkan: berkas ini sama byte demi byte dengan {name}, terbit {at}.",
        f"Issued: this file is {name_en} byte for byte, issued {at}.",
    )
    yield from _revoked(found, found.decree)
    yield from _sealed(found, shown)
    yield _logged(found.place)


def _name(found: Answer, decree: Mapping[str, Any]) -> tuple[str, str]:
    number = decree["number"]
    kind = f"{found.copy.kind} " if found.copy else ""
    return f"{kind}keputusan {number}", f"the {kind}of decree {number}" if kind else f"decree {number}"


def _revoked(found: Answer, decree: Mapping[str, Any]) -> Iterator[str]:
    revoked = found.revoked or {}
    if not revoked:
        return
    by = ", ".join(sorted(set(revoked.values())))
    if found.status == REVOKED:
        yield words(f"Sudah dicabut oleh keputusan {by}.", f"It has been revoked by decree {by}.")
        return
    some, of = len(revoked), len(decree["cases"])
    yield words(
        f"Dicabut untuk {some} dari {of} pegawai oleh keputusan {by}.",
        f"Revoked for {some} of {of} people by decree {by}.",
    )


def _sealed(found: Answer, shown: Shown) -> Iterator[str]:
    if found.seals is None:
        yield words("Segel elektronik: tidak dapat dibaca.", "Electronic seal: cannot be read.")
    elif not found.seals and found.status not in STRANGERS:
        yield words("Segel elektronik: tidak ada.", "Electronic seal: none.")
    for one in found.seals or ():
        at = f", {shown(one.at)}" if one.at else ""
        said, said_en = seal_words(one)
        yield words(f"Segel elektronik: {said}{at}.", f"Electronic seal: {said_en}{at}.")


def _logged(place: Place) -> str:
    named = [str(leaf.index if leaf.entry is None else leaf.entry) for leaf in place.leaves]
    entries = ", ".join(named[:MANY]) + (", …" if len(named) > MANY else "")
    kind, kind_en = ("daun", "leaf") if place.leaves[0].entry is None else ("entri", "entry")
    if place.covered is None:
        return words(
            f"Log: {kind} {entries}; belum ada titik periksa yang mencakupnya. Buat dengan `mutasi audit checkpoint`.",
            f"Log: {kind_en} {entries}; no checkpoint covers it yet. Make one with `mutasi audit checkpoint`.",
        )
    origin, size = place.covered.origin, place.covered.size
    return words(
        f"Log: {kind} {entries}, terbukti di dalam titik periksa {origin} berukuran {size}.",
        f"Log: {kind_en} {entries}, proved to be in the checkpoint of {origin} of size {size}.",
    )
