"""Whether a file is a decree of this agency: issued, issued and revoked since, altered, or unknown.

The file comes from anywhere. Its SHA-256 decides; what it says of itself only leads to the decree that it resembles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from documents.claims import claims
from documents.revisions import first_revision, possible_ends
from storage import issued, issued_copies, pages
from storage.issued import Place
from storage.issued_copies import IssuedCopy
from storage.register import decree as stored_decree
from workflow.canonical import sha256
from workflow.errors import DecreeAltered, MutasiError

if TYPE_CHECKING:
    import sqlalchemy as sa
    from cryptography.x509 import Certificate

    from app.wiring import Office
    from documents.sealed import Found

ISSUED, REVOKED, ALTERED, UNKNOWN = "issued", "revoked", "altered", "unknown"
"""The four answers."""

STRANGERS = (ALTERED, UNKNOWN)
"""Answers about bytes that we did not issue: their seals are read by a confined child only, and only for our own people."""

SEALED = b"/ByteRange"
"""A seal names the bytes that it covers, in the clear."""

ADDED, CUT, CHANGED = "added", "cut", "changed"
"""How an altered file differs: the issued one with something behind it, only its beginning, or something else."""

Read = Callable[[bytes], "Sequence[Found] | None"]
"""Bytes that we issued → their seals; None when they cannot be read."""


@dataclass(frozen=True)
class Answer:
    """What is known of a file.

    Attributes:
        status: one of the four answers; `revoked` only when no case of the decree is still in force.
        sha256: of the file.
        decree: of the register, the row of the decree that the file is or resembles; None for an unknown file.
        place: where the log speaks of that decree, or of that copy.
        copy: when the file is, or resembles, a copy of the decree: which.
        revoked: proposal → number of the decree that revoked this one for it.
        change: of an altered file, how it differs.
        seals: oldest first; None when they cannot be read. `check` opens no file so far that we did not issue.
    """

    status: str
    sha256: str
    decree: Mapping[str, Any] | None = None
    place: Place | None = None
    copy: IssuedCopy | None = None
    revoked: Mapping[int, str] | None = None
    change: str | None = None
    seals: Sequence[Found] | None = ()


def check(connection: sa.Connection, content: bytes, now: datetime, read: Read, *, public: bool = False) -> Answer:
    """What is known of a file.

    Args:
        now: the real instant, for the register.
        public: for readers whom nobody knows. Numbers can be guessed, so a file that only names one is unknown to them;
            whoever has the code or the bytes has seen the decree.

    Raises:
        DecreeAltered, LogInconsistent: what is stored of that decree is not what was issued.
    """
    digest = sha256(content)
    named = _named(connection, content, public)
    for number in named:
        place = issued.place(connection, number)
        if place.sha256 == digest:
            return _told(connection, place, digest, now, seals=read(content))
    found, copy = _with_bytes(connection, {digest, *_earlier(content)})
    if found is not None and found.sha256 == digest:
        return _told(connection, found, digest, now, copy, seals=read(content))
    if found is not None:
        return _told(connection, found, digest, now, copy, ADDED)
    for number in named:
        change = _change(connection, number, content)
        return _told(connection, issued.place(connection, number), digest, now, change=change)
    return Answer(UNKNOWN, digest)


def _named(connection: sa.Connection, content: bytes, public: bool) -> list[str]:
    """The issued numbers that a file speaks of, those of its codes first."""
    said = claims(content)
    numbers = issued.with_codes(connection, said.codes)
    return numbers if public else [*numbers, *(n for n in issued.among(connection, said.numbers) if n not in numbers)]


def _earlier(content: bytes) -> set[str]:
    """The SHA-256 of the revisions that a file may have had before the last was added."""
    found, digest, done = set(), hashlib.sha256(), 0
    for end in possible_ends(content):
        digest.update(memoryview(content)[done:end])
        done = end
        found.add(digest.hexdigest())
    return found


def _with_bytes(connection: sa.Connection, hashes: set[str]) -> tuple[Place | None, IssuedCopy | None]:
    """The place of the decree, or of the copy, that has one of these SHA-256."""
    copy = issued_copies.with_bytes(connection, sorted(hashes))
    if copy is not None:
        return copy.place, copy
    for number in issued.with_bytes(connection, sorted(hashes)):
        place = issued.place(connection, number)
        if place.sha256 not in hashes:
            raise DecreeAltered(number=number)
        return place, None
    return None, None


def _told(
    connection: sa.Connection,
    place: Place,
    digest: str,
    now: datetime,
    copy: IssuedCopy | None = None,
    change: str | None = None,
    seals: Sequence[Found] | None = (),
) -> Answer:
    """The answer about a file that is a decree or a copy, or that resembles one."""
    decree, revoked = pages.by_number(connection, place.number, now), issued.revoked(connection, place.number)
    if decree is None:
        raise DecreeAltered(number=place.number)
    if copy is not None and copy.proposal is not None:
        decree["cases"] = [case for case in decree["cases"] if case["proposal"] == copy.proposal]
    of = {case["proposal"] for case in decree["cases"]}
    revoked = {proposal: by for proposal, by in revoked.items() if proposal in of}
    status = ALTERED if change else REVOKED if len(revoked) == len(of) else ISSUED
    return Answer(status, digest, decree, place, copy, revoked, change, seals)


def _change(connection: sa.Connection, number: str, content: bytes) -> str:
    """How a file differs from the decree that was issued under a number."""
    expected, original = stored_decree(connection, number)
    if sha256(original) != expected:
        raise DecreeAltered(number=number)
    if original.startswith(content):
        return CUT
    return ADDED if content.startswith(first_revision(original)) else CHANGED


def reader(authorities: Sequence[Certificate] = ()) -> Read:
    """Reads the seals of files that we issued.

    Args:
        authorities: the certificates that a trusted seal goes back to.
    """

    def read(content: bytes) -> Sequence[Found] | None:
        # The library that reads seals takes half a second to load.
        if SEALED not in content:
            return ()
        from documents.sealed import seals

        try:
            return seals(content, authorities)
        except ValueError:
            return None

    return read


def trusted(office: Office) -> Sequence[Certificate]:
    """The certificates that our own seals go back to; none while the seal cannot be used, which the doctor tells.

    A decree can be checked all the same.
    """
    try:
        return office.authorities
    except MutasiError:
        return ()


def seal_words(seal: Found) -> tuple[str, str]:
    """What a seal is worth, in Indonesian and in English."""
    if not seal.holds:
        return f"tidak sah, atas nama {seal.by}", f"not valid, by {seal.by}"
    if seal.trusted:
        return f"sah, dari {seal.by}", f"valid, by {seal.by}"
    return (
        f"utuh, atas nama {seal.by}, tetapi penerbit sertifikatnya tidak dikenal di sini",
        f"intact, by {seal.by}, but the issuer of its certificate is not known here",
    )
