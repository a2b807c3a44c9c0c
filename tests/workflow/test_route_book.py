"""The routes as they stand on a day, with what the agency has set."""

from __future__ import annotations

from datetime import date

from workflow.authority import Kind
from workflow.papers import BETWEEN_AGENCIES, RequirementFacts
from workflow.parameters import ParameterFacts
from workflow.route_book import route_entry

DAY = date(2026, 6, 2)
CITY = Kind.KABKOTA_SATU_PROV


def test_every_kind_has_an_entry_and_one_is_not_open() -> None:
    entries = [route_entry(kind, (), (), DAY) for kind in Kind]
    assert len(entries) == 12
    assert [one.kind for one in entries if not one.open] == [Kind.PERWAKILAN_LN]


def test_between_agencies_the_ten_documents_of_the_law_are_needed_and_within_none() -> None:
    assert route_entry(CITY, (), (), DAY).documents == BETWEEN_AGENCIES
    assert route_entry(Kind.INTERNAL, (), (), DAY).documents == ()


def test_a_route_tells_only_the_deadlines_of_the_states_that_it_passes() -> None:
    within, between = (route_entry(kind, (), (), DAY).deadlines or {} for kind in (Kind.INTERNAL, CITY))
    assert set(between) - set(within) == {"consent", "advice"}
    assert (within["approval"], between["approval"]) == (15, 30)


def test_what_the_agency_has_set_stands_in_the_entry_while_it_counts() -> None:
    told = [
        ParameterFacts("route", "decider", CITY.value, "Gubernur Jaya Raya", DAY, date(2026, 12, 31)),
        ParameterFacts("endorsement", "approve", None, "hr_officer,hr_head", DAY, None),
    ]
    own = [RequirementFacts("L01", "Pakta integritas", (CITY.value,), False, None, DAY, None)]
    entry = route_entry(CITY, told, own, DAY)
    assert entry.decider == "Gubernur Jaya Raya"
    assert entry.endorsements == {"approve": ("hr_officer", "hr_head")}
    assert entry.documents[-1] == "L01"
    before = route_entry(CITY, told, own, date(2026, 6, 1))
    assert (before.decider, before.endorsements, "L01" in before.documents) == ("Gubernur", {}, False)


def test_an_entry_speaks_both_languages() -> None:
    assert route_entry(CITY, (), (), DAY).name == "Antarkabupaten/kota dalam satu provinsi"
    assert route_entry(CITY, (), (), DAY, "en").name == "Between cities of one province"
