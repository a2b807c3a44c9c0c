"""BSrE's signing service, as far as a caller can tell: it checks who asks and signs what is sent, or misbehaves as it is told."""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Callable
from email.message import Message
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from python_multipart import parse_form

from documents import signing
from documents.seal import Identity
from tests.documents.seal_services import identity

USER, PASSWORD, NIK, PASSPHRASE = "telaga", "sandi-layanan", "3374010101700001", "rahasia-wali-kota"
SIGNER = "RATNA PERMADI"

Reply = tuple[int, bytes]


class Service:
    """The service.

    Attributes:
        behave: how the next calls are answered, given the document that was sent.
        calls: how often it was asked.
        signed: every version that it has signed.
    """

    def __init__(self, folder: Path) -> None:
        self.signer = identity(folder / "bsre", SIGNER)
        self.other = identity(folder / "penipu", SIGNER)
        self.behave: Callable[[bytes], Reply] = self.well
        self.calls = 0
        self.signed: list[bytes] = []

    def answer(self, headers: Message, body: bytes) -> Reply:
        """What is posted is checked as the real service does, then answered."""
        self.calls += 1
        fields, files = form(headers, body)
        basic = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if headers["Authorization"] != f"Basic {basic}":
            return 401, b"{}"
        if fields.get("nik") != NIK or fields.get("tampilan") != "invisible":
            return 404, json.dumps({"status_code": 2021, "error": f"NIK {fields.get('nik')} tidak terdaftar"}).encode()
        if fields.get("passphrase") != PASSPHRASE:
            return 400, json.dumps({"status_code": 2031, "error": "Passphrase anda salah"}).encode()
        return self.behave(files["file"])

    def sign(self, document: bytes, signer: Identity | None = None) -> bytes:
        """A signature as others make it: no certification, nothing locked."""
        told = PdfSignatureMetadata(field_name="BSrE", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
        maker = PdfSigner(told, signing.KeptKey(signer or self.signer))
        done = maker.sign_pdf(signing.Update(io.BytesIO(document)), bytes_reserved=4096).getvalue()
        self.signed.append(bytes(done))
        return bytes(done)

    def well(self, document: bytes) -> Reply:
        return 200, self.sign(document)

    def refusing(self, document: bytes) -> Reply:
        return 400, b'{"status_code": 2011, "error": "Sertifikat kedaluwarsa"}'

    def broken(self, document: bytes) -> Reply:
        return 500, b"<html>"

    def late(self, document: bytes) -> Reply:
        """It signs, and says so when nobody listens any more."""
        time.sleep(LATE)
        return 200, self.sign(document)

    def twice(self, document: bytes) -> Reply:
        """It signs twice, and answers with the second version."""
        self.sign(document)
        return 200, self.sign(document)

    def wrong_document(self, document: bytes) -> Reply:
        return 200, self.sign(document.replace(b"%PDF-1.7", b"%PDF-1.6", 1))

    def unsigned(self, document: bytes) -> Reply:
        return 200, document

    def by_another(self, document: bytes) -> Reply:
        return 200, self.sign(document, self.other)

    def signed_and_changed(self, document: bytes) -> Reply:
        return 200, self.sign(document) + b"\n% tambahan\n"

    def cut(self, document: bytes) -> Reply:
        return 200, self.sign(document)[:-9]

    def no_pdf(self, document: bytes) -> Reply:
        return 200, b'{"message": "ok"}'

    def endless(self, document: bytes) -> Reply:
        return 200, document + bytes(2 << 20)


LATE = 0.6
"""Seconds after which a late answer comes."""

FAILING = (
    "refusing",
    "broken",
    "late",
    "wrong_document",
    "unsigned",
    "by_another",
    "signed_and_changed",
    "cut",
    "no_pdf",
    "endless",
)
"""What must end in a void number."""


def set_up(folder: Path, service: Service, url: str, account: str) -> tuple[Path, Path]:
    """The file of the setting, and that of the passphrase."""
    (folder / "penandatangan.pem").write_bytes(service.signer.certificate.public_bytes(Encoding.PEM))
    told = {"url": url, "user": USER, "password": PASSWORD, "account": account, "nik": NIK}
    (folder / "bsre.json").write_text(json.dumps({**told, "certificate": "penandatangan.pem"}))
    (folder / "sandi").write_text(PASSPHRASE + "\n")
    return folder / "bsre.json", folder / "sandi"


def form(headers: Message, body: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    """The fields and the files of a posted form."""
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}

    def file(one: object) -> None:
        one.file_object.seek(0)  # type: ignore[attr-defined]
        files[one.field_name.decode()] = one.file_object.read()  # type: ignore[attr-defined]

    told = {name: headers[name].encode() for name in ("Content-Type", "Content-Length")}
    parse_form(told, io.BytesIO(body), lambda one: fields.update({one.field_name.decode(): one.value.decode()}), file)
    return fields, files
