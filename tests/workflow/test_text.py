"""Text that people type: cleaned, bounded, and shown without harm."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from workflow.errors import InvalidField
from workflow.text import LONG, MARKS_IN_A_ROW, SHORT, clean, shown


def refusal(text: str, limit: int = LONG) -> str:
    with pytest.raises(InvalidField) as caught:
        clean("note", text, limit)
    assert caught.value.sentence("id").startswith("note: ")
    return caught.value.sentence("en")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Setuju.  ", "Setuju."),
        ("satu\ndua\tiga", "satu\ndua\tiga"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("Ni Luh Gdé – “Ayu” 𝒜 😀", "Ni Luh Gdé – “Ayu” 𝒜 😀"),
        ("ᬅᬓ᭄ᬱᬭ", "ᬅᬓ᭄ᬱᬭ"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_people_write_is_kept_stripped_and_composed(typed: str, kept: str) -> None:
    assert clean("note", typed) == kept


@pytest.mark.parametrize("limit", [SHORT, LONG])
def test_text_may_fill_its_limit_and_not_one_character_more(limit: int) -> None:
    assert clean("note", "x" * limit, limit) == "x" * limit
    assert refusal("x" * (limit + 1), limit) == (f"note: has {limit + 1} characters, the limit is {limit}. Shorten it.")


@pytest.mark.parametrize("code", [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
def test_control_characters_are_refused(code: int) -> None:
    assert f"U+{code:04X}" in refusal(f"a{chr(code)}b")


@pytest.mark.parametrize("character", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_turn_the_direction_of_text_are_refused(character: str) -> None:
    assert f"U+{ord(character):04X}" in refusal(f"nomor {character}gnuj")


@pytest.mark.parametrize("character", ["\ud800", "\ue000", "\U000f0000", "\ufdd0", "\u0378"])
def test_characters_that_are_no_text_are_refused(character: str) -> None:
    assert "control character" in refusal(f"a{character}b")


def test_as_many_accents_as_a_language_needs_and_no_pile() -> None:
    assert clean("note", "q" + "\u0301" * MARKS_IN_A_ROW)
    assert "more than 4 accents" in refusal("q" + "\u0301" * (MARKS_IN_A_ROW + 1))


def test_a_hundred_thousand_accents_are_refused_in_no_time() -> None:
    started = time.perf_counter()
    refusal("a" + "\u0301" * 100_000)
    refusal("a" + "\u0301\u0323" * 1999)
    assert time.perf_counter() - started < 1


@EXAMPLES
@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z")), max_size=40))
def test_whatever_is_accepted_is_composed_stripped_and_accepted_again(text: str) -> None:
    try:
        kept = clean("note", text)
    except InvalidField:
        reject()
    assert kept == unicodedata.normalize("NFC", kept) == kept.strip()
    assert clean("note", kept) == kept
    assert kept.encode().decode() == kept


@EXAMPLES
@given(st.text())
def test_a_value_is_shown_on_one_line_cut_and_without_what_a_screen_would_obey(text: str) -> None:
    line = shown(text)
    assert len(line) <= 61
    assert line.isprintable()


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (None, "None"),
        (12, "12"),
        ("a \n  b", "a � b"),
        ("dua  kata", "dua kata"),
        ("x" * 61, "x" * 60 + "…"),
        ("x" * 60, "x" * 60),
        ("\x1b[31m", "�[31m"),
    ],
)
def test_a_value_is_shown_as_it_is_where_it_is_harmless(value: object, line: str) -> None:
    assert shown(value) == line
