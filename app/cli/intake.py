"""The command that takes a workbook in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.face import Json, language, office, say, table, words
from app.cli.progress import progress
from workflow.errors import DiskProblem

if TYPE_CHECKING:
    from storage.intake import RefusedRow, Remark, Report

SHEET_ID = ("Lembar", "Dibaca", "Baru", "Berubah", "Tetap", "Ditolak")
SHEET_EN = ("Sheet", "Read", "New", "Changed", "Unchanged", "Refused")

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
    returned, lost = (None, None) if check else _return_refused(report, path.resolve())
    said = report.as_json(language()) | {"refused_workbook": str(returned) if returned else None}
    say(said, json, lambda: _lines(report, returned, check))
    if lost is not None:
        raise lost
    raise typer.Exit(1 if report.refused else 0)


def _return_refused(report: Report, path: Path) -> tuple[Path | None, DiskProblem | None]:
    """Where the refused rows were written, beside the workbook and over nothing; or why they were not."""
    if not report.refused:
        return None, None
    names = (f"{path.stem}-ditolak{n}.xlsx" for n in ("", *(f"-{n}" for n in range(2, 1000))))
    target = next(place for name in names if not (place := path.with_name(name)).exists())
    try:
        report.write_refused(target)
    except OSError as problem:
        return None, DiskProblem(problem=f"{target}: {problem.strerror}")
    return target, None


def _lines(report: Report, returned: Path | None, check: bool) -> Iterable[str]:
    rows = [(name, s.read, s.new, s.changed, s.unchanged, s.refused) for name, s in report.sheets.items()]
    yield from table(words(SHEET_ID, SHEET_EN), rows)
    spoken = language()
    for row in report.refused[:SHOWN]:
        problem = row.problem_en if spoken == "en" else row.problem_id
        yield f"{_place(row)}: {problem}"
    if len(report.refused) > SHOWN:
        yield words(
            f"… dan {len(report.refused) - SHOWN} baris lain.", f"… and {len(report.refused) - SHOWN} more rows."
        )
    for remark in report.warnings[:SHOWN]:
        yield f"! {_place(remark)}: {remark.problem_en if spoken == 'en' else remark.problem_id}"
    if len(report.warnings) > SHOWN:
        yield words(
            f"… dan {len(report.warnings) - SHOWN} peringatan lain.",
            f"… and {len(report.warnings) - SHOWN} more warnings.",
        )
    if returned:
        yield words(
            f"Baris yang ditolak ada di {returned}. Perbaiki, lalu masukkan kembali.",
            f"The refused rows are in {returned}. Mend them and take them in again.",
        )
    if check:
        yield words("Hanya diperiksa; tidak ada yang ditulis.", "Only checked; nothing was written.")
    elif report.taken:
        yield words("Data sudah masuk.", "The data are in.")
    else:
        yield words("Tidak ada yang ditulis.", "Nothing was written.")


def _place(found: RefusedRow | Remark) -> str:
    """Sheet and row of a sentence."""
    return found.sheet if found.row is None else f"{found.sheet} {words('baris', 'row')} {found.row}"
