"""What an agency may set: everything once, of its type, and never softer than the law."""

from __future__ import annotations

from datetime import date

import pytest

from workflow import routes, settable
from workflow.authority import Kind
from workflow.deadlines import LIMITS
from workflow.endorsement import CHAINS
from workflow.errors import InvalidField
from workflow.parameters import ParameterFacts
from workflow.rules import RULES

DAY = date(2026, 6, 2)
CITY = Kind.KABKOTA_SATU_PROV


def refusal(subject: str, name: str, text: str, kind: Kind | None = None, language: str = "id") -> str:
    with pytest.raises(InvalidField) as refused:
        settable.checked(subject, name, kind, text)
    return refused.value.sentence(language)


def test_every_parameter_of_every_rule_deadline_chain_and_route_can_be_set_once() -> None:
    keys = [(one.parameter.subject, one.parameter.name, one.kind) for one in settable.catalogue()]
    assert len(keys) == len(set(keys))
    rules = {(rule.id, name, None) for rule in RULES.values() for name in rule.parameters}
    deadlines = {("deadline", state.value, None) for state in LIMITS}
    chains = {("endorsement", verb, None) for verb in CHAINS}
    parts = {("route", part, kind) for kind in routes.ROUTES for part in routes.PARTS}
    assert rules | deadlines | chains | parts <= set(keys)


def test_only_a_rule_that_can_be_made_harder_has_a_severity_to_set() -> None:
    offered = {one.parameter.subject for one in settable.catalogue() if one.parameter.name == "severity"}
    assert "R-KEB-03" in offered
    assert "R-ELG-01" not in offered


@pytest.mark.parametrize(
    "one", list(settable.catalogue()), ids=lambda one: f"{one.parameter.subject} {one.parameter.name}"
)
def test_what_ships_may_be_set_again_and_says_what_it_is(one: settable.Settable) -> None:
    assert all(one.parameter.words)
    assert one.law
    for kind, shipped in one.shipped().items():
        if shipped or one.parameter.default == ():
            assert settable.checked(one.parameter.subject, one.parameter.name, kind, shipped) == shipped


@pytest.mark.parametrize(
    ("subject", "name", "text", "said"),
    [
        ("R-ELG-99", "months", "1", "“R-ELG-99” tidak dapat diatur. Pilih salah satu: "),
        ("R-ELG-01", "weeks", "1", "“weeks” tidak dapat diatur. Pilih salah satu: months."),
        ("R-ELG-01", "months", "dua", "bukan bilangan bulat"),
        ("R-ELG-01", "months", "-1", "bukan bilangan bulat"),
        ("R-ELG-01", "months", "1201", "bukan bilangan bulat"),
        ("R-ELG-01", "months", "9" * 5000, "panjangnya 5000 karakter"),
        ("R-ELG-01", "months", "1\x1b2", "karakter kendali U+001B"),
        ("R-ELG-01", "months", "", "bukan bilangan bulat"),
        ("endorsement", "approve", "hr_officer,raja", "“raja” tidak dikenal"),
        ("endorsement", "approve", "hr_officer,hr_officer", "dua kali"),
        ("deadline", "approval", "0", "bukan bilangan bulat dari 1"),
        ("deadline", "completed", "5", "“completed” tidak dapat diatur"),
    ],
)
def test_a_value_that_cannot_stand_is_refused_with_what_can(subject: str, name: str, text: str, said: str) -> None:
    assert said in refusal(subject, name, text)


def test_a_rule_is_made_harder_and_never_softer() -> None:
    assert settable.checked("R-KEB-03", "severity", None, "block") == "block"
    assert "tidak dikenal" in refusal("R-KEB-03", "severity", "info")


@pytest.mark.parametrize(("rule", "name", "text"), [("R-ELG-01", "months", "23"), ("R-ELG-03", "years", "1")])
def test_no_agency_asks_for_less_than_the_law(rule: str, name: str, text: str) -> None:
    assert "bukan bilangan bulat dari" in refusal(rule, name, text)
    assert settable.checked(rule, name, None, str(int(text) + 1)) == str(int(text) + 1)


def test_a_rule_that_is_softer_within_the_agency_is_not_softened_between_agencies() -> None:
    softer = next(
        rule for rule in RULES.values() if rule.within is not None and rule.within.weight < rule.severity.weight
    )
    assert softer.within is not None
    assert "lebih lunak" in refusal(softer.id, "severity", softer.within.value)
    assert "lebih lunak" in refusal(softer.id, "severity", softer.within.value, CITY)
    assert settable.checked(softer.id, "severity", Kind.INTERNAL, softer.severity.value) == softer.severity.value


def test_a_chain_is_kept_in_its_order_and_may_be_emptied() -> None:
    assert settable.checked("endorsement", "approve", None, " hr_officer , hr_head") == "hr_officer,hr_head"
    assert settable.checked("endorsement", "approve", None, "") == ""


def test_a_route_is_worded_for_one_kind_and_never_left_empty() -> None:
    assert settable.checked("route", "decider", CITY, "Gubernur Jaya Raya") == "Gubernur Jaya Raya"
    assert "tidak boleh kosong" in refusal("route", "decider", "  ", CITY)
    assert "Pilih salah satu: INTERNAL, KABKOTA_SATU_PROV" in refusal("route", "decider", "Gubernur")
    assert "“PERWAKILAN_LN” tidak dapat diatur" in refusal("route", "decider", "Duta Besar", Kind.PERWAKILAN_LN)


def test_a_kind_whose_law_is_not_known_has_no_values() -> None:
    assert "PERWAKILAN_LN" in refusal("R-ELG-01", "months", "12", Kind.PERWAKILAN_LN, "en")


def test_what_counts_on_a_day_is_told_by_kind() -> None:
    one = settable.find("deadline", "approval", None)
    own = [ParameterFacts("deadline", "approval", CITY.value, "20", DAY, None)]
    assert one.shipped()[CITY] == "30"
    assert one.in_force(own, DAY)[CITY] == "20"
    assert one.in_force(own, date(2026, 6, 1))[CITY] == "30"
    assert settable.summary(one.in_force(own, DAY)) == "30; INTERNAL: 15; KABKOTA_SATU_PROV: 20"
