"""The arrows of the house: app → documents, storage → workflow, and never back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.project import PACKAGES, modules, name, tops, tree

MAY_IMPORT = {
    "workflow": {"workflow"},
    "documents": {"documents", "workflow"},
    "storage": {"storage", "workflow"},
    "app": {"app", "documents", "storage", "workflow"},
}


def users_of(module: str) -> list[str]:
    """The files outside the tests that import a package."""
    return [name(path) for path in modules(*PACKAGES) if module in tops(path)]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_file_imports_only_what_lies_below_it(package: str) -> None:
    ours = {*PACKAGES, "tests"}
    upwards = {name(path): (tops(path) & ours) - MAY_IMPORT[package] for path in modules(package)}
    assert {path: words for path, words in upwards.items() if words} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_is_there_to_be_looked_at(package: str) -> None:
    assert len(modules(package)) >= 5


def test_one_file_knows_the_state_machine() -> None:
    assert users_of("transitions") == ["workflow/machine.py"]


def test_two_files_know_how_seals_are_made_and_read() -> None:
    assert users_of("pyhanko") == ["documents/sealed.py", "documents/signing.py"]


@pytest.mark.parametrize("package", ["sqlalchemy", "sqlmodel", "jinja2", "weasyprint", "fastapi", "typer"])
def test_what_may_happen_knows_neither_database_nor_paper_nor_faces(package: str) -> None:
    assert not any(path.startswith("workflow/") for path in users_of(package))


@pytest.mark.parametrize(("package", "home"), [("weasyprint", "documents/"), ("jinja2", ("documents/", "app/"))])
def test_paper_is_made_in_documents_and_pages_in_app(package: str, home: str | tuple[str, ...]) -> None:
    assert all(path.startswith(home) for path in users_of(package))


def commits(path: Path) -> list[str]:
    """The calls of a file that begin or commit a transaction of their own."""
    called = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    words = {"commit", "begin", "begin_transaction"}
    return sorted({func.attr for func in called if isinstance(func, ast.Attribute)} & words)


def test_one_file_commits() -> None:
    found = {name(path): commits(path) for path in modules(*PACKAGES) if commits(path)}
    assert list(found) == ["storage/database.py"]


def statements(path: Path) -> list[str]:
    """The texts of a file that would commit if a database were told them."""
    texts = [node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and text.strip().upper().rstrip(";") == "COMMIT"]


def test_no_file_commits_behind_the_back_of_the_one_that_does() -> None:
    assert [name(path) for path in modules(*PACKAGES) if statements(path)] == []
