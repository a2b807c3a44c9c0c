"""The command about deadlines: due."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.face import Json, language, office, say, table, words
from workflow.authority import ROLE_LABELS, Role
from workflow.states import label
from workflow.text import spoken


def register(app: typer.Typer) -> None:
    app.command()(due)


def due(
    late: Annotated[bool, typer.Option("--late", help="Hanya yang terlambat.")] = False,
    mine: Annotated[str | None, typer.Option("--mine", metavar="AKUN", help="Yang menunggu akun ini.")] = None,
    json: Json = False,
) -> None:
    """Yang jatuh tempo: langkah, jawaban keberatan, tinjauan, perbaikan.

    Tinjauan selesai di sini setelah catatannya (dokumen D13) dilampirkan.
    """
    from storage.due import due as everything

    with office() as here, here.database.reading() as connection:
        found = everything(connection, here.clock.now(), late=late, mine=mine)
    headers = words(
        ("Usulan", "Tahap", "Pegawai", "Jatuh tempo", "Terlambat (hari kerja)", "Menunggu"),
        ("Proposal", "Stage", "Person", "Due", "Late (working days)", "Waits for"),
    )
    rows = [
        (one["proposal"], _what(one), one["person"], spoken(one["due"], language()), one["late"] or "", _waits_for(one))
        for one in found
    ]
    say(found, json, lambda: table(headers, rows) if rows else [_nothing(late, mine)])


def _what(one: dict[str, Any]) -> str:
    """The stage, or what else is due of it."""
    pick = 1 if language() == "en" else 0
    if one["kind"] == "objection":
        return (f"Keberatan {one['objection']}", f"Objection {one['objection']}")[pick]
    if one["kind"] == "review":
        return (f"Tinjauan {one['interval']} hari", f"Review at {one['interval']} days")[pick]
    if one["kind"] == "correction":
        return (f"Perbaikan: {one['step']}", f"Correction: {one['step']}")[pick]
    return label(one["state"], language())


def _waits_for(one: dict[str, Any]) -> str:
    """The offices, or the owner of a corrective step."""
    if one["kind"] == "correction":
        return str(one["owner"])
    pick = 1 if language() == "en" else 0
    offices = ", ".join(ROLE_LABELS[Role(office)][pick] for office in one["waits_for"])
    return f"{offices} ({words('paraf', 'initials')})" if one["endorses"] else offices


def _nothing(late: bool, mine: str | None) -> str:
    """What to do when the list is empty."""
    if late:
        return words(
            "Tidak ada yang terlambat. Lihat semua tenggat dengan `mutasi due`.",
            "Nothing is late. See every deadline with `mutasi due`.",
        )
    if mine is not None:
        return words(
            f"Tidak ada yang menunggu akun {mine}. Lihat semua tenggat dengan `mutasi due`.",
            f"Nothing waits for the account {mine}. See every deadline with `mutasi due`.",
        )
    return words(
        "Tidak ada yang jatuh tempo. Tulis usulan dengan `mutasi propose`.",
        "Nothing is due. Write a proposal with `mutasi propose`.",
    )
