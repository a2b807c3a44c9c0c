"""The sealing key by command line: made once, renewed in time, or brought as PKCS#12; the doctor looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from app import seal_keys
from app.keys import make_keys
from app.wiring import Office
from documents.seal import Identity
from tests import world
from tests.cli.desk import Terminal, terminal
from tests.documents.seal_services import identity, small_page

SEALING = Office.__dict__["sealing"]
"""How an office seals; the terminal of these tests is given it back."""

AGENCY = "Pemerintah Kota Samudra Jaya"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def mutasi(
    sqlite_url: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """The command line on a rehearsal database with a log key, and with a press that draws what can be sealed."""
    made = terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    make_keys(home, None)
    monkeypatch.setattr(Office, "sealing", SEALING)
    page = small_page()
    monkeypatch.setattr(world, "drawn", lambda order: page)
    yield made
    made.office.database.dispose()


@pytest.fixture
def official(mutasi: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The same on a real database."""
    with mutasi.office.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE installation SET rehearsal = false")
    monkeypatch.delenv("MUTASI_NOW")
    return mutasi


def check(mutasi: Terminal, code: int = 0) -> tuple[bool, str]:
    """What the doctor says of the seal."""
    (found,) = (one for one in mutasi("doctor", code=code) if one["check"] == "segel")
    return found["ok"], found["sentence"]


def bring(folder: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str) -> Identity:
    """A PKCS#12 file by setting."""
    found = identity(folder / "lain", "Dinas Rekaan")
    lock = BestAvailableEncryption(b"rahasia")
    (folder / "segel.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(None, found.key, found.certificate, found.chain, lock)
    )
    (folder / "sandi").write_text(passphrase + "\n")
    monkeypatch.setenv("MUTASI_SEAL_P12", str(folder / "segel.p12"))
    monkeypatch.setenv("MUTASI_SEAL_PASSPHRASE_FILE", str(folder / "sandi"))
    return found


def test_a_rehearsal_seals_by_itself(mutasi: Terminal, home: Path) -> None:
    proposal = world.propose(mutasi.office)
    number = mutasi("step", proposal, "submit", "--as", world.ANALYST)["decree"]["number"]
    file = mutasi.folder / "keputusan.pdf"
    mutasi("decree", "get", number, "-o", file)
    assert file.read_bytes().startswith(small_page())
    assert AGENCY.encode().hex().upper().encode() in file.read_bytes()
    assert mutasi("audit", "verify")["counts"]["seals"] == 1
    assert [(home / "keys" / name).stat().st_mode & 0o777 for name in ("seal.pem", "authority.pem")] == [0o600] * 2
    assert check(mutasi)[0]


def test_a_real_database_is_sealed_once_its_key_was_made(official: Terminal) -> None:
    assert official("keys", "show")["seal"] is None
    assert check(official) == (
        True,
        "keputusan terbit tanpa segel instansi. Buat kuncinya dengan `mutasi keys init`.",
    )
    first = official("keys", "init")
    assert first["made"]
    assert first["seal"]["by"] == AGENCY
    assert first["seal"]["level"] == "B-B"
    again = official("keys", "init")
    assert (again["made"], again["seal"]) == (False, first["seal"])
    assert official("keys", "show")["seal"] == first["seal"]
    assert "Otoritas Uji" in official.run("keys", "show").out


def test_a_certificate_that_ends_soon_is_renewed_by_the_same_authority(official: Terminal, home: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=365 * seal_keys.SEAL_YEARS - 29)
    seal_keys.make(home / "keys", AGENCY, long_ago, rehearsal=False)
    old = official("keys", "show")["seal"]
    ok, sentence = check(official, code=1)
    assert not ok
    assert "berakhir" in sentence
    new = official("keys", "init")["seal"]
    assert new["sha256"] != old["sha256"]
    assert new["issuer"] == old["issuer"]
    assert check(official)[0]


def test_a_seal_that_has_ended_refuses_the_step_and_takes_no_number(
    mutasi: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(mutasi.folder, monkeypatch, "rahasia")  # valid since November, and the calendar stands in June
    proposal = world.propose(mutasi.office)
    said = mutasi("step", proposal, "submit", "--as", world.ANALYST, code=5)
    assert "sertifikatnya hanya berlaku 2026-11-02" in said["reasons"][0]
    assert mutasi("register") == []


def test_a_key_of_the_agency_is_brought_as_pkcs12(official: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    found = bring(official.folder, monkeypatch, "rahasia")
    shown = official("keys", "show")["seal"]
    assert (shown["by"], shown["sha256"]) == ("Dinas Rekaan", found.fingerprint)


def test_a_wrong_passphrase_is_said_and_not_repeated(official: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(official.folder, monkeypatch, "salah-sekali")
    said = official.run("keys", "show")
    assert said.code == 5
    assert "kata sandinya salah" in said.err
    assert "salah-sekali" not in said.err + said.out


@pytest.mark.parametrize("content", [b"", b"bukan kunci", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_said(content: bytes, official: Terminal, home: Path) -> None:
    official("keys", "init")
    (home / "keys" / "seal.pem").write_bytes(content)
    said = official("keys", "show", code=5)
    assert "seal.pem" in said["reasons"][0]
    assert not check(official, code=1)[0]


def test_a_key_that_others_may_read_is_found(official: Terminal, home: Path) -> None:
    official("keys", "init")
    (home / "keys" / "seal.pem").chmod(0o644)
    ok, sentence = check(official, code=1)
    assert not ok
    assert "chmod 600" in sentence


def test_a_time_stamp_authority_needs_an_address_and_its_certificate(
    official: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTASI_TSA_URL", "tsa.example")
    assert official.run("keys", "show").code == 5
    monkeypatch.setenv("MUTASI_TSA_URL", "https://tsa.example/")
    assert "MUTASI_TSA_CERT" in official.run("keys", "show").err
    official_certificate = identity(official.folder / "tsa")
    assert official_certificate.chain
    monkeypatch.setenv("MUTASI_TSA_CERT", str(official.folder / "tsa" / "authority.crt"))
    assert official("keys", "init")["seal"]["level"] == "B-LTA"


def test_two_who_make_a_key_at_once_have_the_same(tmp_path: Path) -> None:
    at = datetime.now(UTC)
    world.together(4, lambda _: seal_keys.make(tmp_path, AGENCY, at, rehearsal=True))
    found = seal_keys.load(tmp_path)
    assert found is not None
    found.certificate.verify_directly_issued_by(found.chain[0])
    assert seal_keys.authorities(tmp_path, None) == [found.chain[0]]
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "authority.crl",
        "authority.crt",
        "authority.pem",
        "seal.pem",
    ]
