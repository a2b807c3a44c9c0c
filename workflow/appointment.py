"""What mandate may be given: which office, for which time, by whom, and beside which other mandates.

UU 30/2014 Pasal 13 and 14; SE BKN 1/SE/I/2021. No chain is longer than one, and none is a circle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from workflow.authority import CAPACITY_LABELS, ROLE_LABELS, Actor, Capacity, Role
from workflow.errors import InvalidField
from workflow.text import spoken

SIGNS_NOTHING = frozenset({Role.admin, Role.auditor, Role.employee, Role.proposer})
"""Offices that no mandate can be for: they sign no decree."""

DELEGATED = frozenset({Capacity.an, Capacity.ub})
"""Capacities in which someone signs in the name of whoever holds the office."""

CLASHES = frozenset(
    frozenset(pair)
    for pair in (
        (Capacity.definitif, Capacity.definitif),
        (Capacity.definitif, Capacity.plt),
        (Capacity.plt, Capacity.plt),
        (Capacity.plh, Capacity.plh),
        (Capacity.plh, Capacity.plt),
    )
)
"""Capacities in which one office is not held twice at a time; a Plh. stands in for a holder who is absent."""


@dataclass(frozen=True)
class Appointment:
    """A mandate that is asked for; the attributes are those of `workflow.authority.Mandate`."""

    office: Role
    account: str
    capacity: Capacity
    starts: datetime
    ends: datetime | None
    number: str
    dated: date
    given_by: str | None
    title: str | None
    through: str | None


@dataclass(frozen=True)
class Standing:
    """A mandate of the same office that was given before."""

    id: int
    account: str
    nip: str | None
    capacity: Capacity
    starts: datetime
    ends: datetime | None

    def meets(self, asked: Appointment) -> bool:
        """Whether both cover a common instant; a mandate that was ended before it began covers none."""
        if self.ends is not None and self.ends <= self.starts:
            return False
        begins_in_time = asked.ends is None or self.starts < asked.ends
        return begins_in_time and (self.ends is None or asked.starts < self.ends)


def check(
    asked: Appointment, first_day: date, now: datetime, holder: Actor, giver: Actor | None, others: Iterable[Standing]
) -> None:
    """Refuse what may not be given.

    Args:
        first_day: the office-local day of the start.
        others: every mandate of the same office.

    Raises:
        InvalidField: the first thing that is wrong, and what to do.
    """
    _check_office(asked)
    _check_period(asked, first_day, now)
    _check_words(asked)
    if giver is not None:
        _check_giver(asked, first_day, holder, giver)
    for other in others:
        if other.meets(asked):
            _check_beside(asked, holder, other)


def _check_office(asked: Appointment) -> None:
    if asked.office in SIGNS_NOTHING:
        label, label_en = ROLE_LABELS[asked.office]
        raise InvalidField(
            field="--office",
            problem=f"{label} tidak menandatangani keputusan. Pilih jabatan lain; perannya diberikan dengan `mutasi account grant`.",
            problem_en=f"{label_en} signs no decree. Choose another office; the role is given with `mutasi account grant`.",
        )


def _check_period(asked: Appointment, first_day: date, now: datetime) -> None:
    if asked.ends is not None and asked.ends <= asked.starts:
        raise InvalidField(
            field="--until",
            problem="akhir mandat tidak sesudah mulainya. Periksa --from dan --until.",
            problem_en="the mandate does not end after it starts. Check --from and --until.",
        )
    if asked.ends is not None and asked.ends <= now:
        raise InvalidField(
            field="--until",
            problem="akhir mandat sudah lewat, sehingga tidak ada yang dapat ditandatangani. Pilih saat yang akan datang.",
            problem_en="the mandate has ended already, so nothing could be signed by it. Choose an instant to come.",
        )
    if asked.dated > first_day:
        raise InvalidField(
            field="--date",
            problem=f"surat bertanggal {spoken(asked.dated)}, sesudah mandat mulai pada {spoken(first_day)}. Periksa kedua tanggalnya.",
            problem_en=f"the letter is dated {spoken(asked.dated, 'en')}, after the mandate starts on {spoken(first_day, 'en')}. Check both.",
        )


def _check_words(asked: Appointment) -> None:
    label = CAPACITY_LABELS[asked.capacity][0]
    if asked.capacity in DELEGATED:
        for field, value in (("--title", asked.title), ("--given-by", asked.given_by)):
            if not value:
                raise InvalidField(
                    field=field,
                    problem=f"mandat {label} memerlukan jabatan sendiri (--title) dan akun pemberinya (--given-by). Lengkapi keduanya.",
                    problem_en=f"a mandate {label} needs the holder's own office (--title) and the giver's account (--given-by). Give both.",
                )
    if (asked.capacity is Capacity.ub) != bool(asked.through):
        raise InvalidField(
            field="--through",
            problem="disebutkan bagi mandat u.b. dan hanya baginya: jabatan di antara a.n. dan u.b. Periksa --capacity.",
            problem_en="is named for a mandate u.b. and for no other: the office between a.n. and u.b. Check --capacity.",
        )


def _check_giver(asked: Appointment, first_day: date, holder: Actor, giver: Actor) -> None:
    if holder.is_same_person(giver.account, giver.nip):
        raise InvalidField(
            field="--given-by",
            problem=f"{giver.account} tidak dapat memberi mandat kepada dirinya sendiri. Sebutkan pemberi atau pemegang yang lain.",
            problem_en=f"{giver.account} cannot give a mandate to himself or herself. Name another giver or another holder.",
        )
    if asked.capacity not in DELEGATED:
        return
    held, (label, label_en) = giver.held(asked.office, asked.starts, first_day), ROLE_LABELS[asked.office]
    if held is None:
        raise InvalidField(
            field="--given-by",
            problem=f"{giver.account} tidak memegang jabatan {label} saat mandat mulai. Sebutkan pemegang definitifnya.",
            problem_en=f"{giver.account} does not hold the office {label_en} when the mandate starts. Name its definitive holder.",
        )
    if held.capacity is not Capacity.definitif:
        capacity = CAPACITY_LABELS[held.capacity][0]
        raise InvalidField(
            field="--given-by",
            problem=f"{giver.account} sendiri hanya memegang jabatan {label} sebagai {capacity}, dan mandat tidak dapat diteruskan. Sebutkan pemegang definitifnya.",
            problem_en=f"{giver.account} only holds the office {label_en} as {capacity}, and a mandate is not passed on. Name its definitive holder.",
        )


def _check_beside(asked: Appointment, holder: Actor, other: Standing) -> None:
    held = f"{other.account} ({CAPACITY_LABELS[other.capacity][0]}, mandat {other.id})"
    held_en = f"{other.account} ({CAPACITY_LABELS[other.capacity][0]}, mandate {other.id})"
    label, label_en = ROLE_LABELS[asked.office]
    if holder.is_same_person(other.account, other.nip):
        raise InvalidField(
            field="--holder",
            problem=f"{held} sudah memegang jabatan {label} pada masa itu. Akhiri dahulu dengan `mutasi mandate end {other.id}`.",
            problem_en=f"{held_en} holds the office {label_en} at that time already. End that with `mutasi mandate end {other.id}` first.",
        )
    if frozenset({asked.capacity, other.capacity}) in CLASHES:
        raise InvalidField(
            field="--from",
            problem=f"jabatan {label} pada masa itu sudah dipegang {held}. Akhiri dahulu dengan `mutasi mandate end {other.id}`, atau ubah masanya.",
            problem_en=f"the office {label_en} is held by {held_en} at that time. End that with `mutasi mandate end {other.id}` first, or choose another time.",
        )
