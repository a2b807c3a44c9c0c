"""The command that hands evidence to an inspector: audit export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.audit import audit
from app.cli.days import day
from app.cli.exports import Output, Since, Until
from app.cli.face import As, Json, language, office, say, words
from app.cli.progress import progress
from app.whole import whole
from workflow.text import spoken

if TYPE_CHECKING:
    from app.keys import LogKey
    from app.wiring import Office
    from storage.evidence import Draw, Wanted


def register(app: typer.Typer) -> None:
    """The command is one of `audit`, which is registered already."""
    audit.command()(export)


def export(
    account: As,
    output: Output,
    proposal: Annotated[
        int | None, typer.Option("--proposal", metavar="USULAN", help="Semua langkah usulan ini.")
    ] = None,
    since: Since = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Bundel bukti untuk pemeriksa, dengan pemeriksa mandiri di dalamnya: satu usulan, atau satu kurun waktu."""
    with office() as here:
        _allow(here, account)
        wanted = _wanted(here, proposal, since, until)
        sign(here)
        said = _write(here, wanted, output)
        old = here.database.refusal
    say(said, json, lambda: [*_lines(said, output), *([old().sentence(language())] if old else [])])


def _allow(here: Office, account: str) -> None:
    from storage.accounts import actor
    from storage.evidence import may_export

    here.may_act_as(account)
    with here.database.reading() as connection:
        may_export(actor(connection, account), here.today)


def _wanted(here: Office, proposal: int | None, since: str | None, until: str | None) -> Wanted:
    from storage.evidence import Wanted
    from storage.exports import wanted

    if proposal is not None and not (since or until):
        return Wanted(f"Usulan {proposal}", proposal)
    if proposal is not None or not (since and until):
        raise typer.BadParameter("sebutkan --proposal, atau --from dan --until")
    with here.database.reading() as connection:
        period = wanted(connection, day("--from", since), day("--until", until)).period
    return Wanted(f"{spoken(period.first)} sampai dengan {spoken(period.last)}", period=period)


def sign(here: Office) -> None:
    """Make a checkpoint when the log has grown; a database that may not be written to has to do with its newest."""
    from storage.checkpoints import make

    if here.database.refusal is None:
        with here.database.transaction() as connection:
            made = make(connection, here.key, here.clock.now())
        here.key.keep(made.note)


def _write(here: Office, wanted: Wanted, output: Path) -> dict[str, Any]:
    from storage.evidence import write

    with progress() as moved, whole(output) as file, here.database.reading() as connection:
        done = write(connection, file, wanted, key_of(here.key), here.clock.now(), _draw(here, connection), moved)
    return {"file": str(output), "bytes": output.stat().st_size, **done}


def key_of(key: LogKey) -> Callable[[str], str]:
    """The name of a log → the line of its public key: of the one in use, or of an earlier origin."""
    from storage.notes import Verifier

    def line(origin: str) -> str:
        old = (Verifier.read(file.read_text("ascii")) for file in sorted((key.folder / "old").glob("*.vkey")))
        return next((one for one in (key.verifier, *old) if one.name == origin), key.verifier).line()

    return line


def _draw(here: Office, connection: Any) -> Draw:
    from app.web.words import KINDS, capacity
    from documents.case_file import Speech, draw
    from storage.agency import agency

    here.hold_arms()
    speech, facts = Speech(KINDS, capacity, here.clock.shown), agency(connection)
    return lambda told: draw(told, facts, speech, rehearsal=here.rehearsal)


def _lines(said: dict[str, Any], output: Path) -> list[str]:
    lines = [
        words(
            f"Bundel bukti disimpan di {output}: {said['leaves']} entri, titik periksa berukuran {said['size']}.",
            f"The evidence was saved to {output}: {said['leaves']} entries, checkpoint of size {said['size']}.",
        ),
        words(
            f"SHA-256 manifest, untuk surat pengantarnya: {said['manifest_sha256']}",
            f"SHA-256 of the manifest, for its covering letter: {said['manifest_sha256']}",
        ),
        words(
            "Pemeriksa menjalankan verify.py yang ada di dalamnya; kuncinya (`mutasi keys show`) serahkan lewat jalan lain.",
            "The inspector runs the verify.py in it; hand over the key (`mutasi keys show`) in another way.",
        ),
    ]
    if said["left_out"]:
        lines.append(
            words(
                f"{said['left_out']} entri lebih baru daripada titik periksa dan tidak disertakan.",
                f"{said['left_out']} entries are newer than the checkpoint and were left out.",
            )
        )
    return lines
