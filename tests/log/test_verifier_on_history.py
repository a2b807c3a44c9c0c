"""The verifier on what this program really keeps of its decisions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.wiring import Office
from storage.copy_tables import Copy
from storage.tables import Decree, Payload, ProcessVersion, Transition
from tests import world
from tests.log.bundles import Log
from tests.log.checking import resealed_payload, wrongs
from tests.storage.audit.tampering import fill
from workflow.canonical import canonical

COLUMNS = [name for name in Transition.model_fields if name != "id"]


@pytest.fixture
def log(database_url: str) -> Log:
    """Every step of nine proposals: completed, annulled, suspended, sent back, rejected, approved together."""
    office = world.build(database_url)
    fill(office)
    return log_of(office)


def log_of(office: Office) -> Log:
    log = Log()
    decrees = {row["number"]: row["content"] for row in world.rows(office, Decree)}
    copies = {row["sha256"]: row["content"] for row in world.rows(office, Copy)}
    payloads = {row["transition"]: (row["salt"], row["content"]) for row in world.rows(office, Payload)}
    for row in sorted(world.rows(office, Transition), key=lambda row: row["id"]):
        told = {name: row[name] for name in COLUMNS if name != "copy_sha256" or row[name]}
        index = log.add("transition", told, row["id"])
        if row["copy_sha256"]:
            log.copies[index] = copies[row["copy_sha256"]]
        log.decrees[index], log.payloads[index] = decrees[row["number"]], payloads[row["id"]]
    log.processes = {row["sha256"]: row["definition"].encode() for row in world.rows(office, ProcessVersion)}
    return log


def test_what_was_really_decided_is_found_sound(log: Log) -> None:
    proposals = {json.loads(leaf)["proposal"] for leaf in log.leaves}
    assert len(proposals) == 9
    assert wrongs(log.bundle(proposals=proposals)) == []


def test_the_hour_of_a_real_decision_cannot_be_changed_in_its_payload(log: Log) -> None:
    salt, content = log.payloads[3]
    told = json.loads(content)
    told["entry"]["at"] = "2026-01-01T00:00:00Z"
    files = resealed_payload(log.bundle(proposals=[]), 3, salt, canonical(told))
    assert wrongs(files) == ["daun 3 (entri riwayat 4): isi pertimbangannya bukan yang dicatat."]


def test_a_petikan_that_is_altered_missing_or_unknown_is_found(log: Log) -> None:
    index = min(log.copies)
    about = f"daun {index} (entri riwayat {index + 1})"
    altered = replace(log, copies={**log.copies, index: b"%PDF palsu"})
    number = json.loads(log.leaves[index])["number"]
    assert wrongs(altered.bundle(proposals=[])) == [f"{about}: petikan keputusan {number} bukan yang diterbitkan."]
    missing = replace(log, copies={one: copy for one, copy in log.copies.items() if one != index})
    assert wrongs(missing.bundle(proposals=[])) == [f"{about}: copies/{index}.pdf tidak ada."]
    unknown = replace(log, copies={**log.copies, 0: b"%PDF palsu"})
    assert wrongs(unknown.bundle(proposals=[])) == [
        "daun 0 (entri riwayat 1): entrinya tidak mengenal petikan copies/0.pdf."
    ]
