"""Commands about the agency's own words in the forms of its decrees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.changing import Reason, by, change, outcome
from app.cli.face import As, Json, office, read_data, say, table, words
from workflow.wording import FORMS, checked, known

if TYPE_CHECKING:
    from app.wiring import Office

wording = typer.Typer(help="Kata-kata instansi sendiri dalam naskah keputusan.", no_args_is_help=True)

FormName = Annotated[str, typer.Argument(metavar="FORMULIR", help="Langkah, atau approve_collective.")]

PARTS = {"considerations": "Menimbang", "dictums": "Diktum", "copies": "Tembusan"}
"""Part of a form → its name in Indonesian."""


def register(app: typer.Typer) -> None:
    app.add_typer(wording, name="wording")


@wording.command("list")
def list_(json: Json = False) -> None:
    """Setiap formulir: bunyi yang dapat diganti, dan sejak kapan kata-kata instansi berlaku."""
    from storage.wording import in_force

    with office() as here, here.database.reading() as connection:
        own, clock = in_force(connection), here.clock
    since = {form: words["since"] for form, words in own.items()}
    found = [{"form": form, "clauses": [*may.clauses], "since": since.get(form)} for form, may in FORMS.items()]
    headers = words(
        ("Formulir", "Bunyi yang dapat diganti", "Kata instansi sejak"),
        ("Form", "Clauses that can be replaced", "Own words since"),
    )
    rows = [
        (form, ", ".join(may.clauses), clock.shown(since[form]) if form in since else "") for form, may in FORMS.items()
    ]
    say(found, json, lambda: table(headers, rows))


@wording.command()
def show(form: FormName, json: Json = False) -> None:
    """Bunyi setiap bagian formulir pada contohnya, dengan kunci bunyi yang dapat diganti."""
    from documents.clause_list import OWN, clauses
    from storage.wording import words as words_of

    may = known(form)
    with office() as here, here.database.reading() as connection:
        own = words_of(connection, form)
    said = clauses(form, own)
    found = {
        **{"form": form, "values": may.values, "needs": may.clauses, "own": own},
        "clauses": [one._asdict() for one in said],
    }
    headers = words(("Bagian", "Kunci", "Bunyi pada contoh"), ("Part", "Key", "Text on the sample"))
    marks = {"": words("(tetap)", "(fixed)"), OWN: words("(instansi)", "(own)")}
    rows = [(words(PARTS[part], part), marks.get(key, key), text) for part, key, text in said]
    values = words("Isian: ", "Values: ") + ", ".join(f"{{{name}}}" for name in may.values)
    say(found, json, lambda: [*table(headers, rows), values])


@wording.command("set")
def set_(
    form: FormName,
    data: Annotated[
        Path, typer.Option("--data", metavar="BERKAS", help="JSON: clauses, considerations, dictums, copies.")
    ],
    account: As,
    reason: Reason,
    json: Json = False,
) -> None:
    """Pakai kata-kata instansi pada sebuah formulir, setelah contohnya dapat dicetak."""
    from storage.wording import set_words

    told = checked(form, read_data(data))
    with office() as here:
        who = by(here, account)
        _draw_with(here, form, told)
        with here.database.transaction() as connection:
            said = set_words(connection, form, told, reason, who)
    done = (
        f"Kata-kata instansi pada {form} berlaku sejak keputusan berikutnya.",
        f"The agency's own words in {form} are in force from the next decree on.",
    )
    say(said, json, lambda: [outcome(said, done)])


def _draw_with(here: Office, form: str, told: dict[str, Any]) -> None:
    """Draw the sample with these words, before anybody is asked for them.

    Raises:
        DraftFailed: it cannot be drawn.
    """
    from documents.own_sample import own_sample
    from storage.agency import agency as facts_of
    from workflow.canonical import plain
    from workflow.preview import drawn

    with here.database.reading() as connection:
        agency = facts_of(connection)
    drawn(here.press, own_sample(form, plain({"agency": agency, "words": told})))


@wording.command()
def reset(form: FormName, account: As, reason: Reason, json: Json = False) -> None:
    """Kembalikan sebuah formulir pada bunyinya sendiri."""
    from storage.wording import reset as take_back

    done = (
        f"{form} kembali pada bunyinya sendiri sejak keputusan berikutnya.",
        f"{form} has its own text again from the next decree on.",
    )
    change(account, json, lambda connection, by: take_back(connection, form, reason, by), done)
