"""Commands about the values that the agency sets: limits of rules, deadlines, chains of endorsement."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.changing import Reason, change
from app.cli.days import day
from app.cli.face import As, Json, choice, office, say, table, words
from workflow.authority import Kind
from workflow.parameters import ParameterFacts

parameters = typer.Typer(help="Nilai yang diatur instansi.", no_args_is_help=True)

From = Annotated[str | None, typer.Option("--from", metavar="TTTT-BB-HH", help="Hari pertama; tanpa ini hari ini.")]
Until = Annotated[str | None, typer.Option("--until", metavar="TTTT-BB-HH", help="Hari terakhir.")]


def register(app: typer.Typer) -> None:
    app.add_typer(parameters, name="param")


@parameters.command("list")
def list_(
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="SUBJEK", help="Hanya ketentuan ini, atau deadline, endorsement, route."),
    ] = None,
    json: Json = False,
) -> None:
    """Semua nilai yang dapat diatur: bawaannya, yang berlaku hari ini, dan yang ditetapkan instansi."""
    from storage.parameters import book
    from workflow.settable import summary

    with office() as here, here.database.reading() as connection:
        found = book(connection, here.today, subject)
    headers = words(
        ("Subjek", "Nama", "Arti", "Jenis", "Bawaan", "Berlaku", "Ditetapkan instansi", "Dasar"),
        ("Subject", "Name", "Meaning", "Kind", "Shipped", "In force", "Set by the agency", "Law"),
    )
    rows = [
        (
            *(one["subject"], one["name"], words(one["words"]["id"], one["words"]["en"]), one["kind"]),
            *(summary(one["shipped"]), summary(one["in_force"])),
            *("; ".join(own_row(fact) for fact in one["own"]), one["law"]),
        )
        for one in found
    ]
    empty = words("Tidak ada yang dapat diatur pada subjek itu.", "Nothing of that subject can be set.")
    say(found, json, lambda: table(headers, rows) if rows else [empty])


def own_row(fact: ParameterFacts) -> str:
    """A value of the agency with its kind and its period."""
    period = f"{fact.since} – {fact.until or ''}".rstrip()
    return f"{fact.value or '–'}{f' {fact.kind}' if fact.kind else ''} ({period})"


@parameters.command("set")
def set_(
    subject: Annotated[
        str, typer.Argument(metavar="SUBJEK", help="Ketentuan, misalnya R-ELG-01; atau deadline, endorsement.")
    ],
    name: Annotated[str, typer.Argument(metavar="NAMA", help="Nama nilainya, misalnya months, severity, approval.")],
    value: Annotated[str, typer.Argument(metavar="NILAI", help="Nilainya; daftar dipisahkan koma.")],
    account: As,
    reason: Reason,
    kind: Annotated[str | None, typer.Option("--kind", metavar="JENIS", help="Hanya jenis mutasi ini.")] = None,
    since: From = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Tetapkan nilai untuk suatu masa; nilai sebelumnya berakhir sehari sebelum masa itu."""
    set_value(subject, name, value, kind, since, until, account, reason, json)


def set_value(
    subject: str,
    name: str,
    value: str,
    kind: str | None,
    since: str | None,
    until: str | None,
    account: str,
    reason: str,
    json: bool,
) -> None:
    """Set a value as its command names it."""
    from storage.parameters import NewValue, set_parameter

    new: dict[str, Any] = {"subject": subject, "name": name, "value": value}
    new["kind"] = choice(Kind, kind, "--kind") if kind else None
    new["since"] = day("--from", since) if since else None
    new["until"] = day("--until", until) if until else None
    done = (f"{subject} {name} ditetapkan.", f"{subject} {name} was set.")
    change(account, json, lambda connection, by: set_parameter(connection, NewValue(**new), reason, by), done)
