"""Commands about freeze windows, in which transfers rest."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.changing import Reason, change
from app.cli.days import day
from app.cli.face import As, Json, choice, office, say, table, words
from workflow.papers import LIFTING
from workflow.personnel import PostKind

freezes = typer.Typer(help="Masa pembekuan mutasi.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(freezes, name="freeze")


@freezes.command("list")
def list_(json: Json = False) -> None:
    """Semua masa pembekuan, menurut hari mulainya."""
    from storage.freezes import freezes as all_freezes

    with office() as here, here.database.reading() as connection:
        found = all_freezes(connection)
    headers = words(
        ("Nomor", "Nama", "Mulai", "Sampai", "Jenis jabatan", "Dibuka dengan", "Dasar"),
        ("Number", "Name", "From", "Until", "Kinds of post", "Lifted by", "Law"),
    )
    every = words("semua", "all")
    rows = [
        (
            *(one["id"], one["name"], one["starts"], one["ends"]),
            *(", ".join(one["post_kinds"]) or every, one["lifted_by"], one["law"]),
        )
        for one in found
    ]
    empty = words("Tidak ada masa pembekuan.", "There are no freezes.")
    say(found, json, lambda: table(headers, rows) if rows else [empty])


@freezes.command("set")
def set_(
    name: Annotated[str, typer.Argument(metavar="NAMA", help="Namanya, misalnya Pemilihan Wali Kota.")],
    since: Annotated[str, typer.Option("--from", metavar="TTTT-BB-HH", help="Hari pertama.")],
    until: Annotated[str, typer.Option("--until", metavar="TTTT-BB-HH", help="Hari terakhir.")],
    law: Annotated[str, typer.Option("--law", metavar="DASAR", help="Dasar hukumnya.")],
    account: As,
    reason: Reason,
    post_kind: Annotated[
        list[str] | None, typer.Option("--post-kind", metavar="JENIS", help="Hanya jenis jabatan ini; boleh diulang.")
    ] = None,
    lifted_by: Annotated[
        str, typer.Option("--lifted-by", metavar="KODE", help="Dokumen yang membuka pembekuan.")
    ] = LIFTING,
    json: Json = False,
) -> None:
    """Tetapkan masa pembekuan mutasi."""
    from storage.freezes import NewFreeze, set_freeze

    kinds = tuple(choice(PostKind, one, "--post-kind") for one in dict.fromkeys(post_kind or ()))
    new = NewFreeze(name, day("--from", since), day("--until", until), law, kinds, lifted_by)
    done = ("Masa pembekuan ditetapkan.", "The freeze was set.")
    change(account, json, lambda connection, by: set_freeze(connection, new, reason, by), done)


@freezes.command()
def end(
    id: Annotated[int, typer.Argument(metavar="NOMOR", help="Nomor masa pembekuan.")],
    until: Annotated[str, typer.Option("--until", metavar="TTTT-BB-HH", help="Hari terakhirnya.")],
    account: As,
    reason: Reason,
    json: Json = False,
) -> None:
    """Tetapkan hari terakhir yang lain bagi masa pembekuan."""
    from storage.freezes import end_freeze

    last = day("--until", until)
    done = (f"Masa pembekuan {id} berakhir pada {last}.", f"Freeze {id} ends on {last}.")
    change(account, json, lambda connection, by: end_freeze(connection, id, last, reason, by), done)
