"""Mandates: who may sign is a post and a period; whoever gives or ends one is seen by the very next decree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.wiring import Office
from storage import accounts, changes, mandates
from storage.changes import By
from storage.governance import Change, Mandate
from storage.tables import AccountRole, Booking, Transition, table
from tests import world
from workflow.authority import Capacity, Role
from workflow.booking import book
from workflow.drafting import draft
from workflow.enacting import enact
from workflow.errors import (
    InvalidField,
    MandateChanged,
    MutasiError,
    NoMandate,
    RoleMissing,
    UnknownAccount,
    UnknownMandate,
)

DEPUTY = "wakil.walikota"
SECRETARY = "sekretaris"
CITY = world.START.replace(hour=0) - timedelta(hours=7)
"""The beginning of START's day in the office's zone."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with world.build(database_url) as made:
        with made.database.transaction() as connection:
            for name in (DEPUTY, SECRETARY):
                world.grant(connection, name, Role.unit_head)
        yield made


def by(office: Office, account: str = world.ADMIN) -> By:
    return By(account, office.clock.now(), office.today, "penguji")


def asked(**more: Any) -> dict[str, Any]:
    """A mandate as the command line asks for one: the mayor's office in the hands of the deputy, from today."""
    told = {
        **{"office": "authority", "holder": DEPUTY, "capacity": "definitif", "number": "821/7/2026"},
        **{"dated": "2026-06-01", "starts": CITY.isoformat(), "ends": None},
        **{"given_by": None, "title": None, "through": None, "verbs": [], "kinds": [], "post_kinds": []},
    }
    return told | more


def give(office: Office, /, **more: Any) -> int:
    with office.database.transaction() as connection:
        return int(mandates.add(connection, asked(**more), "Penunjukan.", by(office))["mandate"])


def end(office: Office, id: int, ends: datetime | None = None) -> dict[str, Any]:
    with office.database.transaction() as connection:
        mandates.hold(connection, id)
        return mandates.end(connection, id, ends, "821/8/2026", "Penugasan selesai.", by(office))


def listed(office: Office, /, **more: Any) -> list[dict[str, Any]]:
    with office.database.reading() as connection:
        return mandates.mandates(connection, office.clock.now(), **more)


def at_approval(office: Office, nip: str = world.SARI) -> int:
    proposal = world.propose(office, nip)
    world.carry(office, proposal, "approval")
    return proposal


def delegated(**more: Any) -> dict[str, Any]:
    return {"holder": SECRETARY, "capacity": "an", "title": "Sekretaris Daerah", "given_by": world.MAYOR, **more}


# Given


def test_a_mandate_is_kept_whole_and_listed(office: Office) -> None:
    limits = {"verbs": ["approve", "reject"], "kinds": ["INTERNAL"], "post_kinds": ["pelaksana"]}
    id = give(office, ends="2026-12-31T16:59:59Z", **limits)
    assert listed(office) == [
        {
            **{"id": id, "office": "authority", "holder": DEPUTY, "capacity": "definitif", "number": "821/7/2026"},
            **{"dated": date(2026, 6, 1), "starts": CITY, "ends": datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)},
            **{"given_by": None, "title": None, "through": None, **limits, "in_force": True},
            **{"label": "Pejabat Pembina Kepegawaian", "label_en": "Appointing authority"},
        }
    ]
    assert listed(office, office=Role.hr_head) == []


def test_only_those_in_force_are_listed_when_asked(office: Office) -> None:
    first, second = give(office), give(office, **delegated(given_by=DEPUTY, starts="2026-07-01T00:00:00+07:00"))
    assert [one["id"] for one in listed(office, in_force=True)] == [first]
    office.clock.forward(days=40)
    assert [one["id"] for one in listed(office, in_force=True)] == [first, second]


def test_once_a_mandate_names_an_office_only_its_holder_signs_for_it(office: Office) -> None:
    proposal = at_approval(office)
    id = give(office)
    with pytest.raises(NoMandate):
        world.step(office, proposal, "approve")
    world.step(office, proposal, "approve", account=DEPUTY)
    assert world.rows(office, Transition)[-1]["capacity"] == f"authority (definitif, mandate {id})"
    world.assert_sound(office)


def test_before_its_second_a_mandate_does_not_count_and_from_it_on_it_does(office: Office) -> None:
    first, second = at_approval(office), at_approval(office, world.COLLEAGUES[1])
    give(office, starts=(world.START + timedelta(seconds=10)).isoformat())
    office.clock.forward(seconds=9)
    with pytest.raises(NoMandate):
        world.step(office, first, "approve", account=DEPUTY)
    world.step(office, first, "approve")
    office.clock.forward(seconds=1)
    with pytest.raises(NoMandate):
        world.step(office, second, "approve")
    world.step(office, second, "approve", account=DEPUTY)
    world.assert_sound(office)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "ends before it starts": ({"ends": "2026-05-01T00:00:00Z"}, "--until: the mandate does not end after it starts"),
    "ends when it starts": ({"ends": CITY.isoformat()}, "--until: the mandate does not end after it starts"),
    "ended already": (
        {"starts": "2026-05-01T00:00:00Z", "dated": "2026-04-01", "ends": "2026-06-02T01:59:59Z"},
        "--until: the mandate has ended already",
    ),
    "dated after the start": (
        {"dated": "2026-06-03"},
        "--date: the letter is dated 3 June 2026, after the mandate starts on 2 June 2026",
    ),
    "the administrator's office": ({"office": "admin"}, "--office: System administrator signs no decree"),
    "the auditor's office": ({"office": "auditor"}, "--office: Auditor signs no decree"),
    "the employee's office": ({"office": "employee"}, "--office: Employee signs no decree"),
    "a.n. without an own office": (delegated(title=None), "--title: a mandate a.n. needs"),
    "a.n. without a giver": (delegated(given_by=None), "--given-by: a mandate a.n. needs"),
    "u.b. without a giver": (delegated(capacity="ub", through="Asisten", given_by=None), "--given-by: a mandate u.b."),
    "u.b. without the office between": (delegated(capacity="ub"), "--through: is named for a mandate u.b."),
    "an office between without u.b.": (delegated(through="Asisten"), "--through: is named for a mandate u.b."),
    "to oneself": (delegated(given_by=SECRETARY), "--given-by: sekretaris cannot give a mandate to himself"),
    "by someone without the office": (delegated(given_by=world.HEAD), "--given-by: surya.kepala does not hold"),
    "before the giver had the office": (
        delegated(starts="2026-01-01T00:00:00Z", dated="2025-12-01"),
        "--given-by: walikota does not hold the office Appointing authority when the mandate starts",
    ),
}


def test_what_may_not_be_given_is_refused_with_what_to_do_and_nothing_is_stored(office: Office) -> None:
    for name, (told, said) in REFUSED.items():
        with pytest.raises(InvalidField) as refused:
            give(office, **told)
        assert str(refused.value).startswith(said), name
    assert (world.rows(office, Mandate), world.rows(office, Change)) == ([], [])


def test_an_account_that_does_not_exist_is_named(office: Office) -> None:
    for told in ({"holder": "siapa"}, delegated(given_by="siapa")):
        with pytest.raises(UnknownAccount, match="There is no account siapa"):
            give(office, **told)
    assert world.rows(office, Mandate) == []


def test_who_is_no_administrator_gives_and_ends_no_mandate(office: Office) -> None:
    id = give(office)
    with office.database.transaction() as connection, pytest.raises(RoleMissing):
        mandates.add(connection, asked(holder=SECRETARY), "Penunjukan.", by(office, world.HEAD))
    with office.database.transaction() as connection, pytest.raises(RoleMissing):
        mandates.end(connection, id, None, None, "Selesai.", by(office, world.HEAD))
    assert [(row["account"], row["ends"]) for row in world.rows(office, Mandate)] == [(DEPUTY, None)]


BESIDE = {
    ("definitif", "definitif"): False,
    ("definitif", "plt"): False,
    ("definitif", "plh"): True,
    ("plt", "definitif"): False,
    ("plt", "plt"): False,
    ("plt", "plh"): False,
    ("plh", "definitif"): True,
    ("plh", "plt"): False,
    ("plh", "plh"): False,
}


def test_one_office_is_held_once_at_a_time_and_a_plh_stands_in_for_its_holder(office: Office) -> None:
    for month, ((there, beside), allowed) in enumerate(BESIDE.items(), 1):
        starts, changes_hands, ends = (f"2027-{month:02}-{day:02}T00:00:00+00:00" for day in (1, 15, 28))
        first = give(office, capacity=there, starts=starts, ends=changes_hands)
        if not allowed:
            with pytest.raises(InvalidField, match=rf"^--from: .* is held by wakil.walikota \(.*, mandate {first}\)"):
                give(office, holder=SECRETARY, capacity=beside, starts=starts, ends=ends)
        give(office, holder=SECRETARY, capacity=beside, starts=starts if allowed else changes_hands, ends=ends)


def test_the_same_person_holds_an_office_once_whatever_the_account(office: Office) -> None:
    with office.database.transaction() as connection:
        for name in ("hasan.satu", "hasan.dua"):
            world.grant(connection, name, Role.unit_head, nip="197204052098031001")
    first = give(office, holder="hasan.satu")
    told = delegated(holder="hasan.dua", given_by=DEPUTY)
    with pytest.raises(InvalidField, match=r"--given-by: wakil\.walikota does not hold"):
        give(office, **told)
    for capacity in ("plh", "definitif"):
        with pytest.raises(InvalidField, match=rf"--holder: hasan.satu \(definitif, mandate {first}\) holds"):
            give(office, holder="hasan.dua", capacity=capacity)


@pytest.mark.parametrize("capacity", ["plt", "plh", "an"])
def test_no_chain_of_mandates_is_longer_than_one(office: Office, capacity: str) -> None:
    more = delegated(holder=DEPUTY) if capacity == "an" else {"capacity": capacity}
    give(office, **more)
    with pytest.raises(InvalidField, match=r"--given-by: wakil\.walikota only holds the office .* is not passed on"):
        give(office, **delegated(given_by=DEPUTY))
    assert len(world.rows(office, Mandate)) == 1


def test_a_definitive_holder_by_mandate_delegates_to_several_as_far_as_they_are_different_people(
    office: Office,
) -> None:
    give(office)
    give(office, **delegated(given_by=DEPUTY))
    ub = {"capacity": "ub", "through": "Sekretaris Daerah", "title": "Kepala Badan", "given_by": DEPUTY}
    give(office, holder=world.HEAD, **ub)
    with pytest.raises(InvalidField, match="--holder: sekretaris"):
        give(office, **delegated(given_by=DEPUTY))


def test_a_circle_of_mandates_is_refused(office: Office) -> None:
    give(office, **delegated())
    with pytest.raises(InvalidField, match="--given-by: sekretaris only holds the office"):
        give(office, **delegated(holder=world.MAYOR, given_by=SECRETARY))


# Two persons


def test_with_two_administrators_a_mandate_waits_for_the_other_one(office: Office) -> None:
    with office.database.transaction() as connection:
        world.grant(connection, "admin.dua", Role.admin)
    with office.database.transaction() as connection:
        waits = mandates.add(connection, asked(), "Penunjukan.", by(office))
    assert waits["status"] == "asked"
    assert world.rows(office, Mandate) == []
    with office.database.transaction() as connection:
        done = changes.confirm(connection, waits["change"], by(office, "admin.dua"))
    (row,) = world.rows(office, Mandate)
    assert (done["mandate"], row["account"]) == (row["id"], DEPUTY)
    ending = end(office, row["id"], world.START + timedelta(seconds=30))
    assert ending["status"] == "asked"
    office.clock.forward(minutes=1)
    with office.database.transaction() as connection:
        changes.confirm(connection, ending["change"], by(office, "admin.dua"))
    (row,) = world.rows(office, Mandate)
    assert row["ends"] == office.clock.now(), "an end that was agreed to late takes effect when it was agreed to"


def test_what_may_not_be_given_is_refused_when_it_is_asked_for_not_when_it_is_agreed_to(office: Office) -> None:
    with office.database.transaction() as connection:
        world.grant(connection, "admin.dua", Role.admin)
    with office.database.transaction() as connection, pytest.raises(InvalidField, match="--title"):
        mandates.add(connection, asked(**delegated(title=None)), "Penunjukan.", by(office))
    assert world.rows(office, Change) == []


# Ended


def test_an_end_takes_effect_at_its_second(office: Office) -> None:
    first, second = at_approval(office), at_approval(office, world.COLLEAGUES[1])
    id = give(office)
    said = end(office, id, world.START + timedelta(seconds=10))
    assert said["ends"] == world.START + timedelta(seconds=10)
    office.clock.forward(seconds=9)
    world.step(office, first, "approve", account=DEPUTY)
    office.clock.forward(seconds=1)
    with pytest.raises(NoMandate):
        world.step(office, second, "approve", account=DEPUTY)
    world.assert_sound(office)
    assert len(world.rows(office, Mandate)) == 1


@pytest.mark.parametrize(
    ("id", "seconds", "error"),
    [(99, 0, UnknownMandate), (0, 0, UnknownMandate), (2**70, 0, UnknownMandate), (1, -1, InvalidField)],
)
def test_an_end_of_nothing_or_in_the_past_is_refused(
    office: Office, id: int, seconds: int, error: type[MutasiError]
) -> None:
    give(office)
    with pytest.raises(error):
        end(office, id, world.START + timedelta(seconds=seconds))


def test_a_mandate_is_not_ended_twice_nor_later_than_it_ends(office: Office) -> None:
    id = give(office, ends="2026-06-30T17:00:00Z")
    with pytest.raises(InvalidField, match=f"mandate {id} has ended by then"):
        end(office, id, datetime(2026, 7, 1, tzinfo=UTC))
    end(office, id)
    with pytest.raises(InvalidField, match=f"mandate {id} has ended by then"):
        end(office, id)


def test_a_mandate_that_was_ended_before_it_began_never_named_its_office(office: Office) -> None:
    proposal = at_approval(office)
    id = give(office, starts=(world.START + timedelta(days=1)).isoformat())
    end(office, id)
    office.clock.forward(days=2)
    assert listed(office, in_force=True) == []
    world.step(office, proposal, "approve")
    give(office, holder=SECRETARY)


def test_an_end_while_the_decree_is_drawn_stops_it_and_the_number_is_void(office: Office) -> None:
    proposal = at_approval(office)
    id = give(office)
    office.press.during = lambda _: (office.clock.forward(seconds=1), end(office, id))
    with pytest.raises(NoMandate):
        world.step(office, proposal, "approve", account=DEPUTY)
    booking = world.rows(office, Booking)[-1]
    assert (booking["series"], booking["status"]) == ("SK", "void")
    assert "mandat" in booking["reason"]
    assert world.show(office, proposal)["state"] == "approval"
    world.assert_sound(office)


def test_a_mandate_that_was_replaced_while_the_decree_is_drawn_stops_it(office: Office) -> None:
    proposal = at_approval(office)
    id = give(office)

    def replace(_: bytes) -> None:
        office.clock.forward(seconds=1)
        end(office, id)
        give(office, starts=office.clock.now().isoformat(), number="821/9/2026")

    office.press.during = replace
    with pytest.raises(MandateChanged):
        world.step(office, proposal, "approve", account=DEPUTY)
    assert world.show(office, proposal)["state"] == "approval"
    world.assert_sound(office)


def test_a_role_that_was_taken_away_while_the_decree_is_drawn_stops_it(office: Office) -> None:
    proposal = at_approval(office)

    def revoke(_: bytes) -> None:
        row = table(AccountRole)
        with office.database.transaction() as connection:
            changes.hold_office(connection, Role.authority)
            connection.execute(row.delete().where(row.c.account == world.MAYOR))

    office.press.during = revoke
    with pytest.raises(RoleMissing):
        world.step(office, proposal, "approve")
    assert world.show(office, proposal)["state"] == "approval"
    world.assert_sound(office)


def test_a_mandate_given_while_the_holder_by_role_is_drawing_stops_the_step(office: Office) -> None:
    proposal = at_approval(office)
    office.press.during = lambda _: give(office)
    with pytest.raises(NoMandate):
        world.step(office, proposal, "approve")
    world.assert_sound(office)


def test_where_the_calendar_stands_still_an_end_comes_after_the_decree_of_the_same_instant(office: Office) -> None:
    first, second = at_approval(office), at_approval(office, world.COLLEAGUES[1])
    id = give(office)
    world.step(office, first, "approve", account=DEPUTY)
    assert end(office, id)["ends"] == office.clock.now()
    with pytest.raises(NoMandate):
        world.step(office, second, "approve", account=DEPUTY)
    world.assert_sound(office)


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(milliseconds=40)])
def test_an_end_is_dated_after_the_decrees_of_a_machine_whose_clock_is_ahead(
    database_url: str, ahead: timedelta
) -> None:
    with world.build(database_url, rehearsal=False) as office:
        proposal = at_approval(office)
        id = give(office, holder=world.MAYOR)
        office.clock.forward(seconds=ahead.total_seconds())
        world.step(office, proposal, "approve")
        office.clock.forward(seconds=-ahead.total_seconds())
        ends = end(office, id)["ends"]
        assert ends == world.rows(office, Transition)[-1]["at"] + timedelta(microseconds=1)
        world.assert_sound(office)


def test_the_instant_of_the_entry_is_the_one_at_which_the_mandate_was_judged(office: Office) -> None:
    """The clock is read once, after the offices were locked: it cannot pass the end between judging and writing."""
    proposal = at_approval(office)
    id = give(office)
    end(office, id, world.START + timedelta(seconds=3))
    request = world.request(office, proposal, "approve", account=DEPUTY)
    booking = book(office.desk, request)
    decree = draft(office.desk, booking)
    office.clock.__class__ = Hurrying
    enact(office.desk, request, booking, decree)
    office.clock.__class__ = world.Clock
    assert world.rows(office, Transition)[-1]["at"] == world.START + timedelta(seconds=2)
    world.assert_sound(office)


class Hurrying(world.Clock):
    """A calendar that moves on by two seconds each time it is looked at."""

    def now(self) -> datetime:
        self.forward_once()
        return super().now()

    def forward_once(self) -> None:
        self.moved = (self.moved or world.START) + timedelta(seconds=2)


def test_the_actor_knows_past_and_coming_mandates_and_since_when_an_office_is_mandated(office: Office) -> None:
    give(office, ends="2026-06-30T17:00:00Z")
    give(office, capacity="plt", starts="2026-08-01T00:00:00Z")
    with office.database.reading() as connection:
        deputy, mayor = (accounts.actor(connection, name) for name in (DEPUTY, world.MAYOR))
    assert [(m.capacity, m.starts) for m in deputy.mandates] == [
        (Capacity.plt, datetime(2026, 8, 1, tzinfo=UTC)),
        (Capacity.definitif, CITY),
    ]
    assert deputy.mandated == mayor.mandated == {Role.authority: CITY}
    assert mayor.mandates == ()
