"""What a verb must be told: the same names for the command line, the API and the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from workflow.canonical import plain
from workflow.dossier import Dossier
from workflow.errors import InvalidData, InvalidField, NoteRequired
from workflow.process import VERBS
from workflow.states import State
from workflow.text import LONG, SHORT, clean, shown, spoken

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and ISO_DATE.fullmatch(value)):
        raise ValueError("date_form")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("date_missing") from None


class _Unclean(ValueError):
    """Carries the sentence about a text out of pydantic, which only knows ValueError."""

    def __init__(self, problem: InvalidField) -> None:
        super().__init__()
        self.problem = problem


def _text(limit: int, *, one_line: bool = False) -> Callable[[object], object]:
    def check(value: object) -> object:
        try:
            return clean("", value, limit, one_line=one_line) if isinstance(value, str) else value
        except InvalidField as problem:
            raise _Unclean(problem) from None

    return check


Day = Annotated[date, BeforeValidator(_iso_date)]
Name = Annotated[str, Field(min_length=1, strict=True), BeforeValidator(_text(SHORT, one_line=True))]
Text = Annotated[str, Field(min_length=1, strict=True), BeforeValidator(_text(LONG))]


class Told(BaseModel):
    """Data of a verb. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Letter(Told):
    number: Name
    date: Day


class Member(Told):
    name: Name
    nip: Annotated[str, Field(pattern=r"^[0-9]{18}$")] | None = None
    capacity: Literal["official", "asn", "expert"]


class Interest(Told):
    name: Name
    relation: Name
    nip: Annotated[str, Field(pattern=r"^[0-9]{18}$")] | None = None


class Measure(Told):
    name: Name
    before: Name
    after: Name


class Review(Told):
    date: Day
    person: Text
    unit: Text
    origin_unit: Text | None = None
    adverse: Annotated[bool, Field(strict=True)]
    measure: Measure | None = None
    step: Text | None = None
    owner: Name | None = None
    due: Day | None = None


class Nothing(Told):
    """A verb that needs no data."""


class Assess(Told):
    team: Annotated[list[Member], Field(max_length=50)]
    recommendation: Literal["recommend", "not_recommend"]
    considerations: Text
    interest: Annotated[list[Interest], Field(max_length=50)] | None = None

    @model_validator(mode="after")
    def _whole_team(self) -> Assess:
        if {member.capacity for member in self.team} != {"official", "asn", "expert"}:
            raise ValueError("team_incomplete")
        return self


class Socialize(Told):
    date: Day
    method: Name
    participants: Annotated[list[Name], Field(min_length=1, max_length=500)]
    reasons: Text
    invited: Day | None = None
    response: Literal["accepts", "accepts_with_note", "objects", "silent"]
    response_note: Text | None = None
    answer: Text | None = None


class OthersLetter(Told):
    letter: Letter
    post: Name


class Approve(Told):
    tmt: Day
    interest: Annotated[list[Interest], Field(max_length=50)] | None = None
    letter: Letter | None = None


class Implement(Told):
    spmt: Letter
    handover: Letter | None
    oath: Letter | None
    started: Day


class Correct(Told):
    finding: Text
    step: Text
    owner: Name
    due: Day


class Conclude(Told):
    reviews: Annotated[list[Review], Field(min_length=1, max_length=50)]
    conclusion: Text


class Annul(Told):
    returns_to: Name | None = None


FORMS: dict[str, type[Told]] = {
    "assess": Assess,
    "socialize": Socialize,
    "consent": OthersLetter,
    "advise": OthersLetter,
    "approve": Approve,
    "implement": Implement,
    "correct": Correct,
    "conclude": Conclude,
    "annul": Annul,
}
"""Verb → its data; verbs that are not here are told nothing but the note."""

FUTURE_FIELDS = frozenset({"tmt", "due"})
"""No recorded date is after the step's day, except these."""


def read(verb: str, data: Mapping[str, Any], note: str | None, dossier: Dossier, today: date) -> Told:
    """The data of a step, checked by form and against the dossier and the step's day.

    Raises:
        NoteRequired: the verb's note is its reason, and is missing.
        InvalidData: one sentence for each field that is missing, wrong or unknown.
    """
    if VERBS[verb].note_required and not (note or "").strip():
        raise NoteRequired(verb=verb)
    try:
        told = FORMS.get(verb, Nothing).model_validate(data)
    except ValidationError as problem:
        raise InvalidData(sentences(problem)) from None
    wrong = [*_dates_after(told, today), *_against_dossier(told, dossier, today)]
    if wrong:
        raise InvalidData(wrong)
    return told


def sentences(problem: ValidationError) -> Iterator[InvalidField]:
    """Each problem that pydantic found, as a sentence that names field, value and remedy."""
    for error in problem.errors():
        field = ".".join(shown(part) for part in error["loc"]) or "data"
        cause = error.get("ctx", {}).get("error")
        if isinstance(cause, _Unclean):
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


def _dates_after(told: BaseModel, today: date, path: str = "") -> Iterator[InvalidField]:
    for name in type(told).model_fields:
        value = getattr(told, name)
        if isinstance(value, date) and name not in FUTURE_FIELDS and value > today:
            yield _wrong(
                path + name,
                f"tanggal {spoken(value)} belum terjadi; hari ini {spoken(today)}. Isi tanggal yang sudah lewat.",
                f"the date {spoken(value, 'en')} has not come; today is {spoken(today, 'en')}. Give a date that has passed.",
            )
        for index, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, BaseModel):
                yield from _dates_after(
                    part, today, f"{path}{name}.{index}." if value is not part else f"{path}{name}."
                )


def _against_dossier(told: Told, dossier: Dossier, today: date) -> Iterator[InvalidField]:
    if isinstance(told, OthersLetter) and told.post != dossier.target.post.code:
        yield _wrong(
            "post",
            f"surat menyebut jabatan {shown(told.post)}, sedangkan usulan ini untuk {dossier.target.post.code}. Minta surat perbaikan.",
            f"the letter names the post {shown(told.post)}, but the proposal is for {dossier.target.post.code}. Ask for a corrected letter.",
        )
    if isinstance(told, Assess) and any(member.nip == dossier.person.nip for member in told.team):
        yield _wrong(
            "team",
            "pegawai yang diusulkan tidak dapat menjadi anggota tim. Ganti anggotanya.",
            "the person to be transferred cannot sit in the team. Name someone else.",
        )
    if isinstance(told, Socialize) and told.invited and told.invited > told.date:
        yield _wrong(
            "invited",
            f"undangan ({spoken(told.invited)}) bertanggal sesudah sosialisasi ({spoken(told.date)}). Periksa kedua tanggalnya.",
            f"the invitation ({spoken(told.invited, 'en')}) is dated after the meeting ({spoken(told.date, 'en')}). Check both dates.",
        )
    if isinstance(told, Approve):
        yield from _approval(told, dossier, today)
    if isinstance(told, Implement):
        yield from _implementation(told, dossier, today)
    if isinstance(told, Annul) and told.returns_to and not in_effect(dossier, today):
        yield _wrong(
            "returns_to",
            "mutasi belum berlaku, sehingga pegawai masih pada jabatan asalnya. Hapus isian ini.",
            "the move is not in effect, so the person still holds the old post. Remove this field.",
        )
    if isinstance(told, Correct) and told.due < today:
        yield _wrong(
            "due", f"batas waktu {spoken(told.due)} sudah lewat.", f"the due date {spoken(told.due, 'en')} has passed."
        )


def _approval(told: Approve, dossier: Dossier, today: date) -> Iterator[InvalidField]:
    if told.tmt <= today:
        yield _wrong(
            "tmt",
            f"TMT {spoken(told.tmt)} harus sesudah tanggal keputusan ({spoken(today)}). Pilih tanggal yang akan datang.",
            f"the date of effect {spoken(told.tmt, 'en')} must be after the decree's day ({spoken(today, 'en')}). Choose a later date.",
        )
    if dossier.between_agencies and told.letter is None:
        yield _wrong(
            "letter",
            "mutasi antarinstansi memerlukan nomor dan tanggal keputusan pemindahan dari pejabat yang berwenang.",
            "a transfer between agencies needs number and date of the transfer decree of the competent authority.",
        )


def _implementation(told: Implement, dossier: Dossier, today: date) -> Iterator[InvalidField]:
    tmt = date_of_effect(dossier)
    if tmt is None:
        return
    if today < tmt:
        yield _wrong(
            "tmt",
            f"TMT {spoken(tmt)} belum tiba; pelaksanaan ditetapkan pada atau sesudah tanggal itu.",
            f"the date of effect {spoken(tmt, 'en')} has not come; implement on or after that day.",
        )
    for field, value in (("spmt.date", told.spmt.date), ("started", told.started)):
        if value < tmt:
            yield _wrong(
                field,
                f"tanggal {spoken(value)} mendahului TMT {spoken(tmt)}.",
                f"the date {spoken(value, 'en')} is before the date of effect {spoken(tmt, 'en')}.",
            )


def date_of_effect(dossier: Dossier) -> date | None:
    """The date of effect that the approval fixed, moved on by a resume that came after it; None before approval."""
    approved = dossier.last("approve")
    if approved is None:
        return None
    tmt = date.fromisoformat(str(approved.data["tmt"]))
    for step in dossier.steps:
        if step.verb == "resume" and step.version > approved.version:
            tmt = _moved(tmt, dossier, step.version, step.date)
    return tmt


def _moved(tmt: date, dossier: Dossier, version: int, resumed: date) -> date:
    suspended = next(step for step in dossier.steps if step.verb == "suspend" and step.version == version - 1)
    return resumed if suspended.date < tmt <= resumed else tmt


def in_effect(dossier: Dossier, today: date) -> bool:
    """Whether the move has taken effect: its day has come, and did not fall into a suspension that still lasts."""
    tmt, suspended = date_of_effect(dossier), dossier.last("suspend")
    if tmt is None or tmt > today:
        return False
    still = dossier.state is State.suspended and suspended is not None and suspended.date < tmt
    return not still


def _wrong(field: str, problem: str, problem_en: str) -> InvalidField:
    return InvalidField(field=field, problem=problem, problem_en=problem_en)


def as_json(told: Told) -> dict[str, Any]:
    """The data as plain JSON values, as far as they were given."""
    content: dict[str, Any] = plain(told.model_dump(exclude_unset=True))
    return content


def fields_of(verb: str) -> dict[str, bool]:
    """Field → whether it is required, for help texts and pages."""
    return {name: info.is_required() for name, info in FORMS.get(verb, Nothing).model_fields.items()}
