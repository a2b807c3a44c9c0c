"""An agency's own words: which clauses of a form may be put otherwise, which values they may name, and what they must say.

Clauses that the law or the record needs are the form's own: who moves from where to where and from when, what the rules
found, whose interests are declared, the remedy, and what was decided before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.errors import InvalidField
from workflow.process import VERBS
from workflow.text import SHORT, filled, shown

CLAUSE = 1_000
"""Characters of a clause."""

ADDED = 4
"""Clauses that may be added to a part."""

COPIES = 15
"""Recipients of copies."""

ALL_TOGETHER = 6_000
"""Characters of all own words of a form."""

AGENCY = ("instansi", "wilayah", "pimpinan", "unit_kepegawaian", "tempat")
PERSON = ("nama", "nip", "jabatan_lama", "unit_lama", "jabatan_baru", "unit_baru")

COLLECTIVE = "approve_collective"
"""The form of a decree about several people."""


@dataclass(frozen=True)
class Form:
    """What an agency may say in a form.

    Attributes:
        clauses: clause that may be put otherwise → the values that it must name, for the record needs them.
        values: what every clause and recipient may name.
    """

    clauses: Mapping[str, tuple[str, ...]]
    values: tuple[str, ...] = AGENCY + PERSON


_NEED, _REASON = {"need": ("kebutuhan", "pemangku")}, {"reason": ("alasan",)}

FORMS: dict[str, Form] = {
    **{verb: Form({}) for verb in VERBS},
    "submit": Form({"eligible": ()}),
    **{verb: Form(_NEED) for verb in ("establish_need", "assess", "consent", "advise")},
    "approve": Form({**_NEED, "rights": ()}, (*AGENCY, *PERSON, "tmt")),
    COLLECTIVE: Form({"purpose": (), "qualified": (), "rights": ()}, AGENCY),
    "correct": Form({"report": ()}),
    **{verb: Form(_REASON) for verb in ("send_back", "suspend", "resume", "annul")},
    **{verb: Form({**_REASON, "again": ()}) for verb in ("reject", "withdraw")},
}
"""Form → what an agency may say in it: one for each verb, and one for a decree about several people."""

SENTENCES = ("rights", "report", "again")
"""Clauses that are dictums, and so whole sentences; the others are considerations."""

PARTS = ("clauses", "considerations", "dictums", "copies")
"""What the own words of a form are: clauses put otherwise, considerations and dictums added, recipients of copies."""

_GAP = re.compile(r"\{([^{}]*)\}")


def form_of(verb: str, people: int) -> str:
    """The form of a step about so many people."""
    return COLLECTIVE if people > 1 else verb


def known(form: str) -> Form:
    """What an agency may say in a form.

    Raises:
        InvalidField: there is no such form.
    """
    if form not in FORMS:
        raise _refused(
            "FORMULIR",
            f"“{shown(form)}” tidak dikenal. Pilih {', '.join(FORMS)}.",
            f"“{shown(form)}” is not known. Choose {', '.join(FORMS)}.",
        )
    return FORMS[form]


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with its gaps filled; the values are only ever text."""
    return _GAP.sub(lambda gap: values[gap[1]], text)


def checked(form: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """The own words of a form as they are kept: every part is there, and every text is clean.

    Raises:
        InvalidField: a field, clause or value is not known, or a text cannot stand where it is put.
    """
    may = known(form)
    strange = sorted(set(told) - set(PARTS))
    if strange:
        raise _refused(
            shown(strange[0]),
            f"tidak dikenal. Isian yang ada: {', '.join(PARTS)}.",
            f"is not known. The fields are: {', '.join(PARTS)}.",
        )
    clauses = _clauses(may, told.get("clauses", {}))
    added = {part: _list(may, part, told.get(part, []), ADDED) for part in ("considerations", "dictums")}
    words = {"clauses": clauses, **added, "copies": _list(may, "copies", told.get("copies", []), COPIES)}
    texts = [*clauses.values(), *(text for part in PARTS[1:] for text in words[part])]
    if not texts:
        raise _refused(
            "--data",
            f"tidak berisi kata-kata. Isi salah satu dari {', '.join(PARTS)}, atau pakai `mutasi wording reset`.",
            f"holds no words. Fill in one of {', '.join(PARTS)}, or use `mutasi wording reset`.",
        )
    if sum(map(len, texts)) > ALL_TOGETHER:
        raise _refused(
            "--data",
            f"seluruhnya lebih dari {ALL_TOGETHER} karakter. Persingkat isinya.",
            f"has more than {ALL_TOGETHER} characters in all. Shorten it.",
        )
    return words


def _clauses(may: Form, told: Any) -> dict[str, str]:
    if not isinstance(told, Mapping):
        raise _refused("clauses", 'harus berupa {"kunci": "teks"}.', 'must be {"key": "text"}.')
    found = {}
    for key, text in told.items():
        if key not in may.clauses:
            raise _fixed(str(key), may)
        check = _sentence if key in SENTENCES else _consideration
        found[key] = _text(f"clauses.{key}", text, CLAUSE, (*may.values, *may.clauses[key]), check)
        _must_name(f"clauses.{key}", found[key], may.clauses[key])
    return found


def _list(may: Form, part: str, told: Any, limit: int) -> list[str]:
    if not isinstance(told, list) or len(told) > limit:
        raise _refused(
            part,
            f"harus berupa daftar, paling banyak {limit} teks.",
            f"must be a list of at most {limit} texts.",
        )
    check = {"considerations": _consideration, "dictums": _sentence, "copies": _recipient}[part]
    length = SHORT if part == "copies" else CLAUSE
    return [_text(f"{part}.{at}", text, length, may.values, check) for at, text in enumerate(told, 1)]


def _text(field: str, told: Any, limit: int, values: tuple[str, ...], check: Callable[[str, str], None]) -> str:
    if not isinstance(told, str):
        raise _refused(field, "harus berupa teks.", "must be text.")
    text = filled(field, told, limit)
    for name in _GAP.findall(text):
        if name not in values:
            raise _refused(
                field,
                f"{{{shown(name)}}} tidak dikenal di sini. Yang dapat disebut: {_braced(values)}.",
                f"{{{shown(name)}}} is not known here. What can be named: {_braced(values)}.",
            )
    if "{" in _GAP.sub("", text) or "}" in _GAP.sub("", text):
        raise _refused(
            field,
            f"kurung kurawalnya tidak berpasangan. Kurung kurawal hanya untuk {_braced(values)}.",
            f"has a brace without its other half. Braces are only for {_braced(values)}.",
        )
    check(field, text)
    return text


def _must_name(field: str, text: str, values: tuple[str, ...]) -> None:
    missing = [name for name in values if name not in _GAP.findall(text)]
    if missing:
        raise _refused(
            field,
            f"harus menyebut {_braced(missing)}, karena dicatat dalam keputusan ini.",
            f"must name {_braced(missing)}, for this decree records it.",
        )


def _consideration(field: str, text: str) -> None:
    if text.casefold().startswith("bahwa") or text[-1] in ".;":
        raise _refused(
            field,
            "kata “bahwa” di depan dan titik koma di belakang sudah ditambahkan oleh formulirnya. Tulis isinya saja.",
            "the word “bahwa” before it and the semicolon after it are added by the form. Write only what is between them.",
        )


def _sentence(field: str, text: str) -> None:
    if text[-1] != "." or (not text[0].isupper() and text[0] != "{"):
        raise _refused(
            field,
            "diktum adalah kalimat utuh: mulai dengan huruf besar dan akhiri dengan titik.",
            "a dictum is a whole sentence: begin it with a capital and end it with a full stop.",
        )


def _recipient(field: str, text: str) -> None:
    if text[-1] in ".;":
        raise _refused(
            field,
            "tanda baca di belakangnya ditambahkan oleh formulir. Tulis penerimanya saja.",
            "the mark after it is added by the form. Write only the recipient.",
        )


def _fixed(key: str, may: Form) -> InvalidField:
    open_, open_en = (", ".join(may.clauses) or none for none in ("tidak ada", "none"))
    return _refused(
        f"clauses.{shown(key)}",
        "bunyi ini tidak ada atau tidak dapat diganti: siapa pindah dari mana ke mana dan sejak kapan, hasil pemeriksaan, "
        f"kepentingan, dan upaya administratif ditetapkan oleh ketentuan dan catatan. Yang dapat diganti: {open_}.",
        "this clause does not exist or cannot be replaced: who moves from where to where and from when, what the rules "
        f"found, interests and the remedy are fixed by law and record. What can be replaced: {open_en}.",
    )


def _braced(values: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in values)


def _refused(field: str, problem: str, problem_en: str) -> InvalidField:
    return InvalidField(field=field, problem=problem, problem_en=problem_en)
