"""Rules of the deadlines between letters: advice, appointment, inauguration; all in working days."""

from __future__ import annotations

from datetime import date

from workflow.data import Implement
from workflow.dossier import StepFacts
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.rules.implementation import OATH_KINDS
from workflow.text import spoken


@rule("R-WKT-01", Severity.info, "Peraturan BKN 5/2019; SE Kepala BKN 3/SE/VIII/2019", days=15)
def advice_came_in_time(question: Question, days: int) -> Answer:
    """The advice is dated within `days` working days of our record of the origin's consent."""
    if not question.dossier.between_agencies:
        return _not_asked("Pertimbangan teknis", "Technical advice")
    start, came = _day(question.dossier.last("consent")), _letter(question.dossier.last("advise"))
    return _within(question, days, start, came, ("Pertimbangan teknis", "The technical advice"))


@rule("R-WKT-02", Severity.warn, "Peraturan BKN 5/2019", days=30)
def appointment_came_in_time(question: Question, days: int) -> Answer:
    """Our decree is dated within `days` working days of the transfer decree of the deciding authority."""
    if not question.dossier.between_agencies:
        return _not_asked("Keputusan pemindahan", "A transfer decree of another authority")
    approved = question.dossier.last("approve")
    return _within(
        question, days, _letter(approved), _day(approved), ("Pengangkatan oleh instansi penerima", "The appointment")
    )


@rule("R-WKT-03", Severity.warn, "Perka BKN 7/2017", needs_data=True, days=30)
def inauguration_came_in_time(question: Question, days: int) -> Answer:
    """The oath was taken within `days` working days of the decree, where the post asks for one."""
    told = question.told
    assert isinstance(told, Implement)
    if told.oath is None and question.dossier.target.post.kind not in OATH_KINDS:
        return _not_asked("Sumpah jabatan", "An oath of office", why="untuk jabatan ini", why_en="for this post")
    start = _day(question.dossier.last("approve"))
    return _within(question, days, start, told.oath.date if told.oath else None, ("Pelantikan", "The inauguration"))


def _not_asked(
    what: str, what_en: str, *, why: str = "dalam satu instansi", why_en: str = "within one agency"
) -> Answer:
    return Answer(True, f"{what} tidak diperlukan {why}.", f"{what_en} is not needed {why_en}.")


def _within(question: Question, days: int, start: date | None, came: date | None, what: tuple[str, str]) -> Answer:
    """Whether something came within `days` working days of another; a date that nobody knows is not in time."""
    id, en = what
    values: dict[str, object] = {"since": start, "date": came, "limit_days": days}
    if start is None or came is None:
        return Answer(
            False,
            f"{id}: tenggatnya tidak dapat dihitung karena tanggalnya tidak tercatat. Periksa surat aslinya.",
            f"{en}: the limit cannot be counted, because a date is not on record. Look at the original letter.",
            values,
        )
    calendar = question.working_days()
    taken, due = calendar.between(start, came), calendar.after(start, days)
    values |= {"days": taken, "due": due}
    if came <= due:
        return Answer(
            True,
            f"{id} bertanggal {spoken(came)}, dalam tenggat {days} hari kerja.",
            f"{en} is dated {spoken(came, 'en')}, within {days} working days.",
            values,
        )
    return Answer(
        False,
        f"{id} bertanggal {spoken(came)}, melampaui tenggat {days} hari kerja ({spoken(due)}). Catat sebab keterlambatannya.",
        f"{en} is dated {spoken(came, 'en')}, past the limit of {days} working days ({spoken(due, 'en')}). Note down why.",
        values,
    )


def _day(step: StepFacts | None) -> date | None:
    """The day of a step; None where it was never taken, or its payload was erased."""
    return None if step is None or step.date == date.min else step.date


def _letter(step: StepFacts | None) -> date | None:
    """The date of the letter that a step cites; None without one."""
    letter = step.data.get("letter") if step else None
    return date.fromisoformat(str(letter["date"])) if letter else None
