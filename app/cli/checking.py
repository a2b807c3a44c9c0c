"""Commands that check what was issued: decree verify, redraw, proof."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.face import Json, office, read_file, say, words
from app.cli.registers import decree
from app.whole import write_whole
from workflow.canonical import sha256
from workflow.errors import DecreeAltered, RedrawnDiffers

if TYPE_CHECKING:
    from app.wiring import Office

CODES = {"issued": 0, "revoked": 0, "altered": 4, "unknown": 1}
"""Answer → exit code of `decree verify`."""

Number = Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor keputusan.")]


def register(app: typer.Typer) -> None:
    """The commands are of `decree`, which is registered already."""
    for command in (verify, redraw, proof):
        decree.command()(command)


def verify(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas PDF yang diperiksa, paling besar 20 MB.")],
    json: Json = False,
) -> None:
    """Periksa apakah sebuah berkas adalah keputusan instansi ini.

    Keluar dengan 0 bila diterbitkan (juga bila kemudian dicabut: status `revoked`), 1 bila tidak dikenal, 4 bila berubah.
    """
    from app.checking import SEALED, STRANGERS, check, reader, trusted
    from app.cli.answers import as_json, lines
    from documents.claims import LARGEST
    from documents.strange import seals

    content = read_file(file, LARGEST, "BERKAS")
    with office() as here:
        authorities = trusted(here)
        with here.database.reading() as connection:
            found = check(connection, content, here.clock.real(), reader(authorities))
        if found.status in STRANGERS and SEALED in content:
            found = replace(found, seals=seals(content, authorities))
        say({"file": str(file), **as_json(found)}, json, lambda: lines(found, here.clock.shown))
    raise typer.Exit(CODES[found.status])


def redraw(number: Number, json: Json = False) -> None:
    """Gambar lagi sebuah keputusan dari dasar yang tersimpan, dan bandingkan dengan berkas yang terbit."""
    with office() as here:
        said = _redrawn(here, number)
    say(said, json, lambda: [_REDRAWN[said["status"]](said)])


def proof(
    number: Number,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Tempat menyimpannya.")],
    json: Json = False,
) -> None:
    """Bukti bahwa keputusan ada di dalam log, untuk diserahkan bersama berkasnya (C2SP tlog-proof)."""
    from app.cli.evidence import sign
    from storage.proofs import of_decree

    with office() as here:
        sign(here)
        with here.database.reading() as connection:
            content, told = of_decree(connection, number)
    write_whole(output, content)
    said = {"number": number, "file": str(output), **told}
    say(
        said,
        json,
        lambda: [
            words(
                f"Bukti keputusan {number} disimpan di {output}: daun log {said['index']}, titik periksa berukuran {said['size']}.",
                f"The proof of decree {number} was saved to {output}: leaf {said['index']}, checkpoint of size {said['size']}.",
            )
        ],
    )


def _redrawn(here: Office, number: str) -> dict[str, Any]:
    """The comparison of a decree that is drawn again.

    Raises:
        DecreeAltered: what is stored is not what was issued.
        RedrawnDiffers: the same program draws something else from the same order.
    """
    import json

    from documents.catalogue import templates_hash
    from documents.revisions import first_revision
    from storage.orders import drawing
    from storage.register import decree as stored

    with here.database.reading() as connection:
        order = drawing(connection, number)
        digest, content = stored(connection, number)
    if sha256(content) != digest:
        raise DecreeAltered(number=number)
    then, now = json.loads(order)["templates"], templates_hash()
    issued, drawn = sha256(first_revision(content)), sha256(here.press.draw(order))
    if issued != drawn and then == now:
        raise RedrawnDiffers(number=number)
    status = "same" if issued == drawn else "other_versions"
    return {"number": number, "status": status, "issued": issued, "drawn": drawn, "templates": [then, now]}


_REDRAWN = {
    "same": lambda said: words(
        f"Keputusan {said['number']} digambar lagi: sama byte demi byte.",
        f"Decree {said['number']} was drawn again: it is the same byte for byte.",
    ),
    "other_versions": lambda said: words(
        f"Keputusan {said['number']} digambar oleh versi lain dari program, fon atau templat ({said['templates'][0][:12]}…, di sini {said['templates'][1][:12]}…), jadi byte-nya tidak dapat dibandingkan. Untuk membandingkannya, pakai versi yang menerbitkannya.",
        f"Decree {said['number']} was drawn by other versions of program, fonts or templates ({said['templates'][0][:12]}…, here {said['templates'][1][:12]}…), so its bytes cannot be compared. To compare them, use the version that issued it.",
    ),
}
