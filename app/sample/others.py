"""The other agencies from which people come over to the city, so that every route has its origin."""

from random import Random

from app.sample.kinds import functional
from app.sample.services import Team
from app.sample.structure import Structure

# fmt: off
HOSPITAL: Team = (
    ("Dokter", "ahli pertama", 1), ("Perawat", "ahli pertama", 2), ("Perawat", "terampil", 3), ("Bidan", "terampil", 3),
    ("Apoteker", "ahli pertama", 1))
SCHOOLS: Team = (
    ("Guru Kelas", "ahli pertama", 5), ("Guru Kelas", "ahli muda", 2), ("Guru Matematika", "ahli pertama", 2),
    ("Guru Bahasa Inggris", "ahli pertama", 1), ("Guru IPA", "ahli pertama", 1))
OFFICE: Team = (
    ("Pranata Komputer", "ahli pertama", 3), ("Analis Keuangan Pusat dan Daerah", "ahli pertama", 2),
    ("Analis Keuangan Pusat dan Daerah", "ahli muda", 1), ("Statistisi", "ahli pertama", 2))
# fmt: on

OTHERS: dict[str, tuple[str, str, str, str, Team]] = {
    "91": (
        "Pemerintah Provinsi Telaga Raya",
        "pemerintah daerah",
        "RSUD Provinsi Telaga Raya",
        "rumah sakit",
        HOSPITAL,
    ),
    "92": (
        "Pemerintah Kota Pasir Kencana",
        "pemerintah daerah",
        "Dinas Pendidikan Kota Pasir Kencana",
        "dinas",
        SCHOOLS,
    ),
    "93": ("Pemerintah Provinsi Selat Biru", "pemerintah daerah", "RSUD Provinsi Selat Biru", "rumah sakit", HOSPITAL),
    "94": ("Badan Pelayanan Data Nasional", "instansi pusat", "Pusat Layanan Data", "pusat", OFFICE),
}
"""Code → the agency, its kind, the unit of it from which people come, that unit's kind, and who works there.

91 lies in the city's own province, 92 and 93 in another one; 94 is an agency of the centre.
"""


def build_others(rng: Random) -> Structure:
    """The other agencies, each with one unit; every seat is held."""
    built = Structure(rng)
    for code, (name, kind, unit_name, unit_kind, team) in OTHERS.items():
        root = built.unit(code, name, None, kind)
        unit = built.unit(f"{code}.01", unit_name, root, unit_kind)
        for family, level, need in team:
            built.place(functional(family, level), unit, need, 1.0)
    return built
