"""Text that people type: what may stand in it, and how long it may be."""

from __future__ import annotations

import unicodedata
from datetime import date

from workflow.errors import InvalidField

SHORT = 300
"""Characters in a name, number or title."""

LONG = 4000
"""Characters in a note, reason or conclusion."""

MARKS_IN_A_ROW = 4
"""Combining marks on one letter; layout time grows with their square."""

_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that nobody sees: control, direction, zero width, private, unassigned, separators."""


def clean(field: str, value: str, limit: int = LONG, *, one_line: bool = False) -> str:
    """`value` stripped, in NFC and with line ends of one kind.

    Raises:
        InvalidField: it is too long, or holds characters that nobody sees, or a pile of accents.
    """
    if len(value) <= limit:
        value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    if len(value) > limit:
        raise InvalidField(
            field=field,
            problem=f"panjangnya {len(value)} karakter, batasnya {limit}. Persingkat isinya.",
            problem_en=f"has {len(value)} characters, the limit is {limit}. Shorten it.",
        )
    if not (value.isascii() and value.isprintable()):
        _check_characters(field, value, "" if one_line else "\n\t")
    return value


def filled(field: str, value: str, limit: int = SHORT, *, one_line: bool = True) -> str:
    """`value` as `clean` gives it, if anything is left of it.

    Raises:
        InvalidField: nothing is left, or `clean` refuses it.
    """
    found = clean(field, value, limit, one_line=one_line)
    if not found:
        raise InvalidField(
            field=field, problem="tidak boleh kosong. Isi dulu.", problem_en="must not be empty. Fill it in."
        )
    return found


def _check_characters(field: str, text: str, allowed: str) -> None:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MARKS_IN_A_ROW:
            raise InvalidField(
                field=field,
                problem=f"lebih dari {MARKS_IN_A_ROW} tanda aksen bertumpuk pada satu huruf. Hapus tandanya.",
                problem_en=f"has more than {MARKS_IN_A_ROW} accents piled on one letter. Remove them.",
            )
        if category in _REFUSED and character not in allowed:
            raise InvalidField(
                field=field,
                problem=f"berisi karakter kendali U+{ord(character):04X}. Ketik ulang tanpa karakter itu.",
                problem_en=f"holds the control character U+{ord(character):04X}. Type it again without it.",
            )


MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def spoken(day: date, language: str = "id") -> str:
    """A day as a sentence says it: 3 Januari 2022."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def shown(value: object, limit: int = 60) -> str:
    """A value as an error sentence may show it: on one line, and cut."""
    text = " ".join("".join(c if c.isprintable() else "�" for c in str(value)).split())
    return text if len(text) <= limit else text[:limit] + "…"
