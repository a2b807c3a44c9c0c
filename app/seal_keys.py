"""The agency's sealing key: made once with a test authority of its own, or read from a PKCS#12 file.

keys/seal.pem        the private key, its certificate and the authority's; readable by its owner only
keys/authority.pem   the private key and certificate of the local test authority; keep it elsewhere once the seal is made
keys/authority.crt   the authority's certificate, to be handed to whoever checks seals
keys/authority.crl   its revocation list, which is empty
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from app.keys import PRIVATE_MODE, PUBLIC_MODE
from app.whole import write_once, write_whole
from documents.seal import Identity
from workflow.errors import SealUnusable

SEAL, AUTHORITY, CERTIFICATE, REVOKED = "seal.pem", "authority.pem", "authority.crt", "authority.crl"

SEAL_YEARS, AUTHORITY_YEARS = 5, 20
EARLY = timedelta(days=30)
"""How long before its end a certificate is due for renewal."""

ALWAYS = datetime(1950, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)
"""When the certificates of a rehearsal are valid: its calendar goes anywhere."""

NEITHER = dict.fromkeys(
    ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
)
"""What a certificate of ours is not for."""


PublicKey = ec.EllipticCurvePublicKey | RSAPublicKey


def make(folder: Path, name: str, at: datetime, *, rehearsal: bool) -> bool:
    """Make the sealing key where it is absent, and a new certificate where it ends soon; False when there was nothing to do.

    Args:
        name: the agency, as the seal names it.

    Raises:
        SealUnusable: a key that is there cannot be read.
        DiskProblem: the folder cannot be written to.
    """
    found = load(folder)
    if found is not None and not due(found, at):
        return False
    authority = _authority(folder, name, at, rehearsal)
    key = ec.generate_private_key(ec.SECP256R1())
    built = certified(name, key.public_key(), _period(at, SEAL_YEARS, rehearsal), authority)
    certificate = built.sign(authority.key, SHA256())
    write = write_whole if found else write_once
    write(folder / SEAL, _pem(Identity(key, certificate, (authority.certificate,))), PRIVATE_MODE)
    return True


def due(identity: Identity, at: datetime) -> bool:
    """Whether a certificate has ended, or ends within thirty days."""
    return identity.certificate.not_valid_after_utc - at < EARLY


def load(folder: Path) -> Identity | None:
    """The sealing key of a folder, if there is one.

    Raises:
        SealUnusable: what is there is no key with its certificate.
    """
    return _read(folder / SEAL) if (folder / SEAL).exists() else None


def load_p12(file: Path, passphrase_file: Path | None) -> Identity:
    """The key of a PKCS#12 file.

    Raises:
        SealUnusable: it cannot be read or opened, or holds no EC or RSA key with its certificate.
    """
    content, passphrase = read_file(file), first_line(passphrase_file) if passphrase_file else None
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(content, passphrase)
    except (ValueError, UnsupportedAlgorithm):
        raise _unusable(
            file, "isinya bukan PKCS#12, atau kata sandinya salah", "it is no PKCS#12, or the passphrase is wrong"
        ) from None
    return _identity(file, key, [certificate, *others] if certificate else others)


def authorities(folder: Path, identity: Identity | None) -> list[x509.Certificate]:
    """The authorities that our own seals go back to.

    Raises:
        SealUnusable: something else than a certificate is in the place of one.
    """
    file = folder / CERTIFICATE
    brought = list(identity.chain[-1:]) if identity else []
    try:
        own = [x509.load_pem_x509_certificate(read_file(file))] if file.exists() else []
    except ValueError:
        raise _unusable(file, "isinya bukan sertifikat PEM", "it holds no PEM certificate") from None
    return own + [one for one in brought if one not in own]


def revoked(folder: Path) -> tuple[bytes, ...]:
    """The revocation list of the local authority, in DER."""
    return ((folder / REVOKED).read_bytes(),) if (folder / REVOKED).exists() else ()


def first_line(file: Path) -> bytes:
    """The first line of a file that holds a secret.

    Raises:
        SealUnusable: it cannot be read.
    """
    return read_file(file).split(b"\n", 1)[0].rstrip(b"\r")


def read_file(file: Path) -> bytes:
    """What is in a file of keys.

    Raises:
        SealUnusable: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as problem:
        raise _unusable(file, str(problem.strerror), str(problem.strerror)) from None


def _authority(folder: Path, name: str, at: datetime, rehearsal: bool) -> Identity:
    """The local test authority; made when it is absent, and kept by whoever was first."""
    file = folder / AUTHORITY
    if not file.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        built = certified(f"Otoritas Uji {name}", key.public_key(), _period(at, AUTHORITY_YEARS, rehearsal), None)
        write_once(file, _pem(Identity(key, built.sign(key, SHA256()))), PRIVATE_MODE)
    found = _read(file)
    write_whole(folder / CERTIFICATE, found.certificate.public_bytes(Encoding.PEM), PUBLIC_MODE)
    write_whole(folder / REVOKED, _empty_list(found), PUBLIC_MODE)
    return found


def _period(at: datetime, years: int, rehearsal: bool) -> tuple[datetime, datetime]:
    return ALWAYS if rehearsal else (at - timedelta(hours=1), at + timedelta(days=365 * years))


def certified(
    name: str, key: PublicKey, period: tuple[datetime, datetime], issuer: Identity | None
) -> x509.CertificateBuilder:
    """A certificate to be signed: the agency's, or without an issuer that of an authority (RFC 5280)."""
    subject = _name(name)
    parent = issuer.certificate if issuer else None
    usage = x509.KeyUsage(
        digital_signature=bool(issuer),
        content_commitment=bool(issuer),
        key_cert_sign=not issuer,
        crl_sign=not issuer,
        **NEITHER,
    )
    return (
        x509.CertificateBuilder()
        .serial_number(x509.random_serial_number())
        .subject_name(subject)
        .issuer_name(parent.subject if parent else subject)
        .public_key(key)
        .not_valid_before(period[0])
        .not_valid_after(period[1])
        .add_extension(x509.BasicConstraints(ca=not issuer, path_length=None if issuer else 0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key() if issuer else key),
            critical=False,
        )
    )


def _name(name: str) -> x509.Name:
    short = name[:64]  # the upper bound of RFC 5280, appendix A
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, short),
            x509.NameAttribute(NameOID.COMMON_NAME, short),
        ]
    )


def _empty_list(authority: Identity) -> bytes:
    certificate = authority.certificate
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(certificate.subject)
        .last_update(certificate.not_valid_before_utc)
        .next_update(certificate.not_valid_after_utc)
        .add_extension(x509.CRLNumber(1), critical=False)
        .sign(authority.key, SHA256())
    )
    return made.public_bytes(Encoding.DER)


def _pem(identity: Identity) -> bytes:
    key = identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key + b"".join(one.public_bytes(Encoding.PEM) for one in (identity.certificate, *identity.chain))


def _read(file: Path) -> Identity:
    content = read_file(file)
    try:
        return _identity(file, load_pem_private_key(content, None), x509.load_pem_x509_certificates(content))
    except (ValueError, TypeError):
        raise _unusable(
            file, "isinya bukan kunci dengan sertifikatnya", "it holds no key with its certificate"
        ) from None


def _identity(file: Path, key: object, certificates: list[x509.Certificate]) -> Identity:
    if isinstance(key, ec.EllipticCurvePrivateKey | RSAPrivateKey) and certificates:
        own, *chain = certificates
        if own.public_key() == key.public_key():
            return Identity(key, own, tuple(chain))
    raise _unusable(
        file, "isinya bukan kunci EC atau RSA dengan sertifikatnya", "it holds no EC or RSA key with its certificate"
    )


def _unusable(file: Path, problem: str, problem_en: str) -> SealUnusable:
    return SealUnusable(problem=f"{file}: {problem}.", problem_en=f"{file}: {problem_en}.")
