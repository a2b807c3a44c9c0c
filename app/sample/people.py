"""Invents the holders of the posts: birth, career and schooling that fit each other and the number on the card."""

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

from app.sample.kinds import DEGREES, RANKS, Kind
from app.sample.names import new_identity
from app.sample.rows import Person
from app.sample.structure import Place
from app.sample.titles import titles

TODAY = date(2026, 11, 2)
ENTRY = {
    "SLTP": "I/c",
    "SLTA/SMK": "II/a",
    "D-III": "II/c",
    "D-IV": "III/a",
    "S-1": "III/a",
    "Profesi": "III/b",
    "S-2": "III/b",
    "S-3": "III/c",
}
"""The rank with which a civil servant of this education begins."""
ENTRY_AGE = {
    "SLTP": (19, 33),
    "SLTA/SMK": (19, 31),
    "D-III": (22, 31),
    "D-IV": (23, 32),
    "S-1": (23, 33),
    "Profesi": (25, 34),
    "S-2": (25, 35),
    "S-3": (28, 36),
}
CONTRACT_RANK = {
    "SLTP": "IV",
    "SLTA/SMK": "V",
    "D-III": "VII",
    "D-IV": "IX",
    "S-1": "IX",
    "Profesi": "X",
    "S-2": "X",
    "S-3": "XI",
}
"""The rank of a contract civil servant (PPPK) of this education."""
CONTRACT_SHARE = {
    "Guru": 0.3,
    "Perawat": 0.25,
    "Bidan": 0.25,
    "Operator": 0.25,
    "Pengelola": 0.3,
    "Pengadministrasi": 0.12,
    "Pranata": 0.12,
    "Penyuluh": 0.2,
}
"""How often the holder of a post whose name begins with this word is on contract."""
OPEN_FIELDS = {
    "SLTA/SMK": ("IPS", "IPA", "Administrasi Perkantoran", "Akuntansi", "Teknik Komputer dan Jaringan"),
    "D-III": ("Administrasi Negara", "Akuntansi", "Manajemen", "Sistem Informasi", "Kearsipan"),
    "S-1": (
        "Administrasi Negara",
        "Manajemen",
        "Akuntansi",
        "Ilmu Hukum",
        "Teknik Informatika",
        "Sistem Informasi",
        "Ilmu Pemerintahan",
        "Ekonomi Pembangunan",
        "Ilmu Komunikasi",
        "Sosiologi",
    ),
}
"""Fields of study of those whose post asks for none."""


def degree_of(rng: Random, kind: Kind) -> str:
    """The holder's education: mostly what the post asks for, sometimes more."""
    choices = {
        "SLTP": (("SLTP", 3), ("SLTA/SMK", 7)),
        "SLTA/SMK": (("SLTA/SMK", 6), ("D-III", 2), ("S-1", 3)),
        "D-III": (("D-III", 8), ("D-IV", 1)) if kind.type == "fungsional" else (("D-III", 5), ("S-1", 5)),
        "S-1": (("S-1", 85), ("D-IV", 4), ("S-2", 11)),
        "Profesi": (("Profesi", 10), ("S-2", 1)) if kind.level == "ahli madya" else (("Profesi", 1),),
    }[kind.degree]
    if kind.type in ("jpt", "administrator"):
        choices = (("S-1", 4), ("S-2", 8), ("S-3", 1))
    return rng.choices([degree for degree, _ in choices], weights=[weight for _, weight in choices])[0]


def field_of(rng: Random, kind: Kind, degree: str) -> str | None:
    """The holder's field of study; some experts studied something else than their post asks for."""
    if degree == "SLTP":
        return None
    open_fields = OPEN_FIELDS.get(degree, OPEN_FIELDS["S-1"])
    stray = kind.type == "fungsional" and not set(kind.fields).isdisjoint(open_fields) and rng.random() < 0.08
    if kind.fields and not stray:
        return kind.fields[0] if kind.type == "fungsional" and rng.random() < 0.5 else rng.choice(kind.fields)
    return rng.choice(open_fields)


def rank_of(rng: Random, kind: Kind, degree: str) -> str:
    """A rank that the post admits, not below the one with which this education begins."""
    low, high = (RANKS.index(rank) for rank in kind.ranks)
    low = min(max(low, RANKS.index(ENTRY[degree])), high)
    if kind.type in ("administrator", "pengawas", "jpt") and rng.random() < 0.08:
        return RANKS[low - 1]
    return RANKS[rng.randint(low, high)]


def day(year_fraction: float) -> date:
    """The day that lies so many years before today."""
    return TODAY - timedelta(days=round(year_fraction * 365.25))


def first_of_month(value: date) -> date:
    """The first day of the month."""
    return value.replace(day=1)


class Registry:
    """Hands out numbers and names that nobody has yet."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.names: set[str] = set()
        self.numbers: Counter[str] = Counter()
        self.addresses: Counter[str] = Counter()

    def drawing_from(self, rng: Random) -> "Registry":
        """The same numbers and names, for people whose lives are drawn from another chance."""
        other = Registry(rng)
        other.names, other.numbers, other.addresses = self.names, self.numbers, self.addresses
        return other

    def number(self, born: date, start: str, sex: str) -> str:
        """The 18 digits: birth, start (six digits), sex, serial."""
        stem = f"{born:%Y%m%d}{start}{'1' if sex == 'L' else '2'}"
        self.numbers[stem] += 1
        return f"{stem}{self.numbers[stem]:03d}"

    def address(self, name: str) -> str | None:
        """An office mail address in a domain that cannot exist; a few people have none."""
        if self.rng.random() < 0.06:
            return None
        slug = re.sub(r"[^a-z]+", ".", name.lower()).strip(".")
        self.addresses[slug] += 1
        serial = self.addresses[slug]
        return f"{slug}{serial if serial > 1 else ''}@telagasari.example"


def served(rng: Random, kind: Kind, rank: str, degree: str, age_in: float) -> float:
    """Years of service that explain the rank; one in twenty-five is about to retire."""
    longest = kind.retirement - 0.1 - age_in
    if rng.random() < 0.04:
        return longest - rng.uniform(0, 1.1)
    steps = max(0, RANKS.index(rank) - RANKS.index(ENTRY[degree]))
    years = 4 * steps + rng.triangular(1.3, 4.5 + 2.5 * steps, 3.5)
    return min(years, longest - rng.uniform(1.2, 8))


def in_post_years(rng: Random, service: float) -> float:
    """Years in the present post: mostly one to eight, sometimes less than two, never longer than the service."""
    years = rng.uniform(0.2, 2.0) if rng.random() < 0.15 else rng.triangular(1.5, 8.5, 3.2)
    return min(years, service)


def hire(registry: Registry, place: Place) -> Person:
    """The holder of one seat of the place."""
    rng, kind = registry.rng, place.kind
    identity = new_identity(rng, registry.names)
    degree = degree_of(rng, kind)
    study = field_of(rng, kind, degree)
    junior = kind.level in (None, "terampil", "ahli pertama")
    contract = junior and rng.random() < CONTRACT_SHARE.get(kind.name.split()[0], 0.0)
    status = "PPPK" if contract else "CPNS" if junior and rng.random() < 0.05 else "PNS"
    rank = {"PPPK": CONTRACT_RANK[degree], "CPNS": ENTRY[degree]}.get(status) or rank_of(rng, kind, degree)
    youngest, oldest = ENTRY_AGE[degree]
    age_in = rng.uniform(youngest, oldest + 8 if contract else oldest)
    if status == "PNS":
        service = served(rng, kind, rank, degree, age_in)
    else:
        service = rng.uniform(1.2, 5.5) if contract else rng.uniform(0.4, 1.0)
    started = first_of_month(day(service))
    born = day(service + age_in)
    in_post = max(started, first_of_month(day(in_post_years(rng, service))))
    ranked = max(started, date(rng.randint(2022, 2026), rng.choice((4, 10)), 1)) if status == "PNS" else started
    start = f"{started:%Y}{rng.choice(('21', '22'))}" if contract else f"{started:%Y%m}"
    front, back = titles(rng, degree, study, identity.sex, born.year)
    return Person(
        nip=registry.number(born, start, identity.sex),
        nama=identity.name,
        gelar_depan=front,
        gelar_belakang=back,
        tempat_lahir=identity.town,
        tanggal_lahir=born,
        jenis_kelamin=identity.sex,
        status=status,
        golongan=rank,
        tmt_golongan=ranked,
        pendidikan=degree,
        bidang_pendidikan=study,
        jabatan=place.code,
        tmt_jabatan=in_post,
        nip_pasangan=None,
        surel=registry.address(identity.name),
    )


def hire_all(registry: Registry, places: list[Place]) -> list[Person]:
    """Everybody, in the order of the posts."""
    return [hire(registry, place) for place in places for _ in range(place.held)]


def marry(rng: Random, people: list[Person], places: dict[str, Place]) -> None:
    """Thirty-six couples, a few of them in the same unit."""
    free = [person for person in people if person.status == "PNS"]
    rng.shuffle(free)
    couples = 0
    for together in (True, False):
        limit = 8 if together else 36
        for man in free:
            if couples == limit:
                break
            if man.jenis_kelamin != "L" or man.nip_pasangan:
                continue
            unit = places[man.jabatan].unit
            for woman in free:
                same = places[woman.jabatan].unit is unit
                near = abs((man.tanggal_lahir - woman.tanggal_lahir).days) < 6 * 365
                if woman.jenis_kelamin == "P" and not woman.nip_pasangan and near and same is together:
                    man.nip_pasangan, woman.nip_pasangan = woman.nip, man.nip
                    couples += 1
                    break


def at_least(degree: str, wanted: str) -> bool:
    """Whether one education is at least another; D-IV counts as S-1."""
    level = {name: number for number, name in enumerate(DEGREES)} | {"D-IV": DEGREES.index("S-1")}
    return level[degree] >= level[wanted]
