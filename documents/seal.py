"""The seal: a PAdES signature of the agency, appended to a decree as an incremental update that shows nothing.

`signing.py` makes it and `sealed.py` reads it back; both load pyHanko, which takes half a second, so they are imported late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

Key = EllipticCurvePrivateKey | RSAPrivateKey


@dataclass(frozen=True)
class Identity:
    """Who seals.

    Attributes:
        chain: the certificates from the issuer of `certificate` up to its authority.
    """

    key: Key
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """The common name of the certificate."""
        return common_name(self.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""
        return fingerprint(self.certificate)


@dataclass(frozen=True)
class Stamps:
    """A time-stamp authority (RFC 3161), with what a seal of level B-LTA carries along for the far future.

    Attributes:
        roots: the certificates that its own certificate goes back to.
        lists: revocation lists of the seal's authority, in DER; others are fetched where certificates name them.
    """

    url: str
    roots: tuple[x509.Certificate, ...]
    lists: tuple[bytes, ...] = ()


def common_name(certificate: x509.Certificate) -> str:
    """Whose certificate it is, in words."""
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else certificate.subject.rfc4514_string()


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, in hexadecimal."""
    return certificate.fingerprint(SHA256()).hex()


class Seal:
    """Seals files with one identity; the key stays in memory. Safe to use from many threads."""

    def __init__(self, identity: Identity, stamps: Stamps | None = None) -> None:
        self.identity, self.stamps = identity, stamps

    @property
    def level(self) -> str:
        """The level of ETSI EN 319 142-1 that its seals have."""
        return "B-LTA" if self.stamps else "B-B"

    def seal(self, content: bytes, at: datetime) -> bytes:
        """The file with its seal: the same bytes, and an incremental update that certifies them unchangeable.

        Args:
            at: when it is sealed, as the seal itself says.

        Raises:
            Exception: it is no PDF, it is certified already, or the time-stamp authority does not do its part.
        """
        from documents import signing

        return signing.sign(content, at, self.identity, self.stamps)
