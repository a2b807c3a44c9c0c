"""Commands that take steps: step, batch."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.face import As, Json, choice, exit_code, language, office, read_data, read_file, say, words
from app.cli.progress import progress
from workflow.errors import InvalidField, MutasiError, UnknownVerb
from workflow.process import VERBS
from workflow.states import State, label
from workflow.text import shown

Note = Annotated[str | None, typer.Option("--note", help="Catatan; bagi beberapa langkah inilah alasannya.")]
Data = Annotated[Path | None, typer.Option("--data", metavar="BERKAS.json", help="Isian langkah, sebagai objek JSON.")]
Verb = Annotated[str, typer.Argument(metavar="LANGKAH", help="Langkah dari tabel proses.")]


def register(app: typer.Typer) -> None:
    app.command()(step)
    app.command()(batch)


def step(
    id: Annotated[int, typer.Argument(metavar="USULAN", help="Nomor usulan.")],
    verb: Verb,
    account: As,
    note: Note = None,
    data: Data = None,
    key: Annotated[str | None, typer.Option("--key", help="Kunci: permintaan yang sama berakibat satu kali.")] = None,
    version: Annotated[int | None, typer.Option("--version", help="Tolak bila usulan bukan pada versi ini.")] = None,
    dossier: Annotated[
        str | None, typer.Option("--dossier", metavar="SHA", help="Tolak bila berkasnya berubah.")
    ] = None,
    json: Json = False,
) -> None:
    """Ambil satu langkah; keputusannya terbit bersamanya."""
    from workflow.desk import Request
    from workflow.step import take

    told = read_data(data)
    with office() as here:
        here.may_act_as(account)
        here.press  # noqa: B018 - its child starts while the rest is loaded
        request = Request(verb, account, (id,), told, note, key, version, dossier, channel="cli", os_user=here.os_user)
        (done,) = take(here.desk, request)
    say(done, json, lambda: [taken(done)])


def taken(done: dict[str, Any]) -> str:
    """What a step did, as a sentence."""
    goes, number = label(done["to"], language()), done["decree"]["number"]
    return words(
        f"Usulan {done['proposal']} kini pada tahap {goes}. Terbit keputusan {number}.",
        f"Proposal {done['proposal']} is now in {goes}. Decree {number} was issued.",
    )


def batch(
    verb: Verb,
    account: As,
    ids: Annotated[
        Path | None, typer.Option("--ids", metavar="BERKAS", help="Nomor usulan, satu setiap baris.")
    ] = None,
    state: Annotated[str | None, typer.Option("--state", metavar="TAHAP", help="Semua usulan pada tahap ini.")] = None,
    data: Data = None,
    note: Note = None,
    collective: Annotated[bool, typer.Option("--collective", help="Satu keputusan bersama; semua atau tidak.")] = False,
    json: Json = False,
) -> None:
    """Ambil langkah yang sama bagi banyak usulan; satu hasil bagi setiap usulan."""
    from app.batch import take_all, take_together
    from storage.worklist import in_state

    told, cores = read_data(data), os.cpu_count() or 1
    if verb not in VERBS:
        raise UnknownVerb(verb=shown(verb), verbs=", ".join(VERBS))
    if (ids is None) == (state is None):
        raise typer.BadParameter("sebutkan --ids atau --state, salah satu")
    with office(presses=cores) as here:
        here.may_act_as(account)
        if ids is not None:
            wanted = read_ids(ids)
        else:
            with here.database.reading() as connection:
                wanted = in_state(connection, choice(State, state or "", "--state"))
        act = take_together if collective else take_all
        with progress() as moved:
            results = act(here, verb, account, wanted, told, note, moved)
    said = [_as_json(id, outcome) for id, outcome in results]
    say(said, json, lambda: _lines(results))
    raise typer.Exit(1 if any(isinstance(outcome, MutasiError) for _, outcome in results) else 0)


def read_ids(path: Path) -> list[int]:
    """Proposal numbers from a file, one a line.

    Raises:
        InvalidField: a line is no number, with its place.
    """
    found = []
    for place, line in enumerate(read_file(path, 1_000_000, "--ids").decode("utf-8-sig", "replace").splitlines(), 1):
        text = line.strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 16):
            raise InvalidField(
                field="--ids",
                problem=f"baris {place} “{text[:40]}” bukan nomor usulan.",
                problem_en=f"line {place} “{text[:40]}” is not a proposal number.",
            )
        if text:
            found.append(int(text))
    return list(dict.fromkeys(found))


def _as_json(id: int, outcome: dict[str, Any] | MutasiError) -> dict[str, Any]:
    if isinstance(outcome, MutasiError):
        reasons = outcome.sentence(language()).split("\n")
        return {"proposal": id, "done": False, "exit": exit_code(outcome), "reasons": reasons}
    return {"done": True, "exit": 0, **outcome}


def _lines(results: list[tuple[int, dict[str, Any] | MutasiError]]) -> Iterable[str]:
    refused = 0
    for id, outcome in results:
        if isinstance(outcome, MutasiError):
            refused += 1
            yield f"✗ {id}: {outcome.sentence(language())}"
        else:
            yield f"✓ {taken(outcome)}"
    taken_count = len(results) - refused
    yield words(f"{taken_count} langkah diambil, {refused} ditolak.", f"{taken_count} steps taken, {refused} refused.")
