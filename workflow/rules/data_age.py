"""Rule of the data's age: a decision rests on recent data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.dossier import Dossier
from workflow.planning.calendar import add_months
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@dataclass(frozen=True)
class Datum:
    """Something that the evaluation looks at, and the day of which it tells."""

    datum: str
    as_of: date
    name: str | None = None


@rule("R-DAT-01", Severity.warn, "Ketentuan sistem: keputusan bersandar pada data terkini", months=24)
def data_are_recent(question: Question, months: int) -> Answer:
    """No datum is older than `months`: of the person, the workload, the competences, the newest appraisal."""
    looked_at = sorted(_data(question.dossier), key=lambda one: one.as_of)
    old = [one for one in looked_at if add_months(one.as_of, months) < question.today]
    values = {"old": old, "oldest": looked_at[0].as_of, "limit_months": months}
    if not old:
        return Answer(
            True,
            f"Data yang dipakai tidak lebih lama dari {months} bulan; yang terlama per {spoken(looked_at[0].as_of)}.",
            f"No datum is older than {months} months; the oldest is of {spoken(looked_at[0].as_of, 'en')}.",
            values,
        )
    named, named_en = ("; ".join(_named(one, pick) for one in old) for pick in ("id", "en"))
    return Answer(
        False,
        f"Data lebih lama dari {months} bulan: {named}. Perbarui data itu sebelum menetapkan hasil evaluasi.",
        f"Older than {months} months: {named_en}. Renew these data before the result is established.",
        values,
    )


def _data(dossier: Dossier) -> Iterator[Datum]:
    yield Datum("person", dossier.person.as_of)
    if dossier.need.as_of is not None:
        yield Datum("workload", dossier.need.as_of)
    for record in dossier.competences:
        yield Datum("competence", record.date, record.name)
    if dossier.appraisals:
        yield Datum("appraisal", date(max(one.year for one in dossier.appraisals), 12, 31))


NAMES = {
    "person": {"id": "data pegawai per", "en": "the person's data of"},
    "workload": {"id": "analisis beban kerja per", "en": "the workload analysis of"},
    "competence": {"id": "kompetensi", "en": "the competence"},
    "appraisal": {"id": "penilaian kinerja sampai", "en": "the appraisal up to"},
}
"""Datum → its words, which a date or a name follows."""


def _named(one: Datum, language: str) -> str:
    word, of = NAMES[one.datum][language], {"id": "per", "en": "of"}[language]
    return f"{word} {f'{one.name} {of} ' if one.name else ''}{spoken(one.as_of, language)}"
