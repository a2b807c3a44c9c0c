"""How numbers are printed: the format of a series, and whether two of them could ever print the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from workflow.errors import InvalidField
from workflow.text import filled, shown

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

CLASSES = {"SK": "800.1.3.3", "PENETAPAN": "800.1.3.1"}
"""Purpose of a series → its archive classification (Permendagri 83/2022): appointment and release, transfer."""

NO_NUMBER = "…"
"""Stands in a draft where the number will be."""

LENGTH = 80
"""Characters of a format."""

GAPS = "{n}, {n:03}, {unit}, {bulan}, {romawi_bulan}, {tahun}, {kode}"
"""What a format may hold: the number, plain or padded; who numbers; month in digits or Roman; year; archive class."""

_GAP = re.compile(r"\{(n(?::0[2-6])?|unit|bulan|romawi_bulan|tahun|kode)\}")
_LITERAL = re.compile(r"[A-Za-z0-9 ./()_-]*")
_RUN = re.compile(r"(\{n(?::0[2-6])?\}|\{tahun\}|\d+)")
_CROWDED = re.compile(r"(?:[\d}]\{(?:n(?::0\d)?|tahun)\})|(?:\{(?:n(?::0\d)?|tahun)\}[\d{])")


@dataclass(frozen=True)
class Series:
    """A series of numbers.

    Attributes:
        purpose: `SK` or `PENETAPAN`: which decrees it numbers.
        unit: the code of the unit that numbers for itself; None for everyone else.
    """

    code: str
    format: str
    purpose: str
    unit: str | None = None

    def printed(self, n: int | None, day: date, hr_code: str) -> str:
        """A number as its decree prints it, or with a gap where nothing was numbered yet.

        Args:
            hr_code: stands for the unit where it has no series of its own.
        """
        told = self._constant(hr_code) | {
            "bulan": f"{day.month:02}",
            "romawi_bulan": ROMAN[day.month - 1],
            "tahun": f"{day.year:04}",
        }
        return _GAP.sub(lambda gap: told[gap[1]] if gap[1] in told else _counted(gap[1], n), self.format)

    def _constant(self, hr_code: str) -> dict[str, str]:
        return {"unit": self.unit or hr_code, "kode": CLASSES[self.purpose]}

    def spelled(self, hr_code: str) -> Iterator[str]:
        """The format of each month, with gaps for number and year only."""
        for month, roman in enumerate(ROMAN, 1):
            told = self._constant(hr_code) | {"bulan": f"{month:02}", "romawi_bulan": roman}
            yield _GAP.sub(lambda gap, told=told: told.get(gap[1], gap[0]), self.format)  # type: ignore[misc]

    def prefix(self, hr_code: str) -> str:
        """What every number of the series begins with."""
        told = self._constant(hr_code)
        return _GAP.sub(lambda gap: told.get(gap[1], gap[0]), self.format).partition("{")[0]

    def readers(self, hr_code: str) -> list[re.Pattern[str]]:
        """One for each month that is spelled differently: finds `n` and `year` in what this series could print."""
        return [re.compile("".join(map(_read, _RUN.split(way)))) for way in sorted(set(self.spelled(hr_code)))]


def _counted(gap: str, n: int | None) -> str:
    return NO_NUMBER if n is None else f"{n:{gap[2:]}}" if ":" in gap else str(n)


def _read(run: str) -> str:
    if run[:1] != "{":
        return re.escape(run)
    return f"(?P<{'year' if run == '{tahun}' else 'n'}>{_digits(run)})"


def _digits(run: str) -> str:
    """What digits a gap may be printed as."""
    if run == "{tahun}":
        return r"\d{4}"
    return rf"\d{{{run[4]},}}" if ":" in run else r"[1-9]\d*"


def checked(format: str) -> str:
    """A format that prints every number of its series differently.

    Raises:
        InvalidField: it would not, or holds what a number must not hold.
    """
    format = filled("--format", format, LENGTH)
    literals = _GAP.sub("", format)
    if "{" in literals or "}" in literals or not _LITERAL.fullmatch(literals):
        raise _refused(
            f"“{shown(format)}” berisi tanda yang tidak dikenal. Pakai huruf, angka, spasi, . / - _ ( ) dan {GAPS}",
            f"“{shown(format)}” holds what is not known. Use letters, digits, blanks, . / - _ ( ) and {GAPS}",
        )
    found = [gap.partition(":")[0] for gap in _GAP.findall(format)]
    if found.count("n") != 1 or found.count("tahun") != 1:
        raise _refused(
            "harus memuat {n} dan {tahun}, masing-masing satu kali, agar setiap nomor tercetak berbeda",
            "must hold {n} and {tahun}, once each, so that every number is printed differently",
        )
    if _CROWDED.search(format):
        raise _refused(
            "{n} dan {tahun} tidak boleh menempel pada angka atau isian lain. Pisahkan, misalnya dengan garis miring",
            "{n} and {tahun} must not touch a digit or another gap. Set them apart, for example with a slash",
        )
    if format.casefold().startswith("nomor"):
        raise _refused(
            "kata NOMOR sudah dicetak di depannya. Tulis sisanya saja, misalnya {n} TAHUN {tahun}",
            "the word NOMOR is printed before it already. Write only the rest, for example {n} TAHUN {tahun}",
        )
    return format


def could_clash(one: Series, other: Series, hr_code: str) -> bool:
    """Whether two series could ever print the same number; never False when they could."""
    return any(_alike(left, right) for left, right in product(set(one.spelled(hr_code)), set(other.spelled(hr_code))))


def _alike(left: str, right: str) -> bool:
    """Whether the letters between the runs of digits are the same, and each run could be."""
    ours, theirs = _RUN.split(left), _RUN.split(right)
    return len(ours) == len(theirs) and all(map(_could_be, ours, theirs))


def _could_be(left: str, right: str) -> bool:
    if left[:1] != "{" and right[:1] != "{":
        return left == right
    if left[:1] == "{" and right[:1] == "{":
        return True
    gap, text = (left, right) if left[:1] == "{" else (right, left)
    return re.fullmatch(_digits(gap), text) is not None


def _refused(problem: str, problem_en: str) -> InvalidField:
    return InvalidField(field="--format", problem=f"{problem}.", problem_en=f"{problem_en}.")
