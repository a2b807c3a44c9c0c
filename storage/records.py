"""The records of a person, of a proposal's file and of the agency's own law: small tables, read in one question.

A question costs more than its rows here, and a step reads the whole dossier twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from storage.accounts import split
from storage.governance import Freeze, Parameter, Requirement
from storage.tables import (
    Appraisal,
    Career,
    Competence,
    Discipline,
    Document,
    Endorsement,
    Objection,
    Post,
    Preference,
    Row,
    Verification,
    Waiver,
    table,
)
from workflow.dossier import (
    AppraisalFacts,
    CareerFacts,
    CompetenceFacts,
    DisciplineFacts,
    DocumentFacts,
    EndorsementFacts,
    FreezeFacts,
    ObjectionFacts,
    PreferenceFacts,
    WaiverFacts,
)
from workflow.papers import RequirementFacts
from workflow.parameters import ParameterFacts

TEXTS, DAYS = 8, 2
"""Columns for text and for days; what a table lacks is null."""

_post, _doc, _look = table(Post), table(Document), table(Verification)
_newest = _look.alias("newest")
_LOOKED_AT = _doc.outerjoin(
    _look,
    _look.c.id
    == sa.select(sa.func.max(_newest.c.id)).where(_newest.c.document == _doc.c.id).correlate(_doc).scalar_subquery(),
)
"""Documents with what was found by whoever looked at them last."""


def _part(
    name: str,
    row: type[Row],
    number: str | None,
    texts: Sequence[Any],
    days: Sequence[str] = (),
    source: Any = None,
) -> Any:
    """One table as (name, number, texts, days): of the person, of the proposal, or of the agency."""
    of = table(row)
    told = [of.c[text] if isinstance(text, str) else text for text in texts]
    words = [*told, *[sa.cast(sa.null(), sa.String)] * (TEXTS - len(told))]
    dates = [*(of.c[day] for day in days), *[sa.cast(sa.null(), sa.Date)] * (DAYS - len(days))]
    counted = of.c[number] if number else sa.cast(sa.null(), sa.Integer)
    columns = [
        counted.label("number"),
        *(word.label(f"t{place}") for place, word in enumerate(words)),
        *(day.label(f"d{place}") for place, day in enumerate(dates)),
    ]
    query = sa.select(sa.literal(name).label("part"), *columns).select_from(of if source is None else source)
    for owner in ("proposal", "nip"):
        if owner in of.c:
            return query.where(of.c[owner] == sa.bindparam(owner))
    return query


_requirement = table(Requirement)

RECORDS = sa.union_all(
    _part("appraisals", Appraisal, "year", ("result", "behaviour", "predicate")),
    _part("competences", Competence, "level", ("name",), ("date",)),
    _part("discipline", Discipline, None, ("level", "decree"), ("start", "end")),
    _part(
        *("preferences", Preference, "order", ("post", _post.c.name, "reason"), ()),
        table(Preference).join(_post, _post.c.code == table(Preference).c.post),
    ),
    _part("career", Career, None, ("post", "unit", "decree"), ("since", "until")),
    _part(
        *("documents", Document, "id"),
        ("type", "number", "post", "name", "sha256", _look.c.verdict, _look.c.reason, _look.c.given_by),
        ("dated", "valid_until"),
        _LOOKED_AT,
    ),
    _part("waivers", Waiver, "document", ("rule", "reason", "given_by")),
    _part(
        *("endorsements", Endorsement, "id"),
        ("verb", sa.cast(table(Endorsement).c.version, sa.String), "role", "account", "nip", "note"),
        ("dated",),
    ),
    _part("objections", Objection, "id", ("decree", "grounds", "outcome", "answer"), ("received", "answered_on")),
    _part("freezes", Freeze, "id", ("name", "post_kinds", "lifted_by", "law"), ("starts", "ends")),
    _part("parameters", Parameter, None, ("subject", "name", "kind", "value"), ("since", "until")),
    _part(
        *("requirements", Requirement, "valid_months"),
        ("code", "name", "kinds", sa.cast(_requirement.c.names_post, sa.String)),
        ("since", "until"),
    ),
)

MADE: dict[str, Callable[[Any], Any]] = {
    "appraisals": lambda r: AppraisalFacts(r.number, r.t0, r.t1, r.t2),
    "competences": lambda r: CompetenceFacts(r.t0, r.number, r.d0),
    "discipline": lambda r: DisciplineFacts(r.t0, r.d0, r.d1, r.t1),
    "preferences": lambda r: PreferenceFacts(r.number, r.t0, r.t1, r.t2),
    "career": lambda r: CareerFacts(r.t0, r.t1, r.d0, r.d1, r.t2),
    "documents": lambda r: DocumentFacts(r.number, r.t0, r.t1, r.d0, r.t2, r.t3, r.t4, r.d1, r.t5, r.t6, r.t7),
    "waivers": lambda r: WaiverFacts(r.t0, r.number, r.t1, r.t2),
    "endorsements": lambda r: EndorsementFacts(r.number, r.t0, int(r.t1), r.t2, r.t3, r.t4, r.d0, r.t5),
    "objections": lambda r: ObjectionFacts(r.number, r.t0, r.d0, r.t1, r.t2, r.t3, r.d1),
    "freezes": lambda r: FreezeFacts(r.number, r.t0, r.d0, r.d1, split(r.t1), r.t2, r.t3),
    "parameters": lambda r: ParameterFacts(r.t0, r.t1, r.t2, r.t3, r.d0, r.d1),
    "requirements": lambda r: RequirementFacts(r.t0, r.t1, split(r.t2), r.t3 in ("1", "true"), r.number, r.d0, r.d1),
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
    "endorsements": lambda fact: fact.id,
    "objections": lambda fact: fact.id,
    "freezes": lambda fact: fact.id,
    "parameters": lambda fact: (
        fact.subject,
        fact.name,
        fact.kind or "",
        fact.since,
        fact.until or date.max,
        fact.value,
    ),
    "requirements": lambda fact: fact.code,
}
"""Part → the order of its facts, the same whatever the database gives first."""


def records(connection: sa.Connection, proposal: int, nip: str) -> dict[str, tuple[Any, ...]]:
    """The facts of each part, in its order."""
    found: dict[str, list[Any]] = {part: [] for part in MADE}
    for row in connection.execute(RECORDS, {"proposal": proposal, "nip": nip}):
        found[row.part].append(MADE[row.part](row))
    return {part: tuple(sorted(facts, key=ORDERED[part])) for part, facts in found.items()}
