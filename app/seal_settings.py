"""Settings of the seal from the environment: whose key, which time-stamp authority, which signing service."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import BadSetting


@dataclass(frozen=True)
class SealSettings:
    """What the environment says of seals; with nothing set, the key of `mutasi keys init` seals.

    Attributes:
        p12: a PKCS#12 file with the agency's own key and certificate.
        passphrase_file: the file whose first line opens it.
        tsa_url, tsa_cert: a time-stamp authority (RFC 3161), and the PEM file of the certificates it goes back to.
        bsre: the JSON file that says how BSrE's signing service is reached, and for whom.
        bsre_passphrase_file: where the signer's passphrase is read for this one act.
    """

    p12: Path | None = None
    passphrase_file: Path | None = None
    tsa_url: str | None = None
    tsa_cert: Path | None = None
    bsre: Path | None = None
    bsre_passphrase_file: Path | None = None


def load() -> SealSettings:
    """The settings of this process.

    Raises:
        BadSetting: a value that cannot be used.
    """
    url = os.environ.get("MUTASI_TSA_URL") or None
    if url and not url.startswith(("http://", "https://")):
        raise BadSetting(
            name="MUTASI_TSA_URL",
            value=url,
            problem="tulis alamat yang diawali http:// atau https://.",
            problem_en="give an address that begins with http:// or https://.",
        )
    found = SealSettings(
        p12=_path("MUTASI_SEAL_P12"),
        passphrase_file=_path("MUTASI_SEAL_PASSPHRASE_FILE"),
        tsa_url=url,
        tsa_cert=_path("MUTASI_TSA_CERT"),
        bsre=_path("MUTASI_BSRE"),
        bsre_passphrase_file=_path("MUTASI_BSRE_PASSPHRASE_FILE"),
    )
    if url and not found.tsa_cert:
        raise BadSetting(
            name="MUTASI_TSA_URL",
            value=url,
            problem="sebutkan juga MUTASI_TSA_CERT, berkas PEM sertifikat induk layanan itu.",
            problem_en="set MUTASI_TSA_CERT too, the PEM file of the certificates which that service goes back to.",
        )
    return found


def _path(name: str) -> Path | None:
    text = os.environ.get(name)
    return Path(text) if text else None
