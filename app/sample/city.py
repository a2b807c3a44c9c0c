"""Makes the sample city: `python -m app.sample.city` writes city.xlsx, the same bytes every time."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from app.sample.others import build_others
from app.sample.people import Registry, hire_all, marry
from app.sample.records import appraisals, careers, competences, sanctions, wishes
from app.sample.rows import Person, Post, Row
from app.sample.structure import Place, Structure, build_structure
from app.sample.workbook import to_bytes
from app.sample.workload import build_tasks

SEED = 20261102
OTHERS = 13
"""What is added to the seed for the other agencies, so that the city stays the same whoever its neighbours are."""
PATH = Path(__file__).with_name("city.xlsx")


def post_row(place: Place) -> Post:
    """The row of a place; the high leadership has a fixed need, all others are measured."""
    kind = place.kind
    return Post(
        kode=place.code,
        nama=kind.name,
        unit=place.unit.kode,
        jenis=kind.type,
        jenjang=kind.level,
        kelas=kind.grade,
        golongan_min=kind.ranks[0],
        golongan_max=kind.ranks[1],
        pendidikan_min=kind.degree,
        bidang_pendidikan=";".join(kind.fields) or None,
        kompetensi=";".join(f"{name}:{level}" for name, level in kind.competences),
        bup=kind.retirement,
        kebutuhan=place.need if kind.type == "jpt" else None,
    )


def build_city(seed: int = SEED) -> dict[str, Sequence[Row]]:
    """All rows of the nine sheets: the city and its neighbour, then the other agencies."""
    registry, chance = Registry(Random(seed)), Random(seed + OTHERS)
    city = build_structure(registry.rng)
    people, rows = settle(city, registry)
    _, others = settle(build_others(chance), registry.drawing_from(chance))
    return {
        **{name: [*found, *others[name]] for name, found in rows.items()},
        "hukuman": sanctions(registry.rng, people),
        "preferensi": wishes(registry.rng, people, city.places),
    }


def settle(structure: Structure, registry: Registry) -> tuple[list[Person], dict[str, Sequence[Row]]]:
    """People for every seat of a structure that is held, and the rows of structure and people."""
    rng, places = registry.rng, structure.places
    by_code = {place.code: place for place in places}
    people = hire_all(registry, places)
    marry(rng, people, by_code)
    return people, {
        "unit": structure.units,
        "jabatan": [post_row(place) for place in places],
        "beban_kerja": build_tasks(rng, places),
        "pegawai": people,
        "skp": appraisals(rng, people),
        "kompetensi": competences(rng, people, by_code),
        "riwayat": careers(rng, people, places),
    }


def main() -> None:
    """Writes the workbook beside this file and says what is in it."""
    city = build_city()
    PATH.write_bytes(to_bytes(city))
    print(f"{PATH.name}: " + ", ".join(f"{name} {len(rows)}" for name, rows in city.items()))


if __name__ == "__main__":
    main()
