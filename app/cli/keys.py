"""Commands about the log's key and what it signs: keys show, audit checkpoint, audit reopen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.audit import audit
from app.cli.changing import AsAdmin, Reason, by
from app.cli.face import Json, office, say, words
from app.whole import write_whole

keys = typer.Typer(help="Kunci log.", no_args_is_help=True)


@keys.callback()
def group() -> None:
    """Kunci log."""


def register(app: typer.Typer) -> None:
    app.add_typer(keys, name="keys")


@keys.command()
def show(json: Json = False) -> None:
    """Kunci publik log, untuk siapa pun yang memeriksa riwayatnya; dan tempat berkasnya."""
    with office() as here:
        key = here.key
    said = {
        "vkey": key.verifier.line(),
        "origin": key.origin,
        "public": str(key.public),
        "private": str(key.private),
        "anchor": str(key.anchor),
    }
    headers = (
        words("Kunci publik: ", "Public key: "),
        words("Nama log: ", "Name of the log: "),
        words("Berkas kunci publik: ", "Public key file: "),
        words("Berkas kunci rahasia: ", "Private key file: "),
        words("Titik periksa terakhir: ", "Newest checkpoint: "),
    )
    say(said, json, lambda: [f"{header}{value}" for header, value in zip(headers, said.values(), strict=True)])


@audit.command()
def checkpoint(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="BERKAS", help="Simpan juga ke berkas ini.")
    ] = None,
    since: Annotated[
        int | None,
        typer.Option("--since", metavar="UKURAN", min=0, help="Sertakan bukti sambung dari ukuran ini, untuk saksi."),
    ] = None,
    json: Json = False,
) -> None:
    """Tanda tangani titik periksa log seperti adanya sekarang."""
    from storage.checkpoints import make
    from storage.continuation import continuation

    with office() as here:
        with here.database.transaction() as connection:
            made = make(connection, here.key, here.clock.now())
            told = made.note if since is None else continuation(connection, since, made)
        here.key.keep(made.note)
    if output:
        write_whole(output, told.encode())
    promise = words(
        f"Setiap perubahan riwayat sampai entri {made.size} dapat diketahui oleh siapa pun yang memegang titik periksa berukuran {made.size} atau lebih yang dibuat sebelum perubahan itu.",
        f"Any change to history up to entry {made.size} is detectable by anyone who holds a checkpoint of size {made.size} or more made before the change.",
    )
    say(made, json, lambda: [*told.rstrip("\n").split("\n"), "", promise])


@audit.command()
def reopen(reason: Reason, account: AsAdmin = None, json: Json = False) -> None:
    """Buka asal baru bagi log, setelah salinan lama dipulihkan atau kuncinya hilang."""
    from app.reopening import reopen as opened

    with office() as here:
        said = opened(here, reason, by(here, account))
    done = words(
        f"Log diteruskan sebagai {said['origin']}. Serahkan `mutasi keys show` yang baru kepada pemeriksa.",
        f"The log goes on as {said['origin']}. Hand the new `mutasi keys show` to whoever checks it.",
    )
    say(said, json, lambda: [done])
