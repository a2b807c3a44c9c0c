"""Commands about the documents of a proposal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.days import day, past_day
from app.cli.face import As, Json, office, read_file, required, say, table, words
from app.cli.proposals import Id
from app.whole import write_whole
from workflow.canonical import sha256
from workflow.text import LONG, SHORT, clean

if TYPE_CHECKING:
    from storage.documents import Filing

documents = typer.Typer(help="Dokumen usulan.", no_args_is_help=True)

Document = Annotated[int, typer.Argument(metavar="DOKUMEN", help="Nomor dokumen.")]


def register(app: typer.Typer) -> None:
    app.command()(attach)
    app.add_typer(documents, name="document")


def attach(
    id: Id,
    type: Annotated[str, typer.Option("--type", metavar="KODE", help="Jenis dokumen, misalnya D05.")],
    file: Annotated[Path, typer.Option("--file", help="Berkasnya: PDF, PNG, JPEG, DOCX, XLSX, ODT atau teks.")],
    account: As,
    number: Annotated[str | None, typer.Option("--number", help="Nomor surat.")] = None,
    dated: Annotated[str | None, typer.Option("--date", metavar="TTTT-BB-HH", help="Tanggal surat.")] = None,
    post: Annotated[str | None, typer.Option("--post", metavar="KODE", help="Jabatan yang disebut surat.")] = None,
    valid_until: Annotated[
        str | None, typer.Option("--valid-until", metavar="TTTT-BB-HH", help="Hari terakhir berlakunya.")
    ] = None,
    json: Json = False,
) -> None:
    """Lampirkan dokumen pada usulan."""
    from storage.documents import attach as file_document
    from storage.dossiers import dossier

    with office() as here:
        filing = filing_of(
            type,
            file,
            number=clean("--number", number, SHORT, one_line=True) if number else None,
            dated=past_day("--date", dated, here.today) if dated else None,
            post=post,
            valid_until=day("--valid-until", valid_until) if valid_until else None,
        )
        here.may_act_as(account)
        with here.database.transaction() as connection:
            document = file_document(connection, id, filing, account, here.clock.now(), here.today)
            found = dossier(connection, id, here.today).sha256
    said = {"id": document, "proposal": id, "type": type, "sha256": filing.sha256, "dossier": found}
    sentence = words(
        f"Dokumen {document} ({type}) dilampirkan pada usulan {id}.",
        f"Document {document} ({type}) was filed with proposal {id}.",
    )
    say(said, json, lambda: [sentence])


def filing_of(type: str, file: Path, **told: Any) -> Filing:
    """A document read from a file.

    Raises:
        InvalidField, TooLarge: the file cannot be read, has no proper name, or is too large.
    """
    from storage.documents import LARGEST_DOCUMENT, Filing

    content = read_file(file, LARGEST_DOCUMENT, "--file")
    name = clean("--file", file.name, SHORT, one_line=True)
    return Filing(type, name, content, sha256(content), **told)


@documents.command("list")
def list_(id: Id, json: Json = False) -> None:
    """Dokumen sebuah usulan, yang tertua lebih dahulu, dengan hasil pemeriksaannya."""
    from storage.documents import documents as stored

    with office() as here, here.database.reading() as connection:
        found = stored(connection, id)
    headers = words(
        ("Dokumen", "Jenis", "Nomor", "Tanggal", "Jabatan", "Berlaku sampai", "Hasil", "Oleh", "Alasan"),
        ("Document", "Type", "Number", "Date", "Post", "Valid until", "Verdict", "By", "Reason"),
    )
    columns = ("id", "type", "number", "dated", "post", "valid_until", "verdict", "verified_by", "verdict_reason")
    rows = [[_said(document, column) for column in columns] for document in found]
    empty = words(
        f"Usulan {id} belum memiliki dokumen. Lampirkan dengan `mutasi attach {id}`.",
        f"Proposal {id} has no documents yet. File one with `mutasi attach {id}`.",
    )
    say(found, json, lambda: table(headers, rows) if rows else [empty])


def _said(document: dict[str, Any], column: str) -> object:
    """A column of a document as the table says it."""
    from storage.documents import VERDICTS

    found = document[column]
    if column != "verdict":
        return found
    return words(*VERDICTS[found]) if found else words("belum diperiksa", "not looked at")


@documents.command()
def get(
    document: Document,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Tempat menyimpannya.")],
    account: As,
    json: Json = False,
) -> None:
    """Simpan dokumen, byte demi byte seperti dilampirkan."""
    from storage.documents import content_of

    with office() as here:
        here.may_act_as(account)
        with here.database.reading() as connection:
            name, digest, content = content_of(connection, document, account, here.clock.now(), here.today)
    write_whole(output, content)
    said = {"id": document, "name": name, "sha256": digest, "bytes": len(content), "file": str(output)}
    sentence = words(f"Dokumen {document} disimpan di {output}.", f"Document {document} was saved to {output}.")
    say(said, json, lambda: [sentence])


@documents.command()
def verify(
    document: Document,
    account: As,
    note: Annotated[str | None, typer.Option("--note", help="Catatan pemeriksa.")] = None,
    json: Json = False,
) -> None:
    """Nyatakan dokumen sah setelah diperiksa."""
    _look("verified", document, account, clean("--note", note, LONG) or None if note else None, json)


@documents.command()
def refuse(
    document: Document,
    reason: Annotated[str, typer.Option("--reason", help="Alasan penolakan.")],
    account: As,
    json: Json = False,
) -> None:
    """Tolak dokumen setelah diperiksa, dengan alasan."""
    _look("refused", document, account, required("--reason", reason), json)


def _look(verdict: str, document: int, account: str, reason: str | None, json: bool) -> None:
    from storage.documents import VERDICTS, look

    with office() as here:
        here.may_act_as(account)
        with here.database.transaction() as connection:
            found = look(connection, document, verdict, reason, account, here.clock.now(), here.today)
    id, en = VERDICTS[verdict]
    sentence = words(f"Dokumen {document} {id}.", f"Document {document} was {en}.")
    say(found, json, lambda: [sentence])
