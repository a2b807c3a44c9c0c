"""How the command line speaks: JSON for scripts, sentences and tables for people, exit codes for both."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from app.settings import language
from workflow.canonical import plain
from workflow.errors import (
    BadSetting,
    CannotWork,
    Conflict,
    Integrity,
    InvalidField,
    MutasiError,
    OutputLost,
    StepRefused,
    TooLarge,
)
from workflow.text import clean, shown

if TYPE_CHECKING:
    from app.wiring import Office

EXIT_CODES: tuple[tuple[type[MutasiError], int], ...] = (
    (Conflict, 3),
    (Integrity, 4),
    (CannotWork, 5),
    (MutasiError, 1),
)
"""Branch of the family → exit code."""

LARGEST_DATA = 2 * 1024 * 1024
"""Bytes of a --data file."""

Json = Annotated[bool, typer.Option("--json", help="Cetak satu nilai JSON.")]
As = Annotated[str, typer.Option("--as", metavar="AKUN", help="Akun yang bertindak.")]


def office(presses: int = 1) -> Office:
    """The office behind the commands, with its database checked."""
    from app.wiring import Office

    return Office(presses=presses).open()


def say(value: Any, as_json: bool, text: Callable[[], Iterable[str]]) -> None:
    """Print one JSON value, or lines for a person."""
    try:
        if as_json:
            print(json.dumps(plain(value), ensure_ascii=False, indent=2))
        else:
            for line in text():
                print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the first lines wanted no more; what was done is done.
        leave_output()
    except OSError as problem:
        leave_output()
        raise OutputLost(problem=problem.strerror) from problem


def leave_output() -> None:
    """Let nothing more be written to a standard output that nobody takes."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


T = TypeVar("T")


def words(id: T, en: T) -> T:
    """What is said in Indonesian or in English, by MUTASI_LANG."""
    return en if _language() == "en" else id


def fail(problem: MutasiError) -> int:
    """Say an error on standard error, and as JSON where it was asked for; returns the exit code."""
    spoken = _language()
    print(problem.sentence(spoken), file=sys.stderr)
    if "--json" in sys.argv:
        print(json.dumps(plain(error_as_json(problem, spoken)), ensure_ascii=False, indent=2))
    return exit_code(problem)


def error_as_json(problem: MutasiError, spoken: str) -> dict[str, Any]:
    """An error as scripts read it."""
    found: dict[str, Any] = {
        "error": type(problem).__name__,
        "reasons": problem.sentence(spoken).split("\n"),
    }
    if isinstance(problem, StepRefused):
        found["findings"] = [finding.as_json(spoken) for finding in problem.findings]
    return found


def exit_code(problem: MutasiError) -> int:
    return next(code for branch, code in EXIT_CODES if isinstance(problem, branch))


def _language() -> str:
    try:
        return language()
    except BadSetting:
        return "id"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table in columns: drawn on a terminal, tab-separated anywhere else."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        return ["\t".join(row) for row in [list(headers), *cells]]
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for header in headers:
        drawn.add_column(header, overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row))
    console = Console()
    with console.capture() as captured:
        console.print(drawn)
    return captured.get().rstrip("\n").split("\n")


REASONS = {errno.ENOENT: "tidak ada", errno.EACCES: "tidak diizinkan", errno.EINVAL: "bukan berkas biasa"}
"""Why a file cannot be read, in Indonesian."""


def read_file(path: Path, limit: int, field: str) -> bytes:
    """The bytes of a file that the caller named.

    Raises:
        InvalidField: it cannot be read.
        TooLarge: it has more than `limit` bytes.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "not a regular file")
        with path.open("rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise TooLarge(what=path.name, size=path.stat().st_size, limit=limit)
        return content
    except OSError as problem:
        raise InvalidField(
            field=field,
            problem=f"berkas {path} tidak dapat dibaca ({REASONS.get(problem.errno or 0, problem.strerror)}). Periksa nama dan izinnya.",
            problem_en=f"the file {path} cannot be read ({problem.strerror}). Check its name and permissions.",
        ) from problem


def read_data(path: Path | None) -> dict[str, Any]:
    """The JSON object of a --data file; empty without one.

    Raises:
        InvalidField: the file is no JSON object.
    """
    if path is None:
        return {}
    try:
        found = json.loads(read_file(path, LARGEST_DATA, "--data"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InvalidField(
            field="--data",
            problem=f'isi {path} bukan objek JSON. Tulis seperti {{"tmt": "2026-12-01"}}.',
            problem_en=f'{path} does not hold a JSON object. Write it like {{"tmt": "2026-12-01"}}.',
        )
    return found


def required(field: str, text: str) -> str:
    """A text that must be there, cleaned.

    Raises:
        InvalidField: it is empty, too long, or holds characters that nobody sees.
    """
    found = clean(field, text)
    if not found:
        raise InvalidField(
            field=field, problem="tidak boleh kosong. Isi teksnya.", problem_en="must not be empty. Fill it in."
        )
    return found


def choice(kind: Any, value: str, field: str, among: Sequence[Any] = ()) -> Any:
    """A member of an enumeration by its value, or only of those among which one may choose.

    Raises:
        InvalidField: the value is none of them.
    """
    members = among or list(kind)
    for member in members:
        if member.value == value:
            return member
    allowed = ", ".join(member.value for member in members)
    raise InvalidField(
        field=field,
        problem=f"“{shown(value)}” tidak dikenal. Pilih salah satu: {allowed}.",
        problem_en=f"“{shown(value)}” is not known. Choose one of: {allowed}.",
    )
