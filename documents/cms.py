"""The signature of a seal as a CMS container (RFC 5652) with the attributes of CAdES (ETSI EN 319 122-1), in DER.

The library builds the same in ten times the time, which is a tenth of a whole step.
"""

from __future__ import annotations

from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

SEQUENCE, SET, OCTETS, INTEGER, TAG_0, TAG_4 = 0x30, 0x31, 0x04, 0x02, 0xA0, 0xA4

DATA = bytes.fromhex("06092A864886F70D010701")
SIGNED_DATA = bytes.fromhex("06092A864886F70D010702")
CONTENT_TYPE = bytes.fromhex("06092A864886F70D010903")
MESSAGE_DIGEST = bytes.fromhex("06092A864886F70D010904")
SIGNING_CERTIFICATE = bytes.fromhex("060B2A864886F70D010910022F")

HASH = bytes.fromhex("300B0609608648016503040201")
"""SHA-256."""
BY_CURVE = bytes.fromhex("300A06082A8648CE3D040302")
"""ECDSA with SHA-256."""
BY_RSA = bytes.fromhex("300D06092A864886F70D01010B0500")
"""RSASSA-PKCS1-v1_5 with SHA-256."""

VERSION_1 = bytes.fromhex("020101")


def container(
    digest: bytes, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...], sign: Callable[[bytes], bytes]
) -> bytes:
    """A detached signature of a document.

    Args:
        digest: SHA-256 of the document.
        chain: certificates to carry along.
        sign: signs bytes with the key of `certificate`, after hashing them with SHA-256.
    """
    attributes = _attributes(digest, certificate)
    by = BY_CURVE if isinstance(certificate.public_key(), EllipticCurvePublicKey) else BY_RSA
    signature = der(OCTETS, sign(der(SET, *attributes)))
    signer = der(SEQUENCE, VERSION_1, _issuer(certificate), HASH, der(TAG_0, *attributes), by, signature)
    certificates = sorted(one.public_bytes(Encoding.DER) for one in (certificate, *chain))
    content = (VERSION_1, der(SET, HASH), der(SEQUENCE, DATA), der(TAG_0, *certificates), der(SET, signer))
    return der(SEQUENCE, SIGNED_DATA, der(TAG_0, der(SEQUENCE, *content)))


def der(tag: int, *parts: bytes) -> bytes:
    """A value of DER: its tag, its length, its content (X.690, 8.1)."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _attributes(digest: bytes, certificate: x509.Certificate) -> list[bytes]:
    """What is signed: that it is a document, its digest, and by which certificate (RFC 5035, 3)."""
    names = der(SEQUENCE, der(TAG_4, certificate.issuer.public_bytes()))
    named = der(SEQUENCE, der(OCTETS, certificate.fingerprint(SHA256())), der(SEQUENCE, names, _serial(certificate)))
    told = (
        (CONTENT_TYPE, DATA),
        (MESSAGE_DIGEST, der(OCTETS, digest)),
        (SIGNING_CERTIFICATE, der(SEQUENCE, der(SEQUENCE, named))),
    )
    return sorted(der(SEQUENCE, kind, der(SET, value)) for kind, value in told)


def _issuer(certificate: x509.Certificate) -> bytes:
    return der(SEQUENCE, certificate.issuer.public_bytes(), _serial(certificate))


def _serial(certificate: x509.Certificate) -> bytes:
    number = certificate.serial_number
    return der(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))
