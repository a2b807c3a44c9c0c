"""The verdict that the page of verification gives: a look, a heading, a sentence, and the few facts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.checking import ADDED, ALTERED, CHANGED, CUT, UNKNOWN, Answer
from app.web.words import masked

GOOD, BAD, WARN = "good", "bad", "warn"

NAMED = 3
"""People whose masked NIP is shown; of more it is only said how many they are."""

HOW = {
    ADDED: "Keputusan aslinya masih ada di awal berkas ini, tetapi kemudian ada yang ditambahkan, sehingga yang tampak dapat berbeda.",
    CUT: "Yang ada hanya bagian awal keputusan itu; bagian akhirnya, termasuk segelnya, hilang.",
    CHANGED: "Berkas ini membawa kode keputusan di bawah ini, tetapi isinya bukan yang diterbitkan.",
}
"""How an altered file differs."""

ASK = "Jangan dipakai. Minta berkas aslinya kepada instansi."

NOBODYS = (
    "Tidak ada keputusan yang diterbitkan di sini dengan isi persis seperti berkas ini. Hasil pindaian, foto atau cetak ulang "
    "selalu tidak dikenal: periksalah lewat kode yang tercetak padanya."
)


@dataclass(frozen=True)
class Verdict:
    """What the page says.

    Attributes:
        decree: the row of the register; None for an unknown file.
        people: masked NIPs, or how many people it is about.
        revoked: the numbers of the decrees that revoked it.
        answer: of a file, all that is known of it.
    """

    look: str
    title: str
    text: str
    decree: Mapping[str, Any] | None = None
    people: str = ""
    revoked: tuple[str, ...] = ()
    answer: Answer | None = None


def of_code(decree: Mapping[str, Any], revoked: Mapping[int, str], *, rehearsal: bool) -> Verdict:
    """The verdict on a verification code."""
    if decree["status"] == "void":
        return _told(BAD, "Nomor ini batal; keputusannya tidak pernah terbit", "", decree)
    if decree["status"] == "booked":
        return _told(WARN, "Keputusan ini sedang dicetak", "", decree)
    return _in_force("Terdaftar", "", decree, revoked, rehearsal)


def of_file(answer: Answer, *, rehearsal: bool) -> Verdict:
    """The verdict on a file."""
    if answer.status == UNKNOWN or answer.decree is None:
        return Verdict(BAD, "Tidak dikenal", NOBODYS, answer=answer)
    revoked = answer.revoked or {}
    if answer.status == ALTERED:
        text = f"{HOW[answer.change or CHANGED]} {ASK}"
        return _told(BAD, "Bukan berkas yang diterbitkan", text, answer.decree, revoked, answer)
    text = "Berkas ini sama byte demi byte dengan keputusan yang diterbitkan."
    return _in_force("Asli", text, answer.decree, revoked, rehearsal, answer)


def _in_force(
    word: str,
    text: str,
    decree: Mapping[str, Any],
    revoked: Mapping[int, str],
    rehearsal: bool,
    answer: Answer | None = None,
) -> Verdict:
    """Of a decree that was issued: in force, revoked for all or for some, or of a rehearsal."""
    if revoked and len(revoked) == len(decree["cases"]):
        return _told(BAD, f"{word}, tetapi sudah dicabut", text, decree, revoked, answer)
    if revoked:
        some = f"{word}; dicabut untuk {len(revoked)} dari {len(decree['cases'])} pegawai"
        return _told(WARN, some, text, decree, revoked, answer)
    if rehearsal:
        return _told(WARN, f"{word} sebagai keputusan latihan", text, decree, revoked, answer)
    return _told(GOOD, f"{word} dan berlaku", text, decree, revoked, answer)


def _told(
    look: str,
    title: str,
    text: str,
    decree: Mapping[str, Any],
    revoked: Mapping[int, str] | None = None,
    answer: Answer | None = None,
) -> Verdict:
    numbers = tuple(sorted(set((revoked or {}).values())))
    return Verdict(look, title, text, decree, _people(decree), numbers, answer)


def _people(decree: Mapping[str, Any]) -> str:
    cases = decree["cases"]
    return ", ".join(masked(one["nip"]) for one in cases) if len(cases) <= NAMED else f"{len(cases)} pegawai"
