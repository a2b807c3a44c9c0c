"""The forms are computed from what the verbs must be told, and read back into exactly that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.web import typed, words
from app.web.fields import Field, form_of
from app.web.labels import CHOICES, LABELS
from app.web.site import STATIC
from app.wiring import Office
from storage.history import history
from tests import world
from tests.pages.browser import flat
from workflow import data
from workflow.process import VERBS
from workflow.states import State


def every(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every(field.parts)


def test_every_field_of_every_verb_has_a_kind_and_its_choices() -> None:
    for verb in VERBS:
        assert {field.name for field in form_of(verb)} == set(data.fields_of(verb))
        for field in every(form_of(verb)):
            assert field.label
            assert (field.kind == "choice") == bool(field.options)
            assert (field.kind in ("group", "rows")) == bool(field.parts)


def test_no_label_is_left_over() -> None:
    models = {model for model in vars(data).values() if isinstance(model, type) and issubclass(model, data.Told)}
    fields = {f"{model.__name__}.{name}" for model in models for name in model.model_fields}
    assert set(LABELS) <= fields
    assert set(CHOICES) <= fields


@pytest.mark.parametrize("verb", VERBS)
def test_honest_data_typed_into_the_form_comes_back_as_it_was(office: Office, proposal: int, verb: str) -> None:
    told = world.data_of(office, proposal, verb)
    found, _ = typed.read(form_of(verb), flat(told))
    assert found == told


def test_a_row_with_only_a_choice_is_no_row() -> None:
    found, kept = typed.read(
        form_of("assess"), {"team.0.capacity": "asn", "team.2.capacity": "expert", "team.2.name": "T"}
    )
    assert found == {"team": [{"name": "T", "capacity": "expert"}]}
    assert kept == {"team.0.name": "T", "team.0.capacity": "expert"}


def test_a_group_that_may_be_missing_is_null_and_an_optional_one_is_left_out() -> None:
    assert typed.read(form_of("implement"), {})[0] == {"spmt": {}, "handover": None, "oath": None}
    assert typed.read(form_of("approve"), {})[0] == {}


def test_a_field_that_the_form_does_not_have_is_not_read() -> None:
    assert typed.read(form_of("submit"), {"state": "completed", "version": "7"})[0] == {}


def test_every_state_has_an_icon_and_a_badge() -> None:
    icons, style = (STATIC / "icons.svg").read_text(), (STATIC / "app.css").read_text()
    for state in State:
        assert f'id="{state}"' in icons
        assert f".badge-{state}" in style or state in (State.draft, State.withdrawn)


def test_every_value_that_a_rule_looked_at_has_words(office: Office, posts: str) -> None:
    (nip,) = world.add_people(office, 1)
    office.clock.moved = world.START
    id = world.propose(office, nip, posts)
    world.carry(office, id, "implementation")
    with office.database.reading() as connection:
        findings = [finding for entry in history(connection, id) for finding in entry["findings"]]
    names = {name for finding in findings for name in finding["values"] if not name.isdigit()}
    assert len(names) > 20
    assert names <= set(words.VALUES)
