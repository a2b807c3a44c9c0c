"""Which seals a file has, and whether they hold. Import it late: pyHanko takes half a second."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509 as asn1  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from documents import own_seal
from documents.seal import common_name, fingerprint

# What is wrong with a seal is told to whoever asked; the library would also write it, with names, to the error output.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)

Words = tuple[str, str]
"""A sentence in (Indonesian, English)."""


@dataclass(frozen=True)
class Found:
    """A seal as it was read from a file.

    Attributes:
        by: the common name of the certificate that sealed.
        certificate: SHA-256 of that certificate, in hexadecimal.
        at: when it was sealed, as the seal itself says; None when it does not say.
        whole: every byte of the file is sealed, or sealed and then time-stamped.
        locked: it forbids every change (DocMDP, ISO 32000-2, 12.8.2.2).
        intact: what it sealed is unchanged, and the signature is that of the certificate.
        trusted: the certificate goes back to an authority that was named to `seals`, and was valid then.
        stamped: the whole of it, to the end of the file, bears the stamp of a time-stamp authority.
    """

    by: str
    certificate: str
    at: datetime | None
    whole: bool
    locked: bool
    intact: bool
    trusted: bool
    stamped: bool

    @property
    def holds(self) -> bool:
        """Whether the file is what was sealed, byte for byte."""
        return self.whole and self.intact


def seals(content: bytes, authorities: Sequence[x509.Certificate] = ()) -> tuple[Found, ...]:
    """The seals of a file, oldest first; time stamps are none.

    Args:
        authorities: the certificates that a trusted seal goes back to.

    Raises:
        ValueError: the file cannot be read as a PDF, or what looks like its seal cannot.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content))
        return asyncio.run(_seals(reader, [_asn1(one) for one in authorities]))
    except Exception as problem:
        raise ValueError(f"{type(problem).__name__}: {problem}") from problem


def fault(content: bytes, announced: Mapping[str, Any] | None) -> Words | None:
    """What is wrong with the seal that a drawing order announced; None when it is there, and holds.

    One seal, of the announced certificate, over the whole file. The agency's own forbids every change as well.
    """
    if announced is None or _is_our_own(content, announced):
        return None
    try:
        found = seals(content)
    except ValueError:
        return "berkasnya tidak dapat dibaca.", "the file cannot be read."
    if len(found) != 1:
        return f"terdapat {len(found)} segel, bukan satu.", f"there are {len(found)} seals instead of one."
    (one,) = found
    if one.certificate != announced["certificate"]:
        return (
            f"segelnya atas nama {one.by}, dengan sertifikat lain.",
            f"it was sealed by {one.by}, with another certificate.",
        )
    if announced["level"] == "B-LTA" and not one.stamped:
        return "stempel waktunya hilang atau rusak.", "its time stamp is missing or broken."
    if not one.holds or not (one.locked or announced["kind"] != "agency"):
        return "segelnya tidak cocok dengan isi berkas.", "the seal does not fit what is in the file."
    return None


def _is_our_own(content: bytes, announced: Mapping[str, Any]) -> bool:
    """Whether the quick look is enough; what it does not know is read as any program would."""
    own = (announced["kind"], announced["level"]) == ("agency", "B-B")
    return own and own_seal.holds(content, announced["certificate"])


async def _seals(reader: PdfFileReader, roots: list[asn1.Certificate]) -> tuple[Found, ...]:
    stamped = [await _stamps_whole(stamp) for stamp in reader.embedded_timestamp_signatures]
    return tuple([await _found(one, roots, any(stamped)) for one in reader.embedded_regular_signatures])


async def _stamps_whole(stamp: EmbeddedPdfSignature) -> bool:
    """Whether a time stamp covers the file to its end, and is intact."""
    status = await async_validate_pdf_timestamp(stamp, ValidationContext(trust_roots=[]))
    return bool(status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE)


async def _found(one: EmbeddedPdfSignature, roots: Iterable[asn1.Certificate], stamped: bool) -> Found:
    at = one.self_reported_timestamp
    status = await async_validate_pdf_signature(one, ValidationContext(trust_roots=list(roots), moment=at))
    certificate = x509.load_der_x509_certificate(one.signer_cert.dump())
    extended = stamped and status.modification_level == ModificationLevel.LTA_UPDATES
    return Found(
        by=common_name(certificate),
        certificate=fingerprint(certificate),
        at=at,
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE or extended,
        locked=one.docmdp_level == MDPPerm.NO_CHANGES,
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        stamped=extended,
    )


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
