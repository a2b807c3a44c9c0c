"""What is wrong with the data of a step, in sentences that name field, value and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from workflow.errors import InvalidField
from workflow.text import shown


class Unclean(ValueError):
    """Carries the sentence about a text out of pydantic, which only knows ValueError."""

    def __init__(self, problem: InvalidField) -> None:
        super().__init__()
        self.problem = problem


def sentences(problem: ValidationError) -> Iterator[InvalidField]:
    """Each problem that pydantic found, as a sentence that names field, value and remedy."""
    for error in problem.errors():
        field = ".".join(shown(part) for part in error["loc"]) or "data"
        cause = error.get("ctx", {}).get("error")
        if isinstance(cause, Unclean):
            yield InvalidField(**cause.problem.words | {"field": field})
        else:
            yield _sentence(field, error, str(cause) if cause else error["type"])


def _sentence(field: str, error: Any, kind: str) -> InvalidField:
    expected = error.get("ctx", {}).get("expected", "")
    value = shown(error.get("input"))
    id_, en = PROBLEMS.get(kind, PROBLEMS["other"])
    return InvalidField(
        field="team" if kind == "team_incomplete" else field,
        problem=id_.format(value=value, expected=expected.replace(" or ", " atau ")),
        problem_en=en.format(value=value, expected=expected),
    )


PROBLEMS: dict[str, tuple[str, str]] = {
    "missing": ("belum diisi. Isi datanya.", "is missing. Fill it in."),
    "extra_forbidden": (
        "tidak dikenal. Hapus, atau periksa ejaannya.",
        "is not known. Remove it, or check its spelling.",
    ),
    "literal_error": ("“{value}” tidak dikenal. Pilih {expected}.", "“{value}” is not known. Choose {expected}."),
    "date_form": (
        "“{value}” bukan tanggal. Tulis sebagai TTTT-BB-HH, misalnya 2026-01-12.",
        "“{value}” is not a date. Write it as YYYY-MM-DD, for example 2026-01-12.",
    ),
    "date_missing": (
        "tanggal {value} tidak ada dalam kalender. Periksa bulan dan harinya.",
        "the date {value} does not exist. Check month and day.",
    ),
    "date_far": (
        "tanggal {value} terlalu jauh dari masa kini. Periksa tahunnya.",
        "the date {value} is too far from the present. Check the year.",
    ),
    "team_incomplete": (
        "tim memerlukan sekurangnya satu pejabat (official), satu wakil ASN (asn) dan satu ahli dari luar (expert).",
        "the team needs at least one official, one representative of the employees (asn) and one outside expert.",
    ),
    "string_type": ("harus berupa teks, bukan “{value}”.", "must be text, not “{value}”."),
    "string_too_short": ("tidak boleh kosong. Isi datanya.", "must not be empty. Fill it in."),
    "string_pattern_mismatch": ("“{value}” bukan NIP 18 angka.", "“{value}” is not a NIP of 18 digits."),
    "bool_type": ("harus true atau false, bukan “{value}”.", "must be true or false, not “{value}”."),
    "list_type": ("harus berupa daftar, bukan “{value}”.", "must be a list, not “{value}”."),
    "too_short": ("memerlukan sekurangnya satu isian.", "needs at least one entry."),
    "too_long": ("terlalu banyak isian.", "has too many entries."),
    "model_type": ("harus berupa objek, bukan “{value}”.", "must be an object, not “{value}”."),
    "other": ("“{value}” tidak dapat dipakai. Periksa isinya.", "“{value}” cannot be used. Check it."),
}
"""Kind of problem → what to say of it, in (Indonesian, English)."""
