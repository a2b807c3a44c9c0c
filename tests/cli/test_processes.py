"""The command line as a process: what it imports, how it ends, and help for every command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import world
from tests.cli.desk import ROOT, process

LOOK = """
import sys, io, contextlib
sys.argv = ["mutasi", *sys.argv[1:]]
from app.cli import main
code = 0
with contextlib.redirect_stdout(io.StringIO()) as out:
    try:
        main()
    except SystemExit as ended:
        code = ended.code or 0
heavy = {"weasyprint", "sqlmodel", "sqlalchemy", "jinja2", "fastapi", "transitions", "alembic", "pydantic"}
print(code, len(out.getvalue()) > 0, *sorted(heavy & set(sys.modules)))
"""

EVERY_HELP = """
import sys, io, contextlib
import typer
from app.cli import app, main
def paths(command, so_far):
    yield so_far
    for name, sub in sorted(getattr(command, "commands", {}).items()):
        yield from paths(sub, [*so_far, name])
for words in paths(typer.main.get_command(app), []):
    sys.argv = ["mutasi", *words, "--help"]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            main()
        except SystemExit as ended:
            assert not ended.code, (words, ended.code)
    assert "Usage" in out.getvalue(), words
    print(" ".join(words) or "mutasi")
print("heavy:", *sorted({"weasyprint", "sqlmodel", "sqlalchemy", "jinja2", "fastapi"} & set(sys.modules)))
"""

EXPECTED = {
    *("account add", "account list", "agency set", "agency show", "attach", "audit verify", "batch", "can"),
    *("answer", "document get", "document list", "document refuse", "document verify", "endorse", "endorsement list"),
    *("object", "objection list"),
    *("decree get", "doctor", "history", "import", "init", "list", "process", "propose", "register", "show", "step"),
}


def look(*words: str, url: str) -> list[str]:
    """Exit code, whether anything was printed, and which heavy packages a command imported."""
    environment = {"PATH": "/usr/bin:/bin", "MUTASI_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *words], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    return done.stdout.split()


def test_help_of_every_command_works_and_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", EVERY_HELP], capture_output=True, text=True, cwd=ROOT, check=True)
    *commands, heavy = done.stdout.splitlines()
    assert set(commands) >= EXPECTED
    assert heavy == "heavy:"


def test_the_list_imports_nothing_that_draws(sqlite_url: str) -> None:
    with world.build(sqlite_url) as office:
        world.propose(office)
    code, printed, *heavy = look("list", url=sqlite_url)
    assert (code, printed) == ("0", "True")
    assert "weasyprint" not in heavy
    assert "jinja2" not in heavy
    assert "fastapi" not in heavy
    assert "sqlmodel" not in heavy  # the classes of the tables: a fifth of a second


def test_a_process_prints_its_json_and_ends_with_its_code(sqlite_url: str, tmp_path: Path) -> None:
    with world.build(sqlite_url) as office:
        world.propose(office)
    settings = {"MUTASI_DATABASE_URL": sqlite_url, "MUTASI_HOME": str(tmp_path)}
    listed = process("list", "--json", **settings)
    assert listed.code == 0
    assert [row["id"] for row in json.loads(listed.out)] == [1]
    assert listed.err == ""
    refused = process("show", "99", "--json", **settings)
    assert (refused.code, json.loads(refused.out)["error"]) == (1, "UnknownProposal")


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://tidak-ada@/x?host=/tidak/ada", "postgresql+psycopg://x@127.0.0.1:1/x"]
)
def test_a_server_that_does_not_answer_is_said_in_one_sentence(url: str) -> None:
    said = process("list", "--json", MUTASI_DATABASE_URL=url)
    assert said.code == 5
    assert json.loads(said.out)["error"] == "Unreachable"
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 1
