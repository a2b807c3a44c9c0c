"""Commands about endorsements (paraf)."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.face import As, Json, office, say, table, words
from app.cli.proposals import Id
from app.cli.steps import Verb
from workflow.authority import ROLE_LABELS, Role
from workflow.text import LONG, clean

endorsement = typer.Typer(help="Paraf sebelum tanda tangan.", no_args_is_help=True)

STATUSES = {"given": ("sudah", "given"), "next": ("berikutnya", "next"), "waiting": ("menunggu", "waiting")}
"""Status of initials → (Indonesian, English) words."""


def register(app: typer.Typer) -> None:
    app.command()(endorse)
    app.add_typer(endorsement, name="endorsement")


def endorse(
    id: Id,
    verb: Verb,
    account: As,
    note: Annotated[str | None, typer.Option("--note", help="Catatan pemaraf.")] = None,
    json: Json = False,
) -> None:
    """Bubuhkan paraf pada langkah yang akan ditandatangani."""
    from storage.endorsements import endorse as initial

    told = clean("--note", note, LONG) or None if note else None
    with office() as here:
        here.may_act_as(account)
        with here.database.transaction() as connection:
            found = initial(connection, id, verb, told, account, here.clock.now(), here.today)
    say(found, json, lambda: [_sentence(found)])


def _sentence(found: dict[str, Any]) -> str:
    """What was done, and whose turn it is now."""
    done = words(
        f"Paraf dibubuhkan pada langkah {found['verb']} usulan {found['proposal']}.",
        f"The verb {found['verb']} of proposal {found['proposal']} was initialled.",
    )
    if found["next"] is None:
        return f"{done} " + words(
            "Rantainya lengkap; tinggal tanda tangan.", "Its chain is complete; it can be signed."
        )
    names, names_en = ROLE_LABELS[Role(found["next"])]
    return f"{done} " + words(f"Berikutnya: {names}.", f"Next: {names_en}.")


@endorsement.command("list")
def list_(id: Id, json: Json = False) -> None:
    """Paraf sebuah usulan, yang sudah dan yang ditunggu."""
    from storage.endorsements import endorsements

    with office() as here:
        with here.database.reading() as connection:
            found = endorsements(connection, id, here.today)
        rows = [
            (
                *(one["verb"], one["version"], words(*ROLE_LABELS[Role(one["role"])]), words(*STATUSES[one["status"]])),
                *(one["account"], here.clock.shown(one["at"]) if one["at"] else None, one["note"]),
            )
            for one in found
        ]
    headers = words(
        ("Langkah", "Versi", "Jabatan", "Paraf", "Oleh", "Waktu", "Catatan"),
        ("Verb", "Version", "Office", "Initials", "By", "Time", "Note"),
    )
    empty = words(
        f"Usulan {id} tidak menunggu paraf. Atur rantainya dengan `mutasi param set endorsement LANGKAH JABATAN,…`.",
        f"Proposal {id} waits for no endorsement. Set a chain with `mutasi param set endorsement VERB OFFICE,…`.",
    )
    say(found, json, lambda: table(headers, rows) if rows else [empty])
