"""Commands for the auditor: audit, process."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.face import Json, language, office, say, table, words
from app.cli.progress import progress

audit = typer.Typer(help="Pemeriksaan riwayat.", no_args_is_help=True)


@audit.callback()
def group() -> None:
    """Pemeriksaan riwayat."""


def register(app: typer.Typer) -> None:
    app.add_typer(audit, name="audit")
    app.command()(process)


@audit.command()
def verify(json: Json = False) -> None:
    """Periksa semua yang tersimpan, dan sebut apa yang tidak cocok."""
    from storage.audit import verify as verified

    with office() as here, progress() as moved:
        report = verified(here.database, here.clock.real(), moved)
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
