"""Commands about copies of decrees: decree copy, agency authenticator."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.agency import agency
from app.cli.changing import AsAdmin, SetUpReason, by, outcome, why
from app.cli.face import As, Json, choice, office, required, say, words
from app.cli.registers import decree
from app.whole import whole
from workflow.copies import CopyKind

authenticator = typer.Typer(help="Pejabat yang mengesahkan petikan dan salinan.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """The commands are of `decree` and `agency`, which are registered already."""
    decree.command()(copy)
    agency.add_typer(authenticator, name="authenticator")


def copy(
    number: Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor keputusan.")],
    kind: Annotated[str, typer.Option("--kind", metavar="JENIS", help="petikan, salinan atau pertinggal.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Tempat menyimpannya.")],
    account: As,
    proposal: Annotated[
        int | None, typer.Option("--proposal", metavar="USULAN", help="Bagi siapa petikannya, dalam keputusan bersama.")
    ] = None,
    json: Json = False,
) -> None:
    """Simpan petikan, salinan atau pertinggal; yang belum ada dibuat, disimpan dan dicatat siapa pembuatnya."""
    from app.copying import Wanted, give

    wanted = Wanted(number, choice(CopyKind, kind, "--kind"), proposal)
    with office() as here, whole(output) as file:
        told, content = give(here, wanted, by(here, account))
        file.write(content)
    name = kind.capitalize()
    done = words(
        f"{name} keputusan {number} disimpan di {output}.", f"A copy of decree {number} was saved to {output}."
    )
    say({**told, "file": str(output)}, json, lambda: [done])


@authenticator.command("set")
def set_(
    account: Annotated[str, typer.Option("--account", metavar="AKUN", help="Akun pejabatnya.")],
    title: Annotated[str, typer.Option("--title", metavar="JABATAN", help="Jabatannya, misalnya Sekretaris Daerah.")],
    on_behalf: Annotated[bool, typer.Option("--on-behalf", help="Atas nama (a.n.) pimpinan instansi.")] = False,
    admin: AsAdmin = None,
    reason: SetUpReason = None,
    json: Json = False,
) -> None:
    """Tunjuk pejabat yang menyatakan petikan dan salinan sesuai dengan aslinya."""
    from storage.authenticators import designate

    named = required("--title", title)
    with office() as here:
        who = by(here, admin)
        with here.database.transaction() as connection:
            said = designate(connection, account, named, on_behalf, why(admin, reason), who)
    done = (
        f"{named} ({account}) mengesahkan petikan dan salinan mulai sekarang.",
        f"{named} ({account}) authenticates copies from now on.",
    )
    say(said, json, lambda: [outcome(said, done)])


@authenticator.command()
def show(json: Json = False) -> None:
    """Tampilkan pejabat yang mengesahkan petikan dan salinan."""
    from storage.authenticators import designated

    with office() as here, here.database.reading() as connection:
        found = designated(connection)
    nobody = words("Belum ada yang ditunjuk; petikan dan salinan disahkan dengan tangan.", "Nobody is designated yet.")
    said = f"{found.title}: {found.name} ({found.account})" if found else nobody
    say(found, json, lambda: [said])
