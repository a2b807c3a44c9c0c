"""Wherever an error is raised, it is given every word that its sentences ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from tests.house.project import PACKAGES, modules, name, tree
from workflow import errors
from workflow.errors import MutasiError

FAMILY = {
    word: error
    for word, error in vars(errors).items()
    if isinstance(error, type) and issubclass(error, MutasiError) and error.id
}


def asked(error: type[MutasiError]) -> set[str]:
    patterns = (error.id, error.en)
    return {gap for pattern in patterns for _, gap, _, _ in Formatter().parse(pattern) if gap is not None}


def made(path: Path) -> Iterator[tuple[int, str, set[str]]]:
    """Where a file makes an error, which one, and with which words; calls with `**words` cannot be told."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            word = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            words = {keyword.arg for keyword in node.keywords}
            if word in FAMILY and None not in words:
                yield node.lineno, word, {str(given) for given in words}


def test_an_error_is_made_with_exactly_the_words_of_its_sentences() -> None:
    wrong = [
        f"{name(path)}:{line} {error}: {sorted(words ^ asked(FAMILY[error]))}"
        for path in modules(*PACKAGES)
        for line, error, words in made(path)
        if words != asked(FAMILY[error])
    ]
    assert wrong == []


def test_every_error_is_made_somewhere() -> None:
    spoken = " ".join(ast.unparse(tree(path)) for path in modules(*PACKAGES) if name(path) != "workflow/errors.py")
    assert [error for error in sorted(FAMILY) if error not in spoken] == []
