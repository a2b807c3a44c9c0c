"""Previews: mutasi decree preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.face import Json, office, read_data, say, words
from app.cli.registers import decree
from app.cli.steps import Data, Note, read_ids
from app.whole import write_whole
from workflow.errors import InvalidField, UnknownVerb
from workflow.process import VERBS
from workflow.text import shown

if TYPE_CHECKING:
    from app.wiring import Office
    from workflow.desk import Request


def register(app: typer.Typer) -> None:
    decree.command("preview")(preview)


def preview(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Tempat menyimpannya.")],
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[USULAN] [LANGKAH]", help="Nomor usulan dan langkahnya; dengan --ids langkahnya saja."),
    ] = None,
    account: Annotated[str | None, typer.Option("--as", metavar="AKUN", help="Akun yang bertindak.")] = None,
    note: Note = None,
    data: Data = None,
    collective: Annotated[bool, typer.Option("--collective", help="Konsep keputusan bersama.")] = False,
    ids: Annotated[
        Path | None, typer.Option("--ids", metavar="BERKAS", help="Nomor usulan bagi keputusan bersama.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", metavar="BENTUK", help="Contoh bentuk ini dengan kop instansi sendiri.")
    ] = None,
    change: Annotated[
        int | None,
        typer.Option("--change", metavar="PERUBAHAN", help="Dengan kata-kata perubahan ini, yang menunggu."),
    ] = None,
    json: Json = False,
) -> None:
    """Lihat keputusan sebelum langkahnya diambil: halaman yang sama, bertanda KONSEP dan tanpa nomor."""
    if (form is None and change is not None) or (form is not None and what):
        raise typer.BadParameter("sebutkan USULAN dan LANGKAH, atau --form BENTUK dengan atau tanpa --change")
    if form is not None:
        content = _sample(form, change)
    else:
        content = _step(_asked(what or [], account, note, read_data(data), collective, ids))
    write_whole(output, content)
    said = {"file": str(output), "bytes": len(content)}
    say(said, json, lambda: [words(f"Konsep disimpan di {output}.", f"The draft was saved to {output}.")])


def _step(request: Request) -> bytes:
    """The preview of a step."""
    from workflow.preview import preview as previewed

    with office() as here:
        here.may_act_as(request.account)
        here.press  # noqa: B018 - its child starts while the step is judged
        return previewed(here.desk, request)


def _asked(
    what: list[str],
    account: str | None,
    note: str | None,
    data: dict[str, Any],
    collective: bool,
    ids: Path | None,
) -> Request:
    """The step of which the preview is wanted."""
    from workflow.desk import Request

    if account is None:
        raise typer.BadParameter("sebutkan --as AKUN, atau --form BENTUK")
    if collective != (ids is not None):
        raise typer.BadParameter("--collective dan --ids dipakai bersama-sama")
    proposals, verb = _named(what, ids)
    return Request(verb, account, proposals, data, note)


def _named(what: list[str], ids: Path | None) -> tuple[tuple[int, ...], str]:
    """The proposals and the verb.

    Raises:
        UnknownVerb: the process has no such verb.
        InvalidField: the verb has no collective decree, or a line of the file is no number.
    """
    from app.batch import require_collective

    *proposal, verb = what or [""]
    if len(proposal) != (0 if ids else 1) or not verb:
        raise typer.BadParameter("sebutkan USULAN dan LANGKAH; dengan --ids LANGKAH saja")
    if verb not in VERBS:
        raise UnknownVerb(verb=shown(verb), verbs=", ".join(VERBS))
    if ids is not None:
        everyone = tuple(read_ids(ids))
        require_collective(verb, everyone)
        return everyone, verb
    if not (proposal[0].isascii() and proposal[0].isdigit() and len(proposal[0]) < 16):
        raise typer.BadParameter(f"“{shown(proposal[0])}” bukan nomor usulan")
    return (int(proposal[0]),), verb


def _sample(form: str, change: int | None) -> bytes:
    """The sample of a form under the agency's own letterhead, with the words of a change where one is named."""
    from documents.own_sample import own_sample
    from workflow.canonical import plain
    from workflow.preview import as_draft, drawn
    from workflow.wording import known

    known(form)
    with office() as here:
        told = _own(here, form)
        if change is not None:
            told["words"] = _asked_words(here, form, change)
        return drawn(here.press, as_draft(own_sample(form, plain(told))))


def _own(here: Office, form: str) -> dict[str, Any]:
    """What of a drawing order is the agency's: letterhead, bases of law, number, words in force."""
    from documents.catalogue import FORMS, series_of
    from workflow.preview import NO_CODE
    from workflow.wording import COLLECTIVE

    verb = "approve" if form == COLLECTIVE else form
    with here.desk.store.reading() as ledger:
        agency = ledger.agency()
        series = ledger.series_of(series_of(verb, FORMS[verb].kop), None)
        return {
            "agency": agency,
            "rehearsal": ledger.rehearsal(),
            "bases": ledger.bases(here.today),
            "number": ledger.next_number(series, here.today, agency)[1],
            "code": NO_CODE,
            "verify_url": here.desk.verify_url + NO_CODE,
            "words": ledger.words(form),
        }


def _asked_words(here: Office, form: str, change: int) -> dict[str, Any] | None:
    """The words that a change asks for.

    Raises:
        UnknownChange: there is no such change of words.
        InvalidField: it is about another form.
    """
    from storage.wording import asked

    with here.database.reading() as connection:
        about, told = asked(connection, change)
    if about != form:
        raise InvalidField(
            field="--change",
            problem=f"perubahan {change} mengenai {about}, bukan {form}. Pakai --form {about}.",
            problem_en=f"change {change} is about {about}, not {form}. Use --form {about}.",
        )
    return told
