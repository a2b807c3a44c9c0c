"""Who may act: roles, kinds of transfer, and the capacity in which a decree is signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
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


@dataclass(frozen=True)
class Actor:
    """The account that acts, and the person behind it when it names one.

    Attributes:
        name: the person's name with academic titles, as decrees print it; `bare_name` is without them.
        roles: role → the day from whose beginning it holds.
    """

    account: str
    nip: str | None = None
    name: str | None = None
    bare_name: str | None = None
    rank: str | None = None
    spouse_nip: str | None = None
    unit: str | None = None
    roles: dict[Role, date] = field(default_factory=dict)

    def holds(self, role: Role, day: date) -> bool:
        """Whether the role was given and has begun."""
        since = self.roles.get(role)
        return since is not None and since <= day

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
    """The agency as its letterhead and its decrees name it."""

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


@dataclass(frozen=True)
class Signatory:
    """The signature block of a decree.

    Attributes:
        capacity: how the office is held; `definitif` unless a mandate says otherwise.
        on_behalf_of: the office in whose name (a.n.) the signatory signs, if not the own.
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


def signatory(actor: Actor, role: Role, agency: AgencyFacts) -> Signatory:
    """Whoever takes the step signs its decree, in the capacity of the role that allowed it."""
    titles = {Role.authority: agency.head_title, Role.hr_head: agency.hr_head_title}
    acts_for_head = role in (Role.analyst, Role.hr_officer)
    return Signatory(
        name=actor.name or actor.account,
        nip=actor.nip,
        rank=actor.rank,
        title=titles.get(role, ROLE_LABELS[role][0]),
        capacity="definitif",
        on_behalf_of=agency.hr_head_title if acts_for_head else None,
        kop="office" if role is Role.authority else "agency",
        account=actor.account,
    )
