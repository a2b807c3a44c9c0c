"""Whatever was done to an entry of history or to its payload, the entry is named."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from tests import world
from tests.storage.audit.tampering import ZEROS, after, entries, entry_of, flipped, some
from workflow.canonical import commitment

WRONG: dict[str, Any] = {
    "version": 70,
    "verb": "withdraw",
    "from_state": "suspended",
    "to_state": "withdrawn",
    "actor": "admin",
    "number": "800.1.3.1/999/BKPSDM/VI/2026",
    "decree_sha256": ZEROS,
    "process": ZEROS,
    "dossier": ZEROS,
    "commitment": ZEROS,
    "proposal": 999,
    "capacity": "authority (plt)",
    "channel": "palsu",
    "os_user": "palsu",
    "at": "2026-06-03 02:00:07",
}


@pytest.mark.parametrize("column", WRONG)
def test_any_altered_column_of_any_entry_names_the_entry(office: Office, column: str) -> None:
    for entry in some(office, [entry for entry in entries(office) if entry[column] != WRONG[column]]):
        problems = after(
            office, f"UPDATE transition SET {column} = :wrong WHERE id = :id", wrong=WRONG[column], id=entry["id"]
        )
        assert any(problem.startswith(f"Entry {entry['id']} (proposal ") for problem in problems), (entry, problems)


def test_an_entry_that_cites_another_decree_is_named(office: Office) -> None:
    first, second = entries(office)[:2]
    problems = after(office, "UPDATE transition SET number = :other WHERE id = 1", other=second["number"])
    assert (
        f"Entry 1 (proposal {first['proposal']}): decree {second['number']} is not the one that was issued." in problems
    )
    assert f"Decree {first['number']} is not in history." in problems


def test_an_entry_that_was_moved_to_another_proposal_is_named(office: Office) -> None:
    entry = entry_of(office, "reject")
    problems = after(office, "UPDATE transition SET proposal = 1, version = 30 WHERE id = :id", id=entry["id"])
    assert any(problem.startswith(f"Entry {entry['id']} (proposal 1)") for problem in problems)
    assert any(problem.startswith(f"Proposal {entry['proposal']} stands at rejected") for problem in problems)


def test_every_deleted_entry_is_missed_by_its_index(office: Office) -> None:
    for entry in some(office, entries(office)):
        assert f"Entry {entry['id']} is missing." in after(
            office, "DELETE FROM transition WHERE id = :id", id=entry["id"]
        )


def test_a_tail_that_was_cut_off_with_the_head_moved_back_is_noticed(office: Office) -> None:
    last = entries(office)[-1]
    for length in some(office, list(range(1, len(entries(office))))):
        problems = after(
            office,
            "DELETE FROM transition WHERE id > (SELECT size FROM log_head) - :length",
            "UPDATE log_head SET size = size - :length",
            length=length,
        )
        assert f"Decree {last['number']} is not in history." in problems


def test_every_pair_of_neighbours_that_were_swapped_is_named(office: Office) -> None:
    neighbours = [a for a, _ in pairwise(entries(office))]
    for entry in some(office, neighbours):
        here, there = entry["id"], entry["id"] + 1
        problems = after(
            office,
            "UPDATE transition SET id = -1 WHERE id = :here",
            "UPDATE transition SET id = :here WHERE id = :there",
            "UPDATE transition SET id = :there WHERE id = -1",
            here=here,
            there=there,
        )
        assert any(problem.startswith((f"Entry {here} ", f"Entry {there} ")) for problem in problems)


def test_a_duplicated_entry_is_noticed(office: Office) -> None:
    entry = entry_of(office, "approve")
    new = len(entries(office)) + 1
    columns = ", ".join(entry)
    chosen = columns.replace("id,", f"{new},", 1).replace("version", "version + 50")
    copied = f"INSERT INTO transition ({columns}) SELECT {chosen} FROM transition WHERE id = :id"
    problems = after(office, copied, id=entry["id"])
    assert f"History goes up to entry {new}, but its head says {new - 1}." in problems
    assert any(problem.startswith(f"Entry {new} (proposal {entry['proposal']})") for problem in problems)
    also_the_head = after(office, copied, "UPDATE log_head SET size = size + 1", id=entry["id"])
    assert any(problem.startswith(f"Entry {new} (proposal {entry['proposal']})") for problem in also_the_head)


@pytest.mark.parametrize("part", ["salt", "content"])
def test_any_flipped_bit_of_a_payload_names_its_entry(office: Office, part: str) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    with office.database.reading() as connection:
        payloads = connection.execute(sa.text(f"SELECT transition, {part} FROM payload ORDER BY 1")).all()
    for id, content in some(office, list(payloads)):
        problems = after(
            office, f"UPDATE payload SET {part} = :bytes WHERE transition = :id", bytes=flipped(content, chance), id=id
        )
        assert [
            p for p in problems if p.startswith(f"Entry {id} ") and p.endswith("what it was decided on was altered.")
        ]


def test_a_deleted_payload_names_its_entry(office: Office) -> None:
    problems = after(office, "DELETE FROM payload WHERE transition = 5")
    assert [p for p in problems if p.startswith("Entry 5 ") and p.endswith("what it was decided on is missing.")]


@pytest.mark.parametrize("column", ["capacity", "channel", "os_user", "decree_sha256", "dossier", "actor"])
def test_a_column_that_is_not_what_was_decided_on_is_named_by_its_name(office: Office, column: str) -> None:
    entry = entry_of(office, "annul")
    problems = after(
        office, f"UPDATE transition SET {column} = :wrong WHERE id = :id", wrong=WRONG[column], id=entry["id"]
    )
    said = f"its columns ({column}) are not what it was decided on."
    assert f"Entry {entry['id']} (proposal {entry['proposal']}): {said}" in problems


def test_an_altered_instant_is_named_with_the_decree_that_was_issued_then(office: Office) -> None:
    entry = entry_of(office, "annul")
    moved = "UPDATE transition SET at = '2026-08-01 02:00:00.000007' WHERE id = :id"
    problems = after(office, moved, id=entry["id"])
    said = "its columns (at) are not what it was decided on."
    assert f"Entry {entry['id']} (proposal {entry['proposal']}): {said}" in problems
    assert f"Decree {entry['number']}: it was not issued at the time of entry {entry['id']}." in problems


def test_a_payload_and_its_commitment_that_were_replaced_together_name_the_entry(office: Office) -> None:
    """Whoever computes the commitment anew still has to tell the same story everywhere else."""
    entry = entry_of(office, "approve")
    with office.database.reading() as connection:
        query = sa.text("SELECT salt, content FROM payload WHERE transition = :id")
        salt, content = connection.execute(query, {"id": entry["id"]}).one()
    forged = bytes(content).replace(world.TARGET.encode(), b"PENATA-DIK")
    problems = after(
        office,
        "UPDATE payload SET content = :content WHERE transition = :id",
        "UPDATE transition SET commitment = :digest WHERE id = :id",
        **{"content": forged, "digest": commitment(bytes(salt), forged), "id": entry["id"]},
    )
    said = f"Entry {entry['id']} (proposal {entry['proposal']}): its dossier does not have the recorded hash."
    assert said in problems


# The process


def test_an_altered_process_table_is_named(office: Office) -> None:
    version = entries(office)[0]["process"]
    problems = after(
        office,
        "UPDATE process_version SET definition = replace(definition, '\"hr_head\"', '\"analyst\"') WHERE sha256 = :v",
        v=version,
    )
    assert problems == [f"Process version {version[:12]}: altered."]


def test_a_deleted_process_table_is_missed_by_every_entry(office: Office) -> None:
    problems = after(office, "DELETE FROM process_version")
    assert len(problems) == len(entries(office))
    assert all(problem.endswith("its process version is not known.") for problem in problems)
