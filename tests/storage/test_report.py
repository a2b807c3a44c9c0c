"""The yearly report counts what is stored: moves and gaps, proposals, decrees, findings, objections, time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.wiring import Office
from storage.report import report
from storage.tables import Career, Objection, Person, table
from tests import world
from workflow.errors import DrawingFailed, InvalidField

HEALTH, SCHOOLS = "1.02", "1.03"
"""The units that Sari leaves and joins."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def told(office: Office, year: int = 2026, **more: Any) -> dict[str, Any]:
    with office.database.reading() as connection:
        return report(connection, year, office.clock.now(), office.clock.real(), **more)


def unit(office: Office, code: str, year: int = 2026) -> dict[str, Any]:
    return next(one for one in told(office, year)["units"] if one["unit"] == code)


def moved(office: Office) -> int:
    """Sari's move, in effect since 1 July."""
    proposal = world.propose(office)
    world.carry(office, proposal, "monitoring")
    return proposal


def adverse(office: Office, proposal: int) -> list[dict[str, Any]]:
    """Three reviews, of which the first has an adverse finding."""
    remedy = {"step": "Tambah petugas.", "owner": "Hasan Basri", "due": "2027-01-29"}
    first, *others = world.data_of(office, proposal, "conclude")["reviews"]
    return [{**first, "person": "Baik.", "unit": "Antrean lebih panjang.", "adverse": True, **remedy}, *others]


def test_the_report_of_an_agency_without_moves_counts_nothing(office: Office) -> None:
    found = told(office)
    assert (found["from"], found["to"]) == (date(2026, 1, 1), date(2026, 6, 2))
    assert (found["moves"]["total"], found["steps"], found["erased"]) == (0, 0, 0)
    assert (found["proposals"], found["adverse"], found["objections"], found["stages"]) == ([], [], [], [])
    assert found["decrees"] == {"issued": {}, "void": []}
    assert found["rules"] == {"unmet": [], "waived": []}


def test_a_year_that_has_not_begun_has_no_report(office: Office) -> None:
    with pytest.raises(InvalidField, match="2027"):
        told(office, 2027)


def test_a_move_is_counted_in_the_year_of_its_effect_and_not_before(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    assert told(office)["moves"]["total"] == 0
    world.reach(office, world.tmt_of(office, proposal))
    assert told(office)["moves"] == {"total": 1, "within": 0, "kinds": {"INTERNAL": 1}, "unknown_origin": 0}


def test_gaps_are_told_before_and_after_by_unit(office: Office) -> None:
    moved(office)
    left, joined = unit(office, HEALTH), unit(office, SCHOOLS)
    assert (left["in"], left["out"]) == (0, 1)
    assert left["before"]["holders"] - left["after"]["holders"] == 1
    assert left["after"]["short"] - left["before"]["short"] == 1
    assert (joined["in"], joined["out"]) == (1, 0)
    assert joined["before"]["short"] - joined["after"]["short"] == 1
    assert joined["need"] == joined["after"]["holders"] + joined["after"]["short"] - joined["after"]["over"]
    whole = told(office)["total"]
    assert (whole["in"], whole["out"]) == (1, 1)
    assert whole["before"] == whole["after"]


def test_the_next_year_begins_where_the_year_ended(office: Office) -> None:
    moved(office)
    after = unit(office, SCHOOLS)["after"]
    world.reach(office, date(2027, 3, 1))
    assert unit(office, SCHOOLS, 2027)["before"] == after
    assert (unit(office, SCHOOLS, 2027)["in"], unit(office, SCHOOLS, 2026)["in"]) == (0, 1)


def test_a_workbook_that_confirms_the_move_does_not_hide_it(office: Office) -> None:
    proposal = moved(office)
    before = unit(office, HEALTH)
    confirmed = {"post": world.TARGET, "post_since": world.tmt_of(office, proposal)}
    with office.database.transaction() as connection:
        person = table(Person)
        connection.execute(person.update().where(person.c.nip == world.SARI).values(**confirmed))
    assert unit(office, HEALTH) == before


def test_the_career_tells_where_someone_was_whom_the_workbook_moved(office: Office) -> None:
    nip = world.COLLEAGUES[1]
    was = {"post": "Analis Kebijakan Kesehatan", "unit": "Dinas Kesehatan", "since": date(2022, 1, 3)}
    holders = unit(office, HEALTH)["before"]["holders"]
    with office.database.transaction() as connection:
        person = table(Person)
        newer = person.update().where(person.c.nip == nip)
        connection.execute(newer.values(post=world.TARGET, post_since=date(2026, 3, 2)))
        world.insert(connection, Career, nip=nip, until=date(2026, 3, 1), **was)
    found = unit(office, HEALTH)
    assert (found["before"]["holders"], found["after"]["holders"]) == (holders, holders - 1)
    assert (found["in"], found["out"]) == (0, 0)


def test_an_annulled_move_is_none_and_its_person_is_back(office: Office) -> None:
    proposal = moved(office)
    world.step(office, proposal, "annul", note="Cacat prosedur.")
    found = told(office)
    assert found["moves"]["total"] == 0
    assert found["total"]["before"] == found["total"]["after"]
    assert unit(office, HEALTH)["before"] == unit(office, HEALTH)["after"]


def test_another_agency_in_the_workbook_is_not_counted(office: Office) -> None:
    whole = told(office)["total"]
    with office.database.transaction() as connection:
        world.insert(connection, world.tables.Unit, code="90", name="Pemerintah Kabupaten Lain")
        world.add_post(connection, "ANALIS-LAIN", "Analis", "90", "pelaksana", 7)
    assert told(office)["total"] == whole


def test_proposals_are_counted_by_kind_as_they_stand_at_the_end_of_the_period(office: Office) -> None:
    moved(office)
    office.clock.forward(days=1)
    world.step(office, world.propose(office, world.COLLEAGUES[1]), "submit")
    states = {"needs_analysis": 1, "monitoring": 1}
    assert told(office)["proposals"] == [{"kind": "INTERNAL", "carried": 0, "new": 2, "states": states}]
    world.reach(office, date(2027, 2, 1))
    world.step(office, 2, "withdraw", note="Tidak diperlukan lagi.")
    assert told(office)["proposals"][0]["states"] == states
    later = {"monitoring": 1, "withdrawn": 1}
    assert told(office, 2027)["proposals"] == [{"kind": "INTERNAL", "carried": 2, "new": 0, "states": later}]


def test_what_ended_before_the_year_is_not_carried_over(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "needs_analysis")
    world.step(office, proposal, "withdraw", note="Tidak diperlukan lagi.")
    world.reach(office, date(2027, 1, 4))
    assert told(office, 2027)["proposals"] == []


def test_decrees_are_counted_by_form_and_void_numbers_carry_their_reason(office: Office) -> None:
    proposal = world.propose(office)
    office.press.fails = DrawingFailed(problem="habis kertas.", problem_en="out of paper.")
    with pytest.raises(DrawingFailed):
        world.step(office, proposal, "submit")
    office.press.fails = None
    world.carry(office, proposal, "evaluation")
    found = told(office)["decrees"]
    assert found["issued"] == {"submit": 1, "establish_need": 1}
    (void,) = found["void"]
    assert (void["verb"], "habis kertas" in void["reason"]) == ("submit", True)


def test_adverse_findings_come_with_their_remedy(office: Office) -> None:
    proposal = moved(office)
    world.step(office, proposal, "correct")
    world.reach(office, world.tmt_of(office, proposal) + timedelta(days=180))
    reviews = {"reviews": adverse(office, proposal), "conclusion": "Perlu perbaikan."}
    world.step(office, proposal, "conclude", data=reviews)
    corrected, reviewed = told(office)["adverse"]
    assert (corrected["verb"], corrected["finding"]) == ("correct", "Serah terima belum lengkap.")
    assert (corrected["owner"], corrected["unit"]) == ("Joko Prasetyo", "Dinas Pendidikan")
    assert (reviewed["verb"], reviewed["finding"]) == ("conclude", "Baik. Antrean lebih panjang.")
    assert (reviewed["step"], reviewed["owner"], reviewed["due"]) == ("Tambah petugas.", "Hasan Basri", "2027-01-29")


def test_objections_are_told_with_the_working_days_of_their_answer(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "implementation")
    with office.database.reading() as connection:
        number = connection.execute(sa.text("SELECT number FROM transition WHERE verb = 'approve'")).scalar_one()
    of = {"proposal": proposal, "decree": number, "grounds": "Jauh dari keluarga.", "filed_by": world.EMPLOYEE}
    answer = {"outcome": "dismissed", "answer": "Sesuai kebutuhan.", "answered_on": date(2026, 7, 3)}
    with office.database.transaction() as connection:
        world.insert(connection, Objection, id=1, received=date(2026, 6, 2), filed_at=world.START, **of, **answer)
        world.insert(connection, Objection, id=2, received=date(2026, 6, 9), filed_at=world.START, **of)
    world.reach(office, date(2026, 7, 6))
    answered, waiting = told(office)["objections"]
    assert (answered["outcome"], answered["days"], answered["due"], answered["late"]) == (
        *("dismissed", 23),
        *(date(2026, 7, 1), 2),
    )
    assert (waiting["outcome"], waiting["days"], waiting["due"], waiting["late"]) == (None, None, date(2026, 7, 8), 0)
    assert "grounds" not in answered


def test_the_time_of_each_stage_is_told_in_working_days(office: Office) -> None:
    first, second = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    for proposal, days in ((first, 1), (second, 7)):
        world.step(office, proposal, "submit")
        office.clock.forward(days=days)
        world.step(office, proposal, "establish_need")
    draft, needs = told(office)["stages"]
    assert draft == {"state": "draft", "count": 2, "median": 0, "longest": 1, "proposal": second}
    assert needs == {"state": "needs_analysis", "count": 2, "median": 1, "longest": 5, "proposal": second}


def test_a_correction_does_not_end_the_stage_of_monitoring(office: Office) -> None:
    world.step(office, moved(office), "correct")
    assert "monitoring" not in {stage["state"] for stage in told(office)["stages"]}


def test_rules_are_ranked_by_how_often_they_were_unmet(office: Office) -> None:
    moved(office)
    world.step(office, world.propose(office, world.COLLEAGUES[1]), "submit")
    found = told(office)["rules"]["unmet"]
    assert found
    assert [one["count"] for one in found] == sorted((one["count"] for one in found), reverse=True)
    assert {one["severity"] for one in found} <= {"warn", "info"}


def test_erased_payloads_are_counted_as_such(office: Office) -> None:
    world.step(office, moved(office), "correct")
    steps = told(office)["steps"]
    with office.database.transaction() as connection:
        connection.execute(sa.text("DELETE FROM payload"))
    found = told(office)
    assert (found["steps"], found["erased"], found["adverse"]) == (steps, steps, [])
    assert found["moves"] == {"total": 1, "within": 0, "kinds": {"INTERNAL": 1}, "unknown_origin": 1}
    assert unit(office, SCHOOLS)["in"] == 1


def test_people_are_named_only_where_a_finding_needs_an_owner(office: Office) -> None:
    moved(office)
    text = str(told(office))
    assert world.SARI not in text
    assert "Sari" not in text
