"""What is on file about each person: appraisals, competences, earlier posts, sanctions, wishes."""

from datetime import date, timedelta
from random import Random

from app.sample.kinds import RANKS
from app.sample.people import TODAY, at_least, day
from app.sample.rows import Appraisal, Career, Competence, Person, Sanction, Wish
from app.sample.structure import Place

PREDICATES = {
    ("diatas", "diatas"): "Sangat Baik",
    ("diatas", "sesuai"): "Baik",
    ("diatas", "dibawah"): "Kurang",
    ("sesuai", "diatas"): "Baik",
    ("sesuai", "sesuai"): "Baik",
    ("sesuai", "dibawah"): "Kurang",
    ("dibawah", "diatas"): "Butuh Perbaikan",
    ("dibawah", "sesuai"): "Butuh Perbaikan",
    ("dibawah", "dibawah"): "Sangat Kurang",
}
"""The predicate of a year, from the rating of its results and of its behaviour."""
RATINGS = (
    ("sesuai", "sesuai", 56),
    ("diatas", "sesuai", 13),
    ("sesuai", "diatas", 12),
    ("diatas", "diatas", 12),
    ("dibawah", "sesuai", 4),
    ("dibawah", "diatas", 1),
    ("sesuai", "dibawah", 1),
    ("diatas", "dibawah", 0.5),
    ("dibawah", "dibawah", 0.5),
)
EXTRA = {
    "Teknik Informatika": "Tata Kelola TIK",
    "Sistem Informasi": "Tata Kelola TIK",
    "Akuntansi": "Pengelolaan Keuangan Daerah",
    "Ilmu Hukum": "Perancangan Peraturan",
    "Administrasi Negara": "Analisis Kebijakan",
    "Ekonomi Pembangunan": "Perencanaan Pembangunan",
    "Manajemen": "Manajemen ASN",
    "Ilmu Komunikasi": "Komunikasi Publik",
}
"""What people know from their studies even where their post does not ask for it."""
SANCTIONS = (("ringan", 180, 9), ("sedang", 365, 10), ("berat", 365, 5))
"""Degree, days, and how many were ever imposed."""
FORMER = {"jpt": ("administrator",), "administrator": ("administrator", "pengawas"), "pengawas": ("pengawas",)}
"""From which structural posts one comes to a structural post."""


def begun(person: Person) -> date:
    """When the person entered the service, as far as the number tells (PPPK: the year)."""
    return date(int(person.nip[8:12]), 1 if person.status == "PPPK" else int(person.nip[12:14]), 1)


def appraisals(rng: Random, people: list[Person]) -> list[Appraisal]:
    """The two last years; a year without work has none, and a few were never handed in."""
    rows = []
    for person in people:
        for year in (2024, 2025):
            if begun(person).year >= year or rng.random() < 0.02:
                continue
            result, behaviour, _ = rng.choices(RATINGS, weights=[weight for *_, weight in RATINGS])[0]
            rows.append(Appraisal(person.nip, year, result, behaviour, PREDICATES[result, behaviour]))
    return rows


def competences(rng: Random, people: list[Person], places: dict[str, Place]) -> list[Competence]:
    """What the own post asks for, assessed at about that level, and what was studied; some assessments are old."""
    rows = []
    for person in people:
        if person.status == "CPNS":
            continue
        assessed = day(rng.uniform(2.1, 6.5) if rng.random() < 0.1 else rng.uniform(0.15, 1.9))
        known = dict(places[person.jabatan].kind.competences)
        extra = EXTRA.get(person.bidang_pendidikan or "")
        levels = {name: min(5, max(1, level + rng.choice((-1, 0, 0, 0, 0, 1)))) for name, level in known.items()}
        if extra and at_least(person.pendidikan, "S-1"):
            levels.setdefault(extra, rng.choice((1, 2, 2, 3)))
        rows += [Competence(person.nip, name, level, assessed) for name, level in levels.items()]
    return rows


def former_places(place: Place, places: list[Place]) -> list[Place]:
    """Where the holder of a place may have been before: a lower echelon, the same kind of post, the same profession."""
    kind = place.kind
    if kind.type in FORMER and not kind.fields:
        return [other for other in places if other.kind.type in FORMER[kind.type] and not other.kind.fields]
    others = [other for other in places if other is not place and other.kind.type != "jpt"]
    same = [other for other in others if other.kind.name == kind.name]
    return same or [other for other in others if not set(kind.fields).isdisjoint(other.kind.fields)]


def careers(rng: Random, people: list[Person], places: list[Place]) -> list[Career]:
    """Up to three earlier posts, without a gap before the present one."""
    here_of = {place.code: place for place in places}
    rows: list[Career] = []
    for person in people:
        until = person.tmt_jabatan
        former = former_places(here_of[person.jabatan], places)
        for _ in range(rng.choice((1, 1, 2, 3))):
            since = max(begun(person), (until - timedelta(days=rng.randint(500, 1900))).replace(day=1))
            if person.status != "PNS" or (until - since).days < 300 or not former:
                break
            earlier = rng.choice(former)
            rows.append(
                Career(
                    person.nip,
                    earlier.kind.name,
                    earlier.unit.nama,
                    since,
                    until - timedelta(days=1),
                    f"SK-TS/{len(rows) + 1:04d}/{since.year}",
                )
            )
            until = since
    return rows


def sanctions(rng: Random, people: list[Person]) -> list[Sanction]:
    """Two dozen sanctions; about a third of them runs today."""
    servants = [person for person in people if begun(person).year < 2021]
    punished = rng.sample(servants, sum(count for *_, count in SANCTIONS))
    rows: list[Sanction] = []
    for degree, days, count in SANCTIONS:
        for number in range(count):
            person = punished.pop()
            start = TODAY - timedelta(
                days=rng.randint(30, days - 40) if number % 3 == 0 else rng.randint(days + 30, 1900)
            )
            end = None if degree == "berat" and number == 0 else start + timedelta(days=days)
            rows.append(Sanction(person.nip, degree, start, end, f"HD-TS/{len(rows) + 1:03d}/{start.year}"))
    return rows


def fits(person: Person, place: Place) -> bool:
    """Whether a civil servant's wish for this place is sensible: rank, education and field of study allow it."""
    kind = place.kind
    low, high = (RANKS.index(rank) for rank in kind.ranks)
    field = not kind.fields or person.bidang_pendidikan in kind.fields
    return field and low - 1 <= RANKS.index(person.golongan) <= high and at_least(person.pendidikan, kind.degree)


def reason(rng: Random, person: Person, here: Place, there: Place, spouse: Place | None) -> str:
    """Why somebody wants to go there, in a sentence that does not contradict what is on file."""
    if spouse:
        return (
            "Pasangan saya bekerja di unit yang sama; sebaiknya kami tidak seunit."
            if spouse.unit is here.unit
            else "Ingin bertugas lebih dekat dengan pasangan, yang juga ASN."
        )
    reasons = [
        "Rumah saya lebih dekat ke sana, dan orang tua saya perlu dijaga.",
        "Anak saya bersekolah di dekat unit itu.",
        f"Ingin menimba pengalaman di {there.unit.nama}.",
        "Ingin suasana kerja yang baru.",
    ]
    if person.bidang_pendidikan in there.kind.fields and person.bidang_pendidikan not in here.kind.fields:
        return f"Ijazah saya {person.bidang_pendidikan}; di sana ilmunya terpakai."
    if (TODAY - person.tmt_jabatan).days > 5 * 365:
        reasons.append("Sudah lebih dari lima tahun di jabatan ini; ingin penyegaran.")
    if here.kind.name == there.kind.name and here.held >= here.need and there.held < there.need:
        reasons.append(f"Di unit saya sudah cukup orang, sedangkan {there.unit.nama} kekurangan.")
    return rng.choice(reasons)


def wishes(rng: Random, people: list[Person], places: list[Place]) -> list[Wish]:
    """A hundred and sixty people's wishes for posts that would suit them, most of which have a free seat."""
    here_of = {place.code: place for place in places}
    place_of = {person.nip: here_of[person.jabatan] for person in people}
    rows: list[Wish] = []
    for person in rng.sample([person for person in people if person.status == "PNS"], 160):
        here = place_of[person.nip]
        suited = [
            place
            for place in places
            if place.unit is not here.unit and place.kind.type == here.kind.type and fits(person, place)
        ]
        free = [place for place in suited if place.held < place.need]
        pool = free if free and rng.random() < 0.85 else suited
        spouse = place_of.get(person.nip_pasangan or "")
        chosen = rng.sample(pool, min(len(pool), rng.choice((1, 1, 2, 3))))
        rows += [
            Wish(person.nip, place.code, order, reason(rng, person, here, place, spouse))
            for order, place in enumerate(chosen, start=1)
        ]
    return rows
