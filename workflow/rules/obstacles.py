"""Rules of what stands in the person's way: a sanction, a bond, open findings of the inspectorate."""

from __future__ import annotations

from datetime import date

from workflow.dossier import DocumentFacts
from workflow.papers import BOND, CLEARANCE
from workflow.planning.calendar import add_months
from workflow.planning.discipline import running
from workflow.rules.frame import Answer, Question, Severity, rule
from workflow.text import spoken


@rule("R-ELG-04", Severity.block, "PP 94/2021; Peraturan BKN 5/2019 Pasal 3")
def no_running_discipline(question: Question) -> Answer:
    """No disciplinary sanction is running today."""
    found = running(question.dossier.discipline, question.today)
    values = {"running": [{"level": s.level, "start": s.start, "end": s.end} for s in found]}
    if not found:
        return Answer(
            True, "Tidak ada hukuman disiplin yang sedang dijalani.", "No disciplinary sanction is running.", values
        )
    one = found[0]
    until, until_en = (
        (f"sampai {spoken(one.end)}", f"until {spoken(one.end, 'en')}")
        if one.end
        else ("tanpa batas waktu", "without an end")
    )
    return Answer(
        False,
        f"Pegawai sedang menjalani hukuman disiplin {one.level} sejak {spoken(one.start)} {until}. Tunggu sampai selesai.",
        f"A sanction of level {one.level} runs since {spoken(one.start, 'en')} {until_en}. Wait until it has ended.",
        values,
    )


@rule("R-ELG-05", Severity.block, "Peraturan BKN 5/2019 Pasal 3")
def not_bound(question: Question) -> Answer:
    """No study assignment and no service bond runs today; a record of one is a document D14."""
    today, filed = question.today, _filed(question, BOND)
    runs = [one for one in filed if one.valid_until is None or one.valid_until >= today]
    values = {"documents": [_shown(one, one.valid_until) for one in runs]}
    if not filed:
        return Answer(
            True,
            "Tugas belajar atau ikatan dinas: tidak ada catatan.",
            "Study assignment or service bond: none on record.",
            values,
        )
    if not runs:
        return Answer(
            True,
            "Tugas belajar atau ikatan dinas pegawai sudah berakhir.",
            "The study assignment or service bond has ended.",
            values,
        )
    until = runs[0].valid_until
    ends, ends_en = (f"sampai {spoken(until)}", f"until {spoken(until, 'en')}") if until else ("", "")
    return Answer(
        False,
        f"Pegawai terikat tugas belajar atau ikatan dinas {ends or 'tanpa batas waktu'} ({BOND}). Tunggu sampai berakhir.",
        f"The person is on a study assignment or under a service bond {ends_en or 'without an end'} ({BOND}). Wait until it has ended.",
        values,
    )


@rule("R-ELG-06", Severity.block, "Peraturan BKN 5/2019 Pasal 3 huruf j", within=Severity.warn, months=6)
def findings_are_cleared(question: Question, months: int) -> Answer:
    """A clearance letter (D10) is on file and still counts: as long as it says, else `months` from its date."""
    filed = sorted(_filed(question, CLEARANCE), key=lambda one: _last_day(one, months) or date.min)
    letter = filed[-1] if filed else None
    last = _last_day(letter, months) if letter else None
    values = {"documents": [_shown(letter, last)] if letter else [], "limit_months": months}
    if letter is None:
        return _no_clearance(
            "belum ada, atau ditolak saat diperiksa", "is missing, or was refused when it was verified", values
        )
    if last is None:
        return _no_clearance("tidak bertanggal", "bears no date", values)
    if last < question.today:
        return _no_clearance(
            f"hanya berlaku sampai {spoken(last)}", f"was valid until {spoken(last, 'en')} only", values
        )
    return Answer(
        True,
        f"Surat bebas temuan berlaku sampai {spoken(last)}.",
        f"The clearance letter is valid until {spoken(last, 'en')}.",
        values,
    )


def _no_clearance(id: str, en: str, values: dict[str, object]) -> Answer:
    return Answer(
        False,
        f"Surat bebas temuan ({CLEARANCE}) {id}. Mintakan surat yang baru kepada inspektorat instansi asal, lalu lampirkan.",
        f"The clearance letter ({CLEARANCE}) {en}. Ask the inspectorate of the origin agency for a new one, and file it.",
        values,
    )


def _filed(question: Question, type: str) -> list[DocumentFacts]:
    return [one for one in question.dossier.documents if one.type == type and one.verdict != "refused"]


def _last_day(letter: DocumentFacts, months: int) -> date | None:
    return letter.valid_until or (add_months(letter.date, months) if letter.date else None)


def _shown(one: DocumentFacts, last: date | None) -> dict[str, object]:
    return {"document": one.id, "number": one.number, "date": one.date, "valid_until": last}
