"""The people of Kota Lembayung, and a dossier in which every rule is met; each test changes one fact."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

from workflow.authority import Actor, AgencyFacts, Capacity, Held, Mandate, Role
from workflow.dossier import (
    PARTS,
    AppraisalFacts,
    DisciplineFacts,
    DocumentFacts,
    Dossier,
    InterestFacts,
    Need,
    Occupancy,
    Origin,
    Party,
    PersonFacts,
    PostFacts,
    PreferenceFacts,
    ProposalFacts,
    StepFacts,
    Target,
    Task,
    UnitFacts,
    WaiverFacts,
)
from workflow.parameters import ParameterFacts
from workflow.rules import RULES, Finding, Question

TODAY = date(2026, 6, 15)
LONG_AGO = date(2020, 1, 1)

MELATI_NIP = "198803142012012005"
GALIH_NIP = "198601092010011003"
SARI_NIP = "199107222015032002"
TUTI_NIP = "197205051997032001"
JOKO_NIP = "196911301994031006"

LIBRARY = UnitFacts("DISPUSIP", "Dinas Perpustakaan dan Kearsipan", "Kota Lembayung")
DIGITAL = UnitFacts("DISKOMINFO", "Dinas Komunikasi dan Informatika", "Kota Lembayung")

PUSTAKAWAN = PostFacts(
    code="PUS-01",
    name="Pustakawan Ahli Muda",
    kind="fungsional",
    level="muda",
    grade=9,
    rank_min="III/c",
    rank_max="III/d",
    education_min="S-1",
    education_fields=(),
    retirement_age=58,
    competences=(),
)
PRANATA = replace(
    PUSTAKAWAN,
    code="KOM-07",
    name="Pranata Komputer Ahli Muda",
    education_fields=("Ilmu Komputer", "Sistem Informasi"),
)

MELATI = PersonFacts(
    nip=MELATI_NIP,
    name="Melati Kuncoro",
    full_name="Melati Kuncoro, S.Kom.",
    birth_place="Lembayung",
    birth_date=date(1988, 3, 14),
    sex="P",
    employment="PNS",
    rank="III/c",
    rank_since=date(2023, 4, 1),
    education="S-1",
    education_field="Sistem Informasi",
    spouse_nip=GALIH_NIP,
    as_of=date(2026, 6, 1),
)

NEED = Need(
    source="workload",
    need=3,
    load="2.6000",
    as_of=date(2026, 1, 12),
    workloads=(Task("Merawat aplikasi layanan", "2600", "tahun", "72", "2.6000", date(2026, 1, 12)),),
)

OCCUPANCY = Occupancy(
    day=TODAY,
    holders=2,
    reserved=0,
    released=0,
    pending=(),
    taken=(),
    origin_staff=9,
    origin_minimum=8,
    origin_incoming=0,
    origin_outgoing=0,
)

CLEARED = DocumentFacts(3, "D10", "700/118/ITKO/2026", date(2026, 5, 11), None, "bebas-temuan.pdf", "0" * 64)
ADVISED = DocumentFacts(
    4, "D11", "IMUT/2026/31", date(2026, 6, 8), None, "imut.pdf", "1" * 64, verdict="verified", verified_by="tuti"
)
WISH = PreferenceFacts(1, PRANATA.code, PRANATA.name, "Sesuai pendidikan")

DOSSIER = Dossier(
    proposal=ProposalFacts(
        id=7,
        kind="INTERNAL",
        reason="Layanan digital kekurangan orang",
        state="evaluation",
        version=3,
        proposed_by=Party("wati", "198012122005012009"),
        proposed_on=date(2026, 5, 4),
        suspended_from=None,
    ),
    person=MELATI,
    origin=Origin(PUSTAKAWAN, LIBRARY, date(2022, 2, 1), None),
    target=Target(PRANATA, DIGITAL),
    need=NEED,
    appraisals=(
        AppraisalFacts(2024, "sesuai", "sesuai", "Baik"),
        AppraisalFacts(2025, "diatas", "diatas", "Sangat Baik"),
    ),
    competences=(),
    discipline=(),
    preferences=(WISH,),
    career=(),
    documents=(CLEARED, ADVISED),
    steps=(),
    open_elsewhere=(),
    spouse=None,
    waivers=(),
    occupancy=OCCUPANCY,
)

AGENCY = AgencyFacts(
    name="Pemerintah Kota Lembayung",
    region="Kota Lembayung",
    head_title="Wali Kota Lembayung",
    place="Lembayung",
    zone="Asia/Jakarta",
    hr_unit="BKPSDM",
    hr_head_title="Kepala BKPSDM",
    hr_code="BKPSDM",
    address="Jalan Teratai 1",
    paper="A4",
)


def account(account: str, *roles: Role, **facts: Any) -> Actor:
    """An account that has held its roles for years."""
    return Actor(account=account, roles=dict.fromkeys(roles, LONG_AGO), **facts)


SARI = account("sari", Role.analyst, nip=SARI_NIP, name="Sari Wening", rank="III/b")
BAYU = account("bayu", Role.hr_officer, nip="198909092014031004", name="Bayu Pratista", rank="III/d")
TUTI = account("tuti", Role.hr_head, nip=TUTI_NIP, name="Tuti Handayani", rank="IV/c")
JOKO = account("joko", Role.team_chair, nip=JOKO_NIP, name="Joko Waskito", rank="IV/d")
WATI = account("wati", Role.unit_head, nip="198012122005012009", name="Wati Pertiwi", rank="IV/a")
RATNA = account("ratna", Role.authority)
"""The mayor is elected: she has no NIP and no rank."""

MELATI_ACTS = account("melati", *Role, nip=MELATI_NIP, name="Melati Kuncoro, S.Kom.", spouse_nip=GALIH_NIP)
GALIH_ACTS = account("galih", *Role, nip=GALIH_NIP, name="Galih Kuncoro", spouse_nip=MELATI_NIP)

_OF_PROPOSAL = {field.name for field in fields(ProposalFacts)}


def dossier(**facts: Any) -> Dossier:
    """The good dossier with other facts: of the proposal (`state`, `kind`, …) or whole parts (`need`, …)."""
    proposal = {name: fact for name, fact in facts.items() if name in _OF_PROPOSAL}
    parts = {name: fact for name, fact in facts.items() if name not in _OF_PROPOSAL}
    return replace(DOSSIER, proposal=replace(DOSSIER.proposal, **proposal), **parts)


def melati(**facts: Any) -> PersonFacts:
    return replace(MELATI, **facts)


def target(**facts: Any) -> Target:
    return Target(replace(PRANATA, **facts), DIGITAL)


def held_since(since: date) -> Origin:
    return replace(DOSSIER.origin, since=since)


def seats(**facts: Any) -> Occupancy:
    return replace(OCCUPANCY, **facts)


def need(**facts: Any) -> Need:
    return replace(NEED, **facts)


def rated(**predicates: str) -> tuple[AppraisalFacts, ...]:
    """Appraisals by year: `rated(y2024="Baik")`."""
    return tuple(AppraisalFacts(int(year[1:]), None, None, word) for year, word in predicates.items())


def sanction(start: date, end: date | None, level: str = "sedang") -> DisciplineFacts:
    return DisciplineFacts(level, start, end, "188/4/HD")


def paper(type: str, id: int = 20, **facts: Any) -> DocumentFacts:
    """A document that was filed in May and verified by Tuti."""
    told: dict[str, Any] = {
        **{"number": f"800/{type}/2026", "date": date(2026, 5, 20), "post": None, "name": f"{type}.pdf"},
        **{"sha256": "2" * 64, "verdict": "verified", "verified_by": "tuti", **facts},
    }
    return DocumentFacts(id, type, **told)


def papers(*without: str, **facts: Any) -> tuple[DocumentFacts, ...]:
    """D01 to D10 as a transfer between agencies needs them, but for some; those of the post name Melati's."""
    codes = [f"D{n:02}" for n in range(1, 11) if f"D{n:02}" not in without]
    named = {"D02", "D03", "D04", "D05"}
    return tuple(
        paper(code, int(code[1:]), **({"post": PRANATA.code} if code in named else {}), **facts) for code in codes
    )


def mandate(office: Role = Role.authority, capacity: Capacity = Capacity.definitif, **facts: Any) -> Mandate:
    """A mandate that began last year and is open."""
    told: dict[str, Any] = {
        **{"starts": datetime(2025, 1, 1, tzinfo=UTC), "ends": None, "number": "821/3/2025"},
        **{"dated": date(2024, 12, 30), **facts},
    }
    return Mandate(3, office, capacity, **told)


def held(capacity: Capacity = Capacity.definitif, office: Role = Role.authority, **facts: Any) -> Held:
    """An office that is held by mandate."""
    return Held(office, mandate(office, capacity, **facts))


def cleared(**facts: Any) -> DocumentFacts:
    """A clearance letter of the inspectorate."""
    return replace(CLEARED, **facts)


def own(rule: str, name: str, value: object) -> ParameterFacts:
    """A parameter that the agency itself has set."""
    return ParameterFacts(rule, name, None, str(value), LONG_AGO, None)


def waiver(rule: str) -> WaiverFacts:
    return WaiverFacts(rule, 12, "Perampingan organisasi.", "ratna")


def interest(name: str, nip: str | None = None) -> InterestFacts:
    return InterestFacts(name, "sepupu", nip)


def step(verb: str, version: int, day: date, **facts: Any) -> StepFacts:
    """An earlier step of Melati's proposal."""
    told: dict[str, Any] = {
        "from_state": "evaluation",
        "to_state": "evaluation",
        "number": f"800.1.3.1/{version}/BKPSDM/2026",
        "actor": "joko",
        "actor_nip": JOKO_NIP,
        "data": {},
        "note": None,
        "origin_post": PUSTAKAWAN.code,
        **facts,
    }
    return StepFacts(verb=verb, version=version, date=day, **told)


def assessed(**facts: Any) -> StepFacts:
    """The team's assessment, by default a recommendation."""
    data = {"team": [], "recommendation": "recommend", "considerations": "Cakap.", **facts.pop("data", {})}
    parts = facts.pop("parts", {part: DOSSIER.part_hash(part) for part in PARTS})
    return step("assess", 3, date(2026, 6, 2), data=data, parts=parts, **facts)


def approved(tmt: date, version: int = 5, day: date = date(2026, 6, 10)) -> StepFacts:
    """Ratna's approval with its date of effect."""
    return step("approve", version, day, actor="ratna", actor_nip=None, data={"tmt": tmt.isoformat()})


def find(
    rule: str, case: Dossier, actor: Actor = SARI, verb: str = "assess", today: date = TODAY, **told: Any
) -> Finding:
    """What a rule finds in a case."""
    return RULES[rule].find(Question(case, actor, verb, today, **told))
