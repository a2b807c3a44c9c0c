"""The README is a promise: its commands run, and print what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
END = "@@ end of the command @@"


def commands() -> list[tuple[str, list[str]]]:
    """Each command of the tour with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall((ROOT / "README.md").read_text()):
        for line in block.rstrip("\n").split("\n"):
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.startswith("> "):
                command, printed = found.pop()
                found.append((f"{command}\n{line[2:]}", printed))
            else:
                found[-1][1].append(line)
    return found


def test_every_command_of_the_tour_prints_what_the_readme_shows(tmp_path: Path) -> None:
    tour = commands()
    assert len(tour) > 15
    script = "exec 2>&1\n" + "".join(f"{command}\necho '{END}'\n" for command, _ in tour)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MUTASI_", "PYTHONPATH"))}
    environment |= {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    ran = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=True
    )
    outputs = ran.stdout.split(f"{END}\n")
    for (command, shown), printed in zip(tour, outputs, strict=False):
        told = re.sub(rf"{tmp_path}/tmp\.\w+", "$MUTASI_HOME", printed).rstrip("\n").replace("\t", " | ")
        assert [line.rstrip() for line in told.split("\n") if line] == shown, command


def test_every_make_target_of_the_readme_exists() -> None:
    named = set(re.findall(r"^make (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test"} <= named <= targets
