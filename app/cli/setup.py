"""Commands that set an installation up: init, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.face import Json, say, words


def register(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(doctor)


def init(
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Basis data latihan: semuanya bertanda DEMO.")] = False,
    json: Json = False,
) -> None:
    """Buat basis data, atau perbarui skemanya."""
    from app.wiring import Office

    with Office() as made:
        new = made.create(rehearsal=rehearsal)
        if made.database.refusal:
            raise made.database.refusal()
        say({"created": new, "rehearsal": made.rehearsal}, json, lambda: [_ready(new, made.rehearsal)])


def _ready(new: bool, rehearsal: bool) -> str:
    kind = words("latihan", "rehearsal") if rehearsal else words("resmi", "real")
    if new:
        return words(
            f"Basis data {kind} dibuat. Lanjutkan dengan `mutasi import BUKU-KERJA`.",
            f"The {kind} database was created. Go on with `mutasi import WORKBOOK`.",
        )
    return words(f"Basis data {kind} sudah mutakhir.", f"The {kind} database is up to date.")


def doctor(json: Json = False) -> None:
    """Periksa pengaturan, skema, pemesanan yang terhenti, huruf dan izin."""
    from app.doctor import examine
    from app.wiring import Office

    with Office() as here:
        checks = examine(here)
    say(
        [{"check": c.name, "ok": c.ok, "sentence": c.sentence} for c in checks],
        json,
        lambda: [f"{'✓' if c.ok else '✗'} {c.name}: {c.sentence}" for c in checks],
    )
    raise typer.Exit(0 if all(c.ok for c in checks) else 1)
