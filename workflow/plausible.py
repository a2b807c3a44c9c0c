"""Whether the data of a step can be true: against the calendar, and against the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from workflow.authority import folded
from workflow.data import Annul, Approve, Assess, Conclude, Correct, Implement, OthersLetter, Socialize, Told
from workflow.dossier import Dossier
from workflow.effect_date import date_of_effect, in_effect
from workflow.errors import InvalidField
from workflow.planning.calendar import add_months
from workflow.text import shown, spoken

FUTURE_FIELDS = frozenset({"tmt", "due"})
"""No recorded date is after the step's day, except these."""


LATEST_EFFECT = 24
"""Months after the decree in which a move takes effect at the latest: nobody's seat is kept longer than two years."""


def implausible(told: Told, dossier: Dossier, today: date) -> Iterator[InvalidField]:
    """Everything in the data that cannot be true on the step's day for this dossier."""
    yield from _dates_after(told, today)
    yield from _against_dossier(told, dossier, today)


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
    if isinstance(told, Assess):
        yield from _named_twice(told)
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
    if isinstance(told, Conclude):
        yield from _reviews(told, dossier)
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


def _named_twice(told: Assess) -> Iterator[InvalidField]:
    """One person cannot stand for the officials, the employees and the experts at once."""
    seen: set[str] = set()
    for place, member in enumerate(told.team):
        keys = {folded(member.name), *([member.nip] if member.nip else [])}
        if keys & seen:
            yield _wrong(
                f"team.{place}",
                f"{shown(member.name)} disebut lebih dari sekali. Setiap anggota tim adalah orang lain; ganti anggotanya.",
                f"{shown(member.name)} is named more than once. Each member is another person; name someone else.",
            )
        seen |= keys


def _reviews(told: Conclude, dossier: Dossier) -> Iterator[InvalidField]:
    tmt = date_of_effect(dossier)
    for place, review in enumerate(told.reviews):
        if tmt is not None and review.date < tmt:
            yield _wrong(
                f"reviews.{place}.date",
                f"tanggal {spoken(review.date)} mendahului TMT {spoken(tmt)}.",
                f"the date {spoken(review.date, 'en')} is before the date of effect {spoken(tmt, 'en')}.",
            )
        if review.due is not None and review.due < review.date:
            yield _wrong(
                f"reviews.{place}.due",
                f"batas waktu {spoken(review.due)} mendahului pemantauannya ({spoken(review.date)}). Isi tanggal sesudahnya.",
                f"the due date {spoken(review.due, 'en')} is before its review ({spoken(review.date, 'en')}). Give a later date.",
            )


def _approval(told: Approve, dossier: Dossier, today: date) -> Iterator[InvalidField]:
    if told.tmt <= today:
        yield _wrong(
            "tmt",
            f"TMT {spoken(told.tmt)} harus sesudah tanggal keputusan ({spoken(today)}). Pilih tanggal yang akan datang.",
            f"the date of effect {spoken(told.tmt, 'en')} must be after the decree's day ({spoken(today, 'en')}). Choose a later date.",
        )
    if told.tmt > add_months(today, LATEST_EFFECT):
        yield _wrong(
            "tmt",
            f"TMT {spoken(told.tmt)} lebih dari {LATEST_EFFECT} bulan sesudah keputusan. Periksa tahunnya.",
            f"the date of effect {spoken(told.tmt, 'en')} is more than {LATEST_EFFECT} months after the decree. Check the year.",
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
    yield from _oath(told, dossier)


def _oath(told: Implement, dossier: Dossier) -> Iterator[InvalidField]:
    approved = dossier.last("approve")
    if told.oath is not None and approved is not None and told.oath.date < approved.date:
        yield _wrong(
            "oath.date",
            f"sumpah jabatan ({spoken(told.oath.date)}) mendahului keputusannya ({spoken(approved.date)}). Periksa tanggalnya.",
            f"the oath ({spoken(told.oath.date, 'en')}) is before its decree ({spoken(approved.date, 'en')}). Check the date.",
        )


def _wrong(field: str, problem: str, problem_en: str) -> InvalidField:
    return InvalidField(field=field, problem=problem, problem_en=problem_en)
