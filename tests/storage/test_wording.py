"""The agency's own words: set by two persons, in force from the next decree on, kept by the decrees that have them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import wording
from storage.tables import Payload
from tests import world
from tests.storage.administrators import add_administrators, by, confirm, do, log, read, refuse
from workflow.errors import Guarded, InvalidField, RoleMissing, UnknownChange
from workflow.wording import COLLECTIVE, checked

WORDS: dict[str, Any] = {"clauses": {"eligible": "usulan {nama} lengkap"}, "copies": ["Arsip"]}
KEPT = checked("submit", WORDS)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def orders(office: Office) -> list[Any]:
    """The words of every decree, as its payload keeps them."""
    return [json.loads(row["content"])["words"] for row in world.rows(office, Payload)]


def test_words_hold_from_the_next_decree_on_and_each_decree_keeps_its_own(office: Office) -> None:
    first, second, third = (world.propose(office, nip) for nip in world.COLLEAGUES[:3])
    world.step(office, first, "submit")
    do(office, wording.set_words, "submit", WORDS)
    world.step(office, second, "submit")
    world.step(office, second, "establish_need")
    do(office, wording.reset, "submit")
    world.step(office, third, "submit")
    assert orders(office) == [None, KEPT, None, None]
    world.assert_sound(office)


def test_words_wait_for_the_second_administrator(office: Office) -> None:
    add_administrators(office)
    asked = do(office, wording.set_words, "submit", WORDS)
    assert (asked["status"], read(office, wording.words, "submit")) == ("asked", None)
    assert read(office, wording.asked, asked["change"]) == ("submit", KEPT)
    refuse(office, asked["change"])
    assert read(office, wording.in_force) == {}
    confirm(office, do(office, wording.set_words, "submit", WORDS)["change"])
    assert read(office, wording.words, "submit") == KEPT
    again = do(office, wording.reset, "submit")
    assert read(office, wording.asked, again["change"]) == ("submit", None)
    confirm(office, again["change"])
    assert read(office, wording.words, "submit") is None
    assert [(one["act"], one["status"]) for one in log(office)] == [
        *(("wording reset", "done"), ("wording set", "done"), ("wording set", "refused")),
    ]
    world.assert_sound(office)


def test_words_in_force_are_told_with_the_day_since_which_they_are(office: Office) -> None:
    do(office, wording.set_words, "submit", WORDS)
    do(office, wording.set_words, "reject", {"copies": ["Arsip"]})
    do(office, wording.reset, "reject")
    (found,) = read(office, wording.in_force).items()
    assert found[0] == "submit"
    assert found[1]["clauses"] == WORDS["clauses"]
    assert found[1]["since"] is not None


def test_a_decree_about_several_people_has_its_own_words(office: Office) -> None:
    do(office, wording.set_words, COLLECTIVE, {"copies": ["Arsip"]})
    do(office, wording.set_words, "approve", {"copies": ["Kepala {unit_baru}"]})
    ids = [world.propose(office, nip) for nip in world.COLLEAGUES[:3]]
    for one in ids:
        world.carry(office, one, "approval")
    world.step_together(office, ids[:2])
    world.step(office, ids[2], "approve")
    copies = [words["copies"] for words in orders(office) if words]
    assert copies == [["Arsip"], ["Arsip"], ["Kepala {unit_baru}"]]
    world.assert_sound(office)


def test_words_that_cannot_stand_there_leave_no_trace(office: Office) -> None:
    for form, told in (("submit", {}), ("x", WORDS), ("submit", {"clauses": {"moves": "x"}})):
        with pytest.raises(InvalidField):
            do(office, wording.set_words, form, told)
    with pytest.raises(InvalidField):
        do(office, wording.reset, "x")
    with pytest.raises(RoleMissing):
        do(office, wording.set_words, "submit", WORDS, who=by(office, world.ANALYST))
    assert (log(office), read(office, wording.in_force)) == ([], {})


@pytest.mark.parametrize("change", [0, -1, 2, 2**40])
def test_only_changes_of_words_have_words_to_show(office: Office, change: int) -> None:
    do(office, wording.set_words, "submit", WORDS)
    with pytest.raises(UnknownChange):
        read(office, wording.asked, change)


def test_rows_are_added_and_nothing_else(office: Office) -> None:
    do(office, wording.set_words, "submit", WORDS)
    for change in ("UPDATE wording SET words = NULL", "DELETE FROM wording"):
        with pytest.raises(Guarded), office.database.transaction() as connection:
            connection.execute(sa.text(change))


def test_the_audit_names_words_that_no_recorded_change_has_set(office: Office) -> None:
    do(office, wording.set_words, "submit", WORDS)
    assert world.audit(office).problems == []
    forged = json.dumps(KEPT | {"copies": ["Calo"]})
    with office.database.transaction() as connection:
        told = {"forged": forged, "since": world.START}
        connection.execute(sa.text("INSERT INTO wording (form, words, since) VALUES ('submit', :forged, :since)"), told)
    (problem,) = [en for _, en in world.audit(office).problems]
    assert problem == "The agency's own words (submit) are not what the recorded changes have set."
