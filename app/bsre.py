"""BSrE's signing service (the "esign client"): a decree goes out, and the same decree comes back signed by an official.

One call for each booking and never a second: whatever does not come back in time and in order voids the number. The
passphrase is read for the one act and kept nowhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from cryptography import x509

from app.seal_keys import first_line, read_file
from documents.seal import common_name, fingerprint
from workflow.errors import SealFailed, SealUnusable

SECONDS = 45
"""How long the service may be silent."""

SIGNATURE_BYTES = 1 << 20
"""No signature with its certificates makes a file so much larger."""


@dataclass(frozen=True)
class Service:
    """How the service is reached, and for whom it signs.

    Attributes:
        url: the address above `/pdf`.
        user, password: the agency's own credentials (HTTP Basic).
        account: the account whose decrees are signed so; nik: the citizen number of its holder.
        certificate: the holder's certificate: what comes back is signed with this one.
    """

    url: str
    user: str
    password: str = field(repr=False)
    account: str
    nik: str = field(repr=False)
    certificate: x509.Certificate

    def announced(self, passphrase_file: Path | None) -> dict[str, str]:
        """What the order says of the signature to come.

        Raises:
            SealUnusable: nobody gives the passphrase.
        """
        if passphrase_file is None:
            raise SealUnusable(
                problem="kata sandi penanda tangan belum diberikan. Sebutkan berkasnya dalam MUTASI_BSRE_PASSPHRASE_FILE untuk langkah ini.",
                problem_en="the signer's passphrase is not given. Name its file in MUTASI_BSRE_PASSPHRASE_FILE for this step.",
            )
        name = common_name(self.certificate)
        return {"kind": "bsre", "by": name, "level": "B-B", "certificate": fingerprint(self.certificate)}

    def sign(self, decree: bytes, passphrase_file: Path) -> bytes:
        """The decree as the service signed it: the same bytes, followed by its signature.

        Raises:
            SealFailed: the service cannot be reached, refuses, or answers with something else.
        """
        try:
            signed = self._answer(decree, first_line(passphrase_file).decode())
        except SealUnusable as problem:
            raise SealFailed(**problem.words) from None
        except (httpx2.HTTPError, UnicodeDecodeError) as problem:
            raise _failed(
                f"layanan BSrE tidak menjawab dengan benar ({type(problem).__name__}). Ulangi bila layanannya sudah pulih.",
                f"BSrE's service does not answer properly ({type(problem).__name__}). Repeat when it is well again.",
            ) from None
        if not signed.startswith(decree):
            raise _failed("layanan BSrE mengembalikan berkas lain.", "BSrE's service returned another file.")
        return signed

    def _answer(self, decree: bytes, passphrase: str) -> bytes:
        form = {"nik": self.nik, "passphrase": passphrase, "jenis_dokumen": "SK", "tampilan": "invisible"}
        files = {"file": ("keputusan.pdf", decree, "application/pdf")}
        limits: dict[str, Any] = {"auth": (self.user, self.password), "timeout": SECONDS, "follow_redirects": False}
        with httpx2.stream("POST", f"{self.url.rstrip('/')}/pdf", data=form, files=files, **limits) as answer:
            if answer.status_code != httpx2.codes.OK:
                raise _failed(
                    f"layanan BSrE menolak ({answer.status_code}). Periksa NIK, kata sandi dan masa berlaku sertifikat.",
                    f"BSrE's service refused ({answer.status_code}). Check NIK, passphrase and the certificate's validity.",
                )
            content = bytearray()
            for part in answer.iter_bytes():
                content += part
                if len(content) > len(decree) + SIGNATURE_BYTES:
                    raise _failed("jawaban layanan BSrE terlalu besar.", "the answer of BSrE's service is too large.")
        return bytes(content)


def load(file: Path) -> Service:
    """The service of a JSON file `{url, user, password, account, nik, certificate}`; the last names a PEM file beside it.

    Raises:
        SealUnusable: it cannot be read, or lacks something.
    """
    try:
        told = json.loads(read_file(file))
        pem = read_file(file.parent / told.pop("certificate"))
        return Service(certificate=x509.load_pem_x509_certificate(pem), **told)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SealUnusable(
            problem=f"{file}: isinya harus objek JSON dengan url, user, password, account, nik dan certificate (berkas PEM).",
            problem_en=f"{file}: it must be a JSON object with url, user, password, account, nik and certificate (a PEM file).",
        ) from None


def _failed(problem: str, problem_en: str) -> SealFailed:
    return SealFailed(problem=problem, problem_en=problem_en)
