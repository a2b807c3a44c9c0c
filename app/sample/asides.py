"""What happens beside the steps of the story: documents and their verification, initials, waivers, objections.

Each is done once: what is there already is left alone, so that an interrupted story goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from app.sample.governing import let_the_assistant_sign, let_the_deputy_act
from app.sample.story import (
    ACTING,
    BAD_PAPER,
    DISMISSED,
    INITIALS,
    MAYOR,
    ON_BEHALF,
    OPEN,
    TODAY,
    WAIVED,
    Plan,
)
from app.sample.telling import ADVICE_MARK, ORIGIN_MARK, REVIEWS, letter
from storage import documents, dossiers, endorsements, objections, proposals
from storage.changes import By
from storage.documents import Filing
from workflow.authority import Role
from workflow.canonical import sha256
from workflow.dossier import Dossier
from workflow.papers import ADVICE, CLEARANCE, CONSENT, LIFTING, OBJECTION, SURVEY, document_type, required
from workflow.planning.working_days import WorkingDays

FILER, INSPECTOR = "petugas", "kepala"
"""Who files documents, and who verifies them."""


@dataclass(frozen=True)
class Moment:
    """A proposal of the story on a day; `place` is its plan's place in the story."""

    connection: sa.Connection
    id: int
    place: int
    at: datetime
    os_user: str

    @property
    def day(self) -> date:
        return self.at.date()

    @cached_property
    def dossier(self) -> Dossier:
        """The facts as the moment begins."""
        return dossiers.dossier(self.connection, self.id, self.day)


@dataclass(frozen=True)
class Aside:
    """Something that is done on a day before its steps."""

    day: date
    act: Callable[[Moment], None]


def asides(plan: Plan, calendar: WorkingDays) -> Iterator[Aside]:
    """Everything that is done beside a plan's steps."""
    papers = (("establish_need", 0, file_survey), ("assess", 0, file_papers), ("consent", 0, file_consent))
    advice = ("advise" if plan.kind.between_agencies else "socialize", 0, file_advice)
    for verb, days, act in (*papers, advice, ("approve", 0, initial), *SPECIAL.get(plan.case, ())):
        day = plan.day_of(verb)
        if day is not None:
            yield Aside(calendar.after(day, days), act)
    yield from _reviews(plan, calendar)


def _reviews(plan: Plan, calendar: WorkingDays) -> Iterator[Aside]:
    """The notes of each review, while the move is monitored."""
    last = plan.day_of("conclude") or TODAY
    if plan.steps and plan.steps[-1].verb in ("implement", "correct", "conclude"):
        days = (calendar.after(plan.tmt + timedelta(days=interval - 1), 1) for interval in REVIEWS)
        yield from (Aside(day, file_review) for day in days if day < last)


def file_survey(moment: Moment) -> None:
    """The notes of the survey of both units, before the need is established."""
    _file(moment, SURVEY)


def file_review(moment: Moment) -> None:
    """The notes of a review, on its day."""
    there = [one for one in moment.dossier.documents if (one.type, one.date) == (SURVEY, moment.day)]
    if not there:
        _look(moment, _store(moment, SURVEY, moment.day), None)


def file_papers(moment: Moment) -> None:
    """What the evaluation looks at: the documents of the route, and the clearance letter within the agency too."""
    asked = [one.code for one in required(moment.dossier.kind, moment.dossier.requirements, moment.day)]
    for code in dict.fromkeys((*asked, CLEARANCE)):
        if code != CONSENT:
            _file(moment, code)


def file_consent(moment: Moment) -> None:
    """The letter of the origin agency."""
    _file(moment, CONSENT)


def file_advice(moment: Moment) -> None:
    """The technical consideration, or the recommendation of I-MUT."""
    _file(moment, ADVICE)


def appoint_assistant(moment: Moment) -> None:
    """The mayor lets an assistant sign on her behalf."""
    let_the_assistant_sign(moment.connection, _administrator(moment))


def appoint_deputy(moment: Moment) -> None:
    """The deputy mayor acts for the mayor, with the consent that this takes."""
    let_the_deputy_act(moment.connection, _administrator(moment))
    _file(moment, LIFTING)


def _administrator(moment: Moment) -> By:
    return By("admin", moment.at, moment.day, moment.os_user, "demo")


def waive_tenure(moment: Moment) -> None:
    """The mayor sets the tenure aside, by a written consent."""
    document = _file(moment, LIFTING)
    if not moment.dossier.waivers:
        reason = "Puskesmas tujuan tidak memiliki tenaga lain untuk jabatan ini."
        proposals.waive(moment.connection, moment.id, "R-ELG-01", document, reason, MAYOR, moment.at, moment.day)


def refuse_paper(moment: Moment) -> None:
    """A document turns out to be the wrong one."""
    (wrong,) = (one for one in moment.dossier.documents if one.type == "D08")
    if wrong.verdict != "refused":
        _look(moment, wrong.id, "Penilaian tahun 2025 belum ditandatangani pejabat penilai.")


def initial(moment: Moment) -> None:
    """Every initial that the approval still waits for, in order."""
    for one in _initials(moment):
        if one["status"] != "given":
            _endorse(moment, one["role"])


def initial_first(moment: Moment) -> None:
    """The first initial of the approval's chain, and no other."""
    first, *_ = _initials(moment)
    if first["status"] == "next":
        _endorse(moment, first["role"])


def _initials(moment: Moment) -> list[dict[str, Any]]:
    """The approval's chain: those that were given, then those that are missing."""
    chain = endorsements.endorsements(moment.connection, moment.id, moment.day)
    return [one for one in chain if one["verb"] == "approve" and one["counts"]]


def _endorse(moment: Moment, role: str) -> None:
    account = {Role.hr_officer: FILER, Role.hr_head: INSPECTOR}[Role(role)]
    endorsements.endorse(moment.connection, moment.id, "approve", None, account, moment.at, moment.day)


GROUNDS = "Orang tua saya dirawat di rumah dan jarak ke unit tujuan lebih dari satu jam; mohon ditinjau kembali."


def object_to_it(moment: Moment) -> None:
    """The person objects to the decree, by a letter that the office takes in."""
    if not moment.dossier.objections:
        letter, when = _paper(moment, OBJECTION, moment.day), (moment.at, moment.day)
        objections.object_to(moment.connection, moment.id, GROUNDS, moment.day, letter, FILER, *when)


def dismiss_it(moment: Moment) -> None:
    """The mayor answers the objection."""
    (objection,) = moment.dossier.objections
    if objection.outcome is None:
        answer = (
            "Kebutuhan pelayanan telah dipertimbangkan; jadwal kerja disesuaikan agar Saudara dapat merawat orang tua."
        )
        objections.answer(
            moment.connection, objection.id, "dismissed", answer, moment.day, MAYOR, moment.at, moment.day
        )


SPECIAL: dict[str, tuple[tuple[str, int, Callable[[Moment], None]], ...]] = {
    ACTING: (("approve", 0, appoint_deputy),),
    ON_BEHALF: (("approve", 0, appoint_assistant),),
    WAIVED: (("assess", 0, waive_tenure),),
    DISMISSED: (("approve", 2, object_to_it), ("approve", 5, dismiss_it)),
    OPEN: (("approve", 1, object_to_it),),
    INITIALS: (("advise", 1, initial_first),),
    BAD_PAPER: (("advise", 1, refuse_paper),),
}
"""Case → what is done on which working day after which verb; 0 is that day, before the verb."""


def _file(moment: Moment, code: str) -> int:
    """File a document and have it verified, unless one of its kind is there; returns its number."""
    there = next((one.id for one in moment.dossier.documents if one.type == code), None)
    if there is not None:
        return there
    id = _store(moment, code, moment.day - timedelta(days=1))
    _look(moment, id, None)
    return id


def _store(moment: Moment, code: str, dated: date) -> int:
    paper = _paper(moment, code, dated)
    return documents.attach(moment.connection, moment.id, paper, FILER, moment.at, moment.day)


def _paper(moment: Moment, code: str, dated: date) -> Filing:
    facts = moment.dossier
    type, post = document_type(code, facts.requirements), facts.target.post
    content = f"CONTOH. {type.id}\nPegawai: {facts.person.full_name}\nJabatan tujuan: {post.name}\n".encode()
    number = letter(MARKS.get(code, code), dated, moment.place)["number"]
    return Filing(code, f"{code}.txt", content, sha256(content), number, dated, post.code if type.names_post else None)


MARKS = {CONSENT: ORIGIN_MARK, ADVICE: ADVICE_MARK}
"""Code → the mark in the number of the letters that the steps cite too."""


def _look(moment: Moment, document: int, wrong: str | None) -> None:
    verdict = "refused" if wrong else "verified"
    documents.look(moment.connection, document, verdict, wrong, INSPECTOR, moment.at, moment.day)
