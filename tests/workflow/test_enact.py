"""The third beat: everything is written together, and only where nothing has changed since the booking."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.workflow.office_in_memory import APPROVE, NOON, READY, World
from tests.workflow.people import (
    JOKO,
    PUSTAKAWAN,
    RATNA,
    account,
    assessed,
    dossier,
    mandate,
    melati,
    need,
    rated,
    seats,
    step,
)
from tests.workflow.test_data import VALID
from workflow.authority import Actor, Capacity, Mandate, Role
from workflow.desk import Request
from workflow.dossier import Taken
from workflow.errors import (
    BookingLost,
    DayPassed,
    DossierChanged,
    MandateChanged,
    NoMandate,
    RoleMissing,
    Stepped,
    StepRefused,
)
from workflow.ports import LEASE_OVER, NewEntry
from workflow.states import State
from workflow.step import take


@pytest.mark.parametrize("write", ["turn_issued", "insert_decree", "move", "give_seat", "append", "remember_answer"])
def test_a_write_that_fails_takes_all_others_with_it(world: World, write: str) -> None:
    world.store.fail_at = write
    with pytest.raises(RuntimeError, match=write):
        take(world.desk, APPROVE)
    assert world.status() == ["void: Dihentikan karena gangguan teknis."]
    assert world.nothing_happened()


def test_a_booking_that_was_voided_meanwhile_is_lost_and_not_voided_again(world: World) -> None:
    def lose() -> None:
        world.kept.status[1] = f"void: {LEASE_OVER}"

    world.press.meanwhile = lose
    with pytest.raises(BookingLost, match="number approve-office/1/2026 was voided") as caught:
        take(world.desk, APPROVE)
    assert LEASE_OVER in caught.value.sentence("id")
    assert world.status() == [f"void: {LEASE_OVER}"]
    assert world.store.opened == 2
    assert world.nothing_happened()


def test_a_decree_is_not_enacted_on_another_day_than_its_own(world: World) -> None:
    def midnight() -> None:
        world.clock.calendar = datetime(2026, 6, 15, 17, 0, tzinfo=UTC)

    world.press.meanwhile = midnight
    with pytest.raises(DayPassed, match="dated 15 June 2026"):
        take(world.desk, APPROVE)
    assert world.status()[0].startswith("void: Hari berganti saat keputusan bertanggal 15 Juni 2026 dicetak.")
    assert world.nothing_happened()


def test_a_minute_before_midnight_the_decree_is_still_of_its_day(world: World) -> None:
    def late() -> None:
        world.clock.calendar = datetime(2026, 6, 15, 16, 59, tzinfo=UTC)

    world.press.meanwhile = late
    assert take(world.desk, APPROVE)[0]["to"] == "implementation"


@pytest.mark.parametrize(
    ("change", "named", "english"),
    [
        ({"person": melati(rank="III/d")}, "data pegawai", "the person's data"),
        ({"appraisals": rated(y2024="Baik", y2025="Baik")}, "penilaian kinerja", "the appraisals"),
        ({"need": need(need=4)}, "analisis beban kerja", "the workload analysis"),
        (
            {"person": melati(rank="III/d"), "steps": (assessed(note="x"),)},
            "data pegawai, langkah sebelumnya",
            "the person's data, the earlier steps",
        ),
    ],
)
def test_a_dossier_that_changed_while_the_decree_was_drawn_is_refused_with_what_changed(
    world: World, change: dict[str, Any], named: str, english: str
) -> None:
    world.press.meanwhile = lambda: world.kept.cases.update({7: replace(READY, **change)})
    with pytest.raises(DossierChanged) as caught:
        take(world.desk, APPROVE)
    assert f"berubah sejak dibaca: {named}." in caught.value.sentence("id")
    assert f"since it was read: {english}." in caught.value.sentence("en")
    assert world.status() == [f"void: {caught.value.sentence('id')}"]
    assert not world.kept.decrees


def test_the_occupancy_may_change_while_there_is_still_a_seat(world: World) -> None:
    fewer = replace(READY, occupancy=seats(holders=0, pending=(8, 9)))
    world.press.meanwhile = lambda: world.kept.cases.update({7: fewer})
    assert take(world.desk, APPROVE)[0]["to"] == "implementation"


def test_a_seat_that_was_taken_while_the_decree_was_drawn_is_refused_with_who_took_it(world: World) -> None:
    taken = replace(READY, occupancy=seats(holders=3, taken=(Taken(3, "800/3/2026", "Dimas Ardi"),)))
    world.press.meanwhile = lambda: world.kept.cases.update({7: taken})
    with pytest.raises(StepRefused, match="given to Dimas Ardi by proposal 3"):
        take(world.desk, APPROVE)
    assert "Dimas Ardi" in world.status()[0]
    assert world.nothing_happened()


def test_a_proposal_that_moved_on_while_the_decree_was_drawn_is_not_moved_again(world: World) -> None:
    def faster() -> None:
        entry = NewEntry(
            *(7, 5, "suspend", State.approval, State.suspended, "wakil", "authority", "cli", "", NOON),
            *("n", "d", "p", "d"),
        )
        world.kept.entries.append((entry, b"", b""))
        moved = replace(READY.proposal, state="suspended", version=5, suspended_from="approval")
        world.kept.cases[7] = replace(READY, proposal=moved)

    world.press.meanwhile = faster
    with pytest.raises(Stepped, match="wakil took the step suspend"):
        take(world.desk, APPROVE)
    assert world.status()[0].startswith("void: Usulan 7 sudah berubah")
    assert not world.kept.decrees


def test_an_actor_who_lost_the_role_while_the_decree_was_drawn_is_refused(world: World) -> None:
    world.press.meanwhile = lambda: world.kept.who.update(ratna=account("ratna"))
    with pytest.raises(RoleMissing):
        take(world.desk, APPROVE)
    assert world.status()[0].startswith("void: Akun ratna tidak berhak mengambil langkah approve.")
    assert world.nothing_happened()


def test_an_actor_who_turned_out_to_be_the_chair_is_refused(world: World) -> None:
    chaired = account("ratna", Role.authority, nip=JOKO.nip)
    world.press.meanwhile = lambda: world.kept.who.update(ratna=chaired)
    with pytest.raises(StepRefused, match="You chaired its team"):
        take(world.desk, APPROVE)


def test_the_team_of_an_assessment_is_kept_by_nip_and_no_other_step_has_one(world: World) -> None:
    world.kept.cases[7] = dossier()
    take(world.desk, Request("assess", "joko", (7,), VALID["assess"]))
    assert world.kept.teams == [(7, 4, (JOKO.nip,))]
    world.kept.cases[7] = READY
    take(world.desk, APPROVE)
    assert world.kept.teams[1:] == [(7, 5, ())]


# By mandate

PLH = mandate(capacity=Capacity.plh, ends=NOON + timedelta(hours=1))
AN = mandate(capacity=Capacity.an, ends=None)


@pytest.fixture
def mandated(world: World) -> World:
    """Ratna signs on behalf, and the office is held by mandate."""
    world.kept.who["ratna"] = by(AN)
    return world


def by(*mandates: Mandate) -> Actor:
    return replace(RATNA, mandates=mandates, mandated={Role.authority: AN.starts})


def test_a_step_by_mandate_records_the_capacity_and_the_mandate(mandated: World) -> None:
    take(mandated.desk, APPROVE)
    [(entry, _, payload)] = mandated.kept.entries
    assert entry.capacity == "authority (an, mandate 3)"
    assert json.loads(payload)["signatory"]["mandate"] == {"id": 3, "number": "821/3/2025", "date": "2024-12-30"}


def test_a_mandate_that_ended_while_the_decree_was_drawn_issues_nothing(mandated: World) -> None:
    ended = replace(AN, ends=NOON)
    mandated.press.meanwhile = lambda: mandated.kept.who.update(ratna=by(ended))
    with pytest.raises(NoMandate):
        take(mandated.desk, APPROVE)
    assert mandated.nothing_happened()
    assert mandated.status()[0].startswith("void: Jabatan Pejabat Pembina Kepegawaian dipegang berdasarkan mandat")


def test_a_mandate_runs_out_at_its_second_while_the_decree_is_drawn(mandated: World) -> None:
    mandated.kept.who["ratna"] = by(replace(AN, ends=NOON + timedelta(seconds=1)))
    mandated.press.meanwhile = lambda: setattr(mandated.clock, "calendar", NOON + timedelta(seconds=1))
    with pytest.raises(NoMandate):
        take(mandated.desk, APPROVE)
    assert mandated.nothing_happened()


def test_what_is_printed_of_a_mandate_still_holds_when_the_decree_is_issued(mandated: World) -> None:
    another = replace(AN, id=4, number="821/9/2026")
    mandated.press.meanwhile = lambda: mandated.kept.who.update(ratna=by(another))
    with pytest.raises(MandateChanged) as caught:
        take(mandated.desk, APPROVE)
    assert caught.value.sentence("id").startswith("Mandat akun ratna berubah atau berakhir selagi keputusan digambar")
    assert mandated.nothing_happened()


def test_whoever_only_acts_takes_no_number_for_an_approval(mandated: World) -> None:
    mandated.kept.who["ratna"] = by(PLH)
    with pytest.raises(StepRefused, match="takes no strategic personnel decision"):
        take(mandated.desk, APPROVE)
    assert mandated.kept.bookings == {}


# Annul


def test_an_annulment_takes_the_seat_back_and_gives_the_old_one(world: World) -> None:
    tmt = step("approve", 4, date(2026, 5, 2), data={"tmt": "2026-06-01"}, actor="ratna", actor_nip=None)
    moved = dossier(state="monitoring", version=6, steps=(assessed(), tmt))
    world.kept.cases[7] = moved
    [answer] = take(world.desk, Request("annul", "ratna", (7,), note="Cacat prosedur."))
    assert answer["to"] == "annulled"
    assert [done[0] for done in world.kept.seats] == ["cancel", "give"]
    assert world.kept.log[-1] == ("lock", (7,), [PUSTAKAWAN.code], (Role.authority,))
