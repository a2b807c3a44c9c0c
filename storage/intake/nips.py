"""Cells that hold an employee number (NIP, NI PPPK): eighteen digits, written as text (Perka BKN 22/2007)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from storage.intake.cells import CODE_LIMIT, FIRST_YEAR, LAST_YEAR, Bad, Kind, Value, clean, refuse_number
from storage.intake.report import Cell, Problem, shown

NIP_LENGTH = 18
SIXTEEN_DIGITS = 10**15


class Nip(Kind):
    """NIP or NI PPPK: 18 digits, birth date, start, sex, serial (domain.md 6.1, 6.2). Blanks are dropped.

    The month of the start depends on the employment, so it is looked at with the row.
    """

    words = ("NIP 18 angka, sebagai teks", "an 18-digit NIP, as text")

    def read(self, cell: Cell, today: date) -> Value:
        if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= SIXTEEN_DIGITS:
            raise Bad(
                f"NIP tersimpan sebagai angka {cell:.0f}, sehingga digit terakhirnya hilang;"
                " format kolom sebagai teks lalu tulis ulang NIP-nya",
                f"the NIP is stored as the number {cell:.0f}, so its last digits are lost;"
                " format the column as text, then write the NIP again",
            )
        refuse_number(cell)
        nip = "".join(clean(cell, CODE_LIMIT).removeprefix("'").split())
        problem = nip_problem(nip)
        if problem:
            raise Bad(*problem)
        return nip

    def quick(self, cells: Sequence[str]) -> list[Value] | None:
        joined = "".join(cells)
        if not (joined.isascii() and joined.isdigit() and set(map(len, cells)) == {NIP_LENGTH}):
            return None
        parts = {nip[:8] for nip in cells}, {nip[14] for nip in cells}, {nip[15:] for nip in cells}
        right = all(map(real_day, parts[0])) and parts[1] <= {"1", "2"} and "000" not in parts[2]
        return list(cells) if right else None


@lru_cache(maxsize=100_000)
def real_day(digits: str) -> bool:
    """Whether YYYYMMDD is a day of the calendar, within the years that are believed."""
    try:
        return FIRST_YEAR <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year <= LAST_YEAR
    except ValueError:
        return False


def nip_problem(nip: str) -> Problem | None:
    """What is wrong with the digits of a NIP, as far as they alone can tell (domain.md 6.1)."""
    if not re.fullmatch(r"[0-9]{18}", nip):
        return Problem(
            f"NIP {shown(nip)} harus 18 angka, ini {len(nip)} karakter; periksa angkanya",
            f"the NIP {shown(nip)} must have 18 digits, this has {len(nip)} characters; check it",
        )
    if not real_day(nip[:8]):
        return Problem(
            f"delapan angka pertama NIP {nip} harus tanggal lahir (TTTTBBHH), {nip[:8]} bukan tanggal; periksa angkanya",
            f"the first eight digits of the NIP {nip} must be the birth date, {nip[:8]} is no date; check the digits",
        )
    if nip[14] not in "12":
        return Problem(
            f"angka ke-15 NIP {nip} harus 1 (laki-laki) atau 2 (perempuan), ini {nip[14]}; periksa angkanya",
            f"digit 15 of the NIP {nip} must be 1 (male) or 2 (female), this is {nip[14]}; check the digits",
        )
    if nip[15:] == "000":
        return Problem(
            f"nomor urut NIP {nip} harus 001 atau lebih, ini 000; periksa tiga angka terakhirnya",
            f"the serial of the NIP {nip} must be 001 or more, this is 000; check the last three digits",
        )
    return None
