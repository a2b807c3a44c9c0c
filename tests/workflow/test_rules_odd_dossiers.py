"""Whatever the data hold or lack, every rule of the evaluation answers with a sentence and plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from tests.workflow.people import DIGITAL, DOSSIER, JOKO, LIBRARY, PRANATA, find
from workflow import dossier as facts
from workflow.authority import Kind
from workflow.canonical import canonical
from workflow.data import Assess
from workflow.personnel import (
    EDUCATION,
    PPPK_GRADES,
    RANKS,
    DisciplineLevel,
    Employment,
    PostKind,
    Predicate,
)
from workflow.process import EDGES
from workflow.rules import RULES

ASKED = next(edge.rules for edge in EDGES if edge.verb == "assess")

days = st.dates(date(1945, 1, 1), date(2200, 12, 31))
words = st.sampled_from(["", "Digital", "digital ", "Pelayanan publik", "Ahli Utama", "madya"])
units = st.sampled_from([LIBRARY, DIGITAL])


def maybe(some: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | some


def rows(row: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(row, max_size=3).map(tuple)


ranks = st.sampled_from([*RANKS, *PPPK_GRADES])
levels = st.sampled_from(list(EDUCATION))
posts = st.builds(
    facts.PostFacts,
    code=st.sampled_from(["KOM-07", "PUS-01", ""]),
    name=words,
    kind=st.sampled_from(list(PostKind)).map(str),
    level=maybe(words),
    grade=maybe(st.integers(1, 17)),
    rank_min=maybe(ranks),
    rank_max=maybe(ranks),
    education_min=maybe(levels),
    education_fields=rows(words),
    retirement_age=maybe(st.integers(50, 75)),
    competences=rows(st.builds(facts.CompetenceNeed, words, st.integers(0, 5))),
)
persons = st.builds(
    replace,
    st.just(DOSSIER.person),
    nip=st.sampled_from(["", "198803142012012005", "198803142012992005", "abcdefghijklmnopqr"]),
    birth_date=days,
    employment=st.sampled_from(list(Employment)).map(str),
    rank=ranks,
    education=levels,
    education_field=maybe(words),
    as_of=days,
)
documents = st.builds(
    facts.DocumentFacts,
    id=st.integers(1, 99),
    type=st.sampled_from(["D10", "D14", "D01"]),
    number=maybe(words),
    date=maybe(days),
    post=maybe(words),
    name=words,
    sha256=st.just("0" * 64),
    valid_until=maybe(days),
    verdict=maybe(st.sampled_from(["verified", "refused"])),
)
dossiers = st.builds(
    replace,
    st.just(DOSSIER),
    proposal=st.builds(
        replace, st.just(DOSSIER.proposal), kind=st.sampled_from(list(Kind)).map(str), own_request=st.booleans()
    ),
    person=persons,
    origin=st.builds(facts.Origin, posts, units, days, st.none()),
    target=st.builds(facts.Target, posts | st.just(PRANATA), units),
    need=st.builds(replace, st.just(DOSSIER.need), as_of=maybe(days)),
    appraisals=rows(
        st.builds(
            facts.AppraisalFacts,
            st.integers(2000, 2100),
            st.none(),
            st.none(),
            st.sampled_from(list(Predicate)).map(str),
        )
    ),
    competences=rows(st.builds(facts.CompetenceFacts, words, st.integers(1, 5), days)),
    discipline=rows(
        st.builds(
            facts.DisciplineFacts, st.sampled_from(list(DisciplineLevel)).map(str), days, maybe(days), maybe(words)
        )
    ),
    preferences=rows(st.builds(facts.PreferenceFacts, st.integers(1, 99), words, words, maybe(words))),
    documents=rows(documents),
    spouse=maybe(st.builds(facts.Spouse, st.just("198601092010011003"), words, maybe(words))),
)
members = st.fixed_dictionaries(
    {"name": st.just("Anggota"), "capacity": st.sampled_from(["official", "asn", "expert"]), "present": st.booleans()}
)
WHOLE = [{"name": capacity, "capacity": capacity} for capacity in ("official", "asn", "expert")]


@EXAMPLES
@given(case=dossiers, today=days, more=st.lists(members, max_size=4))
def test_every_rule_answers_whatever_the_dossier_holds(
    case: facts.Dossier, today: date, more: list[dict[str, Any]]
) -> None:
    told = Assess.model_validate({"team": [*WHOLE, *more], "recommendation": "recommend", "considerations": "Cakap."})
    for rule in ASKED:
        finding = find(rule, case, JOKO, today=today, told=told)
        assert finding.id.endswith(".")
        assert finding.en.endswith(".")
        assert "None" not in finding.id + finding.en
        assert canonical(finding.as_json())


def test_a_dossier_that_holds_nothing_is_answered_too() -> None:
    empty = replace(
        DOSSIER,
        **dict.fromkeys(("appraisals", "competences", "discipline", "preferences", "career", "documents", "steps"), ()),
        person=replace(DOSSIER.person, rank_since=None, education_field=None, spouse_nip=None, birth_place=None),
        need=facts.Need(None, 0, None, None, ()),
    )
    found = {rule: find(rule, empty, JOKO) for rule in ASKED if not RULES[rule].needs_data}
    assert {rule for rule, finding in found.items() if finding.blocks} == {"R-ELG-03"}
