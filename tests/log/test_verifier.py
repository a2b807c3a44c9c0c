"""The independent verifier: what it says of sound bundles, of keys and of checkpoints that an inspector holds."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage import notes
from storage.verifier import verify
from tests.log.bundles import ORIGIN, VKEY, Log, busy, resealed, small
from tests.log.checking import OTHER_KEY, SOUND, UNPROVED, Files, flips, wrongs
from workflow.canonical import canonical

OTHER_VKEY = notes.verifier(ORIGIN, OTHER_KEY).line()


def test_a_sound_bundle_is_found_sound() -> None:
    assert wrongs(SOUND) == []
    assert wrongs(SOUND, ()) == []


@pytest.mark.parametrize("indexes", [None, [0], [0, 2, 6, 7, 10], [4], []])
def test_a_bundle_about_some_entries_of_a_longer_log_is_sound(indexes: list[int] | None) -> None:
    log = busy()
    assert wrongs(log.bundle(indexes, proposals=[])) == []


def test_logs_of_every_size_up_to_forty_give_sound_bundles() -> None:
    log = Log()
    for size in range(1, 41):
        log.change()
        assert wrongs(log.bundle({0, size // 2, size - 1}, [], held=range(1, size + 1)), a=log.note(size // 2)) == []


def test_a_bundle_is_sound_with_every_checkpoint_that_the_log_ever_made() -> None:
    log = busy()
    held = {f"n{size}": log.note(size) for size in range(len(log.leaves) + 1)}
    assert wrongs(log.bundle([0], [], held=range(1, len(log.leaves))), **held) == []


def test_a_bundle_that_begins_in_the_middle_of_a_proposal_is_sound_when_it_does_not_claim_the_whole() -> None:
    log = busy()
    later = [index for index, (kind, _) in log.about.items() if kind == "transition" and index > 8]
    assert wrongs(log.bundle(later, proposals=[])) == []
    assert wrongs(log.bundle(later, proposals=[7])) == ["usulan 7: langkah 1 hilang, tertukar, atau tidak menyambung."]


def test_the_reading_aids_of_a_bundle_are_covered_by_the_manifest_only() -> None:
    extra = dict.fromkeys(UNPROVED, b"untuk dibaca")
    assert wrongs(resealed({**SOUND, **extra})) == []
    assert wrongs({**resealed({**SOUND, **extra}), "berkas.pdf": b"lain"}) == [
        "berkas berkas.pdf: isinya berbeda dari SHA-256 dalam manifest."
    ]


# Keys


def test_a_bundle_that_someone_else_signed_is_found_by_whoever_has_the_log_s_key() -> None:
    log = small()
    forged = sealed_by(log, OTHER_KEY, OTHER_VKEY)
    assert wrongs(forged, ()) == []
    assert wrongs(forged) == [
        "log.vkey: bukan kunci yang Anda berikan.",
        "checkpoint.txt: tidak ditandatangani dengan kunci yang diberikan untuk log lembayung.example/log/1.",
    ]


def sealed_by(log: Log, key: Ed25519PrivateKey, vkey: str) -> dict[str, bytes]:
    return resealed(log.bundle(note=log.note(key=key)), **{"log.vkey": f"{vkey}\n".encode()})


@pytest.mark.parametrize(
    "file", [VKEY, f"{VKEY}\n\n", f"{VKEY}\nlain", f"{VKEY}\nlain\n", f"{VKEY}\r\n", f" {VKEY}\n", ""]
)
@pytest.mark.parametrize("keys", [(), (VKEY,)])
def test_a_key_file_holds_one_line_and_nothing_else(file: str, keys: tuple[str, ...]) -> None:
    assert wrongs(resealed(small().bundle(), **{"log.vkey": file.encode()}), keys)


def test_a_signature_that_does_not_hold_is_found_even_beside_one_that_does() -> None:
    log = small()
    line = log.note().splitlines()[-1]
    name, encoded = line.split(" ")[1:]
    bad = base64.b64encode(base64.b64decode(encoded)[:4] + bytes(64)).decode()
    spoilt = log.note() + f"\u2014 {name} {bad}\n"
    assert wrongs(log.bundle(note=spoilt)) == ["checkpoint.txt: tanda tangannya tidak sah."]


def test_a_witness_s_signature_does_not_disturb() -> None:
    log = small()
    cosigned = notes.cosign(log.note(), "inspektorat.example/saksi", OTHER_KEY, 1_793_000_000)
    assert wrongs(log.bundle(note=cosigned)) == []


# Checkpoints that the inspector holds


def test_a_history_that_was_rewritten_is_found_by_whoever_holds_an_older_checkpoint() -> None:
    before = busy()
    for size in range(1, len(before.leaves) + 1):
        after = busy()
        leaf = {**json.loads(after.leaves[size - 1]), "os_user": "root", "alone": False}
        after.leaves[size - 1] = canonical(leaf)
        files = after.bundle([], [], held=range(1, len(after.leaves)))
        for held in range(len(before.leaves) + 1):
            assert bool(wrongs(files, lama=before.note(held))) is (held >= size)


def test_a_log_that_was_cut_is_found_by_whoever_holds_a_longer_checkpoint() -> None:
    log = busy()
    longer = log.note()
    log.leaves.pop()
    del log.about[len(log.leaves)]
    assert wrongs(log.bundle(), lama=longer) == [
        "titik periksa lama: lebih baru daripada bundel: mintalah bundel yang lebih baru. Bila tidak ada, log telah dipotong."
    ]


def test_two_histories_of_one_size_are_found() -> None:
    log, other = busy(), busy()
    other.leaves[-1] = canonical({**json.loads(other.leaves[-1]), "actor": "wulan"})
    assert len(wrongs(log.bundle(), lama=other.note())) == 1


def test_a_checkpoint_from_which_the_bundle_has_no_proof_is_not_called_sound() -> None:
    log = busy()
    size = len(log.leaves)
    assert wrongs(log.bundle(), lama=log.note(5)) == [
        f"titik periksa lama: belum dapat diperiksa: mintalah bundel yang memuat consistency/5-{size}.proof."
    ]


def test_every_altered_byte_of_a_consistency_proof_is_found() -> None:
    log = busy()
    files = log.bundle([], [], held=[5])
    (name,) = (name for name in files if name.startswith("consistency/"))
    assert wrongs(files, lama=log.note(5)) == []
    for altered in flips(files[name]):
        assert wrongs(resealed(files, **{name: altered}), lama=log.note(5))


def test_every_altered_byte_of_a_held_checkpoint_is_found() -> None:
    log = busy()
    files, note = log.bundle([], [], held=range(1, 12)), log.note(5).encode()
    for altered in flips(note):
        assert verify.Check(Files(files), [VKEY], {"lama": altered}).wrongs


def test_a_checkpoint_of_an_origin_that_was_given_up_holds_with_its_own_key() -> None:
    log = busy()
    old = log.note(5, OTHER_KEY, "lembayung.example/log/0")
    old_key = notes.verifier("lembayung.example/log/0", OTHER_KEY).line()
    files = log.bundle([], [], held=[5])
    assert wrongs(files, (VKEY, old_key), lama=old) == []
    assert len(wrongs(files, (VKEY,), lama=old)) == 1
