"""The command line. Help and worklist start without anything that draws."""

from __future__ import annotations

import io
import json
import sys

import typer
from typer.exceptions import TyperException

from app.cli import (
    accounts,
    agency,
    audit,
    bases,
    changes,
    checking,
    copying,
    documents,
    due,
    endorsements,
    erasure,
    evidence,
    exports,
    freezes,
    holidays,
    intake,
    keys,
    mandates,
    objections,
    parameters,
    preview,
    proposals,
    registers,
    report,
    requirements,
    routes,
    series,
    serving,
    setup,
    steps,
    witness,
    wording,
)
from app.cli.face import fail
from workflow.errors import Interrupted, MutasiError, NotText, Unforeseen

app = typer.Typer(
    help="Usulan mutasi pegawai negeri, dari kebutuhan sampai evaluasi, satu keputusan untuk setiap langkah.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for group in (
    setup,
    accounts,
    agency,
    intake,
    proposals,
    documents,
    endorsements,
    objections,
    steps,
    registers,
    checking,
    preview,
    copying,
    mandates,
    parameters,
    routes,
    requirements,
    freezes,
    holidays,
    bases,
    series,
    wording,
    changes,
    due,
    report,
    exports,
    audit,
    evidence,
    keys,
    erasure,
    witness,
    serving,
):
    group.register(app)


def usage(problem: TyperException) -> int:
    """Say what is wrong with the words of the command; returns the exit code of usage errors."""
    show = getattr(problem, "show", None)
    if show is None:
        raise problem
    show()
    if "--json" in sys.argv:
        print(json.dumps({"error": "Usage", "reasons": [str(problem.format_message())]}, indent=2))
    return int(getattr(problem, "exit_code", 2))


def main() -> None:
    """Run the command; every error leaves as a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run() or 0)


def run() -> int | None:
    """The exit code of the command that the process was called with."""
    try:
        code: int | None = app(standalone_mode=False)
    except MutasiError as problem:
        code = fail(problem)
    except typer.Abort:
        code = fail(Interrupted())
    except TyperException as problem:
        code = usage(problem)
    except UnicodeEncodeError as problem:
        code = fail(NotText(value=ascii(problem.object)[:60]))
    except Exception as problem:
        code = fail(Unforeseen(problem=f"{type(problem).__name__}: {problem}"))
    return code
