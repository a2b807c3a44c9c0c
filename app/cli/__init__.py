"""The command line. Help and worklist start without anything that draws."""

from __future__ import annotations

import errno
import os
import sys

import typer
from typer.exceptions import TyperException

from app.cli import agency, audit, intake, proposals, registers, serving, setup, steps
from app.cli.face import fail
from workflow.errors import DiskProblem, MutasiError, NotText

app = typer.Typer(
    help="Usulan mutasi pegawai negeri, dari kebutuhan sampai evaluasi, satu keputusan untuk setiap langkah.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for group in (setup, agency, intake, proposals, steps, registers, audit, serving):
    group.register(app)


def usage(problem: TyperException) -> int:
    """Say what is wrong with the words of the command; returns the exit code of usage errors."""
    show = getattr(problem, "show", None)
    if show is None:
        raise problem
    show()
    return int(getattr(problem, "exit_code", 2))


def main() -> None:
    """Run the command; every error leaves as a sentence and an exit code."""
    try:
        code = app(standalone_mode=False)
    except MutasiError as problem:
        code = fail(problem)
    except typer.Abort:
        code = 1
    except TyperException as problem:
        code = usage(problem)
    except UnicodeEncodeError as problem:
        code = fail(NotText(value=ascii(problem.object)[:60]))
    except BrokenPipeError:
        code = 0
    sys.exit(_finish(code or 0))


def _finish(code: int) -> int:
    """Write out what is left to print; where nobody reads it, or the disk is full, say so and leave."""
    try:
        sys.stdout.flush()
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if problem.errno != errno.EPIPE:
            return fail(DiskProblem(problem=problem.strerror))
    return code
