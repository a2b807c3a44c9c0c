"""Commands about what was issued: decree, register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.face import Json, office, say, table, words
from app.whole import write_whole
from workflow.canonical import sha256
from workflow.errors import DecreeAltered

decree = typer.Typer(help="Keputusan yang terbit.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(decree, name="decree")
    app.command("register")(register_)


@decree.command()
def get(
    number: Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor keputusan.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Tempat menyimpannya.")],
    json: Json = False,
) -> None:
    """Simpan keputusan, byte demi byte seperti diterbitkan."""
    from storage.register import decree as stored

    with office() as here, here.database.reading() as connection:
        digest, content = stored(connection, number)
    if sha256(content) != digest:
        raise DecreeAltered(number=number)
    write_whole(output, content)
    said = {"number": number, "sha256": digest, "bytes": len(content), "file": str(output)}
    say(
        said,
        json,
        lambda: [words(f"Keputusan {number} disimpan di {output}.", f"Decree {number} was saved to {output}.")],
    )


def register_(
    series: Annotated[str | None, typer.Option("--series", metavar="SERI", help="Hanya seri ini.")] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="TAHUN", min=1900, max=9999, help="Hanya tahun ini.")
    ] = None,
    json: Json = False,
) -> None:
    """Semua nomor, untuk apa, dan mengapa ada yang batal."""
    from storage.register import register as numbers

    with office() as here, here.database.reading() as connection:
        found = numbers(connection, here.clock.real(), series, year)
    status = words({"issued": "terbit", "void": "batal", "booked": "dipesan"}, {})
    rows = [
        (
            e["number"],
            status.get(e["status"], e["status"]),
            e["verb"],
            ", ".join(map(str, e["proposals"])),
            e["reason"] or e["revoked_by"] or "; ".join(f"{one['proposal']}: {one['by']}" for one in e["revoked"]),
        )
        for e in found
    ]
    empty = words("Belum ada nomor.", "There are no numbers yet.")
    headers = words(
        ("Nomor", "Keadaan", "Langkah", "Usulan", "Alasan atau pencabut"),
        ("Number", "Status", "Verb", "Proposals", "Reason, or what revoked it"),
    )
    say(found, json, lambda: table(headers, rows) if rows else [empty])
