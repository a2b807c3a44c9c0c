"""The command that takes a workbook in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.face import Json, language, office, say, table

if TYPE_CHECKING:
    from storage.intake import Report

SHOWN = 20
"""Refused rows that are listed one by one; all of them are in the workbook that comes back."""


def register(app: typer.Typer) -> None:
    app.command("import")(import_)


def import_(
    path: Annotated[Path, typer.Argument(metavar="BUKU-KERJA", help="Berkas xlsx atau ods, atau folder berisi CSV.")],
    check: Annotated[bool, typer.Option("--check", help="Periksa saja; tidak ada yang ditulis.")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="Ambil baris yang benar, tolak yang lain.")] = False,
    json: Json = False,
) -> None:
    """Masukkan data unit, jabatan dan pegawai dari buku kerja."""
    from storage.intake import take_in

    with office() as here, progress() as moved:
        report = take_in(
            here.database,
            path,
            today=here.today,
            at=here.clock.now(),
            os_user=here.os_user,
            check=check,
            partial=partial,
            progress=moved,
        )
    returned = _return_refused(report, path)
    said = report.as_json(language()) | {"refused_workbook": str(returned) if returned else None}
    say(said, json, lambda: _lines(report, returned, check))
    raise typer.Exit(1 if report.refused else 0)


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total, sheet: bar.update(task, completed=done, total=total, description=sheet)


def _return_refused(report: Report, path: Path) -> Path | None:
    if not report.refused:
        return None
    target = path.with_name(f"{path.stem}-ditolak.xlsx")
    report.write_refused(target)
    return target


def _lines(report: Report, returned: Path | None, check: bool) -> Iterable[str]:
    rows = [(name, s.read, s.new, s.changed, s.unchanged, s.refused) for name, s in report.sheets.items()]
    yield from table(("Lembar", "Dibaca", "Baru", "Berubah", "Tetap", "Ditolak"), rows)
    spoken = language()
    for row in report.refused[:SHOWN]:
        problem = row.problem_en if spoken == "en" else row.problem_id
        yield f"{row.sheet} baris {row.row}: {problem}"
    if len(report.refused) > SHOWN:
        yield f"… dan {len(report.refused) - SHOWN} baris lain."
    if returned:
        yield f"Baris yang ditolak ada di {returned}. Perbaiki, lalu masukkan kembali."
    if check:
        yield "Hanya diperiksa; tidak ada yang ditulis."
    else:
        yield "Data sudah masuk." if report.taken else "Tidak ada yang ditulis."
