"""Deadlines on the worklist, and the list of what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage import governance
from storage.due import due
from storage.tables import Document, Endorsement, Objection, Verification
from storage.worklist import worklist
from tests import world
from workflow.authority import Kind
from workflow.states import State

Row = dict[str, Any]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def listed(office: Office, **narrowed: Any) -> list[Row]:
    with office.database.reading() as connection:
        return worklist(connection, office.clock.now(), **narrowed)


def everything(office: Office, **narrowed: Any) -> list[Row]:
    with office.database.reading() as connection:
        return due(connection, office.clock.now(), **narrowed)


def only(office: Office, kind: str) -> list[Row]:
    return [item for item in everything(office) if item["kind"] == kind]


def add(office: Office, row: Any, /, **values: Any) -> None:
    with office.database.transaction() as connection:
        world.insert(connection, row, **values)


def at(office: Office, state: str, *, kind: Kind = Kind.INTERNAL) -> int:
    proposal = world.propose(office, kind=kind)
    world.carry(office, proposal, state)
    return proposal


def chain(office: Office, verb: str, *offices: str) -> None:
    told = {"subject": "endorsement", "name": verb, "value": ",".join(offices), "since": date(2026, 1, 1)}
    add(office, governance.Parameter, **told)


def initial(office: Office, proposal: int, verb: str, role: str, version: int) -> None:
    who = {"role": role, "account": world.OFFICER, "dossier": "", "at": office.clock.now(), "dated": office.today}
    add(office, Endorsement, proposal=proposal, verb=verb, version=version, **who)


def test_every_row_has_the_day_by_which_it_should_leave_its_state_and_how_late_it_is(office: Office) -> None:
    at(office, "needs_analysis")
    (row,) = listed(office)
    assert (row["due"], row["late"], row["waits_for"], row["endorses"]) == (date(2026, 6, 16), 0, ["hr_head"], None)
    world.reach(office, date(2026, 6, 16))
    assert listed(office)[0]["late"] == 0
    world.reach(office, date(2026, 6, 22))
    assert listed(office)[0]["late"] == 4


def test_a_deadline_counts_from_the_day_in_the_agencys_zone(office: Office) -> None:
    office.clock.moved = datetime.fromisoformat("2026-06-03T00:30:00+07:00")
    world.propose(office)
    assert listed(office)[0]["due"] == date(2026, 6, 17)


def test_the_agencys_holidays_and_limits_count(office: Office) -> None:
    world.propose(office)
    add(office, governance.Holiday, day=date(2026, 6, 16), name="Tahun Baru Islam", kind="national")
    assert listed(office)[0]["due"] == date(2026, 6, 17)
    limit = {"subject": "deadline", "name": "draft", "value": "2", "since": date(2026, 1, 1)}
    add(office, governance.Parameter, **limit)
    assert listed(office)[0]["due"] == date(2026, 6, 4)


def test_what_has_ended_is_never_due(office: Office) -> None:
    proposal = at(office, "needs_analysis")
    world.step(office, proposal, "withdraw", note="Tidak diperlukan lagi.")
    (row,) = listed(office)
    assert (row["due"], row["late"], row["waits_for"]) == (None, 0, [])
    assert everything(office) == []


def test_a_proposal_waits_for_initials_before_the_signature(office: Office) -> None:
    proposal = at(office, "approval")
    chain(office, "approve", "hr_officer", "hr_head")
    version = world.show(office, proposal)["version"]
    seen = []
    for role in ("hr_officer", "hr_head"):
        (row,) = listed(office)
        seen.append((row["waits_for"], row["endorses"]))
        initial(office, proposal, "approve", role, version)
    assert seen == [(["hr_officer"], "approve"), (["hr_head"], "approve")]
    (row,) = listed(office)
    assert (row["waits_for"], row["endorses"]) == (["authority"], None)


def test_initials_for_an_older_version_do_not_count(office: Office) -> None:
    proposal = at(office, "approval")
    chain(office, "approve", "hr_officer")
    initial(office, proposal, "approve", "hr_officer", world.show(office, proposal)["version"] - 1)
    assert listed(office)[0]["waits_for"] == ["hr_officer"]


def test_what_waits_for_an_account_is_what_it_may_initial_or_take(office: Office) -> None:
    proposal = at(office, "approval")
    assert [row["id"] for row in listed(office, mine=world.MAYOR)] == [proposal]
    assert listed(office, mine=world.OFFICER) == []
    chain(office, "approve", "hr_officer")
    assert listed(office, mine=world.MAYOR) == []
    assert [item["proposal"] for item in everything(office, mine=world.OFFICER)] == [proposal]


def test_whoever_holds_an_office_by_mandate_sees_what_waits_for_it(office: Office) -> None:
    proposal = at(office, "approval")
    now = office.clock.now()
    instrument = {"capacity": "plh", "number": "800/1/2026", "dated": date(2026, 6, 1), "given_by": world.MAYOR}
    period = {"starts": now, "ends": now + timedelta(days=2)}
    add(office, governance.Mandate, office="authority", account=world.AUDITOR, **instrument, **period)
    assert [row["id"] for row in listed(office, mine=world.AUDITOR)] == [proposal]
    assert listed(office, mine=world.MAYOR) == []
    office.clock.forward(days=2)
    assert listed(office, mine=world.AUDITOR) == []


def test_a_monitored_move_is_due_with_its_reviews_and_then_its_conclusion(office: Office) -> None:
    proposal = at(office, "monitoring")
    tmt = world.tmt_of(office, proposal)
    assert tmt == date(2026, 7, 1)
    found = [(item["kind"], item.get("interval"), item["due"], item["late"]) for item in everything(office)]
    assert found == [
        ("review", 30, date(2026, 7, 31), 0),
        ("review", 90, date(2026, 9, 29), 0),
        ("review", 180, date(2026, 12, 28), 0),
        ("step", None, date(2027, 1, 11), 0),
    ]
    assert {tuple(item["waits_for"]) for item in everything(office)} == {("hr_head",)}


def test_the_notes_of_a_review_take_it_off_the_list(office: Office) -> None:
    proposal = at(office, "monitoring")
    world.reach(office, date(2026, 8, 5))
    assert [(item["interval"], item["late"]) for item in only(office, "review")] == [(30, 3), (90, 0), (180, 0)]
    note = {"type": "D13", "name": "catatan.txt", "sha256": "", "content": b"", "filed_by": world.OFFICER}
    note |= {"filed_at": office.clock.now(), "proposal": proposal}
    add(office, Document, id=71, dated=date(2026, 7, 30), **note)
    assert [item["interval"] for item in only(office, "review")] == [30, 90, 180]
    add(office, Document, id=72, dated=date(2026, 8, 3), **note)
    assert [item["interval"] for item in only(office, "review")] == [90, 180]
    refusal = {"verdict": "refused", "reason": "Tidak terbaca.", "given_by": world.HEAD, "given_at": office.clock.now()}
    add(office, Verification, document=72, **refusal)
    assert [item["interval"] for item in only(office, "review")] == [30, 90, 180]


def test_a_corrective_step_is_due_on_its_own_day_with_its_owner(office: Office) -> None:
    proposal = at(office, "monitoring")
    answer = world.step(office, proposal, "correct")
    (item,) = only(office, "correction")
    assert (item["due"], item["owner"], item["step"]) == (
        office.today + timedelta(days=14),
        "Joko Prasetyo",
        "Lengkapi berita acara.",
    )
    assert item["decree"] == answer["decree"]["number"]
    world.carry(office, proposal, "completed")
    assert everything(office) == []


def test_an_open_objection_is_due_for_its_answer(office: Office) -> None:
    proposal = at(office, "implementation")
    with office.database.reading() as connection:
        number = connection.execute(sa.text("SELECT number FROM transition WHERE verb = 'approve'")).scalar_one()
    told = {"decree": number, "grounds": "Jauh dari keluarga.", "filed_by": world.EMPLOYEE, "filed_at": world.START}
    add(office, Objection, id=5, proposal=proposal, received=office.today, **told)
    (item,) = only(office, "objection")
    assert (item["objection"], item["decree"], item["due"]) == (5, number, date(2026, 7, 1))
    assert item["waits_for"] == ["authority"]
    world.reach(office, date(2026, 7, 3))
    assert only(office, "objection")[0]["late"] == 2
    with office.database.transaction() as connection:
        answered = "UPDATE objection SET outcome = 'dismissed', answer = 'Sesuai kebutuhan.'"
        connection.execute(sa.text(answered))
    assert only(office, "objection") == []


def test_only_what_is_late_can_be_asked_for_and_the_earliest_comes_first(office: Office) -> None:
    first = world.propose(office)
    office.clock.forward(days=3)
    second = world.propose(office, world.COLLEAGUES[1])
    assert [item["proposal"] for item in everything(office)] == [first, second]
    assert everything(office, late=True) == []
    world.reach(office, date(2026, 6, 17))
    assert [item["proposal"] for item in everything(office, late=True)] == [first]


def test_the_number_of_questions_does_not_grow_with_the_list(office: Office) -> None:
    asked: list[str] = []
    sa.event.listen(office.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def questions() -> int:
        asked.clear()
        listed(office)
        everything(office)
        return len(asked)

    world.propose(office)
    one = questions()
    for nip in world.COLLEAGUES[1:5]:
        world.propose(office, nip)
    assert questions() == one < 25
    assert len(listed(office, state=State.draft)) == 5
