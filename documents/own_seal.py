"""Whether a file bears a seal exactly as `signing.py` makes them at level B-B: the quick look at our own files.

It knows one shape only, byte by byte, and says of every other "not known"; `sealed.py` then reads the file as any
program would, in a hundred times the time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from documents import cms
from documents.revisions import REVISION_END

SIGNATURE = re.compile(
    rb"\nendobj\n(?P<number>\d+) 0 obj\n<<\n"
    rb"/Contents (?P<gap><[0-9A-F]+>)\n"
    rb"/ByteRange \[0 (?P<start>\d+) (?P<end>\d+) (?P<rest>\d+)\] *\n"
    rb"/Type /Sig\n/Filter /Adobe\.PPKLite\n/SubFilter /ETSI\.CAdES\.detached\n/M \(D\\072\d{14}Z\)\n"
    rb"/Reference \[ <<\n/Type /SigRef\n/TransformMethod /DocMDP\n"
    rb"/TransformParams <<\n/Type /TransformParams\n/V /1\.2\n/P 1\n>>\n>> \]\n>>\nendobj\n"
)
"""The dictionary of a signature that forbids every change (ISO 32000-2, 12.8.1 and 12.8.2.2)."""

ONCE = (b"/ByteRange", b"/SigRef", b"/AcroForm", b"/SigFlags 3", b"/FT /Sig")
"""What stands once in a file with one seal."""


def holds(content: bytes, fingerprint: str) -> bool:
    """Whether a file is certified to its last byte by one seal of our own make, which forbids every change.

    Args:
        fingerprint: SHA-256 of the certificate of the seal, in hexadecimal.

    Returns:
        False also of a file that is sealed well in any other way.
    """
    first = REVISION_END.search(content)
    found = SIGNATURE.search(content, first.end()) if first else None
    if found is None or not _is_the_only_one(content, found):
        return False
    try:
        return _signs(content, found, fingerprint)
    except (InvalidSignature, ValueError, IndexError):
        return False


def _is_the_only_one(content: bytes, found: re.Match[bytes]) -> bool:
    """Whether the file has two revisions, the second ends it, and this is the signature of its one field."""
    ends = [one.end() for one in REVISION_END.finditer(content)]
    number = found["number"]
    named = (b"\n/V %s 0 R\n" % number, b"\n/Perms <<\n/DocMDP %s 0 R\n>>\n" % number, b"\n%s 0 obj\n" % number)
    covered = tuple(int(found[one]) for one in ("start", "end", "rest"))
    return (
        len(ends) == 2
        and ends[1] == len(content)
        and covered == (*found.span("gap"), len(content) - found.end("gap"))
        and all(content.count(one) == 1 for one in (*ONCE, *named))
    )


def _signs(content: bytes, found: re.Match[bytes], fingerprint: str) -> bool:
    """Whether the container is the one that the certificate's key makes for these bytes, and no other."""
    start, end = found.span("gap")
    digest = hashlib.sha256(content[:start] + content[end:]).digest()
    room = bytes.fromhex(content[start + 1 : end - 1].decode())
    signed = next(_values(room))[1]
    certificates, signers = list(_values(_inner(signed)))[3:5]
    (signer,) = _values(signers[1])
    signature = list(_values(signer[1]))[-1][1]
    held = {hashlib.sha256(one).hexdigest(): one for one, _ in _values(certificates[1])}
    if fingerprint not in held:
        return False
    certificate = x509.load_der_x509_certificate(held.pop(fingerprint))
    chain = tuple(map(x509.load_der_x509_certificate, held.values()))

    def sign(data: bytes) -> bytes:
        _verify(certificate, signature, data)
        return signature

    return cms.container(digest, certificate, chain, sign).ljust(len(room), b"\0") == room


def _inner(signed: bytes) -> bytes:
    """What stands within the content of a container (RFC 5652, 3)."""
    (_, tagged) = list(_values(signed))
    ((_, content),) = _values(tagged[1])
    return content


def _verify(certificate: x509.Certificate, signature: bytes, data: bytes) -> None:
    key = certificate.public_key()
    if isinstance(key, EllipticCurvePublicKey):
        key.verify(signature, data, ECDSA(SHA256()))
    elif isinstance(key, RSAPublicKey):
        key.verify(signature, data, PKCS1v15(), SHA256())
    else:
        raise ValueError("an agency seals with a key of a curve or of RSA")


def _values(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The values of DER that follow each other: whole, and what is in them.

    Raises:
        IndexError: the last one is cut off within its length.
    """
    at = 0
    while at < len(content):
        start, size = at + 2, content[at + 1]
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(content[at + 2 : start], "big")
        yield content[at : start + size], content[start : start + size]
        at = start + size
