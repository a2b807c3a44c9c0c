"""What a row must fulfil as a whole, and the rows of a sheet among themselves. No database is asked here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from storage.intake.cells import Value
from storage.intake.report import Problem, Remark, shown
from storage.intake.table import Table
from workflow.personnel import PPPK_GRADES, PREDICATE_OF, RANKS, Employment, Rating

NIP_COLUMNS = ("nip", "tanggal_lahir", "jenis_kelamin", "status")
DIGIT_OF: dict[Value, str] = {"L": "1", "P": "2"}
Values = list[Value]
MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
YOUNGEST, OLDEST = 18, 40
"""Plausible ages at the start as CPNS (domain.md 6.1)."""


def refuse_repeated(table: Table) -> None:
    """Refuse all rows that share a key: nobody can say which of them is right."""
    keys = table.keys()
    if len(set(keys)) == len(keys):
        return
    places: dict[object, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        places[key].append(position)
    for repeated, positions in places.items():
        if len(positions) > 1 and None not in (repeated if isinstance(repeated, tuple) else (repeated,)):
            rows = ", ".join(str(table.numbers[n]) for n in positions[:10])
            for position in positions:
                table.refuse(position, table.sheet.key[0], _repeated(table, rows))


def _repeated(table: Table, rows: str) -> Problem:
    key = " + ".join(table.sheet.key)
    return Problem(
        f"{key} yang sama ada pada baris {rows}; sisakan satu baris",
        f"the same {key} is on the rows {rows}; keep one of them",
    )


def check_rows(table: Table, remarks: list[Remark]) -> None:
    """Everything that the cells of one row say about each other."""
    for check in CHECKS.get(table.sheet.name, ()):
        check(table, remarks)


def _pick(table: Table, *names: str) -> Iterable[tuple[Value, ...]]:
    """The values of some columns, row by row; an absent column is None everywhere."""
    empty: list[Value] = [None] * len(table.numbers)
    return zip(*(table.columns.get(name, empty) for name in names), strict=True)


# Employees


def check_nips(table: Table, remarks: list[Remark]) -> None:
    """The start month of a NIP, refused; birth date, sex and age that differ, remarked (domain.md 6.1, 6.2)."""
    nips, born, sexes, statuses = (table.columns[name] for name in NIP_COLUMNS)
    if not table.problems and _all_agree(nips, born, sexes, statuses):
        return
    for position in table.accepted():
        _look_closer(table, remarks, position)


def _all_agree(nips: Values, born: Values, sexes: Values, statuses: Values) -> bool:
    """Whether no NIP needs a closer look; columns are compared whole because that is fast."""
    digits: Any = nips
    births = {day: str(day).replace("-", "") for day in set(born)}
    months = {nip[:6] + nip[8:14] for nip, status in zip(digits, statuses, strict=True) if status != Employment.PPPK}
    return (
        [nip[:8] for nip in digits] == list(map(births.__getitem__, born))
        and [nip[14] for nip in digits] == list(map(DIGIT_OF.get, sexes))
        and all(map(_plausible, months))
    )


def _plausible(months: str) -> bool:
    """Whether the second of two months (YYYYMM YYYYMM) is one, and lies 18 to 40 years after the first."""
    age = (int(months[6:10]) - int(months[:4])) * 12 + int(months[10:]) - int(months[4:6])
    return months[10:] in MONTHS and YOUNGEST * 12 <= age < (OLDEST + 1) * 12


def _look_closer(table: Table, remarks: list[Remark], position: int) -> None:
    nip, born, sex, status = (str(table.columns[name][position]) for name in NIP_COLUMNS)
    if status != Employment.PPPK and nip[12:14] not in MONTHS:
        table.refuse(position, "nip", _bad_month(nip))
        return
    if nip[:8] != born.replace("-", ""):
        remarks.append(_differs(table, position, "tanggal_lahir", nip, born))
    if nip[14] != DIGIT_OF.get(sex):
        remarks.append(_differs(table, position, "jenis_kelamin", nip, sex))
    if status != Employment.PPPK and not _plausible(nip[:6] + nip[8:14]):
        remarks.append(_odd_age(table, position, nip))


def _bad_month(nip: str) -> Problem:
    return Problem(
        f"angka ke-13 dan 14 NIP {nip} harus bulan pengangkatan 01–12, ini {nip[12:14]}; periksa angkanya"
        " (hanya NI PPPK yang boleh lain)",
        f"digits 13 and 14 of the NIP {nip} must be the start month 01–12, this is {nip[12:14]}; check the digits"
        " (only PPPK numbers may differ)",
    )


def _differs(table: Table, position: int, column: str, nip: str, value: Value) -> Remark:
    return Remark(
        table.name,
        table.numbers[position],
        column,
        f"{column} {value} tidak cocok dengan NIP {nip}; diterima, periksa mana yang benar",
        f"{column} {value} does not match the NIP {nip}; taken in, check which is right",
    )


def _odd_age(table: Table, position: int, nip: str) -> Remark:
    age = int(nip[8:12]) - int(nip[:4])
    return Remark(
        table.name,
        table.numbers[position],
        "nip",
        f"menurut NIP {nip} pengangkatan CPNS pada usia {age} tahun, lazimnya {YOUNGEST}–{OLDEST}; diterima, periksa",
        f"by the NIP {nip} the start as CPNS was at {age} years of age, usual is {YOUNGEST}–{OLDEST}; taken in, check",
    )


def check_ranks(table: Table, _: list[Remark]) -> None:
    """PPPK have the grades I to XVII, others have ranks with a room (domain.md 6.3)."""
    allowed = {Employment.PPPK: frozenset(PPPK_GRADES), Employment.PNS: frozenset(RANKS)}
    allowed[Employment.CPNS] = allowed[Employment.PNS]
    pairs = list(_pick(table, "status", "golongan"))
    wrong = {(s, g) for s, g in set(pairs) if s and g and g not in allowed[Employment(str(s))]}
    for position, (status, rank) in enumerate(pairs) if wrong else ():
        if (status, rank) in wrong:
            table.refuse(position, "golongan", _bad_rank(status, rank))


def _bad_rank(status: Value, rank: Value) -> Problem:
    bounds = "I–XVII" if status == Employment.PPPK else "I/a–IV/e"
    return Problem(
        f"golongan {rank} tidak berlaku untuk {status}, yang memakai {bounds}; perbaiki golongan atau status",
        f"the golongan {rank} is not for {status}, which has {bounds}; correct golongan or status",
    )


def check_spouses(table: Table, _: list[Remark]) -> None:
    """Nobody is his own spouse."""
    if "nip_pasangan" not in table.columns:
        return
    for position, (nip, spouse) in enumerate(_pick(table, "nip", "nip_pasangan")):
        if spouse and nip == spouse:
            table.refuse(
                position,
                "nip_pasangan",
                Problem(
                    "nip_pasangan sama dengan NIP pegawai itu sendiri; perbaiki atau kosongkan",
                    "nip_pasangan is the employee's own NIP; correct it or leave it blank",
                ),
            )


# Posts, appraisals, sanctions, careers


def check_rank_order(table: Table, _: list[Remark]) -> None:
    """The lowest rank of a post is not above its highest, and both are of one ladder."""
    for position, (low, high) in enumerate(_pick(table, "golongan_min", "golongan_max")):
        ladder = RANKS if low in RANKS else PPPK_GRADES
        if low and high and (high not in ladder or ladder.index(str(low)) > ladder.index(str(high))):
            table.refuse(
                position,
                "golongan_min",
                Problem(
                    f"golongan_min {low} tidak di bawah golongan_max {high}; perbaiki salah satunya",
                    f"golongan_min {low} is not below golongan_max {high}; correct one of them",
                ),
            )


def check_predicates(table: Table, _: list[Remark]) -> None:
    """The predicate follows from result and behaviour (PermenPANRB 6/2022, domain.md 4.2); absent, it is computed."""
    predicates: list[Value] = []
    for position, (result, behaviour, stated) in enumerate(_pick(table, "hasil_kerja", "perilaku", "predikat")):
        both = result and behaviour
        computed = str(PREDICATE_OF[Rating(str(result)), Rating(str(behaviour))]) if both else None
        predicates.append(stated or computed)
        if stated and computed and stated != computed:
            table.refuse(position, "predikat", _contradicts(result, behaviour, stated, computed), shown(stated))
        elif not stated and not computed and position not in table.problems:
            table.refuse(position, "predikat", NO_PREDICATE, "")
    table.columns["predikat"] = predicates


NO_PREDICATE = Problem(
    "isi predikat, atau hasil_kerja dan perilaku",
    "fill in predikat, or hasil_kerja and perilaku",
)


def _contradicts(result: Value, behaviour: Value, stated: Value, computed: str) -> Problem:
    return Problem(
        f"predikat {stated} bertentangan dengan hasil_kerja {result} dan perilaku {behaviour}, yang berarti {computed};"
        " perbaiki salah satunya",
        f"predikat {stated} contradicts hasil_kerja {result} and perilaku {behaviour}, which mean {computed};"
        " correct one of them",
    )


def _in_order(first: str, last: str) -> Callable[[Table, list[Remark]], None]:
    """A check that the day in one column is not after the day in the other."""

    def check(table: Table, _: list[Remark]) -> None:
        for position, (start, end) in enumerate(_pick(table, first, last)):
            if start and end and str(start) > str(end):
                table.refuse(
                    position,
                    last,
                    Problem(
                        f"{last} {end} mendahului {first} {start}; perbaiki salah satunya",
                        f"{last} {end} is before {first} {start}; correct one of them",
                    ),
                )

    return check


CHECKS: dict[str, tuple[Callable[[Table, list[Remark]], None], ...]] = {
    "jabatan": (check_rank_order,),
    "pegawai": (check_nips, check_ranks, check_spouses),
    "skp": (check_predicates,),
    "riwayat": (_in_order("tmt", "sampai"),),
    "hukuman": (_in_order("mulai", "selesai"),),
}
