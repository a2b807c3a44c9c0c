"""Entries that lie though the log signed them, steps that do not follow, and payloads that were erased."""

from __future__ import annotations

import base64
import json

import pytest

from tests.log import bundles
from tests.log.bundles import Log, busy, resealed
from tests.log.checking import manifest_of, wrongs
from workflow.canonical import canonical, sha256


def lying(other: dict[str, object]) -> dict[str, bytes]:
    """A bundle of one step whose payload, committed to as it is, says something else than its leaf."""
    log = Log()
    log.step(7, 1, "submit", ("draft", "asked"), other=other)
    return log.bundle()


def test_a_payload_that_speaks_of_its_entry_is_sound() -> None:
    assert wrongs(lying({})) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("proposal", 8), ("version", 2), ("from_state", "held"), ("to_state", "held"), ("actor", "wulan")),
        *(("number", "800/9/X/2026"), ("at", "2026-11-03T03:00:00Z"), ("capacity", "hr_head (plt, mandate 3)")),
        *(("channel", "web"), ("os_user", "root"), ("decree_sha256", "00" * 32)),
    ],
)
def test_a_payload_that_speaks_of_another_decision_is_found_and_the_column_named(column: str, value: object) -> None:
    assert wrongs(lying({column: value})) == [
        f"daun 0 (entri riwayat 1): isi pertimbangannya berbeda dari entrinya: {column}."
    ]


@pytest.mark.parametrize("column", ["process", "dossier"])
def test_a_payload_with_another_process_or_dossier_is_found(column: str) -> None:
    assert len(wrongs(lying({column: "00" * 32}))) == 1


@pytest.mark.parametrize("part", ["process", "dossier"])
def test_a_payload_that_does_not_agree_with_itself_is_found(part: str) -> None:
    log = Log()
    log.step(7, 1, "submit", ("draft", "asked"))
    salt, content = log.payloads[0]
    told = json.loads(content)
    if part == "process":
        told["process"] = "00" * 32
    else:
        told["cases"][0]["dossier"]["person"]["name"] = "Bayu"
    log.payloads[0] = salt, canonical(told)
    log.leaves[0] = canonical({**json.loads(log.leaves[0]), "commitment": sha256(salt + canonical(told))})
    assert wrongs(log.bundle()) == ["daun 0 (entri riwayat 1): isi pertimbangannya tidak cocok dengan dirinya sendiri."]


def test_occupancy_may_change_while_a_decision_is_taken() -> None:
    log = Log()
    log.step(7, 1, "submit", ("draft", "asked"))
    assert json.loads(log.payloads[0][1])["cases"][0]["dossier"]["occupancy"] == {"holders": 1}
    assert wrongs(log.bundle()) == []


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        ([(1, "submit", "asked", "held")], "langkah 1 hilang, tertukar, atau tidak menyambung."),
        ([(2, "submit", "draft", "asked")], "langkah 1 hilang, tertukar, atau tidak menyambung."),
        ([(1, "submit", "draft", "held")], "langkah 1 (submit) tidak diizinkan tabel proses."),
        ([(1, "suspend", "draft", "asked")], "langkah 1 (suspend) tidak diizinkan tabel proses."),
        (
            [(1, "submit", "draft", "asked"), (3, "suspend", "asked", "held")],
            "langkah 2 hilang, tertukar, atau tidak menyambung.",
        ),
        (
            [(1, "submit", "draft", "asked"), (1, "suspend", "asked", "held")],
            "langkah 2 hilang, tertukar, atau tidak menyambung.",
        ),
        (
            [(1, "submit", "draft", "asked"), (2, "resume", "held", "asked")],
            "langkah 2 hilang, tertukar, atau tidak menyambung.",
        ),
        (
            [(1, "submit", "draft", "asked"), (2, "suspend", "asked", "held"), (3, "resume", "held", "draft")],
            "langkah 3 (resume) tidak diizinkan tabel proses.",
        ),
    ],
)
def test_steps_that_do_not_follow_or_are_not_allowed_are_found(
    steps: list[tuple[int, str, str, str]], wrong: str
) -> None:
    log = Log()
    for version, verb, source, target in steps:
        log.step(7, version, verb, (source, target))
    assert wrongs(log.bundle()) == [f"usulan 7: {wrong}"]


def test_a_first_step_begins_where_the_process_begins_though_the_bundle_claims_no_whole() -> None:
    log = Log()
    log.step(7, 1, "suspend", ("asked", "held"))
    assert wrongs(log.bundle(proposals=[])) == ["usulan 7: langkah 1 hilang, tertukar, atau tidak menyambung."]


def test_each_step_is_held_against_the_process_of_its_own_day() -> None:
    narrow = {**bundles.PROCESS, "edges": bundles.PROCESS["edges"][:1]}
    log = Log()
    log.step(7, 1, "submit", ("draft", "asked"), narrow)
    log.step(7, 2, "suspend", ("asked", "held"))
    assert wrongs(log.bundle()) == []
    log.step(7, 3, "resume", ("held", "asked"), narrow)
    assert wrongs(log.bundle()) == ["usulan 7: langkah 3 (resume) tidak diizinkan tabel proses."]


def test_numbers_of_entries_that_fall_along_the_log_are_found() -> None:
    log = Log()
    for proposal in (7, 8):
        log.step(proposal, 1, "submit", ("draft", "asked"))
    for index, ref in ((0, 2), (1, 1)):
        log.leaves[index] = canonical({**json.loads(log.leaves[index]), "ref": ref})
        log.about[index] = "transition", ref
    assert wrongs(log.bundle()) == ["manifest.json: daftar entri berulang atau tidak berurutan."]


def test_two_entries_about_one_row_are_found() -> None:
    log = Log()
    log.change(5)
    log.change(5)
    assert wrongs(log.bundle(proposals=[])) == ["manifest.json: daftar entri berulang atau tidak berurutan."]


def test_an_entry_that_is_listed_twice_is_found() -> None:
    log = Log()
    log.change()
    files = log.bundle(proposals=[])
    leaves = json.loads(files["manifest.json"])["leaves"] * 2
    assert wrongs(manifest_of(files, leaves=leaves)) == ["manifest.json: daftar entri berulang atau tidak berurutan."]


# Erasure


def test_a_payload_that_is_gone_without_an_entry_that_says_so_is_found() -> None:
    log = busy()
    del log.payloads[0], log.payloads[1]
    missing = "isi pertimbangannya tidak ada, padahal tidak ada entri yang mencatat penghapusannya."
    assert wrongs(log.bundle([0, 1])) == [
        f"daun 0 (entri riwayat 1): {missing}",
        f"daun 1 (perubahan data 1): {missing}",
    ]


def test_a_payload_that_was_erased_is_allowed_to_be_gone_from_entries_before_the_erasure() -> None:
    log = busy()
    erasure = log.erase(0, 1)
    assert wrongs(log.bundle()) == []
    assert len(wrongs(log.bundle([0, 1, 2]))) == 2
    later = log.step(8, 2, "suspend", ("asked", "held"))
    gone = json.loads(log.leaves[erasure])
    gone["entries"].append(log.about[later][1])
    log.leaves[erasure] = canonical(gone)
    del log.payloads[later]
    assert [wrong.split(":")[0] for wrong in wrongs(log.bundle())] == [
        f"daun {later} (entri riwayat {log.about[later][1]})"
    ]


def test_a_payload_that_is_said_to_be_erased_and_is_there_is_found() -> None:
    log = busy()
    kept = log.payloads[0]
    log.erase(0)
    log.payloads[0] = kept
    assert wrongs(log.bundle()) == ["daun 0 (entri riwayat 1): isi pertimbangannya dicatat terhapus, tetapi masih ada."]


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_and_a_payload_are_cut_where_they_were_joined(salt: bytes) -> None:
    log = Log()
    log.change()
    true, content = log.payloads[0]
    joined = true + content
    file = {"salt": joined[: len(salt)].hex(), "payload": base64.b64encode(joined[len(salt) :]).decode()}
    assert wrongs(resealed(log.bundle(proposals=[]), **{"payloads/0.json": canonical(file)}))
