"""A restored backup is noticed before anything is written, and the old origin never signs a second history."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import doctor
from app.keys import LogKey
from app.reopening import reopen
from app.wiring import Office
from storage import checkpoints, merkle, notes
from storage.changes import By
from tests import world
from tests.log import worlds
from tests.log.worlds import REASON, keep_going, signing
from tests.storage.administrators import by
from workflow.canonical import instant
from workflow.errors import AnchorUnreadable, LogRestored, MutasiError, OtherKey, Refused

COPIES = 100


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    with signing(sqlite_url, tmp_path / "kunci") as made:
        yield made


def file_of(office: Office) -> Path:
    return Path(office.database.engine.url.database or "")


def copy(office: Office, to: Path) -> Path:
    """A backup of the database."""
    with closing(sqlite3.connect(file_of(office))) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to


def put_back(office: Office, backup: Path) -> None:
    """Put a backup in the database's place."""
    office.database.dispose()
    with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(file_of(office))) as target:
        source.backup(target)


def restore(office: Office, backup: Path) -> Office:
    """Put a backup in the database's place, and open it as a new process would."""
    put_back(office, backup)
    return worlds.reopened(office)


def running(office: Office) -> int:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    return proposal


def sign(office: Office) -> str:
    with office.database.transaction() as connection:
        made = checkpoints.make(connection, office.key, office.clock.now())
    office.key.keep(made.note)
    return made.note


def tomorrow(office: Office) -> None:
    assert isinstance(office.clock, world.Clock)
    office.clock.forward(days=1)


def test_every_one_of_a_hundred_earlier_copies_is_noticed_and_nothing_is_signed(office: Office, tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    proposal, copies = running(office), []
    for n in range(COPIES):
        copies.append(copy(office, tmp_path / f"salinan-{n}.db"))
        for _ in range(chance.randrange(1, 3)):
            keep_going(office, proposal)
        if chance.random() < 0.2:
            tomorrow(office)
    newest = sign(office)
    chance.shuffle(copies)
    noticed = signed = 0
    for backup in copies:
        with restore(office, backup) as old:
            before = worlds.notes(old), worlds.leaves(old)
            noticed += refuses(keep_going, old, proposal) and refuses(sign, old)
            signed += (worlds.notes(old), worlds.leaves(old)) != before
            assert old.key.anchored() == newest
    assert (noticed, signed) == (COPIES, 0), seed


def refuses(act: Callable[..., object], *told: object) -> bool:
    try:
        act(*told)
    except LogRestored:
        return True
    return False


def test_the_sentence_names_both_sizes_and_what_to_do(office: Office, tmp_path: Path) -> None:
    proposal = running(office)
    backup = copy(office, tmp_path / "salinan.db")
    keep_going(office, proposal)
    sign(office)
    with (
        restore(office, backup) as old,
        pytest.raises(LogRestored, match=r"with 5 log entries.* of size 6 .*`mutasi audit reopen`"),
    ):
        keep_going(old, proposal)


def test_a_restored_database_can_be_read(office: Office, tmp_path: Path) -> None:
    proposal = running(office)
    backup = copy(office, tmp_path / "salinan.db")
    keep_going(office, proposal)
    sign(office)
    with restore(office, backup) as old:
        assert world.show(old, proposal)["state"] == "implementation"
        assert world.audit(old).problems == []


def test_a_copy_that_knows_the_newest_checkpoint_is_not_noticed_and_that_is_the_limit(
    office: Office, tmp_path: Path
) -> None:
    proposal = running(office)
    sign(office)
    keep_going(office, proposal)
    backup = copy(office, tmp_path / "salinan.db")
    keep_going(office, proposal)
    with restore(office, backup) as old:
        assert old.database.refusal is None
        keep_going(old, proposal)


def test_a_database_that_is_newer_than_the_anchor_is_well(office: Office) -> None:
    proposal = running(office)
    old = sign(office)
    keep_going(office, proposal)
    sign(office)
    office.key.anchor.write_text(old)
    with worlds.reopened(office) as again:
        assert again.database.refusal is None
        keep_going(again, proposal)


def test_a_missing_anchor_is_well_but_the_doctor_says_so(office: Office) -> None:
    proposal = running(office)
    sign(office)
    assert said(office).ok
    office.key.anchor.unlink()
    with worlds.reopened(office) as again:
        keep_going(again, proposal)
        found = said(again)
    assert not found.ok
    assert "anchor tidak ada" in found.sentence
    assert "`mutasi audit checkpoint`" in found.sentence


def said(office: Office, name: str = "titik periksa") -> doctor.Check:
    return next(check for check in doctor.examine(office) if check.name == name)


def test_the_doctor_tells_of_a_restored_copy_a_late_checkpoint_and_an_open_key(office: Office, tmp_path: Path) -> None:
    proposal = running(office)
    backup = copy(office, tmp_path / "salinan.db")
    tomorrow(office)
    assert "dari hari sebelumnya" in said(office).sentence
    keep_going(office, proposal)
    assert said(office, "kunci").ok
    office.key.private.chmod(0o640)
    assert "chmod 600" in said(office, "kunci").sentence
    with restore(office, backup) as old:
        assert "`mutasi audit reopen`" in said(old).sentence


def test_an_anchor_that_is_no_checkpoint_stops_writing_and_not_reading(office: Office) -> None:
    proposal = running(office)
    for content in (b"", b"salah", b"\xff", office.key.anchor.read_bytes().replace(b"\n", b"\r\n")):
        office.key.anchor.write_bytes(content)
        with worlds.reopened(office) as again:
            assert world.show(again, proposal)["state"] == "implementation"
            with pytest.raises(AnchorUnreadable, match="anchor"):
                keep_going(again, proposal)


def test_an_anchor_whose_signature_was_altered_is_not_known(office: Office) -> None:
    running(office)
    note = sign(office)
    office.key.anchor.write_text(note[:-10] + ("A" if note[-10] != "A" else "B") + note[-9:])
    assert worlds.reopened(office).database.refusal is not None


# A new origin


def test_after_a_new_origin_steps_go_on_and_its_first_leaf_cites_the_last_known_checkpoint(
    office: Office, tmp_path: Path
) -> None:
    proposal = running(office)
    backup, first = copy(office, tmp_path / "salinan.db"), office.key.origin
    keep_going(office, proposal)
    lost, old_key = sign(office), office.key.verifier
    with restore(office, backup) as old:
        said = reopen(old, REASON, by(old))
    with worlds.reopened(office) as again:
        keep_going(again, proposal)
        size = said["index"]
        leaf = worlds.told(again)[size]
        assert leaf == {
            **{"v": 1, "type": "origin", "ref": 1, "at": instant(office.clock.now())},
            **{"origin": again.key.origin, "continues": lost, "reason": REASON},
        }
        assert again.key.origin != first
        assert again.key.anchored() == said["checkpoint"].note
        found = notes.read(said["checkpoint"].note)
        assert found.size == size + 2  # the origin, and the change that tells who opened it
        assert again.key.verifier.holds(found)
        assert [file.read_text() for file in (again.key.folder / "old").iterdir()] == [old_key.line() + "\n"]
        assert {row.origin for row in known(again) if row.size > size} == {again.key.origin}
        worlds.assert_whole(again)


def known(office: Office) -> list[object]:
    with office.database.reading() as connection:
        return checkpoints.checkpoints(connection)


def test_no_two_histories_are_ever_signed_under_one_origin(office: Office, tmp_path: Path) -> None:
    """Restore and reopen several times: of each origin, every checkpoint ever made is consistent with every other."""
    proposal, seen = running(office), []
    here = office
    for n in range(4):
        backup = copy(here, tmp_path / f"salinan-{n}.db")
        for _ in range(3):
            keep_going(here, proposal)
            seen.append((sign(here), [merkle.leaf_hash(one) for one in worlds.leaves(here)]))
        here = restore(here, backup)
        reopen(here, REASON, by(here))
        here = worlds.reopened(here)
    for note, hashes in seen:
        for other, others in seen:
            one, two = notes.read(note), notes.read(other)
            if one.origin == two.origin and one.size <= two.size:
                assert hashes == others[: one.size]
    assert len({notes.read(note).origin for note, _ in seen}) == 4
    here.database.dispose()


def test_who_may_not_open_a_new_origin_changes_nothing(office: Office, tmp_path: Path) -> None:
    proposal = running(office)
    backup = copy(office, tmp_path / "salinan.db")
    keep_going(office, proposal)
    sign(office)
    with restore(office, backup) as old:
        before = old.key.public.read_text(), worlds.leaves(old)
        for who, reason in ((by(old, world.MAYOR), REASON), (by(old), "")):
            with pytest.raises(Refused):
                reopen(old, reason, who)
        assert (old.key.public.read_text(), worlds.leaves(old)) == before
        assert not (old.key.folder / "next").exists()
    assert worlds.reopened(office).database.refusal is not None


def test_an_empty_database_beside_an_old_anchor_can_be_opened_before_it_has_administrators(
    office: Office, sqlite_template: Path
) -> None:
    running(office)
    sign(office)
    put_back(office, sqlite_template)
    with world.build(office.settings.database_url, home=office.settings.home) as fresh:
        fresh.open()
        assert fresh.database.refusal is not None
        reopen(fresh, REASON, By("os:penguji", fresh.clock.now(), fresh.today, "penguji", named=False))
        world.carry(fresh, world.propose(fresh), "evaluation")


def test_a_lost_key_is_followed_by_a_new_origin(office: Office) -> None:
    proposal = running(office)
    last = sign(office)
    office.key.private.unlink()
    office.key.public.unlink()
    with worlds.reopened(office) as again:
        again.create(rehearsal=True)
        again.__dict__.pop("key")
        with pytest.raises(OtherKey):
            sign(again)
        reopen(again, REASON, by(again))
    with worlds.reopened(office) as again:
        keep_going(again, proposal)
        sign(again)
        assert [one["continues"] for one in worlds.told(again) if one["type"] == "origin"] == [last]


def test_a_crash_before_the_new_key_was_put_in_place_is_followed_by_another_new_origin(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = running(office)
    backup = copy(office, tmp_path / "salinan.db")
    keep_going(office, proposal)
    lost = sign(office)
    with restore(office, backup) as old, monkeypatch.context() as crash:
        crash.setattr(LogKey, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            reopen(old, REASON, by(old))
    with worlds.reopened(office) as again:
        with pytest.raises(MutasiError):
            sign(again)
        reopen(again, REASON, by(again))
    with worlds.reopened(office) as again:
        keep_going(again, proposal)
        sign(again)
        origins = [one for one in worlds.told(again) if one["type"] == "origin"]
        assert [one["ref"] for one in origins] == [1, 2]
        assert [one["continues"] for one in origins] == [lost, lost]
