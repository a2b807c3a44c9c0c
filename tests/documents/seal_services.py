"""What seals are tested with: an agency's key, an authority that stamps times, and a page to seal."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pydyf
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from app import seal_keys
from documents.seal import Identity

AT = datetime(2026, 11, 2, 3, tzinfo=UTC)
"""When the seals of these tests are made."""

Answer = Callable[[Message, bytes], tuple[int, bytes]]
"""What a server makes of the headers and the body that were posted: a status, and a body."""

AGENCY = "Pemerintah Kota Samudra Jaya"


def identity(folder: Path, name: str = AGENCY) -> Identity:
    """A sealing key as `mutasi keys init` makes it."""
    folder.mkdir(exist_ok=True)
    seal_keys.make(folder, name, AT, rehearsal=False)
    found = seal_keys.load(folder)
    assert found is not None
    return found


def small_page() -> bytes:
    """A PDF of one empty page, as small as it can be and still be sealed."""
    pdf = pydyf.PDF()
    pdf.add_page(
        pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": pydyf.Array([0, 0, 9, 9])})
    )
    content = io.BytesIO()
    pdf.write(content, version=b"1.7", identifier=b"kecil")
    return content.getvalue()


class StampAuthority:
    """A time-stamp authority whose own certificate is its root."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(65537, 2048)  # the only kind that the stamper of the library takes
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Otoritas Stempel Waktu Rekaan")])
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(7)
            .not_valid_before(AT - timedelta(days=30))
            .not_valid_after(AT + timedelta(days=3000))
            .add_extension(usage, critical=True)
            .sign(self.key, SHA256())
        )
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        certificate = asn1.Certificate.load(self.certificate.public_bytes(Encoding.DER))
        self._stamper = DummyTimeStamper(certificate, keys.PrivateKeyInfo.load(der), fixed_dt=AT)

    def stamped(self, request: bytes) -> bytes:
        """The answer to a request, both as they go over the wire."""
        answer = self._stamper.request_tsa_response(tsp.TimeStampReq.load(request))
        return bytes(answer.dump())


@contextmanager
def serving(answer: Answer, kind: str) -> Iterator[str]:
    """The address of a server that answers what is posted with `answer(headers, body)`: a status and bytes."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, content = answer(self.headers, self.rfile.read(int(self.headers["Content-Length"])))
            try:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                return  # whoever asked did not wait

        def log_message(self, *words: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
