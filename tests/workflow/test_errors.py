"""The family of errors: every sentence can be said, in both languages, with the words it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from workflow import errors
from workflow.errors import (
    CannotWork,
    Conflict,
    FellOut,
    Integrity,
    InvalidData,
    InvalidField,
    MutasiError,
    NotTogether,
    Refused,
    StepRefused,
)

BRANCHES = (Refused, Conflict, Integrity, CannotWork)


def family(parent: type[MutasiError] = MutasiError) -> Iterator[type[MutasiError]]:
    for child in parent.__subclasses__():
        yield child
        yield from family(child)


SPEAKING = [one for one in family() if one.id]
SILENT = {MutasiError, *BRANCHES, InvalidData, StepRefused, NotTogether, FellOut}


def gaps(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


@pytest.mark.parametrize("error", SPEAKING, ids=lambda error: error.__name__)
def test_both_languages_speak_of_the_same_things(error: type[MutasiError]) -> None:
    assert error.en
    assert error.id != error.en
    assert {gap.removesuffix("_en") for gap in gaps(error.en)} == gaps(error.id)


@pytest.mark.parametrize("error", SPEAKING, ids=lambda error: error.__name__)
def test_every_gap_is_a_plain_name_and_is_filled_by_its_word(error: type[MutasiError]) -> None:
    names = gaps(error.id) | gaps(error.en)
    assert all(name.isidentifier() for name in names)
    problem = error(**{name: f"‹{name}›" for name in names})
    for language, pattern in (("id", error.id), ("en", error.en)):
        said = problem.sentence(language)
        assert {name for name in names if f"‹{name}›" in said} == gaps(pattern)
        assert "{" not in said
    assert str(problem) == problem.sentence("en")
    assert problem.sentence() == problem.sentence("id")


@pytest.mark.parametrize("error", SPEAKING, ids=lambda error: error.__name__)
def test_a_sentence_ends_like_one(error: type[MutasiError]) -> None:
    for pattern in (error.id, error.en):
        assert pattern.endswith((".", "{problem}", "{problem_en}"))
        assert "  " not in pattern
        assert pattern == pattern.strip()


@pytest.mark.parametrize("error", list(family()), ids=lambda error: error.__name__)
def test_every_error_belongs_to_exactly_one_branch(error: type[MutasiError]) -> None:
    assert sum(issubclass(error, branch) for branch in BRANCHES) == 1


def test_every_error_of_the_file_speaks_or_carries_others_that_do() -> None:
    here = {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, MutasiError)}
    assert {one for one in here if not one.id} == SILENT


def test_words_with_braces_are_repeated_and_not_obeyed() -> None:
    assert errors.UnknownPost(post="{0} {post}").sentence("en").startswith("There is no post with code {0} {post}.")


def test_several_wrong_fields_are_several_lines() -> None:
    two = InvalidData([InvalidField(field=name, problem="kosong.", problem_en="is empty.") for name in ("a", "b")])
    assert two.sentence("id") == "a: kosong.\nb: kosong."
    assert str(two) == "a: is empty.\nb: is empty."
    assert len(two.problems) == 2


def test_several_reasons_are_several_lines() -> None:
    two = StepRefused([("Satu.", "One."), ("Dua.", "Two.")])
    assert two.sentence("id") == "Satu.\nDua."
    assert two.sentence("en") == str(two) == "One.\nTwo."
    assert two.findings == ()
