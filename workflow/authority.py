"""Who may act: roles, kinds of transfer, and the capacity in which a decree is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account may be given. `proposer` is never given: it is whoever proposed the case at hand."""

    analyst = "analyst"
    hr_officer = "hr_officer"
    hr_head = "hr_head"
    team_chair = "team_chair"
    unit_head = "unit_head"
    origin_authority = "origin_authority"
    bkn = "bkn"
    authority = "authority"
    employee = "employee"
    auditor = "auditor"
    admin = "admin"
    proposer = "proposer"


ROLE_LABELS: dict[Role, tuple[str, str]] = {
    Role.analyst: ("Analis SDM Aparatur", "HR analyst"),
    Role.hr_officer: ("Pejabat Pengelola Kepegawaian", "HR officer"),
    Role.hr_head: ("Kepala Unit Kepegawaian", "Head of the HR unit"),
    Role.team_chair: ("Ketua Tim Penilai Kinerja", "Chair of the assessment team"),
    Role.unit_head: ("Kepala Unit Kerja", "Head of a unit"),
    Role.origin_authority: ("Pejabat Pembina Kepegawaian Instansi Asal", "Appointing authority of the origin agency"),
    Role.bkn: ("Pejabat Badan Kepegawaian Negara", "Official of the National Civil Service Agency"),
    Role.authority: ("Pejabat Pembina Kepegawaian", "Appointing authority"),
    Role.employee: ("Pegawai", "Employee"),
    Role.auditor: ("Auditor", "Auditor"),
    Role.admin: ("Administrator Sistem", "System administrator"),
    Role.proposer: ("Pengusul", "Proposer"),
}
"""Role → (Indonesian, English) label."""

GIVEN_ROLES = tuple(role for role in Role if role is not Role.proposer)
"""The roles that an account can be given."""


class Kind(StrEnum):
    """The kinds of transfer (PP 11/2017 Pasal 190 ayat (2); Peraturan BKN 5/2019)."""

    INTERNAL = "INTERNAL"
    KABKOTA_SATU_PROV = "KABKOTA_SATU_PROV"
    PROV_KE_KABKOTA = "PROV_KE_KABKOTA"
    KABKOTA_KE_PROV = "KABKOTA_KE_PROV"
    KABKOTA_BEDA_PROV = "KABKOTA_BEDA_PROV"
    KABKOTA_KE_PROV_LAIN = "KABKOTA_KE_PROV_LAIN"
    PROV_KE_KABKOTA_LAIN = "PROV_KE_KABKOTA_LAIN"
    ANTAR_PROV = "ANTAR_PROV"
    DAERAH_KE_PUSAT = "DAERAH_KE_PUSAT"
    PUSAT_KE_DAERAH = "PUSAT_KE_DAERAH"
    ANTAR_PUSAT = "ANTAR_PUSAT"
    PERWAKILAN_LN = "PERWAKILAN_LN"

    @property
    def between_agencies(self) -> bool:
        """Whether the person changes agency, so that consent and advice of others are needed."""
        return self is not Kind.INTERNAL


class Capacity(StrEnum):
    """How an office is held (UU 30/2014 Pasal 14; SE BKN 1/SE/I/2021)."""

    definitif = "definitif"
    plt = "plt"
    plh = "plh"
    an = "an"
    ub = "ub"


CAPACITY_LABELS: dict[Capacity, tuple[str, str]] = {
    Capacity.definitif: ("definitif", "in office"),
    Capacity.plt: ("Plt.", "acting, post vacant (Plt.)"),
    Capacity.plh: ("Plh.", "acting, holder absent (Plh.)"),
    Capacity.an: ("a.n.", "on behalf of (a.n.)"),
    Capacity.ub: ("u.b.", "for and on behalf of (u.b.)"),
}
"""Capacity → (Indonesian, English) words."""

ACTING = frozenset({Capacity.plt, Capacity.plh})
"""Whoever only acts takes no strategic personnel decision without consent (R-WEN-04)."""


@dataclass(frozen=True)
class Mandate:
    """An office in the hands of an account, for a period.

    Attributes:
        starts, ends: instants; the end takes effect at its second, and None is open.
        title: the holder's own office, printed under a.n. and u.b.
        through: the office between a.n. and u.b.
        verbs, kinds, post_kinds: the limits of the authority; an empty one does not limit.
    """

    id: int
    office: Role
    capacity: Capacity
    starts: datetime
    ends: datetime | None
    number: str
    dated: date
    title: str | None = None
    through: str | None = None
    verbs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    post_kinds: tuple[str, ...] = ()

    def in_force(self, now: datetime) -> bool:
        """Whether the period covers this instant."""
        return self.starts <= now and (self.ends is None or now < self.ends)


@dataclass(frozen=True)
class Held:
    """An office as someone holds it: by role alone, or by a mandate."""

    role: Role
    mandate: Mandate | None = None

    @property
    def capacity(self) -> Capacity:
        return self.mandate.capacity if self.mandate else Capacity.definitif


@dataclass(frozen=True)
class Actor:
    """The account that acts, and the person behind it when it names one.

    Attributes:
        name: the person's name with academic titles, as decrees print it; `bare_name` is without them.
        roles: role → the day from whose beginning it holds.
        mandates: the account's mandates, past and coming ones too.
        mandated: office → the instant from which only mandates count for it.
    """

    account: str
    nip: str | None = None
    name: str | None = None
    bare_name: str | None = None
    rank: str | None = None
    spouse_nip: str | None = None
    unit: str | None = None
    roles: dict[Role, date] = field(default_factory=dict)
    mandates: tuple[Mandate, ...] = ()
    mandated: Mapping[Role, datetime] = field(default_factory=dict)

    def holds(self, role: Role, day: date) -> bool:
        """Whether the role was given and has begun."""
        since = self.roles.get(role)
        return since is not None and since <= day

    def held(self, role: Role, now: datetime, day: date) -> Held | None:
        """The office as this account holds it now: by mandate once one has named the office, else by role."""
        begun = self.mandated.get(role)
        if begun is None or begun > now:
            return Held(role) if self.holds(role, day) else None
        mine = (mandate for mandate in self.mandates if mandate.office is role and mandate.in_force(now))
        return next((Held(role, mandate) for mandate in mine), None)

    def is_called(self, name: str, nip: str | None) -> bool:
        """Whether a person named in a document is this one: by NIP where both have one, else by any name of theirs."""
        if self.nip and nip:
            return self.nip == nip
        return folded(name) in {folded(own) for own in (self.account, self.name, self.bare_name) if own}

    def is_same_person(self, account: str, nip: str | None) -> bool:
        """Whether another account belongs to the same person: by NIP, or the account itself without one."""
        if self.nip and nip:
            return self.nip == nip
        return self.account == account


def folded(name: str) -> str:
    """A name as it is compared: without case and without doubled blanks."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class AgencyFacts:
    """The agency as its letterhead and its decrees name it.

    Attributes:
        contact: how it is reached, for the line below the address.
        arms: the hash of its own arms as SVG; None for those that are bundled.
        emblem: the hash of what stands above the name of the office; None for the arms.
    """

    name: str
    region: str
    head_title: str
    place: str
    zone: str
    hr_unit: str
    hr_head_title: str
    hr_code: str
    address: str
    paper: str
    contact: str = ""
    arms: str | None = None
    emblem: str | None = None


@dataclass(frozen=True)
class Signatory:
    """The signature block of a decree.

    Attributes:
        capacity: how the office is held; `definitif` unless a mandate says otherwise.
        on_behalf_of: the office in whose name (a.n.) the signatory signs, if not the own.
        through: the office between a.n. and u.b.
        mandate: the instrument by which the office is held.
        kop: whose letterhead: the `office` of the authority or the HR `agency`.
    """

    name: str
    nip: str | None
    rank: str | None
    title: str
    capacity: str
    on_behalf_of: str | None
    kop: str
    account: str
    through: str | None = None
    mandate: Instrument | None = None


@dataclass(frozen=True)
class Instrument:
    """The letter that gives a mandate."""

    id: int
    number: str
    date: date


def signatory(actor: Actor, held: Held, agency: AgencyFacts) -> Signatory:
    """Whoever takes the step signs its decree, in the capacity in which the office is held."""
    mandate, office = held.mandate, office_title(held.role, agency)
    delegated = mandate is not None and mandate.capacity in (Capacity.an, Capacity.ub)
    acts_for_head = held.role in (Role.analyst, Role.hr_officer)
    return Signatory(
        name=actor.name or actor.account,
        nip=actor.nip,
        rank=actor.rank,
        title=(mandate.title if mandate and delegated else None) or office,
        capacity=held.capacity.value,
        on_behalf_of=office if delegated else agency.hr_head_title if acts_for_head else None,
        kop="office" if held.role is Role.authority else "agency",
        account=actor.account,
        through=mandate.through if mandate else None,
        mandate=Instrument(mandate.id, mandate.number, mandate.dated) if mandate else None,
    )


def office_title(role: Role, agency: AgencyFacts) -> str:
    """The title of an office, as the agency names it."""
    titles = {Role.authority: agency.head_title, Role.hr_head: agency.hr_head_title}
    return titles.get(role, ROLE_LABELS[role][0])
