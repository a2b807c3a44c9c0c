"""Every file of the project may be read by everyone: it explains itself and tells nothing of a machine."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.project import PACKAGES, ROOT, files, modules, name, tree

SPLIT = "/"
"""Joined with the words below, so that this file does not hold what it looks for."""

REGISTRIES = re.compile(
    "|".join(
        [
            r"py" + r"pi\.(org|python\.org)",
            r"python" + r"hosted\.org",
            r"registry\." + r"(npmjs|yarnpkg)",
            r"proxy\." + r"golang\.org",
            r"index\." + r"crates\.io",
            r"--(extra-)?index" + r"-url|--find" + r"-links|\bindex" + r"-url\s*=",
            r"https?:[^\s\"']*" + SPLIT + r"simple\b",
        ]
    )
)

PLACES = re.compile(r"(?<![\w.$}/:-])/" + r"(home|root|Users|work|mnt)/[\w.-]+" + r"|\b[A-Z]:\\\\?" + r"(Users|work)\b")


def text(path: Path) -> str | None:
    """What a file says, or None when it is a picture, a font or the like."""
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in content else content


def test_there_are_files_to_look_at() -> None:
    seen = {name(path) for path in files()}
    assert {"pyproject.toml", "workflow/step.py", "tests/house/test_files.py", ".ci/run"} <= seen
    assert not any(part in path.split("/") for path in seen for part in (".venv", ".git", "__pycache__"))


@pytest.mark.parametrize("sought", [REGISTRIES, PLACES], ids=["registry", "place"])
def test_no_file_names_a_package_registry_or_a_place_on_a_machine(sought: re.Pattern[str]) -> None:
    named = {name(path): [found.group() for found in sought.finditer(text(path) or "")] for path in files()}
    assert {path: words for path, words in named.items() if words} == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("--index" + "-url https://packages.example", True),
        ("https://files.python" + "hosted.org/packages/x.whl", True),
        ("see /ho" + "me/sari/mutasi", True),
        ("open('/wo" + "rk/x')", True),
        ("C:" + "\\Users\\sari", True),
        ("https://lembayung.example/ho" + "me/berita", False),
        ("pip install mutasi-asn", False),
        ("the home/work balance", False),
    ],
)
def test_the_look_finds_what_it_looks_for(line: str, found: bool) -> None:
    assert bool(REGISTRIES.search(line) or PLACES.search(line)) is found


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in modules(*PACKAGES, "tests") if not ast.get_docstring(tree(path))]
    assert [name(path) for path in silent if tree(path).body] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_it_is_for(package: str) -> None:
    assert ast.get_docstring(tree(ROOT / package / "__init__.py"))
