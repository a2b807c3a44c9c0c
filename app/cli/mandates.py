"""Commands about mandates: who holds an office, in which capacity, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from app.cli.changing import Reason, by, outcome
from app.cli.days import day
from app.cli.face import As, Json, choice, office, say, table, words
from workflow.authority import CAPACITY_LABELS, Capacity, Kind, Role
from workflow.canonical import plain
from workflow.days import YEARS
from workflow.errors import InvalidField, UnknownVerb
from workflow.personnel import PostKind
from workflow.process import VERBS
from workflow.text import SHORT, clean, shown

if TYPE_CHECKING:
    from app.wiring import Office

mandate = typer.Typer(
    help="Mandat: siapa memegang jabatan, dalam kapasitas apa, dan sampai kapan.", no_args_is_help=True
)

Instant = "TTTT-BB-HH[Tjj:mm]"


def register(app: typer.Typer) -> None:
    app.add_typer(mandate, name="mandate")


@mandate.command("add")
def add(
    role: Annotated[str, typer.Option("--office", metavar="PERAN", help="Jabatan yang dimandatkan.")],
    holder: Annotated[str, typer.Option("--holder", metavar="AKUN", help="Akun pemegangnya.")],
    capacity: Annotated[str, typer.Option("--capacity", help="definitif, plt, plh, an atau ub.")],
    number: Annotated[str, typer.Option("--number", help="Nomor suratnya.")],
    date: Annotated[str, typer.Option("--date", metavar="TTTT-BB-HH", help="Tanggal suratnya.")],
    start: Annotated[str, typer.Option("--from", metavar=Instant, help="Mulai berlaku.")],
    reason: Reason,
    account: As,
    until: Annotated[str | None, typer.Option("--until", metavar=Instant, help="Berakhir tepat pada saat ini.")] = None,
    given_by: Annotated[str | None, typer.Option("--given-by", metavar="AKUN", help="Akun pemberi mandat.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Jabatan sendiri, di bawah a.n. atau u.b.")] = None,
    through: Annotated[str | None, typer.Option("--through", help="Jabatan di antara a.n. dan u.b.")] = None,
    verb: Annotated[list[str] | None, typer.Option("--verb", help="Hanya langkah ini; boleh diulang.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Hanya jenis mutasi ini; boleh diulang.")] = None,
    post_kind: Annotated[
        list[str] | None, typer.Option("--post-kind", help="Hanya jenis jabatan ini; boleh diulang.")
    ] = None,
    json: Json = False,
) -> None:
    """Catat mandat atas suatu jabatan."""
    from storage import mandates

    told = {
        "office": choice(Role, role, "--office").value,
        "holder": holder,
        "capacity": choice(Capacity, capacity, "--capacity").value,
        "number": _line("--number", number),
        "dated": day("--date", date),
        "given_by": given_by,
        "title": _line("--title", title) if title is not None else None,
        "through": _line("--through", through) if through is not None else None,
        "verbs": [_verb(one) for one in verb or ()],
        "kinds": [choice(Kind, one, "--kind").value for one in kind or ()],
        "post_kinds": [choice(PostKind, one, "--post-kind").value for one in post_kind or ()],
    }
    with office() as here:
        zone = here.clock.zone
        told |= {"starts": instant("--from", start, zone), "ends": instant("--until", until, zone) if until else None}
        who = by(here, account)
        with here.database.transaction() as connection:
            said = mandates.add(connection, plain(told), reason, who)
    done = (
        f"Mandat {said.get('mandate')} dicatat. Sejak mulainya, jabatan itu hanya dipegang berdasarkan mandat.",
        f"Mandate {said.get('mandate')} was recorded. From its start on, the office is held by mandate only.",
    )
    say(said, json, lambda: [outcome(said, done)])


@mandate.command("end")
def end(
    id: Annotated[int, typer.Argument(metavar="MANDAT", help="Nomor mandat.")],
    account: As,
    at: Annotated[
        str | None, typer.Option("--at", metavar=Instant, help="Saat berakhirnya; tanpa ini sekarang.")
    ] = None,
    number: Annotated[str | None, typer.Option("--number", help="Nomor surat pengakhirannya.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Alasannya, bila tidak ada suratnya.")] = None,
    json: Json = False,
) -> None:
    """Akhiri mandat sekarang, atau pada saat yang akan datang."""
    from storage import mandates

    letter = _line("--number", number) if number is not None else None
    why = reason if reason is not None else _line("--reason", letter or "")
    with office() as here:
        here.may_act_as(account)
        ends = instant("--at", at, here.clock.zone) if at is not None else None
        with here.database.transaction() as connection:
            mandates.hold(connection, id)
            # The clock is read once nobody signs by the mandate any more.
            said = mandates.end(connection, id, ends, letter, why, by(here, account))
        when = here.clock.shown(said["ends"]) if "ends" in said else ""
    done = (f"Mandat {id} berakhir pada {when}.", f"Mandate {id} ends at {when}.")
    say(said, json, lambda: [outcome(said, done)])


@mandate.command("list")
def list_mandates(
    role: Annotated[str | None, typer.Option("--office", metavar="PERAN", help="Hanya jabatan ini.")] = None,
    now: Annotated[bool, typer.Option("--now", help="Hanya yang sedang berlaku.")] = False,
    json: Json = False,
) -> None:
    """Daftar mandat: yang berlaku, yang akan datang, dan yang berakhir."""
    from storage.mandates import mandates

    of = choice(Role, role, "--office") if role is not None else None
    with office() as here:
        with here.database.reading() as connection:
            found = mandates(connection, here.clock.now(), office=of, in_force=now)
        lines = [_line_of(here, one) for one in found]
    headers = words(
        ("Mandat", "Jabatan", "Pemegang", "Kapasitas", "Mulai", "Berakhir", "Surat", "Batas", "Berlaku"),
        ("Mandate", "Office", "Holder", "Capacity", "From", "Until", "Letter", "Limits", "In force"),
    )
    say(found, json, lambda: table(headers, lines))


def _line_of(here: Office, one: dict[str, Any]) -> Sequence[object]:
    return (
        one["id"],
        words(one["label"], one["label_en"]),
        one["holder"],
        CAPACITY_LABELS[Capacity(one["capacity"])][0],
        here.clock.shown(one["starts"]),
        here.clock.shown(one["ends"]) if one["ends"] else "",
        f"{one['number']} ({one['dated']})",
        ", ".join([*one["verbs"], *one["kinds"], *one["post_kinds"]]),
        words("ya", "yes") if one["in_force"] else words("tidak", "no"),
    )


def _verb(name: str) -> str:
    if name not in VERBS:
        raise UnknownVerb(verb=shown(name), verbs=", ".join(VERBS))
    return name


def _line(field: str, text: str) -> str:
    """A text on one line that is not empty."""
    found = clean(field, text, SHORT, one_line=True)
    if not found:
        raise InvalidField(
            field=field, problem="tidak boleh kosong. Isi datanya.", problem_en="must not be empty. Fill it in."
        )
    return found


def instant(field: str, text: str, zone: str) -> datetime:
    """An instant to the second: ISO 8601, or a day for its beginning; without zone it is the office's.

    Raises:
        InvalidField: it is neither.
    """
    if len(text) <= len("2026-01-12"):
        return datetime.combine(day(field, text), time(), ZoneInfo(zone)).astimezone(UTC)
    try:
        found = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise InvalidField(
            field=field,
            problem=f"“{shown(text)}” bukan saat. Tulis seperti 2026-01-12 atau 2026-01-12T08:00:00+07:00.",
            problem_en=f"“{shown(text)}” is not an instant. Write it like 2026-01-12 or 2026-01-12T08:00:00+07:00.",
        )
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
