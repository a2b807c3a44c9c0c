"""What a step does to seats: the approval gives one, a suspension holds it, an annulment takes it back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pytest

from tests.workflow.people import (
    GALIH_NIP,
    MELATI_NIP,
    PRANATA,
    PUSTAKAWAN,
    TODAY,
    approved,
    dossier,
    melati,
    need,
    seats,
    target,
)
from workflow import effects
from workflow.data import Annul, Approve, Nothing, Told
from workflow.dossier import Dossier
from workflow.errors import InvalidField
from workflow.ports import Ledger
from workflow.process import VERBS

NUMBER = "800.1.3.3/1/2026"
TODO_MOVE = dossier(state="implementation", steps=(approved(date(2026, 6, 16)),))
IN_EFFECT = dossier(state="monitoring", steps=(approved(TODAY),))


@dataclass
class Seats:
    """Remembers what was done to seats; every post has the same number of free ones."""

    free: int = 1
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def free_seats(self, post: str, day: date) -> int:
        self.done.append(("asked", post, day))
        return self.free

    def give_seat(self, proposal: int, nip: str, post: str, starts: date, decree: str) -> None:
        self.done.append(("give", proposal, nip, post, starts, decree))

    def hold_seat(self, proposal: int, day: date) -> None:
        self.done.append(("hold", proposal, day))

    def release_seat(self, proposal: int, day: date) -> None:
        self.done.append(("release", proposal, day))

    def cancel_seat(self, proposal: int, decree: str) -> None:
        self.done.append(("cancel", proposal, decree))


def applied(verb: str, case: Dossier, told: Told) -> list[tuple[Any, ...]]:
    ledger = Seats()
    effects.apply(cast(Ledger, ledger), verb, case, told, NUMBER, TODAY)
    return ledger.done


def test_the_approval_gives_a_seat_from_the_date_of_effect() -> None:
    told = Approve.model_validate({"tmt": "2026-07-01"})
    assert applied("approve", dossier(state="approval"), told) == [
        ("give", 7, MELATI_NIP, PRANATA.code, date(2026, 7, 1), NUMBER)
    ]


def test_a_suspension_holds_the_seat_and_its_end_releases_it() -> None:
    assert applied("suspend", TODO_MOVE, Nothing()) == [("hold", 7, TODAY)]
    assert applied("resume", TODO_MOVE, Nothing()) == [("release", 7, TODAY)]


def test_an_annulment_before_the_day_only_takes_the_seat_back() -> None:
    assert applied("annul", TODO_MOVE, Annul()) == [("cancel", 7, NUMBER)]


def test_an_annulment_in_effect_brings_the_person_back_to_the_post_that_was_left() -> None:
    assert applied("annul", IN_EFFECT, Annul()) == [
        ("cancel", 7, NUMBER),
        ("give", 7, MELATI_NIP, PUSTAKAWAN.code, TODAY, NUMBER),
    ]


def test_an_annulment_in_effect_may_name_another_post() -> None:
    told = Annul.model_validate({"returns_to": "PUS-02"})
    assert applied("annul", IN_EFFECT, told)[1] == ("give", 7, MELATI_NIP, "PUS-02", TODAY, NUMBER)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"approve", "suspend", "resume", "annul"}))
def test_every_other_verb_leaves_the_seats_alone(verb: str) -> None:
    assert applied(verb, dossier(), Nothing()) == []


def test_an_annulment_is_refused_when_there_is_no_seat_to_return_to() -> None:
    full = Seats(free=0)
    with pytest.raises(InvalidField) as caught:
        effects.foresee(cast(Ledger, full), "annul", IN_EFFECT, Annul(), TODAY)
    assert full.done == [("asked", PUSTAKAWAN.code, TODAY)]
    assert caught.value.sentence("id") == (
        "returns_to: jabatan PUS-01 tidak memiliki tempat lagi. Sebutkan jabatan lain."
    )
    assert caught.value.sentence("en") == "returns_to: the post PUS-01 has no place left. Name another post."


def test_one_seat_is_enough_to_return_to() -> None:
    ledger = Seats(free=1)
    effects.foresee(cast(Ledger, ledger), "annul", IN_EFFECT, Annul.model_validate({"returns_to": "PUS-02"}), TODAY)
    assert ledger.done == [("asked", "PUS-02", TODAY)]


def test_before_the_day_nobody_asks_for_a_seat_to_return_to() -> None:
    ledger = Seats(free=0)
    effects.foresee(cast(Ledger, ledger), "annul", TODO_MOVE, Annul(), TODAY)
    effects.foresee(cast(Ledger, ledger), "submit", IN_EFFECT, Nothing(), TODAY)
    assert ledger.done == []


# The seats of a collective decree


def together(*cases: Dossier) -> list[Dossier]:
    """Cases of different people, numbered from 7."""
    return [replace(case, proposal=replace(case.proposal, id=id)) for id, case in enumerate(cases, 7)]


def with_free(free: int, **facts: Any) -> Dossier:
    return dossier(state="approval", need=need(need=free + 2), occupancy=seats(holders=2), **facts)


def test_two_people_for_the_last_seat_of_a_post_are_one_too_many() -> None:
    galih = melati(nip=GALIH_NIP, name="Galih Kuncoro")
    with pytest.raises(InvalidField) as caught:
        effects.seats_for_all("approve", together(with_free(1), with_free(1, person=galih)))
    assert caught.value.sentence("id") == (
        "usulan: jabatan KOM-07 hanya memiliki 1 tempat untuk 2 usulan. Kurangi usulannya."
    )
    assert (
        caught.value.sentence("en")
        == "usulan: the post KOM-07 has room for 1, but 2 proposals ask for it. Leave some out."
    )


@pytest.mark.parametrize(("free", "people", "fine"), [(2, 2, True), (2, 3, False), (5, 4, True), (0, 2, False)])
def test_a_collective_decree_gives_as_many_seats_as_are_free(free: int, people: int, fine: bool) -> None:
    cases = together(*[with_free(free)] * people)
    if fine:
        effects.seats_for_all("approve", cases)
    else:
        with pytest.raises(InvalidField, match=f"has room for {free}, but {people} proposals ask for it"):
            effects.seats_for_all("approve", cases)


def test_the_seats_of_each_post_are_counted_for_themselves() -> None:
    other = target(code="KOM-08")
    effects.seats_for_all("approve", together(with_free(1), with_free(1, target=other)))
    with pytest.raises(InvalidField, match="the post KOM-08 has room for 1, but 2 proposals ask for it"):
        effects.seats_for_all("approve", together(with_free(1), with_free(1, target=other), with_free(1, target=other)))


def test_a_single_proposal_for_a_full_post_is_left_to_the_rule_about_seats() -> None:
    effects.seats_for_all("approve", together(with_free(0)))
    with pytest.raises(InvalidField):
        effects.seats_for_all("approve", together(with_free(0), with_free(0)))


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"approve"}))
def test_no_other_verb_counts_the_seats_of_several(verb: str) -> None:
    both = together(with_free(1), with_free(1))
    effects.seats_for_all(verb, both)
    with pytest.raises(InvalidField):
        effects.seats_for_all("approve", both)
