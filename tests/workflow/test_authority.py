"""Who is the same person, who holds a role, who signs, and which kinds leave the agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.workflow.people import AGENCY, BAYU, JOKO, LONG_AGO, RATNA, SARI, TODAY, TUTI, WATI, account
from workflow.authority import (
    ACTING,
    CAPACITY_LABELS,
    Actor,
    Capacity,
    Held,
    Instrument,
    Kind,
    Mandate,
    Role,
    signatory,
)
from workflow.desk import Request
from workflow.planning.calendar import local_day


@pytest.mark.parametrize(
    ("actor", "other", "nip", "same"),
    [
        (SARI, "sari", SARI.nip, True),
        (SARI, "sari.lama", SARI.nip, True),
        (SARI, "sari", TUTI.nip, False),
        (SARI, "sari", None, True),
        (SARI, "bayu", None, False),
        (RATNA, "ratna", None, True),
        (RATNA, "wakil", None, False),
        (RATNA, "wakil", SARI.nip, False),
    ],
)
def test_persons_are_compared_by_nip_and_by_account_without_one(
    actor: Actor, other: str, nip: str | None, same: bool
) -> None:
    assert actor.is_same_person(other, nip) is same


DEWI = account("dewi.anggraini", nip=JOKO.nip, name="Dr. Dewi Anggraini, M.Si.", bare_name="Dewi Anggraini")


@pytest.mark.parametrize(
    ("actor", "name", "nip", "called"),
    [
        (DEWI, "dewi.anggraini", None, True),
        (DEWI, "Dr. Dewi Anggraini, M.Si.", None, True),
        (DEWI, "Dewi Anggraini", None, True),
        (DEWI, "DEWI  ANGGRAINI", None, True),
        (DEWI, " dewi\u00a0anggraini ", None, True),
        (DEWI, "Dewi", None, False),
        (DEWI, "Dewi Anggraini Putri", None, False),
        (DEWI, "", None, False),
        (DEWI, "Orang Lain", DEWI.nip, True),
        (DEWI, "Dewi Anggraini", SARI.nip, False),
        (DEWI, "dewi.anggraini", SARI.nip, False),
        (RATNA, "Ratna", None, True),
        (RATNA, "RATNA", SARI.nip, True),
        (RATNA, "Wakil", SARI.nip, False),
        (RATNA, "", None, False),
        (replace(DEWI, nip=None), "Dewi Anggraini", SARI.nip, True),
    ],
)
def test_a_person_named_in_a_document_is_known_by_nip_and_without_one_by_any_name(
    actor: Actor, name: str, nip: str | None, called: bool
) -> None:
    assert actor.is_called(name, nip) is called


def test_a_role_holds_from_its_day_and_only_if_it_was_given() -> None:
    assert SARI.holds(Role.analyst, LONG_AGO)
    assert not replace(SARI, roles={Role.analyst: TODAY}).holds(Role.analyst, LONG_AGO)
    assert not SARI.holds(Role.authority, TODAY)


def test_only_an_internal_transfer_stays_within_the_agency() -> None:
    assert [kind for kind in Kind if not kind.between_agencies] == [Kind.INTERNAL]
    assert len(Kind) == 12
    assert all(kind.name == kind.value for kind in Kind)


@pytest.mark.parametrize(
    ("actor", "role", "title", "on_behalf", "kop"),
    [
        (SARI, Role.analyst, "Analis SDM Aparatur", "Kepala BKPSDM", "agency"),
        (BAYU, Role.hr_officer, "Pejabat Pengelola Kepegawaian", "Kepala BKPSDM", "agency"),
        (TUTI, Role.hr_head, "Kepala BKPSDM", None, "agency"),
        (JOKO, Role.team_chair, "Ketua Tim Penilai Kinerja", None, "agency"),
        (WATI, Role.proposer, "Pengusul", None, "agency"),
        (RATNA, Role.authority, "Wali Kota Lembayung", None, "office"),
    ],
)
def test_who_takes_the_step_signs_its_decree(
    actor: Actor, role: Role, title: str, on_behalf: str | None, kop: str
) -> None:
    signed = signatory(actor, Held(role), AGENCY)
    assert (signed.title, signed.on_behalf_of, signed.kop) == (title, on_behalf, kop)
    assert (signed.nip, signed.rank, signed.account) == (actor.nip, actor.rank, actor.account)
    assert (signed.capacity, signed.through, signed.mandate) == ("definitif", None, None)


def test_the_printed_name_is_the_persons_and_else_the_accounts() -> None:
    assert signatory(SARI, Held(Role.analyst), AGENCY).name == "Sari Wening"
    assert signatory(account("ratna"), Held(Role.authority), AGENCY).name == "ratna"


BEGIN = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
END = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)


def mandate(capacity: Capacity = Capacity.plh, **facts: Any) -> Mandate:
    """The mayor's office in June 2026."""
    plain = Mandate(4, Role.authority, capacity, BEGIN, END, "100.3/7/2026", date(2026, 5, 29))
    return replace(plain, **facts)


def mandated(*mandates: Mandate) -> Actor:
    """Tuti with mandates for the mayor's office, to which she was never given the role."""
    return replace(TUTI, mandates=mandates, mandated={Role.authority: BEGIN})


@pytest.mark.parametrize(
    ("moment", "in_force"),
    [
        (BEGIN - timedelta(seconds=1), False),
        (BEGIN, True),
        (END - timedelta(seconds=1), True),
        (END, False),
    ],
)
def test_a_mandate_begins_and_ends_at_its_second(moment: datetime, in_force: bool) -> None:
    assert mandate().in_force(moment) is in_force
    assert (mandated(mandate()).held(Role.authority, moment, moment.date()) is not None) is in_force


def test_a_mandate_without_an_end_stays_in_force() -> None:
    assert mandate(ends=None).in_force(END + timedelta(days=4000))


def test_once_a_mandate_names_an_office_the_role_alone_does_not_hold_it() -> None:
    mayor = replace(RATNA, mandated={Role.authority: BEGIN})
    assert mayor.held(Role.authority, BEGIN - timedelta(seconds=1), date(2026, 6, 1)) == Held(Role.authority)
    assert mayor.held(Role.authority, BEGIN, date(2026, 6, 1)) is None
    assert RATNA.held(Role.authority, BEGIN, date(2026, 6, 1)) == Held(Role.authority)


def test_a_mandate_is_held_for_its_own_office_only() -> None:
    held = mandated(mandate()).held(Role.authority, BEGIN, TODAY)
    assert held is not None
    assert (held.role, held.capacity) == (Role.authority, Capacity.plh)
    assert mandated(mandate(office=Role.hr_head)).held(Role.authority, BEGIN, TODAY) is None
    assert mandated(mandate()).held(Role.team_chair, BEGIN, TODAY) is None


@pytest.mark.parametrize(
    ("capacity", "title", "on_behalf", "through"),
    [
        (Capacity.definitif, "Wali Kota Lembayung", None, None),
        (Capacity.plt, "Wali Kota Lembayung", None, None),
        (Capacity.plh, "Wali Kota Lembayung", None, None),
        (Capacity.an, "Sekretaris Daerah", "Wali Kota Lembayung", None),
        (Capacity.ub, "Asisten Administrasi", "Wali Kota Lembayung", "Sekretaris Daerah"),
    ],
)
def test_a_mandate_says_how_its_holder_signs(
    capacity: Capacity, title: str, on_behalf: str | None, through: str | None
) -> None:
    held = Held(Role.authority, mandate(capacity, title=title, through=through))
    signed = signatory(TUTI, held, AGENCY)
    assert (signed.title, signed.on_behalf_of, signed.through) == (title, on_behalf, through)
    assert (signed.capacity, signed.kop) == (capacity.value, "office")
    assert signed.mandate == Instrument(4, "100.3/7/2026", date(2026, 5, 29))


def test_every_capacity_has_its_words_and_only_plt_and_plh_act() -> None:
    assert set(CAPACITY_LABELS) == set(Capacity)
    assert {capacity.value for capacity in ACTING} == {"plt", "plh"}


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Jakarta", "2026-06-14"), ("Asia/Makassar", "2026-06-15"), ("Asia/Jayapura", "2026-06-15")]
)
def test_the_day_of_an_office_begins_at_its_own_midnight(zone: str, day: str) -> None:
    instant = datetime(2026, 6, 14, 16, 0, tzinfo=UTC)
    assert local_day(instant, zone).isoformat() == day


def test_a_request_is_known_by_what_it_asks_and_not_by_who_carried_it() -> None:
    asked = Request("approve", "ratna", (7,), {"tmt": "2026-07-01"}, "Setuju.", key="k")
    same = replace(asked, channel="api", os_user="lain", key="l", data=dict(asked.data))
    assert same.sha256 == asked.sha256
    others = [
        replace(asked, verb="reject"),
        replace(asked, proposals=(8,)),
        replace(asked, data={"tmt": "2026-07-02"}),
        replace(asked, note=None),
        replace(asked, version=3),
        replace(asked, dossier="0" * 64),
    ]
    assert len({asked.sha256, *(other.sha256 for other in others)}) == 7
