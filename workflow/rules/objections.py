"""Rule of the objections (keberatan): none waits for its answer, and everyone sees until when they run."""

from __future__ import annotations

from datetime import date

from workflow.dossier import Dossier, ObjectionFacts
from workflow.objections import ANSWER_DAYS, FILING_DAYS, answer_due, filing_due
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule("R-KBR-01", Severity.info, "PP 79/2021", days=FILING_DAYS, answer_days=ANSWER_DAYS)
def no_objection_is_open(question: Question, days: int, answer_days: int) -> Answer:
    """No objection waits for its answer; they may be filed for `days` working days, and are answered within `answer_days`."""
    dossier, calendar = question.dossier, question.working_days()
    decided = _decided(dossier)
    until = filing_due(decided, calendar, days) if decided else None
    told = [_told(one, answer_due(one.received, calendar, answer_days)) for one in dossier.objections]
    values = {"date": decided, "limit_days": days, "answer_days": answer_days, "file_until": until, "objections": told}
    waiting = [one for one in dossier.objections if one.outcome is None]
    if waiting:
        due = answer_due(waiting[0].received, calendar, answer_days)
        return Answer(
            False,
            f"Keberatan yang diterima {spoken(waiting[0].received)} belum dijawab; batasnya {spoken(due)} ({answer_days} hari kerja). Jawab dengan `mutasi answer {waiting[0].id}`.",
            f"The objection received on {spoken(waiting[0].received, 'en')} has no answer yet; it is due on {spoken(due, 'en')} ({answer_days} working days). Answer it with `mutasi answer {waiting[0].id}`.",
            values,
        )
    return Answer(True, *_quiet(dossier, until, question.today), values)


def _decided(dossier: Dossier) -> date | None:
    """The day of the decree against which an objection can run; None before it, or when its payload was erased."""
    approved = dossier.last("approve")
    return None if approved is None or approved.date == date.min else approved.date


def _told(objection: ObjectionFacts, due: date) -> dict[str, object]:
    facts: dict[str, object] = {"received": objection.received, "due": due, "outcome": objection.outcome}
    return facts | {"answered_on": objection.answered}


def _quiet(dossier: Dossier, until: date | None, today: date) -> tuple[str, str]:
    """What to say when nothing waits."""
    if dossier.objections:
        return "Semua keberatan sudah dijawab.", "All objections have been answered."
    if until is None:
        return "Belum ada keputusan yang dapat diajukan keberatan.", "There is no decree to object to yet."
    if until < today:
        return (
            f"Tidak ada keberatan; masanya berakhir {spoken(until)}.",
            f"There is no objection; the time for one ended on {spoken(until, 'en')}.",
        )
    return (
        f"Tidak ada keberatan; pegawai dapat mengajukannya sampai {spoken(until)}.",
        f"There is no objection; the person may file one until {spoken(until, 'en')}.",
    )
