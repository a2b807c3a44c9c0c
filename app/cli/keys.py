"""Commands about the keys and what the log's key signs: keys init, keys show, audit checkpoint, audit reopen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.audit import audit
from app.cli.changing import AsAdmin, Reason, by
from app.cli.face import Json, office, say, words
from app.whole import write_whole
from workflow.canonical import plain

if TYPE_CHECKING:
    from app.wiring import Office

keys = typer.Typer(help="Kunci log dan kunci segel.", no_args_is_help=True)


@keys.callback()
def group() -> None:
    """Kunci log dan kunci segel."""


def register(app: typer.Typer) -> None:
    app.add_typer(keys, name="keys")


@keys.command()
def init(json: Json = False) -> None:
    """Buat kunci segel instansi dengan otoritas uji setempat; sertifikat yang segera berakhir diperbarui."""
    with office() as here:
        made, said = here.make_seal(), _seal(here)
    done = words("Kunci segel dibuat.", "The sealing key was made.")
    kept = words("Kunci segel sudah ada.", "The sealing key is there already.")
    say({"made": made, "seal": said}, json, lambda: [done if made else kept, *_seal_lines(said)])


@keys.command()
def show(json: Json = False) -> None:
    """Kunci publik log dan sertifikat segel, untuk siapa pun yang memeriksa; dan tempat berkasnya."""
    with office() as here:
        key, seal = here.key, _seal(here)
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
    lines = [f"{header}{value}" for header, value in zip(headers, said.values(), strict=True)]
    say({**said, "seal": seal}, json, lambda: [*lines, *_seal_lines(seal)])


def _seal(here: Office) -> dict[str, str] | None:
    """The agency's seal as it is shown; None without one."""
    sealing = here.sealing
    if sealing is None or sealing.seal_of_agency is None:
        return None
    seal = sealing.seal_of_agency
    certificate = seal.identity.certificate
    return {
        "by": seal.identity.name,
        "subject": certificate.subject.rfc4514_string(),
        "issuer": certificate.issuer.rfc4514_string(),
        "sha256": seal.identity.fingerprint,
        "valid_from": f"{certificate.not_valid_before_utc:%Y-%m-%d}",
        "valid_until": f"{certificate.not_valid_after_utc:%Y-%m-%d}",
        "level": seal.level,
    }


def _seal_lines(seal: dict[str, str] | None) -> list[str]:
    if seal is None:
        return [
            words("Segel: tidak ada. Buat dengan `mutasi keys init`.", "Seal: none. Make one with `mutasi keys init`.")
        ]
    return [
        words(f"Segel: {seal['subject']} ({seal['level']})", f"Seal: {seal['subject']} ({seal['level']})"),
        words(f"Penerbit: {seal['issuer']}", f"Issuer: {seal['issuer']}"),
        words(f"Sidik SHA-256: {seal['sha256']}", f"SHA-256 fingerprint: {seal['sha256']}"),
        words(
            f"Berlaku: {seal['valid_from']} sampai {seal['valid_until']}",
            f"Valid: {seal['valid_from']} until {seal['valid_until']}",
        ),
    ]


@audit.command()
def checkpoint(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="BERKAS", help="Simpan juga ke berkas ini.")
    ] = None,
    since: Annotated[
        int | None,
        typer.Option("--since", metavar="UKURAN", min=0, help="Sertakan bukti sambung dari ukuran ini, untuk saksi."),
    ] = None,
    deliver: Annotated[
        bool, typer.Option("--deliver", help="Antar juga ke folder atau surel yang disetel; boleh diulang.")
    ] = False,
    json: Json = False,
) -> None:
    """Tanda tangani titik periksa log seperti adanya sekarang."""
    from app.delivery import deliver as delivered
    from storage.checkpoints import make
    from storage.continuation import continuation

    with office() as here:
        with here.database.transaction() as connection:
            made = make(connection, here.key, here.clock.now())
            told = made.note if since is None else continuation(connection, since, made)
        here.key.keep(made.note)
        places = delivered(here, made, here.clock.real()) if deliver else []
    if output:
        write_whole(output, told.encode())
    promise = words(
        f"Setiap perubahan riwayat sampai entri {made.size} dapat diketahui oleh siapa pun yang memegang titik periksa berukuran {made.size} atau lebih yang dibuat sebelum perubahan itu.",
        f"Any change to history up to entry {made.size} is detectable by anyone who holds a checkpoint of size {made.size} or more made before the change.",
    )
    lines = [words(f"Diantar ke {one.to}.", f"Delivered to {one.to}.") for one in places]
    said = {**plain(made), "delivered": places} if deliver else made
    say(said, json, lambda: [*told.rstrip("\n").split("\n"), "", *lines, promise])


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
