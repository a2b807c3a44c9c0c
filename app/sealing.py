"""Who seals which decree: BSrE for the official it was set up for, the agency's own key for all others."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509

from app import seal_keys
from app.seal_settings import SealSettings
from documents.seal import Identity, Seal, Stamps
from workflow.errors import SealFailed, SealUnusable

if TYPE_CHECKING:
    from app.bsre import Service


@dataclass(frozen=True)
class Sealing:
    """The seals of an agency; see `workflow.ports.Sealer`."""

    seal_of_agency: Seal | None
    service: Service | None = None
    passphrase_file: Path | None = None

    def announce(self, account: str, at: datetime) -> Mapping[str, str] | None:
        """The seal that a decree of this account will carry.

        Raises:
            SealUnusable: the certificate is not valid at that time, or nobody gives the passphrase of BSrE.
        """
        if self.service and account == self.service.account:
            check_period(self.service.certificate, at)
            return self.service.announced(self.passphrase_file)
        if self.seal_of_agency is None:
            return None
        identity = self.seal_of_agency.identity
        check_period(identity.certificate, at)
        level = self.seal_of_agency.level
        return {"kind": "agency", "by": identity.name, "level": level, "certificate": identity.fingerprint}

    def seal(self, decree: bytes, announced: Mapping[str, str], at: datetime) -> bytes:
        """The decree with the announced seal.

        Raises:
            SealFailed: it was not sealed, or the seal does not hold.
        """
        content = self._sealed(decree, announced, at)
        wrong = None if content is None else _fault(content, announced)
        if content is None or wrong:
            id, en = wrong or ("kuncinya bukan yang diumumkan.", "its key is not the one that was announced.")
            raise SealFailed(problem=id, problem_en=en)
        return content

    def warm(self) -> None:
        """Begin to load what sealing needs; the page is drawn meanwhile."""
        if self.seal_of_agency and "documents.signing" not in sys.modules:
            threading.Thread(target=import_module, args=("documents.signing",), daemon=True).start()

    def _sealed(self, decree: bytes, announced: Mapping[str, str], at: datetime) -> bytes | None:
        if announced["kind"] == "bsre":
            return self.service.sign(decree, self.passphrase_file) if self.service and self.passphrase_file else None
        if self.seal_of_agency is None:
            return None
        try:
            return self.seal_of_agency.seal(decree, at)
        except Exception as problem:
            what = f"{type(problem).__name__}: {problem}"[:200]
            raise SealFailed(
                problem=f"penyegelan gagal ({what}). Jalankan `mutasi doctor`, lalu ulangi.",
                problem_en=f"sealing failed ({what}). Run `mutasi doctor`, then repeat.",
            ) from problem


def open_sealing(folder: Path, settings: SealSettings) -> Sealing | None:
    """The seals that are set up; None where there is neither a key nor a service.

    Raises:
        SealUnusable: what is set up cannot be read.
    """
    identity = agency_identity(folder, settings)
    service = _service(settings.bsre) if settings.bsre else None
    if identity is None and service is None:
        return None
    seal = Seal(identity, _stamps(folder, settings)) if identity else None
    return Sealing(seal, service, settings.bsre_passphrase_file)


def agency_identity(folder: Path, settings: SealSettings) -> Identity | None:
    """The agency's own key: of the PKCS#12 file that is set, or of `mutasi keys init`.

    Raises:
        SealUnusable: it cannot be read.
    """
    if settings.p12:
        return seal_keys.load_p12(settings.p12, settings.passphrase_file)
    return seal_keys.load(folder)


def check_period(certificate: x509.Certificate, at: datetime) -> None:
    """Make sure that a certificate is valid at a time.

    Raises:
        SealUnusable: it is not.
    """
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        period = f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
        raise SealUnusable(
            problem=f"sertifikatnya hanya berlaku {period}. Perbarui dengan `mutasi keys init`, atau pasang sertifikat baru.",
            problem_en=f"its certificate is only valid {period}. Renew it with `mutasi keys init`, or install a new one.",
        )


def _stamps(folder: Path, settings: SealSettings) -> Stamps | None:
    if settings.tsa_url is None or settings.tsa_cert is None:
        return None
    content = seal_keys.read_file(settings.tsa_cert)
    try:
        roots = tuple(x509.load_pem_x509_certificates(content))
    except ValueError:
        raise SealUnusable(
            problem=f"{settings.tsa_cert}: isinya bukan sertifikat PEM.",
            problem_en=f"{settings.tsa_cert}: it holds no PEM certificate.",
        ) from None
    return Stamps(settings.tsa_url, roots, seal_keys.revoked(folder))


def _service(file: Path) -> Service:
    from app import bsre

    return bsre.load(file)


def _fault(content: bytes, announced: Mapping[str, str]) -> tuple[str, str] | None:
    from documents.sealed import fault

    return fault(content, announced)
