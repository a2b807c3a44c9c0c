"""Commands for the auditor: audit, process."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.face import Json, language, office, read_file, say, table, words
from app.cli.progress import progress

LARGEST_NOTE = 100_000
"""Bytes of a checkpoint; with every signature that it may carry it has fewer."""

audit = typer.Typer(help="Pemeriksaan riwayat.", no_args_is_help=True)


@audit.callback()
def group() -> None:
    """Pemeriksaan riwayat."""


def register(app: typer.Typer) -> None:
    app.add_typer(audit, name="audit")
    app.command()(process)


@audit.command()
def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option("--checkpoint", metavar="BERKAS", help="Titik periksa yang pernah disimpan; boleh berulang."),
    ] = None,
    since: Annotated[
        int, typer.Option("--since", metavar="N", min=0, help="Lewati daun log sebelum N; yang lain tetap diperiksa.")
    ] = 0,
    json: Json = False,
) -> None:
    """Periksa semua yang tersimpan, dan sebut apa yang tidak cocok."""
    from app.beside import beside
    from storage.audit import verify as verified

    held = [(str(file), read_file(file, LARGEST_NOTE, "--checkpoint")) for file in checkpoint or ()]
    with office() as here, progress() as moved:
        report = verified(here.database, here.clock.real(), moved, beside(here.key, held, since))
    spoken = language()
    say(report.as_json(spoken), json, lambda: report.lines(spoken))
    raise typer.Exit(4 if report.problems else 0)


def process(
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Gambar tabelnya sebagai diagram Mermaid.")] = False,
    json: Json = False,
) -> None:
    """Tabel proses: apa yang boleh terjadi, oleh siapa, dengan ketentuan mana."""
    from workflow import machine
    from workflow.process import DEFINITION, EDGES, PROCESS, VERBS

    drawing = machine.mermaid()
    if mermaid and not json:
        print(drawing)
        return
    rows = [
        (e.verb, e.source, e.target, ", ".join(e.roles), ", ".join(e.rules), e.condition, VERBS[e.verb].form)
        for e in EDGES
    ]
    headers = words(
        ("Langkah", "Dari", "Ke", "Oleh", "Ketentuan", "Syarat", "Bentuk"),
        ("Verb", "From", "To", "By", "Rules", "Condition", "Form"),
    )
    said = {"sha256": PROCESS, **DEFINITION, "mermaid": drawing}
    say(said, json, lambda: [*table(headers, rows), words(f"Versi proses: {PROCESS}", f"Process version: {PROCESS}")])
