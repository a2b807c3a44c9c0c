"""The quick look at our own seals: it knows them, and nothing that was done to a file passes it."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.sign.fields import MDPPerm

from app import seal_keys
from documents import catalogue, own_seal, render, signing
from documents.seal import Identity, Seal, Stamps
from tests.documents.seal_services import AGENCY, AT, StampAuthority, identity, serving
from tests.documents.test_seal import loosely

GAP = re.compile(rb"<([0-9A-F]+)>\n/ByteRange \[0 (\d+) (\d+) (\d+)\]")


@pytest.fixture(scope="module")
def page() -> bytes:
    return render.draw(catalogue.sample("approve"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return identity(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def paper(page: bytes, own: Identity) -> bytes:
    return Seal(own).seal(page, AT)


def test_our_own_seal_is_known(paper: bytes, own: Identity) -> None:
    assert own_seal.holds(paper, own.fingerprint)


def test_an_rsa_key_is_known_too(page: bytes, own: Identity) -> None:
    key = rsa.generate_private_key(65537, 2048)
    builder = seal_keys.certified(AGENCY, key.public_key(), (AT, AT.replace(year=2030)), own)
    other = Identity(key, builder.sign(own.key, SHA256()), own.chain)
    assert own_seal.holds(Seal(other).seal(page, AT), other.fingerprint)


def test_every_bit_that_is_turned_anywhere_is_found(paper: bytes, own: Identity) -> None:
    found = GAP.search(paper)
    assert found
    dice = random.Random(4)
    turned = [dice.randrange(len(paper)) for _ in range(300)] + [dice.randrange(*found.span(1)) for _ in range(300)]
    update = range(paper.index(b"%%EOF") + 6, len(paper))
    for at in [*turned, *update]:
        content = bytearray(paper)
        content[at] ^= 1 << dice.randrange(8)
        assert not own_seal.holds(bytes(content), own.fingerprint), at


@pytest.mark.parametrize("more", [b"\n", b"%", b"\0" * 100, b"startxref\n0\n%%EOF\n"])
def test_what_is_put_before_or_behind_is_found(more: bytes, paper: bytes, own: Identity) -> None:
    assert not own_seal.holds(paper + more, own.fingerprint)
    assert not own_seal.holds(more + paper, own.fingerprint)


def test_what_is_cut_off_is_found(paper: bytes, own: Identity) -> None:
    for size in range(0, len(paper), 97):
        assert not own_seal.holds(paper[:size], own.fingerprint), size


def test_an_update_behind_the_seal_is_found(paper: bytes, own: Identity) -> None:
    update = signing.Update(io.BytesIO(paper))
    update.root["/Lang"] = update.root["/Lang"]
    update.update_root()
    content = io.BytesIO()
    update.write(content)
    assert content.getvalue().startswith(paper)
    assert not own_seal.holds(content.getvalue(), own.fingerprint)


def test_the_seal_of_another_is_not_ours(page: bytes, own: Identity, tmp_path: Path) -> None:
    other = identity(tmp_path)
    forged = Seal(other).seal(page, AT)
    assert own_seal.holds(forged, other.fingerprint)
    assert not own_seal.holds(forged, own.fingerprint)


def test_a_signature_taken_from_another_file_is_found(paper: bytes, own: Identity) -> None:
    other = Seal(own).seal(render.draw(catalogue.sample("submit")), AT)
    mine, theirs = GAP.search(paper), GAP.search(other)
    assert mine
    assert theirs
    assert len(mine[1]) == len(theirs[1])
    assert not own_seal.holds(paper.replace(mine[1], theirs[1]), own.fingerprint)


def test_a_certificate_in_the_place_of_ours_is_found(page: bytes, paper: bytes, own: Identity, tmp_path: Path) -> None:
    """Signed by another key, with our certificate carried along."""
    other = identity(tmp_path)
    forged = Seal(Identity(other.key, own.certificate, own.chain)).seal(page, AT)
    assert not own_seal.holds(forged, own.fingerprint)
    carried = Seal(Identity(other.key, other.certificate, (own.certificate, *other.chain))).seal(page, AT)
    assert not own_seal.holds(carried, own.fingerprint)


@pytest.mark.parametrize("lock", [None, MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE])
def test_a_seal_that_allows_changes_is_found(lock: MDPPerm | None, page: bytes, own: Identity) -> None:
    assert own_seal.holds(loosely(page, own, MDPPerm.NO_CHANGES), own.fingerprint)
    assert not own_seal.holds(loosely(page, own, lock), own.fingerprint)


def test_a_second_seal_is_found(page: bytes, own: Identity) -> None:
    twice = loosely(loosely(page, own, None, "Satu"), own, None, "Dua")
    assert not own_seal.holds(twice, own.fingerprint)


def test_a_seal_for_the_far_future_is_left_to_the_full_look(page: bytes, own: Identity) -> None:
    authority = StampAuthority()
    with serving(lambda _, body: (200, authority.stamped(body)), "application/timestamp-reply") as url:
        far = Seal(own, Stamps(url, (authority.certificate,))).seal(page, AT)
    assert not own_seal.holds(far, own.fingerprint)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"bukan PDF"])
def test_what_is_no_sealed_file_is_not_known(content: bytes, page: bytes, own: Identity) -> None:
    assert not own_seal.holds(content, own.fingerprint)
    assert not own_seal.holds(page, own.fingerprint)
