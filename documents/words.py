"""Values as an Indonesian decree writes them: dates, numbers, ranks, identity numbers, lists.

Every function takes None for "not recorded" and answers with an empty text, which a template leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from decimal import Decimal
from functools import cache, lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from num2words import num2words

KEPT = 512
"""Values of a kind that are kept in words: those of a collective decree say the same ones hundreds of times."""

RANKS: dict[str, str] = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
"""Golongan/ruang → pangkat of civil servants (PP 7/1977 as amended)."""

NOT_FOR_PAPER = re.compile(
    r"^[a-z_]+(\.\d+)?: | \([DL]\d\d\)| Dikecualikan oleh .*|; terakhir diberikan kepada .*?(?=\. Pilih|$)", re.S
)
"""In what a rule found: the name of a field, the code of a document, who set the rule aside by the number of a file
(the decree tells it by the document itself), and who else was given the seat."""


ISSUED = {
    "UU": "Undang-Undang",
    "PP": "Peraturan Pemerintah",
    "PermenPANRB": "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    "Peraturan BKN": "Peraturan Badan Kepegawaian Negara",
    "Perka BKN": "Peraturan Kepala Badan Kepegawaian Negara",
    "Keputusan Kepala BKN": "Keputusan Kepala Badan Kepegawaian Negara",
    "SE BKN": "Surat Edaran Badan Kepegawaian Negara",
    "SE Kepala BKN": "Surat Edaran Kepala Badan Kepegawaian Negara",
}
"""How a table abbreviates what was issued → how a sentence names it."""

LAW = re.compile(rf"^({'|'.join(ISSUED)}) (\S+?)(?:/(\d{{4}}))?(?: (Pasal .*?))?( \(\D.*\))?$")
"""A law as a table names it: what, number, year, article, and what of it."""


def law(text: str) -> str:
    """Legal bases as a sentence names them: "Pasal 191 Peraturan Pemerintah Nomor 11 Tahun 2017"."""
    return "; ".join(_one_law(one) for one in text.split("; "))


def _one_law(text: str) -> str:
    found = LAW.match(text)
    if found is None:
        return text
    what, number, year, article, part = found.groups(default="")
    named = f"{ISSUED[what]} Nomor {number}" + (f" Tahun {year}" if number.isdigit() else f"/{year}")
    return f"{article} {named}".strip() + part


@lru_cache(KEPT)
def date(iso: str | None) -> str:
    """An ISO date as "21 November 2026".

    Raises:
        ValueError: it is not an ISO date.
    """
    return format_date(Date.fromisoformat(iso), "d MMMM y", locale="id") if iso else ""


def weekday_date(iso: str | None) -> str:
    """An ISO date with its day, "Sabtu, 21 November 2026", as minutes of a meeting give it."""
    return format_date(Date.fromisoformat(iso), "EEEE, d MMMM y", locale="id") if iso else ""


def days_between(start: str, end: str) -> int:
    """Days from one ISO date to another."""
    return (Date.fromisoformat(end) - Date.fromisoformat(start)).days


@lru_cache(KEPT)
def count(number: int | None) -> str:
    """A whole number in digits, then in words: "3 (tiga)"."""
    return "" if number is None else f"{figure(str(number))} ({num2words(number, lang='id')})"


@lru_cache(KEPT)
def figure(decimal: str | None) -> str:
    """A decimal number given as text, with Indonesian signs: "1.250,5".

    Raises:
        decimal.InvalidOperation: it is not a number.
    """
    return format_decimal(Decimal(decimal), "#,##0.####", locale="id") if decimal else ""


def load(decimal: str | None) -> str:
    """A workload in persons, with the four decimals that workload analyses give it: "0,6000"."""
    return format_decimal(Decimal(decimal), "#,##0.0000", locale="id") if decimal else ""


def rank(code: str | None) -> str:
    """A golongan as a decree names it: "Penata (III/c)", or "Golongan IX" for a PPPK, who has no pangkat."""
    if not code:
        return ""
    return f"{RANKS[code]} ({code})" if code in RANKS else f"Golongan {code}"


def nip(digits: str | None) -> str:
    """An identity number in the groups 8-6-1-3 (Perka BKN 22/2007)."""
    if not digits or len(digits) != 18:
        return digits or ""
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def clause(text: str | None) -> str:
    """A typed sentence as part of a longer one: without its full stop."""
    return (text or "").strip().rstrip(".;")


def sentence(text: str | None) -> str:
    """A typed text as a sentence of its own."""
    told = (text or "").strip()
    return told if not told or told[-1] in ".?!" else f"{told}."


def found(sentences: str) -> str:
    """What a rule found, for paper: without what is said for a screen only."""
    said = [one for one in NOT_FOR_PAPER.sub("", sentences).split(". ") if "`" not in one and "--" not in one]
    text = clause(". ".join(said))
    return text[:1].upper() + text[1:]


@cache
def ordinal(number: int) -> str:
    """The name of a dictum: "KESATU", "KESEBELAS", "KEDUA PULUH SATU"."""
    return f"KE{num2words(number, lang='id')}".upper()


def listed(items: Sequence[str]) -> str:
    """Items as a sentence lists them: "a", "a dan b", "a, b, dan c"."""
    if len(items) < 3:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def letters(number: int) -> str:
    """What the closing consideration points back to: "huruf a", "huruf a dan huruf b", "huruf a sampai dengan huruf d"."""
    names = [f"huruf {chr(ord('a') + index)}" for index in range(number)]
    return listed(names) if number < 3 else f"{names[0]} sampai dengan {names[-1]}"


def balanced(text: str, width: int) -> list[str]:
    """Centred text in as few lines of about `width` characters as it needs, all of them about equally long."""
    count = -(-len(text) // width)
    lines: list[str] = []
    line = ""
    for word in text.split():
        full = len(line) >= len(text) / count - len(word) / 2
        if line and full and len(lines) < count - 1:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]
