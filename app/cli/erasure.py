"""The command of erasure: erase."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.changing import Reason, by, outcome
from app.cli.days import day
from app.cli.face import As, Json, office, say, words


def register(app: typer.Typer) -> None:
    app.command()(erase)


def erase(
    nip: Annotated[str, typer.Argument(metavar="NIP", help="Pegawai yang datanya dihapus.")],
    basis: Annotated[
        str,
        typer.Option("--basis", metavar="DASAR", help="Dasar hukum atau jadwal retensinya; jangan sebut nama orang."),
    ],
    reason: Reason,
    account: As,
    before: Annotated[
        str | None, typer.Option("--before", metavar="TTTT-BB-HH", help="Hanya usulan yang berakhir sebelum hari ini.")
    ] = None,
    json: Json = False,
) -> None:
    """Hapus dasar keputusan usulan yang telah berakhir dan lewat masa simpannya.

    Riwayat, log, sidik dan keputusannya tetap ada; data induk pegawai juga tidak disentuh.
    """
    from storage.erasure import erase as destroy

    with office() as here:
        who = by(here, account)
        limit = day("--before", before) if before else None
        with here.database.transaction() as connection:
            said = destroy(connection, nip, basis, reason, who, limit)
    say(said, json, lambda: [outcome(said, _done(said)), *_kept(said)])


def _done(said: dict[str, Any]) -> tuple[str, str]:
    if said["status"] == "asked":
        return "", ""
    proposals, index = ", ".join(map(str, said["proposals"])), said["index"]
    counts = said["entries"], said["documents"], said["texts"]
    return (
        "Usulan {}: dasar {} entri, isi {} dokumen dan {} teks (alasan, keberatan, catatan) dihapus; tercatat pada daun log {}.".format(
            proposals, *counts, index
        ),
        "Proposal {}: what {} entries were decided on, {} documents and {} texts (reasons, objections, notes) were erased; leaf {} of the log records it.".format(
            proposals, *counts, index
        ),
    )


def _kept(said: dict[str, Any]) -> list[str]:
    return [words(f"Tetap disimpan: {one['id']}", f"Still kept: {one['en']}") for one in said["kept"]]
