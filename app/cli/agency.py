"""Commands about the agency's own data."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.changing import AsAdmin, SetUpReason, by, outcome, why
from app.cli.face import Json, office, read_file, say, words
from workflow.canonical import plain, sha256
from workflow.errors import InvalidField
from workflow.text import SHORT, clean

if TYPE_CHECKING:
    from app.wiring import Office

agency = typer.Typer(help="Data instansi sendiri.", no_args_is_help=True)

WORDS = {
    "name": "Nama instansi",
    "region": "Wilayah",
    "head_title": "Jabatan pimpinan",
    "place": "Tempat penetapan",
    "zone": "Zona waktu",
    "hr_unit": "Unit kepegawaian",
    "hr_head_title": "Jabatan kepala unit kepegawaian",
    "hr_code": "Kode unit dalam nomor",
    "address": "Alamat",
    "contact": "Kontak",
    "paper": "Kertas",
    "arms": "Lambang",
    "emblem": "Lambang pada kop jabatan",
}

SET_APART = ("arms", "emblem")
"""What `agency arms` sets."""

BUNDLED = ("bawaan", "bundled")
"""What stands where an agency has no arms of its own, in (Indonesian, English)."""


def register(app: typer.Typer) -> None:
    app.add_typer(agency, name="agency")


def _text(help: str) -> Any:
    return typer.Option(help=help)


@agency.command("set")
def set_(
    name: Annotated[str | None, _text("Nama instansi, misalnya Pemerintah Kota …")] = None,
    region: Annotated[str | None, _text("Wilayah, misalnya Kota …")] = None,
    head_title: Annotated[str | None, _text("Jabatan pimpinan, misalnya Wali Kota …")] = None,
    place: Annotated[str | None, _text("Tempat penetapan keputusan.")] = None,
    zone: Annotated[str | None, _text("Asia/Jakarta, Asia/Makassar atau Asia/Jayapura.")] = None,
    hr_unit: Annotated[str | None, _text("Nama unit kepegawaian.")] = None,
    hr_head_title: Annotated[str | None, _text("Jabatan kepala unit kepegawaian.")] = None,
    hr_code: Annotated[str | None, _text("Singkatan unit kepegawaian dalam nomor.")] = None,
    address: Annotated[str | None, _text("Alamat pada kop, dengan kode pos.")] = None,
    contact: Annotated[str | None, _text("Baris di bawah alamat: telepon, laman, pos-el.")] = None,
    paper: Annotated[str | None, _text("F4 atau A4.")] = None,
    admin: AsAdmin = None,
    reason: SetUpReason = None,
    json: Json = False,
) -> None:
    """Tetapkan data instansi; isian yang tidak disebut tidak berubah."""
    from storage.agency_change import change_agency

    given = {key: value for key, value in locals().items() if key in WORDS and value is not None}
    for key, value in given.items():
        if not value.strip():
            raise InvalidField(field=_option(key), problem="tidak boleh kosong.", problem_en="must not be empty.")
    values = {key: clean(_option(key), value, SHORT, one_line=True) for key, value in given.items()}
    _check("--zone", values.get("zone"), ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"))
    _check("--paper", values.get("paper"), ("F4", "A4"))
    if not CODE.fullmatch(values.get("hr_code", "X")):
        raise InvalidField(
            field="--hr-code",
            problem="hanya huruf, angka, titik dan tanda hubung, paling banyak 30.",
            problem_en="takes letters, digits, dots and hyphens only, at most 30.",
        )
    with office() as here:
        who, said = by(here, admin), {"status": "done"}
        with here.database.transaction() as connection:
            if values:
                said = change_agency(connection, values, why(admin, reason), who)
    if said["status"] == "asked":
        say(said, json, lambda: [outcome(said, ("", ""))])
    else:
        show(json=json)


CODE = re.compile(r"[A-Za-z0-9.-]{1,30}")
"""What may stand for the unit in a printed number."""


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _check(field: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise InvalidField(
            field=field,
            problem=f"“{value}” tidak dikenal. Pilih {', '.join(allowed)}.",
            problem_en=f"“{value}” is not known. Choose {', '.join(allowed)}.",
        )


@agency.command()
def show(json: Json = False) -> None:
    """Tampilkan data instansi."""
    from storage.agency import agency as facts_of

    with office() as here, here.database.reading() as connection:
        facts = facts_of(connection)
    say(facts, json, lambda: [f"{word}: {_shown(key, getattr(facts, key))}" for key, word in WORDS.items()])


def _shown(key: str, value: str | None) -> str:
    return value[:16] if value and key in SET_APART else value or (words(*BUNDLED) if key in SET_APART else "")


@agency.command()
def arms(
    file: Annotated[Path | None, typer.Argument(metavar="SVG", help="Lambang daerah atau instansi.")] = None,
    emblem: Annotated[
        Path | None,
        typer.Option("--emblem", metavar="SVG", help="Yang berdiri di atas nama jabatan, misalnya lambang negara."),
    ] = None,
    admin: AsAdmin = None,
    reason: SetUpReason = None,
    json: Json = False,
) -> None:
    """Tetapkan lambang pada kop; keputusan yang sudah terbit tetap memakai lambangnya."""
    from documents.svg import BYTES, checked
    from storage.arms import change_arms

    named = {"arms": (file, "SVG"), "emblem": (emblem, "--emblem")}
    files = {place: read_file(path, BYTES, field) for place, (path, field) in named.items() if path}
    if not files:
        raise typer.BadParameter("sebutkan berkas SVG, atau --emblem SVG")
    for place, content in files.items():
        checked(content, named[place][1])
    with office() as here:
        who = by(here, admin)
        _draw_with(here, files)
        with here.database.transaction() as connection:
            said = change_arms(connection, files, why(admin, reason), who)
    done = ("Lambang ditetapkan, dan dipakai sejak keputusan berikutnya.", "The arms are set, from the next decree on.")
    say(said, json, lambda: [outcome(said, done)])


def _draw_with(here: Office, files: dict[str, bytes]) -> None:
    """Draw a sample of each letterhead under these arms, before anybody is asked for them.

    Raises:
        DraftFailed: they cannot be drawn.
    """
    from documents.own_sample import own_sample
    from documents.press import Press
    from storage.agency import agency as facts_of
    from workflow.preview import drawn

    with here.database.reading() as connection:
        facts = plain(facts_of(connection))
    hashes = {place: sha256(content) for place, content in files.items()}
    with closing(Press(arms={sha256(content): content for content in files.values()}.get)) as press:
        for form in ("approve", "submit"):
            drawn(press, own_sample(form, {"agency": facts | dict.fromkeys(SET_APART) | hashes}))
