"""Builds the units and places posts in them: how many seats each post needs and how many of them are held."""

import math
import uuid
from dataclasses import dataclass, field, replace
from random import Random

from app.sample.kinds import STAFF, Kind, echelon, functional
from app.sample.offices import BUREAUS, CITY, DISTRICTS, EDUCATION, HEALTH, NEIGHBOUR, OFFICES, Division, Office
from app.sample.rows import Unit
from app.sample.services import CLINIC, HEALTH_STAFFING, PRIMARY, SCHOOL_STAFFING, SECONDARY, WARDS


@dataclass(frozen=True, slots=True)
class Place:
    """A post code: its kind, its unit, the seats it needs and the seats that are held."""

    code: str
    kind: Kind
    unit: Unit
    need: int
    held: int


@dataclass
class Structure:
    """Units and places of the city while it is being built."""

    rng: Random
    units: list[Unit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def unit(self, code: str, name: str, parent: Unit | None, kind: str) -> Unit:
        """A new unit under its parent."""
        identifier = str(uuid.UUID(int=self.rng.getrandbits(128), version=4)) if self.rng.random() < 0.9 else None
        unit = Unit(code, name, parent.kode if parent else None, kind, None, identifier)
        self.units.append(unit)
        return unit

    def place(self, kind: Kind, unit: Unit, need: int = 1, staffing: float = 0.9) -> None:
        """A new post in the unit; about `staffing` of its seats are held."""
        held = math.floor(need * staffing + self.rng.random())
        number = 1 + sum(place.unit is unit for place in self.places)
        self.places.append(Place(f"{unit.kode}-{number:02d}", kind, unit, need, held))

    def set_minimum(self, unit: Unit, share: float) -> None:
        """The smallest staff that keeps the service running, as a share of the need."""
        unit.minimum = math.ceil(share * sum(place.need for place in self.places if place.unit is unit))


SCARCE = {"Pranata Komputer": 0.4, "Analis Keuangan Pusat dan Daerah": 0.45, "Statistisi": 0.5}
"""Families that the city is short of everywhere, and the share of their seats that is held."""


def second_kind(name: str) -> Kind:
    """The kind behind the second word of a division: a family's lowest experts, or a kind of staff."""
    return STAFF[name] if name in STAFF else functional(name, "ahli pertama")


def build_division(city: Structure, unit: Unit, division: Division, head: Kind) -> None:
    """A division: its head, experts of its family, and who else works there."""
    rng = city.rng
    city.place(head, unit, staffing=0.93)
    staffing = SCARCE.get(division.family, 0.72)
    city.place(functional(division.family, "ahli muda"), unit, staffing=staffing)
    city.place(
        functional(division.family, "ahli pertama"),
        unit,
        3 if division.family in SCARCE else rng.choice((1, 2, 2)),
        staffing,
    )
    need = 4 if division.service else rng.choice((1, 1, 2))
    city.place(second_kind(division.second), unit, need, SCARCE.get(division.second, 0.8))
    if division.service:
        city.set_minimum(unit, 0.7)


def build_office(city: Structure, root: Unit, code: str, office: Office) -> Unit:
    """An office with its head, secretariat and divisions."""
    rng = city.rng
    unit = city.unit(code, office.name, root, office.kind)
    city.place(echelon(office.head, "II.b"), unit, staffing=0 if office.vacant else 1.0)
    if office.kind == "sekretariat":
        desk = city.unit(f"{code}.01", f"Bagian Tata Usaha {office.name}", unit, "bagian")
        city.place(echelon(f"Kepala Bagian Tata Usaha {office.name}", "III.a"), desk)
    else:
        desk = city.unit(f"{code}.01", f"Sekretariat {office.name}", unit, "sekretariat")
        city.place(echelon(f"Sekretaris {office.name}", "III.a"), desk, staffing=0.95)
    city.place(echelon("Kepala Subbagian Umum dan Kepegawaian", "IV.a"), desk, staffing=0.93)
    city.place(functional("Perencana", "ahli pertama"), desk, staffing=0.6)
    city.place(
        functional("Analis Keuangan Pusat dan Daerah", rng.choice(("ahli pertama", "ahli muda"))), desk, staffing=0.5
    )
    city.place(STAFF["penelaah"], desk, 1, 1.5)
    city.place(STAFF["administrasi"], desk, rng.choice((1, 2)), 1.45)
    city.place(STAFF[rng.choice(("umum", "pengolah"))], desk, 1, 1.1)
    for number, division in enumerate(office.divisions, start=2):
        head, kind = echelon(f"Kepala {division.name}", "III.b"), division.name.split()[0].lower()
        if office.kind == "inspektorat":
            head, kind = echelon(division.name.replace("Inspektorat", "Inspektur"), "III.a"), "inspektorat pembantu"
        part = city.unit(f"{code}.{number:02d}", division.name, unit, kind)
        build_division(city, part, division, head)
    return unit


def build_secretariat(city: Structure, root: Unit) -> None:
    """The city secretariat: secretary, three assistants, eight bureaus."""
    unit = city.unit("01", "Sekretariat Daerah", root, "sekretariat daerah")
    city.place(echelon("Sekretaris Daerah", "II.a"), unit, staffing=1.0)
    for name in ("Pemerintahan dan Kesejahteraan Rakyat", "Perekonomian dan Pembangunan", "Administrasi Umum"):
        city.place(echelon(f"Asisten {name}", "II.b"), unit, staffing=1.0)
    for number, division in enumerate(BUREAUS, start=1):
        part = city.unit(f"01.{number:02d}", division.name, unit, "bagian")
        build_division(city, part, division, echelon(f"Kepala {division.name}", "III.a"))
        city.place(STAFF["administrasi"], part, 1, 1.4)


def build_hospital(city: Structure, root: Unit, code: str) -> None:
    """The city hospital with its departments."""
    unit = city.unit(code, "RSUD Telaga Sari", root, "rumah sakit")
    city.place(echelon("Direktur RSUD Telaga Sari", "II.b", ("Kedokteran", "Kesehatan Masyarakat")), unit, staffing=1.0)
    for number, (name, team) in enumerate(WARDS.items(), start=1):
        part = city.unit(f"{code}.{number:02d}", f"{name} RSUD", unit, "bagian" if number == 1 else "instalasi")
        for family, level, need in team:
            city.place(functional(family, level), part, need, SCARCE.get(family, 1.0))
        if number == 1:
            city.place(echelon("Kepala Bagian Tata Usaha RSUD", "III.b"), part)
            city.place(STAFF["administrasi"], part, 3, 1.4)
        else:
            city.set_minimum(part, 0.75)


def build_district(city: Structure, root: Unit, code: str, name: str) -> None:
    """A district (kecamatan) with its villages (kelurahan)."""
    zone, villages = DISTRICTS[name]
    unit = city.unit(code, f"Kecamatan {name}", root, "kecamatan")
    city.place(echelon(f"Camat {name}", "III.a"), unit, staffing=1.0)
    city.place(echelon("Sekretaris Kecamatan", "III.b"), unit, staffing=0.9)
    city.place(echelon("Kepala Seksi Pemerintahan", "IV.a"), unit, staffing=0.9)
    city.place(echelon("Kepala Seksi Pelayanan Umum", "IV.a"), unit, staffing=0.85)
    city.place(STAFF["penata"], unit, 2, 1.0 if zone == "dalam" else 0.6)
    city.place(STAFF["administrasi"], unit, 2, 1.5 if zone == "dalam" else 0.8)
    city.set_minimum(unit, 0.7)
    for number, village in enumerate(villages, start=1):
        part = city.unit(f"{code}.{number:02d}", f"Kelurahan {village}", unit, "kelurahan")
        city.place(echelon(f"Lurah {village}", "IV.a"), part, staffing=0.95)
        city.place(echelon("Sekretaris Kelurahan", "IV.b"), part, staffing=0.85)
        city.place(STAFF["operator"], part, 2, 1.2 if zone == "dalam" else 0.75)
        city.set_minimum(part, 0.6)


def build_clinic(city: Structure, office: Unit, number: int, name: str) -> None:
    """The health centre (puskesmas) of a district."""
    zone = DISTRICTS[name][0]
    unit = city.unit(f"{office.kode}.{number}", f"Puskesmas {name}", office, "puskesmas")
    city.place(functional("Dokter", "ahli muda", f"Kepala Puskesmas {name}"), unit, staffing=0.95)
    for family, level, need in CLINIC:
        city.place(functional(family, level), unit, need, HEALTH_STAFFING[zone])
    city.place(STAFF["administrasi"], unit, 1, 1.0)
    city.set_minimum(unit, 0.65)


def build_school(city: Structure, office: Unit, code: str, name: str, zone: str) -> None:
    """A primary (SD) or lower secondary (SMP) school."""
    unit = city.unit(code, name, office, "sekolah")
    staffing, primary = SCHOOL_STAFFING[zone], name.startswith("SD")
    head = functional("Guru Kelas", "ahli madya", f"Kepala {name}")
    if not primary:
        subjects = {field for family, *_ in SECONDARY for field in functional(family, "ahli muda").fields}
        head = replace(head, fields=tuple(sorted(subjects)))
    city.place(head, unit, staffing=0.95)
    for family, level, need in PRIMARY if primary else SECONDARY:
        city.place(functional(family, level), unit, need, staffing)
    city.place(STAFF["administrasi"], unit, 1, 1.1)
    city.set_minimum(unit, 0.7)


def build_neighbour(city: Structure) -> None:
    """A neighbouring agency, with people who may ask to come over: one health office and one school."""
    root = city.unit("90", f"Pemerintah {NEIGHBOUR}", None, "pemerintah daerah")
    clinic = city.unit("90.01", "Puskesmas Rawa Tengah", root, "puskesmas")
    for family, level, need in CLINIC:
        city.place(functional(family, level), clinic, need, 1.3)
    school = city.unit("90.02", "SMP Negeri 1 Rawa Indah", root, "sekolah")
    for family, level, need in SECONDARY:
        city.place(functional(family, level), school, need, 1.3)


def build_structure(rng: Random) -> Structure:
    """The whole city, from the root down, and its neighbour."""
    city = Structure(rng)
    root = city.unit("00", f"Pemerintah {CITY}", None, "pemerintah daerah")
    build_secretariat(city, root)
    offices = {}
    for number, office in enumerate(OFFICES, start=2):
        offices[office.name] = build_office(city, root, f"{number:02d}", office)
    build_hospital(city, root, f"{len(OFFICES) + 2:02d}")
    health, education = offices[HEALTH.name], offices[EDUCATION.name]
    for number, name in enumerate(DISTRICTS):
        zone = DISTRICTS[name][0]
        build_district(city, root, f"{41 + number}", name)
        build_clinic(city, health, 21 + number, name)
        for serial in range(2 if zone == "dalam" else 1):
            school = f"SD Negeri {serial + 1} {name}"
            build_school(city, education, f"{education.kode}.{21 + 2 * number + serial}", school, zone)
        school = f"SMP Negeri {number + 1} {CITY.removeprefix('Kota ')}"
        build_school(city, education, f"{education.kode}.{51 + number}", school, zone)
    build_neighbour(city)
    return city
