"""The key of the log: made once, read by its owner only, never replaced by itself; what is no key is named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.keys import LogKey, make_keys
from app.settings import Settings
from app.wiring import Office
from storage import checkpoints
from workflow.errors import KeyMissing, KeyUnreadable, MutasiError


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    assert make_keys(tmp_path, "mutasi.telaga.example")
    key = LogKey(tmp_path)
    assert key.private.stat().st_mode & 0o777 == 0o600
    assert key.folder.stat().st_mode & 0o777 == 0o700
    assert key.origin.startswith("mutasi.telaga.example/")
    line = key.public.read_text()
    assert not make_keys(tmp_path, "lain")
    assert LogKey(tmp_path).public.read_text() == line == key.verifier.line() + "\n"


def test_a_private_key_that_was_left_alone_gets_its_public_half(tmp_path: Path) -> None:
    make_keys(tmp_path, None)
    key = LogKey(tmp_path)
    before, public = key.private.read_bytes(), key.verifier.public
    key.public.unlink()
    assert make_keys(tmp_path, None)
    assert (key.private.read_bytes(), LogKey(tmp_path).verifier.public) == (before, public)


def test_a_lost_private_key_is_never_made_anew_by_itself(tmp_path: Path) -> None:
    make_keys(tmp_path, None)
    LogKey(tmp_path).private.unlink()
    with pytest.raises(KeyMissing, match=r"log\.key"):
        make_keys(tmp_path, None)


@pytest.mark.parametrize("content", [b"", b"not a key", b"\xff", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_key_file_that_holds_no_key_is_named(tmp_path: Path, content: bytes) -> None:
    make_keys(tmp_path, None)
    for half in ("private", "public"):
        key = LogKey(tmp_path)
        file: Path = getattr(key, half)
        kept = file.read_bytes()
        file.write_bytes(content)
        with pytest.raises(KeyUnreadable, match=file.name):
            key.check()
        file.write_bytes(kept)
    LogKey(tmp_path).check()


def test_halves_of_two_keys_are_no_key(tmp_path: Path) -> None:
    for home in ("satu", "dua"):
        make_keys(tmp_path / home, None)
    one, other = LogKey(tmp_path / "satu"), LogKey(tmp_path / "dua")
    one.private.write_bytes(other.private.read_bytes())
    with pytest.raises(KeyUnreadable, match=r"does not belong to log\.vkey"):
        one.sign(1, bytes(32))


def test_a_home_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "rumah").write_text("")
    with pytest.raises(MutasiError, match="Cannot write"):
        make_keys(tmp_path / "rumah", None)


def test_each_database_of_a_home_has_its_own_key_and_anchor(tmp_path: Path) -> None:
    keys = []
    for file in ("satu.db", "dua.db", "satu.db"):
        (tmp_path / "satu.db").unlink(missing_ok=True)
        settings = Settings(f"sqlite:///{tmp_path / file}", tmp_path, "id", 60, None)
        with Office(settings) as office:
            assert office.create(rehearsal=True)
            with office.database.transaction() as connection:
                made = checkpoints.make(connection, office.key, datetime.now(UTC))
            office.key.keep(made.note)
            assert office.open().database.refusal is None
            keys.append(office.key)
    assert keys[0].home == tmp_path
    assert len({key.home for key in keys}) == len({key.origin for key in keys}) == 3
