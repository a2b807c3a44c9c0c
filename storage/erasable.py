"""The cases of a person, and which of them the law of erasure lets go: ended, and past their retention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage import agency, free_texts
from storage.parameters import parameters
from storage.tables import Document, Objection, Payload, Proposal, TeamMember, Transition, table
from workflow import retention
from workflow.authority import Kind
from workflow.errors import InvalidField
from workflow.planning.calendar import local_day
from workflow.states import ENDED, State, label
from workflow.text import spoken

_p, _t, _payload, _team = table(Proposal), table(Transition), table(Payload), table(TeamMember)
_doc, _objection = table(Document), table(Objection)

MINE = _t.c.proposal == _p.c.id
_LEFT = (
    sa.exists().where(_payload.c.transition == _t.c.id, MINE)
    | sa.exists().where(_doc.c.proposal == _p.c.id, sa.func.length(_doc.c.content) > 0)
    | sa.exists().where(_team.c.proposal == _p.c.id)
)
_CASES = sa.select(
    *(_p.c.id, _p.c.kind, _p.c.state),
    sa.select(sa.func.max(_t.c.at)).where(MINE).scalar_subquery().label("last"),
    sa.exists().where(_objection.c.proposal == _p.c.id, _objection.c.outcome.is_(None)).label("objected"),
    _LEFT.label("left"),
).order_by(_p.c.id)


@dataclass(frozen=True)
class Case:
    """A proposal of a person.

    Attributes:
        ended, kept_until: the day of its last entry and the last day of its retention; None while it runs.
        objected: whether an objection to it waits for an answer; left: whether anything of it can be erased.
    """

    proposal: int
    state: State
    ended: date | None
    kept_until: date | None
    objected: bool
    left: bool

    def reason(self, today: date, before: date | None = None) -> tuple[str, str] | None:
        """Why it stays, in (Indonesian, English); None where it can be erased.

        Args:
            before: only what ended earlier than this day is wanted.
        """
        number = self.proposal
        if self.ended is None or self.kept_until is None:
            words, words_en = label(self.state), label(self.state, "en")
            return f"usulan {number} belum berakhir ({words}).", f"proposal {number} has not ended ({words_en})."
        if self.objected:
            return (
                f"keberatan atas usulan {number} belum dijawab.",
                f"an objection to proposal {number} has not been answered.",
            )
        if not self.left:
            return f"usulan {number} sudah dihapus.", f"proposal {number} has been erased already."
        if today <= self.kept_until:
            until, until_en = spoken(self.kept_until), spoken(self.kept_until, "en")
            return f"usulan {number} disimpan sampai {until}.", f"proposal {number} is kept until {until_en}."
        if before and self.ended >= before:
            ended, ended_en = spoken(self.ended), spoken(self.ended, "en")
            return f"usulan {number} baru berakhir {ended}.", f"proposal {number} ended only on {ended_en}."
        return None


def of_person(connection: sa.Connection, nip: str, today: date) -> list[Case]:
    """Every proposal of a person, oldest first."""
    return list(_cases(connection, _p.c.nip == nip, today))


def of_proposals(connection: sa.Connection, proposals: Sequence[int], today: date) -> list[Case]:
    """These proposals, oldest first."""
    return list(_cases(connection, _p.c.id.in_(proposals), today))


def _cases(connection: sa.Connection, wanted: sa.ColumnElement[bool], today: date) -> Iterator[Case]:
    zone, told = agency.agency(connection).zone, parameters(connection)
    written = free_texts.left(connection, wanted)
    for row in connection.execute(_CASES.where(wanted)):
        state = State(row.state)
        ended = _ended(row, state, zone)
        until = retention.kept_until(ended, told, Kind(row.kind), today) if ended else None
        yield Case(row.id, state, ended, until, bool(row.objected), row.left or row.id in written)


def _ended(row: Any, state: State, zone: str) -> date | None:
    return local_day(row.last, zone) if state in ENDED and row.last else None


def not_shorter(cases: Sequence[Case], before: date, today: date) -> None:
    """Refuse a day that would take in what must still be kept.

    Raises:
        InvalidField: a proposal that ended before that day is within its retention.
    """
    for case in cases:
        if case.ended and case.kept_until and case.ended < before and today <= case.kept_until:
            until, until_en = spoken(case.kept_until), spoken(case.kept_until, "en")
            raise InvalidField(
                field="--before",
                problem=f"usulan {case.proposal} berakhir sebelum hari itu, tetapi masih disimpan sampai {until}. Pilih hari yang lebih awal, paling lambat {spoken(case.ended)}.",
                problem_en=f"proposal {case.proposal} ended before that day, but is kept until {until_en}. Choose an earlier day, {spoken(case.ended, 'en')} at the latest.",
            )
