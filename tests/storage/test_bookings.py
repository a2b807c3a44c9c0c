"""Between booking and enacting: keys, leases, and everything that may change meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from app import doctor
from app.wiring import Office
from storage import register
from storage.tables import AccountRole, Appraisal, Booking, Intake, Person, Workload, table
from tests import world
from workflow.booking import Booking as Booked
from workflow.booking import book
from workflow.drafting import draft
from workflow.enacting import enact
from workflow.errors import (
    BookingLost,
    Conflict,
    DossierChanged,
    DrawingFailed,
    KeyBusy,
    KeyReused,
    NewerVersion,
    RoleMissing,
    Stepped,
    Stepping,
)
from workflow.ports import LEASE_OVER


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        yield made


def booked(office: Office, proposal: int, verb: str, **more: str) -> Booked:
    """A step that was booked and goes no further, as when its process dies."""
    booking = book(office.desk, world.request(office, proposal, verb, **more))
    assert isinstance(booking, Booked)
    return booking


def statuses(office: Office) -> list[str]:
    return [row["status"] for row in world.rows(office, Booking)]


# Keys


def test_the_same_key_and_body_give_the_first_answer_and_no_second_step(office: Office) -> None:
    proposal = world.propose(office)
    first = world.step(office, proposal, "submit", key="pagi-1")
    again = world.step(office, proposal, "submit", key="pagi-1")
    assert again == first
    assert world.show(office, proposal)["version"] == 1
    assert statuses(office) == ["issued"]


def test_a_key_still_gives_its_first_answer_when_the_proposal_has_gone_on(office: Office) -> None:
    proposal = world.propose(office)
    first = world.step(office, proposal, "submit", key="pagi-1")
    world.carry(office, proposal, "approval")
    assert world.step(office, proposal, "submit", key="pagi-1") == first


@pytest.mark.parametrize("change", ["note", "data", "version", "proposal", "verb"])
def test_a_key_with_another_body_is_refused(office: Office, change: str) -> None:
    proposal, other = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    world.step(office, proposal, "submit", key="pagi-1")
    asked = {
        "note": (proposal, "submit", {"note": "Alasan lain."}),
        "data": (proposal, "submit", {"data": {"tmt": "2026-07-01"}}),
        "version": (proposal, "submit", {"version": 0}),
        "proposal": (other, "submit", {}),
        "verb": (proposal, "withdraw", {}),
    }
    id, verb, more = asked[change]
    with pytest.raises(KeyReused, match="pagi-1"):
        world.step(office, id, verb, key="pagi-1", **more)
    assert statuses(office) == ["issued"]


def test_a_key_belongs_to_its_account(office: Office) -> None:
    proposal = world.propose(office)
    world.step(office, proposal, "submit", key="1")
    assert world.step(office, proposal, "establish_need", key="1")["to"] == "evaluation"


def test_a_key_is_a_conflict_while_its_request_is_being_worked_on(office: Office) -> None:
    proposal = world.propose(office)
    booked(office, proposal, "submit", key="pagi-1")
    with pytest.raises(KeyBusy, match="pagi-1"):
        world.step(office, proposal, "submit", key="pagi-1")


def test_a_key_is_free_again_when_its_number_became_void(office: Office) -> None:
    proposal = world.propose(office)
    office.press.fails = DrawingFailed(problem="habis kertas.", problem_en="out of paper.")
    with pytest.raises(DrawingFailed):
        world.step(office, proposal, "submit", key="pagi-1")
    office.press.fails = None
    assert world.step(office, proposal, "submit", key="pagi-1")["version"] == 1
    assert statuses(office) == ["void", "issued"]


def test_a_key_is_free_again_when_the_process_that_held_it_died(office: Office) -> None:
    proposal = world.propose(office)
    booked(office, proposal, "submit", key="pagi-1")
    office.clock.skew = timedelta(seconds=61)
    assert world.step(office, proposal, "submit", key="pagi-1")["version"] == 1
    assert statuses(office) == ["void", "issued"]


def test_eight_copies_of_one_request_with_a_key_have_one_effect(office: Office) -> None:
    proposal = world.propose(office)
    office.press.seconds = 0.02
    results = world.together(8, lambda _: world.step(office, proposal, "submit", key="klik-ganda"))
    answers = [r for r in results if isinstance(r, dict)]
    assert answers
    assert all(answer == answers[0] for answer in answers)
    assert all(isinstance(r, dict | KeyBusy) for r in results)
    assert statuses(office) == ["issued"]
    world.assert_sound(office)


# Leases


def test_while_a_lease_runs_others_learn_who_is_stepping(office: Office) -> None:
    proposal = world.propose(office)
    booked(office, proposal, "submit")
    with pytest.raises(Stepping, match=rf"rini.analis has been taking the step submit on proposal {proposal} since"):
        world.step(office, proposal, "submit")
    assert statuses(office) == ["booked"]


def test_the_next_booking_voids_one_whose_process_died(office: Office) -> None:
    proposal = world.propose(office)
    dead = booked(office, proposal, "submit")
    office.clock.skew = timedelta(seconds=61)
    world.step(office, proposal, "submit")
    rows = world.rows(office, Booking)
    assert [(row["status"], row["reason"]) for row in rows] == [("void", LEASE_OVER), ("issued", None)]
    assert rows[0]["number"] == dead.number
    assert rows[0]["drawing"] is None
    world.assert_sound(office)


def test_the_doctor_voids_what_dead_processes_left_and_nothing_else(office: Office) -> None:
    dead, alive = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    number = booked(office, dead, "submit").number
    office.clock.skew = timedelta(seconds=61)
    booked(office, alive, "submit")
    checks = {check.name: check for check in doctor.examine(office)}
    assert checks["pemesanan"].ok
    assert number in checks["pemesanan"].sentence
    assert statuses(office) == ["void", "booked"]


def test_a_lapsed_booking_that_nobody_voided_may_still_enact(office: Office) -> None:
    proposal = world.propose(office)
    booking = booked(office, proposal, "submit")
    office.clock.skew = timedelta(hours=3)
    enact(office.desk, world.request(office, proposal, "submit"), booking, draft(office.desk, booking))
    assert world.show(office, proposal)["state"] == "needs_analysis"
    world.assert_sound(office)


def test_a_booking_that_was_voided_cannot_enact(office: Office) -> None:
    proposal = world.propose(office)
    booking = booked(office, proposal, "submit")
    decree = draft(office.desk, booking)
    with office.database.transaction() as connection:
        assert register.void_lapsed(connection, office.clock.real() + timedelta(seconds=61)) == [booking.number]
    with pytest.raises(BookingLost, match=LEASE_OVER):
        enact(office.desk, world.request(office, proposal, "submit"), booking, decree)
    assert world.show(office, proposal)["state"] == "draft"
    world.assert_sound(office)


def test_exactly_one_of_enact_and_void_wins(office: Office) -> None:
    for nip in world.COLLEAGUES:
        proposal = world.propose(office, nip)
        booking = booked(office, proposal, "submit")
        decree = draft(office.desk, booking)
        office.clock.skew += timedelta(seconds=61)
        request = world.request(office, proposal, "submit")

        def race(n: int, request=request, booking=booking, decree=decree) -> object:  # type: ignore[no-untyped-def]
            if n == 0:
                return enact(office.desk, request, booking, decree)
            with office.database.transaction() as connection:
                return register.void_lapsed(connection, office.clock.real())

        enacted, voided = world.together(2, race)
        assert isinstance(enacted, list | BookingLost)
        assert voided == ([] if isinstance(enacted, list) else [booking.number])
    world.assert_sound(office)


def test_a_heartbeat_keeps_the_lease_of_a_long_drawing(database_url: str) -> None:
    with world.build(database_url, lease=1) as office:
        proposal = world.propose(office)
        office.press.seconds = 1.6
        other = world.open_office(database_url, lease=1)

        def late(n: int) -> object:
            if n == 0:
                return world.step(office, proposal, "submit")
            world.time.sleep(1.3)
            return world.step(other, proposal, "submit")

        first, second = world.together(2, late)
        assert first["to"] == "needs_analysis"
        assert isinstance(second, Stepping)
        assert statuses(office) == ["issued"]
        other.database.dispose()


# What was read before deciding


def test_a_step_decided_on_an_older_version_learns_who_stepped_since(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "evaluation")
    with pytest.raises(
        Stepped, match=r"surya.kepala took the step establish_need at 2 Jun 2026 09.00 WIB \(version 2\)"
    ):
        world.step(office, proposal, "assess", version=1)
    assert world.step(office, proposal, "assess", version=2)["version"] == 3


def test_a_version_that_was_never_there_is_a_conflict_too(office: Office) -> None:
    proposal = world.propose(office)
    with pytest.raises(NewerVersion, match="at version 0, not 4"):
        world.step(office, proposal, "submit", version=4)


def test_filing_a_document_changes_the_dossier_and_not_the_version(office: Office) -> None:
    proposal = world.propose(office)
    read = dossier_sha(office, proposal)
    office.clock.forward(minutes=5)
    world.attach(office, proposal)
    assert world.show(office, proposal)["version"] == 0
    with pytest.raises(DossierChanged, match=r"a document \(2 Jun 2026 09.05 WIB\)"):
        world.step(office, proposal, "submit", dossier=read)
    assert world.step(office, proposal, "submit", dossier=dossier_sha(office, proposal))["version"] == 1


def test_a_new_workbook_is_named_when_it_changed_the_dossier(office: Office) -> None:
    proposal = world.propose(office)
    read = dossier_sha(office, proposal)
    with office.database.transaction() as connection:
        taken = {
            "at": office.clock.now(),
            "os_user": "operator",
            "file": "pegawai.xlsx",
            "sha256": "00",
            "report": "{}",
        }
        world.insert(connection, Intake, **taken)
        connection.execute(table(Person).update().where(table(Person).c.nip == world.SARI).values(rank="III/d"))
    with pytest.raises(DossierChanged, match="data of people and posts"):
        world.step(office, proposal, "submit", dossier=read)


def test_the_seats_that_others_take_do_not_change_the_dossier(office: Office) -> None:
    proposal, other = world.propose(office), world.propose(office, world.COLLEAGUES[1])
    world.carry(office, proposal, "evaluation")
    read = dossier_sha(office, proposal)
    world.carry(office, other, "implementation")
    assert dossier_sha(office, proposal) == read
    assert world.step(office, proposal, "assess", dossier=read)["to"] == "socialization"


def dossier_sha(office: Office, proposal: int) -> str:
    from storage.dossiers import dossier

    with office.database.reading() as connection:
        return dossier(connection, proposal, office.today).sha256


# What changes while the decree is being drawn


def worse_appraisal(office: Office, _: int) -> None:
    appraisals = table(Appraisal)
    mine = (appraisals.c.nip == world.SARI) & (appraisals.c.year == 2025)
    with office.database.transaction() as connection:
        connection.execute(appraisals.update().where(mine).values(behaviour="dibawah", predicate="Kurang"))


def new_workload(office: Office, _: int) -> None:
    with office.database.transaction() as connection:
        connection.execute(table(Workload).update().where(table(Workload).c.post == world.TARGET).values(volume="6000"))


def new_rank(office: Office, _: int) -> None:
    with office.database.transaction() as connection:
        connection.execute(table(Person).update().where(table(Person).c.nip == world.SARI).values(rank="III/d"))


def husband_moves(office: Office, _: int) -> None:
    with office.database.transaction() as connection:
        connection.execute(
            table(Person).update().where(table(Person).c.nip == world.BUDI).values(post="ANALIS-SDM", name="Budi S.")
        )


def letter_is_filed(office: Office, proposal: int) -> None:
    world.attach(office, proposal)


@pytest.mark.parametrize(
    ("meanwhile", "named"),
    [
        (letter_is_filed, "the documents"),
        (worse_appraisal, "the appraisals"),
        (new_workload, "the workload analysis"),
        (new_rank, "the person's data"),
        (husband_moves, "the spouse's data"),
    ],
)
def test_what_changes_while_a_decree_is_drawn_voids_its_number_and_is_named(
    office: Office, meanwhile: Callable[[Office, int], None], named: str
) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "approval")
    before = len(world.rows(office, Booking))
    office.press.during = lambda _: meanwhile(office, proposal)
    with pytest.raises(DossierChanged, match=rf"changed since it was read: {named}\. Read"):
        world.step(office, proposal, "approve")
    assert world.show(office, proposal)["state"] == "approval"
    last = world.rows(office, Booking)[before]
    assert last["status"] == "void"
    assert last["reason"].startswith(f"Berkas usulan {proposal} berubah sejak dibaca: ")
    world.assert_sound(office)


def test_two_parts_that_change_are_both_named(office: Office) -> None:
    proposal = world.propose(office)

    def meanwhile(_: bytes) -> None:
        letter_is_filed(office, proposal)
        worse_appraisal(office, proposal)

    office.press.during = meanwhile
    with pytest.raises(DossierChanged, match="the appraisals, the documents"):
        world.step(office, proposal, "submit")


def test_a_role_that_ends_while_the_decree_is_drawn_ends_the_step(office: Office) -> None:
    proposal = world.propose(office)
    world.carry(office, proposal, "approval")
    roles = table(AccountRole)

    def dismissed(_: bytes) -> None:
        with office.database.transaction() as connection:
            connection.execute(roles.delete().where(roles.c.account == world.MAYOR))

    office.press.during = dismissed
    with pytest.raises(RoleMissing, match="walikota"):
        world.step(office, proposal, "approve")
    assert world.show(office, proposal)["state"] == "approval"
    assert statuses(office)[-1] == "void"
    world.assert_sound(office)


def test_a_role_given_for_tomorrow_does_not_sign_today(office: Office) -> None:
    proposal = world.propose(office)
    roles = table(AccountRole)
    with office.database.transaction() as connection:
        mine = roles.c.account == world.ANALYST
        connection.execute(roles.update().where(mine).values(since=date(2026, 6, 3)))
    with pytest.raises(RoleMissing):
        world.step(office, proposal, "submit")
    office.clock.forward(days=1)
    assert world.step(office, proposal, "submit")["version"] == 1


def test_a_step_by_someone_else_meanwhile_is_a_conflict_that_names_the_winner(office: Office) -> None:
    proposal = world.propose(office)
    late = booked(office, proposal, "submit")
    decree = draft(office.desk, late)
    request = world.request(office, proposal, "submit")
    office.clock.skew = timedelta(seconds=61)
    world.step(office, proposal, "submit")
    with pytest.raises(Conflict):
        enact(office.desk, request, late, decree)
    assert world.show(office, proposal)["version"] == 1
    world.assert_sound(office)
