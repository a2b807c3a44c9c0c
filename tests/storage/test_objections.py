"""Objections (keberatan): who files and answers them, until when, and what two at once leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from app.wiring import Office
from storage import documents, dossiers, objections
from storage.documents import Filing
from storage.governance import Holiday, Mandate, Parameter
from storage.objection_list import objections as listed_objections
from storage.tables import Document, Objection, Payload, Proposal, Transition, table
from tests import world
from workflow.authority import Role
from workflow.canonical import sha256
from workflow.errors import (
    Erased,
    InvalidField,
    LateObjection,
    MutasiError,
    NoMandate,
    NothingToObject,
    ObjectionAnswered,
    ObjectionWaits,
    RoleMissing,
    StepRefused,
    UnknownObjection,
    UnknownProposal,
)

DECREED = date(2026, 6, 2)
"""The day on which `office` approves: world.START."""
FILE_UNTIL = date(2026, 6, 22)
"""The 14th working day after it, by hand: 3–5, 8–12, 15–19 and 22 June."""
GROUNDS = "Anak saya sedang dirawat."


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Proposal 1 moves Sari and was approved today."""
    with world.build(database_url) as made:
        proposal = world.propose(made)
        world.carry(made, proposal, "implementation")
        yield made


def object_to(
    office: Office,
    account: str = world.EMPLOYEE,
    received: date | None = None,
    letter: Filing | None = None,
    proposal: int = 1,
) -> dict[str, Any]:
    with office.database.transaction() as connection:
        when = {"received": received, "now": office.clock.now(), "today": office.today}
        return objections.object_to(connection, proposal, GROUNDS, letter=letter, account=account, **when)


def answer(
    office: Office,
    objection: int,
    outcome: str = "dismissed",
    account: str = world.MAYOR,
    answered: date | None = None,
) -> dict[str, Any]:
    with office.database.transaction() as connection:
        when = {"answered": answered, "now": office.clock.now(), "today": office.today}
        return objections.answer(connection, objection, outcome, "Kebutuhan mendesak.", account=account, **when)


def listed(office: Office, **told: Any) -> list[dict[str, Any]]:
    with office.database.reading() as connection:
        return listed_objections(connection, office.today, **told)


def another(office: Office, name: str, role: Role, nip: str | None = None) -> str:
    with office.database.transaction() as connection:
        world.grant(connection, name, role, nip=nip)
    return name


# Filing


def test_the_employee_objects_and_the_clock_of_the_answer_runs(office: Office) -> None:
    office.clock.forward(days=1)
    made = object_to(office)
    [approve] = [row for row in world.rows(office, Transition) if row["verb"] == "approve"]
    assert (made["decree"], made["decree_date"], made["decree_verb"]) == (approve["number"], DECREED, "approve")
    assert (made["received"], made["file_until"], made["late"]) == (date(2026, 6, 3), FILE_UNTIL, 0)
    assert (made["due"], made["overdue"], made["outcome"]) == (date(2026, 7, 2), 0, None)
    assert (made["name"], made["grounds"], made["filed_by"]) == ("Sari Wulandari, S.E.", GROUNDS, world.EMPLOYEE)
    assert listed(office) == [made]


def test_an_objection_is_a_fact_of_the_dossier_and_rewrites_no_history(office: Office) -> None:
    before = world.rows(office, Transition), world.show(office, 1)
    made = object_to(office)
    answer(office, made["id"])
    with office.database.reading() as connection:
        [fact] = dossiers.dossier(connection, 1, office.today).objections
    assert (fact.id, fact.received, fact.outcome, fact.answered) == (made["id"], DECREED, "dismissed", DECREED)
    assert (world.rows(office, Transition), world.show(office, 1)) == before
    world.assert_sound(office)


def test_an_hr_officer_records_a_letter_that_came_earlier(office: Office) -> None:
    office.clock.forward(days=6)
    content = b"%PDF-1.7 keberatan"
    letter = Filing("D15", "keberatan.pdf", content, sha256(content))
    made = object_to(office, world.OFFICER, date(2026, 6, 4), letter)
    assert (made["received"], made["filed_by"]) == (date(2026, 6, 4), world.OFFICER)
    [filed] = [row for row in world.rows(office, Document) if row["id"] == made["document"]]
    assert (filed["type"], filed["media"], bytes(filed["content"])) == ("D15", "application/pdf", content)


def test_a_letter_that_cannot_be_accepted_leaves_no_objection(office: Office) -> None:
    with pytest.raises(InvalidField, match="is empty"):
        object_to(office, letter=Filing("D15", "keberatan.pdf", b"", sha256(b"")))
    assert world.rows(office, Objection) == world.rows(office, Document) == []


def test_nobody_else_objects(office: Office) -> None:
    colleague = another(office, "agus", Role.employee, "199104122016031003")
    spouse = another(office, "budi", Role.employee, world.BUDI)
    for account in (colleague, spouse, world.ANALYST, world.HEAD, world.MAYOR, world.AUDITOR):
        with pytest.raises(RoleMissing, match="That is for: HR officer"):
            object_to(office, account)


def test_who_objects_does_not_choose_the_day_of_receipt(office: Office) -> None:
    office.clock.forward(days=40)
    own = another(office, "sari.petugas", Role.hr_officer, world.SARI)
    for account in (world.EMPLOYEE, own):
        with pytest.raises(InvalidField, match="your own objection is received today"):
            object_to(office, account, date(2026, 6, 4))
    assert object_to(office)["late"] > 0


@pytest.mark.parametrize("received", [date(2026, 6, 1), date(2026, 6, 4), date(1945, 1, 1), date(2200, 12, 31)])
def test_it_is_received_between_the_decree_and_today(office: Office, received: date) -> None:
    office.clock.forward(days=1)
    with pytest.raises(InvalidField, match="must lie between 2 June 2026 and today, 3 June 2026"):
        object_to(office, world.OFFICER, received)


@pytest.mark.parametrize(
    ("days", "late"),
    [(19, 0), (20, 0), (21, 1), (24, 4), (25, 4), (27, 5)],
    ids=["the 13th day", "the 14th day", "the 15th day", "a Friday", "a Saturday", "a Monday"],
)
def test_the_limit_is_the_fourteenth_working_day(office: Office, days: int, late: int) -> None:
    office.clock.forward(days=days)
    assert object_to(office)["late"] == late


def test_holidays_and_the_agencys_own_limits_move_the_days(office: Office) -> None:
    with office.database.transaction() as connection:
        world.insert(connection, Holiday, day=date(2026, 6, 16), name="Tahun Baru Islam", kind="national")
        limit = {"subject": "R-KBR-01", "name": "answer_days", "value": "10", "since": date(2026, 6, 1)}
        world.insert(connection, Parameter, **limit)
    made = object_to(office)
    assert made["file_until"] == date(2026, 6, 23)
    assert made["due"] == date(2026, 6, 17)


def test_one_objection_waits_at_a_time(office: Office) -> None:
    first = object_to(office)
    with pytest.raises(ObjectionWaits, match=f"Objection {first['id']} to proposal 1 has not been answered"):
        object_to(office)
    answer(office, first["id"])
    assert object_to(office)["id"] != first["id"]


def test_before_a_decree_there_is_nothing_to_object_to(office: Office) -> None:
    other = world.propose(office, world.COLLEAGUES[1])
    world.carry(office, other, "approval")
    with pytest.raises(NothingToObject):
        object_to(office, world.OFFICER, proposal=other)
    for missing in (99, 0, 2**40):
        with pytest.raises(UnknownProposal):
            object_to(office, proposal=missing)


@pytest.mark.parametrize("state", ["monitoring", "completed", "suspended", "annulled"])
def test_every_state_after_the_decree_takes_objections(office: Office, state: str) -> None:
    if state in ("suspended", "annulled"):
        world.step(office, 1, "suspend" if state == "suspended" else "annul")
    else:
        world.carry(office, 1, state)
    made = object_to(office)
    assert made["state"] == state
    assert made["decree_verb"] == {"annulled": "annul", "suspended": "suspend"}.get(state, "approve")


def test_nothing_is_objected_to_once_its_content_was_erased(office: Office) -> None:
    with office.database.transaction() as connection:
        connection.execute(table(Payload).delete())
    with pytest.raises(Erased, match="has been erased"):
        object_to(office)


# Answering


@pytest.mark.parametrize("outcome", ["upheld", "dismissed", "inadmissible"])
def test_the_authority_answers_once(office: Office, outcome: str) -> None:
    made = object_to(office)
    office.clock.forward(days=2)
    said = answer(office, made["id"], outcome)
    assert (said["outcome"], said["answer"], said["answered_by"]) == (outcome, "Kebutuhan mendesak.", world.MAYOR)
    assert (said["answered_on"], said["overdue"]) == (date(2026, 6, 4), 0)
    assert said["next"] == (["suspend", "annul"] if outcome == "upheld" else [])
    with pytest.raises(ObjectionAnswered, match=f"has been answered by {world.MAYOR}"):
        answer(office, made["id"], "upheld")
    [row] = world.rows(office, Objection)
    assert row["outcome"] == outcome


@pytest.mark.parametrize(
    ("state", "remedies"), [("suspended", ["annul"]), ("monitoring", ["suspend", "annul"]), ("completed", [])]
)
def test_an_upheld_objection_names_the_steps_that_are_left(office: Office, state: str, remedies: list[str]) -> None:
    made = object_to(office)
    if state == "suspended":
        world.step(office, 1, "suspend")
    else:
        # The objection is answered late here, for its proposal was carried on meanwhile.
        with office.database.transaction() as connection:
            connection.execute(table(Proposal).update().values(state=state))
    assert answer(office, made["id"], "upheld")["next"] == remedies


@pytest.mark.parametrize(("verb", "remedies"), [("suspend", ["resume"]), ("annul", [])])
def test_an_upheld_objection_against_a_later_decree_names_its_own_steps(
    office: Office, verb: str, remedies: list[str]
) -> None:
    world.step(office, 1, verb)
    assert answer(office, object_to(office)["id"], "upheld")["next"] == remedies


def test_a_rejection_takes_objections(office: Office) -> None:
    other = world.propose(office, world.COLLEAGUES[1])
    world.carry(office, other, "needs_analysis")
    world.step(office, other, "reject")
    assert object_to(office, world.OFFICER, proposal=other)["decree_verb"] == "reject"


def test_a_late_objection_can_only_be_inadmissible(office: Office) -> None:
    office.clock.forward(days=21)
    made = object_to(office)
    for outcome in ("upheld", "dismissed"):
        with pytest.raises(LateObjection, match="after the limit of 22 June 2026"):
            answer(office, made["id"], outcome)
    assert answer(office, made["id"], "inadmissible")["outcome"] == "inadmissible"


def test_an_answer_that_comes_late_says_how_late(office: Office) -> None:
    made = object_to(office)
    office.clock.forward(days=30)
    [row] = listed(office)
    assert (row["due"], row["overdue"]) == (date(2026, 7, 1), 1)
    assert answer(office, made["id"])["overdue"] == 1
    office.clock.forward(days=30)
    assert listed(office)[0]["overdue"] == 1


def test_who_has_a_stake_or_no_authority_does_not_answer(office: Office) -> None:
    made = object_to(office)
    for account in (world.OFFICER, world.HEAD, world.EMPLOYEE, world.ORIGIN, world.ADMIN):
        with pytest.raises(RoleMissing, match="may not answer objections"):
            answer(office, made["id"], account=account)
    for nip in (world.SARI, world.BUDI):
        deputy = another(office, f"wakil.{nip}", Role.authority, nip)
        with pytest.raises(StepRefused, match="You are the"):
            answer(office, made["id"], account=deputy)


def test_an_authority_whose_mandate_has_ended_does_not_answer(office: Office) -> None:
    made = object_to(office)
    with office.database.transaction() as connection:
        mandate = {"office": "authority", "account": world.MAYOR, "capacity": "definitif", "number": "821/1"}
        period = {"starts": world.START - timedelta(days=9), "ends": world.START + timedelta(hours=1)}
        world.insert(connection, Mandate, **mandate, **period, dated=date(2026, 5, 1))
    office.clock.forward(hours=1)
    with pytest.raises(NoMandate):
        answer(office, made["id"])


def test_an_authority_whose_mandate_is_for_other_transfers_does_not_answer(office: Office) -> None:
    made = object_to(office)
    with office.database.transaction() as connection:
        mandate = {"office": "authority", "account": world.MAYOR, "capacity": "plh", "number": "821/2"}
        limits = {"kinds": "ANTAR_PROV", "dated": date(2026, 5, 1), "starts": world.START - timedelta(days=9)}
        world.insert(connection, Mandate, **mandate, **limits)
    with pytest.raises(StepRefused, match="covers only transfers of the kind ANTAR_PROV"):
        answer(office, made["id"])


@pytest.mark.parametrize("day", [date(2026, 6, 1), date(2026, 6, 5)])
def test_an_answer_is_dated_between_the_objection_and_today(office: Office, day: date) -> None:
    made = object_to(office)
    office.clock.forward(days=2)
    with pytest.raises(InvalidField, match="must lie between 2 June 2026 and today, 4 June 2026"):
        answer(office, made["id"], answered=day)
    assert answer(office, made["id"], answered=date(2026, 6, 3))["answered_on"] == date(2026, 6, 3)


@pytest.mark.parametrize("objection", [0, -1, 7, 2**31, 2**70])
def test_an_objection_that_is_not_there_is_named(office: Office, objection: int) -> None:
    with pytest.raises(UnknownObjection, match=f"no objection with number {objection}"):
        answer(office, objection)


# The list


def test_the_list_is_of_all_or_of_one_and_shows_what_waits(office: Office) -> None:
    other = world.propose(office, world.COLLEAGUES[1])
    world.carry(office, other, "implementation")
    first, second = object_to(office), object_to(office, world.OFFICER, proposal=other)
    answer(office, first["id"])
    assert [row["id"] for row in listed(office)] == [first["id"], second["id"]]
    assert [row["id"] for row in listed(office, waiting=True)] == [second["id"]]
    assert [row["id"] for row in listed(office, proposal=1)] == [first["id"]]
    assert listed(office, proposal=1, waiting=True) == []
    with pytest.raises(UnknownProposal):
        listed(office, proposal=99)


# Two at once


def test_of_several_objections_at_once_one_is_recorded(office: Office) -> None:
    officers = [another(office, f"petugas.{n}", Role.hr_officer) for n in range(3)]
    for _ in range(world.ROUNDS):
        results = world.together(4, lambda n: object_to(office, [world.EMPLOYEE, *officers][n]))
        assert sum(isinstance(result, ObjectionWaits) for result in results) == 3, results
        [waiting] = listed(office, waiting=True)
        answer(office, waiting["id"])


def test_of_several_answers_at_once_one_counts(office: Office) -> None:
    deputies = world.add_authorities(office, 4)
    outcomes = ("upheld", "dismissed", "inadmissible", "dismissed")
    for _ in range(world.ROUNDS):
        id = object_to(office)["id"]
        results = world.together(
            4,
            lambda n, id=id: answer(office, id, outcomes[n], deputies[n]),  # type: ignore[misc]
        )
        [won] = [result for result in results if isinstance(result, dict)]
        assert sum(isinstance(result, ObjectionAnswered) for result in results) == 3, results
        [row] = [row for row in listed(office) if row["id"] == id]
        assert (row["outcome"], row["answered_by"]) == (won["outcome"], won["answered_by"])


def test_an_objection_and_a_step_at_once_leave_both_or_a_sentence(office: Office) -> None:
    for _ in range(world.ROUNDS):
        state = world.show(office, 1)["state"]
        verb, then = ("resume", "implementation") if state == "suspended" else ("suspend", "suspended")
        acts = (lambda: object_to(office), lambda verb=verb: world.step(office, 1, verb))
        made, stepped = world.together(2, lambda n, acts=acts: acts[n]())  # type: ignore[misc]
        assert isinstance(made, dict), made
        assert isinstance(stepped, dict | MutasiError), stepped
        assert world.show(office, 1)["state"] == (then if isinstance(stepped, dict) else state)
        answer(office, made["id"])
    world.assert_sound(office)


def test_the_letter_of_an_objection_can_be_looked_at_like_any_document(office: Office) -> None:
    letter = Filing("D15", "keberatan.txt", b"keberatan", sha256(b"keberatan"))
    made = object_to(office, letter=letter)
    with office.database.transaction() as connection:
        found = documents.look(
            connection, made["document"], "verified", None, world.OFFICER, office.clock.now(), office.today
        )
    assert found["verdict"] == "verified"
