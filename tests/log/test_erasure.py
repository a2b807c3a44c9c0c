"""Erasure: two persons, only past retention, and everyone can tell it from a deletion by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.wiring import Office
from storage import checkpoints, documents, history, log, pages
from storage.erasure import erase
from storage.governance import Change
from storage.log_tables import LogLeaf
from storage.parameters import NewValue, set_parameter
from storage.tables import Decree, Document, Payload, TeamMember, Transition, table
from tests import world
from tests.log.worlds import assert_whole
from tests.storage.administrators import REASON, SECOND, add_administrators, by, confirm, do, read
from workflow.canonical import instant
from workflow.errors import (
    DocumentAltered,
    DocumentErased,
    EntryAltered,
    InvalidField,
    NothingToErase,
    RoleMissing,
    SecondPerson,
    UnknownPerson,
)

BASIS = "Jadwal retensi arsip 2026, kode 800.1.3.3"
OTHER = world.COLLEAGUES[1]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Proposal 1, of Sari, was completed and has a letter; proposal 2, of a colleague, was rejected; eleven years ago."""
    with world.build(database_url) as made:
        first, second = world.propose(made), world.propose(made, OTHER)
        for proposal in (first, second):
            world.carry(made, proposal, "evaluation")
        world.attach(made, first, content=b"surat pribadi")
        world.carry(made, first, "completed")
        world.step(made, second, "reject")
        made.clock.forward(days=11 * 366)
        yield made


def destroy(office: Office, nip: str = world.SARI, before: date | None = None, account: str = world.ADMIN) -> Any:
    with office.database.transaction() as connection:
        return erase(connection, nip, BASIS, REASON, by(office, account), before)


def entries_of(office: Office, proposal: int) -> list[int]:
    return [row["id"] for row in world.rows(office, Transition) if row["proposal"] == proposal]


def payloads(office: Office) -> list[int]:
    return [row["transition"] for row in world.rows(office, Payload)]


def leaf(office: Office, index: int) -> dict[str, Any]:
    content = next(row["content"] for row in world.rows(office, LogLeaf) if row["index"] == index)
    told: dict[str, Any] = json.loads(content)
    return told


def refusal(office: Office, nip: str = world.SARI) -> str:
    with pytest.raises(NothingToErase) as refused:
        destroy(office, nip)
    return refused.value.sentence("en")


# What goes, and what stays


def test_payloads_teams_and_documents_go_and_history_decrees_and_hashes_stay(office: Office) -> None:
    mine, others = entries_of(office, 1), entries_of(office, 2)
    kept = world.rows(office, Transition), world.rows(office, Decree)
    hashes = [(row["id"], row["sha256"]) for row in world.rows(office, Document)]
    said = destroy(office)
    assert (said["status"], said["proposals"], said["entries"]) == ("done", [1], len(mine))
    assert payloads(office) == others
    assert {row["proposal"] for row in world.rows(office, TeamMember)} <= {2}
    left = world.rows(office, Document)
    assert all((row["content"] == b"") == (row["proposal"] == 1) for row in left)
    assert [(row["id"], row["sha256"]) for row in left] == hashes
    assert (world.rows(office, Transition), world.rows(office, Decree)) == kept
    assert world.show(office, 1)["state"] == "completed"


def test_the_erasure_is_a_leaf_of_the_tree_that_names_basis_persons_and_entries(office: Office) -> None:
    add_administrators(office)
    asked = destroy(office)
    said = confirm(office, asked["change"])
    told = leaf(office, said["index"])
    assert told == {
        **{"v": 1, "type": "erasure", "ref": 1, "at": instant(office.clock.now())},
        **{"asked_by": world.ADMIN, "agreed_by": SECOND, "basis": BASIS},
        **{"entries": entries_of(office, 1), "changes": []},
        "documents": [row["id"] for row in world.rows(office, Document) if row["proposal"] == 1],
        "proposals": [1],
    }
    assert not any(part in json.dumps(told) for part in (world.SARI, "Sari"))
    assert_whole(office)
    with office.database.reading() as connection:
        head = log.head(connection)
        assert said["index"] == head.size - 2
        assert log.root_at(connection, head.size) == head.root


def test_a_single_administrator_is_named_as_the_only_one(office: Office) -> None:
    told = leaf(office, destroy(office)["index"])
    assert (told["asked_by"], told["agreed_by"]) == (world.ADMIN, None)
    assert leaf(office, destroy(office, OTHER)["index"])["ref"] == 2


def test_the_erased_bytes_are_not_left_in_the_file(office: Office) -> None:
    if not office.database.sqlite:
        pytest.skip("a server reuses its pages after VACUUM")
    secret = b"Kompetensi sesuai dengan jabatan tujuan"
    file = Path(office.database.engine.url.database or "")
    office.database.dispose()
    assert file.read_bytes().count(secret) > 0
    assert b"surat pribadi" in file.read_bytes()
    destroy(office)
    office.database.dispose()
    assert secret not in file.read_bytes()
    assert b"surat pribadi" not in file.read_bytes()


# Who may, and what may go


def test_with_two_administrators_nothing_goes_before_the_other_agrees(office: Office) -> None:
    add_administrators(office)
    before = payloads(office)
    asked = destroy(office)
    assert (asked["status"], asked["proposals"]) == ("asked", [1])
    assert payloads(office) == before
    assert all(row["content"] for row in world.rows(office, Document))
    assert read(office, checkpoints.latest) is None
    with pytest.raises(SecondPerson):
        confirm(office, asked["change"], world.ADMIN)
    confirm(office, asked["change"])
    assert payloads(office) == entries_of(office, 2)


def test_what_the_second_person_agrees_to_is_looked_at_again(office: Office) -> None:
    add_administrators(office)
    asked = destroy(office)
    longer = do(office, set_parameter, NewValue("retention", "years", "30"))
    confirm(office, longer["change"])
    with pytest.raises(NothingToErase, match="proposal 1 is kept until"):
        confirm(office, asked["change"])
    assert payloads(office) == sorted([*entries_of(office, 1), *entries_of(office, 2)])


def test_only_administrators_erase_and_only_with_a_basis(office: Office) -> None:
    with pytest.raises(RoleMissing):
        destroy(office, account=world.HEAD)
    with office.database.transaction() as connection, pytest.raises(InvalidField, match="--basis"):
        erase(connection, world.SARI, " ", REASON, by(office))
    with pytest.raises(UnknownPerson):
        destroy(office, "199999999999999999")


def test_a_running_proposal_stays_and_the_sentence_says_so(office: Office) -> None:
    world.propose(office, world.COLLEAGUES[2])
    assert "proposal 3 has not ended (Draft)" in refusal(office, world.COLLEAGUES[2])
    world.step(office, 3, "submit")
    office.clock.forward(days=11 * 366)
    assert "proposal 3 has not ended (Needs analysis)" in refusal(office, world.COLLEAGUES[2])


def test_a_proposal_within_its_retention_stays_until_its_last_day(office: Office) -> None:
    ended = world.show(office, 1)["changed_at"].date()
    last = ended.replace(year=ended.year + 10)
    office.clock.forward(days=(last - office.today).days)
    assert f"proposal 1 is kept until {last.day} " in refusal(office)
    office.clock.forward(days=1)
    assert destroy(office)["proposals"] == [1]


def test_the_agency_sets_how_long_cases_are_kept(office: Office) -> None:
    do(office, set_parameter, NewValue("retention", "years", "12"))
    assert "kept until" in refusal(office)
    office.clock.forward(days=366)
    assert destroy(office)["status"] == "done"


def test_a_proposal_whose_objection_waits_for_an_answer_stays(office: Office) -> None:
    number = next(row["number"] for row in world.rows(office, Decree))
    with office.database.transaction() as connection:
        world.insert(
            connection,
            world.tables.Objection,
            **{"proposal": 1, "decree": number, "received": office.today, "grounds": "Keberatan."},
            **{"filed_by": world.OFFICER, "filed_at": office.clock.now()},
        )
    assert "an objection to proposal 1 has not been answered." in refusal(office)


def test_before_narrows_the_erasure_and_never_shortens_retention(office: Office) -> None:
    ended = world.show(office, 1)["changed_at"].date()
    with pytest.raises(NothingToErase, match="ended only on"):
        destroy(office, before=ended)
    do(office, set_parameter, NewValue("retention", "years", "12"))
    with pytest.raises(InvalidField, match="--before: proposal 1 ended before that day, but is kept until"):
        destroy(office, before=office.today)


def test_erasing_twice_says_that_nothing_is_left(office: Office) -> None:
    destroy(office)
    assert refusal(office) == "Nothing can be erased: proposal 1 has been erased already."


# Evidence


def test_an_erased_log_verifies_and_the_audit_names_the_erasure(office: Office) -> None:
    index = destroy(office)["index"]
    world.assert_sound(office)
    notes = [en for _, en in world.audit(office).notes]
    of_entries = [note for note in notes if "what was decided on" in note]
    named = [f"Document {row['id']}: its content was erased by leaf {index}." for row in world.rows(office, Document)]
    assert all(note.endswith(f"was erased by leaf {index}.") for note in of_entries)
    assert of_entries
    assert [note for note in notes if note in named] == [
        name for name, row in zip(named, world.rows(office, Document), strict=True) if row["proposal"] == 1
    ]


def forged(office: Office, proposal: int) -> list[str]:
    """What the audit says of a proposal that somebody erased who wrote a leaf about it, and nothing else."""
    gone = entries_of(office, proposal)
    who = {"at": instant(office.clock.now()), "asked_by": "a", "agreed_by": "b", "basis": "JRA"}
    with office.database.transaction() as connection:
        connection.execute(table(Payload).delete().where(table(Payload).c.transition.in_(gone)))
        told = {**who, "entries": gone, "changes": [], "documents": [], "proposals": [proposal]}
        log.append(connection, "erasure", 1, told)
    return [english for _, english in world.audit(office).problems]


def test_an_erasure_that_nobody_decided_is_named(office: Office) -> None:
    assert any(problem.endswith("nobody decided the erasure that it tells of.") for problem in forged(office, 1))


@pytest.mark.parametrize("proposals", [None, [[1]], ["satu"], {"1": 1}, [1, 2]])
def test_a_leaf_about_an_erasure_that_speaks_of_nothing_decided_is_named(office: Office, proposals: Any) -> None:
    destroy(office)
    with office.database.transaction() as connection:
        index = log.head(connection).size
        told = {"entries": [], "changes": [], "documents": [], "proposals": proposals}
        log.append(connection, "erasure", 2, told)
        connection.execute(
            table(Change).update().where(table(Change).c.act != "erase").values(act="erase", new="rusak")
        )
    said = [english for _, english in world.audit(office).problems]
    assert f"Leaf {index}: nobody decided the erasure that it tells of." in said


def test_an_erasure_of_a_proposal_that_has_not_ended_is_named(office: Office) -> None:
    running = world.propose(office, world.COLLEAGUES[3], world.SINGLE)
    world.step(office, running, "submit")
    assert any("although it has not ended." in problem for problem in forged(office, running))


def test_one_more_payload_deleted_by_hand_is_found(office: Office) -> None:
    destroy(office)
    victim = entries_of(office, 2)[1]
    with office.database.transaction() as connection:
        connection.execute(table(Payload).delete().where(table(Payload).c.transition == victim))
    problems = [en for _, en in world.audit(office).problems]
    assert problems == [f"Entry {victim} (proposal 2): what it was decided on is missing."]


def test_a_document_emptied_by_hand_is_found(office: Office) -> None:
    destroy(office)
    victim = world.attach(office, world.propose(office, world.COLLEAGUES[2]))
    with office.database.transaction() as connection:
        connection.execute(table(Document).update().where(table(Document).c.id == victim).values(content=b""))
    assert [en for _, en in world.audit(office).problems] == [f"Document {victim}: its bytes were altered."]


def test_an_erased_payload_that_came_back_is_found(office: Office) -> None:
    before = world.rows(office, Payload)[0]
    index = destroy(office)["index"]
    with office.database.transaction() as connection:
        world.insert(connection, Payload, **before)
    (problem,) = [en for _, en in world.audit(office).problems]
    assert problem.endswith(f"what it was decided on is still there, although leaf {index} says that it was erased.")


def test_evidence_of_an_alteration_is_not_erased(office: Office) -> None:
    first, before = entries_of(office, 1)[0], payloads(office)
    with office.database.transaction() as connection:
        connection.execute(table(Payload).delete().where(table(Payload).c.transition == first))
        world.insert(connection, Payload, transition=first, salt=b"s" * 32, content=b"{}")
    with pytest.raises(EntryAltered):
        destroy(office)
    assert payloads(office) == before


def test_an_altered_document_is_not_erased_either(office: Office) -> None:
    victim = world.rows(office, Document)[0]["id"]
    with office.database.transaction() as connection:
        connection.execute(table(Document).update().where(table(Document).c.id == victim).values(content=b"palsu"))
    with pytest.raises(DocumentAltered):
        destroy(office)
    assert payloads(office) == sorted([*entries_of(office, 1), *entries_of(office, 2)])


KILLED = """
import os, sys
from storage import changes, erasure, log
from tests import world
from tests.storage.administrators import by

url, place, moved = sys.argv[1:]
module, name = {"documents": (erasure, "_erase_documents"), "leaf": (log, "append"), "change": (changes, "_keep")}[place]
real = getattr(module, name)

def dies(*told):
    real(*told)
    os.kill(os.getpid(), 9)

setattr(module, name, dies)
office = world.open_office(url)
office.clock.moved = world.datetime.fromisoformat(moved)
with office.database.transaction() as connection:
    erasure.erase(connection, world.SARI, "JRA", "Penyusutan", by(office))
"""


@pytest.mark.parametrize("place", ["documents", "leaf", "change"])
def test_an_erasure_that_is_killed_in_the_middle_has_erased_nothing(office: Office, place: str) -> None:
    before = payloads(office), world.rows(office, Document), world.rows(office, LogLeaf)
    words = [office.database.url, place, office.clock.now().isoformat()]
    done = subprocess.run([sys.executable, "-c", KILLED, *words], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert (payloads(office), world.rows(office, Document), world.rows(office, LogLeaf)) == before
    world.assert_sound(office)
    assert world.audit(office).notes == []
    assert destroy(office)["status"] == "done"


# Those who read it afterwards


def test_history_pages_and_files_of_an_erased_proposal_can_be_read(office: Office) -> None:
    destroy(office)
    with office.database.reading() as connection:
        rows = list(history.history(connection, 1))
        assert {row["note"] for row in rows} == {None}
        assert pages.origins_at_approval(connection, [1]) == {}
        listed = documents.documents(connection, 1)
        assert [row["bytes"] for row in listed] == [0] * len(listed)
        with pytest.raises(DocumentErased, match="Leaf"):
            documents.content_of(connection, listed[0]["id"], world.OFFICER, office.clock.now(), office.today)


def test_another_proposal_of_the_person_goes_on(office: Office) -> None:
    running = world.propose(office, world.SARI, world.SINGLE)
    before = world.dossier(office, running)
    said = destroy(office)
    assert [(one["proposal"], one["en"]) for one in said["kept"]] == [
        (running, f"proposal {running} has not ended (Draft).")
    ]
    assert world.dossier(office, running).sha256 == before.sha256
    assert world.dossier(office, 1).proposal.id == 1
    world.step(office, running, "submit")
    world.assert_sound(office)
