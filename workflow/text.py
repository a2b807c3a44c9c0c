"""Text that people type: what may stand in it, and how long it may be."""

from __future__ import annotations

import unicodedata

from workflow.errors import InvalidField

SHORT = 300
"""Characters in a name, number or title."""

LONG = 4000
"""Characters in a note, reason or conclusion."""

MARKS_IN_A_ROW = 4
"""Combining marks on one letter; layout time grows with their square."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(field: str, value: str, limit: int = LONG) -> str:
    """`value` stripped and in NFC.

    Raises:
        InvalidField: it is too long, or holds control or direction characters or a pile of accents.
    """
    if len(value) > limit:
        raise InvalidField(
            field=field,
            problem=f"panjangnya {len(value)} karakter, batasnya {limit}. Persingkat isinya.",
            problem_en=f"has {len(value)} characters, the limit is {limit}. Shorten it.",
        )
    text = unicodedata.normalize("NFC", value).strip()
    if not (text.isascii() and text.isprintable()):
        _check_characters(field, text)
    return text


def _check_characters(field: str, text: str) -> None:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category == "Mn" else 0
        if marks > MARKS_IN_A_ROW:
            raise InvalidField(
                field=field,
                problem=f"lebih dari {MARKS_IN_A_ROW} tanda aksen bertumpuk pada satu huruf. Hapus tandanya.",
                problem_en=f"has more than {MARKS_IN_A_ROW} accents piled on one letter. Remove them.",
            )
        if (category in ("Cc", "Cs", "Co", "Cn") and character not in "\n\t") or character in _BIDI:
            raise InvalidField(
                field=field,
                problem=f"berisi karakter kendali U+{ord(character):04X}. Ketik ulang tanpa karakter itu.",
                problem_en=f"holds the control character U+{ord(character):04X}. Type it again without it.",
            )


def shown(value: object, limit: int = 60) -> str:
    """A value as an error sentence may show it: on one line, and cut."""
    text = " ".join("".join(c if c.isprintable() else "�" for c in str(value)).split())
    return text if len(text) <= limit else text[:limit] + "…"
