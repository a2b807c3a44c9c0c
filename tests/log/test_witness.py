"""A witness: it signs what continues, and nothing else, whatever is shown to it and whenever it dies."""

from __future__ import annotations

import json
import os
import random
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.cosigned import accept
from app.keys import LogKey
from app.reopening import reopen
from app.wiring import Office
from app.witness import Witness
from storage import checkpoints, log, merkle, notes
from storage.continuation import continuation
from storage.notes import LOG, BadNote, Verifier
from storage.witness import Known, Verdict, judge, read, written
from tests import world
from tests.log.bundles import KEY, ORIGIN, VKEY, Log
from tests.log.worlds import signing
from tests.storage.administrators import by
from workflow.errors import (
    AlreadyExists,
    CosignedElsewhere,
    InvalidField,
    MutasiError,
    NotSigned,
    NoWitness,
    ProofNeeded,
    UnknownLog,
    WitnessFork,
    WitnessUnreadable,
)

NAME = "inspektorat.lembayung.example"
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ROOT = Path(__file__).resolve().parents[2]


def grown(size: int, other_from: int | None = None) -> Log:
    """A log of so many leaves; from leaf `other_from` on they say something else."""
    made = Log()
    for number in range(size):
        other = other_from is not None and number >= other_from
        made.add("change", {"told": f"{number} {'lain' if other else ''}"})
    return made


def shown(made: Log, old: int, size: int | None = None, key: Ed25519PrivateKey = KEY, origin: str = ORIGIN) -> bytes:
    """A checkpoint with its proof from an old size, as an agency hands it over."""
    size = len(made.leaves) if size is None else size
    return written(old, merkle.consistency(old, size, made.node()), made.note(size, key, origin)).encode()


def known_at(made: Log, size: int) -> Known:
    """A log as a witness knows it that has seen so many leaves."""
    root = merkle.range_root(0, size, made.node()) if size else merkle.EMPTY
    return Known(VKEY, size, root, made.note(size) if size else "")


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """A witness that knows the log, and nothing of it yet."""
    made = Witness(tmp_path / "saksi")
    made.make(NAME)
    made.add(f"{VKEY}\n")
    return made


def sizes(witness: Witness) -> dict[str, int]:
    return {name: known.size for name, known in Witness(witness.home).logs().items()}


def forks(witness: Witness) -> list[Path]:
    return sorted(witness.forks.iterdir()) if witness.forks.exists() else []


def refused(witness: Witness, content: bytes, error: type[MutasiError], proof: bytes | None = None) -> MutasiError:
    """What is refused leaves the state as it was."""
    before = witness.state.read_bytes()
    with pytest.raises(error) as found:
        witness.check(content, proof)
    assert witness.state.read_bytes() == before
    assert (len(forks(witness)) > 0) == (error is WitnessFork)
    return found.value


# Honest growth


def test_honest_growth_is_cosigned_step_by_step(witness: Witness) -> None:
    made, old = grown(40), 0
    for size in (1, 2, 3, 7, 8, 9, 31, 32, 40, 40):
        known, cosigned = witness.check(shown(made, old, size))
        assert (known.size, known.root) == (size, merkle.range_root(0, size, made.node()))
        note = notes.read(cosigned)
        assert witness.verifier.holds(note)
        assert Verifier.read(VKEY).holds(note)
        assert len(note.signatures) == 2
        assert cosigned.startswith(made.note(size))
        old = size
    assert sizes(witness) == {ORIGIN: 40}


def test_every_growth_up_to_seventeen_leaves_continues_and_no_other_history_does() -> None:
    made = grown(17)
    for old in range(18):
        other = grown(17, other_from=old - 1) if old else grown(17)
        for size in range(old, 18):
            known = known_at(made, old)
            assert judge(known, read(shown(made, old, size))) is Verdict.continues
            if old:
                wrong = Verdict.forked if size == old else Verdict.rewritten
                assert judge(known, read(shown(other, old, size))) is wrong


def test_the_first_checkpoint_needs_no_proof_and_the_next_one_does(witness: Witness) -> None:
    made = grown(9)
    assert witness.check(made.note(4).encode())[0].size == 4
    said = refused(witness, made.note(9).encode(), ProofNeeded).sentence("en")
    assert "`mutasi audit checkpoint --since 4 -o FILE`" in said
    refused(witness, shown(made, 3, 9), ProofNeeded)
    refused(witness, shown(made, 5, 9), ProofNeeded)
    assert witness.check(shown(made, 4, 9))[0].size == 9


def test_a_proof_may_come_in_a_file_of_its_own(witness: Witness) -> None:
    made = grown(9)
    witness.check(made.note(4).encode())
    whole, note = shown(made, 4, 9), made.note(9).encode()
    alone = whole.partition(b"\n\n")[0] + b"\n"
    refused(witness, note, InvalidField, proof=shown(made, 4, 8))
    refused(witness, whole, InvalidField, proof=alone)
    refused(witness, note, InvalidField, proof=note)
    refused(witness, note, InvalidField, proof=b"")
    assert witness.check(note, alone)[0].size == 9
    assert witness.check(note, whole)[0].size == 9


def test_several_logs_are_kept_apart(witness: Witness) -> None:
    second, made = "serayu.example/log/1", grown(5)
    witness.add(notes.verifier(second, OTHER).line())
    witness.check(shown(made, 0, 3))
    witness.check(shown(grown(5, 0), 0, 5, OTHER, second))
    assert sizes(witness) == {ORIGIN: 3, second: 5}
    refused(witness, shown(made, 3, 5, OTHER), NotSigned)


# Forks, cuts, replays


def test_a_fork_by_the_holder_of_the_key_is_refused_and_both_notes_are_kept(witness: Witness) -> None:
    made, other = grown(9), grown(9, other_from=3)
    witness.check(made.note(9).encode())
    content = other.note(9).encode()
    said = refused(witness, content, WitnessFork).sentence("en")
    assert "there are two histories" in said
    (place,) = forks(witness)
    assert str(place) in said
    assert {file.name: file.read_bytes() for file in place.iterdir()} == {
        "known.txt": made.note(9).encode(),
        "shown.txt": content,
    }
    refused(witness, content, WitnessFork)
    assert forks(witness) == [place]


def test_a_rewritten_history_that_has_grown_since_is_refused(witness: Witness) -> None:
    witness.check(grown(9).note(9).encode())
    other = grown(20, other_from=8)
    assert "old history was rewritten" in refused(witness, shown(other, 9, 20), WitnessFork).sentence("en")
    assert len(forks(witness)) == 1


def test_a_log_that_was_cut_or_an_old_checkpoint_shown_again_is_refused(witness: Witness) -> None:
    made = grown(9)
    first = shown(made, 0, 5)
    witness.check(first)
    witness.check(shown(made, 5, 9))
    assert "the log was cut" in refused(witness, first, WitnessFork).sentence("en")
    refused(witness, shown(made, 0, 0), WitnessFork)
    assert sizes(witness) == {ORIGIN: 9}


def test_the_newest_checkpoint_shown_again_is_cosigned_again_and_carries_one_cosignature(witness: Witness) -> None:
    _, cosigned = witness.check(shown(grown(9), 0))
    before = sizes(witness)
    again = witness.check(cosigned.encode())[1]
    assert sizes(witness) == before
    assert len(notes.read(again).signatures) == 2


# Keys, flipped bits, nonsense


def test_an_unknown_log_and_another_key_are_refused(witness: Witness) -> None:
    made = grown(5)
    refused(witness, shown(made, 0, 5, KEY, "lain.example/log/1"), UnknownLog)
    refused(witness, shown(made, 0, 5, OTHER), NotSigned)
    foreign = notes.cosign(made.note(5, OTHER), "palsu.example", OTHER, 1)
    refused(witness, foreign.encode(), NotSigned)
    assert sizes(witness) == {ORIGIN: 0}


def test_no_flipped_bit_of_a_checkpoint_or_its_proof_is_accepted(tmp_path: Path) -> None:
    made = grown(13)
    known, content = known_at(made, 6), shown(made, 6)
    accepted = []
    for place in range(len(content) * 8):
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        try:
            offer = read(bytes(changed))
        except BadNote:
            continue
        if known.key.holds(offer.checkpoint) and judge(known, offer) is Verdict.continues:
            accepted.append(place)
    assert accepted == []


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"old 5", b"old 5\n", b"old \n\n", b"\xff\xfe", b"old -1\n\n", b"old 05\n\n"),
        b"old 5\r\n\r\n",
        b"old 5\nAAAA\n\n",
        b"\n\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused_with_a_sentence(witness: Witness, content: bytes) -> None:
    for tail in (b"", grown(5).note(5).encode()):
        if content or not tail:
            assert "mutasi audit checkpoint" in refused(witness, content + tail, InvalidField).sentence()


def test_no_proof_has_more_hashes_than_any_log_needs() -> None:
    with pytest.raises(BadNote):
        read(written(1, [merkle.EMPTY] * 129, grown(5).note(5)).encode())


@pytest.mark.parametrize("name", ["", "dua kata", "a+b", "é", "x" * 201])
def test_a_name_that_cannot_stand_in_a_signature_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidField, match="--name"):
        Witness(tmp_path).make(name)
    assert list(tmp_path.iterdir()) == []


def test_a_witness_is_made_once_and_a_log_is_registered_once(witness: Witness) -> None:
    line = witness.verifier.line()
    with pytest.raises(AlreadyExists):
        witness.make("lain.example")
    with pytest.raises(AlreadyExists):
        witness.add(notes.verifier(ORIGIN, OTHER).line())
    for told in ("", "x", line, VKEY[:-1]):
        with pytest.raises(InvalidField, match="KUNCI"):
            witness.add(told)
    assert Witness(witness.home).verifier.line() == line
    assert stat.S_IMODE(witness.private.stat().st_mode) == 0o600


def test_a_folder_without_a_witness_says_how_to_make_one(tmp_path: Path) -> None:
    for home in (tmp_path / "tiada", tmp_path):
        for act in (lambda w: w.logs(), lambda w: w.check(shown(grown(1), 0)), lambda w: w.verifier):
            with pytest.raises(NoWitness, match="mutasi witness init"):
                act(Witness(home))


# The state


def test_a_state_that_was_altered_signs_nothing(witness: Witness) -> None:
    made = grown(9)
    witness.check(shown(made, 0, 6))
    good, told = witness.state.read_bytes(), json.loads(witness.state.read_text())
    smaller = json.loads(json.dumps(told))
    smaller["logs"][ORIGIN]["size"] = 2
    renamed = {**told, "logs": {"lain.example": told["logs"][ORIGIN]}}
    for planted in (b"", b"[]", b"{}", good[:-9], *(json.dumps(one).encode() for one in (smaller, renamed))):
        witness.state.write_bytes(planted)
        with pytest.raises(WitnessUnreadable):
            witness.check(shown(made, 6, 9))
    witness.state.unlink()
    with pytest.raises(WitnessUnreadable):
        witness.check(shown(made, 6, 9))
    witness.state.write_bytes(good)
    assert witness.check(shown(made, 6, 9))[0].size == 9


def test_the_key_of_another_witness_signs_nothing(witness: Witness, tmp_path: Path) -> None:
    other = Witness(tmp_path / "lain")
    other.make(NAME)
    witness.private.write_bytes(other.private.read_bytes())
    with pytest.raises(WitnessUnreadable):
        Witness(witness.home).check(shown(grown(5), 0))
    assert sizes(witness) == {ORIGIN: 0}


def test_a_witness_killed_between_state_and_cosignature_gives_it_when_asked_again(witness: Witness) -> None:
    made, file = grown(9), witness.home / "kirim.txt"
    witness.check(shown(made, 0, 5))
    file.write_bytes(shown(made, 5, 9))
    killed = (
        "import os, sys; from pathlib import Path; from app import witness as w; real = w.Witness._keep\n"
        "def dies(self, logs): real(self, logs); os.kill(os.getpid(), 9)\n"
        "w.Witness._keep = dies; w.Witness(Path(sys.argv[1])).check(Path(sys.argv[2]).read_bytes())"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(witness.home), str(file)], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert sizes(witness) == {ORIGIN: 9}
    _, cosigned = Witness(witness.home).check(file.read_bytes())
    assert witness.verifier.holds(notes.read(cosigned))
    assert forks(witness) == []


def test_a_state_that_cannot_be_written_hands_out_no_cosignature(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Witness, logs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Witness, "_keep", full)
    with pytest.raises(OSError, match="No space"):
        witness.check(shown(grown(5), 0))
    assert sizes(witness) == {ORIGIN: 0}


def _race(home: Path, content: bytes) -> str:
    try:
        return f"size {Witness(home).check(content)[0].size}"
    except MutasiError as problem:
        return type(problem).__name__


def test_two_histories_shown_at_once_are_not_both_signed(witness: Witness) -> None:
    offers = [shown(grown(9, other_from=fork), 0) for fork in range(8)]
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(partial(_race, witness.home), offers))
    assert sorted(said) == ["WitnessFork"] * 7 + ["size 9"]
    assert sizes(witness) == {ORIGIN: 9}
    assert len(forks(witness)) == 7


def test_growth_shown_at_once_leaves_a_whole_state(witness: Witness) -> None:
    made, chance = grown(64), random.Random(7)
    offers = [shown(made, 0, size) for size in chance.sample(range(1, 64), 16)]
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(partial(_race, witness.home), offers))
    assert len([one for one in said if one.startswith("size")]) == 1
    assert set(said) - {"ProofNeeded", "WitnessFork"} == {f"size {sizes(witness)[ORIGIN]}"}


# The agency's side


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """An agency whose log is signed, with a proposal on its way."""
    with signing(database_url, tmp_path / "instansi") as made:
        world.carry(made, world.propose(made), "evaluation")
        yield made


def handed_over(office: Office, since: int) -> bytes:
    """What `audit checkpoint --since` writes."""
    with office.database.transaction() as connection:
        made = checkpoints.make(connection, office.key, office.clock.now())
        return continuation(connection, since, made).encode()


def give_back(office: Office, cosigned: str, line: str | None = None) -> dict[str, object]:
    with office.database.reading() as connection:
        return accept(connection, LogKey(office.settings.home), cosigned.encode(), line)


def test_an_agency_and_its_witness_go_on_together(office: Office, witness: Witness) -> None:
    witness.add(office.key.verifier.line())
    known, cosigned = witness.check(handed_over(office, 0))
    said = give_back(office, cosigned, witness.verifier.line())
    assert (said["size"], said["witnesses"]) == (known.size, [NAME])
    world.carry(office, 1, "approval")
    grown_to, cosigned = witness.check(handed_over(office, known.size))
    assert grown_to.size > known.size
    (file,) = give_back(office, cosigned)["files"]  # type: ignore[misc]
    assert Path(file).read_text() == cosigned
    assert Path(file).parent == office.settings.home / "cosigned"


def test_a_size_that_the_log_never_had_is_named(office: Office) -> None:
    with pytest.raises(InvalidField, match="--since: this log has only"):
        handed_over(office, 500)


def test_only_a_known_witness_of_this_log_is_believed(office: Office, witness: Witness) -> None:
    witness.add(office.key.verifier.line())
    _, cosigned = witness.check(handed_over(office, 0))
    line = witness.verifier.line()
    with pytest.raises(InvalidField, match="no known witness"):
        give_back(office, cosigned)
    with pytest.raises(InvalidField, match="--witness"):
        give_back(office, cosigned, VKEY)
    silent = notes.verifier("lain.example", OTHER, notes.WITNESS).line()
    with pytest.raises(InvalidField, match="no known witness"):
        give_back(office, cosigned, silent)
    with pytest.raises(InvalidField, match="BERKAS"):
        give_back(office, witness.check(shown(grown(5), 0))[1], line)
    with pytest.raises(InvalidField, match="BERKAS"):
        give_back(office, cosigned.replace("=\n", "A=\n", 1), line)
    assert not (office.settings.home / "cosigned").exists()
    give_back(office, cosigned, line)
    give_back(office, cosigned)
    with pytest.raises(InvalidField, match="no known witness"):
        give_back(office, cosigned, silent)
    same_name = notes.verifier(NAME, OTHER, notes.WITNESS).line()
    with pytest.raises(InvalidField, match="known by another key"):
        give_back(office, cosigned, same_name)
    (office.settings.home / "cosigned" / "witnesses").write_text("rusak\n")
    with pytest.raises(WitnessUnreadable):
        give_back(office, cosigned, line)


def test_a_cosignature_from_before_a_new_origin_is_kept_under_the_key_of_that_time(
    office: Office, witness: Witness
) -> None:
    old = office.key.verifier
    witness.add(old.line())
    _, cosigned = witness.check(handed_over(office, 0))
    reopen(office, "Kunci hilang.", by(office))
    assert LogKey(office.settings.home).verifier != old
    (file,) = give_back(office, cosigned, witness.verifier.line())["files"]  # type: ignore[misc]
    assert Path(file).name.startswith(old.key_id.hex())


def test_a_cosigned_checkpoint_of_another_history_is_an_alarm(office: Office, witness: Witness) -> None:
    name = office.key.verifier.name
    witness.add(office.key.verifier.line())
    with office.database.reading() as connection:
        head = log.head(connection)
    for size, root in ((head.size, merkle.EMPTY), (head.size + 1, head.root)):
        forged = notes.cosign(office.key.sign(size, root), NAME, witness._key, 1)
        with pytest.raises(CosignedElsewhere, match=name):
            give_back(office, forged, witness.verifier.line())
    assert Verifier.read(office.key.verifier.line()).kind == LOG
    assert not os.path.exists(office.settings.home / "cosigned")
