"""Commands about changes of the agency's own data: the log, and the second administrator's word."""

from __future__ import annotations

import json as json_
from typing import Annotated, Any

import typer

from app.cli.changing import change
from app.cli.face import As, Json, office, say, table, words

changes = typer.Typer(help="Perubahan data instansi.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(metavar="PERUBAHAN", help="Nomor perubahan.")]

STATUS = {"asked": ("menunggu", "waiting"), "done": ("berlaku", "done"), "refused": ("ditolak", "refused")}


def register(app: typer.Typer) -> None:
    app.add_typer(changes, name="change")


@changes.command("list")
def list_(
    waiting: Annotated[bool, typer.Option("--waiting", help="Hanya yang menunggu administrator kedua.")] = False,
    json: Json = False,
) -> None:
    """Semua perubahan, yang terbaru lebih dulu: oleh siapa, kapan, mengapa, dari apa menjadi apa."""
    from storage.changes import changes as all_changes

    with office() as here, here.database.reading() as connection:
        found = all_changes(connection, waiting=waiting)
        clock = here.clock
    headers = words(
        ("Nomor", "Waktu", "Perubahan", "Tentang", "Oleh", "Keadaan", "Diputuskan oleh", "Alasan", "Menjadi"),
        ("Number", "At", "Change", "About", "By", "Status", "Decided by", "Reason", "To"),
    )
    rows = [
        (
            *(one["id"], clock.shown(one["asked_at"]), one["act"], one["subject"], one["asked_by"]),
            *(words(*STATUS[one["status"]]), _decider(one), one["reason"], _brief(one["new"])),
        )
        for one in found
    ]
    empty = words("Tidak ada perubahan.", "There are no changes.")
    say(found, json, lambda: table(headers, rows) if rows else [empty])


def _decider(one: dict[str, Any]) -> str | None:
    alone = words(" (sendiri)", " (alone)") if one["alone"] else ""
    return f"{one['decided_by']}{alone}" if one["decided_by"] else None


def _brief(value: Any) -> str:
    text = json_.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 100 else text[:100] + "…"


@changes.command()
def confirm(id: Number, account: As, json: Json = False) -> None:
    """Setujui perubahan yang diajukan administrator lain, dan berlakukan."""
    from storage.changes import confirm as agree

    done = ("Disetujui dan berlaku.", "Agreed to and made.")
    change(account, json, lambda connection, who: agree(connection, id, who), done)


@changes.command()
def refuse(id: Number, account: As, json: Json = False) -> None:
    """Tolak perubahan yang menunggu; pengajunya sendiri dapat menariknya dengan cara ini."""
    from storage.changes import refuse as turn_down

    done = ("Ditolak; tidak ada yang berubah.", "Refused; nothing was changed.")
    change(account, json, lambda connection, who: turn_down(connection, id, who), done)
