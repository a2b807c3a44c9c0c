"""`mutasi audit verify` and the log: what it checks, what it is given from outside, and what it promises."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.beside import beside
from app.keys import LogKey
from app.reopening import reopen
from app.wiring import Office
from storage import log, notes
from storage.audit import AuditReport, Outside, quick, verify
from storage.database import Database
from tests import world
from tests.bench.log_entries import write
from tests.cli.desk import process
from tests.log.tampered import checkpoint, history, looked
from tests.log.worlds import keep_going
from tests.storage.administrators import by
from tests.storage.audit.tampering import unguarded
from workflow.errors import KeyUnreadable
from workflow.step import take

EARLIER = "Undang-Undang Nomor 43 Tahun 1999"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with history(database_url, tmp_path / "kunci") as made:
        yield made


def audit(office: Office, *held: str, **more: Any) -> AuditReport:
    brought = [(f"titik-{number}.txt", note.encode()) for number, note in enumerate(held)]
    return verify(office.database, office.clock.real(), outside=beside(office.key, brought, **more))


def problems(office: Office, *held: str) -> list[str]:
    return [english for _, english in audit(office, *held).problems]


def test_a_sound_log_is_counted_and_its_newest_checkpoint_is_promised(office: Office) -> None:
    report = audit(office)
    assert (report.problems, report.notes) == ([], [])
    assert (report.counts["leaves"], report.counts["checkpoints"]) == (world_size(office), len(kept(office)))
    size = world_size(office) - 1
    promise = f"Any change to history up to entry {size} is detectable by anyone who holds a checkpoint of size {size} or more made before the change."
    assert report.as_json("en")["promise"] == promise
    assert list(report.lines("en"))[-1] == promise
    assert str(size) in list(report.lines("id"))[-1]


def world_size(office: Office) -> int:
    with office.database.reading() as connection:
        return log.head(connection).size


def test_nothing_is_promised_without_a_checkpoint_or_while_something_is_wrong(
    database_url: str, tmp_path: Path
) -> None:
    with world.build(database_url, home=tmp_path) as office:
        world.step(office, world.propose(office), "submit")
        assert audit(office).as_json("id")["promise"] is None
    report = AuditReport(newest=7)
    assert report.promise is not None
    report.wrong("salah", "wrong")
    assert report.promise is None


def test_without_keys_signatures_are_said_to_be_unchecked(office: Office) -> None:
    report = verify(office.database, office.clock.real())
    assert report.problems == []
    assert [english for _, english in report.notes] == [
        f"The signatures of checkpoints of {office.key.origin} were not checked: their public key is not in MUTASI_HOME/keys."
    ]


def test_older_and_cosigned_checkpoints_that_someone_kept_are_found_to_fit(office: Office) -> None:
    first, *_, newest = kept(office)
    witness = notes.cosign(first, "inspektorat.example/saksi", Ed25519PrivateKey.generate(), 1_800_000_000)
    assert problems(office, first, newest, witness) == []


def kept(office: Office) -> list[str]:
    with office.database.reading() as connection:
        return list(connection.execute(sa.text("SELECT note FROM log_checkpoint ORDER BY size")).scalars())


def test_a_checkpoint_of_another_log_or_of_another_key_is_named(office: Office) -> None:
    key, size = Ed25519PrivateKey.generate(), world_size(office)
    with office.database.reading() as connection:
        root = log.head(connection).root
    assert problems(office, notes.sign("kota.lain/log", size, root, key)) == [
        "Checkpoint titik-0.txt: its origin kota.lain/log is no name of this log. Use a checkpoint of this log."
    ]
    assert problems(office, notes.sign(office.key.origin, size, root, key)) == [
        "Checkpoint titik-0.txt: its signature is not that of this log."
    ]
    assert problems(office, "bukan titik periksa") == [
        "Checkpoint titik-0.txt: it is no checkpoint. Use the file as it was kept, unchanged."
    ]


def test_a_checkpoint_of_a_longer_log_is_named(office: Office) -> None:
    for size in (world_size(office) + 1, notes.LARGEST):
        assert problems(office, office.key.sign(size, bytes(32))) == [
            f"Checkpoint titik-0.txt: the log held {size} leaves when it was made, and now they are not all there."
        ]


def test_a_fork_of_the_same_key_is_found_when_its_checkpoint_is_brought(office: Office) -> None:
    size = world_size(office)
    for one in (1, size - 2, size):
        assert problems(office, office.key.sign(one, bytes(32))) == [
            f"Checkpoint titik-0.txt: history up to log entry {one} was changed since it was made. Keep both as evidence."
        ]


def test_a_whole_database_that_tells_another_story_is_found_only_by_who_kept_a_checkpoint(
    database_url: str, tmp_path: Path
) -> None:
    """The honest promise: without anything from outside, a rewriting that is whole cannot be told from the truth."""
    folder = tmp_path / "dahulu"
    folder.mkdir()
    with history(sqlite_in(folder), tmp_path / "kunci") as true:
        outside = kept(true)[0]
    (tmp_path / "kunci" / "anchor").unlink()
    with history(database_url, tmp_path / "kunci", EARLIER) as rewritten:
        assert audit(rewritten).problems == []
        assert [en.split(" was changed")[0] for en in problems(rewritten, outside)] == [
            f"Checkpoint titik-0.txt: history up to log entry {notes.read(outside).size}"
        ]


def sqlite_in(folder: Path) -> str:
    url = f"sqlite:///{folder / 'mutasi.db'}"
    world.migrate(url)
    return url


def test_an_older_copy_does_not_know_the_anchor(office: Office, tmp_path: Path) -> None:
    size = world_size(office)
    office.key.keep(office.key.sign(size + 5, bytes(32)))
    first, second = problems(office)
    assert first.startswith(f"Checkpoint anchor: the log held {size + 5} leaves")
    assert second.startswith(f"The database does not know the checkpoint of the anchor (size {size + 5})")
    (tmp_path / "kunci" / "anchor").write_bytes(b"\xff")
    assert problems(office) == ["Checkpoint anchor: it is no checkpoint. Use the file as it was kept, unchanged."]


def test_checkpoints_of_an_earlier_origin_are_checked_with_its_key(office: Office, tmp_path: Path) -> None:
    before, earlier = kept(office)[0], office.key.verifier
    reopen(office, "Kunci diganti.", by(office))
    office.__dict__.pop("key", None)
    checkpoint(office)
    assert problems(office, before) == []
    assert {key.name for key in beside(office.key).keys} == {earlier.name, office.key.origin}
    shutil.rmtree(tmp_path / "kunci" / "keys" / "old")
    index = world_size(office) - 2
    assert [english.split(" were not")[0] for _, english in audit(office).notes] == [
        f"At leaf {index} the log was opened anew as {office.key.origin}. The reason: Kunci diganti.",
        f"The signatures of checkpoints of {earlier.name}",
    ]


def test_many_checkpoints_that_one_alteration_contradicts_are_one_sentence(office: Office) -> None:
    sizes = [notes.read(note).size for note in kept(office)]
    with unguarded(office) as connection:
        connection.execute(sa.text('UPDATE log_leaf SET content = :other WHERE "index" = 0'), {"other": b"{}"})
        said = [english for _, english in looked(connection, beside(office.key)).problems]
    assert [one for one in said if "sizes" in one] == [
        f"{len(sizes)} checkpoints of sizes {min(sizes)} to {max(sizes)}: history up to log entry {min(sizes)} was changed since it was made. Keep both as evidence."
    ]


def test_a_log_that_went_on_without_leaves_that_it_had_says_so(office: Office) -> None:
    size = world_size(office)
    lost = office.key.sign(size + 5, b"7" * 32)
    told = {"origin": "mutasi/baru", "continues": lost, "reason": "Salinan dipulihkan.", "at": "2026-06-02T02:00:00Z"}
    with office.database.transaction() as connection:
        log.append(connection, "origin", 1, told)
    assert audit(office).notes[0][1] == (
        f"At leaf {size} the log was opened anew as mutasi/baru, although it had a size of {size + 5} before: "
        f"the old leaves {size}–{size + 4} are lost. The reason: Salinan dipulihkan."
    )


def test_a_missing_anchor_is_told_of(office: Office) -> None:
    office.key.anchor.unlink()
    assert [english for _, english in audit(office).notes] == [
        "The file anchor is not in MUTASI_HOME, so a restored older copy would go unnoticed. Restore that file, or make it anew with `mutasi audit checkpoint`."
    ]


def test_a_checkpoint_may_be_brought_with_the_proof_with_which_it_went_to_a_witness(office: Office) -> None:
    assert problems(office, f"old 0\n\n{kept(office)[0]}") == []


def test_a_checkpoint_that_this_log_did_not_sign_proves_nothing_about_its_history(office: Office) -> None:
    lines = kept(office)[0].split("\n")
    lines[2] = lines[2].replace(lines[2][3], "A" if lines[2][3] != "A" else "B")
    [problem] = problems(office, "\n".join(lines))
    assert problem.startswith(
        "Checkpoint titik-0.txt: its signature is not that of this log, and what it says does not fit"
    )


def test_something_else_in_the_place_of_an_earlier_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys" / "old").mkdir(parents=True)
    (tmp_path / "keys" / "old" / "a.vkey").write_text("bukan kunci")
    with pytest.raises(KeyUnreadable, match=r"a\.vkey"):
        beside(LogKey(tmp_path))


def test_names_beyond_ascii_and_with_quotes_are_sound(database_url: str, tmp_path: Path) -> None:
    with world.build(database_url, home=tmp_path) as office:
        proposal = world.propose(office)
        names = ("josé", 'si "budi"', "a\\b", "tab\there", "e\u0301")
        for name, verb in zip(names, ("submit", "suspend", "resume", "suspend", "resume"), strict=True):
            take(office.desk, replace(world.request(office, proposal, verb), os_user=name))
        assert audit(office).problems == []


# A long log, and a part of it


@pytest.fixture
def long(database_url: str) -> Iterator[Database]:
    """Entries over three blocks of leaves; the last block is not whole."""
    write(database_url, LONG)
    database = Database(database_url)
    yield database
    database.dispose()


LONG = 2 * quick.BLOCK + 37


def look(long: Database, *statements: str, since: int = 0) -> AuditReport:
    """What the look at the log says once the statements were executed; they are taken back."""
    with long.engine.connect() as connection, connection.begin() as transaction:
        if not long.sqlite:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0
        report = looked(connection, Outside(since=since))
        transaction.rollback()
    return report


def said(report: AuditReport) -> list[str]:
    return [english for _, english in report.problems]


def test_a_log_of_many_blocks_is_sound(long: Database) -> None:
    report = look(long)
    assert (report.problems, report.notes) == ([], [])
    assert (report.counts["leaves"], report.counts["checkpoints"]) == (LONG, 0)


def test_a_node_above_the_blocks_is_held_against_them(long: Database) -> None:
    level = quick.BLOCK.bit_length()
    change = f"UPDATE log_node SET hash = {zeros(long)} WHERE level = {level}"
    assert said(look(long, change)) == [
        f"The node of the log over leaves 0–{2 * quick.BLOCK - 1} does not fit: the leaves or the node were altered."
    ]


def zeros(long: Database) -> str:
    return f"x'{'00' * 32}'" if long.sqlite else f"'\\x{'00' * 32}'"


def test_an_altered_leaf_of_any_block_is_named_with_the_lowest_node_above_it(long: Database) -> None:
    for index in (0, quick.BLOCK - 1, quick.BLOCK, LONG - 2):
        report = look(long, f'UPDATE log_leaf SET content = {zeros(long)} WHERE "index" = {index}')
        low = index - index % 2
        assert said(report) == [
            f"Leaf {index} (entry {index + 1}): its bytes cannot be read, or are not canonical.",
            f"The node of the log over leaves {low}–{low + 1} does not fit: the leaves or the node were altered.",
            "The root of the log is not the one that its leaves give.",
        ]


def test_a_missing_block_is_one_sentence(long: Database) -> None:
    gone = f'DELETE FROM log_leaf WHERE "index" BETWEEN 5 AND {quick.BLOCK + 4}'
    assert said(look(long, gone)) == [
        f"Leaves 5–{quick.BLOCK + 4} are missing from the log.",
        f"Entries 6–{quick.BLOCK + 5} are not in the log.",
    ]


def test_since_looks_only_at_later_leaves_and_says_so(long: Database) -> None:
    since = quick.BLOCK + 5
    report = look(long, since=since)
    assert (report.problems, report.counts["leaves"]) == ([], LONG - quick.BLOCK)
    assert [english for _, english in report.notes] == [
        f"Leaves of the log before {quick.BLOCK} were not checked; their tree is taken from the stored nodes."
    ]
    early, late = (f'UPDATE log_leaf SET content = {zeros(long)} WHERE "index" = {at}' for at in (3, quick.BLOCK + 3))
    assert look(long, early, since=since).problems == []
    assert said(look(long, late, since=since))[0].startswith(f"Leaf {quick.BLOCK + 3} ")
    assert look(long, since=10**9).problems == []


def test_since_begins_at_the_first_leaf_where_a_node_is_missing(long: Database) -> None:
    level = quick.BLOCK.bit_length() - 1
    report = look(long, f'DELETE FROM log_node WHERE level = {level} AND "index" = 0', since=quick.BLOCK)
    assert said(report)[0] == f"The nodes of the log over its first {quick.BLOCK} leaves are missing."
    assert report.counts["leaves"] == LONG


# The command


def test_the_command_takes_checkpoints_and_prints_the_promise(sqlite_url: str, tmp_path: Path) -> None:
    home = tmp_path / "kunci"
    with history(sqlite_url, home) as office:
        note = kept(office)[0]
        keep_going(office, 1)
    (tmp_path / "lama.txt").write_text(note)
    (tmp_path / "palsu.txt").write_text(note.replace("\n", "\n1", 1))
    env = {"MUTASI_DATABASE_URL": sqlite_url, "MUTASI_HOME": str(home)}
    good = process("audit", "verify", "--checkpoint", str(tmp_path / "lama.txt"), "--json", **env)
    assert good.code == 0
    assert json.loads(good.out)["promise"].startswith("Setiap perubahan riwayat sampai entri ")
    bad = process("audit", "verify", "--checkpoint", str(tmp_path / "palsu.txt"), "--json", **env)
    assert bad.code == 4
    assert "palsu.txt" in json.loads(bad.out)["problems"][0]
    assert process("audit", "verify", "--checkpoint", str(tmp_path / "tidak-ada"), **env).code == 1
    assert process("audit", "verify", "--since", "-1", **env).code == 2
