"""The records of a person and of a proposal's file: seven small tables, read in one question.

A question costs more than its rows here, and a step reads the whole dossier twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from storage.tables import (
    Appraisal,
    Career,
    Competence,
    Discipline,
    Document,
    Post,
    Preference,
    Row,
    Waiver,
    table,
)
from workflow.dossier import (
    AppraisalFacts,
    CareerFacts,
    CompetenceFacts,
    DisciplineFacts,
    DocumentFacts,
    PreferenceFacts,
    WaiverFacts,
)

TEXTS, DAYS = 5, 2
"""Columns for text and for days; what a table lacks is null."""

_post = table(Post)


def _part(name: str, row: type[Row], number: str | None, texts: Sequence[Any], days: Sequence[str] = ()) -> Any:
    """One table as (name, number, texts, days), of the person or of the proposal."""
    of = table(row)
    owner = of.c.nip == sa.bindparam("nip") if "nip" in of.c else of.c.proposal == sa.bindparam("proposal")
    told = [of.c[text] if isinstance(text, str) else text for text in texts]
    words = [*told, *[sa.cast(sa.null(), sa.String)] * (TEXTS - len(told))]
    dates = [*(of.c[day] for day in days), *[sa.cast(sa.null(), sa.Date)] * (DAYS - len(days))]
    counted = of.c[number] if number else sa.cast(sa.null(), sa.Integer)
    columns = [
        counted.label("number"),
        *(word.label(f"t{place}") for place, word in enumerate(words)),
        *(day.label(f"d{place}") for place, day in enumerate(dates)),
    ]
    query = sa.select(sa.literal(name).label("part"), *columns).where(owner)
    return query.join_from(of, _post, _post.c.code == of.c.post) if row is Preference else query


RECORDS = sa.union_all(
    _part("appraisals", Appraisal, "year", ("result", "behaviour", "predicate")),
    _part("competences", Competence, "level", ("name",), ("date",)),
    _part("discipline", Discipline, None, ("level", "decree"), ("start", "end")),
    _part("preferences", Preference, "order", ("post", _post.c.name, "reason")),
    _part("career", Career, None, ("post", "unit", "decree"), ("since", "until")),
    _part("documents", Document, "id", ("type", "number", "post", "name", "sha256"), ("dated",)),
    _part("waivers", Waiver, "document", ("rule", "reason", "given_by")),
)

MADE: dict[str, Callable[[Any], Any]] = {
    "appraisals": lambda r: AppraisalFacts(r.number, r.t0, r.t1, r.t2),
    "competences": lambda r: CompetenceFacts(r.t0, r.number, r.d0),
    "discipline": lambda r: DisciplineFacts(r.t0, r.d0, r.d1, r.t1),
    "preferences": lambda r: PreferenceFacts(r.number, r.t0, r.t1, r.t2),
    "career": lambda r: CareerFacts(r.t0, r.t1, r.d0, r.d1, r.t2),
    "documents": lambda r: DocumentFacts(r.number, r.t0, r.t1, r.d0, r.t2, r.t3, r.t4),
    "waivers": lambda r: WaiverFacts(r.t0, r.number, r.t1, r.t2),
}
"""Part → the fact in one of its rows."""

ORDERED: dict[str, Callable[[Any], Any]] = {
    "appraisals": lambda fact: -fact.year,
    "competences": lambda fact: fact.name,
    "discipline": lambda fact: (fact.start, fact.level),
    "preferences": lambda fact: fact.order,
    "career": lambda fact: (fact.since, fact.post),
    "documents": lambda fact: fact.id,
    "waivers": lambda fact: fact.rule,
}
"""Part → the order of its facts, the same whatever the database gives first."""


def records(connection: sa.Connection, proposal: int, nip: str) -> dict[str, tuple[Any, ...]]:
    """The facts of each part, in its order."""
    found: dict[str, list[Any]] = {part: [] for part in MADE}
    for row in connection.execute(RECORDS, {"proposal": proposal, "nip": nip}):
        found[row.part].append(MADE[row.part](row))
    return {part: tuple(sorted(facts, key=ORDERED[part])) for part, facts in found.items()}
