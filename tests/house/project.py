"""The files of the project, as its house rules look at them."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

PACKAGES = ("workflow", "documents", "storage", "app")

NOT_OURS = {"__pycache__", "build", "data", "dist"}
"""Folders that are made and not kept; so are those that begin with a dot, but for the checks of the project."""


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file that is kept, in order."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name in NOT_OURS or path.name.endswith(".egg-info"):
                continue
            if path.name.startswith(".") and path.name not in (".ci", ".github"):
                continue
            yield from files(path)
        else:
            yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(*packages: str) -> list[Path]:
    """The Python files of some packages."""
    return [path for package in packages for path in files(ROOT / package) if path.suffix == ".py"]


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


@functools.cache
def imports(path: Path) -> set[str]:
    """The full names of the modules that a file imports, wherever in it, relative ones resolved."""
    package = list(path.relative_to(ROOT).parts[:-1])
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            found.add(".".join([*above, *([node.module] if node.module else [])]))
    return found


def tops(path: Path) -> set[str]:
    """The first words of what a file imports."""
    return {module.split(".")[0] for module in imports(path)}
