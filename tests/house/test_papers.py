"""The papers of the house: the README draws the table that runs, and the CHANGELOG is kept."""

from __future__ import annotations

import re

from tests.house.project import ROOT
from workflow.machine import mermaid

DRAWING = re.compile(r"^```mermaid\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def test_the_readme_draws_the_table_as_it_is() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    drawings = [drawing for drawing in DRAWING.findall(readme) if drawing.startswith("stateDiagram")]
    assert drawings == [mermaid()]


def test_the_changelog_names_the_version() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    [version] = re.findall(r'^version = "(.+)"$', project, re.MULTILINE)
    assert version in changes
