"""The words of personnel data and their orders (domain facts of Indonesian civil service)."""

from __future__ import annotations

from enum import StrEnum


class Employment(StrEnum):
    """Employment of a civil servant."""

    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"


class Sex(StrEnum):
    L = "L"
    P = "P"


class PostKind(StrEnum):
    """Kinds of posts (UU 20/2023)."""

    JPT = "jpt"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    FUNGSIONAL = "fungsional"
    PELAKSANA = "pelaksana"


class Period(StrEnum):
    """The period to which a volume of work refers."""

    TAHUN = "tahun"
    BULAN = "bulan"
    MINGGU = "minggu"
    HARI = "hari"


class Rating(StrEnum):
    """Rating of work result or behaviour against expectation (PermenPANRB 6/2022)."""

    DIATAS = "diatas"
    SESUAI = "sesuai"
    DIBAWAH = "dibawah"


class Predicate(StrEnum):
    """Predicate of a year's performance (PermenPANRB 6/2022)."""

    SANGAT_BAIK = "Sangat Baik"
    BAIK = "Baik"
    BUTUH_PERBAIKAN = "Butuh Perbaikan"
    KURANG = "Kurang"
    SANGAT_KURANG = "Sangat Kurang"


class DisciplineLevel(StrEnum):
    """Levels of disciplinary sanctions (PP 94/2021)."""

    RINGAN = "ringan"
    SEDANG = "sedang"
    BERAT = "berat"


GOOD_PREDICATES = frozenset({Predicate.SANGAT_BAIK, Predicate.BAIK})

PREDICATE_OF: dict[tuple[Rating, Rating], Predicate] = {
    (Rating.DIATAS, Rating.DIATAS): Predicate.SANGAT_BAIK,
    (Rating.DIATAS, Rating.SESUAI): Predicate.BAIK,
    (Rating.DIATAS, Rating.DIBAWAH): Predicate.KURANG,
    (Rating.SESUAI, Rating.DIATAS): Predicate.BAIK,
    (Rating.SESUAI, Rating.SESUAI): Predicate.BAIK,
    (Rating.SESUAI, Rating.DIBAWAH): Predicate.KURANG,
    (Rating.DIBAWAH, Rating.DIATAS): Predicate.BUTUH_PERBAIKAN,
    (Rating.DIBAWAH, Rating.SESUAI): Predicate.BUTUH_PERBAIKAN,
    (Rating.DIBAWAH, Rating.DIBAWAH): Predicate.SANGAT_KURANG,
}
"""(work result, behaviour) → predicate, the matrix of PermenPANRB 6/2022."""

RANKS: tuple[str, ...] = (
    *(f"I/{room}" for room in "abcd"),
    *(f"II/{room}" for room in "abcd"),
    *(f"III/{room}" for room in "abcd"),
    *(f"IV/{room}" for room in "abcde"),
)
"""Golongan/ruang of PNS, lowest first."""

PPPK_GRADES: tuple[str, ...] = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
    *("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)
"""Golongan of PPPK, lowest first."""

EDUCATION: dict[str, int] = {
    "SD": 1,
    "SLTP": 2,
    "SLTA/SMK": 3,
    "D-I": 4,
    "D-II": 5,
    "D-III": 6,
    "D-IV": 7,
    "S-1": 7,
    "Profesi": 8,
    "S-2": 9,
    "S-3": 10,
}
"""Education level → its order; D-IV equals S-1 for eligibility."""
