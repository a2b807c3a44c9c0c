"""Text that people type: cleaned, bounded, and shown without harm."""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from tests.workflow.examples import EXAMPLES
from workflow.errors import InvalidField
from workflow.text import LONG, MARKS_IN_A_ROW, SHORT, clean, shown, spoken

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def refusal(text: str, limit: int = LONG, *, one_line: bool = False) -> str:
    with pytest.raises(InvalidField) as caught:
        clean("note", text, limit, one_line=one_line)
    assert caught.value.sentence("id").startswith("note: ")
    return caught.value.sentence("en")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Setuju.  ", "Setuju."),
        ("satu\ndua\tiga", "satu\ndua\tiga"),
        ("satu\r\ndua\r\n\r\ntiga\r\n", "satu\ndua\n\ntiga"),
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


def test_the_length_is_that_of_the_composed_text_as_well_as_of_the_typed_one() -> None:
    assert len(clean("note", "e\u0301" * 150, SHORT)) == 150
    assert refusal("e\u0301" * 151, SHORT) == "note: has 302 characters, the limit is 300. Shorten it."
    assert len(clean("note", "\u0958" * 150, SHORT)) == 300
    assert refusal("\u0958" * 151, SHORT) == "note: has 302 characters, the limit is 300. Shorten it."


@pytest.mark.parametrize("text", ["satu\ndua", "satu\r\ndua", "satu\tdua", "satu\u2028dua", "satu\u2029dua"])
def test_what_stands_on_one_line_holds_no_break_and_no_tab(text: str) -> None:
    assert "control character U+" in refusal(text, one_line=True)


@pytest.mark.parametrize("typed", ["Joko Waskito", "  Joko Waskito\n", "\tJoko Waskito\r\n"])
def test_blanks_and_breaks_around_a_line_are_stripped(typed: str) -> None:
    assert clean("note", typed, SHORT, one_line=True) == "Joko Waskito"


@pytest.mark.parametrize("text", ["satu\rdua", "satu\n\rdua", "satu\r\r\ndua"])
def test_a_carriage_return_without_its_line_feed_is_refused(text: str) -> None:
    assert "U+000D" in refusal(text)


@pytest.mark.parametrize("code", [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
def test_control_characters_are_refused(code: int) -> None:
    assert f"U+{code:04X}" in refusal(f"a{chr(code)}b")


@pytest.mark.parametrize("character", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_turn_the_direction_of_text_are_refused(character: str) -> None:
    assert f"U+{ord(character):04X}" in refusal(f"nomor {character}gnuj")


@pytest.mark.parametrize(
    "character",
    ["\u00ad", "\u180e", "\u200b", "\u200c", "\u200d", "\u2028", "\u2029", "\u2060", "\ufeff", "\U000e0061"],
    ids=ascii,
)
def test_characters_that_nobody_sees_are_refused(character: str) -> None:
    assert f"holds the control character U+{ord(character):04X}" in refusal(f"Sari{character}Wening")


@pytest.mark.parametrize("character", ["\ud800", "\ue000", "\U000f0000", "\ufdd0", "\u0378"])
def test_characters_that_are_no_text_are_refused(character: str) -> None:
    assert "control character" in refusal(f"a{character}b")


def test_as_many_accents_as_a_language_needs_and_no_pile() -> None:
    assert clean("note", "q" + "\u0301" * MARKS_IN_A_ROW)
    assert "more than 4 accents" in refusal("q" + "\u0301" * (MARKS_IN_A_ROW + 1))


@pytest.mark.parametrize("pile", ["\u20dd" * 5, "\u0301\u20dd" * 3, "\u0323\u0301\u20e3\u0489\u0308"], ids=ascii)
def test_marks_that_enclose_a_letter_are_piled_like_accents(pile: str) -> None:
    assert "more than 4 accents" in refusal("q" + pile)


@pytest.mark.parametrize("joiner", ["\u200d", "\u200c", "\u2060", "\u00ad"], ids=ascii)
def test_no_pile_is_hidden_behind_a_joiner(joiner: str) -> None:
    assert f"U+{ord(joiner):04X}" in refusal("q" + ("\u0301\u0301" + joiner) * 50)


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
@given(st.text(st.characters(exclude_categories=("Mn", "Me")), max_size=40))
def test_text_is_refused_exactly_when_it_holds_a_character_that_nobody_sees(text: str) -> None:
    typed = text.replace("\r\n", "\n").strip()
    hidden = any(unicodedata.category(one) in INVISIBLE and one not in "\n\t" for one in typed)
    try:
        clean("note", text)
        refused = False
    except InvalidField:
        refused = True
    assert refused == hidden


@pytest.mark.parametrize(
    ("day", "id_", "en"),
    [
        (date(2022, 1, 3), "3 Januari 2022", "3 January 2022"),
        (date(2024, 2, 29), "29 Februari 2024", "29 February 2024"),
        (date(2026, 3, 1), "1 Maret 2026", "1 March 2026"),
        (date(2026, 4, 30), "30 April 2026", "30 April 2026"),
        (date(2026, 5, 20), "20 Mei 2026", "20 May 2026"),
        (date(2026, 6, 15), "15 Juni 2026", "15 June 2026"),
        (date(2026, 7, 1), "1 Juli 2026", "1 July 2026"),
        (date(2026, 8, 17), "17 Agustus 2026", "17 August 2026"),
        (date(2026, 9, 9), "9 September 2026", "9 September 2026"),
        (date(2026, 10, 28), "28 Oktober 2026", "28 October 2026"),
        (date(2026, 11, 10), "10 November 2026", "10 November 2026"),
        (date(1999, 12, 31), "31 Desember 1999", "31 December 1999"),
    ],
)
def test_a_day_is_said_as_people_say_it(day: date, id_: str, en: str) -> None:
    assert (spoken(day), spoken(day, "en")) == (id_, en)


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
