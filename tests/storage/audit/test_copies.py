"""Whatever was done to a copy of a decree, it is named."""

from __future__ import annotations

import random

from app.wiring import Office
from storage.copy_tables import Copy
from storage.tables import Transition
from tests import world
from tests.storage.audit.tampering import after, flipped
from workflow.canonical import sha256


def copies(office: Office) -> list[dict[str, object]]:
    return world.rows(office, Copy)


def test_the_history_has_copies_and_they_are_sound(office: Office) -> None:
    report = world.audit(office)
    assert report.problems == []
    assert report.counts["copies"] == len(copies(office)) >= 2


def test_any_flipped_bit_of_a_copy_names_it(office: Office) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    for copy in copies(office):
        problems = after(
            office,
            "UPDATE copy SET content = :bytes WHERE id = :id",
            bytes=flipped(copy["content"], chance),
            id=copy["id"],
        )
        assert problems == [f"Copy of decree {copy['number']}: its bytes were altered."]


def test_a_copy_replaced_together_with_its_hash_is_noticed(office: Office) -> None:
    copy, forged = copies(office)[0], b"%PDF-1.7 palsu"
    told = {"forged": forged, "digest": sha256(forged), "id": copy["id"]}
    problems = after(office, "UPDATE copy SET content = :forged, sha256 = :digest WHERE id = :id", **told)
    assert f"Copy of decree {copy['number']}: it is not in history." in problems
    assert any(problem.endswith(f"its excerpt of decree {copy['number']} is missing.") for problem in problems)


def test_a_deleted_copy_is_missed_by_its_entry(office: Office) -> None:
    copy = copies(office)[0]
    (entry,) = [row["id"] for row in world.rows(office, Transition) if row["copy_sha256"] == copy["sha256"]]
    problems = after(office, "DELETE FROM copy WHERE id = :id", id=copy["id"])
    assert problems == [f"Entry {entry}: its excerpt of decree {copy['number']} is missing."]


def test_a_copy_given_to_another_person_is_noticed(office: Office) -> None:
    here, there = copies(office)[:2]
    problems = after(office, "UPDATE copy SET proposal = :other WHERE id = :id", other=there["proposal"], id=here["id"])
    assert f"Copy of decree {here['number']}: it is not in history." in problems


def test_a_copy_that_nobody_recorded_is_noticed(office: Office) -> None:
    number = copies(office)[0]["number"]
    problems = after(
        office,
        "INSERT INTO copy (number, proposal, kind, sha256, content, made_at)"
        " SELECT number, NULL, 'salinan', sha256, content, made_at FROM copy WHERE id = :id",
        id=copies(office)[0]["id"],
    )
    assert problems == [f"Copy of decree {number}: it is not in history."]


def test_an_entry_whose_copy_was_renamed_is_noticed(office: Office) -> None:
    entry = next(row for row in world.rows(office, Transition) if row["copy_sha256"])
    for value in ("NULL", f"'{'0' * 64}'"):
        problems = after(office, f"UPDATE transition SET copy_sha256 = {value} WHERE id = :id", id=entry["id"])
        assert any("(copy_sha256) are not what the leaf says" in problem for problem in problems)
        assert any("its columns (copy_sha256) are not what it was decided on" in problem for problem in problems)
