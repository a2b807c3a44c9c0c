"""The seal of a decree: it leaves the file what it was, other programs agree with it, and nothing can be changed unseen."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from app import seal_keys
from documents import catalogue, render, sealed, signing
from documents.revisions import first_revision
from documents.seal import Identity, Seal, Stamps
from tests.documents.seal_services import AGENCY, AT, StampAuthority, identity, serving
from tests.documents.verapdf import ACCESSIBLE, ARCHIVE, violations

ONE_PAGE = 60_000
"""Bytes that a decree of one page may have, sealed."""


@pytest.fixture(scope="module")
def page() -> bytes:
    """A decree of one page, as it is drawn."""
    return render.draw(catalogue.sample("approve"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """The agency's sealing key."""
    return identity(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def paper(page: bytes, own: Identity) -> bytes:
    """The decree with its seal."""
    return Seal(own).seal(page, AT)


@pytest.fixture(scope="module")
def far(page: bytes, own: Identity) -> bytes:
    """The decree with a seal of level B-LTA."""
    authority = StampAuthority()
    with serving(lambda _, body: (200, authority.stamped(body)), "application/timestamp-reply") as url:
        return Seal(own, Stamps(url, (authority.certificate,))).seal(page, AT)


def announced(own: Identity, level: str = "B-B") -> dict[str, str]:
    return {"kind": "agency", "by": own.name, "level": level, "certificate": own.fingerprint}


def printed(kind: str | None, **more: bool) -> str:
    """The page of a decree whose order announces a seal of this kind, as HTML."""
    seal = {**announced_of(kind), "by": "Ratna Permadi"} if kind else None
    return render.html({**json.loads(catalogue.sample("approve")), "seal": seal, **more})


def announced_of(kind: str) -> dict[str, str]:
    return {"kind": kind, "level": "B-B", "certificate": "0" * 64}


def test_the_page_says_what_seal_the_file_bears() -> None:
    assert "Disegel secara elektronik oleh Ratna Permadi" in printed("agency")
    assert "Ditandatangani secara elektronik oleh Ratna Permadi" in printed("bsre")
    assert "secara elektronik oleh" not in printed(None)


def test_the_footer_of_bsre_is_printed_only_where_its_signature_will_be() -> None:
    footer = ("Pasal 5 ayat (1)", "Balai Sertifikasi Elektronik (BSrE)")
    assert all(words in printed("bsre") for words in footer)
    for page in (printed("agency"), printed(None), printed("bsre", draft=True)):
        assert not any(words in page for words in footer)


def test_a_seal_is_an_update_behind_the_bytes_that_were_drawn(page: bytes, paper: bytes) -> None:
    assert first_revision(paper) == page
    assert len(paper) <= ONE_PAGE


def test_the_seal_says_whose_it_is_and_when_it_was_made(paper: bytes, own: Identity) -> None:
    (found,) = sealed.seals(paper, own.chain)
    assert (found.by, found.certificate, found.at) == (AGENCY, own.fingerprint, AT)
    assert found.whole
    assert found.locked
    assert found.intact
    assert found.trusted
    assert sealed.fault(paper, announced(own)) is None


def test_a_page_without_a_seal_has_none(page: bytes, own: Identity) -> None:
    assert sealed.seals(page) == ()
    assert sealed.fault(page, None) is None
    assert sealed.fault(page, announced(own)) == ("terdapat 0 segel, bukan satu.", "there are 0 seals instead of one.")


@pytest.mark.parametrize("profile", [ARCHIVE, ACCESSIBLE])
def test_a_sealed_decree_is_an_archive_file_and_accessible(profile: str, paper: bytes) -> None:
    assert violations(paper, profile) == []


def test_pdfsig_agrees(paper: bytes, tmp_path: Path) -> None:
    said = pdfsig(paper, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "Not total document signed" not in said
    assert f"Common Name: {AGENCY}" in said
    assert "ETSI.CAdES.detached" in said


def test_pdfsig_agrees_about_an_altered_file(paper: bytes, tmp_path: Path) -> None:
    assert "Digest Mismatch" in pdfsig(paper.replace(b"/Lang (id)", b"/Lang (xx)", 1), tmp_path)


def test_every_byte_that_is_turned_is_found(paper: bytes, own: Identity) -> None:
    start, end = map(int, signature_gap(paper))
    dice = random.Random(4)
    turned = [dice.randrange(start) for _ in range(80)] + [dice.randrange(end, len(paper)) for _ in range(40)]
    for at in turned:
        content = bytearray(paper)
        content[at] ^= 1 << dice.randrange(8)
        assert sealed.fault(bytes(content), announced(own)) is not None, at


@pytest.mark.parametrize("more", [b"\n", b"%", b"\0" * 100, b"startxref\n0\n%%EOF\n"])
def test_what_is_appended_is_found(more: bytes, paper: bytes, own: Identity) -> None:
    assert sealed.fault(paper + more, announced(own)) is not None


def test_an_update_behind_the_seal_is_found(paper: bytes, own: Identity) -> None:
    update = signing.Update(io.BytesIO(paper))
    update.root["/Lang"] = update.root["/Lang"]
    update.update_root()
    content = io.BytesIO()
    update.write(content)
    assert sealed.fault(content.getvalue(), announced(own)) is not None


def test_the_seal_of_another_with_the_same_name_is_found(page: bytes, own: Identity, tmp_path: Path) -> None:
    forged = Seal(identity(tmp_path)).seal(page, AT)
    (found,) = sealed.seals(forged, own.chain)
    assert (found.by, found.holds, found.trusted) == (own.name, True, False)
    assert "sertifikat lain" in str(sealed.fault(forged, announced(own)))


@pytest.mark.parametrize("lock", [None, MDPPerm.FILL_FORMS])
def test_a_seal_that_allows_changes_is_found(lock: MDPPerm | None, page: bytes, own: Identity) -> None:
    loose = loosely(page, own, lock)
    assert sealed.seals(loose)[0].holds
    assert sealed.fault(loose, announced(own)) is not None
    assert sealed.fault(loose, {**announced(own), "kind": "bsre"}) is None


def test_a_second_seal_is_found(page: bytes, own: Identity) -> None:
    twice = loosely(loosely(page, own, None, "Satu"), own, None, "Dua")
    assert len(sealed.seals(twice)) == 2
    assert "2 segel" in str(sealed.fault(twice, {**announced(own), "kind": "bsre"}))


def test_a_seal_from_before_its_certificate_is_not_trusted(page: bytes, own: Identity) -> None:
    early = Seal(own).seal(page, AT.replace(year=2025))
    assert not sealed.seals(early, own.chain)[0].trusted


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"bukan PDF"])
def test_what_is_no_pdf_cannot_be_read(content: bytes, own: Identity) -> None:
    with pytest.raises(ValueError):
        sealed.seals(content)
    assert sealed.fault(content, announced(own)) == ("berkasnya tidak dapat dibaca.", "the file cannot be read.")


def test_an_rsa_key_seals_too(page: bytes, own: Identity) -> None:
    key = rsa.generate_private_key(65537, 2048)
    builder = seal_keys.certified(AGENCY, key.public_key(), (AT, AT.replace(year=2030)), own)
    other = Identity(key, builder.sign(own.key, SHA256()), own.chain)
    assert sealed.fault(Seal(other).seal(page, AT), announced(other)) is None


class TestForTheFarFuture:
    """Level B-LTA, by a time-stamp authority on this machine."""

    def test_it_holds_to_the_last_byte(self, far: bytes, page: bytes, own: Identity) -> None:
        assert far.startswith(page)
        assert first_revision(far) == page
        assert sealed.fault(far, announced(own, "B-LTA")) is None
        assert sealed.seals(far, own.chain)[0].trusted
        assert sealed.fault(far + b"\n", announced(own, "B-LTA")) is not None

    def test_without_its_last_stamp_it_does_not_hold(self, far: bytes, own: Identity) -> None:
        last = far.rfind(b"%%EOF", 0, -10)
        assert sealed.fault(far[: last + 6], announced(own, "B-LTA")) is not None

    def test_cut_down_to_its_signature_it_is_no_longer_what_was_announced(
        self, far: bytes, page: bytes, own: Identity
    ) -> None:
        signed = far[: far.index(b"%%EOF", len(page)) + 6]
        assert sealed.fault(signed, announced(own)) is None
        assert "stempel waktu" in str(sealed.fault(signed, announced(own, "B-LTA")))

    @pytest.mark.parametrize("profile", [ARCHIVE, ACCESSIBLE])
    def test_it_is_an_archive_file_and_accessible(self, profile: str, far: bytes) -> None:
        assert violations(far, profile) == []

    def test_an_authority_that_refuses_seals_nothing(self, page: bytes, own: Identity) -> None:
        authority = StampAuthority()
        with serving(lambda *_: (503, b""), "text/plain") as url, pytest.raises(Exception, match="503"):
            Seal(own, Stamps(url, (authority.certificate,))).seal(page, AT)


def loosely(content: bytes, own: Identity, lock: MDPPerm | None, field: str = "Segel") -> bytes:
    """A signature that forbids too little."""
    how = {"certify": True, "docmdp_permissions": lock} if lock else {}
    told = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, **how)
    signer = PdfSigner(told, signing.KeptKey(own))
    return bytes(signer.sign_pdf(signing.Update(io.BytesIO(content)), bytes_reserved=4096).getvalue())


def signature_gap(content: bytes) -> tuple[bytes, bytes]:
    """Where the sealed bytes leave room for the signature itself: start and end."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) \d+\]", content)
    assert found
    return found.group(1), found.group(2)


def pdfsig(content: bytes, folder: Path) -> str:
    """What poppler's pdfsig says of a file."""
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig: install Debian's poppler-utils")
    file = folder / "keputusan.pdf"
    file.write_bytes(content)
    return subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
