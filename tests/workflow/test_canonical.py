"""Canonical JSON: one value, one sequence of bytes."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from tests.workflow.people import DOSSIER
from workflow.authority import Role
from workflow.canonical import canonical, commitment, plain, sha256

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(partial(unicodedata.normalize, "NFC"))
ATOMS = st.none() | st.booleans() | st.integers() | TEXT
VALUES = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))


@dataclass(frozen=True)
class Pair:
    first: object
    second: object


def decomposed(value: Any) -> Any:
    """The same value with its text in NFD, its lists as tuples and its keys in another order."""
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value)
    if isinstance(value, list):
        return tuple(decomposed(item) for item in value)
    if isinstance(value, dict):
        return {decomposed(key): decomposed(item) for key, item in reversed(value.items())}
    return value


@EXAMPLES
@given(VALUES)
def test_equal_values_have_equal_bytes_however_they_are_written(value: Any) -> None:
    assert canonical(decomposed(value)) == canonical(value)


@EXAMPLES
@given(VALUES)
def test_what_was_written_reads_back_as_the_plain_value_and_is_written_the_same_again(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == plain(value)
    assert canonical(json.loads(written)) == written


@EXAMPLES
@given(VALUES, VALUES)
def test_different_values_have_different_bytes(one: Any, other: Any) -> None:
    assert (canonical(one) == canonical(other)) == (
        json.dumps(plain(one), sort_keys=True) == json.dumps(plain(other), sort_keys=True)
    )


@EXAMPLES
@given(TEXT)
def test_text_is_written_composed_and_in_its_own_letters(text: str) -> None:
    written = canonical(unicodedata.normalize("NFD", text)).decode()
    assert all(letter in written for letter in text if letter.isprintable() and letter not in '"\\')


def test_keys_are_sorted_and_no_blank_is_wasted() -> None:
    assert canonical({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()


@pytest.mark.parametrize("value", [1.0, 0.5, float("nan"), float("inf")])
def test_floats_are_refused_wherever_they_hide(value: float) -> None:
    for hidden in (value, [value], {"a": {"b": (1, value)}}, Pair(1, value)):
        with pytest.raises(TypeError, match="no word for float"):
            canonical(hidden)


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object(), timedelta(days=1), 1j])
def test_what_json_has_no_word_for_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical JSON has no word for"):
        canonical([value])


@pytest.mark.parametrize("hour", [0, 12])
def test_an_instant_that_names_no_zone_is_refused_wherever_it_hides(hour: int) -> None:
    somewhere = datetime(2026, 6, 15, hour)
    for hidden in (somewhere, [somewhere], {"at": {"day": (1, somewhere)}}, Pair(1, somewhere)):
        with pytest.raises(TypeError, match="an instant without a zone"):
            canonical(hidden)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 6, 5), '"2026-06-05"'),
        (datetime(2026, 6, 5, 4, 3, 2, 999, tzinfo=UTC), '"2026-06-05T04:03:02Z"'),
        (datetime(2026, 6, 5, 4, 3, 2, tzinfo=timezone(timedelta(hours=9))), '"2026-06-04T19:03:02Z"'),
        (Decimal("0.0408"), '"0.0408"'),
        (Decimal("1E+3"), '"1000"'),
        (Role.hr_head, '"hr_head"'),
        (Pair("a", (1, date(2026, 1, 1))), '{"first":"a","second":[1,"2026-01-01"]}'),
        ("Cafe\u0301", '"Caf\u00e9"'),
        ({"e\u0301": 1}, '{"\u00e9":1}'),
        (10**40, "1" + "0" * 40),
    ],
    ids=str,
)
def test_each_kind_of_value_has_its_form(value: object, written: str) -> None:
    assert canonical(value) == written.encode()


def test_a_dossier_is_plain_all_the_way_down() -> None:
    assert json.loads(canonical(DOSSIER))["person"]["birth_date"] == "1988-03-14"


def test_the_hashes_are_those_of_the_standard() -> None:
    assert sha256(b"mutasi") == hashlib.sha256(b"mutasi").hexdigest()
    assert commitment(b"garam", b"isi") == hashlib.sha256(b"garamisi").hexdigest()
