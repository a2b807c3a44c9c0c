"""Commands of a witness, and of the agency that is witnessed: witness …, audit cosigned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.audit import audit
from app.cli.face import Json, office, read_file, say, table, words
from app.whole import write_whole

if TYPE_CHECKING:
    from app.witness import Witness

witness = typer.Typer(
    help="Saksi: di mesin pengawas, menandatangani titik periksa yang menyambung. Tanpa basis data.",
    no_args_is_help=True,
)

LONGEST = 64 * 1024
"""Bytes of a checkpoint with its proof."""

Home = Annotated[Path, typer.Option("--home", metavar="FOLDER", help="Folder saksi.")]
SAKSI = Path("saksi")


def register(app: typer.Typer) -> None:
    app.add_typer(witness, name="witness")


def _witness(home: Path) -> Witness:
    from app.witness import Witness

    return Witness(home)


@witness.command()
def init(
    name: Annotated[str, typer.Option("--name", metavar="NAMA", help="Nama saksi, misalnya inspektorat.telaga.go.id.")],
    home: Home = SAKSI,
    json: Json = False,
) -> None:
    """Buat saksi dengan kuncinya sendiri."""
    line = _witness(home).make(name).line()
    done = words(f"Serahkan kunci publik ini kepada instansi: {line}", f"Hand this public key to the agencies: {line}")
    say({"name": name, "vkey": line, "home": str(home)}, json, lambda: [done])


@witness.command("add-log")
def add_log(
    key: Annotated[str, typer.Argument(metavar="KUNCI", help="Baris kunci publik log, dari `mutasi keys show`.")],
    home: Home = SAKSI,
    json: Json = False,
) -> None:
    """Daftarkan log suatu instansi; ambil kuncinya langsung dari instansi, bukan dari surat elektronik."""
    found = _witness(home).add(key)
    done = words(f"Log {found.name} terdaftar.", f"The log {found.name} is registered.")
    say({"origin": found.name, "vkey": found.line()}, json, lambda: [done])


@witness.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Titik periksa, dengan atau tanpa buktinya.")],
    proof: Annotated[
        Path | None, typer.Option("--proof", metavar="BERKAS", help="Bukti sambungnya, bila dikirim terpisah.")
    ] = None,
    home: Home = SAKSI,
    json: Json = False,
) -> None:
    """Periksa apakah titik periksa menyambung yang sudah disaksikan, lalu tanda tangani ke BERKAS.cosigned."""
    content = read_file(file, LONGEST, "BERKAS")
    known, cosigned = _witness(home).check(content, read_file(proof, LONGEST, "--proof") if proof else None)
    output = file.with_name(f"{file.name}.cosigned")
    write_whole(output, cosigned.encode())
    said = {"origin": known.key.name, "size": known.size, "root": known.root.hex(), "file": str(output)}
    done = words(
        f"{known.key.name} sampai ukuran {known.size} menyambung. Kirim kembali {output}.",
        f"{known.key.name} up to size {known.size} continues what was known. Send {output} back.",
    )
    say(said, json, lambda: [done])


@witness.command()
def show(home: Home = SAKSI, json: Json = False) -> None:
    """Kunci saksi, log yang disaksikan, dan bukti pertentangan yang disimpan."""
    here = _witness(home)
    name, line, logs = here.verifier.name, here.verifier.line(), here.logs()
    rows = [{"origin": one, "vkey": k.vkey, "size": k.size, "root": k.root.hex()} for one, k in sorted(logs.items())]
    forks = sorted(str(place) for place in here.forks.iterdir()) if here.forks.is_dir() else []
    said = {"name": name, "vkey": line, "logs": rows, "forks": forks}
    headers = words(("Log", "Ukuran", "Akar"), ("Log", "Size", "Root"))
    lines = table(headers, [(row["origin"], row["size"], row["root"]) for row in rows])
    against = [words(f"✗ Bukti pertentangan: {place}", f"✗ Evidence of a contradiction: {place}") for place in forks]
    say(said, json, lambda: [line, *(lines if rows else [_none()]), *against])


def _none() -> str:
    return words(
        "Belum ada log. Daftarkan dengan `mutasi witness add-log KUNCI`.",
        "There are no logs yet. Register one with `mutasi witness add-log KEY`.",
    )


@audit.command()
def cosigned(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Titik periksa yang dikembalikan saksi.")],
    key: Annotated[
        str | None, typer.Option("--witness", metavar="KUNCI", help="Kunci publik saksi; cukup sekali.")
    ] = None,
    json: Json = False,
) -> None:
    """Periksa tanda tangan saksi atas titik periksa log ini, dan simpan."""
    from app.cosigned import accept

    content = read_file(file, LONGEST, "BERKAS")
    with office() as here, here.database.reading() as connection:
        said = accept(connection, here.key, content, key)
    names = ", ".join(said["witnesses"])
    done = words(
        f"{names} menyaksikan {said['origin']} sampai ukuran {said['size']}.",
        f"{names} witnessed {said['origin']} up to size {said['size']}.",
    )
    say(said, json, lambda: [done, *said["files"]])
