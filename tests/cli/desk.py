"""The command line as these tests call it: in this process for speed, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.wiring import Office
from documents import press
from tests import world

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output; there is nothing else on it."""
        return json.loads(self.out)


@dataclass
class Terminal:
    """Runs commands on one database, with a press that draws at once and the calendar at `world.START`."""

    office: Office
    run: Callable[..., Said]
    folder: Path

    def __call__(self, *words: object, code: int = 0) -> Any:
        """What a command with `--json` says; its exit code is `code`."""
        said = self.run(*words, "--json")
        assert said.code == code, (said.code, said.out, said.err)
        return said.json

    def data(self, told: object) -> Path:
        """A file for `--data`."""
        path = self.folder / "isian.json"
        path.write_text(told if isinstance(told, str) else json.dumps(told))
        return path


def terminal(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on a fresh world."""
    monkeypatch.setenv("MUTASI_DATABASE_URL", url)
    monkeypatch.setenv("MUTASI_NOW", world.START.isoformat())
    monkeypatch.setattr(press, "Press", lambda **_: world.FakePress())
    monkeypatch.setattr(Office, "sealing", None)  # what this press draws is no PDF that could be sealed

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["mutasi", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return Terminal(world.build(url), run, folder)


def process(*words: str, **settings: str) -> Said:
    """A command in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MUTASI_")}
    done = subprocess.run(
        [sys.executable, "-c", "from app.cli import main; main()", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment | settings,
    )
    return Said(done.returncode, done.stdout, done.stderr)
