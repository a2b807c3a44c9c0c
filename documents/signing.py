"""How a seal is made: pyHanko with a key that stays in memory. Import it late: it takes half a second."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from asn1crypto import tsp  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents import cms
from documents.seal import Identity, Stamps

FIELD, SPOKEN = "Segel", "Segel elektronik"
"""The name of the signature field, and what a screen reader calls it."""

ROOM = 1024
"""Bytes of a signature without its certificates, at most: 512 are those of an RSA key of 4,096 bits."""

SECONDS = 20
"""How long a time-stamp authority may take to answer."""


def sign(content: bytes, at: datetime, identity: Identity, stamps: Stamps | None) -> bytes:
    """The file with its seal; see `Seal.seal`."""
    signer = Sealer(
        _metadata(at, identity, stamps), KeptKey(identity), timestamper=_stamper(stamps), new_field_spec=SPOT
    )
    signer.at = at
    # With stamps the size cannot be known beforehand; without, a trial signature would double the time.
    room = (
        None if stamps else 2 * (ROOM + sum(len(one.dump()) for one in _asn1((identity.certificate, *identity.chain))))
    )
    return bytes(signer.sign_pdf(Update(io.BytesIO(content)), bytes_reserved=room).getvalue())


SPOT = SigFieldSpec(FIELD, readable_field_name=SPOKEN, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True))
"""A field outside the page: it shows nothing and needs no place in the structure (ISO 14289-1, 7.18.1)."""


PROOFS = DSSContentSettings(
    include_vri=False, next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
)
"""What proves the certificates is added before the last time stamp, which so covers the file to its end."""


class Update(IncrementalPdfFileWriter):
    """An incremental update that adds the signature and leaves everything else as it was drawn."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """It stays PDF 1.7, on which PDF/A-3 stands (ISO 19005-3, 5)."""

    def _update_meta(self) -> None:
        """Title, author and dates are those of the decree."""


class KeptKey(Signer):
    """Signs with a key object that is never loaded again."""

    def __init__(self, identity: Identity) -> None:
        certificate, *chain = _asn1((identity.certificate, *identity.chain))
        registry = SimpleCertificateStore.from_certs(chain)
        super().__init__(signing_cert=certificate, cert_registry=registry, embed_roots=False)
        self._identity = identity

    async def async_sign(self, data_digest: bytes, digest_algorithm: str, **options: Any) -> Any:  # type: ignore[override]
        """The container of a signature; without a time stamp it is built here, which takes a tenth of the time."""
        if options.get("timestamper"):
            return await super().async_sign(data_digest, digest_algorithm, **options)
        chain = tuple(one for one in self._identity.chain if one.issuer != one.subject)
        return cms.container(data_digest, self._identity.certificate, chain, self._signed)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._signed(data)

    def _signed(self, data: bytes) -> bytes:
        key = self._identity.key
        if isinstance(key, EllipticCurvePrivateKey):
            return key.sign(data, ECDSA(SHA256()))
        return key.sign(data, PKCS1v15(), SHA256())


class Sealer(PdfSigner):
    """Signs at an instant that it is told, instead of looking at the clock."""

    at: datetime

    def init_signing_session(self, *arguments: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self.at
        return session


class Stamper(TimeStamper):
    """Asks a time-stamp authority over HTTP (RFC 3161, 3.4), once."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        import httpx2

        headers = {"Content-Type": "application/timestamp-query"}
        answer = await asyncio.to_thread(
            httpx2.post, self.url, content=req.dump(), headers=headers, timeout=SECONDS, follow_redirects=False
        )
        return tsp.TimeStampResp.load(answer.raise_for_status().content)


def _metadata(at: datetime, identity: Identity, stamps: Stamps | None) -> PdfSignatureMetadata:
    far: dict[str, Any] = {
        "validation_context": _trust(at, identity, stamps),
        "embed_validation_info": True,
        "use_pades_lta": True,
        "dss_settings": PROOFS,
    }
    return PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        **(far if stamps else {}),
    )


def _trust(at: datetime, identity: Identity, stamps: Stamps | None) -> ValidationContext | None:
    """What the certificates of a seal that is to last are checked against, and where proof of it is fetched."""
    if stamps is None:
        return None
    roots = (identity.chain or (identity.certificate,))[-1:] + stamps.roots
    others = _asn1(identity.chain)
    return ValidationContext(_asn1(roots), other_certs=others, moment=at, allow_fetching=True, crls=stamps.lists)


def _stamper(stamps: Stamps | None) -> Stamper | None:
    return Stamper(stamps.url) if stamps else None


def _asn1(certificates: Iterable[x509.Certificate]) -> list[asn1.Certificate]:
    return [asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in certificates]
