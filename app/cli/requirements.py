"""Commands about the documents that proposals need: those of the law, and those that the agency asks for."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.changing import Reason, change
from app.cli.days import day
from app.cli.documents import documents
from app.cli.face import As, Json, choice, office, say, table, words
from app.cli.parameters import From
from workflow.authority import Kind
from workflow.papers import BETWEEN_AGENCIES, DOCUMENT_TYPES


def register(_app: typer.Typer) -> None:
    documents.command("types")(types)
    documents.command("require")(require)
    documents.command("unrequire")(unrequire)


def types(json: Json = False) -> None:
    """Jenis dokumen: menurut ketentuan (D01 dan seterusnya) dan yang diminta instansi sendiri."""
    from storage.requirements import requirements

    with office() as here, here.database.reading() as connection:
        found = [*_of_law(), *({**one, "own": True} for one in requirements(connection))]
    headers = words(
        ("Kode", "Nama", "Wajib untuk", "Menyebut jabatan", "Berlaku (bulan)", "Mulai", "Sampai"),
        ("Code", "Name", "Needed for", "Names the post", "Valid (months)", "From", "Until"),
    )
    yes = words("ya", "yes")
    rows = [
        (
            *(one["code"], one["name"], _needed(one), yes if one["names_post"] else None, one["valid_months"]),
            *(one["since"], one["until"]),
        )
        for one in found
    ]
    say(found, json, lambda: table(headers, rows))


def _of_law() -> list[dict[str, Any]]:
    between = [kind.value for kind in Kind if kind.between_agencies]
    return [
        {
            "code": code,
            "name": words(one.id, one.en),
            "own": False,
            "kinds": between if code in BETWEEN_AGENCIES else [],
            **{"names_post": one.names_post, "valid_months": one.valid_months, "since": None, "until": None},
        }
        for code, one in DOCUMENT_TYPES.items()
    ]


def _needed(one: dict[str, Any]) -> str | None:
    if one["own"]:
        return ", ".join(one["kinds"]) or words("semua mutasi", "all transfers")
    return words("antarinstansi", "between agencies") if one["kinds"] else None


def require(
    code: Annotated[str, typer.Argument(metavar="KODE", help="Kode sendiri: L dan dua angka, misalnya L01.")],
    name: Annotated[str, typer.Argument(metavar="NAMA", help="Nama dokumennya.")],
    account: As,
    reason: Reason,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="JENIS", help="Hanya jenis mutasi ini; boleh diulang.")
    ] = None,
    months: Annotated[int | None, typer.Option("--months", metavar="BULAN", help="Berapa bulan berlakunya.")] = None,
    names_post: Annotated[bool, typer.Option("--names-post", help="Harus menyebut jabatan tujuan.")] = False,
    since: From = None,
    json: Json = False,
) -> None:
    """Minta dokumen tambahan menurut ketentuan instansi sendiri."""
    from storage.requirements import NewRequirement, require_document

    kinds = tuple(choice(Kind, one, "--kind") for one in dict.fromkeys(kind or ()))
    new = NewRequirement(code, name, kinds, months, names_post, day("--from", since) if since else None)
    done = (f"Dokumen {code} diminta.", f"The document {code} is asked for.")
    change(account, json, lambda connection, by: require_document(connection, new, reason, by), done)


def unrequire(
    code: Annotated[str, typer.Argument(metavar="KODE", help="Kode dokumen instansi.")],
    until: Annotated[str, typer.Option("--until", metavar="TTTT-BB-HH", help="Hari terakhir dokumen diminta.")],
    account: As,
    reason: Reason,
    json: Json = False,
) -> None:
    """Berhenti meminta dokumen tambahan sesudah suatu hari."""
    from storage.requirements import unrequire_document

    last = day("--until", until)
    done = (f"Dokumen {code} diminta sampai {last}.", f"The document {code} is asked for until {last}.")
    change(account, json, lambda connection, by: unrequire_document(connection, code, last, reason, by), done)
